// A product's page: what it shows, to whom, and what it never shows.
#include "market/catalog/catalog_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web_test.sql.h"
#include "market/catalog/listing.h"
#include "market/party/right.h"

static struct web_answer ask(struct catalog_scene *s, const struct catalog_good *g)
{
    char address[120];
    (void)snprintf(address, sizeof(address), "/products/%lld?offer=%lld",
                   (long long)g->product_no.value, (long long)g->offer_no.value);
    return web_get(&s->web, address);
}

static void a_visitor_sees_the_offer_asked_for_and_is_led_to_the_log_in(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct web_answer a = ask(&s, &s.paper);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "<b>21,500원</b>"));
        assert_true(
            str_contains(a.body, S("<div class=\"gal\"><img src=\"/assets/art/paper-1.svg\" "
                                   "alt=\"재생 복사용지 A4 80g 2,500매\"")));
        assert_true(web_shows(a, "부가세 포함"));
        assert_true(web_shows(a, "2,500매"));
        size_t sheets = str_index(a.body, S("<dt>1상자 매수</dt>")); // as the template has it
        assert_true(str_index(a.body, S("<dt>규격</dt>")) < sheets);
        assert_true(sheets < str_index(a.body, S("<dt>색상</dt>")));
        assert_true(str_index(a.body, S("<dt>색상</dt>")) < a.body.n);
        assert_true(web_shows(a, "세부품명번호 1411150701"));
        assert_true(web_shows(a, "최소 10상자"));
        assert_true(web_shows(a, "215,000")); // of the least quantity
        assert_true(web_shows(a, "금 이십일만오천원정"));
        assert_true(web_shows(a, "1개 기관 · 계약 3건"));
        assert_true(web_shows(a, "대구광역시 중구")); // who bought it
        assert_true(web_shows(a, "120-81-*****"));
        assert_false(web_shows(a, "120-81-47521"));
        assert_true(web_shows(a, "name=\"next\" value=\"/products/"));
        assert_false(web_shows(a, "action=\"/buyer/cart\""));
        assert_false(web_shows(a, "수의계약을 할 수 있습니다"));
        assert_true(web_shows(a, "지방계약법 시행령 제67조")); // the term of payment
        catalog_testing_close(&s);
    }
}

static void change(struct testing_db *t, struct query *q)
{
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void numbers_show_where_they_are_known(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct web_answer a = ask(&s, &s.paper); // by its category's
        assert_true(web_shows(a, "<span>물품분류번호 14111507</span>"));
        assert_false(web_shows(a, "물품식별번호"));
        assert_false(web_shows(ask(&s, &s.pens), "물품분류번호")); // of none
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_TEST_CATALOG_NUMBERS);
        bind_i64(q, "product", s.pens.product.value);
        bind_str(q, "detail_no", S("4412170401"));
        bind_str(q, "item_no", S("20123456"));
        change(&t, q);
        a = ask(&s, &s.pens);
        assert_true(web_shows(a, "<span>물품분류번호 44121704</span>")); // where its own lies
        assert_true(web_shows(a, "<span>세부품명번호 4412170401</span>"));
        assert_true(web_shows(a, "<span>물품식별번호 20123456</span>"));
        catalog_testing_close(&s);
    }
}

static void write_buyers(struct testing_db *t, const struct sql *sql, product_id product)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, sql);
    bind_i64(q, "product", product.value);
    change(t, q);
}

// The names in this order, and not `missing`: five are shown.
static void check_order(struct web_answer a, const char *const *names, size_t count,
                        const char *missing)
{
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = str_index(a.body, str_view(names[i]));
        assert_true(at > last && at < a.body.n);
        last = at;
    }
    assert_false(web_shows(a, missing));
}

