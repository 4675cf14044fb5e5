#include "app/demo.h"

#include <stdio.h>

#include "app/demo.sql.h"
#include "base/csv.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/catalog_import_action.h"
#include "market/certificate/certificate.h"
#include "market/party/party.h"
#include "platform/secret/secret.h"

const struct fault DEMO_ALREADY_LOADED = {
    .kind = FAULT_CONFLICT,
    .code = "demo.already_loaded",
    .text = "자료가 이미 있습니다. 새 시범 자료는 빈 데이터베이스에만 넣을 수 있습니다.",
};

const struct fault DEMO_NO_DATA = {
    .kind = FAULT_INVALID,
    .code = "demo.no_data",
    .text = "기초 자료 파일을 읽을 수 없습니다. data 폴더를 확인해 주세요.",
};

static const struct demo_size SIZES[] = {
    {"small", 30, 200, 3000},
};

const struct demo_size *demo_size_find(str name)
{
    for (size_t i = 0; i < COUNT(SIZES); i++) {
        if (str_equals(name, str_view(SIZES[i].name))) {
            return &SIZES[i];
        }
    }
    return NULL;
}

// --- Chance with a seed
// ---------------------------------------------------------------------------

struct demo {
    struct unit *u;
    const struct demo_size *size;
    uint64_t state;
    str data_dir;
    str *sentence;
    str password_hash;
    LIST(str) district_codes;
    LIST(str) district_names;
    LIST(int64_t) suppliers;
    LIST(str) supplier_names;
};

