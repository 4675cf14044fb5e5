// test-timeout: 300
// The accountant's deeds: looked at, decided, sent back, paid, and exactly once; on both engines.
#include "market/payment/payment_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_testing.h"
#include "market/payment/ledger_job.h"
#include "market/payment/ledger_store.h"
#include "market/payment/payment_hand_testing.h"
#include "market/payment/payment_test.sql.h"

static const date CLAIMED = {.days = 20781}; // 2026-11-24, web_test_now

static struct payment find_payment(struct payment_scene *k)
{
    struct unit u;
    struct payment paid;
    claim_id claim = payment_hand_find(k, k->claim).id;
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    assert_null(payment_find(u.db, claim, &paid));
    purchase_testing_read_end(&u);
    return paid;
}

static struct ledger_sum sum_of(struct payment_scene *k, enum ledger_account account)
{
    struct unit u;
    struct ledger_sum sums[LEDGER_ACCOUNT_COUNT];
    struct ledger_month year = {k->s.here, date_from_ymd(2026, 1, 1), date_from_ymd(2026, 12, 31)};
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    assert_null(ledger_sum(u.db, &year, sums));
    purchase_testing_read_end(&u);
    int64_t difference = 0;
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        difference += sums[i].debit.won - sums[i].credit.won;
    }
    assert_int_equal(difference, 0);
    return sums[account];
}

static int64_t count(struct payment_scene *k, const struct sql *sql)
{
    struct unit u;
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    struct query *q = db_query(u.db, sql);
    int64_t n = query_next(q) ? read_i64(q, "count") : -1;
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return n;
}

static err do_post(struct unit *u, void *data)
{
    return ledger_job_claim(u, data);
}

// --- Looking -------------------------------------------------------------------------------------

static void each_proof_is_ticked_with_who_and_when(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        struct payment_hand d = payment_hand_for(&k);
        struct payment_tick unanswered = {S("social_insurance"), S("")};
        struct payment_hand lacking = {
            .claim = k.claim, .ticks = {&unanswered, 1}
        };
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_check, &lacking),
                         &PAYMENT_NO_INQUIRY);
        d.ticks.count = 2;
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_check, &d));
        struct claim c = payment_hand_find(&k, k.claim);
        assert_int_equal(c.proofs.items[0].state, CLAIM_PROOF_CHECKED);
        assert_true(str_equals(c.proofs.items[0].checked_by, k.s.accountant.name));
        assert_int_equal(c.proofs.items[0].checked_at.us, web_test_now.us);
        assert_int_equal(c.proofs.items[2].state, CLAIM_PROOF_GIVEN);
        assert_ptr_equal(payment_check_ready(&c), &PAYMENT_NOT_CHECKED);
        payment_hand_check_all(&k);
        c = payment_hand_find(&k, k.claim);
        assert_true(str_equals(c.proofs.items[2].inquiry, S("2026-11-24 조회, 완납")));
        assert_int_equal(c.proofs.items[5].state, CLAIM_PROOF_CHECKED); // the ordinance looked up
        assert_int_equal(c.proofs.items[3].state, CLAIM_PROOF_NOT_REQUIRED); // is no tick
        assert_null(payment_check_ready(&c));
    }
}

// --- Deciding ------------------------------------------------------------------------------------

static void granted_days_are_counted_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 2); // 3 days late: 5,280 won; two are asked for
        struct payment_hand d = payment_hand_for(&k);
        payment_hand_check_all(&k);
        struct claim c = payment_hand_find(&k, k.claim);
        assert_int_equal(c.delay.won, 5280);
        assert_int_equal(c.asked_days, 2);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &PAYMENT_EXCUSE_OPEN);
        d.days = 4;
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d),
                         &CLAIM_EXCUSE_TOO_MANY);
        d.days = 1;
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d));
        c = payment_hand_find(&k, k.claim);
        assert_int_equal(c.excused_days, 1);
        assert_int_equal(c.delay_days, 2);
        assert_int_equal(c.delay.won, 3520);
        assert_int_equal(c.net.won, 2196480);
        assert_true(str_equals(c.excused_by, k.s.accountant.name));
        assert_true(str_equals(c.excuse_opinion, S("날을 확인했습니다.")));
        d.days = 0; // on second thoughts none is
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d));
        assert_int_equal(payment_hand_find(&k, k.claim).net.won, 2194720);
        d.days = 3; // all of them
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d));
        assert_int_equal(payment_hand_find(&k, k.claim).net.won, 2200000);
        d.pay.paid = WON(2200000);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
    }
}

static void nothing_is_excused_of_a_delivery_in_time(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        struct payment_hand d = payment_hand_for(&k);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d),
                         &PAYMENT_NOT_LATE);
    }
}

// --- Sending it back -----------------------------------------------------------------------------

