// Every page of the site: each feature adds a line.
#include <stdio.h>

#include "app/api_guide_web.h"
#include "app/app.h"
#include "app/audit_seal_web.h"
#include "app/audit_web.h"
#include "app/guide_web.h"
#include "app/law_api_web.h"
#include "app/openapi_web.h"
#include "app/privacy_web.h"
#include "app/site.h"
#include "app/view_web.h"
#include "market/catalog/api_web.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/company_web.h"
#include "market/catalog/compare_web.h"
#include "market/catalog/import_web.h"
#include "market/catalog/listing_web.h"
#include "market/catalog/merge_web.h"
#include "market/catalog/photo_host_web.h"
#include "market/catalog/photo_zip_web.h"
#include "market/catalog/picture_hiding_web.h"
#include "market/catalog/picture_web.h"
#include "market/catalog/product_picture_web.h"
#include "market/catalog/product_text_web.h"
#include "market/catalog/suggest_web.h"
#include "market/catalog/template_web.h"
#include "market/catalog/vetting_web.h"
#include "market/certificate/certificate_supplier_web.h"
#include "market/certificate/certificate_web.h"
#include "market/claim/claim_web.h"
#include "market/content/content_web.h"
#include "market/content/shot_rule_web.h"
#include "market/contract/contract_draw_web.h"
#include "market/contract/contract_pledge_web.h"
#include "market/contract/contract_print_web.h"
#include "market/contract/contract_review_web.h"
#include "market/contract/contract_web.h"
#include "market/delivery/delivery_inspect_web.h"
#include "market/delivery/delivery_note_web.h"
#include "market/delivery/delivery_web.h"
#include "market/disclosure/disclosure_desk_web.h"
#include "market/disclosure/disclosure_open_web.h"
#include "market/disclosure/disclosure_web.h"
#include "market/insight/insight_desk_web.h"
#include "market/insight/insight_listing_web.h"
#include "market/law/law_web.h"
#include "market/notice/notice_web.h"
#include "market/number/number_web.h"
#include "market/party/party_account_web.h"
#include "market/party/party_company_web.h"
#include "market/party/party_line_web.h"
#include "market/party/party_people_web.h"
#include "market/party/party_policy_web.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_review_web.h"
#include "market/party/party_signup_form_web.h"
#include "market/party/party_support_web.h"
#include "market/party/party_web.h"
#include "market/party/right.h"
#include "market/payment/ledger_web.h"
#include "market/payment/payment_web.h"
#include "market/purchase/purchase_approval_web.h"
#include "market/purchase/purchase_basket_web.h"
#include "market/purchase/purchase_draft_edit_web.h"
#include "market/purchase/purchase_draft_web.h"
#include "market/purchase/purchase_handover_web.h"
#include "market/purchase/purchase_path_web.h"
#include "market/purchase/purchase_seen_web.h"
#include "market/purchase/purchase_submit_web.h"
#include "market/purchase/purchase_support_web.h"
#include "market/purchase/purchase_web.h"
#include "market/quote/quote_answer_web.h"
#include "market/quote/quote_ask_web.h"
#include "market/quote/quote_choose_web.h"
#include "market/quote/quote_list_web.h"
#include "market/record/performance_web.h"
#include "market/record/record_target_web.h"
#include "market/record/record_web.h"
#include "market/rule/rule_reach_web.h"
#include "market/rule/rule_replay_web.h"
#include "market/rule/rule_web.h"
#include "market/search/recent_web.h"
#include "market/search/saved_web.h"
#include "market/search/search_admin_web.h"
#include "market/search/search_api_web.h"
#include "market/search/search_category_web.h"
#include "market/search/search_home_web.h"
#include "market/search/search_sheet_web.h"
#include "market/search/search_web.h"
#include "market/search/wanted_web.h"

#define FEATURE(name)                                                                              \
    {                                                                                              \
        name##_ROUTES, &name##_ROUTE_COUNT                                                         \
    }

