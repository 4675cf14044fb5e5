// What the page says of how it read what was typed, with the ways back.
#include "market/search/search_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
};

static struct web_answer ask(struct bench *b, const char *address)
{
    return web_get(&b->scene.web, address);
}

static void initials_beside_others_are_told_with_the_way_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=ㅂㅅㅇㅈ+A4");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "‘<b>ㅂㅅㅇㅈ A4</b>’ – 초성으로 읽고 ‘<b>복사용지 A4</b>’ 결과를 "
                                 "보입니다. <a href=\"/search?q="));
        assert_true(web_shows(a, "%20A4&amp;exact=1\">입력한 그대로 찾기"));
        a = ask(&b, "/search?q=ㅂㅅㅇㅈ+10상자");
        assert_true(web_shows(a, "초성을 풀어 읽은 말: ‘복사용지 10상자’. 이렇게 읽었습니다: 찾는 "
                                 "말 ‘복사용지’, 분류 복사용지, 수량 10."));
        a = ask(&b, "/search?q=ㄱ+복사용지");
        assert_true(web_shows(a, "함께 찾아지지 않아 뺀 말: ㄱ."));
        assert_false(web_shows(a, "초성을 풀어"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_district_that_is_delivered_to_is_a_filter(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=남구에서+납품+가능한+복사용지");
        assert_true(web_shows(a, "전체 <b>2</b>건")); // one of a firm elsewhere
        assert_true(web_shows(a, "이렇게 읽었습니다: 찾는 말 ‘복사용지’, 분류 복사용지, 납품 가능 "
                                 "지역 남구."));
        assert_true(web_shows(a, "남구 납품<span class=\"sr-only\"> 조건 지우기"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// 21,500 won, ten at the least; 20,900 won, one.
static void a_small_sum_is_a_price_with_the_way_to_a_budget(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=복사용지+3만원+이하");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "단가 30,000원까지(수량이 없어 하나의 값으로 보았습니다)."));
        assert_true(web_shows(a, "단가 30,000원까지<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "&amp;category=paper.copy.a4&amp;budget=30000\">전체 예산으로 "
                                 "보고 찾기</a>"));
        a = ask(&b, "/search?q=복사용지+예산+3만원+이하");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "예산 30,000원."));
        assert_false(web_shows(a, "전체 예산으로 보고 찾기"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_beside_others_are_told_with_the_way_back),
        cmocka_unit_test(a_district_that_is_delivered_to_is_a_filter),
        cmocka_unit_test(a_small_sum_is_a_price_with_the_way_to_a_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