static void a_claim_sent_back_is_claimed_again_with_what_is_left_of_the_term(void **state)
{
    (void)state;
    instant now = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        struct purchase_task task;
        public_no again;
        web_test_now = now;
        payment_testing_claim(&k, &t, 0, 0);
        struct payment_hand d = payment_hand_for(&k);
        assert_true(date_equals(payment_hand_find(&k, k.claim).pay_by, date_from_ymd(2026, 12, 1)));
        d.words = S("세금계산서의 품목이 계약과 다릅니다.");
        web_test_now = instant_at(date_from_ymd(2026, 11, 26), 10, 0); // one working day ran
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_return, &d));
        struct claim c = payment_hand_find(&k, k.claim);
        assert_int_equal(c.state, CLAIM_RETURNED);
        assert_true(date_equals(c.returned_on, date_from_ymd(2026, 11, 26)));
        claim_testing_find(&k.s, &k.contract);
        assert_int_equal(k.contract.state, CONTRACT_ACCEPTED);
        struct purchase p = {.id = k.contract.purchase, .institution = k.s.here};
        assert_true(purchase_testing_task(&k.s, &p, "claim.again", &task));
        assert_int_equal(task.supplier.value, k.s.supplier.value);
        assert_int_equal(task.due_at.us, // Thursday and five working days
                         instant_end_of(date_from_ymd(2026, 12, 3)).us);
        assert_false(purchase_testing_task(&k.s, &p, "payment.pay", &task));
        assert_int_equal(sum_of(&k, LEDGER_PAYABLE).credit.won, 2200000);
        assert_int_equal(sum_of(&k, LEDGER_PAYABLE).debit.won, 2200000); // nothing is owed

        // Nothing more happens to it.
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_return, &d),
                         &CLAIM_WRONG_STATE);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &CLAIM_WRONG_STATE);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_check, &d),
                         &CLAIM_WRONG_STATE);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_excuse, &d),
                         &CLAIM_WRONG_STATE);

        // The same invoice may stand on the new claim of the same contract.
        web_test_now = instant_at(date_from_ymd(2026, 11, 30), 10, 0);
        claim_testing_claim(&k.s, &k.contract, CLAIM_TESTING_INVOICE, 0, &again);
        c = payment_hand_find(&k, again);
        assert_int_equal(c.seq, 2);
        assert_true(date_equals(c.pay_by, date_from_ymd(2026, 12, 4))); // four days were left
        // Accepted, claimed, sent back, claimed again.
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_REFRESHES), 4);
        web_test_now = now;
    }
}

// --- Paying --------------------------------------------------------------------------------------

static void a_payment_is_the_amount_due_to_the_won_and_a_day_that_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 0);
        struct payment_hand d = payment_hand_for(&k);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &PAYMENT_NOT_CHECKED);
        payment_hand_check_all(&k);
        static const struct {
            int64_t off;
            int32_t day;
            const struct fault *fault;
        } CASES[] = {
            {1,  0,  &PAYMENT_AMOUNT},
            {-1, 0,  &PAYMENT_AMOUNT},
            {0,  1,  &PAYMENT_DAY   }, // tomorrow
            {0,  -1, &PAYMENT_DAY   }, // before it was claimed
            {0,  0,  NULL           },
        };
        money net = d.pay.paid;
        assert_int_equal(net.won, 2194720);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            d.pay.paid = WON(net.won + CASES[i].off);
            d.pay.paid_on = date_add_days(CLAIMED, CASES[i].day);
            assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                             CASES[i].fault);
        }
        struct purchase p = {.id = k.contract.purchase, .institution = k.s.here};
        struct purchase_task task;
        claim_testing_find(&k.s, &k.contract);
        purchase_testing_find(&k.s, &p);
        assert_int_equal(k.contract.state, CONTRACT_PAID);
        assert_int_equal(p.state, PURCHASE_PAID);
        assert_int_equal(payment_hand_find(&k, k.claim).state, CLAIM_PAID);
        assert_false(purchase_testing_task(&k.s, &p, "payment.pay", &task));
        assert_int_equal(sum_of(&k, LEDGER_CASH).credit.won, 2194720);
        assert_int_equal(sum_of(&k, LEDGER_DELAY_INCOME).credit.won, 5280);
        assert_int_equal(sum_of(&k, LEDGER_EXPENSE).debit.won, 2200000);
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_REFRESHES), 3); // accepted, claimed, paid

        struct payment paid = find_payment(&k);
        assert_int_equal(paid.paid.won, 2194720);
        assert_int_equal(paid.late_days, 0);
        assert_true(str_equals(paid.reference, S("이체-2026-0001")));
        assert_true(str_equals(paid.paid_by, k.s.accountant.name));
    }
}

