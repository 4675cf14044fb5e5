// What waits for the operator: firms and a school that applied, certificates to be checked, and
// some that were refused or end soon.
#include "app/demo_city.h"

#include "app/demo_party.sql.h"
#include "market/certificate/certificate.h"
#include "market/party/party_facts.h"
#include "platform/file/file.h"
#include "platform/picture/pdf_plain.h"

#define DAY_S (INT64_C(24) * 3600)
#define FIRST_NUMBER 900001 // business numbers of applicants, far from those of the firms

// A sheet with one line, as small as a PDF can be.
static err keep_paper(struct demo *d, const char *name, str line, file_id *out)
{
    str page = str_format(d->u->arena, "BT /F1 14 Tf 60 760 Td (%.*s) Tj ET", STR_ARG(line));
    const str objects[] = {
        S("<</Type/Catalog/Pages 2 0 R>>"),
        S("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        S("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
          "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"),
        str_format(d->u->arena, "<</Length %zu>>stream\n%.*s\nendstream", page.n, STR_ARG(page)),
    };
    str bytes = pdf_plain(d->u->arena, objects, COUNT(objects), S(""));
    struct upload up = {.name = str_view(name), .bytes = bytes};
    struct kept_file kept;
    TRY(file_keep(d->u, &up, &kept));
    *out = kept.id;
    return NULL;
}

static instant days_ago(const struct demo *d, int64_t days)
{
    return instant_add_s(d->u->now, -days * DAY_S);
}

// --- Firms that applied --------------------------------------------------------------------------

static const struct applicant {
    const char *name;
    bool is_corporation;
    const char *state;
    const char *type;
    const char *item;
    int64_t applied_days_ago;
    const char *decision; // of the operator, or NULL
    const char *reason;
} APPLICANTS[] = {
    {"㈜오늘의문구",          true,  "applied",   "도소매", "사무용품",         5,  NULL,        NULL},
    {"햇귀청소",                false, "applied",   "서비스", "건물 위생 관리", 4,  NULL,        NULL},
    {"달구벌인쇄협동조합", true,  "applied",   "제조",    "인쇄",               2,  NULL,        NULL},
    {"나루환경 자활기업",   false, "applied",   "서비스", "소독",               1,  NULL,        NULL},
    {"㈜가까운디자인",       true,  "returned",  "서비스", "시각 디자인",     9,  "returned",
     "사업자등록증의 주소와 적은 주소가 다릅니다. 등록증을 다시 올려 주세요."       },
    {"모퉁이가구",             false, "suspended", "제조",    "가구",               60, "suspended",
     "휴업 신고를 하셨습니다. 다시 열면 알려 주세요."                                          },
};

static err add_applicant_firm(struct demo *d, const struct applicant *a, int64_t n, file_id paper,
                              str email, int64_t *out)
{
    int64_t district = demo_below(d, (int64_t)d->district_codes.count);
    struct query *q = db_query(d->u->db, &SQL_DEMO_APPLICANT_ADD);
    demo_bind_no(d, q);
    bind_str(q, "name", str_view(a->name));
    bind_str(q, "business_no", demo_business_no(d, FIRST_NUMBER + n));
    bind_str(q, "representative", demo_person_name(d));
    bind_bool(q, "is_corporation", a->is_corporation);
    bind_str(q, "type", str_view(a->type));
    bind_str(q, "item", str_view(a->item));
    bind_str(q, "district", d->district_codes.items[district]);
    bind_str(q, "address",
             str_format(d->u->arena, "대구광역시 %.*s 시범로 %lld",
                        STR_ARG(d->district_names.items[district]), 1LL + demo_below(d, 300)));
    bind_str(q, "email", email);
    bind_date(q, "opened_on", date_add_days(d->u->today, -(int32_t)(100 + demo_below(d, 3000))));
    bind_i64(q, "license", paper.value);
    bind_str(q, "state", str_view(a->state));
    bind_instant(q, "at", days_ago(d, a->applied_days_ago));
    return query_run_id(q, out);
}

static err add_application(struct demo *d, int64_t account, int64_t institution, int64_t supplier,
                           file_id paper, instant at)
{
    struct query *q = db_query(d->u->db, &SQL_DEMO_APPLICATION_ADD);
    bind_i64(q, "account", account);
    bind_id(q, "institution", institution);
    bind_id(q, "supplier", supplier);
    bind_str(q, "department", institution != 0 ? S("행정실") : S(""));
    bind_i64(q, "file", paper.value);
    bind_str(q, "terms", S(PARTY_TERMS_VERSION));
    bind_instant(q, "at", at);
    return query_run(q, NULL);
}

