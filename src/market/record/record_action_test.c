// test-timeout: 180
// From contracts to records and sums, on both engines: each once, to the won, and never training.
#include "market/record/record_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/record/record_job.h"
#include "market/record/record_list_store.h"
#include "market/record/record_testing.h"
#include "market/record/record_testing.sql.h"
#include "platform/job/job.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

// --- Doing and looking
// -----------------------------------------------------------------------------

static err refresh(struct unit *u, void *data)
{
    return record_action_refresh(u, *(contract_id *)data);
}

static void make(struct record_scene *s, contract_id id)
{
    record_scene_run(s, refresh, &id);
}

struct figure {
    int64_t won;
    int64_t count;
};

static struct figure read_figure(struct query *q)
{
    assert_true(query_next(q));
    struct figure f = {read_money(q, "price_won").won, read_i64(q, "record_count")};
    assert_null(query_end(q));
    return f;
}

// Of the scene's institution, 2026.
static struct figure sum_of(struct record_scene *s, int64_t year, const char *tag,
                            const char *object)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_SUMS);
    bind_i64(q, "institution", s->institution.value);
    bind_i64(q, "year", year);
    bind_str(q, "tag", str_view(tag));
    bind_text(q, "object", str_view(object));
    bind_null(q, "month");
    struct figure f = read_figure(q);
    db_rollback(s->t->db);
    return f;
}

static struct figure raw_of(struct record_scene *s, int64_t year, const char *kind,
                            const char *object)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_RAW);
    bind_i64(q, "institution", s->institution.value);
    bind_date(q, "first", DAY((int)year, 1, 1));
    bind_date(q, "last", DAY((int)year, 12, 31));
    bind_text(q, "kind", str_view(kind));
    bind_text(q, "object", str_view(object));
    struct figure f = read_figure(q);
    db_rollback(s->t->db);
    return f;
}

static struct figure list_of(struct record_scene *s, const struct record_filter *f)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct figure sum = {0, 0};
    public_no before = NO_ID(public_no);
    record_rows page;
    do { // pages of 7: every row once
        assert_null(record_store_list(s->t->db, s->t->arena, s->institution, f, before, 7, &page));
        for (size_t i = 0; i < page.count; i++) {
            if (date_is_none(page.items[i].voided_on)) {
                sum.won += page.items[i].price.won;
                sum.count++;
            }
            before = page.items[i].contract_no;
        }
    } while (page.count == 7);
    struct record_total total;
    assert_null(record_store_count(s->t->db, s->institution, f, &total));
    assert_int_equal(total.price.won, sum.won);
    assert_int_equal(total.records, sum.count);
    db_rollback(s->t->db);
    return sum;
}

static void check_figure(struct figure f, int64_t won, int64_t count)
{
    assert_int_equal(f.won, won);
    assert_int_equal(f.count, count);
}

static int64_t audits(struct record_scene *s, const char *act)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_AUDITS);
    bind_str(q, "act", str_view(act));
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return count;
}

struct shown {
    bool exists;
    int64_t year;
    str object;
    str category;
    str district;
    str channel;
    money price;
    money paid;
    date voided_on;
};

static struct shown record_of(struct record_scene *s, contract_id id)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_RECORD);
    bind_i64(q, "contract", id.value);
    struct shown r = {0};
    if (query_next(q)) {
        r = (struct shown){
            .exists = true,
            .year = read_i64(q, "fiscal_year"),
            .object = read_str(q, "object"),
            .category = read_str(q, "category_code"),
            .district = read_str(q, "district_code"),
            .channel = read_str(q, "channel"),
            .price = read_money(q, "price_won"),
            .paid = read_money(q, "paid_won"),
            .voided_on = read_date(q, "voided_on"),
        };
    }
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return r;
}

static bool has_tag(struct record_scene *s, contract_id id, const char *tag)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_TAG);
    bind_i64(q, "contract", id.value);
    bind_str(q, "tag", str_view(tag));
    bool has = query_next(q);
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return has;
}

// --- Tests
// -----------------------------------------------------------------------------------------

static void a_signed_contract_is_recorded_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        record_scene_certificate(&s, firm, "women", DAY(2025, 1, 1), DAY(2027, 12, 31), "verified");
        contract_id id = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 11000001, .second_line = true});
        for (int run = 0; run < 3; run++) {
            make(&s, id);
            check_figure(sum_of(&s, 2026, "", ""), 11000001, 1);
            check_figure(sum_of(&s, 2026, "women", "goods"), 11000001, 1);
            check_figure(sum_of(&s, 2026, "sme", ""), 11000001, 1);
            check_figure(sum_of(&s, 2026, "local", ""), 11000001, 1);
            check_figure(sum_of(&s, 2026, "disabled", ""), 0, 0);
            assert_int_equal(audits(&s, "record.add"), 1);
        }
        struct shown r = record_of(&s, id);
        assert_true(r.exists);
        assert_int_equal(r.year, 2026);
        assert_true(str_equals(r.object, S("goods")));
        assert_true(str_equals(r.category, S("large"))); // of the larger line
        assert_true(str_equals(r.channel, S("platform")));
        assert_int_equal(r.price.won, 11000001);
    }
}

