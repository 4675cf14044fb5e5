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
#include "market/record/record_testing.sql.h"

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
        assert_true(web_shows(a, "<b>2회</b> 요청 0건</span></p>")); // drawn, the longest first
        assert_true(web_shows(a, "width=\"500\" height=\"10\" rx=\"5\"/></svg></div>"));
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

static int64_t added(struct query *q)
{
    assert_true(query_next(q));
    int64_t id = read_i64(q, "id");
    assert_null(query_end(q));
    return id;
}

struct trade {
    int64_t department;
    int64_t account;
    int64_t count;
};

static struct trade begin_trade(struct catalog_scene *s)
{
    struct db *db = s->database->db;
    struct trade x = {0};
    struct query *q = db_query(db, &SQL_RECORD_TESTING_DEPARTMENT);
    bind_i64(q, "no", 900);
    bind_i64(q, "institution", s->here.value);
    x.department = added(q);
    q = db_query(db, &SQL_RECORD_TESTING_ACCOUNT);
    bind_i64(q, "no", 900);
    bind_str(q, "email", S("trade@x.kr"));
    x.account = added(q);
    return x;
}

// A case of two of them at 11,000 won each; `state` of its contract, or NULL: none.
static void ask_for(struct catalog_scene *s, struct trade *x, const struct catalog_good *good,
                    const char *on, const char *state, bool is_training)
{
    struct db *db = s->database->db;
    int64_t no = 9000 + ++x->count;
    struct query *q = db_query(db, &SQL_RECORD_TESTING_PURCHASE);
    bind_i64(q, "no", no);
    bind_i64(q, "institution", s->here.value);
    bind_i64(q, "department", x->department);
    bind_i64(q, "supplier", s->woman.value);
    bind_i64(q, "account", x->account);
    bind_str(q, "title", S("볼펜 구매"));
    bind_str(q, "object", S("goods"));
    bind_i64(q, "list", 22000);
    bind_i64(q, "estimated", 20000);
    bind_i64(q, "price", 22000);
    bind_i64(q, "supply", 20000);
    bind_i64(q, "vat", 2000);
    bind_str(q, "path", S("one_quote"));
    bind_bool(q, "is_training", is_training);
    int64_t purchase = added(q);
    q = db_query(db, &SQL_INSIGHT_LISTING_TEST_ASKED);
    bind_i64(q, "purchase", purchase);
    bind_str(q, "on", str_view(on));
    assert_null(query_run(q, NULL));
    q = db_query(db, &SQL_INSIGHT_LISTING_TEST_LINE);
    bind_i64(q, "purchase", purchase);
    bind_i64(q, "offer", good->offer.value);
    bind_i64(q, "product", good->product.value);
    assert_null(query_run(q, NULL));
    if (state == NULL) {
        return;
    }
    q = db_query(db, &SQL_RECORD_TESTING_CONTRACT);
    bind_i64(q, "no", no);
    bind_str(q, "number", str_format(s->database->arena, "2026-%lld", (long long)no));
    bind_i64(q, "purchase", purchase);
    bind_i64(q, "institution", s->here.value);
    bind_i64(q, "supplier", s->woman.value);
    bind_str(q, "title", S("볼펜 구매"));
    bind_str(q, "object", S("goods"));
    bind_i64(q, "price", 22000);
    bind_i64(q, "supply", 20000);
    bind_i64(q, "vat", 2000);
    bind_i64(q, "estimated", 20000);
    bind_str(q, "place", S("본관"));
    bind_date(q, "contracted_on", date_from_ymd(2026, 11, 20));
    bind_str(q, "ground", S("제25조"));
    bind_str(q, "reason", S("소액"));
    bind_str(q, "state", str_view(state));
    bind_bool(q, "is_training", is_training);
    (void)added(q);
}

static void what_was_asked_for_and_bought_is_counted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        struct trade x = begin_trade(&s);
        ask_for(&s, &x, &s.pens, "2026-11-20", NULL, false);
        ask_for(&s, &x, &s.pens, "2026-11-20", "signed", false);
        ask_for(&s, &x, &s.pens, "2026-11-20", "void", false);   // came to nothing
        ask_for(&s, &x, &s.pens, "2026-11-20", "signed", true);  // in training
        ask_for(&s, &x, &s.pens, "2026-07-01", "signed", false); // long ago
        assert_null(db_commit(t.db));
        web_as(&s.web, &s.owner);
        struct web_answer a = web_get(&s.web, "/supplier/products/statistics?days=90");
        assert_true(web_shows(a, "구매 요청 3건 · 계약 1건 22,000원"));
        assert_true(web_shows(a, "<b>22,000원</b> 계약 1건")); // drawn, and the longest
        assert_true(web_shows(a, "width=\"1000\" height=\"10\" rx=\"5\"/></svg></div>"));
        assert_true(web_shows(a, "이 기간에는 없습니다")); // nobody looked
        assert_true(web_shows(a, "data-l=\"구매 요청\">3건</td>"));
        assert_true(web_shows(a, "data-l=\"계약\">1건</td>"));
        assert_true(web_shows(a, "data-l=\"계약 금액(원)\">22,000</td>"));
        assert_true(web_shows(a, "data-l=\"구매 요청\">0건</td>")); // the paper
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_are_written_after_ten_seconds_and_not_the_firms_own),
        cmocka_unit_test(what_was_asked_for_and_bought_is_counted),
        cmocka_unit_test(a_search_in_vain_is_told_to_who_sells_such_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
