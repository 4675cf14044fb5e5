// From the offer to the contract that binds, who may sign it, and every way it ends before.
#include "market/contract/contract_sign_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/contract/contract_hand_testing.h"
#include "market/contract/contract_store.h"

#define TODAY instant_date(web_test_now)

// --- The supplier signs --------------------------------------------------------------------------

static void the_owner_pledges_signs_and_the_officer_is_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract_hand h = contract_hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_UNKNOWN);
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h));
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED_SUPPLIER);
        assert_true(date_is_none(c.contracted_on));
        struct contract_counts n = contract_hand_count(&s, &s.officer);
        assert_int_equal(n.signatures, 1);
        assert_int_equal(n.pledges, CONTRACT_PLEDGE_COUNT);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTING);
        assert_false(purchase_testing_task(&s, &s.draft, "contract.sign_supplier", &task));
        assert_true(purchase_testing_task(&s, &s.draft, "contract.sign_institution", &task));
        assert_int_equal(task.person.value, s.officer.account.value);

        struct unit u;
        struct contract_papers papers;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(contract_find_papers(u.db, c.id, &papers));
        purchase_testing_read_end(&u);
        const struct contract_signature *theirs = &papers.signatures[CONTRACT_BY_SUPPLIER];
        assert_true(str_equals(theirs->name, S("서파란")));
        assert_true(str_equals(theirs->method, S("password")));
        assert_true(str_equals(theirs->content_hash, c.content_hash));
        assert_int_equal(papers.signatures[CONTRACT_BY_INSTITUTION].signed_at.us, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_WRONG_STATE);
    }
}

static void draw_for_the_state(struct purchase_scene *s, struct testing_db *t, struct contract *c)
{
    purchase_testing_open(s, t);
    purchase_testing_bind(s, LAW_STATE);
    purchase_testing_find(s, &s->draft);
    contract_testing_draw(s, &s->draft, c);
}

static void with_an_institution_of_the_state_no_local_pledge_is_signed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        draw_for_the_state(&s, &t, &c);
        struct contract_hand h = contract_hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_EXCLUSION][6] = CONTRACT_NO; // nobody asked
        h.answers.of[CONTRACT_PLEDGE_TAX][0] = CONTRACT_UNANSWERED;
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h));
        assert_int_equal(contract_hand_count(&s, &s.officer).pledges, CONTRACT_PLEDGE_COUNT - 2);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h));
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED);

        // What its law asks for bars as it does with anybody.
        struct purchase next;
        purchase_testing_add(&s, WON(1100000), 1, &next);
        contract_testing_draw(&s, &next, &c);
        h = contract_hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_CONFLICT][0] = CONTRACT_YES;
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_BARRED_CONFLICT);
    }
}

// Signed under one law and countersigned when another binds: what was asked on the day of the
// supplier's signature is missing.
static void
a_pledge_that_was_asked_and_is_not_there_keeps_the_institution_from_signing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        draw_for_the_state(&s, &t, &c);
        struct contract_hand h = contract_hand_on(&c);
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h));
        purchase_testing_bind(&s, LAW_LOCAL);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        purchase_testing_bind(&s, LAW_PUBCORP);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h));
    }
}

static void what_bars_a_supplier_keeps_it_from_signing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract_hand h = contract_hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_CONFLICT][6] = CONTRACT_YES;
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_BARRED_CONFLICT);
        h = contract_hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_EXCLUSION][6] = CONTRACT_NO;
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_BARRED_EXCLUSION);
        h = contract_hand_on(&c);
        struct contract_touch firm = {.sql = &SQL_CONTRACT_TEST_SUPPLIER,
                                      .id = s.supplier.value,
                                      .state = S("active"),
                                      .day = TODAY};
        contract_hand_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_SANCTIONED);
        firm.day = date_add_days(TODAY, -1);
        contract_hand_touch(&s, firm);
        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2026, 12, 19), 9, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_TERM_OVER);
        web_test_now = now;
        assert_int_equal(contract_hand_count(&s, &s.officer).signatures, 0);
        assert_int_equal(contract_hand_count(&s, &s.officer).pledges, 0);
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h));
    }
}

static void an_altered_contract_is_signed_by_nobody(void **state)
{
    (void)state;
    static const struct sql *const CHANGES[] = {
        &SQL_CONTRACT_TEST_PRICE, &SQL_CONTRACT_TEST_CONTENT, &SQL_CONTRACT_TEST_LINE};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract_hand h = contract_hand_on(&c);
        for (size_t i = 0; i < COUNT(CHANGES) * 2; i++) {
            bool late = i >= COUNT(CHANGES); // between the two signatures
            if (i == COUNT(CHANGES)) {
                contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
            }
            struct contract_touched deed = {
                .touch = {.sql = CHANGES[i % COUNT(CHANGES)], .id = c.id.value},
                .deed = late ? contract_hand_sign_institution : contract_hand_sign_supplier,
                .hand = &h,
            };
            assert_ptr_equal(purchase_testing_run(&s, late ? &s.officer : &s.owner,
                                                  contract_hand_touched, &deed),
                             &CONTRACT_ALTERED);
        }
        contract_testing_sign(&s, &c, CONTRACT_SIGNED); // as it was drawn
    }
}

