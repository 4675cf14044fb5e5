// What may happen to a contract.
#include "market/contract/contract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_pair_of_state_and_event_moves_as_drawn(void **state)
{
    (void)state;
    static const int EXPECTED[CONTRACT_STATE_COUNT][CONTRACT_EVENT_COUNT] = {
  // sign_supplier, sign_institution, deliver, accept, claim, refuse_claim, pay, cancel
        [CONTRACT_OFFERED] = {CONTRACT_SIGNED_SUPPLIER, -1,              -1,                 -1,                -1,               -1,                -1,            CONTRACT_VOID},
        [CONTRACT_SIGNED_SUPPLIER] = {-1,                       CONTRACT_SIGNED, -1,                 -1,                -1,               -1,                -1,            CONTRACT_VOID},
        [CONTRACT_SIGNED] = {-1,                       -1,              CONTRACT_DELIVERED, -1,                -1,               -1,                -1,            -1           },
        [CONTRACT_DELIVERED] = {-1,                       -1,              CONTRACT_DELIVERED, CONTRACT_ACCEPTED, -1,               -1,                -1,            -1           },
        [CONTRACT_ACCEPTED] = {-1,                       -1,              -1,                 -1,                CONTRACT_CLAIMED, -1,                -1,            -1           },
        [CONTRACT_CLAIMED] = {-1,                       -1,              -1,                 -1,                -1,               CONTRACT_ACCEPTED, CONTRACT_PAID, -1           },
        [CONTRACT_PAID] = {-1,                       -1,              -1,                 -1,                -1,               -1,                -1,            -1           },
        [CONTRACT_VOID] = {-1,                       -1,              -1,                 -1,                -1,               -1,                -1,            -1           },
    };
    for (int s = 0; s < CONTRACT_STATE_COUNT; s++) {
        for (int e = 0; e < CONTRACT_EVENT_COUNT; e++) {
            int to = EXPECTED[s][e];
            enum contract_state here = (enum contract_state)s;
            assert_int_equal(contract_may(here, (enum contract_event)e), to >= 0);
            err fault = contract_move(&here, (enum contract_event)e);
            assert_ptr_equal(fault, to >= 0 ? NULL : &CONTRACT_WRONG_STATE);
            assert_int_equal(here, to >= 0 ? to : s);
        }
    }
}

static void every_state_kind_and_security_has_its_word(void **state)
{
    (void)state;
    for (int s = 0; s < CONTRACT_STATE_COUNT; s++) {
        assert_int_equal(contract_state_from(str_view(contract_state_word((enum contract_state)s))),
                         s);
        assert_true(contract_state_label((enum contract_state)s).n > 0);
        assert_true(contract_state_tone((enum contract_state)s).n > 0);
    }
    for (int k = 0; k < CONTRACT_KIND_COUNT; k++) {
        assert_int_equal(contract_kind_from(str_view(contract_kind_word((enum contract_kind)k))),
                         k);
    }
    for (int k = 0; k < CONTRACT_SECURITY_COUNT; k++) {
        str word = str_view(contract_security_word((enum contract_security)k));
        assert_int_equal(contract_security_from(word), k);
    }
    assert_int_equal(contract_state_from(S("lost")), -1);
    assert_int_equal(contract_kind_from(S("lost")), -1);
    assert_int_equal(contract_security_from(S("lost")), -1);
}

static void both_signatures_move_the_case_and_one_alone_does_not(void **state)
{
    (void)state;
    enum purchase_event along = PURCHASE_EVENT_COUNT;
    assert_false(contract_purchase_event(CONTRACT_SIGN_SUPPLIER, &along));
    assert_int_equal(along, PURCHASE_EVENT_COUNT);
    assert_true(contract_purchase_event(CONTRACT_SIGN_INSTITUTION, &along));
    assert_int_equal(along, PURCHASE_SIGN);
    assert_true(contract_purchase_event(CONTRACT_CANCEL, &along));
    assert_int_equal(along, PURCHASE_CANCEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_state_and_event_moves_as_drawn),
        cmocka_unit_test(every_state_kind_and_security_has_its_word),
        cmocka_unit_test(both_signatures_move_the_case_and_one_alone_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