static const struct {
    const struct route *items;
    const size_t *count;
} FEATURES[] = {
    // A line each, so that two may be added side by side.
    // clang-format off
    FEATURE(VIEW),
    FEATURE(GUIDE),
    FEATURE(AUDIT),
    FEATURE(AUDIT_SEAL),
    FEATURE(PRIVACY),
    FEATURE(LAW),
    FEATURE(LAW_API),
    FEATURE(OPENAPI),
    FEATURE(API_GUIDE),
    FEATURE(CATALOG_API),
    FEATURE(RULE),
    FEATURE(RULE_FORM),
    FEATURE(REPLAY),
    FEATURE(REACH),
    FEATURE(PARTY),
    FEATURE(CATALOG),
    FEATURE(PICTURE),
    FEATURE(PHOTO_HOST),
    FEATURE(PICTURE_HIDING),
    FEATURE(PHOTO_ZIP),
    FEATURE(PRODUCT_PICTURE),
    FEATURE(NUMBER),
    FEATURE(SHOOT),
    FEATURE(SHOT_RULE),
    FEATURE(SHOOT_ITEM),
    FEATURE(MY_SHOOT),
    FEATURE(SHEET),
    FEATURE(COMPANY),
    FEATURE(COMPARE),
    FEATURE(IMPORT),
    FEATURE(SUGGEST),
    FEATURE(LISTING),
    FEATURE(LISTING_FORM),
    FEATURE(LISTING_BULK),
    FEATURE(PRODUCT_TEXT),
    FEATURE(LISTING_STATS),
    FEATURE(VETTING),
    FEATURE(VETTING_BATCH),
    FEATURE(MERGE),
    FEATURE(TEMPLATE),
    FEATURE(HOME),
    FEATURE(SEARCH),
    FEATURE(SEARCH_API),
    FEATURE(SEARCH_SHEET),
    FEATURE(SEARCH_ADMIN),
    FEATURE(CATEGORY),
    FEATURE(RECENT),
    FEATURE(SAVED),
    FEATURE(WANTED),
    FEATURE(NOTICE),
    FEATURE(DESK),
    FEATURE(BASKET),
    FEATURE(DRAFT),
    FEATURE(DRAFT_EDIT),
    FEATURE(PATH),
    FEATURE(HANDOVER),
    FEATURE(PURCHASE),
    FEATURE(SEEN),
    FEATURE(QUOTE_ASK),
    FEATURE(QUOTE_LIST),
    FEATURE(QUOTE_ANSWER),
    FEATURE(QUOTE_CHOOSE),
    FEATURE(SUBMIT),
    FEATURE(APPROVAL),
    FEATURE(CLAIM),
    FEATURE(PAYMENT),
    FEATURE(LEDGER),
    FEATURE(DELIVERY),
    FEATURE(DELIVERY_NOTE),
    FEATURE(INSPECTION),
    FEATURE(CONTRACT),
    FEATURE(CONTRACT_DRAW),
    FEATURE(CONTRACT_PLEDGE),
    FEATURE(CONTRACT_REVIEW),
    FEATURE(CONTRACT_PRINT),
    FEATURE(PARTY_ACCOUNT),
    FEATURE(PARTY_RECOVERY),
    FEATURE(RECORD),
    FEATURE(RECORD_TARGET),
    FEATURE(PERFORMANCE),
    FEATURE(PARTY_SIGNUP),
    FEATURE(JOIN_SUPPLIER),
    FEATURE(JOIN_INSTITUTION),
    FEATURE(PARTY_REVIEW),
    FEATURE(PARTY_PEOPLE),
    FEATURE(PARTY_DEPARTMENT),
    FEATURE(PARTY_LINE),
    FEATURE(PARTY_POLICY),
    FEATURE(SUPPORT),
    FEATURE(PURCHASE_SUPPORT),
    FEATURE(PARTY_COMPANY),
    FEATURE(DISCLOSURE),
    FEATURE(DISCLOSURE_OPEN),
    FEATURE(DISCLOSURE_DESK),
    FEATURE(CERTIFICATE),
    FEATURE(CERTIFICATE_REVIEW),
    FEATURE(CERTIFICATE_SUPPLIER),
    // clang-format on
};

const struct route_list *routes_of_site(size_t *out_count)
{
    static struct route_list lists[COUNT(FEATURES)];
    for (size_t i = 0; i < COUNT(FEATURES); i++) {
        lists[i] = (struct route_list){FEATURES[i].items, *FEATURES[i].count};
    }
    *out_count = COUNT(FEATURES);
    return lists;
}

static const struct {
    uint64_t bit;
    const char *word;
} RIGHT_WORDS[] = {
    {RIGHT_SIGNED_IN, "signed-in"},
    {RIGHT_BUYER,     "buyer"    },
    {RIGHT_REQUEST,   "request"  },
    {RIGHT_APPROVE,   "approve"  },
    {RIGHT_INSPECT,   "inspect"  },
    {RIGHT_PAY,       "pay"      },
    {RIGHT_ADMIN,     "admin"    },
    {RIGHT_SUPPLIER,  "supplier" },
    {RIGHT_OWNER,     "owner"    },
    {RIGHT_OPERATOR,  "operator" },
};

static void print_route(const struct route *r)
{
    printf("%-4s  %-44s  %-4s ", r->method == GET ? "GET" : "POST", r->path,
           r->pool == POOL_SLOW ? "slow" : "web");
    for (size_t i = 0; i < COUNT(RIGHT_WORDS); i++) {
        if ((r->right & RIGHT_WORDS[i].bit) != 0) {
            printf(" %s", RIGHT_WORDS[i].word);
        }
    }
    printf("%s\n", r->right == RIGHT_PUBLIC ? " public" : "");
}

int verb_routes(struct app *app)
{
    (void)app;
    for (size_t i = 0; i < COUNT(FEATURES); i++) {
        for (size_t k = 0; k < *FEATURES[i].count; k++) {
            print_route(&FEATURES[i].items[k]);
        }
    }
    return EXIT_DONE;
}
