// test-timeout: 120
// What a firm has and where it delivers binds the basket and the draft, each at its edge.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/listing.h"
#include "market/purchase/purchase_basket_web.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_draft_edit_web.h"
#include "market/purchase/purchase_supply_test.sql.h"
#include "market/purchase/purchase_testing.h"

#define MIDDLE "2711000000" // 중구
#define SOUTH "2720000000"  // 남구
#define EAST "2714000000"   // 동구

static void stock_and_districts_bind_at_their_edges(void **state)
{
    (void)state;
    static const struct {
        int64_t stock;
        const char *districts;
        int64_t quantity;
        const char *district;
        err fault;
    } ROWS[] = {
        {LISTING_MADE_TO_ORDER, "",               1000000, "",     NULL                 },
        {30,                    "",               30,      "",     NULL                 },
        {30,                    "",               31,      "",     &PURCHASE_TOO_MANY   },
        {0,                     "",               1,       "",     &PURCHASE_TOO_MANY   },
        {30,                    MIDDLE,           31,      EAST,   &PURCHASE_TOO_MANY   },
        {30,                    MIDDLE,           30,      "",     &PURCHASE_NO_DISTRICT},
        {30,                    MIDDLE "|" SOUTH, 30,      SOUTH,  NULL                 },
        {30,                    MIDDLE "|" SOUTH, 30,      MIDDLE, NULL                 },
        {30,                    MIDDLE "|" SOUTH, 30,      EAST,   &PURCHASE_ELSEWHERE  },
        {LISTING_MADE_TO_ORDER, "",               1,       EAST,   NULL                 },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_ptr_equal(purchase_admit_supply(ROWS[i].stock, str_view(ROWS[i].districts),
                                               ROWS[i].quantity, str_view(ROWS[i].district)),
                         ROWS[i].fault);
    }
}

struct terms {
    offer_id offer;
    int64_t stock;
    const char *districts;
};

static err set_terms(struct unit *u, void *data)
{
    const struct terms *x = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_SUPPLY_TEST_SET);
    bind_i64(q, "offer", x->offer.value);
    if (x->stock == LISTING_MADE_TO_ORDER) {
        bind_null(q, "stock");
    } else {
        bind_i64(q, "stock", x->stock);
    }
    bind_str(q, "districts", str_view(x->districts));
    return query_run(q, NULL);
}

static void give(struct purchase_scene *s, offer_id offer, int64_t stock, const char *districts)
{
    struct terms x = {offer, stock, districts};
    assert_null(purchase_testing_run(s, &s->owner, set_terms, &x));
}

static err add_districts(struct unit *u, void *data)
{
    static const char *const PLACES[][2] = {
        {MIDDLE, "중구"},
        {SOUTH,  "남구"},
        {EAST,   "동구"}
    };
    const institution_id *here = data;
    for (size_t i = 0; i < COUNT(PLACES); i++) {
        struct query *q = db_query(u->db, &SQL_PURCHASE_SUPPLY_TEST_DISTRICT);
        bind_str(q, "code", str_view(PLACES[i][0]));
        bind_str(q, "name", str_view(PLACES[i][1]));
        TRY(query_run(q, NULL));
    }
    struct query *q = db_query(u->db, &SQL_PURCHASE_SUPPLY_TEST_LIES);
    bind_i64(q, "institution", here->value);
    bind_str(q, "code", S(MIDDLE));
    return query_run(q, NULL);
}

static void the_basket_takes_what_there_is_and_not_one_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, BASKET_ROUTES, BASKET_ROUTE_COUNT);
        web_as(&w, &s.officer);
        const char *offer = purchase_testing_path(&s, "", purchase_testing_offer_no(&s, 0).value);
