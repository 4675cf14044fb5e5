// test-timeout: 240
// A large demo city, made small: as many cases as were asked for, in every month, and nothing that
// the doctor finds.
#include "app/demo_city.h"
#include "app/demo_life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/demo_past_test.sql.h"
#include "app/doctor_check.h"
#include "market/disclosure/disclosure_list_store.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "platform/db/db_testing.h"

static const struct actor MACHINE = {0};
static const struct demo_size TOWN = {
    .name = "city",
    .institutions = 16,
    .suppliers = 120,
    .products = 1600,
    .years = 3,
    .purchases_a_year = 9,
    .officers = 3,
};

#define WHOLE_MONTHS 34

static void load_town(struct testing_db *t, const struct calendar *calendar)
{
    struct unit u = {.arena = t->arena,
                     .db = t->db,
                     .actor = &MACHINE,
                     .trace = S("t"),
                     .law = testing_law(),
                     .calendar = calendar};
    str sentence = S("");
    err e = demo_load(&u, &TOWN, 1, S("data"), NULL, &sentence);
    e = e != NULL ? e : demo_past(&u, &TOWN, 1, NULL);
    e = e != NULL ? e : demo_live(&u, &TOWN, 1, NULL);
    if (e != NULL) {
        fail_msg("%s: %.*s: %s", e->code, STR_ARG(sentence), db_error(t->db).p);
    }
}

static void check_healthy(struct testing_db *t)
{
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        struct doctor_finding found;
        bool by_itself = DOCTOR_CHECKS[i].by_itself;
        assert_null(by_itself ? NULL : db_begin(t->db, DB_READ));
        err e = doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found);
        if (e != NULL) {
            fail_msg("%s: %s: %s", DOCTOR_CHECKS[i].name, e->code, db_error(t->db).p);
        }
        if (!by_itself) {
            db_rollback(t->db);
        }
        if (found.bad.n > 0) {
            fail_msg("%s: %.*s", DOCTOR_CHECKS[i].name, STR_ARG(found.bad));
        }
    }
}

static date first_of_month(date d)
{
    int year;
    int month;
    int day;
    date_to_ymd(d, &year, &month, &day);
    return date_from_ymd(year, month, 1);
}

// What is counted in one place is counted alike in every other; *out_won is the same for a seed.
// Each whole month has cases but the last two: what was asked for in them may not be paid yet.
static void check_counts(struct testing_db *t, date today, int64_t *out_won)
{
    date until = first_of_month(date_add_months(today, -1));
    const int64_t wanted = TOWN.institutions * TOWN.purchases_a_year * TOWN.years;
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_PAST_COUNTS);
    bind_date(q, "from", date_add_months(until, -WHOLE_MONTHS));
    bind_date(q, "until", until);
    assert_true(query_next(q));
    assert_in_range(read_i64(q, "past"), wanted * 8 / 10, wanted * 13 / 10);
    assert_int_equal(read_i64(q, "months"), WHOLE_MONTHS);
    assert_int_equal(read_i64(q, "buyers"), TOWN.institutions);
    assert_in_range(read_i64(q, "departments"), 11 * TOWN.institutions / 4, 3 * TOWN.institutions);
    assert_true(read_i64(q, "objects") >= 2);
    assert_true(read_i64(q, "paths") == 2);
    assert_true(read_i64(q, "late") > 0);
    assert_true(read_i64(q, "lines") > read_i64(q, "bound"));
    assert_int_equal(read_i64(q, "bound"), read_i64(q, "records"));
    assert_int_equal(read_i64(q, "bound"), read_i64(q, "published"));
    assert_int_equal(read_i64(q, "summed"), read_i64(q, "records"));
    assert_int_equal(read_i64(q, "bought"), read_i64(q, "counted"));
    assert_int_equal(read_i64(q, "numbers"), read_i64(q, "drawn"));
    assert_int_equal(read_i64(q, "states"), 16);
    assert_int_equal(read_i64(q, "unmarked"), 0);
    assert_int_equal(read_i64(q, "future"), 0);
    assert_int_equal(read_i64(q, "disorder"), 0);
    *out_won = read_i64(q, "past_won");
    assert_null(query_end(q));
    db_rollback(t->db);
}

// Titles differ where the file of names has only one thing.
static void check_titles(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_PAST_TITLES);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "products"), TOWN.products + 6); // and those of demo_listing
    assert_true(read_i64(q, "titles") > TOWN.products * 9 / 10);
    assert_int_equal(read_i64(q, "firms"), read_i64(q, "firm_names"));
    assert_null(query_end(q));
    db_rollback(t->db);
}

#define LINES_MAX 1000 // of the public list; the town has some 600

// The public list finds by pairs of letters what it finds by looking at each line.
static void check_words(struct testing_db *t)
{
    disclosures found[2];
    assert_null(db_begin(t->db, DB_READ));
    for (int by_pairs = 0; by_pairs < 2; by_pairs++) {
        struct disclosure_filter f = {.words = S("정기 구매"), .is_rare = by_pairs == 1};
        assert_null(disclosure_store_list(t->db, t->arena, &f, NO_ID(public_no), LINES_MAX,
                                          &found[by_pairs]));
    }
    assert_true(found[0].count > 10);
    assert_int_equal(found[0].count, found[1].count);
    db_rollback(t->db);
}

static void a_city_with_a_past_is_whole_and_healthy(void **state)
{
    (void)state;
    int64_t won[2] = {0};
    date today = instant_date(unit_clock_system());
    FOR_EACH_ENGINE(t)
    {
        struct calendar calendar = testing_calendar(t.arena);
        load_town(&t, &calendar);
        check_healthy(&t);
        check_counts(&t, today, &won[db_engine(t.db)]);
        check_titles(&t);
        check_words(&t);
    }
    assert_true(won[DB_SQLITE] > 0);
    bool is_one_day = date_equals(today, instant_date(unit_clock_system()));
    assert_true(won[DB_POSTGRES] == 0 || won[DB_POSTGRES] == won[DB_SQLITE] || !is_one_day);
}

#define NUMBERS 1000000

static int compare_numbers(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void no_number_of_a_large_city_comes_twice(void **state)
{
    (void)state;
    struct demo d = {.size = &TOWN, .state = 1};
    int64_t *numbers = calloc(NUMBERS, sizeof(int64_t));
    assert_non_null(numbers);
    for (size_t i = 0; i < NUMBERS; i++) {
        numbers[i] = demo_no(&d).value;
    }
    qsort(numbers, NUMBERS, sizeof(int64_t), compare_numbers);
    for (size_t i = 1; i < NUMBERS; i++) {
        assert_true(numbers[i - 1] < numbers[i]);
    }
    free(numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_number_of_a_large_city_comes_twice),
        cmocka_unit_test(a_city_with_a_past_is_whole_and_healthy),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