// SplitMix64: small, and the same everywhere.
static uint64_t chance(struct demo *d)
{
    d->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = d->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t below(struct demo *d, int64_t n)
{
    return (int64_t)(chance(d) % (uint64_t)n);
}

static bool one_in(struct demo *d, int64_t n)
{
    return below(d, n) == 0;
}

static void bind_no(struct demo *d, struct query *q)
{
    bind_i64(q, "no", public_no_from(chance(d)).value);
}

static const char *pick(struct demo *d, const char *const *words, size_t count)
{
    return words[below(d, (int64_t)count)];
}

// --- Files
// ----------------------------------------------------------------------------------------

static err read_file(struct demo *d, const char *name, str *out)
{
    struct arena *a = d->u->arena;
    str path = str_format(a, "%.*s/%s", STR_ARG(d->data_dir), name);
    FILE *f = fopen(path.p, "re");
    char *p = arena_alloc(a, 2 * MIB);
    size_t n = f == NULL ? 0 : fread(p, 1, 2 * MIB, f);
    if (f != NULL) {
        (void)fclose(f);
    }
    if (n == 0 || n == 2 * MIB) {
        *d->sentence = str_format(a, "%s: cannot be read whole", path.p);
        return &DEMO_NO_DATA;
    }
    *out = (str){.p = p, .n = n};
    return NULL;
}

static str cell(const struct csv *c, const str *row, const char *column)
{
    size_t at = 0;
    return csv_column(c, str_view(column), &at) ? row[at] : S("");
}

static err load_set_up(struct demo *d)
{
    static const struct {
        const char *file;
        err (*import)(struct unit *u, str name, str text, str *sentence);
    } FILES[] = {
        {"regions.csv",    catalog_import_regions   },
        {"categories.csv", catalog_import_categories},
        {"attributes.csv", catalog_import_attributes},
        {"synonyms.csv",   catalog_import_synonyms  },
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        str text = {0};
        TRY(read_file(d, FILES[i].file, &text));
        TRY(FILES[i].import(d->u, str_view(FILES[i].file), text, d->sentence));
    }
    return NULL;
}

// --- People
// ---------------------------------------------------------------------------------------

static const char *const FAMILY[] = {"김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"};
static const char *const GIVEN[] = {"가온", "나래", "다솜", "라온", "마루", "바다", "새봄", "아람",
                                    "이든", "하늘", "한결", "예솔", "도담", "미르", "시내", "해솔"};

static str person_name(struct demo *d)
{
    return str_format(d->u->arena, "%s%s", pick(d, FAMILY, COUNT(FAMILY)),
                      pick(d, GIVEN, COUNT(GIVEN)));
}

struct post {
    int64_t institution;
    int64_t supplier;
    int64_t department;
    enum party_role role;
    const char *title;
    str email;
};

static err add_person(struct demo *d, const struct post *p, int64_t *out_account)
{
    struct unit *u = d->u;
    str totp = {0};
    if (party_needs_second_factor(party_role_rights(p->role))) {
        totp = secret_seal(u->arena, secret_totp_new(u->arena), S("account.totp"));
    }
    struct query *q = db_query(u->db, &SQL_DEMO_ACCOUNT_ADD);
    bind_no(d, q);
    bind_str(q, "email", p->email);
    bind_str(q, "name", person_name(d));
    bind_str(q, "hash", d->password_hash);
    bind_text(q, "totp", totp);
    bind_instant(q, "now", u->now);
    int64_t account = 0;
    TRY(query_run_id(q, &account));
    q = db_query(u->db, &SQL_DEMO_MEMBERSHIP_ADD);
    bind_no(d, q);
    bind_i64(q, "account", account);
    bind_id(q, "institution", p->institution);
    bind_id(q, "supplier", p->supplier);
    bind_id(q, "department", p->department);
    bind_str(q, "role", str_view(party_role_word(p->role)));
    bind_str(q, "title", str_view(p->title));
    bind_instant(q, "now", u->now);
    *out_account = account;
    return query_run(q, NULL);
}

static err add_staff(struct demo *d, int64_t institution, int64_t number)
{
    static const struct {
        enum party_role role;
        const char *title;
        const char *mail;
    } STAFF[] = {
        {PARTY_OFFICER,    "주무관", "officer"   },
        {PARTY_APPROVER,   "과장",    "approver"  },
        {PARTY_INSPECTOR,  "주무관", "inspector" },
        {PARTY_ACCOUNTANT, "주무관", "accountant"},
        {PARTY_ADMIN,      "팀장",    "admin"     },
    };
    static const char *const DEPARTMENTS[] = {"재무과", "총무과", "복지정책과"};
    int64_t first_department = 0;
    for (size_t i = 0; i < COUNT(DEPARTMENTS); i++) {
        struct query *q = db_query(d->u->db, &SQL_DEMO_DEPARTMENT_ADD);
        bind_no(d, q);
        bind_i64(q, "institution", institution);
        bind_str(q, "name", str_view(DEPARTMENTS[i]));
        int64_t department = 0;
        TRY(query_run_id(q, &department));
        first_department = i == 0 ? department : first_department;
    }
    for (size_t i = 0; i < COUNT(STAFF); i++) {
        struct post p = {.institution = institution,
                         .department = first_department,
                         .role = STAFF[i].role,
                         .title = STAFF[i].title,
                         .email = number == 1
                                      ? str_format(d->u->arena, "%s@demo.dure", STAFF[i].mail)
                                      : str_format(d->u->arena, "%s%lld@demo.dure", STAFF[i].mail,
                                                   (long long)number)};
        int64_t account = 0;
        TRY(add_person(d, &p, &account));
        if (STAFF[i].role == PARTY_APPROVER) {
            struct query *q = db_query(d->u->db, &SQL_DEMO_APPROVAL_LINE_ADD);
            bind_no(d, q);
            bind_i64(q, "institution", institution);
            bind_i64(q, "step", 1);
            bind_i64(q, "account", account);
            TRY(query_run(q, NULL));
        }
    }
    return NULL;
}

// --- Institutions
// ---------------------------------------------------------------------------------

// The first joins of each kind, so that every regime is there: each `stride`-th of the file.
static err load_institutions(struct demo *d)
{
    struct unit *u = d->u;
    str text = {0};
    TRY(read_file(d, "institutions.csv", &text));
    struct csv c;
    TRY(csv_init(&c, u->arena, text));
    const str *row = NULL;
    LIST(str) codes = {.items = NEW_ARRAY(u->arena, LIMIT_CSV_COLUMNS * 64, str)};
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL) {
            break;
        }
        struct query *q = db_query(u->db, &SQL_DEMO_INSTITUTION_ADD);
        bind_no(d, q);
        bind_str(q, "code", cell(&c, row, "code"));
        bind_str(q, "name", cell(&c, row, "name"));
        bind_str(q, "kind", cell(&c, row, "kind"));
        bind_str(q, "regime", cell(&c, row, "regime"));
        bind_text(q, "parent", cell(&c, row, "parent_code"));
        bind_text(q, "district", cell(&c, row, "district"));
        bind_instant(q, "now", u->now);
        TRY(query_run(q, NULL));
        codes.items[codes.count++] = str_copy(u->arena, cell(&c, row, "code"));
    }
    int64_t stride = (int64_t)codes.count / d->size->institutions;
    for (int64_t i = 0; i < d->size->institutions; i++) {
        struct query *q = db_query(u->db, &SQL_DEMO_INSTITUTION_JOIN);
        bind_str(q, "code", codes.items[i * stride]);
        bind_str(q, "address", S("대구광역시 (시범 주소)"));
        bind_str(q, "head", S("기관장"));
        int64_t institution = 0;
        TRY(query_run_id(q, &institution));
        TRY(add_staff(d, institution, i + 1));
    }
    return NULL;
}