static void nothing_is_recorded_before_both_have_signed(void **state)
{
    (void)state;
    static const char *const STATES[] = {"offered", "signed_supplier", "void"};
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        for (size_t i = 0; i < COUNT(STATES); i++) {
            contract_id id = record_scene_contract(
                &s, &(struct contract_spec){
                        .supplier = firm, .won = 1000, .state = STATES[i], .on = DATE_NONE});
            make(&s, id);
            assert_false(record_of(&s, id).exists);
            if (i < 2) { // signed after all
                record_scene_sign(&s, id, DAY(2026, 11, 25));
                make(&s, id);
                assert_true(record_of(&s, id).exists);
            }
        }
        check_figure(sum_of(&s, 2026, "", ""), 2000, 2);
        contract_id none = {999999};
        assert_ptr_equal(record_scene_try(&s, refresh, &none), &RECORD_NO_CONTRACT);
    }
}

static void training_never_counts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        struct contract_spec spec = {.supplier = firm, .won = 5000, .is_training = true};
        contract_id id = record_scene_contract(&s, &spec);
        make(&s, id);
        record_scene_pay(&s, id, 1, DAY(2026, 11, 30), 5000);
        record_scene_move(&s, id, "paid");
        make(&s, id);
        assert_false(record_of(&s, id).exists);
        check_figure(sum_of(&s, 2026, "", ""), 0, 0);
    }
}

static void a_certificate_counts_as_of_the_contract_date(void **state)
{
    (void)state;
    static const struct {
        int last_day; // of November 2026; the contract is of the 24th
        const char *state;
        bool counts;
    } ROWS[] = {
        {23, "verified",  false},
        {24, "verified",  true },
        {25, "verified",  true },
        {25, "unchecked", false},
        {25, "refused",   false},
        {25, "revoked",   false},
    };
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        int64_t counted = 0;
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
            record_scene_certificate(&s, firm, "women", DAY(2024, 1, 1),
                                     DAY(2026, 11, ROWS[i].last_day), ROWS[i].state);
            contract_id id =
                record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 7});
            make(&s, id);
            counted += ROWS[i].counts ? 7 : 0;
            assert_int_equal(has_tag(&s, id, "women"), ROWS[i].counts);
            assert_int_equal(sum_of(&s, 2026, "women", "").won, counted);
        }
    }
}

static void what_it_counted_for_stays_when_the_firm_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 900});
        make(&s, id);
        record_scene_moves_firm(&s, firm, TESTING_OTHER_DISTRICT);
        record_scene_certificate(&s, firm, "disabled", DAY(2024, 1, 1), DATE_NONE, "verified");
        make(&s, id);
        assert_true(str_equals(record_of(&s, id).district, S(TESTING_CITY_DISTRICT)));
        check_figure(sum_of(&s, 2026, "local", ""), 900, 1);
        check_figure(sum_of(&s, 2026, "disabled", ""), 0, 0);

        contract_id next =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 40});
        make(&s, next);
        check_figure(sum_of(&s, 2026, "local", ""), 900, 1);
        check_figure(sum_of(&s, 2026, "disabled", ""), 40, 1);
    }
}

static void the_year_is_that_of_the_contract_date(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id last = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 3, .on = DAY(2026, 12, 31)});
        contract_id first = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 5, .on = DAY(2027, 1, 1)});
        make(&s, last);
        make(&s, first);
        check_figure(sum_of(&s, 2026, "", ""), 3, 1);
        check_figure(sum_of(&s, 2027, "", ""), 5, 1);
        assert_int_equal(record_of(&s, last).year, 2026);
        assert_int_equal(record_of(&s, first).year, 2027);
        check_figure(list_of(&s, &(struct record_filter){.year = 2026, .month = 12}), 3, 1);
        check_figure(list_of(&s, &(struct record_filter){.year = 2026, .month = 11}), 0, 0);
        check_figure(list_of(&s, &(struct record_filter){.year = 2027, .month = 1}), 5, 1);
    }
}