#define PUT(quantity)                                                                              \
    web_post(&w, "/buyer/cart", WEB_FIELDS({"offer", offer}, {"quantity", quantity}))
        give(&s, s.offers[0], 30, "");
        struct web_answer a = PUT("31");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "재고가 30상자입니다. 그보다 많이 담을 수 없습니다."));
        assert_int_equal(PUT("30").status, 303);
        a = web_get(&w, "/buyer/cart");
        assert_true(web_shows(a, "재고 30상자"));
        assert_true(web_shows(a, "구매 건 만들기"));
        give(&s, s.offers[0], 29, ""); // sold meanwhile
        a = web_get(&w, "/buyer/cart");
        assert_true(web_shows(a, "재고보다 많습니다. 수량을 29상자까지로 줄여 주세요."));
        assert_false(web_shows(a, "구매 건 만들기"));
        give(&s, s.offers[0], 0, "");
        assert_true(web_shows(PUT("1"), "재고가 없습니다."));
        give(&s, s.offers[0], LISTING_MADE_TO_ORDER, "");
        assert_int_equal(PUT("1000").status, 303);
        web_test_close(&w);
    }
}

static void a_draft_goes_where_its_goods_are_delivered(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        assert_null(purchase_testing_run(&s, &s.operator_, add_districts, &s.here));
        purchase_testing_web(&s, &w, DRAFT_EDIT_ROUTES, DRAFT_EDIT_ROUTE_COUNT);
        web_as(&w, &s.officer);
        const char *department =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department));
        const char *edit = str_to_c(t.arena, str_format(t.arena, "/buyer/purchases/%lld/edit",
                                                        (long long)s.draft.no.value));
#define EDIT(paper, district)                                                                      \
    web_post(&w, edit,                                                                             \
             WEB_FIELDS({"title", "4분기 사무용품"}, {"need", "민원실에서 씁니다."},               \
                        {"department", department}, {"budget_line", "사무관리비"},                 \
                        {"object", "goods"}, {"delivery_place", "본관"},                           \
                        {"deliver_by", "2026-12-18"}, {"quantity_1", paper}, {"quantity_2", "50"}, \
                        {"quantity_3", "10"}, {"district", district},                              \
                        {"version", purchase_testing_version(&w, edit)}))
        give(&s, s.offers[0], 100, MIDDLE "|" SOUTH);
        struct web_answer a = web_get(&w, edit);
        assert_true(web_shows(a, "재고 100상자 · 중구, 남구에만 납품"));
        a = EDIT("101", MIDDLE);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "기업이 가진 재고보다 많습니다"));
        a = EDIT("100", EAST);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이 구·군에는 납품하지 않는 상품이 있습니다"));
        assert_true(web_shows(a, "delivery=" EAST)); // the way out
        a = EDIT("100", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "납품할 구·군을 골라 주세요"));
        assert_int_equal(EDIT("100", SOUTH).status, 303);
        a = web_get(&w, edit);
        assert_true(web_shows(a, "<option value=\"" SOUTH "\" selected>남구"));
        give(&s, s.offers[0], 100, ""); // to the whole city
        assert_int_equal(EDIT("100", EAST).status, 303);
        assert_int_equal(EDIT("100", "").status, 303);
        web_test_close(&w);
    }
}

struct deed {
    public_no offer;
    struct purchase_need need;
};

static err buy(struct unit *u, void *data)
{
    const struct deed *d = data;
    struct basket_offer offer;
    struct purchase made;
    TRY(basket_put(u->db, u->actor->account, d->offer, 5, u->now, &offer));
    return purchase_action_draft(u, offer.supplier, &d->need, &made);
}

static void a_new_draft_is_asked_the_same(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct deed d = {
            .need = {.title = S("종이"),
                     .need = S("씁니다."),
                     .department = s.department,
                     .budget_line = S("사무관리비"),
                     .object = LAW_GOODS,
                     .delivery_place = S("본관"),
                     .district = S(EAST),
                     .deliver_by = date_add_days(instant_date(web_test_now), 10)},
        };
        d.offer = purchase_testing_offer_no(&s, 0);
        give(&s, s.offers[0], 4, "");
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, buy, &d), &PURCHASE_TOO_MANY);
        give(&s, s.offers[0], 5, MIDDLE);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, buy, &d), &PURCHASE_ELSEWHERE);
        d.need.district = S("");
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, buy, &d), &PURCHASE_NO_DISTRICT);
        d.need.district = S(MIDDLE);
        assert_null(purchase_testing_run(&s, &s.officer, buy, &d));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_and_districts_bind_at_their_edges),
        cmocka_unit_test(the_basket_takes_what_there_is_and_not_one_more),
        cmocka_unit_test(a_draft_goes_where_its_goods_are_delivered),
        cmocka_unit_test(a_new_draft_is_asked_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
