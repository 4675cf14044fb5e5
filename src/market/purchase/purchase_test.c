// What may happen to a purchase, and what it costs.
#include "market/purchase/purchase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static const ratio TEN_PERCENT = {1, 10};

// For each state the events that lead somewhere, and where; everything else is refused.
static const struct {
    enum purchase_state from;
    struct {
        enum purchase_event event;
        enum purchase_state to;
    } moves[6];
    size_t count;
} EXPECTED[PURCHASE_STATE_COUNT] = {
    {PURCHASE_DRAFT,
     {{PURCHASE_ASK, PURCHASE_ASKED},
      {PURCHASE_WAIVE_QUOTE, PURCHASE_CHOSEN},
      {PURCHASE_HAND_OVER, PURCHASE_HANDED_OVER},
      {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     4},
    {PURCHASE_ASKED,
     {{PURCHASE_ANSWER, PURCHASE_QUOTED},
      {PURCHASE_DECLINE, PURCHASE_DECLINED},
      {PURCHASE_REVISE, PURCHASE_DRAFT},
      {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     4},
    {PURCHASE_QUOTED,
     {{PURCHASE_ANSWER, PURCHASE_QUOTED},
      {PURCHASE_CHOOSE, PURCHASE_CHOSEN},
      {PURCHASE_REVISE, PURCHASE_DRAFT},
      {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     4},
    {PURCHASE_DECLINED,
     {{PURCHASE_REVISE, PURCHASE_DRAFT}, {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     2},
    {PURCHASE_CHOSEN,
     {{PURCHASE_SUBMIT, PURCHASE_SUBMITTED},
      {PURCHASE_REVISE, PURCHASE_DRAFT},
      {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     3},
    {PURCHASE_SUBMITTED,
     {{PURCHASE_APPROVE, PURCHASE_APPROVED},
      {PURCHASE_RETURN, PURCHASE_RETURNED},
      {PURCHASE_WITHDRAW, PURCHASE_CHOSEN}},
     3},
    {PURCHASE_RETURNED,
     {{PURCHASE_SUBMIT, PURCHASE_SUBMITTED},
      {PURCHASE_REVISE, PURCHASE_DRAFT},
      {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     3},
    {PURCHASE_APPROVED,
     {{PURCHASE_DRAW, PURCHASE_CONTRACTING}, {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     2},
    {PURCHASE_CONTRACTING,
     {{PURCHASE_SIGN, PURCHASE_CONTRACTED}, {PURCHASE_CANCEL, PURCHASE_CANCELLED}},
     2},
    {PURCHASE_CONTRACTED,                  {{PURCHASE_DELIVER, PURCHASE_DELIVERING}}, 1},
    {PURCHASE_DELIVERING,
     {{PURCHASE_DELIVER, PURCHASE_DELIVERING}, {PURCHASE_ACCEPT, PURCHASE_ACCEPTED}},
     2},
    {PURCHASE_ACCEPTED,                  {{PURCHASE_CLAIM, PURCHASE_CLAIMED}}, 1},
    {PURCHASE_CLAIMED,
     {{PURCHASE_REFUSE_CLAIM, PURCHASE_ACCEPTED}, {PURCHASE_PAY, PURCHASE_PAID}},
     2},
    {.from = PURCHASE_PAID                 },
    {.from = PURCHASE_HANDED_OVER },
    {.from = PURCHASE_CANCELLED                 },
};

static void every_pair_of_state_and_event_moves_as_drawn(void **state)
{
    (void)state;
    for (int s = 0; s < PURCHASE_STATE_COUNT; s++) {
        assert_int_equal(EXPECTED[s].from, s);
        for (int e = 0; e < PURCHASE_EVENT_COUNT; e++) {
            int to = -1;
            for (size_t i = 0; i < EXPECTED[s].count; i++) {
                to = (int)EXPECTED[s].moves[i].event == e ? (int)EXPECTED[s].moves[i].to : to;
            }
            enum purchase_state here = (enum purchase_state)s;
            assert_int_equal(purchase_may(here, (enum purchase_event)e), to >= 0);
            err fault = purchase_move(&here, (enum purchase_event)e);
            assert_ptr_equal(fault, to >= 0 ? NULL : &PURCHASE_WRONG_STATE);
            assert_int_equal(here, to >= 0 ? to : s);
        }
    }
}

static void every_state_has_its_word(void **state)
{
    (void)state;
    for (int s = 0; s < PURCHASE_STATE_COUNT; s++) {
        str word = str_view(purchase_state_word((enum purchase_state)s));
        assert_int_equal(purchase_state_from(word), s);
        assert_true(purchase_state_label((enum purchase_state)s).n > 0);
    }
    assert_int_equal(purchase_state_from(S("lost")), -1);
}

static void parts_sum_to_the_whole_to_the_won(void **state)
{
    (void)state;
    struct purchase_totals t;
    struct purchase_line lines[] = {
        {.quantity = 3, .price = WON(33333), .is_exempt = false},
        {.quantity = 2, .price = WON(5000),  .is_exempt = true }
    };
    assert_null(purchase_sum(lines, 2, TEN_PERCENT, &t));
    assert_int_equal(t.price.won, 109999);
    assert_int_equal(t.vat.won, 9091);      // 99,999 / 1.1 = 90,908.2 → 90,908
    assert_int_equal(t.supply.won, 100908); // and 10,000 exempt
    for (int64_t won = 1; won < 3000; won++) {
        struct purchase_line one = {.quantity = 1, .price = WON(won), .is_exempt = false};
        assert_null(purchase_sum(&one, 1, TEN_PERCENT, &t));
        assert_int_equal(t.supply.won + t.vat.won, won);
    }
}

// 22,000,000 with VAT is exactly the 20,000,000 of the one-quote limit; a won more may be over it.
static void the_net_price_is_what_a_threshold_is_tested_with(void **state)
{
    (void)state;
    struct purchase_totals t;
    struct purchase_line line = {.quantity = 1, .price = WON(22000000), .is_exempt = false};
    assert_null(purchase_sum(&line, 1, TEN_PERCENT, &t));
    assert_int_equal(t.supply.won, 20000000);
    line.price = WON(22000001);
    assert_null(purchase_sum(&line, 1, TEN_PERCENT, &t));
    assert_int_equal(t.supply.won, 20000001);
    line = (struct purchase_line){.quantity = 1, .price = WON(20000001), .is_exempt = true};
    assert_null(purchase_sum(&line, 1, TEN_PERCENT, &t));
    assert_int_equal(t.supply.won, 20000001);
    assert_int_equal(t.vat.won, 0);
}

static void sums_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct purchase_totals t = {.price = WON(7)};
    assert_ptr_equal(purchase_sum(NULL, 0, TEN_PERCENT, &t), &PURCHASE_NO_LINES);
    struct purchase_line lines[] = {
        {.quantity = 1, .price = WON(LIMIT_WON), .is_exempt = false},
        {.quantity = 1, .price = WON(1),         .is_exempt = true }
    };
    assert_null(purchase_sum(lines, 1, TEN_PERCENT, &t));
    assert_int_equal(t.price.won, LIMIT_WON);
    assert_ptr_equal(purchase_sum(lines, 2, TEN_PERCENT, &t), &PURCHASE_TOO_LARGE);
    assert_int_equal(t.price.won, LIMIT_WON); // untouched
    lines[0] = (struct purchase_line){.quantity = LIMIT_WON, .price = WON(2)};
    assert_ptr_equal(purchase_sum(lines, 1, TEN_PERCENT, &t), &PURCHASE_TOO_LARGE);
}

// Every person there can be: the side they stand on decides what bars them.
static void abuse_07_whoever_sits_on_both_sides_acts_for_neither(void **state)
{
    (void)state;
    for (int bits = 0; bits < 64; bits++) {
        struct purchase_hands h = {
            .asked = (bits & 1) != 0,
            .approved = (bits & 2) != 0,
            .inspected = (bits & 4) != 0,
            .bought = (bits & 8) != 0,
            .sold = (bits & 16) != 0,
            .of_supplier = (bits & 32) != 0,
        };
        assert_ptr_equal(purchase_admit_buyer(&h), bits >= 16 ? &PURCHASE_BOTH_SIDES : NULL);
        assert_ptr_equal(purchase_admit_seller(&h), (bits & 8) != 0 ? &PURCHASE_BOTH_SIDES : NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_state_and_event_moves_as_drawn),
        cmocka_unit_test(every_state_has_its_word),
        cmocka_unit_test(parts_sum_to_the_whole_to_the_won),
        cmocka_unit_test(the_net_price_is_what_a_threshold_is_tested_with),
        cmocka_unit_test(sums_that_cannot_be_are_refused),
        cmocka_unit_test(abuse_07_whoever_sits_on_both_sides_acts_for_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