static void objects_are_goods_services_and_works(void **state)
{
    (void)state;
    static const char *const ROWS[][2] = {
        {"goods",         "goods"  },
        {"service",       "service"},
        {"lease",         "service"},
        {"works_general", "works"  },
        {"works_special", "works"  },
        {"works_other",   "works"  },
    };
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct contract_spec spec = {
                .supplier = firm,
                .won = 1,
                .object = ROWS[i][0],
                .path = i == 0 ? "designated_quotes" : "one_quote",
            };
            contract_id id = record_scene_contract(&s, &spec);
            make(&s, id);
            assert_true(str_equals(record_of(&s, id).object, str_view(ROWS[i][1])));
            assert_true(
                str_equals(record_of(&s, id).channel, i == 0 ? S("designated") : S("platform")));
        }
        check_figure(sum_of(&s, 2026, "", "goods"), 1, 1);
        check_figure(sum_of(&s, 2026, "", "service"), 2, 2);
        check_figure(sum_of(&s, 2026, "", "works"), 3, 3);
        struct record_filter both = {.year = 2026, .object = S("goods_service")};
        check_figure(list_of(&s, &both), 3, 3);
    }
}

static void payments_are_followed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1000});
        make(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 0);
        record_scene_pay(&s, id, 1, DAY(2026, 11, 30), 400);
        make(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 400);
        record_scene_pay(&s, id, 2, DAY(2026, 12, 30), 599);
        make(&s, id);
        make(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 999);
        check_figure(sum_of(&s, 2026, "", ""), 1000, 1);
        money paid;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(record_store_sum_paid(t.db, s.institution, 2026, &paid));
        assert_int_equal(paid.won, 999);
        db_rollback(t.db);
    }
}

static void an_undone_contract_leaves_the_sums_and_stays_to_be_seen(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id stays =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 10});
        contract_id goes =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 200});
        make(&s, stays);
        make(&s, goes);
        record_scene_move(&s, goes, "void");
        for (int run = 0; run < 2; run++) {
            make(&s, goes);
            check_figure(sum_of(&s, 2026, "", ""), 10, 1);
            check_figure(sum_of(&s, 2026, "local", "goods"), 10, 1);
            assert_int_equal(audits(&s, "record.void"), 1);
            assert_true(date_equals(record_of(&s, goes).voided_on, DAY(2026, 11, 24)));
        }
        struct record_filter all = {.year = 2026};
        check_figure(list_of(&s, &all), 10, 1);
        struct record_total total;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(record_store_count(t.db, s.institution, &all, &total));
        assert_int_equal(total.rows, 2);
        db_rollback(t.db);
    }
}

static void a_tenant_sees_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id mine =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 10});
        contract_id theirs = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 500, .institution = s.other});
        make(&s, mine);
        make(&s, theirs);
        check_figure(sum_of(&s, 2026, "", ""), 10, 1);
        check_figure(list_of(&s, &(struct record_filter){.year = 2026}), 10, 1);
        assert_null(db_begin(t.db, DB_READ));
        record_districts districts;
        assert_null(record_store_list_districts(t.db, t.arena, s.institution, 2026, &districts));
        int64_t sum = 0;
        for (size_t i = 0; i < districts.count; i++) {
            sum += districts.items[i].price.won;
        }
        assert_int_equal(sum, 10);
        db_rollback(t.db);
    }
}

// --- Figures agree
// ---------------------------------------------------------------------------------

static uint64_t chance_state;

static int64_t below(int64_t n) // SplitMix64
{
    chance_state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = chance_state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

#define FIRMS 8
#define CONTRACTS 60

static void add_random_firms(struct record_scene *s, supplier_id *firms)
{
    static const char *const KINDS[] = {"women", "disabled", "small_micro", "social_enterprise",
                                        "standard_workplace"};
    static const char *const DISTRICTS[] = {TESTING_CITY_DISTRICT, "2726000000",
                                            TESTING_OTHER_DISTRICT, "9999999999"};
    static const char *const STATES[] = {"verified", "verified", "unchecked", "revoked"};
    for (int i = 0; i < FIRMS; i++) {
        firms[i] = record_scene_supplier(s, "㈜임의", DISTRICTS[below(4)], true);
        for (int64_t k = below(4); k > 0; k--) {
            date from = date_add_days(DAY(2025, 1, 1), (int32_t)below(600));
            date until = below(4) == 0 ? DATE_NONE : date_add_days(from, (int32_t)below(500));
            record_scene_certificate(s, firms[i], KINDS[below(5)], from, until, STATES[below(4)]);
        }
    }
}

static contract_id add_random_contract(struct record_scene *s, const supplier_id *firms)
{
    static const char *const OBJECTS[] = {"goods", "goods", "service", "works_other", "lease"};
    static const char *const STATES[] = {"signed", "paid", "delivered", "offered", "void"};
    const char *state = STATES[below(5)];
    bool is_signed = state[0] != 'o' && state[0] != 'v';
    struct contract_spec spec = {
        .supplier = firms[below(FIRMS)],
        .institution = below(5) == 0 ? s->other : s->institution,
        .won = 1 + below(20000000),
        .object = OBJECTS[below(5)],
        .state = state,
        .on = is_signed ? date_add_days(DAY(2026, 1, 1), (int32_t)below(380)) : DATE_NONE,
        .is_training = below(6) == 0,
    };
    return record_scene_contract(s, &spec);
}

static void check_kept_sums(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_APART);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "years"), 0);
    assert_int_equal(read_i64(q, "months"), 0);
    assert_null(query_end(q));
    db_rollback(s->t->db);
}

