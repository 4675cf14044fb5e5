// test-timeout: 120
// A firm sees how often its goods were looked at and what was looked for in vain; looks are
// gathered and written some at a time, its own left out.
#include "market/insight/insight_listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/insight/insight_listing_test.sql.h"

static struct route routes[8];
static size_t route_count;

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    route_count = 0;
    for (size_t i = 0; i < CATALOG_ROUTE_COUNT; i++) {
        routes[route_count++] = CATALOG_ROUTES[i];
    }
    for (size_t i = 0; i < LISTING_STATS_ROUTE_COUNT; i++) {
        routes[route_count++] = LISTING_STATS_ROUTES[i];
    }
    catalog_testing_open(s, t, routes, route_count);
}

static void look(struct catalog_scene *s, const struct actor *who, const struct catalog_good *good)
{
    web_as(&s->web, who);
    str path = str_format(s->database->arena, "/products/%lld?offer=%lld",
                          (long long)good->product_no.value, (long long)good->offer_no.value);
    assert_int_equal(web_get(&s->web, str_to_c(s->database->arena, path)).status, 200);
}

static int64_t seen(struct catalog_scene *s, const struct catalog_good *good)
{
    assert_null(db_begin(s->database->db, DB_READ));
    struct query *q = db_query(s->database->db, &SQL_INSIGHT_LISTING_TEST_SEEN);
    bind_i64(q, "offer", good->offer.value);
    int64_t count = query_next(q) ? read_i64(q, "count") : -1;
    assert_null(query_end(q));
    db_rollback(s->database->db);
    return count;
}

static void looks_are_written_after_ten_seconds_and_not_the_firms_own(void **state)
{
    (void)state;
    static const struct actor VISITOR = {0};
    instant then = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        look(&s, &VISITOR, &s.pens);
        look(&s, &s.officer, &s.pens);
        look(&s, &s.owner, &s.pens);            // her own
        assert_int_equal(seen(&s, &s.pens), 0); // gathered, not written yet
        web_test_now.us += 10000000;
        look(&s, &VISITOR, &s.paper);
        assert_int_equal(seen(&s, &s.pens), 2);
        assert_int_equal(seen(&s, &s.paper), 1);
        web_as(&s.web, &s.owner);
        struct web_answer a = web_get(&s.web, "/supplier/products/statistics");
        assert_true(web_shows(a, "조회 3회"));
        assert_true(web_shows(a, "<span class=\"nw\">2회</span>"));
        web_test_now = then;
        catalog_testing_close(&s);
    }
}

static void a_search_in_vain_is_told_to_who_sells_such_things(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        static const char *const QUERIES[] = {"분홍 복사용지", "야간 건물청소 용역"};
        for (size_t i = 0; i < COUNT(QUERIES); i++) {
            struct query *q = db_query(t.db, &SQL_INSIGHT_LISTING_TEST_MISS);
            bind_str(q, "query", str_view(QUERIES[i]));
            assert_null(query_run(q, NULL));
        }
        assert_null(db_commit(t.db));
        web_as(&s.web, &s.owner); // sells paper and pens, cleans nothing
        struct web_answer a = web_get(&s.web, "/supplier/products/statistics?days=90");
        assert_true(web_shows(a, "분홍 복사용지"));
        assert_true(web_shows(a, "category=paper.copy.a4"));
        assert_false(web_shows(a, "건물청소"));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_are_written_after_ten_seconds_and_not_the_firms_own),
        cmocka_unit_test(a_search_in_vain_is_told_to_who_sells_such_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
