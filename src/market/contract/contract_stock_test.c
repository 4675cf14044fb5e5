// test-timeout: 120
// A request of more than there is goes no way; a contract that binds takes from the stock.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/listing_action.h"
#include "market/contract/contract_stock_test.sql.h"
#include "market/contract/contract_testing.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_ask_web.h"

struct stock {
    offer_id offer;
    int64_t stock;
};

static err set_stock(struct unit *u, void *data)
{
    const struct stock *x = data;
    struct query *q = db_query(u->db, &SQL_CONTRACT_STOCK_TEST_SET);
    bind_i64(q, "offer", x->offer.value);
    bind_i64(q, "stock", x->stock);
    return query_run(q, NULL);
}

static void give(struct purchase_scene *s, offer_id offer, int64_t stock)
{
    struct stock x = {offer, stock};
    assert_null(purchase_testing_run(s, &s->owner, set_stock, &x));
}

static int64_t ask(struct purchase_scene *s, const struct sql *sql, offer_id offer,
                   const char *column)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, sql);
    if (offer.value != 0) {
        bind_i64(q, "offer", offer.value);
    } else {
        bind_str(q, "words", S("%재고가 없습니다%"));
    }
    assert_true(query_next(q));
    int64_t value = read_i64(q, column);
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return value;
}

#define LEFT(offer, column) ask(&s, &SQL_CONTRACT_STOCK_TEST_FIND, offer, column)
#define TOLD ask(&s, &SQL_CONTRACT_STOCK_TEST_TOLD, NO_ID(offer_id), "count")

struct request_deed {
    struct purchase *purchase;
    public_no no;
};

static err request(struct unit *u, void *data)
{
    struct request_deed *d = data;
    struct purchase p = *d->purchase;
    TRY(quote_action_ask(u, &p, S(""), instant_at(date_from_ymd(2026, 11, 27), 18, 0), &d->no));
    *d->purchase = p;
    return NULL;
}

static void no_more_is_asked_for_than_there_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_judge(&s, &s.draft);
        purchase_testing_web(&s, &w, QUOTE_ASK_ROUTES, QUOTE_ASK_ROUTE_COUNT);
        web_as(&w, &s.officer);
        const char *page = str_to_c(t.arena, str_format(t.arena, "/buyer/purchases/%lld/quote",
                                                        (long long)s.draft.no.value));
        struct request_deed d = {.purchase = &s.draft};
        give(&s, s.offers[0], 99); // a hundred are wanted
        struct web_answer a = web_get(&w, page);
        assert_true(web_shows(a, "재고보다 많습니다"));
        assert_true(web_shows(a, "/edit\">구매 내용 고치기"));
        a = web_post(&w, page, WEB_FIELDS({"closes_on", "2026-11-27"}, {"closes_at", "18:00"}));
        assert_int_equal(a.status, 422);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, request, &d), &PURCHASE_TOO_MANY);
        give(&s, s.offers[0], 100);
        assert_false(web_shows(web_get(&w, page), "재고보다 많습니다"));
        assert_null(purchase_testing_run(&s, &s.officer, request, &d));
        assert_int_equal(LEFT(s.offers[0], "stock"), 100); // asking takes nothing
        web_test_close(&w);
    }
}

static err take_more(struct unit *u, void *data)
{
    const offer_id *offer = data;
    return listing_action_take(u, *offer, S("의자"), 1);
}

static void a_contract_takes_what_it_buys(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        give(&s, s.offers[0], 130); // 100 are bought
        give(&s, s.offers[1], 50);  // 50
        contract_testing_draw(&s, &s.draft, &c);
        give(&s, s.offers[1], 20); // sold elsewhere meanwhile
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_int_equal(LEFT(s.offers[0], "stock"), 130);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(LEFT(s.offers[0], "stock"), 30);
        assert_int_equal(LEFT(s.offers[0], "kept"), 30); // as the doctor asks
        assert_int_equal(LEFT(s.offers[0], "revision"), 2);
        assert_int_equal(LEFT(s.offers[0], "unseen"), 0); // for no operator to look at
        assert_int_equal(LEFT(s.offers[1], "stock"), 0);
        assert_int_equal(LEFT(s.offers[2], "stock"), -1); // made to order
        assert_int_equal(LEFT(s.offers[2], "revision"), 1);
        assert_int_equal(TOLD, 2); // owner and staff, of the one that is gone
        int64_t revision = LEFT(s.offers[1], "revision");
        assert_null(purchase_testing_run(&s, &s.owner, take_more, &s.offers[1]));
        assert_int_equal(LEFT(s.offers[1], "revision"), revision); // nothing more was there to take
        assert_int_equal(TOLD, 2);
    }
}

static err set_number(struct unit *u, void *data)
{
    const offer_id *offer = data;
    struct query *q = db_query(u->db, &SQL_CONTRACT_STOCK_TEST_NUMBER);
    bind_i64(q, "offer", offer->value);
    return query_run(q, NULL);
}

// How many of its three lines say by what they count: by a product, and by a number of its own.
static void check_kept(struct purchase_scene *s, const struct contract *c, int64_t kept,
                       int64_t own)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_STOCK_TEST_KEPT);
    bind_i64(q, "contract", c->id.value);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "kept"), kept);
    assert_int_equal(read_i64(q, "own"), own);
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
}

static void with_the_second_signature_its_lines_keep_by_what_they_count(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        give(&s, s.offers[0], 130); // seen by an operator
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_null(purchase_testing_run(&s, &s.owner, set_number, &s.offers[0]));
        check_kept(&s, &c, 0, 0);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        check_kept(&s, &c, 3, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_is_asked_for_than_there_is),
        cmocka_unit_test(a_contract_takes_what_it_buys),
        cmocka_unit_test(with_the_second_signature_its_lines_keep_by_what_they_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
