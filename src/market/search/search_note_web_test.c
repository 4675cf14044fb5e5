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
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "두루마리 한지", b.scene.woman, 9000);
        a = ask(&b, "/search?q=남구+두루마리"); // sold by none there
        assert_true(web_shows(a,
                              "&amp;delivery=2720000000\">남구에 납품하는 다른 지역 기업까지 보면 "
                              "1건</a>"));
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

static void green_and_what_nothing_is_called_by_are_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        catalog_testing_things(&b.scene, "office.write.pen", "잉크붓");
        struct web_answer a = ask(&b, "/search?q=녹색제품+복사용지");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "분류 복사용지, 녹색제품이 많은 품목(인증받은 녹색제품은 찾지 "
                                 "못했습니다)."));
        assert_true(web_shows(a, "녹색제품이 많은 품목<span class=\"sr-only\"> 조건 지우기"));
        a = ask(&b, "/search?q=잉크붓");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "‘<b>잉크붓</b>’ – 이렇게 읽었습니다: 분류 볼펜·필기구. ‘잉크붓’ "
                                 "그 자체는 찾지 못해 그것이 속한 분류를 대신 보입니다."));
        a = ask(&b, "/search?q=녹색+두루마리+1개+9원"); // none at all
        assert_false(web_shows(a, "녹색제품이 많은 품목"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// Words that begin like what was meant, and none where it begins like nothing.
static void nothing_is_offered_where_nothing_is_near(void **state)
{
    (void)state;
    static const char *const NONE[] = {"/search?q=asdkjh", "/search?q=qwerty",
                                       "/search?q=복팔&exact=1", "/search?q=ㅏ"};
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "매뉴얼 복사", b.scene.woman, 9);
        for (size_t i = 0; i < COUNT(NONE); i++) {
            struct web_answer a = ask(&b, NONE[i]);
            assert_true(web_shows(a, "찾은 것이 없습니다"));
            assert_false(web_shows(a, "이런 말로 찾아 보세요"));
        }
        assert_true(web_shows(ask(&b, "/search?q=복사용강&exact=1"), ">복사용지</a>"));
        assert_true(web_shows(ask(&b, "/search?q=qhrtkdyddl&exact=1"), ">복사용지</a>"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_beside_others_are_told_with_the_way_back),
        cmocka_unit_test(a_district_that_is_delivered_to_is_a_filter),
        cmocka_unit_test(a_small_sum_is_a_price_with_the_way_to_a_budget),
        cmocka_unit_test(green_and_what_nothing_is_called_by_are_told),
        cmocka_unit_test(nothing_is_offered_where_nothing_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
