// What may be chosen for a contract, and what bars it: one won and one day on either side.
#include "market/contract/contract_terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

#define TODAY date_from_ymd(2026, 11, 24)

// --- Choices -------------------------------------------------------------------------------------

static struct law_answer duties_of(enum law_regime regime, int64_t price)
{
    struct law_question q = {
        .regime = regime,
        .object = LAW_GOODS,
        .estimated_price = WON(price * 10 / 11),
        .contract_price = WON(price),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = TODAY,
    };
    struct law_answer answer;
    law_decide(law, &q, arena, &answer);
    return answer;
}

// 지방계약법 시행령 제50조 5천만원, 국가계약법 시행령 제49조 3천만원: the amount itself is inside.
static void the_document_may_be_left_out_up_to_the_limit_of_each_law(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        int64_t price;
        bool may;
    } CASES[] = {
        {LAW_LOCAL,          50000000, true },
        {LAW_LOCAL,          50000001, false},
        {LAW_STATE,          30000000, true },
        {LAW_STATE,          30000001, false},
        {LAW_PUBCORP,        30000000, true },
        {LAW_PUBCORP,        30000001, false},
        {LAW_PRIVATE_SCHOOL, 30000001, false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct law_answer a = duties_of(CASES[i].regime, CASES[i].price);
        assert_ptr_equal(contract_admit_kind(CONTRACT_ACCEPTANCE, a.contract_document, S("")),
                         CASES[i].may ? NULL : &CONTRACT_NEEDS_DOCUMENT);
        assert_null(contract_admit_kind(CONTRACT_DOCUMENT, a.contract_document, S("")));
    }
}

static void a_promise_stands_for_the_security_up_to_the_limit(void **state)
{
    (void)state;
    struct law_answer at = duties_of(LAW_STATE, 50000000);
    struct law_answer above = duties_of(LAW_STATE, 50000001);
    assert_null(contract_admit_security(CONTRACT_PROMISE, at.performance_security, S("")));
    assert_ptr_equal(contract_admit_security(CONTRACT_PROMISE, above.performance_security, S("")),
                     &CONTRACT_NEEDS_SECURITY);
    assert_null(contract_admit_security(CONTRACT_BOND, above.performance_security, S("")));
    assert_null(contract_admit_security(CONTRACT_CASH, above.performance_security, S("")));
}

// 지방공기업법 시행령 제57조의8 does not take 제50조 and 제53조 over.
static void where_own_rules_decide_a_word_says_which(void **state)
{
    (void)state;
    static const enum law_regime OWN[] = {LAW_LOCAL_CORP, LAW_LOCAL_INVESTED};
    for (size_t i = 0; i < COUNT(OWN); i++) {
        struct law_answer a = duties_of(OWN[i], 90000000);
        for (int kind = 0; kind < CONTRACT_KIND_COUNT; kind++) {
            enum contract_kind k = (enum contract_kind)kind;
            assert_ptr_equal(contract_admit_kind(k, a.contract_document, S("")),
                             &CONTRACT_NEEDS_WHY);
            assert_null(contract_admit_kind(k, a.contract_document, S("계약규정 제12조")));
        }
        for (int security = 0; security < CONTRACT_SECURITY_COUNT; security++) {
            enum contract_security k = (enum contract_security)security;
            assert_ptr_equal(contract_admit_security(k, a.performance_security, S("")),
                             &CONTRACT_NEEDS_WHY);
            assert_null(contract_admit_security(k, a.performance_security, S("계약규정 제12조")));
        }
    }
}

static void days_lie_between_today_and_the_last_day(void **state)
{
    (void)state;
    date yesterday = date_add_days(TODAY, -1);
    date last = date_add_days(TODAY, 10);
    assert_null(contract_admit_term(TODAY, TODAY));
    assert_ptr_equal(contract_admit_term(yesterday, TODAY), &CONTRACT_TERM_OVER);
    assert_null(contract_admit_sign_by(TODAY, last, TODAY));
    assert_null(contract_admit_sign_by(last, last, TODAY));
    assert_ptr_equal(contract_admit_sign_by(yesterday, last, TODAY), &CONTRACT_SIGN_BY);
    assert_ptr_equal(contract_admit_sign_by(date_add_days(last, 1), last, TODAY),
                     &CONTRACT_SIGN_BY);
    assert_ptr_equal(contract_admit_sign_by(DATE_NONE, last, TODAY), &CONTRACT_SIGN_BY);
}

// the last day of a sanction is still a day of it.
static void a_sanction_bars_until_its_last_day(void **state)
{
    (void)state;
    assert_null(contract_admit_supplier(true, DATE_NONE, TODAY));
    assert_null(contract_admit_supplier(true, date_add_days(TODAY, -1), TODAY));
    assert_ptr_equal(contract_admit_supplier(true, TODAY, TODAY), &CONTRACT_SANCTIONED);
    assert_ptr_equal(contract_admit_supplier(true, date_add_days(TODAY, 1), TODAY),
                     &CONTRACT_SANCTIONED);
    assert_ptr_equal(contract_admit_supplier(false, DATE_NONE, TODAY), &CONTRACT_SUPPLIER_AWAY);
}

