#include "base/limits.h"
#include "market/party/join_supplier_page.html.h"
#include "market/party/party_form_web.h"
#include "market/party/party_signup_form_web.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/file/pdf.h"
#include "platform/web/site.h"

// In the order of the page.
static const struct field_label LABELS[] = {
    {"name",           "상호"               },
    {"business_no",    "사업자등록번호"},
    {"form",           "형태"               },
    {"corporate_no",   "법인등록번호"   },
    {"representative", "대표자"            },
    {"opened_on",      "개업일"            },
    {"business_type",  "업태"               },
    {"business_item",  "종목"               },
    {"district",       "구·군"             },
    {"address",        "주소"               },
    {"phone",          "회사 전화"        },
    {"paper",          "사업자등록증"   },
    {"person",         "담당자 이름"     },
    {"email",          "전자우편"         },
    {"mobile",         "휴대전화"         },
    {"password",       "비밀번호"         },
    {"password_again", "비밀번호 다시"  },
    {"privacy",        "개인정보 동의"  },
    {"terms",          "이용약관 동의"  },
};

// --- Reading -------------------------------------------------------------------------------------

static str read_corporate_no(const struct request *rq, struct issues *is)
{
    str typed = form_line(rq, is, "corporate_no", OPTIONAL, LIMIT_NAME);
    char *digits = arena_alloc(rq->arena, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] >= '0' && typed.p[i] <= '9') {
            digits[n++] = typed.p[i];
        }
    }
    if (typed.n > 0 && n != 13) {
        issues_add(is, "corporate_no",
                   "법인등록번호 13자리를 적거나 비워 두세요. 예: "
                   "110111-1234567");
    }
    return (str){.p = digits, .n = n};
}

static str read_district(struct unit *u, const struct request *rq, struct issues *is, err *out)
{
    str code = form_line(rq, is, "district", CHOSEN, LIMIT_NAME);
    party_option_list options;
    *out = party_district_options(u->db, u->arena, code, &options);
    for (size_t i = 0; *out == NULL && i < options.count; i++) {
        if (options.items[i].selected) {
            return code;
        }
    }
    if (code.n > 0 && *out == NULL) {
        issues_add(is, "district", "보기에 있는 구·군을 골라 주세요.");
    }
    return (str){0};
}

err signup_read_firm(struct unit *u, const struct request *rq, struct issues *is, enum need number,
                     struct supplier_facts *out)
{
    static const char *const FORMS[] = {"sole", "corporation"};
    err fault = NULL;
    *out = (struct supplier_facts){
        .name = form_line(rq, is, "name", REQUIRED, LIMIT_NAME),
        .business_no = number == REQUIRED
                           ? form_business_no(rq, is, "business_no", REQUIRED, u->arena)
                           : S(""),
        .is_corporation = form_choice(rq, is, "form", REQUIRED, FORMS, COUNT(FORMS)) == 1,
        .corporate_no = read_corporate_no(rq, is),
        .representative = form_line(rq, is, "representative", REQUIRED, LIMIT_NAME),
        .business_type = form_line(rq, is, "business_type", REQUIRED, LIMIT_LINE),
        .business_item = form_line(rq, is, "business_item", REQUIRED, LIMIT_LINE),
        .district_code = read_district(u, rq, is, &fault),
        .address = form_line(rq, is, "address", REQUIRED, LIMIT_LINE),
        .phone = party_form_phone(rq, is, "phone"),
        .opened_on = form_date(rq, is, "opened_on", OPTIONAL),
    };
    if (!date_is_none(out->opened_on) && date_before(u->today, out->opened_on)) {
        issues_add(is, "opened_on", "개업일은 오늘이거나 그 전이어야 합니다. 날짜를 고쳐 주세요.");
    }
    return fault;
}

// --- Showing -------------------------------------------------------------------------------------

static void fill_typed(const struct request *rq, struct join_supplier_page *p)
{
    p->person = signup_typed_person(rq);
    p->name = request_field(rq, "name");
    p->business_no = request_field(rq, "business_no");
    p->corporate_no = request_field(rq, "corporate_no");
    p->representative = request_field(rq, "representative");
    p->is_corporation = str_equals(request_field(rq, "form"), S("corporation"));
    p->is_sole = str_equals(request_field(rq, "form"), S("sole"));
    p->business_type = request_field(rq, "business_type");
    p->business_item = request_field(rq, "business_item");
    p->address = request_field(rq, "address");
    p->phone = request_field(rq, "phone");
    p->opened_on = request_field(rq, "opened_on");
    p->agreed_terms = form_flag(rq, "terms");
    p->agreed_privacy = form_flag(rq, "privacy");
}

