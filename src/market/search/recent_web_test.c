// Goods looked at of late, as the browser asks for them.
#include "market/search/recent_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/recent_test.sql.h"
#include "market/search/search_bench_testing.h"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    char path[LIMIT_RECENT_GOODS * 20 + 80];
};

static void bench_open(struct bench *b, struct testing_db *t)
{
    *b = (struct bench){0};
    search_bench_serve(&b->scene, &b->place, t, RECENT_ROUTES, RECENT_ROUTE_COUNT);
}

// The answer, from a copy that has caught up.
static struct web_answer ask(struct bench *b)
{
    struct testing_db *t = b->scene.database;
    struct unit u = {.arena = t->arena, .db = t->db, .today = instant_date(web_test_now)};
    struct search *s = NULL;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_here(&u, &s));
    db_rollback(t->db);
    return web_get(&b->scene.web, b->path);
}

static void begin(struct bench *b)
{
    (void)snprintf(b->path, sizeof(b->path), "/recent?at=home");
}

static void add(struct bench *b, public_no no)
{
    size_t n = strlen(b->path);
    (void)snprintf(b->path + n, sizeof(b->path) - n, "&no=%lld", (long long)no.value);
}

static size_t place_in(struct web_answer a, const char *text)
{
    return str_index(a.body, str_view(text));
}

static void run(struct bench *b, const struct sql *sql, public_no from, public_no into)
{
    struct db *db = b->scene.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, sql);
    bind_i64(q, "from", from.value);
    bind_i64(q, "into", into.value);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

static void they_stand_in_the_order_they_were_looked_at(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        begin(&b);
        struct web_answer a = ask(&b);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "최근 본 상품이 없습니다"));
        assert_true(web_shows(a, "data-recent=\"20\""));
        add(&b, b.scene.cleaning.product_no);
        add(&b, b.scene.paper.product_no);
        add(&b, b.scene.cleaning.product_no); // twice
        add(&b, b.scene.gone.product_no);     // not for sale
        add(&b, public_no_from(7));           // nobody's
        add(&b, b.scene.pens.product_no);
        size_t n = strlen(b.path);
        (void)snprintf(b.path + n, sizeof(b.path) - n, "&no=12&no=%%3Cb%%3E"); // unreadable
        a = ask(&b);
        assert_int_equal(a.status, 200);
        assert_in_range(a.statements, 1, 2);
        assert_true(place_in(a, "청사 위생 청소") < place_in(a, "재생 복사용지"));
        assert_true(place_in(a, "재생 복사용지") < place_in(a, "유성볼펜"));
        assert_true(place_in(a, "유성볼펜") < a.body.n);
        assert_true(web_shows(a, "20,900원")); // the cheapest of two
        assert_false(web_shows(a, "21,500원"));
        assert_false(web_shows(a, "단종"));
        str rest = str_slice(a.body, place_in(a, "청사 위생 청소") + 10, a.body.n);
        assert_false(str_contains(rest, S("청사 위생 청소"))); // once
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_was_merged_or_came_off_sale_is_followed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        run(&b, &SQL_TEST_RECENT_MERGED, b.scene.gone.product_no, b.scene.pens.product_no);
        begin(&b);
        add(&b, b.scene.gone.product_no); // leads to the pens now
        add(&b, b.scene.pens.product_no);
        struct web_answer a = ask(&b);
        assert_true(web_shows(a, "유성볼펜"));
        str rest = str_slice(a.body, place_in(a, "유성볼펜") + 10, a.body.n);
        assert_false(str_contains(rest, S("유성볼펜")));
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "paused");
        a = ask(&b);
        assert_true(web_shows(a, "최근 본 상품이 없습니다"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void so_many_are_shown_and_no_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        begin(&b);
        for (int i = 0; i <= LIMIT_RECENT_GOODS; i++) {
            struct catalog_good g = catalog_testing_add(
                &b.scene, "office.write.pen", i < LIMIT_RECENT_GOODS ? "본 펜" : "하나 더",
                b.scene.woman, 1000);
            add(&b, g.product_no);
        }
        struct web_answer a = ask(&b);
        size_t count = 0;
        for (str rest = a.body; str_contains(rest, S("본 펜")); count++) {
            rest = str_slice(rest, str_index(rest, S("본 펜")) + 1, rest.n);
        }
        assert_int_equal(count, LIMIT_RECENT_GOODS);
        assert_false(web_shows(a, "하나 더"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_stand_in_the_order_they_were_looked_at),
        cmocka_unit_test(what_was_merged_or_came_off_sale_is_followed),
        cmocka_unit_test(so_many_are_shown_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