static void a_bond_covers_the_security_and_the_whole_contract(void **state)
{
    (void)state;
    date ends_on = date_add_days(TODAY, 20);
    struct contract c = {
        .security = CONTRACT_BOND, .security_amount = WON(5000001), .ends_on = ends_on};
    struct contract_lodged l = {
        .amount = WON(5000001), .valid_from = TODAY, .valid_until = ends_on};
    assert_null(contract_admit_lodged(&c, &l, TODAY));
    l.amount = WON(5000000);
    assert_ptr_equal(contract_admit_lodged(&c, &l, TODAY), &CONTRACT_LODGED_SHORT);
    l.amount = WON(5000001);
    l.valid_from = date_add_days(TODAY, 1);
    assert_ptr_equal(contract_admit_lodged(&c, &l, TODAY), &CONTRACT_LODGED_TERM);
    l.valid_from = TODAY;
    l.valid_until = date_add_days(ends_on, -1);
    assert_ptr_equal(contract_admit_lodged(&c, &l, TODAY), &CONTRACT_LODGED_TERM);
    l.valid_from = l.valid_until = DATE_NONE;
    assert_ptr_equal(contract_admit_lodged(&c, &l, TODAY), &CONTRACT_LODGED_TERM);
    c.security = CONTRACT_CASH; // cash has no days
    assert_null(contract_admit_lodged(&c, &l, TODAY));
}

// S-07, S-08: a purchase of goods is no 도급; up to 10,000,000 won nothing is due.
static void stamp_duty_is_due_on_work_and_not_on_goods(void **state)
{
    (void)state;
    assert_null(contract_find_stamp(law, LAW_SERVICE, WON(10000000), TODAY));
    assert_int_equal(contract_find_stamp(law, LAW_SERVICE, WON(10000001), TODAY)->duty.won, 20000);
    assert_int_equal(contract_find_stamp(law, LAW_WORKS_OTHER, WON(30000001), TODAY)->duty.won,
                     40000);
    assert_null(contract_find_stamp(law, LAW_GOODS, WON(90000000), TODAY));
    assert_null(contract_find_stamp(law, LAW_LEASE, WON(90000000), TODAY));
}

// --- Certificates --------------------------------------------------------------------------------

static struct contract_standing standing_of(int64_t estimated, uint32_t had, int64_t had_bp,
                                            uint32_t has, int64_t has_bp)
{
    struct law_question asked = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(estimated),
        .contract_price = WON(estimated * 11 / 10),
        .tags = had,
        .vulnerable_bp = had_bp,
        .on = date_add_days(TODAY, -7),
    };
    struct contract_standing s;
    contract_judge_standing(law, &asked, has, has_bp, TODAY, arena, &s);
    return s;
}

static void a_ground_stands_as_long_as_its_own_certificate(void **state)
{
    (void)state;
    const uint32_t women = LAW_TAG_BIT(LAW_TAG_WOMEN);
    const uint32_t small = LAW_TAG_BIT(LAW_TAG_SMALL_MICRO);
    const int64_t none = LAW_VULNERABLE_UNKNOWN;

    struct contract_standing s = standing_of(30000000, women | small, none, women | small, none);
    assert_true(s.stands);
    assert_int_equal(s.proof_count, 1);
    assert_true(str_equals(s.proofs[0].label, S("여성기업 확인서")));
    assert_true(s.proofs[0].holds);

    s = standing_of(30000000, women | small, none, women, none); // 소기업 was not needed
    assert_true(s.stands);
    s = standing_of(30000000, women | small, none, small, none);
    assert_false(s.stands);
    assert_false(s.proofs[0].holds);
    assert_int_equal(s.answer.path, LAW_DESIGNATED_QUOTES); // 30,000,000 is beyond one quote
    s = standing_of(15000000, women | small, none, small, none);
    assert_false(s.stands);
    assert_int_equal(s.answer.path, LAW_ONE_QUOTE); // another ground is left
    s = standing_of(30000000, small, none, women | small, none);
    assert_true(s.stands); // what came later is no ground of this contract
}

static void a_share_below_thirty_percent_is_no_ground_any_more(void **state)
{
    (void)state;
    const uint32_t social = LAW_TAG_BIT(LAW_TAG_SOCIAL_ENTERPRISE);
    struct contract_standing s = standing_of(30000000, social, 4000, social, 3000);
    assert_true(s.stands);
    s = standing_of(30000000, social, 4000, social, 2999);
    assert_false(s.stands);
    assert_int_equal(s.proof_count, 2);
    assert_true(s.proofs[0].holds);
    assert_true(str_equals(s.proofs[1].label, S("취약계층 고용비율 확인서")));
    assert_false(s.proofs[1].holds);
    s = standing_of(30000000, social, 4000, social, LAW_VULNERABLE_UNKNOWN);
    assert_false(s.stands);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_may_be_left_out_up_to_the_limit_of_each_law),
        cmocka_unit_test(a_promise_stands_for_the_security_up_to_the_limit),
        cmocka_unit_test(where_own_rules_decide_a_word_says_which),
        cmocka_unit_test(days_lie_between_today_and_the_last_day),
        cmocka_unit_test(a_sanction_bars_until_its_last_day),
        cmocka_unit_test(a_bond_covers_the_security_and_the_whole_contract),
        cmocka_unit_test(stamp_duty_is_due_on_work_and_not_on_goods),
        cmocka_unit_test(a_ground_stands_as_long_as_its_own_certificate),
        cmocka_unit_test(a_share_below_thirty_percent_is_no_ground_any_more),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
