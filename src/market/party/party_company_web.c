#include "market/party/party_company_web.h"

#include "base/limits.h"
#include "market/party/firm_bank_page.html.h"
#include "market/party/firm_edit_page.html.h"
#include "market/party/firm_page.html.h"
#include "market/party/party_company_action.h"
#include "market/party/party_form_web.h"
#include "market/party/party_session_web.h"
#include "market/party/party_signup_form_web.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

#define ACCOUNT_MAX 30 // characters: 20 digits and the hyphens between

static const struct field_label LABELS[] = {
    {"name",           "상호"             },
    {"form",           "형태"             },
    {"corporate_no",   "법인등록번호" },
    {"representative", "대표자"          },
    {"district",       "구·군"           },
    {"address",        "사업장 주소"   },
    {"phone",          "회사 전화"      },
    {"email",          "회사 전자우편"},
    {"business_type",  "업태"             },
    {"business_item",  "종목"             },
    {"opened_on",      "개업일"          },
    {"introduction",   "소개"             },
    {"paper",          "사업자등록증" },
    {"bank",           "은행"             },
    {"account",        "계좌번호"       },
    {"holder",         "예금주"          },
    {"secret",         "비밀번호 확인"},
};

static struct crumb crumb_of(struct unit *u, str here)
{
    return crumb_below(u->arena, S("회사 정보"), href_to(u->arena, "/supplier/company"), here);
}

static err licence_name(struct unit *u, const struct supplier *s, str *out)
{
    struct kept_file file;
    *out = S("");
    if (s->license.value == 0) {
        return NULL;
    }
    TRY(file_find(u->db, s->license, &file));
    *out = pdf_named(u->arena, file.name, file.verdict);
    return NULL;
}

// GET /supplier/company
static err get_company(struct unit *u, const struct request *rq, struct response *rs)
{
    struct firm_page p = {.is_owner = (u->actor->rights & RIGHT_OWNER) != 0};
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &p.firm));
    if (p.firm.bank_account.n > 0) {
        TRY(secret_open_row(u->arena, p.firm.bank_account, COMPANY_BANK_CONTEXT, p.firm.id.value,
                            &p.bank_account));
    }
    TRY(licence_name(u, &p.firm, &p.licence_name));
    p.licence = p.licence_name.n > 0 ? href_to(u->arena, "/supplier/company/licence") : (href){0};
    frame_fill(u, rq, &p.frame, S("회사 정보"));
    firm_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/company/licence
static err get_licence(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    struct supplier s;
    struct kept_file file;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    TRY(file_find(u->db, s.license, &file));
    return file_send(rs, &file);
}

// --- Facts ---------------------------------------------------------------------------------------

static void fill_known(struct arena *a, const struct supplier_facts *f, struct firm_edit_page *p)
{
    p->name = f->name;
    p->corporate_no = f->corporate_no;
    p->representative = f->representative;
    p->is_corporation = f->is_corporation;
    p->business_type = f->business_type;
    p->business_item = f->business_item;
    p->address = f->address;
    p->phone = f->phone;
    p->email = f->email;
    p->introduction = f->introduction;
    p->opened_on = date_is_none(f->opened_on) ? S("") : date_format_iso(a, f->opened_on);
}

static void fill_typed(const struct request *rq, struct firm_edit_page *p)
{
    p->name = request_field(rq, "name");
    p->corporate_no = request_field(rq, "corporate_no");
    p->representative = request_field(rq, "representative");
    p->is_corporation = str_equals(request_field(rq, "form"), S("corporation"));
    p->business_type = request_field(rq, "business_type");
    p->business_item = request_field(rq, "business_item");
    p->address = request_field(rq, "address");
    p->phone = request_field(rq, "phone");
    p->email = request_field(rq, "email");
    p->introduction = request_field(rq, "introduction");
    p->opened_on = request_field(rq, "opened_on");
}

static err render_edit(struct unit *u, const struct request *rq, struct response *rs,
                       const struct issues *issues)
{
    struct supplier s;
    struct firm_edit_page p = {.crumb = crumb_of(u, S("회사 정보 고치기"))};
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    TRY(licence_name(u, &s, &p.licence_name));
    str district = s.facts.district_code;
    if (rq->method == POST) {
        fill_typed(rq, &p);
        district = request_field(rq, "district");
    } else {
        fill_known(u->arena, &s.facts, &p);
    }
    TRY(party_district_options(u->db, u->arena, district, &p.districts));
    p.business_no = s.facts.business_no;
    p.version = form_version(rq, issues, s.version);
    frame_fill(u, rq, &p.frame, S("회사 정보 고치기"));
    p.frame.issues = issues;
    firm_edit_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/company/edit
static err get_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_edit(u, rq, rs, NULL);
}