// Who bought what it took the place of as well counts once, with both.
static void who_bought_it_stands_by_how_often(void **state)
{
    (void)state;
    static const char *const ALONE[] = {"견본기관 6호", "견본기관 5호", "견본기관 4호",
                                        "견본기관 3호",
                                        "계약 3건 · 2026.\u00a010.\u00a01."}; // 중구's
    static const char *const JOINED[] = {"견본기관 1호", "견본기관 6호", "견본기관 5호",
                                         "견본기관 4호", "견본기관 3호"};
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        assert_null(db_begin(t.db, DB_WRITE));
        change(&t, db_query(t.db, &SQL_TEST_CATALOG_INSTITUTIONS));
        write_buyers(&t, &SQL_TEST_CATALOG_BUYERS, s.paper.product);
        write_buyers(&t, &SQL_TEST_CATALOG_BUYER_OF_OTHER, s.gone.product);
        struct web_answer a = ask(&s, &s.paper);
        assert_true(web_shows(a, "7개 기관 · 계약 24건"));
        check_order(a, ALONE, COUNT(ALONE), "견본기관 2호");
        assert_false(web_shows(a, "견본기관 1호"));
        catalog_testing_merge(&s, s.gone.product, s.paper.product);
        a = ask(&s, &s.paper);
        assert_true(web_shows(a, "7개 기관 · 계약 34건"));
        assert_true(web_shows(a, "계약 11건 · 2026.\u00a011.\u00a01.")); // the later of two days
        check_order(a, JOINED, COUNT(JOINED), "견본기관 2호");
        catalog_testing_close(&s);
    }
}

static void of_buyers_alike_those_that_came_first_are_shown(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"견본기관 1호", "견본기관 2호", "견본기관 3호",
                                        "견본기관 4호", "견본기관 5호"};
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        assert_true(web_shows(ask(&s, &s.pens), "아직 없습니다")); // nobody yet
        assert_null(db_begin(t.db, DB_WRITE));
        change(&t, db_query(t.db, &SQL_TEST_CATALOG_INSTITUTIONS));
        write_buyers(&t, &SQL_TEST_CATALOG_BUYERS_ALIKE, s.pens.product);
        check_order(ask(&s, &s.pens), ORDER, COUNT(ORDER), "견본기관 6호");
        catalog_testing_merge(&s, s.gone.product, s.pens.product);
        check_order(ask(&s, &s.pens), ORDER, COUNT(ORDER), "견본기관 6호");
        catalog_testing_close(&s);
    }
}

static void certificates_show_while_they_hold(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct web_answer a = ask(&s, &s.paper);
        assert_true(web_shows(a, "<b>여성기업</b>"));
        assert_true(web_shows(a, "2026. 12. 31.까지"));
        assert_true(web_shows(a, "곧 만료"));
        a = ask(&s, &s.cleaning); // the rival's: ended yesterday, and one nobody has checked
        assert_false(web_shows(a, "여성기업"));
        assert_false(web_shows(a, "장애인기업"));
        assert_true(web_shows(a, "소기업·소상공인"));
        catalog_testing_close(&s);
    }
}

static void a_certificate_of_a_product_shows_with_that_product_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        product_id none = {0};
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.paper.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                        "1411150701", DATE_NONE); // of copying paper
        struct web_answer a = ask(&s, &s.paper);
        assert_true(web_shows(a, "<span class=\"tg\">녹색제품</span>"));
        assert_true(web_shows(a, "<span class=\"tg\">직접생산확인</span>"));
        a = ask(&s, &s.pens); // the same firm's, another number
        assert_false(web_shows(a, "녹색제품"));
        assert_false(web_shows(a, "직접생산확인"));
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_PERFORMANCE, s.gone.product, "",
                                        DATE_NONE);
        assert_false(web_shows(ask(&s, &s.paper), "성능인증"));
        catalog_testing_merge(&s, s.gone.product, s.paper.product);
        assert_true(web_shows(ask(&s, &s.paper), "<span class=\"tg\">성능인증</span>"));
        a = ask(&s, &s.rival_paper); // the same product, another firm in front
        assert_true(str_contains(str_slice(a.body, 0, str_index(a.body, S("같은 상품을 파는"))),
                                 S("한결상사")));
        assert_false(str_contains(str_slice(a.body, 0, str_index(a.body, S("같은 상품을 파는"))),
                                  S("녹색제품")));
        catalog_testing_close(&s);
    }
}

static void all_certificates_are_read_however_many_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        held_list few;
        held_list many;
        date today = instant_date(web_test_now);
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        assert_null(db_begin(t.db, DB_READ));
        assert_null(product_list_certificates(t.db, t.arena, s.paper.product, today, &few));
        db_rollback(t.db);
        for (int i = 0; i < 40; i++) {
            catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.paper.product, "",
                                            DATE_NONE);
        }
        assert_null(db_begin(t.db, DB_READ));
        assert_null(product_list_certificates(t.db, t.arena, s.paper.product, today, &many));
        db_rollback(t.db);
        assert_int_equal(many.count, few.count + 40);
        for (size_t i = 1; i < many.count; i++) {
            const struct held_certificate *h = &many.items[i];
            assert_true(
                h[-1].supplier.value < h->supplier.value ||
                (h[-1].supplier.value == h->supplier.value && h[-1].id.value < h->id.value));
        }
        catalog_testing_close(&s);
    }
}

