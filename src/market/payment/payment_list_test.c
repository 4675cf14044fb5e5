// test-timeout: 240
// Both desks list their claims by state and key, page by page; on both engines.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/payment/payment_hand_testing.h"
#include "market/payment/payment_store.h"

#define CLAIMS 6

// What a list of one row shows after *key, which becomes the next one's. 0: nothing.
static int64_t next(struct payment_scene *k, struct purchase_side side, enum claim_state state,
                    public_no *key)
{
    struct unit u;
    payment_row_list rows;
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    assert_null(payment_list(u.db, u.arena, side, state, *key, 1, &rows));
    if (rows.count == 1) {
        assert_int_equal(rows.items[0].state, state);
        assert_int_equal(rows.items[0].net.won, 2200000);
        assert_true((rows.items[0].paid_on.days != DATE_NONE.days) == (state == CLAIM_PAID));
        *key = rows.items[0].no;
    }
    purchase_testing_read_end(&u);
    return rows.count == 1 ? key->value : 0;
}

static void assert_pages(struct payment_scene *k, struct purchase_side side, enum claim_state state,
                         const public_no *first, const public_no *second)
{
    public_no key = NO_ID(public_no);
    assert_int_equal(next(k, side, state, &key), first->value);
    assert_int_equal(next(k, side, state, &key), second->value);
    assert_int_equal(next(k, side, state, &key), 0);
}

static void each_page_goes_on_where_the_last_one_ended(void **state)
{
    (void)state;
    static const char *const INVOICES[CLAIMS] = {
        CLAIM_TESTING_INVOICE,      "202611244100000012345679", "202611244100000012345680",
        "202611244100000012345681", "202611244100000012345682", "202611244100000012345683"};
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        struct contract c[CLAIMS];
        public_no claims[CLAIMS];
        payment_testing_claim(&k, &t, 0, 0);
        c[0] = k.contract;
        claims[0] = k.claim;
        for (int i = 1; i < CLAIMS; i++) {
            claim_testing_accept(&k.s,
                                 &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                         .parts = {{CLAIM_TESTING_DUE, 100}}},
                                 &c[i]);
            claim_testing_claim(&k.s, &c[i], INVOICES[i], 0, &claims[i]);
        }
        for (int i = 1; i < 3; i++) { // sent back: 1 and 2
            k.claim = claims[i];
            struct payment_hand d = payment_hand_for(&k);
            assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_return, &d));
        }
        for (int i = 3; i < 5; i++) { // paid: 3 and 4
            k.claim = claims[i];
            payment_hand_check_all(&k);
            struct payment_hand d = payment_hand_for(&k);
            d.pay.reference = i == 3 ? S("이체-2026-0003") : S("이체-2026-0004");
            assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        }
        const struct purchase_side SIDES[] = {{.institution = k.s.here},
                                              {.supplier = k.s.supplier}};
        for (size_t i = 0; i < COUNT(SIDES); i++) {
            assert_pages(&k, SIDES[i], CLAIM_CLAIMED, &claims[0], &claims[5]);
            assert_pages(&k, SIDES[i], CLAIM_RETURNED, &claims[2], &claims[1]);
            assert_pages(&k, SIDES[i], CLAIM_PAID, &claims[4], &claims[3]);
        }
        // What was sent back and is claimed again waits, and the old one stays with those sent
        // back.
        public_no again;
        claim_testing_find(&k.s, &c[1]);
        claim_testing_claim(&k.s, &c[1], "202611244100000012345684", 0, &again);
        const struct purchase_side HERE = {.institution = k.s.here};
        public_no key = claims[5];
        assert_int_equal(next(&k, HERE, CLAIM_CLAIMED, &key), again.value);
        assert_pages(&k, HERE, CLAIM_RETURNED, &claims[2], &claims[1]);
        // Others have none, below what is another's neither.
        const struct purchase_side OTHERS[] = {{.institution = k.s.there}, {.supplier = k.s.rival}};
        for (size_t i = 0; i < COUNT(OTHERS); i++) {
            for (int j = 0; j < CLAIM_STATE_COUNT; j++) {
                key = NO_ID(public_no);
                assert_int_equal(next(&k, OTHERS[i], (enum claim_state)j, &key), 0);
                key = claims[4];
                assert_int_equal(next(&k, OTHERS[i], (enum claim_state)j, &key), 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_page_goes_on_where_the_last_one_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