static void who_pays_has_neither_asked_nor_approved_nor_inspected(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        // The person counts, whatever rights are held: these three have done their part.
        static err (*const DEEDS[])(struct unit * u, void *data) = {
            payment_hand_check, payment_hand_excuse, payment_hand_return, payment_hand_pay};
        for (size_t i = 0; i < COUNT(DEEDS); i++) {
            assert_ptr_equal(payment_hand_run(&k, &k.s.officer, DEEDS[i], &d), &PURCHASE_OWN_HANDS);
            assert_ptr_equal(payment_hand_run(&k, &k.s.approver, DEEDS[i], &d),
                             &PAYMENT_SAME_HANDS);
            assert_ptr_equal(payment_hand_run(&k, &k.s.inspector, DEEDS[i], &d),
                             &PAYMENT_SAME_HANDS);
            assert_ptr_equal(payment_hand_run(&k, &k.s.accountant_there, DEEDS[i], &d),
                             &CLAIM_UNKNOWN);
        }
        // Who might have approved or inspected it and did not may pay.
        assert_null(payment_hand_run(&k, &k.s.allround, payment_hand_pay, &d));
    }
}

static void a_claim_is_paid_once_whoever_is_quicker(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        d.pay.reference = S("이체-2026-0002");
        assert_ptr_equal(payment_hand_run(&k, &k.s.allround, payment_hand_pay, &d),
                         &CLAIM_WRONG_STATE);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &CLAIM_WRONG_STATE);
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_PAYMENTS), 1);
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_POSTINGS), 2);
    }
}

// Both units see the claim waiting. SQLite lets one write at a time; PostgreSQL lets both, and
// turns the later one back at the row, so that it runs again and finds the claim paid.
static err pay_behind_anothers_back(struct payment_scene *k, struct payment_hand *d)
{
    struct testing_db *t = k->s.database;
    struct db *second = testing_db_again(t);
    struct unit u = {.db = second,
                     .arena = t->arena,
                     .actor = &k->s.allround,
                     .law = k->s.law,
                     .calendar = &k->s.calendar};
    struct claim seen;
    struct purchase_side side = {.institution = k->s.here};
    assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
    assert_null(claim_find(u.db, u.arena, side, k->claim, &seen)); // its moment is fixed here
    assert_int_equal(seen.state, CLAIM_CLAIMED);
    assert_null(payment_hand_run(k, &k->s.accountant, payment_hand_pay, d));
    d->pay.reference = S("이체-2026-0002");
    err fault = payment_action_pay(&u, k->claim, &d->pay, &d->altered);
    unit_rollback(&u);
    db_close(second);
    return fault;
}

static void two_accountants_at_once_are_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        payment_hand_check_all(&k);
        struct claim stale = payment_hand_find(&k, k.claim);
        struct payment_hand d = payment_hand_for(&k);
        if (db_engine(t.db) == DB_POSTGRES) {
            assert_ptr_equal(pay_behind_anothers_back(&k, &d), &DB_COLLISION);
        } else {
            assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        }
        assert_ptr_equal(payment_hand_run(&k, &k.s.allround, payment_hand_pay, &d),
                         &CLAIM_WRONG_STATE);
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_PAYMENTS), 1);
        // Whoever still holds the claim as it was cannot save it.
        struct unit u = {.db = t.db, .arena = t.arena, .actor = &k.s.allround};
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        stale.state = CLAIM_PAID;
        assert_ptr_equal(claim_save(u.db, &stale, NO_ID(account_id)), &CLAIM_CHANGED);
        unit_rollback(&u);
    }
}

static void a_transfer_pays_one_claim(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        claim_testing_accept(&k.s,
                             &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                     .parts = {{CLAIM_TESTING_DUE, 100}}},
                             &k.contract);
        claim_testing_claim(&k.s, &k.contract, "202611244100000012345672", 0, &k.claim);
        payment_hand_check_all(&k);
        d.claim = k.claim;
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &PAYMENT_REFERENCE_USED);
        // The schema says so too, to whoever has not looked.
        struct unit u = {.db = t.db, .arena = t.arena, .actor = &k.s.accountant};
        struct claim c = payment_hand_find(&k, k.claim);
        struct payment p = {.no = {1},
                            .claim = c.id,
                            .institution = k.s.here,
                            .paid = c.net,
                            .paid_on = CLAIMED,
                            .reference = d.pay.reference};
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_ptr_equal(payment_add(u.db, &p, k.s.accountant.account, u.now),
                         &PAYMENT_REFERENCE_USED);
        unit_rollback(&u);
        d.pay.reference = S("이체-2026-0002");
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        assert_int_equal(sum_of(&k, LEDGER_CASH).credit.won, 4400000);
    }
}