// --- Firms
// ----------------------------------------------------------------------------------------

static err load_districts(struct demo *d)
{
    struct arena *a = d->u->arena;
    d->district_codes.items = NEW_ARRAY(a, 32, str);
    d->district_names.items = NEW_ARRAY(a, 32, str);
    struct query *q = db_query(d->u->db, &SQL_DEMO_DISTRICTS);
    while (query_next(q)) {
        d->district_codes.items[d->district_codes.count++] = read_str(q, "code");
        d->district_names.items[d->district_names.count++] = read_str(q, "name");
    }
    return query_end(q);
}

// Ten digits of an office that gives out none (first three 999), with a right check digit.
static str business_no(struct demo *d, int64_t n)
{
    for (int64_t last = 0; last < 10; last++) {
        str no = str_format(d->u->arena, "999%06lld%lld", (long long)n, (long long)last);
        if (party_business_no_is_valid(no)) {
            return no;
        }
    }
    return S("");
}

static err add_certificate(struct demo *d, int64_t supplier, enum certificate_kind kind)
{
    struct unit *u = d->u;
    static const char *const ISSUERS[] = {"시범 발급기관"};
    date from = date_add_days(u->today, -(int32_t)below(d, 900));
    bool open_ended = kind == CERTIFICATE_SOCIAL_ENTERPRISE || kind == CERTIFICATE_SOCIAL_COOP;
    bool weighs_weak = kind >= CERTIFICATE_SOCIAL_ENTERPRISE && kind <= CERTIFICATE_VILLAGE;
    struct query *q = db_query(u->db, &SQL_DEMO_CERTIFICATE_ADD);
    bind_no(d, q);
    bind_i64(q, "supplier", supplier);
    bind_str(q, "kind", str_view(certificate_kind_word(kind)));
    bind_str(q, "number", str_format(u->arena, "시범-%05lld", (long long)below(d, 100000)));
    bind_str(q, "issuer", str_view(pick(d, ISSUERS, COUNT(ISSUERS))));
    bind_date(q, "valid_from", from);
    bind_date(q, "valid_until", open_ended ? DATE_NONE : date_add_days(from, 3 * 365 - 1));
    bind_id(q, "vulnerable_bp", weighs_weak ? 2500 + below(d, 4000) : 0);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static const char *const FIRM_FIRST[] = {"늘푸른", "한마음", "다온",   "새봄", "온누리", "빛글",
                                         "맑은샘", "든든",   "나란히", "햇살", "두손",   "이음",
                                         "푸른솔", "한울",   "가온",   "아람", "솔빛",   "참좋은"};
static const char *const FIRM_SECOND[] = {"나눔", "상사", "산업", "테크",   "인쇄", "푸드", "가구",
                                          "환경", "기획", "유통", "디자인", "건설", "안전", "교육"};
static const char *const FIRM_LEGAL[] = {"㈜", "", "", "협동조합", "사회적협동조합"};

static err add_supplier(struct demo *d, int64_t n)
{
    struct unit *u = d->u;
    const char *legal = pick(d, FIRM_LEGAL, COUNT(FIRM_LEGAL));
    bool company = str_equals(str_view(legal), S("㈜"));
    str bare = str_format(u->arena, "%s%s", pick(d, FIRM_FIRST, COUNT(FIRM_FIRST)),
                          pick(d, FIRM_SECOND, COUNT(FIRM_SECOND)));
    str name = company ? str_format(u->arena, "㈜%.*s", STR_ARG(bare))
                       : str_format(u->arena, "%.*s%s", STR_ARG(bare), legal);
    int64_t district = below(d, (int64_t)d->district_codes.count);
    struct query *q = db_query(u->db, &SQL_DEMO_SUPPLIER_ADD);
    bind_no(d, q);
    bind_str(q, "name", name);
    bind_str(q, "business_no", business_no(d, n));
    bind_str(q, "representative", person_name(d));
    bind_bool(q, "is_corporation", legal[0] != '\0');
    bind_str(q, "type", S("도소매, 서비스"));
    bind_str(q, "item", S("시범 품목"));
    bind_str(q, "district", d->district_codes.items[district]);
    bind_str(q, "address",
             str_format(u->arena, "대구광역시 %.*s 시범로 %lld",
                        STR_ARG(d->district_names.items[district]),
                        (long long)(1 + below(d, 300))));
    bind_str(q, "introduction", S("시범 자료로 지어낸 기업입니다."));
    bind_date(q, "opened_on", date_add_days(u->today, -(int32_t)(400 + below(d, 6000))));
    bind_str(q, "account",
             secret_seal(u->arena, str_format(u->arena, "000-00-%07lld", (long long)n),
                         S("supplier.account")));
    bind_instant(q, "now", u->now);
    int64_t supplier = 0;
    TRY(query_run_id(q, &supplier));
    TRY(add_certificate(d, supplier, CERTIFICATE_SMALL_MICRO));
    for (int k = CERTIFICATE_WOMEN; k < CERTIFICATE_KIND_COUNT; k++) {
        if (one_in(d, k == CERTIFICATE_WOMEN ? 3 : 8)) {
            TRY(add_certificate(d, supplier, (enum certificate_kind)k));
        }
    }
    struct post owner = {.supplier = supplier,
                         .role = PARTY_OWNER,
                         .title = "대표",
                         .email =
                             n == 1 ? S("supplier@demo.dure")
                                    : str_format(u->arena, "supplier%lld@demo.dure", (long long)n)};
    int64_t account = 0;
    TRY(add_person(d, &owner, &account));
    d->suppliers.items[d->suppliers.count++] = supplier;
    d->supplier_names.items[d->supplier_names.count++] = name;
    return NULL;
}

// --- Products
// -------------------------------------------------------------------------------------

struct sample {
    str category;
    str pattern;
    str spec;
    int64_t price_least;
    int64_t price_most;
    str unit;
};

// One of {a|b|c} at each place.
static str fill_pattern(struct demo *d, str pattern)
{
    struct out o;
    out_init(&o, d->u->arena, LIMIT_PAGE);
    str rest = pattern;
    while (rest.n > 0) {
        size_t open = str_index(rest, S("{"));
        out_str(&o, str_slice(rest, 0, open));
        str choices = str_slice(rest, open + 1, rest.n);
        size_t close = str_index(choices, S("}"));
        rest = str_slice(choices, close + 1, choices.n);
        choices = str_slice(choices, 0, close);
        int64_t count = choices.n > 0 ? 1 : 0;
        for (size_t i = 0; i < choices.n; i++) {
            count += choices.p[i] == '|';
        }
        for (int64_t i = count > 0 ? below(d, count) : 0; i > 0; i--) {
            (void)str_cut(&choices, '|');
        }
        out_str(&o, str_cut(&choices, '|'));
    }
    return out_view(&o);
}

static err add_offer(struct demo *d, const struct sample *s)
{
    struct unit *u = d->u;
    int64_t firm = below(d, (int64_t)d->suppliers.count);
    str title = fill_pattern(d, s->pattern);
    if (s->spec.n > 0) {
        title = str_format(u->arena, "%.*s (%.*s)", STR_ARG(title), STR_ARG(s->spec));
    }
    struct query *q = db_query(u->db, &SQL_DEMO_PRODUCT_ADD);
    bind_no(d, q);
    bind_str(q, "category", s->category);
    bind_str(q, "title", title);
    bind_str(q, "maker", d->supplier_names.items[firm]);
    bind_str(q, "description", S("시범 자료입니다. 가격과 규격은 실제 제품과 관계없습니다."));
    bind_str(q, "picture",
             str_format(u->arena, "/assets/art/%.*s-%lld.svg", STR_ARG(s->category),
                        (long long)(1 + below(d, 4))));
    bind_instant(q, "now", u->now);
    int64_t product = 0;
    TRY(query_run_id(q, &product));

    int64_t span = s->price_most - s->price_least;
    int64_t price = s->price_least + (span > 0 ? below(d, span) : 0);
    price = price >= 1000 ? price / 100 * 100 : price; // as price lists are
    q = db_query(u->db, &SQL_DEMO_OFFER_ADD);
    bind_no(d, q);
    bind_i64(q, "product", product);
    bind_i64(q, "supplier", d->suppliers.items[firm]);
    bind_i64(q, "price", price > 0 ? price : 1);
    bind_str(q, "category", s->category);
    bind_str(q, "unit", s->unit);
    bind_i64(q, "lead_days", 1 + below(d, 14));
    bind_bool(q, "own", one_in(d, 2));
    bind_instant(q, "now", u->now);
    int64_t offer = 0;
    TRY(query_run_id(q, &offer));
    q = db_query(u->db, &SQL_DEMO_REVISION_ADD);
    bind_i64(q, "offer", offer);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_DEMO_SEARCH_CHANGE_ADD);
    bind_i64(q, "offer", offer);
    return query_run(q, NULL);
}

