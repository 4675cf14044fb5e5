#include "app/demo_city.h"

#include "app/demo.sql.h"
#include "app/setup.h"
#include "app/setup.sql.h"
#include "base/limits.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

const struct fault DEMO_ALREADY_LOADED = {
    .kind = FAULT_CONFLICT,
    .code = "demo.already_loaded",
    .text = "자료가 이미 있습니다. 새 시범 자료는 빈 데이터베이스에만 넣을 수 있습니다.",
};

const struct fault DEMO_HALF_LOADED = {
    .kind = FAULT_CONFLICT,
    .code = "demo.half_loaded",
    .text = "시범 자료를 넣다가 끊긴 데이터베이스입니다.",
};

#define TITLES_OF_FILE 3000 // of data/names.csv, which has 2,912 rows

static const struct demo_size SIZES[] = {
    {"small",  30,   200,   3000,    0, 0,   1, false},
    {"town",   60,   600,   12000,   3, 100, 2, false}, // half a gigabyte: what a drill restores
    {"city",   1000, 10000, 200000,  3, 100, 3, false},
    {"nation", 1000, 50000, 1000000, 0, 0,   3, true }, // for the search: what a country sells
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

bool demo_is_large(const struct demo *d)
{
    return d->size->years > 0 || d->size->products > TITLES_OF_FILE;
}

void demo_tell(const struct demo *d, const char *what, int64_t done, int64_t all)
{
    if (d->progress != NULL) {
        d->progress(what, done, all);
    }
}

// --- Chance with a seed --------------------------------------------------------------------------

// SplitMix64: small, and the same everywhere.
uint64_t demo_chance(struct demo *d)
{
    d->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = d->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int64_t demo_below(struct demo *d, int64_t n)
{
    return (int64_t)(demo_chance(d) % (uint64_t)n);
}

bool demo_one_in(struct demo *d, int64_t n)
{
    return demo_below(d, n) == 0;
}

// Among some hundred thousand by chance two would be the same one day, so those of a large city are
// steps round the circle of all there are: none comes twice.
public_no demo_no(struct demo *d)
{
    static const uint64_t STEP =
        UINT64_C(556230589831); // the golden section of all, and no divisor
    return public_no_from(demo_is_large(d) ? ++d->numbers * STEP : demo_chance(d));
}

void demo_bind_no(struct demo *d, struct query *q)
{
    bind_i64(q, "no", demo_no(d).value);
}

str demo_pick(struct demo *d, str words)
{
    int64_t count = words.n > 0 ? 1 : 0;
    for (size_t i = 0; i < words.n; i++) {
        count += words.p[i] == '|';
    }
    for (int64_t i = count > 0 ? demo_below(d, count) : 0; i > 0; i--) {
        (void)str_cut(&words, '|');
    }
    return str_cut(&words, '|');
}

// --- Files ---------------------------------------------------------------------------------------

err demo_open_csv(struct demo *d, const char *name, struct csv *out)
{
    return setup_open_csv(d->u->arena, d->data_dir, name, out, d->sentence);
}

// --- People --------------------------------------------------------------------------------------

static const char FAMILY[] = "김|이|박|최|정|강|조|윤|장|임|서|권|배|곽|도";
static const char GIVEN[] = "가온|나래|다솜|라온|마루|바다|새봄|아람|이든|하늘|한결|예솔|도담|미르|"
                            "시내|해솔|보라|슬기|은별|찬솔";

str demo_person_name(struct demo *d)
{
    str family = demo_pick(d, str_view(FAMILY));
    return str_join(d->u->arena, family, demo_pick(d, str_view(GIVEN)));
}

static err add_factor(struct unit *u, int64_t account)
{
    struct query *q = db_query(u->db, &SQL_DEMO_ACCOUNT_FACTOR);
    str secret = secret_totp_new(u->arena);
    bind_str(q, "totp", secret_seal_row(u->arena, secret, "account.totp", account));
    bind_i64(q, "account", account);
    return query_run(q, NULL);
}

err demo_add_person(struct demo *d, const struct demo_post *p, int64_t *out_account)
{
    struct unit *u = d->u;
    struct query *q = db_query(u->db, &SQL_DEMO_ACCOUNT_ADD);
    demo_bind_no(d, q);
    bind_str(q, "email", p->email);
    str invented = demo_person_name(d);
    bind_str(q, "name", p->name.n > 0 ? p->name : invented);
    bind_str(q, "hash", d->password_hash);
    bind_instant(q, "now", u->now);
    int64_t account = 0;
    TRY(query_run_id(q, &account));
    if (party_needs_second_factor(party_role_rights(p->role))) {
        TRY(add_factor(u, account));
    }
    q = db_query(u->db, &SQL_DEMO_MEMBERSHIP_ADD);
    demo_bind_no(d, q);
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

#define DEPARTMENT_COUNT 3

static err add_departments(struct demo *d, int64_t institution, int64_t *out_ids)
{
    static const char *const DEPARTMENTS[DEPARTMENT_COUNT] = {"재무과", "총무과", "복지정책과"};
    for (size_t i = 0; i < COUNT(DEPARTMENTS); i++) {
        struct query *q = db_query(d->u->db, &SQL_DEMO_DEPARTMENT_ADD);
        demo_bind_no(d, q);
        bind_i64(q, "institution", institution);
        bind_str(q, "name", str_view(DEPARTMENTS[i]));
        TRY(query_run_id(q, &out_ids[i]));
    }
    return NULL;
}

static str mail_of(struct demo *d, const char *name, int64_t number, int64_t department)
{
    struct arena *a = d->u->arena;
    if (department > 0) {
        return str_format(a, "%s%lld.%lld@demo.dure", name, (long long)number,
                          (long long)department + 1);
    }
    return number == 1 ? str_format(a, "%s@demo.dure", name)
                       : str_format(a, "%s%lld@demo.dure", name, (long long)number);
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
    int64_t departments[DEPARTMENT_COUNT];
    TRY(add_departments(d, institution, departments));
    for (size_t i = 0; i < COUNT(STAFF); i++) {
        struct demo_post p = {.institution = institution,
                              .department = departments[0],
                              .role = STAFF[i].role,
                              .title = STAFF[i].title,
                              .email = mail_of(d, STAFF[i].mail, number, 0)};
        int64_t account = 0;
        TRY(demo_add_person(d, &p, &account));
        if (STAFF[i].role == PARTY_APPROVER) {
            struct query *q = db_query(d->u->db, &SQL_DEMO_APPROVAL_LINE_ADD);
            demo_bind_no(d, q);
            bind_i64(q, "institution", institution);
            bind_i64(q, "step", 1);
            bind_i64(q, "account", account);
            TRY(query_run(q, NULL));
        }
    }
    for (int64_t i = 1; i < d->size->officers && i < DEPARTMENT_COUNT; i++) {
        struct demo_post p = {.institution = institution,
                              .department = departments[i],
                              .role = PARTY_OFFICER,
                              .title = "주무관",
                              .email = mail_of(d, "officer", number, i)};
        int64_t account = 0;
        TRY(demo_add_person(d, &p, &account));
    }
    return NULL;
}

// --- Institutions --------------------------------------------------------------------------------

#define CODES_MAX 4096 // institutions of a city; the set-up data has 657

typedef LIST(str) code_list;

// Those of the set-up data, in its order.
static err list_institutions(struct demo *d, code_list *codes)
{
    struct query *q = db_query(d->u->db, &SQL_DEMO_INSTITUTIONS);
    bind_i64(q, "count", CODES_MAX);
    while (query_next(q) && codes->count < CODES_MAX) {
        codes->items[codes->count++] = read_str(q, "code");
    }
    return query_end(q);
}

static str nth_of(str words, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        (void)str_cut(&words, '|');
    }
    return str_cut(&words, '|');
}

#define DISTRICT_COUNT 9

// Where a city is larger than the set-up data, more are invented; their names say so.
static err invent_institution(struct demo *d, int64_t n, code_list *codes)
{
    static const struct {
        const char *what;
        const char *kind;
        const char *regime;
    } KINDS[] = {
        {"어린이도서관", "district",       "LOCAL"         },
        {"초등학교",       "school_public",  "LOCAL"         },
        {"청소년센터",    "district",       "LOCAL"         },
        {"유치원",          "school_public",  "LOCAL"         },
        {"체육센터",       "invested",       "LOCAL_INVESTED"},
        {"고등학교",       "school_private", "PRIVATE_SCHOOL"},
        {"복지관",          "district",       "LOCAL"         },
        {"중학교",          "school_public",  "LOCAL"         },
    };
    static const char DISTRICTS[] = "중구|동구|서구|남구|북구|수성구|달서구|달성군|군위군";
    struct arena *a = d->u->arena;
    str given = nth_of(str_view(GIVEN), n / (int64_t)(COUNT(KINDS) * DISTRICT_COUNT));
    str district = nth_of(str_view(DISTRICTS), n % DISTRICT_COUNT);
    size_t kind = (size_t)n % COUNT(KINDS);
    str code = str_format(a, "demo-%lld", (long long)n + 1);
    struct query *q = db_query(d->u->db, &SQL_SETUP_INSTITUTION_ADD);
    demo_bind_no(d, q);
    bind_str(q, "code", code);
    bind_str(
        q, "name",
        str_format(a, "시범 %.*s %.*s%s", STR_ARG(district), STR_ARG(given), KINDS[kind].what));
    bind_str(q, "kind", str_view(KINDS[kind].kind));
    bind_str(q, "regime", str_view(KINDS[kind].regime));
    bind_text(q, "parent", S(""));
    bind_text(q, "district", district);
    bind_instant(q, "now", d->u->now);
    codes->items[codes->count++] = code;
    return query_run(q, NULL);
}

// The first joins of each kind, so that every regime is there: each `stride`-th of the file.
static err load_institutions(struct demo *d)
{
    struct unit *u = d->u;
    code_list codes = {.items = NEW_ARRAY(u->arena, CODES_MAX, str)};
    TRY(list_institutions(d, &codes));
    // One more than join: it applies.
    for (int64_t n = 0; (int64_t)codes.count <= d->size->institutions; n++) {
        TRY(invent_institution(d, n, &codes));
    }
    d->institutions.items = NEW_ARRAY(u->arena, (size_t)d->size->institutions, int64_t);
    int64_t stride = (int64_t)codes.count / d->size->institutions;
    for (int64_t i = 0; i < d->size->institutions; i++) {
        struct query *q = db_query(u->db, &SQL_DEMO_INSTITUTION_JOIN);
        bind_str(q, "code", codes.items[i * stride]);
        bind_str(q, "address", S("대구광역시 (시범 주소)"));
        int64_t institution = 0;
        TRY(query_run_id(q, &institution));
        d->institutions.items[d->institutions.count++] = institution;
        TRY(add_staff(d, institution, i + 1));
    }
    return NULL;
}

// --- The whole -----------------------------------------------------------------------------------

#define LOADING S("demo_loading") // the fact that stands while a loading is not over

struct look {
    bool parties; // institutions, firms or people
    bool half;
};

static err look(struct db *db, struct look *out)
{
    struct query *q = db_query(db, &SQL_DEMO_LOOK);
    if (query_next(q)) {
        out->parties = read_bool(q, "has_parties");
        out->half = read_i64(q, "half_count") > 0;
    }
    return query_end(q);
}

static err refuse_if_loaded(struct db *db)
{
    struct look is = {0};
    TRY(look(db, &is));
    return is.half ? &DEMO_HALF_LOADED : is.parties ? &DEMO_ALREADY_LOADED : NULL;
}

err demo_refuse_half(struct db *db)
{
    struct look is = {0};
    int version = 0;
    TRY(db_begin(db, DB_READ));
    err e = db_schema_version(db, &version);
    if (e == NULL && version == MIGRATIONS[MIGRATION_COUNT - 1].number) {
        e = look(db, &is);
    }
    db_rollback(db);
    return e == NULL && is.half ? &DEMO_HALF_LOADED : e;
}

static err set_fact(struct unit *u, str key, const char *value)
{
    struct query *q = db_query(u->db, &SQL_DEMO_FACT_SET);
    bind_str(q, "key", key);
    bind_str(q, "value", str_view(value));
    return query_run(q, NULL);
}

static err forget_loading(struct unit *u, void *nothing)
{
    (void)nothing;
    struct query *q = db_query(u->db, &SQL_DEMO_FACT_FORGET);
    bind_str(q, "key", LOADING);
    return query_run(q, NULL);
}

err demo_end(struct unit *u)
{
    TRY(db_keys_wait(u->db));
    return unit_run(u, unit_clock_system, forget_loading, NULL);
}

static public_no next_no(void *demo)
{
    return demo_no(demo);
}

static err load(struct unit *u, void *data)
{
    struct demo fresh = *(const struct demo *)data; // as given, also when it is tried again
    struct demo *d = &fresh;
    d->u = u;
    TRY(refuse_if_loaded(u->db));
    TRY(setup_load(u, d->data_dir, next_no, d, d->sentence));
    TRY(load_institutions(d));
    TRY(demo_load_firms(d));
    struct demo_post keeper = {
        .role = PARTY_OPERATOR, .title = "운영자", .email = S("operator@demo.dure")};
    struct demo_post second = keeper; // a rule is put in force by two
    second.email = S("operator2@demo.dure");
    int64_t account = 0;
    int64_t other = 0;
    TRY(demo_add_person(d, &keeper, &account));
    TRY(demo_load_catalog(d));
    TRY(job_add(d->u, "catalog.words", 0, S(""), (instant){0}));
    TRY(demo_load_queues(d, account));
    TRY(demo_load_shoots(d, account));
    TRY(demo_load_listings(d));
    TRY(demo_load_wanted(d));
    TRY(demo_add_person(d, &second, &other));
    TRY(set_fact(u, S("demo"), d->size->name));
    return set_fact(u, LOADING, d->size->name);
}

err demo_load(struct unit *u, const struct demo_size *size, uint64_t seed, str data_dir,
              demo_progress progress, str *out_sentence)
{
    struct demo d = {.size = size,
                     .progress = progress,
                     .state = seed,
                     .data_dir = data_dir,
                     .sentence = out_sentence,
                     .password_hash =
                         secret_hash_password(u->arena, S(DEMO_PASSWORD), SECRET_COST_LEAST)};
    if (demo_is_large(&d)) {
        db_set_statement_ms(u->db, LIMIT_SCRIPT_MS); // of all its goods
    }
    return unit_run(u, unit_clock_system, load, &d);
}