static void the_ledger_knows_a_claim_once_from_its_job_or_its_end(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        struct job j = {.object = payment_hand_find(&k, k.claim).id.value};
        struct actor machine = {0};
        for (int i = 0; i < 2; i++) { // a job may run again
            assert_null(purchase_testing_run(&k.s, &machine, do_post, &j));
            assert_int_equal(sum_of(&k, LEDGER_PAYABLE).credit.won, 2200000);
        }
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        assert_null(purchase_testing_run(&k.s, &machine, do_post, &j)); // and late
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_POSTINGS), 2);
        assert_int_equal(sum_of(&k, LEDGER_PAYABLE).debit.won, 2200000);
        assert_int_equal(sum_of(&k, LEDGER_PAYABLE).credit.won, 2200000);
    }
}

static void a_sandbox_has_no_books(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 0, 0);
        struct unit u = {.db = t.db, .arena = t.arena, .actor = &k.s.accountant};
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        struct query *q = db_query(u.db, &SQL_PAYMENT_TEST_TRAIN);
        assert_null(query_run(q, NULL));
        assert_null(unit_commit(&u));
        struct job j = {.object = payment_hand_find(&k, k.claim).id.value};
        assert_null(purchase_testing_run(&k.s, &k.s.accountant, do_post, &j));
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        assert_int_equal(count(&k, &SQL_PAYMENT_TEST_POSTINGS), 0);
    }
}

// --- Late ----------------------------------------------------------------------------------------

static void a_day_past_the_term_is_told_and_costs_only_where_a_rate_is_known(void **state)
{
    (void)state;
    struct arena *a = arena_open(64 << 20);
    const struct law *law = testing_law();
    struct claim c = {
        .regime = LAW_LOCAL,
        .pay_by = date_from_ymd(2026, 12, 1),
        .net = WON(10000000),
    };
    struct payment_interest i;
    payment_judge_interest(law, &c, c.pay_by, &i);
    assert_int_equal(i.days, 0);
    payment_judge_interest(law, &c, date_from_ymd(2026, 12, 2), &i);
    assert_int_equal(i.days, 1);
    assert_true(str_contains(i.fact->text, S("시 금고의 연체대출이율")));
    assert_null(i.rate);
    assert_int_equal(i.amount.won, 0);
    c.regime = LAW_PUBCORP;
    payment_judge_interest(law, &c, date_from_ymd(2026, 12, 2), &i);
    assert_true(str_contains(i.fact->text, S("한국은행")));

    struct law *known = testing_law_open(a);
    str where = S("");
    assert_null(law_add_row(known, S("daegu/shares"),
                            S("X.1,F-09,LOCAL,late_interest,any,730,미지급액(1년),2026-01-01,,"
                              "금고 고시,H,1,"),
                            &where));
    assert_null(law_finish(known, &where));
    c.regime = LAW_LOCAL;
    payment_judge_interest(known, &c, date_from_ymd(2026, 12, 2), &i);
    assert_int_equal(i.amount.won, 2000); // 7.3 % a year is 0.02 % a day
    payment_judge_interest(known, &c, date_from_ymd(2026, 12, 11), &i);
    assert_int_equal(i.amount.won, 20000);
    arena_close(a);
}

static void a_late_payment_is_noted_with_its_days(void **state)
{
    (void)state;
    instant now = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        web_test_now = now;
        payment_testing_claim(&k, &t, 0, 0); // to be paid by 2026-12-01
        payment_hand_check_all(&k);
        struct payment_hand d = payment_hand_for(&k);
        web_test_now = instant_at(date_from_ymd(2026, 12, 4), 10, 0);
        d.pay.paid_on = date_from_ymd(2026, 12, 3);
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d));
        assert_int_equal(find_payment(&k).late_days, 2);
        web_test_now = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_proof_is_ticked_with_who_and_when),
        cmocka_unit_test(granted_days_are_counted_anew),
        cmocka_unit_test(nothing_is_excused_of_a_delivery_in_time),
        cmocka_unit_test(a_claim_sent_back_is_claimed_again_with_what_is_left_of_the_term),
        cmocka_unit_test(a_payment_is_the_amount_due_to_the_won_and_a_day_that_was),
        cmocka_unit_test(who_pays_has_neither_asked_nor_approved_nor_inspected),
        cmocka_unit_test(a_claim_is_paid_once_whoever_is_quicker),
        cmocka_unit_test(two_accountants_at_once_are_one),
        cmocka_unit_test(a_transfer_pays_one_claim),
        cmocka_unit_test(the_ledger_knows_a_claim_once_from_its_job_or_its_end),
        cmocka_unit_test(a_sandbox_has_no_books),
        cmocka_unit_test(a_day_past_the_term_is_told_and_costs_only_where_a_rate_is_known),
        cmocka_unit_test(a_late_payment_is_noted_with_its_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
