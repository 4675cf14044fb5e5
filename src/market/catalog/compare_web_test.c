// Offers side by side.
#include "market/catalog/compare_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"

static struct web_answer ask(struct catalog_scene *s, str ids)
{
    str address = str_format(s->database->arena, "/compare%.*s", STR_ARG(ids));
    struct web_answer a = web_get(&s->web, str_to_c(s->database->arena, address));
    assert_int_equal(a.status, 200);
    return a;
}

static void two_offers_stand_side_by_side_with_what_is_best_in_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        struct web_answer a =
            ask(&s, str_format(t.arena, "?ids=%lld&ids=%lld", (long long)s.paper.offer_no.value,
                               (long long)s.rival_paper.offer_no.value));
        assert_true(web_shows(a, "21,500원 / 상자"));
        assert_true(web_shows(
            a, "<td class=\"best\">20,900원 / 상자<small>부가세 포함 · 가장 낮은 값</small>"));
        assert_true(web_shows(a, "<td class=\"best\">계약 뒤 3일<small>가장 빠름</small>"));
        assert_true(web_shows(a, "2,500매"));
        assert_false(web_shows(a, "백색")); // not to be compared by
        assert_true(web_shows(a, "견적 생략 수의계약 가능"));
        assert_true(web_shows(a, "지방계약법과 최소 수량으로"));
        catalog_testing_close(&s);
    }
}

static void lines_of_a_services_price_stand_side_by_side(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        struct web_answer a =
            ask(&s, str_format(t.arena, "?ids=%lld&ids=%lld", (long long)s.cleaning.offer_no.value,
                               (long long)s.paper.offer_no.value));
        assert_true(web_shows(a, "<th scope=\"row\"><small>단가 내역</small> 인건비</th>"
                                 "<td>1,234,567원/명·월</td><td>–</td>"));
        assert_true(web_shows(a, "소모품비</th><td>단가에 포함</td>"));
        catalog_testing_close(&s);
    }
}

static void a_certificate_of_a_product_stands_with_its_offer_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.paper.product, "",
                                        date_from_ymd(2026, 11, 24));
        str both = str_format(t.arena, "?ids=%lld,%lld", (long long)s.paper.offer_no.value,
                              (long long)s.pens.offer_no.value); // of the same firm
        struct web_answer a = ask(&s, both);
        size_t at = str_index(a.body, S("<span class=\"tg\">녹색제품</span>"));
        assert_true(at < str_index(a.body, S("유성볼펜 0.7mm 흑 12자루</a>")));
        str rest = str_slice(a.body, at + 1, a.body.n);
        assert_false(str_contains(rest, S("<span class=\"tg\">녹색제품</span>")));
        assert_false(web_shows(a, "인증에 따른 수의계약 사유")); // green is none
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_EXCELLENT, s.pens.product, "",
                                        date_from_ymd(2026, 11, 24));
        a = ask(&s, both);
        assert_true(web_shows(a, "<td>중소기업 기술개발제품(우수조달물품)<small>"));
        web_test_now.us += INT64_C(14) * 3600 * 1000000; // midnight in Korea
        a = ask(&s, both);
        assert_false(web_shows(a, "녹색제품"));
        assert_false(web_shows(a, "인증에 따른 수의계약 사유"));
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

static void different_things_have_no_lowest_price(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        web_as(&s.web, &s.officer);
        struct web_answer a =
            ask(&s, str_format(t.arena, "?ids=%lld,%lld", (long long)s.paper.offer_no.value,
                               (long long)s.pens.offer_no.value));
        assert_false(web_shows(a, "가장 낮은 값"));
        assert_true(web_shows(a, "<td>–</td>")); // the pens say nothing of sheets
        assert_true(web_shows(a, "우리 기관이 따르는 법"));
        catalog_testing_close(&s);
    }
}

static void five_fit_and_what_is_not_for_sale_is_left_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        str ids = str_format(t.arena, "?ids=%lld,%lld,%lld", (long long)s.paper.offer_no.value,
                             (long long)s.paper.offer_no.value, (long long)s.gone.offer_no.value);
        struct web_answer a = ask(&s, ids);
        assert_true(web_shows(a, "21,500원"));
        assert_false(web_shows(a, "단종"));
        for (int i = 0; i < COMPARE_MAX; i++) {
            struct catalog_good g =
                catalog_testing_add(&s, "paper.copy.a4", "여섯째 용지", s.woman, 1000 + i);
            ids = str_format(t.arena, "%.*s,%lld", STR_ARG(ids), (long long)g.offer_no.value);
        }
        a = ask(&s, ids);
        assert_true(web_shows(a, "먼저 고른 다섯 개만"));
        assert_true(web_shows(a, "1,002원"));
        assert_false(web_shows(a, "1,003원"));
        catalog_testing_close(&s);
    }
}

static void nothing_chosen_says_what_to_do(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPARE_ROUTES, COMPARE_ROUTE_COUNT);
        assert_true(web_shows(ask(&s, S("")), "비교할 상품이 없습니다"));
        assert_true(web_shows(ask(&s, S("?ids=abc&ids=,,7")), "비교할 상품이 없습니다"));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_offers_stand_side_by_side_with_what_is_best_in_words),
        cmocka_unit_test(lines_of_a_services_price_stand_side_by_side),
        cmocka_unit_test(a_certificate_of_a_product_stands_with_its_offer_alone),
        cmocka_unit_test(different_things_have_no_lowest_price),
        cmocka_unit_test(five_fit_and_what_is_not_for_sale_is_left_out),
        cmocka_unit_test(nothing_chosen_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