// Beside what was typed, what somebody else saved before.
static err compare_facts(struct unit *u, const struct request *rq, struct issues *issues)
{
    struct supplier s;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    struct firm_edit_page is = {0};
    fill_known(u->arena, &s.facts, &is);
    const struct form_saved saved[] = {
        {"name",           is.name          },
        {"corporate_no",   is.corporate_no  },
        {"representative", is.representative},
        {"business_type",  is.business_type },
        {"business_item",  is.business_item },
        {"address",        is.address       },
        {"phone",          is.phone         },
        {"email",          is.email         },
        {"introduction",   is.introduction  },
        {"opened_on",      is.opened_on     },
    };
    form_compare(rq, issues, saved, COUNT(saved));
    return NULL;
}

// POST /upload/supplier/company
static err post_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct supplier_facts facts;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(signup_read_firm(u, rq, &issues, OPTIONAL, &facts));
    facts.email = party_form_email(rq, &issues, "email");
    facts.introduction = form_text(rq, &issues, "introduction", OPTIONAL, LIMIT_TEXT);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    const struct upload *licence = signup_read_paper(rq, &issues, OPTIONAL);
    if (issues.count == 0) {
        err e = company_action_change(u, version, &facts, licence);
        TRY(e == &PARTY_CHANGED           ? compare_facts(u, rq, &issues)
            : e == &COMPANY_NEEDS_LICENCE ? issues_catch_at(&issues, "paper", e)
                                          : signup_catch(&issues, e));
    }
    return issues.count > 0 ? render_edit(u, rq, rs, &issues) : see_other(rs, "/supplier/company");
}

// --- Account -------------------------------------------------------------------------------------

static err render_bank(struct unit *u, const struct request *rq, struct response *rs,
                       const struct issues *issues)
{
    struct supplier s;
    bool typed = rq->method == POST;
    struct firm_bank_page p = {.crumb = crumb_of(u, S("대금 받을 계좌")),
                               .account = request_field(rq, "account")};
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    p.bank = typed ? request_field(rq, "bank") : s.bank_name;
    p.holder = typed ? request_field(rq, "holder") : s.bank_holder;
    p.version = form_version(rq, issues, s.version);
    frame_fill(u, rq, &p.frame, S("대금 받을 계좌"));
    p.frame.issues = issues;
    firm_bank_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// The number itself is shown to nobody who does not ask for it.
static err compare_bank(struct unit *u, const struct request *rq, struct issues *issues)
{
    struct supplier s;
    TRY(supplier_store_find_own(u->db, u->actor->supplier, &s));
    const struct form_saved saved[] = {
        {"bank",   s.bank_name  },
        {"holder", s.bank_holder},
    };
    form_compare(rq, issues, saved, COUNT(saved));
    return NULL;
}

// GET /supplier/company/bank
static err get_bank(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_bank(u, rq, rs, NULL);
}

// POST /supplier/company/bank
static err post_bank(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    str bank = form_line(rq, &issues, "bank", REQUIRED, LIMIT_NAME);
    str account = form_line(rq, &issues, "account", REQUIRED, ACCOUNT_MAX);
    str holder = form_line(rq, &issues, "holder", REQUIRED, LIMIT_NAME);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (account.n > 0 && !party_bank_account_is_valid(account)) {
        issues_add(&issues, "account",
                   "계좌번호를 숫자와 하이픈(-)으로 적어 주세요. 숫자는 8자리에서 "
                   "20자리입니다.");
    }
    if (issues.count == 0) {
        const char *method = NULL;
        TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    }
    if (issues.count == 0) {
        err e = company_action_set_bank(u, version, bank, account, holder);
        TRY(e == &PARTY_CHANGED ? compare_bank(u, rq, &issues) : issues_catch(&issues, e));
    }
    return issues.count > 0 ? render_bank(u, rq, rs, &issues) : see_other(rs, "/supplier/company");
}

const struct route PARTY_COMPANY_ROUTES[] = {
    ROUTE(GET, "/supplier/company", get_company, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/company/licence", get_licence, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/company/edit", get_edit, RIGHT_OWNER),
    ROUTE_SLOW(POST, "/upload/supplier/company", post_edit, RIGHT_OWNER),
    ROUTE(GET, "/supplier/company/bank", get_bank, RIGHT_OWNER),
    ROUTE_BEFORE(POST, "/supplier/company/bank", session_before_confirm, post_bank, RIGHT_OWNER),
};
const size_t PARTY_COMPANY_ROUTE_COUNT = COUNT(PARTY_COMPANY_ROUTES);
