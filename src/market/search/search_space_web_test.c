// The page says that words typed apart were read as one, and leads back to them.
#include "market/search/search_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

#define JOINED "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"   // 복사용지
#define APART "%EB%B3%B5%EC%82%AC%20%EC%9A%A9%EC%A7%80" // 복사 용지
#define APART_A4 "%EB%B3%B5%EC%82%AC%20%EC%9A%A9%EC%A7%80%20A4"

static void words_typed_apart_are_said_to_be_read_as_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        (void)catalog_testing_add(&s, "paper.copy.a4", "흰 복사용지", s.woman, 9000);
        (void)catalog_testing_add(&s, "office.write.pen", "복사 방지 용지", s.woman, 9000);
        struct web_answer a = web_get(&s.web, "/search?q=" APART);
        assert_true(web_shows(a, "전체 <b>3</b>건"));
        assert_true(web_shows(a, "‘<b>복사 용지</b>’ – 띄어쓰기를 바꾸어 읽고 "
                                 "‘<b>복사용지</b>’ 결과를 보입니다"));
        assert_true(web_shows(a, "href=\"/search?q=" APART "&amp;exact=1\">입력한 그대로 찾기"));
        a = web_get(&s.web, "/search?q=" APART "&exact=1");
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_false(web_shows(a, "바꾸어 읽고"));
        a = web_get(&s.web, "/search?q=" JOINED);
        assert_true(web_shows(a, "전체 <b>3</b>건"));
        assert_false(web_shows(a, "바꾸어 읽고"));
        a = web_get(&s.web, "/search?q=" APART_A4); // nothing more is found apart: nothing to say
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_false(web_shows(a, "바꾸어 읽고"));
        search_bench_serve_end(&s, &place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_typed_apart_are_said_to_be_read_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