static err add_applicant(struct demo *d, const struct applicant *a, int64_t n, int64_t keeper)
{
    file_id paper;
    int64_t supplier = 0;
    int64_t account = 0;
    str email = str_format(d->u->arena, "applicant%lld@demo.dure", (long long)n + 1);
    str line = str_format(d->u->arena, "DEMO - business registration %lld", (long long)n + 1);
    TRY(keep_paper(d, "사업자등록증.pdf", line, &paper));
    TRY(add_applicant_firm(d, a, n, paper, email, &supplier));
    struct demo_post owner = {
        .supplier = supplier, .role = PARTY_OWNER, .title = "대표", .email = email};
    TRY(demo_add_person(d, &owner, &account));
    TRY(add_application(d, account, 0, supplier, paper, days_ago(d, a->applied_days_ago)));
    if (a->decision == NULL) {
        return NULL;
    }
    struct query *q = db_query(d->u->db, &SQL_DEMO_REVIEW_ADD);
    bind_i64(q, "supplier", supplier);
    bind_str(q, "decision", str_view(a->decision));
    bind_str(q, "reason", str_view(a->reason));
    bind_i64(q, "account", keeper);
    bind_instant(q, "at", days_ago(d, a->applied_days_ago - 1));
    return query_run(q, NULL);
}

static err add_school(struct demo *d)
{
    file_id paper;
    int64_t institution = 0;
    int64_t account = 0;
    TRY(keep_paper(d, "관리자 지정 공문.pdf", S("DEMO - letter of appointment"), &paper));
    TRY(query_run_id(db_query(d->u->db, &SQL_DEMO_INSTITUTION_APPLY), &institution));
    struct demo_post admin = {.institution = institution,
                              .role = PARTY_ADMIN,
                              .title = "행정실장",
                              .email = S("applicant@demo.dure")};
    TRY(demo_add_person(d, &admin, &account));
    return add_application(d, account, institution, 0, paper, days_ago(d, 3));
}

// --- Certificates --------------------------------------------------------------------------------

// Of the firm that stands so far down the list; days count from today.
static const struct paper {
    size_t firm;
    enum certificate_kind kind;
    enum certificate_state state;
    int32_t from_days;
    int32_t until_days;
    const char *reason;
} PAPERS[] = {
    {0,  CERTIFICATE_WOMEN,         CERTIFICATE_UNCHECKED, -3,    1092, ""                                             },
    {0,  CERTIFICATE_DISABLED,      CERTIFICATE_VERIFIED,  -1075, 19,   ""                                             },
    {0,  CERTIFICATE_YOUTH_STARTUP, CERTIFICATE_REFUSED,   -30,   1065,
     "파일이 흐려 번호를 읽을 수 없습니다. 다시 올려 주세요."                                    },
    {0,  CERTIFICATE_VILLAGE,       CERTIFICATE_VERIFIED,  -1100, -5,   ""                                             },
    {3,  CERTIFICATE_WOMEN,         CERTIFICATE_UNCHECKED, -10,   1085, ""                                             },
    {7,  CERTIFICATE_SMALL_MICRO,   CERTIFICATE_UNCHECKED, -1,    364,  ""                                             },
    {11, CERTIFICATE_DISABLED,      CERTIFICATE_UNCHECKED, -20,   1200,
     ""                                                                                                                }, // longer than the law's 3 years
    {16, CERTIFICATE_SELF_SUPPORT,  CERTIFICATE_UNCHECKED, -40,   325,  ""                                             },
    {21, CERTIFICATE_WOMEN,         CERTIFICATE_REFUSED,   -60,   1035, "다른 기업의 확인서입니다."         },
    {26, CERTIFICATE_WOMEN,         CERTIFICATE_VERIFIED,  -1090, 4,    ""                                             },
    {31, CERTIFICATE_DISABLED,      CERTIFICATE_VERIFIED,  -1050, 44,   ""                                             },
    {36, CERTIFICATE_WOMEN,         CERTIFICATE_REVOKED,   -500,  594,  "발급기관이 확인을 취소했습니다."},
};

static err add_paper(struct demo *d, const struct paper *p, int64_t n, int64_t keeper)
{
    struct unit *u = d->u;
    file_id file;
    bool checked = p->state != CERTIFICATE_UNCHECKED;
    str line = str_format(u->arena, "DEMO - certificate %lld", (long long)n + 1);
    TRY(keep_paper(d, "확인서.pdf", line, &file));
    struct query *q = db_query(u->db, &SQL_DEMO_PAPER_ADD);
    demo_bind_no(d, q);
    bind_i64(q, "supplier", d->firms.items[p->firm % d->firms.count].id);
    bind_str(q, "kind", str_view(certificate_kind_word(p->kind)));
    bind_str(q, "number", str_format(u->arena, "시범-서류-%02lld", (long long)n + 1));
    bind_date(q, "valid_from", date_add_days(u->today, p->from_days));
    bind_date(q, "valid_until", date_add_days(u->today, p->until_days));
    bind_i64(q, "file", file.value);
    bind_str(q, "state", str_view(certificate_state_word(p->state)));
    bind_str(q, "reason", str_view(p->reason));
    bind_id(q, "checked_by", checked ? keeper : 0);
    bind_instant(q, "checked_at", checked ? u->now : (instant){0});
    bind_instant(q, "at", days_ago(d, 1 + n % 4));
    return query_run(q, NULL);
}

err demo_load_queues(struct demo *d, int64_t keeper)
{
    for (size_t i = 0; i < COUNT(APPLICANTS); i++) {
        TRY(add_applicant(d, &APPLICANTS[i], (int64_t)i, keeper));
    }
    TRY(add_school(d));
    for (size_t i = 0; i < COUNT(PAPERS); i++) {
        TRY(add_paper(d, &PAPERS[i], (int64_t)i, keeper));
    }
    return NULL;
}