static void what_was_approved_is_asked_again_before_it_binds(void **state)
{
    (void)state;
    static const struct sql *const CHANGES[] = {
        &SQL_CONTRACT_TEST_APPROVED_TEXT,     &SQL_CONTRACT_TEST_APPROVED_HASH,
        &SQL_CONTRACT_TEST_PURCHASE_HASH,     &SQL_CONTRACT_TEST_PURCHASE_PRICE,
        &SQL_CONTRACT_TEST_PURCHASE_QUANTITY, &SQL_CONTRACT_TEST_ROUND_OPEN,
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        struct contract_hand h = contract_hand_on(&c);
        for (size_t i = 0; i < COUNT(CHANGES); i++) {
            struct contract_touched deed = {
                .touch = {.sql = CHANGES[i], .id = s.draft.id.value},
                .deed = contract_hand_sign_institution,
                .hand = &h,
            };
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_touched, &deed),
                             &CONTRACT_ALTERED);
        }
        contract_testing_sign(&s, &c, CONTRACT_SIGNED); // as it was approved
    }
}

// --- The institution signs -----------------------------------------------------------------------

static void with_the_second_signature_it_binds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract_hand h = contract_hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_WRONG_STATE); // the supplier first
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, contract_hand_sign_institution, &h),
                         &PURCHASE_NOT_OFFICER);
        assert_ptr_equal(
            purchase_testing_run(&s, &s.officer_there, contract_hand_sign_institution, &h),
            &CONTRACT_UNKNOWN);
        h.is_checked = false;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_UNCHECKED);
        h.is_checked = true;
        struct contract_counts earlier = contract_hand_count(&s, &s.owner);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h));
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED);
        assert_true(date_equals(c.contracted_on, TODAY));
        assert_true(date_equals(c.starts_on, TODAY));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTED);
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_int_equal(task.due_at.us, instant_end_of(c.ends_on).us);
        assert_true(str_equals(task.path, str_format(t.arena, "/supplier/contracts/%lld/delivery",
                                                     (long long)c.no.value)));
        struct contract_counts after = contract_hand_count(&s, &s.owner);
        assert_int_equal(after.signatures, 2);
        assert_int_equal(after.refreshes, 1);
        assert_int_equal(after.buyers, 3);
        assert_int_equal(after.contract_count, 1);
        assert_int_equal(after.changes,
                         earlier.changes + 4); // three of the supplier's, one rival's
        assert_int_equal(after.notices, earlier.notices + 1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_WRONG_STATE);

        struct purchase again;
        purchase_testing_add(&s, WON(21500), 10, &again);
        contract_testing_draw(&s, &again, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(contract_hand_count(&s, &s.owner).contract_count, 2);
        assert_int_equal(contract_hand_count(&s, &s.owner).buyers, 3);
    }
}

static void training_is_no_buyer(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_hand_touch(
            &s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_TRAINING, .id = c.id.value});
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(contract_hand_count(&s, &s.owner).buyers, 0);
    }
}

static void a_certificate_holds_on_its_last_day_and_not_the_day_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        struct contract_hand h = contract_hand_on(&c);
        struct contract_touch ends = {.sql = &SQL_CONTRACT_TEST_CERTIFICATE,
                                      .id = s.supplier.value,
                                      .day = date_add_days(TODAY, -1)};
        contract_hand_touch(&s, ends);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_CERTIFICATE);
        ends.day = TODAY;
        contract_hand_touch(&s, ends);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h));
    }
}

static void what_the_supplier_signed_is_compared(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        struct contract_hand h = contract_hand_on(&c);
        // Another text with a hash that fits it, the rows unchanged.
        contract_hand_touch(
            &s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_CONTENT_WHOLE,
                                        .id = c.id.value,
                                        .content = str_join(t.arena, c.content, S("clause=더\n"))});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        contract_hand_touch(&s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_CONTENT_WHOLE,
                                                        .id = c.id.value,
                                                        .content = c.content});
        contract_hand_touch(
            &s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_PLEDGE, .id = c.id.value});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        contract_hand_touch(
            &s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_PLEDGE_CUT, .id = c.id.value});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        assert_int_equal(contract_hand_count(&s, &s.officer).signatures, 1);
    }
}