static void check_agreement(struct record_scene *s)
{
    check_kept_sums(s);
    static const char *const KINDS[] = {"", "women", "disabled", "social_enterprise",
                                        "standard_workplace"};
    static const char *const OBJECTS[] = {"", "goods", "service", "works"};
    for (int64_t year = 2026; year <= 2027; year++) {
        for (size_t k = 0; k < COUNT(KINDS); k++) {
            for (size_t i = 0; i < COUNT(OBJECTS); i++) {
                struct figure raw = raw_of(s, year, KINDS[k], OBJECTS[i]);
                struct figure sum = sum_of(s, year, KINDS[k], OBJECTS[i]);
                struct record_filter f = {
                    .year = year, .tag = str_view(KINDS[k]), .object = str_view(OBJECTS[i])};
                check_figure(sum, raw.won, raw.count);
                check_figure(list_of(s, &f), raw.won, raw.count);
            }
        }
    }
}

// Every goal is the list behind it, to the won; so is what it is a share of.
static void check_goals(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    record_sums sums;
    record_targets own = {NULL, 0};
    assert_null(record_store_list_sums(s->t->db, s->t->arena, s->institution, 2026, &sums));
    db_rollback(s->t->db);
    record_goals goals =
        record_goals_of(s->u.law, LAW_LOCAL, DAY(2026, 12, 31), sums, own, s->t->arena);
    for (size_t i = 0; i < goals.count; i++) {
        const struct record_goal *g = &goals.items[i];
        struct record_filter part = {
            .year = 2026, .tag = g->row->category, .object = record_filter_of(g->row)};
        check_figure(list_of(s, &part), g->part.won, g->count);
        if (g->row->denominator != LAW_OF_NOTHING) {
            struct record_filter whole = part;
            whole.tag = g->row->denominator == LAW_OF_SME_GOODS ? S("sme") : S("");
            assert_int_equal(list_of(s, &whole).won, g->whole.won);
        }
    }
}

static void check_districts(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    record_districts districts;
    assert_null(
        record_store_list_districts(s->t->db, s->t->arena, s->institution, 2026, &districts));
    db_rollback(s->t->db);
    struct figure all = {0, 0};
    for (size_t i = 0; i < districts.count; i++) {
        struct record_filter f = {.year = 2026, .district = districts.items[i].code};
        check_figure(list_of(s, &f), districts.items[i].price.won, districts.items[i].count);
        all.won += districts.items[i].price.won;
        all.count += districts.items[i].count;
    }
    struct figure sum = sum_of(s, 2026, "", "");
    check_figure(all, sum.won, sum.count);
}

static void sums_equal_the_contracts_behind_them_whatever_happens(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        FOR_EACH_ENGINE(t)
        {
            chance_state = seed;
            struct record_scene s;
            record_scene_open(&s, &t);
            supplier_id firms[FIRMS];
            contract_id ids[CONTRACTS];
            add_random_firms(&s, firms);
            for (int i = 0; i < CONTRACTS; i++) {
                ids[i] = add_random_contract(&s, firms);
            }
            for (int i = 0; i < CONTRACTS * 3; i++) { // in any order, again and again
                make(&s, ids[below(CONTRACTS)]);
            }
            for (int i = 0; i < CONTRACTS; i++) {
                make(&s, ids[i]);
            }
            check_agreement(&s);
            for (int i = 0; i < CONTRACTS / 6; i++) {
                contract_id undone = ids[below(CONTRACTS)];
                record_scene_move(&s, undone, "void");
                make(&s, undone);
            }
            check_agreement(&s);
            check_goals(&s);
            check_districts(&s);
        }
    }
}

