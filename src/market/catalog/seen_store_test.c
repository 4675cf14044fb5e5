// How often an offer was looked at: gathered, and handed over once.
#include "market/catalog/seen_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/seen_store_test.sql.h"

static int64_t count_seen(struct catalog_scene *s, offer_id offer)
{
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_SEEN_TEST_SUM);
    bind_id(q, "offer", offer.value);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(db);
    return count;
}

static void look(struct catalog_scene *s, struct catalog_good good)
{
    str address = str_format(s->database->arena, "/products/%lld?offer=%lld",
                             (long long)good.product_no.value, (long long)good.offer_no.value);
    assert_int_equal(web_get(&s->web, str_to_c(s->database->arena, address)).status, 200);
}

static instant later(int64_t ms)
{
    instant at = web_test_now;
    at.us += ms * 1000;
    return at;
}

static void what_nobody_looks_at_after_is_handed_over_all_the_same(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        seen_forget();
        assert_int_equal(seen_wait_ms(now), -1);
        look(&s, s.paper);
        look(&s, s.paper);
        look(&s, s.pens);
        assert_int_equal(count_seen(&s, s.paper.offer), 0);
        assert_int_equal(seen_wait_ms(now), 10000);
        assert_int_equal(seen_wait_ms(later(9500)), 500);
        assert_int_equal(seen_wait_ms(later(12000)), 0);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner};
        assert_null(unit_run(&u, unit_clock_system, seen_write, NULL));
        seen_forget();
        assert_int_equal(seen_wait_ms(later(12000)), -1);
        assert_int_equal(count_seen(&s, s.paper.offer), 2);
        assert_int_equal(count_seen(&s, s.pens.offer), 1);
        catalog_testing_close(&s);
    }
}

// Two workers that wrote theirs in the order of the looks would wait for each other, until a server
// breaks one off after a second.
static void offers_are_written_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        seen_forget();
        bool is_first = s.paper.offer.value < s.pens.offer.value;
        struct catalog_good lower = is_first ? s.paper : s.pens;
        struct catalog_good higher = is_first ? s.pens : s.paper;
        look(&s, higher);
        look(&s, lower);
        look(&s, higher);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner};
        assert_null(unit_run(&u, unit_clock_system, seen_write, NULL));
        seen_forget();
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_SEEN_TEST_WRITTEN);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "offer_id"), lower.offer.value);
        assert_int_equal(read_i64(q, "count"), 1);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "offer_id"), higher.offer.value);
        assert_int_equal(read_i64(q, "count"), 2);
        assert_false(query_next(q));
        assert_null(query_end(q));
        db_rollback(t.db);
        catalog_testing_close(&s);
    }
}

// A worker holds so many different ones and no more: the last one's look hands all of them over.
static void as_many_as_there_is_room_for_are_handed_over_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        seen_forget();
        struct unit u = {.arena = t.arena,
                         .db = t.db,
                         .actor = &s.owner,
                         .now = web_test_now,
                         .today = instant_date(web_test_now)};
        for (int64_t i = 2; i < SEEN_OFFERS; i++) { // with the two below one is missing
            seen_count(&u, (offer_id){.value = INT64_MAX - i});
        }
        look(&s, s.paper);
        look(&s, s.paper);
        assert_int_equal(count_seen(&s, s.paper.offer), 0);
        look(&s, s.pens);
        assert_int_equal(count_seen(&s, s.paper.offer), 2);
        assert_int_equal(count_seen(&s, s.pens.offer), 1);
        assert_int_equal(seen_wait_ms(web_test_now), -1);
        catalog_testing_close(&s);
    }
}

// The clock is put back by an hour: what was gathered before waits ten seconds more, whether
// somebody looks meanwhile or the worker rests.
static void a_clock_that_was_put_back_keeps_nothing_waiting(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        seen_forget();
        look(&s, s.paper);
        assert_int_equal(seen_wait_ms(later(-3600000)), 10000);
        assert_int_equal(seen_wait_ms(later(-3599000)), 9000);
        assert_int_equal(seen_wait_ms(later(-3590000)), 0);
        seen_forget();

        look(&s, s.paper);
        web_test_now = later(-3600000);
        look(&s, s.paper);
        web_test_now = later(11000);
        look(&s, s.paper);
        assert_int_equal(count_seen(&s, s.paper.offer), 3);
        web_test_now = now;
        seen_forget();
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_looks_at_after_is_handed_over_all_the_same),
        cmocka_unit_test(offers_are_written_in_the_order_of_their_numbers),
        cmocka_unit_test(as_many_as_there_is_room_for_are_handed_over_at_once),
        cmocka_unit_test(a_clock_that_was_put_back_keeps_nothing_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