static void a_ground_of_technology_shows_until_midnight_of_its_last_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_PERFORMANCE, s.paper.product, "",
                                        date_from_ymd(2026, 11, 24));
        assert_false(web_shows(ask(&s, &s.paper), "사유가 있습니다")); // to a visitor
        web_as(&s.web, &s.officer);
        web_test_now.us += INT64_C(14) * 3600 * 1000000 - 1; // the day's last instant in Korea
        struct web_answer a = ask(&s, &s.paper);
        assert_true(web_shows(a, "중소기업 기술개발제품(성능인증, 2026. 11. 24.까지)"));
        assert_true(web_shows(a, "지방계약법 시행령 제25조제1항제6호라목"));
        assert_false(web_shows(ask(&s, &s.pens), "중소기업 기술개발제품"));
        assert_false(web_shows(ask(&s, &s.rival_paper), "중소기업 기술개발제품"));
        web_test_now.us += 1;
        a = ask(&s, &s.paper);
        assert_true(web_shows(a, "최소 수량"));
        assert_false(web_shows(a, "중소기업 기술개발제품"));
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

static void a_number_nobody_looked_at_makes_no_certificate(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        product_id none = {0};
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                        "1411150701", DATE_NONE); // of copying paper
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_TEST_CATALOG_DETAIL_NO);
        bind_i64(q, "product", s.pens.product.value);
        bind_str(q, "detail_no", S("1411150701")); // on pens
        change(&t, q);
        assert_false(web_shows(ask(&s, &s.pens), "직접생산확인"));
        assert_true(web_shows(ask(&s, &s.paper), "직접생산확인")); // by its category's
        assert_null(db_begin(t.db, DB_WRITE));
        q = db_query(t.db, &SQL_TEST_CATALOG_REVIEWED);
        bind_i64(q, "offer", s.pens.offer.value);
        change(&t, q);
        assert_true(web_shows(ask(&s, &s.pens), "직접생산확인"));
        catalog_testing_close(&s);
    }
}

static void the_cheapest_stands_in_front_and_the_others_below(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct catalog_good any = s.paper;
        any.offer_no.value = 1; // nobody's
        struct web_answer a = ask(&s, &any);
        assert_true(web_shows(a, "<b>20,900원</b>"));
        assert_true(web_shows(a, "같은 상품을 파는 다른 기업"));
        assert_true(web_shows(a, ">21,500</td>"));
        catalog_testing_change(&s, s.rival_paper.offer, 20900, "paused");
        a = ask(&s, &any);
        assert_true(web_shows(a, "<b>21,500원</b>"));
        assert_false(web_shows(a, "같은 상품을 파는 다른 기업"));
        catalog_testing_close(&s);
    }
}

static void an_officer_sees_the_lawful_way_and_the_basket(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        web_as(&s.web, &s.officer);
        struct web_answer a = ask(&s, &s.paper);
        assert_true(web_shows(a, "견적서 없이 수의계약을 할 수 있습니다."));
        assert_true(web_shows(a, "195,455원")); // 215,000 without VAT
        assert_true(web_shows(a, "지방계약법 시행령 제25조"));
        assert_true(web_shows(
            a, "견적서 없이는 102상자까지, 1인 견적으로는 한도 50,000,000원 안에서 2,558상자까지"));
        assert_true(web_shows(a, "action=\"/buyer/cart\""));
        assert_true(web_shows(a, "name=\"offer\""));
        assert_true(web_shows(a, "name=\"do\" value=\"cart\""));
        assert_true(web_shows(a, "name=\"do\" value=\"buy\""));
        assert_true(web_shows(a, "120-81-47521")); // whoever orders sees who sells
        a = ask(&s, &s.cleaning); // 27,272,727 without VAT: beyond the rival's one quote
        assert_true(web_shows(a, "2인 이상의 견적을 받아야 합니다."));
        assert_true(web_shows(a, "직접 수행"));
        assert_true(web_shows(a, "<h2 id=\"h-lines\">단가 내역</h2>"));
        assert_true(web_shows(a, "<dt>인건비</dt><dd>1,234,567원/명·월</dd>"));
        assert_true(web_shows(a, "<dt>소모품비</dt><dd>단가에 포함</dd>"));
        assert_false(web_shows(a, "이윤")); // nothing is said of it
        web_as(&s.web, &s.officer_there);
        assert_true(web_shows(ask(&s, &s.paper), "국가계약법 시행령"));
        catalog_testing_close(&s);
    }
}

