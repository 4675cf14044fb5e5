// Whatever is claimed, sent back and paid: every posting balances, and the books agree with the
// payments.
#include "market/payment/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;
static struct calendar calendar;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    calendar = testing_calendar(arena);
    return 0;
}

static const date CLAIMED = {.days = 20784}; // 2026-11-27

static struct claim claim_of(int64_t amount, int64_t delay, int64_t cut)
{
    return (struct claim){
        .id = {7},
        .institution = {3},
        .title = S("복사용지"),
        .contract_number = S("2026-1"),
        .amount = WON(amount),
        .delay = WON(delay),
        .cut = WON(cut),
        .net = WON(amount - delay - cut),
        .claimed_on = CLAIMED,
        .returned_on = date_add_days(CLAIMED, 1),
    };
}

static struct payment payment_of(const struct claim *c)
{
    return (struct payment){.id = {9}, .paid = c->net, .paid_on = date_add_days(CLAIMED, 2)};
}

static int64_t on(const struct ledger_posting *p, enum ledger_account account)
{
    int64_t balance = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        if (p->lines[i].account == account) {
            balance += p->lines[i].debit.won - p->lines[i].credit.won;
        }
    }
    return balance;
}

static void a_payment_clears_what_was_owed(void **state)
{
    (void)state;
    struct claim c = claim_of(1000005, 750, 5);
    struct payment paid = payment_of(&c);
    struct ledger_posting claimed = ledger_of_claim(arena, &c);
    assert_int_equal(on(&claimed, LEDGER_EXPENSE), 1000005);
    assert_int_equal(on(&claimed, LEDGER_PAYABLE), -1000005);
    assert_true(date_equals(claimed.posted_on, CLAIMED));
    assert_int_equal(claimed.object, 7);
    struct ledger_posting p = ledger_of_payment(arena, &c, &paid);
    assert_int_equal(on(&p, LEDGER_PAYABLE), 1000005);
    assert_int_equal(on(&p, LEDGER_CASH), -999250);
    assert_int_equal(on(&p, LEDGER_DELAY_INCOME), -750);
    assert_int_equal(on(&p, LEDGER_EXPENSE), -5);
    assert_int_equal(p.object, 9);
    assert_int_equal(p.claim.value, 7);
    assert_true(date_equals(p.posted_on, paid.paid_on));
}

static void a_claim_sent_back_leaves_nothing(void **state)
{
    (void)state;
    struct claim c = claim_of(2200000, 5280, 0);
    struct ledger_posting claimed = ledger_of_claim(arena, &c);
    struct ledger_posting back = ledger_of_return(arena, &c);
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        enum ledger_account account = (enum ledger_account)i;
        assert_int_equal(on(&claimed, account) + on(&back, account), 0);
        assert_int_equal(ledger_account_from(str_view(ledger_account_word(account))), i);
    }
    for (int i = 0; i < LEDGER_DEED_COUNT; i++) {
        assert_int_equal(ledger_deed_from(str_view(ledger_deed_word((enum ledger_deed)i))), i);
    }
    assert_int_equal(ledger_account_from(S("lost")), -1);
    assert_int_equal(ledger_deed_from(S("lost")), -1);
}

static void a_posting_that_is_a_won_off_does_not_balance(void **state)
{
    (void)state;
    struct claim c = claim_of(2200000, 0, 0);
    struct ledger_posting p = ledger_of_claim(arena, &c);
    assert_int_equal(p.line_count, 2);
    assert_true(ledger_balances(&p));
    p.lines[0].debit.won++;
    assert_false(ledger_balances(&p));
    p.lines[0].debit.won--;
    p.lines[0].credit.won = 1; // both sides of one line
    p.lines[1].debit.won = 1;
    assert_false(ledger_balances(&p));
    struct ledger_posting nothing = {0};
    assert_false(ledger_balances(&nothing));
}

static uint64_t chance = 20261127;

// Numerical Recipes' generator: the same claims in every run.
static int64_t below(int64_t most)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((chance >> 33) % (uint64_t)most);
}

// A claim as the law judges one: any regime, object, amount up to a billion, parts in time and
// late.
static struct claim random_claim(void)
{
    struct delivery_came came[3];
    struct claim_basis b = {
        .regime = (enum law_regime)below(LAW_REGIME_COUNT),
        .object = (enum law_object)below(LAW_OBJECT_COUNT),
        .contracted_on = date_add_days(CLAIMED, -(int32_t)below(4000) - 1),
        .came = {came, (size_t)below(3) + 1},
    };
    b.ends_on = date_add_days(b.contracted_on, (int32_t)below(60));
    b.due_on = calendar_working_day_from(&calendar, b.ends_on);
    for (size_t i = 0; i < b.came.count; i++) {
        came[i] = (struct delivery_came){
            .part = {.seq = (int64_t)i + 1,
                     .on = date_add_days(b.ends_on, (int32_t)below(500) - 100),
                     .amount = WON(below(1000000000) + 1)},
        };
        b.price = money_add(b.price, came[i].part.amount);
    }
    struct claim_bill bill;
    assert_null(claim_judge(law, arena, &b, CLAIMED, (int32_t)below(20), &bill));
    struct claim c = claim_of(bill.amount.won, bill.delay.damages.won, bill.cut.won);
    c.net = bill.net;
    c.state = CLAIM_PAID;
    c.returned_on = DATE_NONE;
    assert_true(claim_is_valid(&c));
    return c;
}

static void add_up(int64_t sums[LEDGER_ACCOUNT_COUNT], const struct ledger_posting *p)
{
    assert_true(ledger_balances(p));
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        sums[i] += on(p, (enum ledger_account)i);
    }
}

static void books_of_random_claims_agree_with_their_payments(void **state)
{
    (void)state;
    int64_t sums[LEDGER_ACCOUNT_COUNT] = {0};
    int64_t paid_sum = 0;
    int64_t open_sum = 0;
    int64_t delay_sum = 0;
    for (int i = 0; i < 2000; i++) {
        struct claim c = random_claim();
        struct ledger_posting p = ledger_of_claim(arena, &c);
        add_up(sums, &p);
        int64_t fate = below(4);
        if (fate == 0) {
            open_sum += c.amount.won; // still waits
        } else if (fate == 1) {
            c.returned_on = date_add_days(CLAIMED, 1);
            p = ledger_of_return(arena, &c);
            add_up(sums, &p);
        } else {
            struct payment paid = payment_of(&c);
            p = ledger_of_payment(arena, &c, &paid);
            add_up(sums, &p);
            paid_sum += paid.paid.won;
            delay_sum += c.delay.won;
        }
    }
    assert_int_equal(sums[LEDGER_CASH], -paid_sum);
    assert_int_equal(sums[LEDGER_DELAY_INCOME], -delay_sum);
    assert_int_equal(sums[LEDGER_PAYABLE], -open_sum);
    assert_int_equal(sums[LEDGER_EXPENSE], paid_sum + delay_sum + open_sum);
    assert_true(paid_sum > 0 && delay_sum > 0 && open_sum > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_payment_clears_what_was_owed),
        cmocka_unit_test(a_claim_sent_back_leaves_nothing),
        cmocka_unit_test(a_posting_that_is_a_won_off_does_not_balance),
        cmocka_unit_test(books_of_random_claims_agree_with_their_payments),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