static err load_offers(struct demo *d)
{
    str text = {0};
    TRY(read_file(d, "names.csv", &text));
    struct csv c;
    TRY(csv_init(&c, d->u->arena, text));
    LIST(struct sample) samples = {.items = NEW_ARRAY(d->u->arena, 4096, struct sample)};
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || samples.count == 4096) {
            break;
        }
        struct sample s = {.category = cell(&c, row, "category_code"),
                           .pattern = cell(&c, row, "name_pattern"),
                           .spec = cell(&c, row, "spec"),
                           .unit = cell(&c, row, "unit")};
        if (!str_parse_i64(cell(&c, row, "price_min"), &s.price_least) ||
            !str_parse_i64(cell(&c, row, "price_max"), &s.price_most)) {
            *d->sentence = str_format(d->u->arena, "names.csv:%lld: a price is no whole number",
                                      (long long)c.line);
            return &CATALOG_BAD_ROW;
        }
        samples.items[samples.count++] = s;
    }
    for (int64_t i = 0; i < d->size->offers; i++) {
        TRY(add_offer(d, &samples.items[(size_t)i % samples.count]));
    }
    return NULL;
}

// --- The whole
// ------------------------------------------------------------------------------------

static err refuse_if_loaded(struct demo *d)
{
    struct query *q = db_query(d->u->db, &SQL_DEMO_IS_LOADED);
    bool loaded = query_next(q) && read_i64(q, "supplier_count") > 0;
    TRY(query_end(q));
    return loaded ? &DEMO_ALREADY_LOADED : NULL;
}