static void who_may_not_ask_gets_no_basket(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        const struct actor *people[] = {&s.inspector, &s.owner};
        for (size_t i = 0; i < COUNT(people); i++) {
            web_as(&s.web, people[i]);
            struct web_answer a = ask(&s, &s.pens);
            assert_int_equal(a.status, 200);
            assert_false(web_shows(a, "/buyer/cart\""));
            assert_true(web_shows(a, "구매·계약담당이 요청합니다"));
        }
        catalog_testing_close(&s);
    }
}

static void what_nobody_offers_says_so_and_what_is_not_there_is_missing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct web_answer a = ask(&s, &s.gone);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "지금은 공급하는 기업이 없습니다."));
        assert_true(web_shows(a, "/search?category=paper.copy.a4"));
        a = web_get(&s.web, "/products/1000000000009");
        assert_int_equal(a.status, 404);
        a = web_get(&s.web, "/products/abc");
        assert_int_equal(a.status, 404);
        catalog_testing_close(&s);
    }
}

static void what_no_operator_let_through_is_its_own_firms(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
        struct actor operator_ = {.rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
        static const char *const STATES[] = {"waiting", "returned"};
        for (size_t i = 0; i < COUNT(STATES); i++) {
            catalog_testing_change(&s, s.pens.offer, 12000, STATES[i]);
            web_as(&s.web, NULL);
            assert_int_equal(ask(&s, &s.pens).status, 404);
            web_as(&s.web, &s.officer);
            assert_int_equal(ask(&s, &s.pens).status, 404);
            web_as(&s.web, &s.owner);
            assert_int_equal(ask(&s, &s.pens).status, 200);
            web_as(&s.web, &operator_);
            assert_int_equal(ask(&s, &s.pens).status, 200);
        }
        catalog_testing_change(&s, s.pens.offer, 12000, "paused");
        web_as(&s.web, NULL);
        assert_int_equal(ask(&s, &s.pens).status, 200);
        catalog_testing_close(&s);
    }
}

static void what_is_done_is_kept_in_no_stock(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct offer made = {.stock = LISTING_MADE_TO_ORDER, .unit = S("월")};
    struct offer kept = {.stock = 1200, .unit = S("상자")};
    assert_int_equal(catalog_stock_text(a, &made, S("service")).n, 0);
    assert_int_equal(catalog_stock_text(a, &made, S("works")).n, 0);
    assert_true(catalog_stock_text(a, &made, S("lease")).n > 0);
    assert_true(catalog_stock_text(a, &made, S("goods")).n > 0);
    assert_true(str_equals(catalog_stock_text(a, &kept, S("goods")), S("1,200상자")));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_is_kept_in_no_stock),
        cmocka_unit_test(a_visitor_sees_the_offer_asked_for_and_is_led_to_the_log_in),
        cmocka_unit_test(numbers_show_where_they_are_known),
        cmocka_unit_test(who_bought_it_stands_by_how_often),
        cmocka_unit_test(of_buyers_alike_those_that_came_first_are_shown),
        cmocka_unit_test(certificates_show_while_they_hold),
        cmocka_unit_test(a_certificate_of_a_product_shows_with_that_product_alone),
        cmocka_unit_test(all_certificates_are_read_however_many_they_are),
        cmocka_unit_test(a_ground_of_technology_shows_until_midnight_of_its_last_day),
        cmocka_unit_test(a_number_nobody_looked_at_makes_no_certificate),
        cmocka_unit_test(the_cheapest_stands_in_front_and_the_others_below),
        cmocka_unit_test(an_officer_sees_the_lawful_way_and_the_basket),
        cmocka_unit_test(who_may_not_ask_gets_no_basket),
        cmocka_unit_test(what_no_operator_let_through_is_its_own_firms),
        cmocka_unit_test(what_nobody_offers_says_so_and_what_is_not_there_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
