#include "market/catalog/product_text_action.h"

#include "market/catalog/listing_action.h"
#include "market/notice/notice_action.h"
#include "market/party/party_account_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

err product_text_propose(struct unit *u, const struct listing *was, const struct product_text *is,
                         str reason)
{
    instant earlier;
    if (was->state == LISTING_ENDED) {
        return &LISTING_WRONG_STATE;
    }
    TRY(product_text_store_waits(u->db, was->id, &earlier));
    if (earlier.us != 0) {
        return &PRODUCT_PROPOSAL_WAITS;
    }
    TRY(listing_admit_text(u, was, is, reason));
    struct product_proposal x = {
        .no = secret_public_no(),
        .product = was->product,
        .offer = was->id,
        .content = product_text_canon(u->arena, is),
        .reason = reason,
    };
    TRY(product_text_store_add(u->db, &x, u->actor->account, u->now));
    audit_write(u, S("product.propose"), S("product"), was->product.value, reason);
    return account_tell_operators(u, NO_ID(account_id), S("product.proposed"),
                                  S("기업이 상품 설명을 고치자고 제안했습니다"), was->text.title,
                                  str_format(u->arena, "/admin/products/%lld/edit?proposal=%lld",
                                             (long long)was->product_no.value,
                                             (long long)x.no.value));
}

// The firm that proposed it.
static err tell(struct unit *u, const struct product_proposal *x, str what, str more)
{
    account_list told;
    str title = str_format(u->arena, "%.*s: %.*s", STR_ARG(x->title), STR_ARG(what));
    str path = str_format(u->arena, "/supplier/products/%lld", (long long)x->offer_no.value);
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), x->supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("product.answered"), title, more, path));
    }
    return NULL;
}

err product_text_correct(struct unit *u, const struct listing *was, const struct product_text *is,
                         str reason, public_no proposal)
{
    struct product_proposal x = {0};
    if (proposal.value != 0) {
        TRY(product_text_store_find(u->db, u->arena, proposal, &x));
        if (x.product.value != was->product.value) {
            return &PRODUCT_PROPOSAL_UNKNOWN;
        }
    }
    TRY(listing_action_correct(u, was, is, reason));
    if (proposal.value == 0) {
        return NULL;
    }
    TRY(product_text_store_decide(u->db, x.id, true, reason, u->actor->account, u->now));
    return tell(u, &x, S("제안을 받아들였습니다"), reason);
}

err product_text_decline(struct unit *u, public_no proposal, str word)
{
    struct product_proposal x;
    if (str_is_empty(str_trim(word))) {
        return &LISTING_NEEDS_REASON;
    }
    TRY(product_text_store_find(u->db, u->arena, proposal, &x));
    TRY(product_text_store_decide(u->db, x.id, false, word, u->actor->account, u->now));
    audit_write(u, S("product.decline"), S("product"), x.product.value, word);
    return tell(u, &x, S("제안을 받아들이지 않았습니다"), word);
}