static void each_contract_changes_each_of_its_sums_by_its_won(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        static const char *const HELD[] = {"small_micro", "women", "village"};
        static const char *const TAGS[] = {"", "sme", "women", "village", "local", "small_micro"};
        for (size_t i = 0; i < COUNT(HELD); i++) {
            record_scene_certificate(&s, firm, HELD[i], DAY(2024, 1, 1), DATE_NONE, "verified");
        }
        for (int64_t n = 1; n <= 3; n++) {
            make(&s,
                 record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1}));
            for (size_t i = 0; i < COUNT(TAGS); i++) {
                check_figure(sum_of(&s, 2026, TAGS[i], "goods"), n, n);
                check_figure(sum_of(&s, 2026, TAGS[i], "works"), 0, 0);
            }
        }
    }
}

// --- Targets and the job
// ---------------------------------------------------------------------------

struct aim {
    int64_t bp;
    const char *category;
};

static err set_target(struct unit *u, void *data)
{
    struct aim *aim = data;
    record_sums none = {NULL, 0};
    record_targets standing;
    TRY(record_store_list_targets(u->db, u->arena, u->actor->institution, 2026, &standing));
    record_goals goals = record_goals_of(u->law, LAW_LOCAL, u->today, none, standing, u->arena);
    return record_action_set_target(u, 2026, str_view(aim->category), aim->bp, goals, standing);
}

static void the_newest_target_of_a_category_counts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        instant began = record_testing_now;
        static struct aim aims[] = {
            {600,  "women"},
            {600,  "women"}, // as it stands: nothing is written
            {800,  "women"},
            {7000, "local"},
        };
        for (size_t i = 0; i < COUNT(aims); i++) {
            record_testing_now = instant_add_s(record_testing_now, 1);
            record_scene_run(&s, set_target, &aims[i]);
        }
        struct aim low = {100, "women"};
        assert_ptr_equal(record_scene_try(&s, set_target, &low), &RECORD_TARGET_BELOW_LAW);
        record_testing_now = began;
        assert_int_equal(audits(&s, "record.target"), 3);
        record_targets targets;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(record_store_list_targets(t.db, t.arena, s.institution, 2026, &targets));
        assert_int_equal(targets.count, 2);
        assert_true(str_equals(targets.items[0].category, S("local")));
        assert_int_equal(targets.items[0].bp, 7000);
        assert_int_equal(targets.items[1].bp, 800);
        assert_null(record_store_list_targets(t.db, t.arena, s.other, 2026, &targets));
        assert_int_equal(targets.count, 0);
        assert_null(record_store_list_targets(t.db, t.arena, s.institution, 2025, &targets));
        assert_int_equal(targets.count, 0);
        db_rollback(t.db);
    }
}

static int published;

static err note_disclosure(struct unit *u, struct job *j)
{
    (void)u;
    (void)j;
    published++;
    return NULL;
}

static instant standing_clock(void)
{
    return record_testing_now;
}

static err ask_for_record(struct unit *u, void *data)
{
    return job_add(u, "record.refresh", ((contract_id *)data)->value, S(""), (instant){0});
}

static void the_job_makes_the_record_and_asks_for_its_publication(void **state)
{
    (void)state;
    static const struct job_kind KINDS[] = {
        {"record.refresh",     record_job_refresh, NULL, NULL},
        {"disclosure.refresh", note_disclosure,    NULL, NULL},
    };
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        published = 0;
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1});
        record_scene_run(&s, ask_for_record, &id);
        bool ran = true;
        while (ran) {
            assert_null(job_run_one(&s.u, standing_clock, KINDS, COUNT(KINDS), NULL, &ran));
        }
        assert_true(record_of(&s, id).exists);
        assert_int_equal(published, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signed_contract_is_recorded_once),
        cmocka_unit_test(nothing_is_recorded_before_both_have_signed),
        cmocka_unit_test(training_never_counts),
        cmocka_unit_test(a_certificate_counts_as_of_the_contract_date),
        cmocka_unit_test(what_it_counted_for_stays_when_the_firm_changes),
        cmocka_unit_test(the_year_is_that_of_the_contract_date),
        cmocka_unit_test(objects_are_goods_services_and_works),
        cmocka_unit_test(payments_are_followed),
        cmocka_unit_test(an_undone_contract_leaves_the_sums_and_stays_to_be_seen),
        cmocka_unit_test(a_tenant_sees_its_own),
        cmocka_unit_test(sums_equal_the_contracts_behind_them_whatever_happens),
        cmocka_unit_test(each_contract_changes_each_of_its_sums_by_its_won),
        cmocka_unit_test(the_newest_target_of_a_category_counts),
        cmocka_unit_test(the_job_makes_the_record_and_asks_for_its_publication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
