// The standard page of a product: its numbers, its terms, and what was certified, of the offer
// asked for.
#include "market/content/content_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/content/content_sheet_web_test.sql.h"

static struct web_answer ask(struct catalog_scene *s, const struct catalog_good *g)
{
    struct arena *a = s->database->arena;
    return web_get(&s->web, str_format(a, "/products/%lld/sheet?offer=%lld",
                                       (long long)g->product_no.value, (long long)g->offer_no.value)
                                .p);
}

static void write_down(struct catalog_scene *s, struct query *q)
{
    assert_null(query_run(q, NULL));
    assert_null(db_commit(s->database->db));
    assert_null(db_begin(s->database->db, DB_WRITE));
}

static void name_all(struct catalog_scene *s)
{
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_TEST_SHEET_NUMBERS);
    bind_i64(q, "product", s->paper.product.value);
    bind_str(q, "detail_no", S("1411150799"));
    bind_str(q, "item_no", S("23657020"));
    write_down(s, q);
    q = db_query(db, &SQL_TEST_SHEET_TERMS);
    bind_i64(q, "offer", s->paper.offer.value);
    bind_i64(q, "stock", 40);
    bind_str(q, "districts", S("2711000000"));
    bind_date(q, "valid_until", date_from_ymd(2026, 12, 24));
    write_down(s, q);
    q = db_query(db, &SQL_TEST_SHEET_TIERS);
    bind_i64(q, "offer", s->paper.offer.value);
    bind_str(q, "tiers", S("50:20500|100:19000"));
    write_down(s, q);
    assert_null(db_commit(db));
}

static void it_tells_numbers_terms_and_certificates(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SHEET_ROUTES, SHEET_ROUTE_COUNT);
        name_all(&s);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.paper.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_EXCELLENT, s.pens.product, "",
                                        DATE_NONE); // of another one
        struct web_answer a = ask(&s, &s.paper);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "물품분류번호</th><td>14111507</td>"));
        assert_true(web_shows(a, "세부품명번호</th><td>1411150799</td>"));
        assert_true(web_shows(a, "물품식별번호</th><td>23657020</td>"));
        assert_true(web_shows(a, "규격</th><td>A4</td><th scope=\"row\">1상자 매수</th>"));
        assert_false(web_shows(a, "<figcaption>")); // a drawing says nothing of itself
        assert_true(web_shows(a, "21,500원 / 상자"));
        assert_true(web_shows(a, "50상자부터 20,500원, 100상자부터 19,000원"));
        assert_true(web_shows(a, "최소 수량</th><td>10상자</td>"));
        assert_true(web_shows(a, "재고</th><td>40상자</td>"));
        assert_true(web_shows(a, "납품 지역</th><td colspan=\"3\">중구</td>"));
        assert_true(web_shows(a, "2026. 12. 24.까지"));
        assert_true(web_shows(a, "여성기업</th>"));
        assert_true(web_shows(a, "마지막 날\">2026. 12. 31.</td>"));
        assert_true(web_shows(a, "녹색제품</th>"));
        assert_true(web_shows(a, "기한 없음"));
        assert_false(web_shows(a, "우수조달물품"));
        catalog_testing_close(&s);
    }
}

static void it_is_of_the_offer_asked_for_else_of_the_cheapest(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SHEET_ROUTES, SHEET_ROUTE_COUNT);
        struct catalog_good any = s.paper;
        any.offer_no.value = 1; // nobody's
        struct web_answer a = ask(&s, &any);
        assert_true(web_shows(a, "20,900원 / 상자"));
        assert_true(web_shows(a, "한결상사"));
        assert_true(web_shows(a, "주문을 받아 마련합니다"));
        assert_true(web_shows(a, "모든 구·군"));
        assert_false(web_shows(a, "수량별 단가"));
        assert_false(web_shows(a, "여성기업")); // its own ended yesterday
        assert_true(web_shows(ask(&s, &s.paper), "㈜늘푸른나눔"));
        a = ask(&s, &s.pens); // of a category without numbers
        assert_true(web_shows(a, "물품식별번호</th><td>–</td>"));
        assert_false(web_shows(ask(&s, &s.gone), "공급기업")); // nobody sells it any more
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_tells_numbers_terms_and_certificates),
        cmocka_unit_test(it_is_of_the_offer_asked_for_else_of_the_cheapest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
