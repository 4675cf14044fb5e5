// Suppliers as everybody may see them: found, paged by key, and one of them.
#include "market/catalog/company_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"

static struct web_answer ask(struct catalog_scene *s, const char *address)
{
    return web_get(&s->web, address);
}

static struct web_answer ask_one(struct catalog_scene *s, public_no no)
{
    char address[60];
    (void)snprintf(address, sizeof(address), "/companies/%lld", (long long)no.value);
    return ask(s, address);
}

static void the_list_shows_who_sells_and_what_they_are_today(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        struct web_answer a = ask(&s, "/companies");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "전체 <b>2</b>곳"));
        assert_true(web_shows(a, "㈜늘푸른나눔"));
        assert_true(web_shows(a, "한결상사"));
        assert_false(web_shows(a, "멈춘상사"));
        assert_true(web_shows(a, "상품 <b>2</b>건"));
        catalog_testing_close(&s);
    }
}

static void filters_join(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        assert_true(web_shows(ask(&s, "/companies?q=%EB%8A%98%ED%91%B8%EB%A5%B8"), "<b>1</b>곳"));
        assert_true(web_shows(ask(&s, "/companies?q=%EC%B2%AD%EC%86%8C"), "한결상사")); // 청소
        struct web_answer a = ask(&s, "/companies?cert=women"); // the rival's ended yesterday
        assert_true(web_shows(a, "<b>1</b>곳"));
        assert_true(web_shows(a, "㈜늘푸른나눔"));
        assert_true(web_shows(ask(&s, "/companies?cert=disabled"), "찾은 기업이 없습니다"));
        assert_true(web_shows(ask(&s, "/companies?district=2720000000"), "한결상사"));
        assert_true(web_shows(ask(&s, "/companies?district=2720000000&cert=women"), "<b>0</b>곳"));
        assert_true(web_shows(ask(&s, "/companies?q=%25"), "<b>0</b>곳")); // a sign, no joker
        assert_true(web_shows(ask(&s, "/companies?q=_"), "<b>0</b>곳"));
        assert_true(web_shows(ask(&s, "/companies?cert=nonsense&after=12"), "<b>2</b>곳"));
        catalog_testing_close(&s);
    }
}

// The address in the first link of this relation.
static str link_of(struct web_answer a, const char *relation)
{
    str mark = str_view(relation);
    size_t at = str_index(a.body, mark);
    if (at >= a.body.n) {
        return S("");
    }
    str ahead = str_slice(a.body, 0, at);
    size_t from = ahead.n;
    str opening = S("href=\"");
    while (from > 0 && !str_starts(str_slice(ahead, from, ahead.n), opening)) {
        from--;
    }
    str rest = str_slice(ahead, from + opening.n, ahead.n);
    return str_cut(&rest, '"');
}

static void pages_go_on_by_key_and_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        for (int i = 0; i < LIMIT_PAGE_ROWS; i++) { // 26 with the two of the scene
            char name[40];
            (void)snprintf(name, sizeof(name), "가나%02d", i);
            (void)catalog_testing_add_supplier(&s, name, "active");
        }
        struct web_answer first = ask(&s, "/companies");
        assert_true(web_shows(first, "전체 <b>26</b>곳"));
        assert_int_equal(link_of(first, "rel=\"prev\"").n, 0);
        str next = link_of(first, "rel=\"next\"");
        assert_true(str_contains(next, S("after=")));
        struct web_answer second = ask(&s, str_to_c(t.arena, next));
        assert_false(web_shows(second, "가나22"));
        assert_true(web_shows(second, "한결상사")); // 한 stands after 가, the last of all
        assert_int_equal(link_of(second, "rel=\"next\"").n, 0);
        str back = link_of(second, "rel=\"prev\"");
        assert_true(str_contains(back, S("before=")));
        struct web_answer again = ask(&s, str_to_c(t.arena, back));
        assert_true(web_shows(again, "가나00"));
        assert_false(web_shows(again, "한결상사"));
        assert_int_equal(link_of(again, "rel=\"prev\"").n, 0);
        catalog_testing_close(&s);
    }
}

static void one_supplier_shows_facts_proofs_and_goods(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        struct web_answer a = ask_one(&s, s.woman_no);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "김가온"));
        assert_true(web_shows(a, "120-81-*****"));
        assert_true(web_shows(a, "2026. 12. 31."));
        assert_true(web_shows(a, "재생 복사용지 A4 80g 2,500매"));
        assert_false(web_shows(a, "단종 복사용지"));
        assert_true(web_shows(a, "통신판매중개자"));
        web_as(&s.web, &s.inspector);
        assert_true(web_shows(ask_one(&s, s.woman_no), "120-81-47521"));
        catalog_testing_close(&s);
    }
}

