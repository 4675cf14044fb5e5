// Who may decide a proposal how, in each of its states.
#include "market/rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const account_id PROPOSER = {7};
static const account_id OTHER = {8};

static err ask(int state, int verdict, account_id person, const char *word)
{
    struct rule_proposal p = {.proposer = PROPOSER, .state = (enum rule_state)state};
    return rule_admit(&p, person, (enum rule_verdict)verdict, str_view(word));
}

static void what_waits_is_decided_by_whom_it_is_for(void **state)
{
    (void)state;
    static const struct {
        err of_proposer;
        err of_other;
        err of_other_without_a_word;
        enum rule_state to;
    } WAITING[RULE_VERDICT_COUNT] = {
        [RULE_APPROVE] = {&RULE_OWN_HANDS, NULL,            NULL,             RULE_APPROVED },
        [RULE_REFUSE] = {&RULE_OWN_HANDS, NULL,            &RULE_NEEDS_WORD, RULE_REFUSED  },
        [RULE_WITHDRAW] = {NULL,            &RULE_NOT_YOURS, &RULE_NOT_YOURS,  RULE_WITHDRAWN},
    };
    for (int v = 0; v < RULE_VERDICT_COUNT; v++) {
        assert_ptr_equal(ask(RULE_WAITING, v, PROPOSER, "까닭"), WAITING[v].of_proposer);
        assert_ptr_equal(ask(RULE_WAITING, v, PROPOSER, ""), WAITING[v].of_proposer);
        assert_ptr_equal(ask(RULE_WAITING, v, OTHER, "까닭"), WAITING[v].of_other);
        assert_ptr_equal(ask(RULE_WAITING, v, OTHER, " "), WAITING[v].of_other_without_a_word);
        assert_int_equal(rule_state_after((enum rule_verdict)v), WAITING[v].to);
    }
}

static void what_was_decided_stays_so_whoever_asks(void **state)
{
    (void)state;
    for (int s = 0; s < RULE_STATE_COUNT; s++) {
        for (int v = 0; v < RULE_VERDICT_COUNT && s != RULE_WAITING; v++) {
            assert_ptr_equal(ask(s, v, PROPOSER, "까닭"), &RULE_DECIDED);
            assert_ptr_equal(ask(s, v, PROPOSER, ""), &RULE_DECIDED);
            assert_ptr_equal(ask(s, v, OTHER, "까닭"), &RULE_DECIDED);
            assert_ptr_equal(ask(s, v, OTHER, ""), &RULE_DECIDED);
        }
    }
}

static void every_state_and_verdict_has_its_word(void **state)
{
    (void)state;
    for (int s = 0; s < RULE_STATE_COUNT; s++) {
        enum rule_state found = RULE_STATE_COUNT;
        assert_true(rule_state_from(str_view(rule_state_word((enum rule_state)s)), &found));
        assert_int_equal(found, s);
        assert_true(rule_state_label((enum rule_state)s).n > 0);
    }
    for (int v = 0; v < RULE_VERDICT_COUNT; v++) {
        assert_int_equal(rule_verdict_from(str_view(rule_verdict_word((enum rule_verdict)v))), v);
    }
    assert_int_equal(rule_verdict_from(S("postpone")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_is_decided_by_whom_it_is_for),
        cmocka_unit_test(what_was_decided_stays_so_whoever_asks),
        cmocka_unit_test(every_state_and_verdict_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
