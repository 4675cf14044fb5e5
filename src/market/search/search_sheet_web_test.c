// test-timeout: 120
// What a search finds goes out as a sheet, to anybody, in the order and with the conditions of the
// page.
#include "market/search/search_sheet_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_web.h"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    struct web_routes routes;
};

static void bench_open(struct bench *b, struct testing_db *t)
{
    b->routes.count = 0;
    web_routes_add(&b->routes, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
    web_routes_add(&b->routes, SEARCH_SHEET_ROUTES, SEARCH_SHEET_ROUTE_COUNT);
    search_bench_serve(&b->scene, &b->place, t, b->routes.items, b->routes.count);
}

static struct web_answer sheet(struct bench *b, const char *address)
{
    struct web_answer a = web_get(&b->scene.web, address);
    assert_int_equal(a.status, 200);
    return a;
}

static void a_visitor_gets_what_the_page_shows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "=1+1 볼펜", b.scene.woman, 900);
        struct web_answer a = web_get(&b.scene.web, "/search?category=office.write.pen&sort=price");
        assert_true(web_shows(a, "href=\"/search.xlsx?category=office.write.pen&amp;sort=price\""));
        a = sheet(&b, "/search.xlsx?category=office.write.pen&sort=price&as=csv");
        assert_true(web_shows(a, "상품명"));
        assert_true(web_shows(a, "\"'=1+1 볼펜\"")); // no formula
        assert_true(web_shows(a, "유성볼펜"));
        assert_true(web_shows(a, "㈜늘푸른나눔"));
        assert_false(web_shows(a, "복사용지"));
        assert_false(web_shows(a, "더 있습니다"));
        const char *text = str_to_c(t.arena, a.body);
        assert_true(strstr(text, "=1+1") < strstr(text, "유성볼펜")); // the cheaper one first
        assert_true(web_shows(a, "/products/"));
        assert_true(str_starts(sheet(&b, "/search.xlsx").body, S("PK")));
        a = web_get(&b.scene.web, "/search?q=no-such-thing-at-all");
        assert_false(web_shows(a, "/search.xlsx")); // nothing to carry away
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_long_one_ends_with_how_many_are_left_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (int i = 0; i < LIMIT_SEARCH_SHEET; i++) { // 504 with those of the scene
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman, 1000 + i);
        }
        struct web_answer a = sheet(&b, "/search.xlsx?sort=-price&as=csv");
        assert_true(web_shows(a, "4건이 더 있습니다. 한 파일에는 앞에서부터 500건까지"));
        assert_true(web_shows(a, "1004"));
        assert_false(web_shows(a, "\"1003\""));           // the cheapest four
        a = web_get(&b.scene.web, "/search?sort=-price"); // a page is as long as it was
        size_t shown = 0;
        for (const char *at = str_to_c(t.arena, a.body); (at = strstr(at, "<article")) != NULL;
             at++) {
            shown++;
        }
        assert_int_equal(shown, LIMIT_PAGE_ROWS);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visitor_gets_what_the_page_shows),
        cmocka_unit_test(a_long_one_ends_with_how_many_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