static void a_large_contract_waits_for_a_bond(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase p;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(50000001), 1, &p);
        contract_testing_draw(&s, &p, &c);
        assert_int_equal(c.kind, CONTRACT_DOCUMENT);
        assert_int_equal(c.security, CONTRACT_BOND);
        assert_int_equal(c.security_amount.won, 5000001); // at least 10 %, rounded up
        struct contract_hand h = contract_hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_LODGED_SHORT);
        h.lodged = (struct contract_lodged){.issuer = S("서울보증보험"),
                                            .number = S("1"),
                                            .amount = WON(5000001),
                                            .valid_from = TODAY,
                                            .valid_until = date_add_days(c.ends_on, -1)};
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h),
                         &CONTRACT_LODGED_TERM);
        h.lodged.valid_until = c.ends_on;
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_sign_supplier, &h));
        assert_int_equal(contract_hand_count(&s, &s.officer).pledges, CONTRACT_PLEDGE_COUNT - 1);
        contract_testing_find(&s, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(c.state, CONTRACT_SIGNED);
    }
}

// --- Ending it -----------------------------------------------------------------------------------

static void it_is_ended_before_it_binds_and_not_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (int at = CONTRACT_OFFERED; at <= CONTRACT_SIGNED; at++) {
            struct purchase p;
            struct contract c;
            purchase_testing_add(&s, WON(11000 + at), 10, &p);
            contract_testing_draw(&s, &p, &c);
            contract_testing_sign(&s, &c, (enum contract_state)at);
            struct contract_hand h = contract_hand_on(&c);
            assert_ptr_equal(purchase_testing_run(&s, &s.colleague, contract_hand_cancel, &h),
                             &PURCHASE_NOT_OFFICER);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer_there, contract_hand_cancel, &h),
                             &CONTRACT_UNKNOWN);
            bool may = at != CONTRACT_SIGNED;
            struct contract_counts earlier = contract_hand_count(&s, &s.owner);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_cancel, &h),
                             may ? NULL : &CONTRACT_WRONG_STATE);
            contract_testing_find(&s, &c);
            purchase_testing_find(&s, &p);
            assert_int_equal(c.state, may ? CONTRACT_VOID : CONTRACT_SIGNED);
            assert_int_equal(p.state, may ? PURCHASE_CANCELLED : PURCHASE_CONTRACTED);
            assert_int_equal(contract_hand_count(&s, &s.owner).notices, earlier.notices + may);
        }
    }
}

static void the_supplier_declines_only_before_it_signed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase p;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract_hand h = contract_hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, contract_hand_decline, &h),
                         &CONTRACT_UNKNOWN);
        struct contract_counts earlier = contract_hand_count(&s, &s.officer);
        assert_null(purchase_testing_run(&s, &s.owner, contract_hand_decline, &h));
        contract_testing_find(&s, &c);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(c.state, CONTRACT_VOID);
        assert_int_equal(s.draft.state, PURCHASE_CANCELLED);
        assert_int_equal(contract_hand_count(&s, &s.officer).notices, earlier.notices + 1);

        purchase_testing_add(&s, WON(11000), 10, &p);
        contract_testing_draw(&s, &p, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        h = contract_hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, contract_hand_decline, &h),
                         &CONTRACT_WRONG_STATE);
    }
}

// --- Two at once ---------------------------------------------------------------------------------

static err step_stale(struct unit *u, void *data)
{
    struct contract c = *(const struct contract *)data; // as it was read before
    struct contract_step step = {.event = CONTRACT_CANCEL, .text = S("취소")};
    struct purchase p;
    return contract_step(u, &c, &step, &p);
}

static void of_two_who_act_on_one_reading_one_wins(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract stale = c;
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, step_stale, &stale),
                         &CONTRACT_CHANGED);
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED_SUPPLIER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_owner_pledges_signs_and_the_officer_is_asked),
        cmocka_unit_test(with_an_institution_of_the_state_no_local_pledge_is_signed),
        cmocka_unit_test(
            a_pledge_that_was_asked_and_is_not_there_keeps_the_institution_from_signing),
        cmocka_unit_test(what_bars_a_supplier_keeps_it_from_signing),
        cmocka_unit_test(an_altered_contract_is_signed_by_nobody),
        cmocka_unit_test(what_was_approved_is_asked_again_before_it_binds),
        cmocka_unit_test(with_the_second_signature_it_binds),
        cmocka_unit_test(training_is_no_buyer),
        cmocka_unit_test(a_certificate_holds_on_its_last_day_and_not_the_day_after),
        cmocka_unit_test(what_the_supplier_signed_is_compared),
        cmocka_unit_test(a_large_contract_waits_for_a_bond),
        cmocka_unit_test(it_is_ended_before_it_binds_and_not_after),
        cmocka_unit_test(the_supplier_declines_only_before_it_signed),
        cmocka_unit_test(of_two_who_act_on_one_reading_one_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