static void a_certificate_of_a_product_names_it_while_it_is_sold(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        product_id none = {0};
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.pens.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_EXCELLENT, s.gone.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                        "1411150701", DATE_NONE);
        struct web_answer a = ask_one(&s, s.woman_no);
        assert_true(web_shows(a, "<b>녹색제품</b><small>유성볼펜 0.7mm 흑 12자루</small>"));
        assert_true(web_shows(a, "<b>직접생산확인</b><small>세부품명번호 1411150701</small>"));
        assert_false(web_shows(a, "<b>우수조달물품</b>")); // of what is not sold
        catalog_testing_merge(&s, s.gone.product, s.paper.product);
        a = ask_one(&s, s.woman_no);
        assert_true(web_shows(a, "<b>우수조달물품</b><small>재생 복사용지 A4 80g 2,500매</small>"));
        catalog_testing_close(&s);
    }
}

static void certificates_of_a_supplier_go_on_by_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        product_id none = {0};
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        for (int i = 0; i < COMPANY_CERTIFICATES; i++) { // 52 with the two of the firm itself
            char number[12];
            (void)snprintf(number, sizeof(number), "14111507%02u", (unsigned)i % 100U);
            catalog_testing_certify_product(&s, s.woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                            number, DATE_NONE);
        }
        struct web_answer a = ask_one(&s, s.woman_no);
        assert_true(web_shows(a, "<b>여성기업</b>"));
        assert_true(web_shows(a, "세부품명번호 1411150747<"));
        assert_false(web_shows(a, "세부품명번호 1411150748<"));
        str next = link_of(a, "확인서 더 보기");
        assert_true(str_contains(next, S("certificates_after=")));
        a = ask(&s, str_to_c(t.arena, next));
        assert_false(web_shows(a, "<b>여성기업</b>"));
        assert_true(web_shows(a, "<span class=\"tg\">여성기업</span>")); // what it is stays said
        assert_false(web_shows(a, "세부품명번호 1411150747<"));
        assert_true(web_shows(a, "세부품명번호 1411150748<"));
        assert_true(web_shows(a, "세부품명번호 1411150749<"));
        assert_false(web_shows(a, "확인서 더 보기"));
        assert_true(web_shows(a, "앞의 확인서 보기"));
        catalog_testing_close(&s);
    }
}

static void goods_of_a_supplier_go_on_by_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        for (int i = 0; i < LIMIT_PAGE_ROWS; i++) {
            (void)catalog_testing_add(&s, "paper.copy.a4", "다른 용지", s.woman, 1000);
        }
        struct web_answer a = ask_one(&s, s.woman_no);
        assert_false(web_shows(a, "재생 복사용지")); // the oldest is on the second page
        str next = link_of(a, "rel=\"next\"");
        assert_true(next.n > 0);
        a = ask(&s, str_to_c(t.arena, next));
        assert_true(web_shows(a, "재생 복사용지"));
        assert_true(web_shows(a, "유성볼펜"));
        assert_false(web_shows(a, "다른 용지"));
        catalog_testing_close(&s);
    }
}

static void a_sanction_is_told_to_its_last_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        catalog_testing_sanction(&s, s.rival, date_from_ymd(2026, 11, 24));
        assert_true(web_shows(ask_one(&s, s.rival_no), "부정당업자 제재를 받고 있습니다."));
        catalog_testing_sanction(&s, s.rival, date_from_ymd(2026, 11, 23));
        assert_false(web_shows(ask_one(&s, s.rival_no), "부정당업자"));
        catalog_testing_close(&s);
    }
}

static void who_does_not_sell_is_missing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, COMPANY_ROUTES, COMPANY_ROUTE_COUNT);
        assert_int_equal(ask_one(&s, s.suspended_no).status, 404);
        assert_int_equal(ask_one(&s, (public_no){1000000000009}).status, 404);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_shows_who_sells_and_what_they_are_today),
        cmocka_unit_test(filters_join),
        cmocka_unit_test(pages_go_on_by_key_and_back),
        cmocka_unit_test(one_supplier_shows_facts_proofs_and_goods),
        cmocka_unit_test(a_certificate_of_a_product_names_it_while_it_is_sold),
        cmocka_unit_test(certificates_of_a_supplier_go_on_by_key),
        cmocka_unit_test(goods_of_a_supplier_go_on_by_key),
        cmocka_unit_test(a_sanction_is_told_to_its_last_day),
        cmocka_unit_test(who_does_not_sell_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
