// test-timeout: 180
// From contracts to records and sums, on both engines: each once, to the won, and never training.
#include "market/record/record_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/record/record_figure_testing.h"
#include "market/record/record_job.h"
#include "market/record/record_testing.sql.h"
#include "platform/job/job.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

// --- Doing and looking ---------------------------------------------------------------------------

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

// --- Tests ---------------------------------------------------------------------------------------

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
            record_scene_refresh(&s, id);
            record_figure_check(record_figure_sum(&s, 2026, "", ""), 11000001, 1);
            record_figure_check(record_figure_sum(&s, 2026, "women", "goods"), 11000001, 1);
            record_figure_check(record_figure_sum(&s, 2026, "sme", ""), 11000001, 1);
            record_figure_check(record_figure_sum(&s, 2026, "local", ""), 11000001, 1);
            record_figure_check(record_figure_sum(&s, 2026, "disabled", ""), 0, 0);
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
            record_scene_refresh(&s, id);
            assert_false(record_of(&s, id).exists);
            if (i < 2) { // signed after all
                record_scene_sign(&s, id, DAY(2026, 11, 25));
                record_scene_refresh(&s, id);
                assert_true(record_of(&s, id).exists);
            }
        }
        record_figure_check(record_figure_sum(&s, 2026, "", ""), 2000, 2);
        contract_id none = {999999};
        assert_ptr_equal(record_scene_try(&s, record_scene_refresh_work, &none),
                         &RECORD_NO_CONTRACT);
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
        record_scene_refresh(&s, id);
        record_scene_pay(&s, id, 1, DAY(2026, 11, 30), 5000);
        record_scene_move(&s, id, "paid");
        record_scene_refresh(&s, id);
        assert_false(record_of(&s, id).exists);
        record_figure_check(record_figure_sum(&s, 2026, "", ""), 0, 0);
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
            record_scene_refresh(&s, id);
            counted += ROWS[i].counts ? 7 : 0;
            assert_int_equal(has_tag(&s, id, "women"), ROWS[i].counts);
            assert_int_equal(record_figure_sum(&s, 2026, "women", "").won, counted);
        }
    }
}

// A worker of the version before signs without keeping by what the contract counts: the record does
// that when it is made, once.
static void a_contract_that_an_older_program_signed_counts_by_what_is_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        record_scene_certificate(&s, firm, "women", DAY(2024, 1, 1), DATE_NONE, "verified");
        contract_id old =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 7});
        record_scene_refresh(&s, old);
        record_figure_check(record_figure_sum(&s, 2026, "women", ""), 7, 1);

        contract_id new =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 5});
        record_scene_sign(&s, new, DAY(2026, 11, 24));
        record_scene_certificate(&s, firm, "disabled", DAY(2024, 1, 1), DATE_NONE, "verified");
        record_scene_refresh(&s, new); // as it was when both signed
        record_figure_check(record_figure_sum(&s, 2026, "women", ""), 12, 2);
        record_figure_check(record_figure_sum(&s, 2026, "disabled", ""), 0, 0);
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
        record_scene_refresh(&s, id);
        record_scene_moves_firm(&s, firm, TESTING_OTHER_DISTRICT);
        record_scene_certificate(&s, firm, "disabled", DAY(2024, 1, 1), DATE_NONE, "verified");
        record_scene_refresh(&s, id);
        assert_true(str_equals(record_of(&s, id).district, S(TESTING_CITY_DISTRICT)));
        record_figure_check(record_figure_sum(&s, 2026, "local", ""), 900, 1);
        record_figure_check(record_figure_sum(&s, 2026, "disabled", ""), 0, 0);

        contract_id next =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 40});
        record_scene_refresh(&s, next);
        record_figure_check(record_figure_sum(&s, 2026, "local", ""), 900, 1);
        record_figure_check(record_figure_sum(&s, 2026, "disabled", ""), 40, 1);
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
        record_scene_refresh(&s, last);
        record_scene_refresh(&s, first);
        record_figure_check(record_figure_sum(&s, 2026, "", ""), 3, 1);
        record_figure_check(record_figure_sum(&s, 2027, "", ""), 5, 1);
        assert_int_equal(record_of(&s, last).year, 2026);
        assert_int_equal(record_of(&s, first).year, 2027);
        record_figure_check(
            record_figure_list(&s, &(struct record_filter){.year = 2026, .month = 12}), 3, 1);
        record_figure_check(
            record_figure_list(&s, &(struct record_filter){.year = 2026, .month = 11}), 0, 0);
        record_figure_check(
            record_figure_list(&s, &(struct record_filter){.year = 2027, .month = 1}), 5, 1);
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
            record_scene_refresh(&s, id);
            assert_true(str_equals(record_of(&s, id).object, str_view(ROWS[i][1])));
            assert_true(
                str_equals(record_of(&s, id).channel, i == 0 ? S("designated") : S("platform")));
        }
        record_figure_check(record_figure_sum(&s, 2026, "", "goods"), 1, 1);
        record_figure_check(record_figure_sum(&s, 2026, "", "service"), 2, 2);
        record_figure_check(record_figure_sum(&s, 2026, "", "works"), 3, 3);
        struct record_filter both = {.year = 2026, .object = S("goods_service")};
        record_figure_check(record_figure_list(&s, &both), 3, 3);
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
        record_scene_refresh(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 0);
        record_scene_pay(&s, id, 1, DAY(2026, 11, 30), 400);
        record_scene_refresh(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 400);
        record_scene_pay(&s, id, 2, DAY(2026, 12, 30), 599);
        record_scene_refresh(&s, id);
        record_scene_refresh(&s, id);
        assert_int_equal(record_of(&s, id).paid.won, 999);
        record_figure_check(record_figure_sum(&s, 2026, "", ""), 1000, 1);
    }
}

