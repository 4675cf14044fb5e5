#include "app/demo_city.h"

#include <stdio.h>

#include "app/demo.sql.h"
#include "base/limits.h"
#include "market/catalog/catalog_import_action.h"
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

void demo_bind_no(struct demo *d, struct query *q)
{
    bind_i64(q, "no", public_no_from(demo_chance(d)).value);
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

err demo_open_csv(struct demo *d, const char *name, struct csv *out)
{
    str text = {0};
    TRY(read_file(d, name, &text));
    return csv_init(out, d->u->arena, text);
}

str demo_cell(const struct csv *c, const str *row, const char *column)
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

static const char FAMILY[] = "김|이|박|최|정|강|조|윤|장|임|서|권|배|곽|도";
static const char GIVEN[] = "가온|나래|다솜|라온|마루|바다|새봄|아람|이든|하늘|한결|예솔|도담|미르|"
                            "시내|해솔|보라|슬기|은별|찬솔";

str demo_person_name(struct demo *d)
{
    str family = demo_pick(d, str_view(FAMILY));
    return str_join(d->u->arena, family, demo_pick(d, str_view(GIVEN)));
}

err demo_add_person(struct demo *d, const struct demo_post *p, int64_t *out_account)
{
    struct unit *u = d->u;
    str totp = {0};
    if (party_needs_second_factor(party_role_rights(p->role))) {
        totp = secret_seal(u->arena, secret_totp_new(u->arena), S("account.totp"));
    }
    struct query *q = db_query(u->db, &SQL_DEMO_ACCOUNT_ADD);
    demo_bind_no(d, q);
    bind_str(q, "email", p->email);
    bind_str(q, "name", demo_person_name(d));
    bind_str(q, "hash", d->password_hash);
    bind_text(q, "totp", totp);
    bind_instant(q, "now", u->now);
    int64_t account = 0;
    TRY(query_run_id(q, &account));
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
        demo_bind_no(d, q);
        bind_i64(q, "institution", institution);
        bind_str(q, "name", str_view(DEPARTMENTS[i]));
        int64_t department = 0;
        TRY(query_run_id(q, &department));
        first_department = i == 0 ? department : first_department;
    }
    for (size_t i = 0; i < COUNT(STAFF); i++) {
        struct demo_post p = {.institution = institution,
                              .department = first_department,
                              .role = STAFF[i].role,
                              .title = STAFF[i].title,
                              .email = number == 1
                                           ? str_format(d->u->arena, "%s@demo.dure", STAFF[i].mail)
                                           : str_format(d->u->arena, "%s%lld@demo.dure",
                                                        STAFF[i].mail, (long long)number)};
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
    return NULL;
}

// --- Institutions
// ---------------------------------------------------------------------------------

// The first joins of each kind, so that every regime is there: each `stride`-th of the file.
static err load_institutions(struct demo *d)
{
    struct unit *u = d->u;
    struct csv c;
    TRY(demo_open_csv(d, "institutions.csv", &c));
    const str *row = NULL;
    LIST(str) codes = {.items = NEW_ARRAY(u->arena, LIMIT_CSV_COLUMNS * 64, str)};
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL) {
            break;
        }
        struct query *q = db_query(u->db, &SQL_DEMO_INSTITUTION_ADD);
        demo_bind_no(d, q);
        bind_str(q, "code", demo_cell(&c, row, "code"));
        bind_str(q, "name", demo_cell(&c, row, "name"));
        bind_str(q, "kind", demo_cell(&c, row, "kind"));
        bind_str(q, "regime", demo_cell(&c, row, "regime"));
        bind_text(q, "parent", demo_cell(&c, row, "parent_code"));
        bind_text(q, "district", demo_cell(&c, row, "district"));
        bind_instant(q, "now", u->now);
        TRY(query_run(q, NULL));
        codes.items[codes.count++] = str_copy(u->arena, demo_cell(&c, row, "code"));
    }
    d->institutions.items = NEW_ARRAY(u->arena, (size_t)d->size->institutions, int64_t);
    int64_t stride = (int64_t)codes.count / d->size->institutions;
    for (int64_t i = 0; i < d->size->institutions; i++) {
        struct query *q = db_query(u->db, &SQL_DEMO_INSTITUTION_JOIN);
        bind_str(q, "code", codes.items[i * stride]);
        bind_str(q, "address", S("대구광역시 (시범 주소)"));
        bind_str(q, "head", S("기관장"));
        int64_t institution = 0;
        TRY(query_run_id(q, &institution));
        d->institutions.items[d->institutions.count++] = institution;
        TRY(add_staff(d, institution, i + 1));
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
    struct demo fresh = *(const struct demo *)data; // as given, also when it is tried again
    struct demo *d = &fresh;
    d->u = u;
    TRY(refuse_if_loaded(d));
    TRY(load_set_up(d));
    TRY(load_institutions(d));
    TRY(demo_load_firms(d));
    struct demo_post operator= {
        .role = PARTY_OPERATOR, .title = "운영자", .email = S("operator@demo.dure")};
    int64_t account = 0;
    TRY(demo_add_person(d, &operator, & account));
    TRY(demo_load_catalog(d));
    TRY(demo_load_queues(d, account));
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
