// From the category of what is bought to the won that is paid: moving of offices, drawn, signed,
// five days late and claimed by the deeds themselves, in both laws and on both engines.
#include "market/claim/claim_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/claim/claim_store.h"
#include "market/claim/claim_testing.h"
#include "market/contract/contract_testing.h"
#include "market/contract/contract_web.h"
#include "market/delivery/delivery_testing.h"

#define TODAY instant_at(date_from_ymd(2026, 11, 24), 10, 0)
#define LATE "2026-12-23" // five days after Friday, 18 December

static const struct rate_case {
    enum law_regime regime;
    enum law_delay_variant variant;
    const char *shown;
    int64_t damages;
    int64_t net;
} CASES[] = {
    {LAW_LOCAL, LAW_DELAY_TRANSPORT, "1일 0.25%",  110000, 8690000},
    {LAW_LOCAL, LAW_DELAY_USUAL,     "1일 0.13%",  57200,  8742800},
    {LAW_STATE, LAW_DELAY_TRANSPORT, "1일 0.25%",  110000, 8690000},
    {LAW_STATE, LAW_DELAY_USUAL,     "1일 0.125%", 55000,  8745000},
};

static void sign(struct purchase_scene *s, const struct rate_case *k, struct contract *c)
{
    struct purchase p;
    purchase_testing_bind(s, k->regime);
    purchase_testing_add(s, WON(88000), 100, &p);
    purchase_testing_work(s, &p, 0, k->variant);
    contract_testing_draw(s, &p, c);
    contract_testing_sign(s, c, CONTRACT_SIGNED);
    assert_int_equal(c->price.won, 8800000);
    assert_true(date_equals(c->ends_on, day("2026-12-18")));
}

static void bring(struct purchase_scene *s, const struct contract *c)
{
    public_no delivery;
    web_test_now = instant_at(day(LATE), 10, 0);
    assert_null(delivery_testing_note(s, &s->owner, c->no, QUANTITIES(100), day(LATE), &delivery));
    assert_null(delivery_testing_inspect(s, &s->inspector, delivery, QUANTITIES(0), day(LATE)));
}

static struct claim claim_it(struct purchase_scene *s, const struct contract *c)
{
    public_no no;
    struct unit u;
    struct claim claimed;
    claim_testing_claim(s, c, CLAIM_TESTING_INVOICE, 0, &no);
    purchase_testing_read(s, &s->accountant, &u);
    assert_null(claim_find(u.db, u.arena, purchase_side_of(&u), no, &claimed));
    purchase_testing_read_end(&u);
    return claimed;
}

static void check(struct purchase_scene *s, const struct rate_case *k)
{
    struct contract c;
    struct web_test w;
    sign(s, k, &c);
    purchase_testing_web(s, &w, CONTRACT_ROUTES, CONTRACT_ROUTE_COUNT);
    web_as(&w, &s->officer);
    struct web_answer a = web_get(&w, claim_testing_path(s, "/buyer/contracts", c.no, ""));
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, k->shown));
    web_test_close(&w);
    bring(s, &c);
    purchase_testing_web(s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
    web_as(&w, &s->owner);
    a = web_get(&w, claim_testing_path(s, "/supplier/contracts", c.no, "/claim"));
    assert_int_equal(a.status, 200);
    assert_true(web_shows(
        a, str_to_c(s->database->arena, money_format(s->database->arena, WON(k->damages)))));
    web_test_close(&w);
    struct claim claimed = claim_it(s, &c);
    assert_int_equal(claimed.delay_variant, k->variant);
    assert_int_equal(claimed.delay.won, k->damages);
    assert_int_equal(claimed.net.won, k->net);
}

static void moving_that_is_late_costs_the_rate_of_transport(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        FOR_EACH_ENGINE(t)
        {
            struct purchase_scene s;
            web_test_now = TODAY;
            purchase_testing_open(&s, &t);
            claim_testing_bank(&s);
            check(&s, &CASES[i]);
        }
    }
    web_test_now = TODAY;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_that_is_late_costs_the_rate_of_transport),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