static err load(struct unit *u, void *data)
{
    struct demo *d = data;
    d->u = u;
    TRY(refuse_if_loaded(d));
    TRY(load_set_up(d));
    TRY(load_districts(d));
    TRY(load_institutions(d));
    d->suppliers.items = NEW_ARRAY(u->arena, (size_t)d->size->suppliers, int64_t);
    d->supplier_names.items = NEW_ARRAY(u->arena, (size_t)d->size->suppliers, str);
    for (int64_t i = 1; i <= d->size->suppliers; i++) {
        TRY(add_supplier(d, i));
    }
    struct post operator= {
        .role = PARTY_OPERATOR, .title = "운영자", .email = S("operator@demo.dure")};
    int64_t account = 0;
    TRY(add_person(d, &operator, & account));
    TRY(load_offers(d));
    struct query *q = db_query(u->db, &SQL_DEMO_FACT_SET);
    bind_str(q, "key", S("demo"));
    bind_str(q, "value", str_view(d->size->name));
    return query_run(q, NULL);
}

err demo_load(struct unit *u, const struct demo_size *size, uint64_t seed, str data_dir,
              str *out_sentence)
{
    struct demo d = {.size = size,
                     .state = seed,
                     .data_dir = data_dir,
                     .sentence = out_sentence,
                     .password_hash =
                         secret_hash_password(u->arena, S(DEMO_PASSWORD), SECRET_COST_LEAST)};
    return unit_run(u, unit_clock_system, load, &d);
}
