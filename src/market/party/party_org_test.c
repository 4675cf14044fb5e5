// Terms, roles and delegations, one day either side.
#include "market/party/party_org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static date today(void)
{
    return date_from_ymd(2026, 11, 24);
}

static void a_term_begins_today_at_the_earliest(void **state)
{
    (void)state;
    date yesterday = date_add_days(today(), -1);
    assert_ptr_equal(org_check_term(yesterday, DATE_NONE, today()), &ORG_BEGINS_PAST);
    assert_ptr_equal(org_check_term(yesterday, today(), today()), &ORG_BEGINS_PAST);
    assert_null(org_check_term(today(), DATE_NONE, today()));
    assert_null(org_check_term(today(), today(), today()));
    assert_ptr_equal(org_check_term(today(), yesterday, today()), &PARTY_TERM_REVERSED);
}

static void every_role_is_given_on_its_own_side_alone(void **state)
{
    (void)state;
    for (int r = 0; r < PARTY_ROLE_COUNT; r++) {
        enum party_role role = (enum party_role)r;
        enum party_side side = party_role_side(role);
        assert_int_equal(org_check_role(role, true) == NULL, side == PARTY_AT_INSTITUTION);
        assert_int_equal(org_check_role(role, false) == NULL, side == PARTY_AT_SUPPLIER);
    }
    assert_int_equal(org_keeper_role(true), PARTY_ADMIN);
    assert_int_equal(org_keeper_role(false), PARTY_OWNER);
}

static void a_delegation_is_to_another_and_for_a_year_at_most(void **state)
{
    (void)state;
    struct delegation d = {.from = {1}, .to = {1}, .first_day = today(), .last_day = today()};
    assert_ptr_equal(delegation_check(&d, today()), &DELEGATION_TO_SELF);
    d.to.value = 2;
    assert_null(delegation_check(&d, today()));
    d.last_day = date_add_days(today(), DELEGATION_DAYS_MAX - 1);
    assert_null(delegation_check(&d, today()));
    d.last_day = date_add_days(today(), DELEGATION_DAYS_MAX);
    assert_ptr_equal(delegation_check(&d, today()), &DELEGATION_TOO_LONG);
    d.last_day = date_add_days(today(), -1);
    assert_ptr_equal(delegation_check(&d, today()), &PARTY_TERM_REVERSED);
    d.first_day = d.last_day;
    assert_ptr_equal(delegation_check(&d, today()), &ORG_BEGINS_PAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_begins_today_at_the_earliest),
        cmocka_unit_test(every_role_is_given_on_its_own_side_alone),
        cmocka_unit_test(a_delegation_is_to_another_and_for_a_year_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