static void check_paid(struct record_scene *s, institution_id id, int64_t year, int64_t won)
{
    money paid;
    assert_null(db_begin(s->t->db, DB_READ));
    assert_null(record_store_sum_paid(s->t->db, id, year, &paid));
    db_rollback(s->t->db);
    assert_int_equal(paid.won, won);
}

// Of an institution's year, whatever comes first: a payment before the record, one after it, and
// one that is still noted of a contract that was undone.
static void what_a_year_paid_is_the_sum_of_its_records(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id first =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1000});
        contract_id goes =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 500});
        contract_id theirs = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 70, .institution = s.other});
        check_paid(&s, s.institution, 2026, 0); // of nothing
        record_scene_refresh(&s, first);
        check_paid(&s, s.institution, 2026, 0);
        record_scene_pay(&s, first, 1, DAY(2026, 11, 30), 400);
        record_scene_pay(&s, goes, 1, DAY(2026, 11, 30), 300);
        record_scene_pay(&s, theirs, 1, DAY(2026, 11, 30), 7);
        record_scene_refresh(&s, theirs);
        record_scene_refresh(&s, goes);
        check_paid(&s, s.institution, 2026, 300);
        record_scene_refresh(&s, first);
        check_paid(&s, s.institution, 2026, 700);
        record_scene_pay(&s, first, 2, DAY(2026, 12, 30), 599);
        record_scene_refresh(&s, first);
        record_scene_refresh(&s, first);
        check_paid(&s, s.institution, 2026, 1299);
        record_scene_move(&s, goes, "void");
        record_scene_pay(&s, goes, 2, DAY(2026, 12, 30), 100);
        for (int run = 0; run < 2; run++) {
            record_scene_refresh(&s, goes);
            check_paid(&s, s.institution, 2026, 999);
            assert_int_equal(record_of(&s, goes).paid.won, 400);
        }
        record_scene_pay(&s, goes, 3, DAY(2026, 12, 31), 1);
        record_scene_refresh(&s, goes);
        check_paid(&s, s.institution, 2026, 999);
        check_paid(&s, s.institution, 2025, 0);
        check_paid(&s, s.other, 2026, 7);
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
        record_scene_refresh(&s, stays);
        record_scene_refresh(&s, goes);
        record_scene_move(&s, goes, "void");
        for (int run = 0; run < 2; run++) {
            record_scene_refresh(&s, goes);
            record_figure_check(record_figure_sum(&s, 2026, "", ""), 10, 1);
            record_figure_check(record_figure_sum(&s, 2026, "local", "goods"), 10, 1);
            assert_int_equal(audits(&s, "record.void"), 1);
            assert_true(date_equals(record_of(&s, goes).voided_on, DAY(2026, 11, 24)));
        }
        struct record_filter all = {.year = 2026};
        record_figure_check(record_figure_list(&s, &all), 10, 1);
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
        record_scene_refresh(&s, mine);
        record_scene_refresh(&s, theirs);
        record_figure_check(record_figure_sum(&s, 2026, "", ""), 10, 1);
        record_figure_check(record_figure_list(&s, &(struct record_filter){.year = 2026}), 10, 1);
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

// --- Targets and the job -------------------------------------------------------------------------

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
        cmocka_unit_test(a_contract_that_an_older_program_signed_counts_by_what_is_there),
        cmocka_unit_test(what_it_counted_for_stays_when_the_firm_changes),
        cmocka_unit_test(the_year_is_that_of_the_contract_date),
        cmocka_unit_test(objects_are_goods_services_and_works),
        cmocka_unit_test(payments_are_followed),
        cmocka_unit_test(what_a_year_paid_is_the_sum_of_its_records),
        cmocka_unit_test(an_undone_contract_leaves_the_sums_and_stays_to_be_seen),
        cmocka_unit_test(a_tenant_sees_its_own),
        cmocka_unit_test(the_newest_target_of_a_category_counts),
        cmocka_unit_test(the_job_makes_the_record_and_asks_for_its_publication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