static void fill_known(struct arena *a, const struct supplier *s, struct join_supplier_page *p)
{
    p->name = s->facts.name;
    p->corporate_no = s->facts.corporate_no;
    p->representative = s->facts.representative;
    p->is_corporation = s->facts.is_corporation;
    p->is_sole = !s->facts.is_corporation;
    p->business_type = s->facts.business_type;
    p->business_item = s->facts.business_item;
    p->address = s->facts.address;
    p->phone = s->facts.phone;
    p->opened_on =
        date_is_none(s->facts.opened_on) ? S("") : date_format_iso(a, s->facts.opened_on);
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  struct join_supplier_page *p, str district, const struct issues *issues)
{
    str title = p->mends ? S("신청 고쳐 내기") : S("기업 가입 신청");
    p->crumb = signup_crumb(u->arena, p->mends, title);
    p->signed_in = u->actor->account.value != 0;
    TRY(party_district_options(u->db, u->arena, district, &p->districts));
    frame_fill(u, rq, &p->frame, title);
    p->frame.issues = issues;
    p->again = issues != NULL;
    join_supplier_page_render(&rs->body, p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /join/supplier
static err get_supplier(struct unit *u, const struct request *rq, struct response *rs)
{
    struct join_supplier_page p = {.action = href_to(u->arena, "/upload/join/supplier")};
    return render(u, rq, rs, &p, S(""), NULL);
}

// POST /upload/join/supplier
static err post_supplier(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct supplier_facts facts;
    const struct signup_person *person = signup_read_person(u, rq, &issues);
    TRY(signup_read_firm(u, rq, &issues, REQUIRED, &facts));
    facts.email = person == NULL ? S("") : person->email;
    const struct upload *licence = signup_read_paper(rq, &issues, REQUIRED);
    signup_read_consent(rq, &issues);
    if (issues.count == 0) {
        TRY(signup_catch(&issues, signup_action_supplier(u, person, &facts, licence)));
    }
    if (issues.count > 0) {
        issues_sort(&issues);
        struct join_supplier_page p = {.action = href_to(u->arena, "/upload/join/supplier")};
        fill_typed(rq, &p);
        return render(u, rq, rs, &p, request_field(rq, "district"), &issues);
    }
    return see_other(rs, person == NULL ? "/login/choose" : "/login?joined=1");
}

// --- Mending -------------------------------------------------------------------------------------

static err fill_mend(struct unit *u, const struct supplier *s, struct join_supplier_page *p)
{
    struct party_place place = {.supplier = s->id};
    struct application last;
    review_line_list lines;
    TRY(application_store_newest(u->db, place, &last));
    TRY(review_store_list(u->db, u->arena, place, &lines));
    p->mends = true;
    p->action = href_to(u->arena, "/upload/join/mend/supplier");
    p->kept_file = pdf_named(u->arena, last.file_name, last.looked);
    p->business_no = s->facts.business_no;
    p->version = s->version;
    p->reason = lines.count > 0 ? lines.items[0].reason : S("");
    return NULL;
}

static err find_returned(struct unit *u, struct supplier *out)
{
    if (u->actor->supplier.value == 0) {
        return &PARTY_UNKNOWN;
    }
    TRY(supplier_store_find_own(u->db, u->actor->supplier, out));
    return out->state == PARTY_RETURNED ? NULL : &SIGNUP_NOT_RETURNED;
}

// GET /join/mend/supplier
static err get_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    struct supplier s;
    struct join_supplier_page p = {0};
    TRY(find_returned(u, &s));
    fill_known(u->arena, &s, &p);
    TRY(fill_mend(u, &s, &p));
    return render(u, rq, rs, &p, s.facts.district_code, NULL);
}

// POST /upload/join/mend/supplier
static err post_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    struct supplier s;
    struct supplier_facts facts;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_returned(u, &s));
    TRY(signup_read_firm(u, rq, &issues, OPTIONAL, &facts));
    facts.email = s.facts.email;
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    const struct upload *licence = signup_read_paper(rq, &issues, OPTIONAL);
    if (issues.count == 0) {
        TRY(signup_catch(&issues, signup_action_mend_supplier(u, version, &facts, licence)));
    }
    if (issues.count > 0) {
        issues_sort(&issues);
        struct join_supplier_page p = {0};
        fill_typed(rq, &p);
        TRY(fill_mend(u, &s, &p));
        return render(u, rq, rs, &p, request_field(rq, "district"), &issues);
    }
    return see_other(rs, "/join/state");
}

const struct route JOIN_SUPPLIER_ROUTES[] = {
    ROUTE(GET, "/join/supplier", get_supplier, RIGHT_PUBLIC),
    ROUTE_BEFORE(POST, "/upload/join/supplier", signup_before, post_supplier, RIGHT_PUBLIC),
    ROUTE(GET, "/join/mend/supplier", get_mend, RIGHT_SIGNED_IN),
    ROUTE_SLOW(POST, "/upload/join/mend/supplier", post_mend, RIGHT_SIGNED_IN),
};
const size_t JOIN_SUPPLIER_ROUTE_COUNT = COUNT(JOIN_SUPPLIER_ROUTES);
