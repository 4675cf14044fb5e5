// Roles, sign-ups, business numbers and the patience of the log-in.
#include "market/party/party.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_facts.h"
#include "market/party/right.h"

static void every_pair_of_state_and_event_moves_as_drawn(void **state)
{
    (void)state;
    static const int EXPECTED[PARTY_STATE_COUNT][PARTY_EVENT_COUNT] = {
  //                    apply          approve       return          suspend         restore
        [PARTY_LISTED] = {PARTY_APPLIED, -1,           -1,             -1,              -1          },
        [PARTY_APPLIED] = {-1,            PARTY_ACTIVE, PARTY_RETURNED, -1,              -1          },
        [PARTY_RETURNED] = {PARTY_APPLIED, -1,           -1,             -1,              -1          },
        [PARTY_ACTIVE] = {-1,            -1,           -1,             PARTY_SUSPENDED, -1          },
        [PARTY_SUSPENDED] = {-1,            -1,           -1,             -1,              PARTY_ACTIVE},
    };
    for (int from = 0; from < PARTY_STATE_COUNT; from++) {
        for (int event = 0; event < PARTY_EVENT_COUNT; event++) {
            enum party_state s = (enum party_state)from;
            err e = party_move(&s, (enum party_event)event, S("사유"));
            if (EXPECTED[from][event] < 0) {
                assert_ptr_equal(e, &PARTY_WRONG_STATE);
                assert_int_equal(s, from);
            } else {
                assert_null(e);
                assert_int_equal(s, EXPECTED[from][event]);
            }
        }
    }
}

static void returning_and_suspending_ask_for_a_reason(void **state)
{
    (void)state;
    enum party_state s = PARTY_APPLIED;
    assert_ptr_equal(party_move(&s, PARTY_RETURN, S("  ")), &PARTY_NEEDS_REASON);
    assert_int_equal(s, PARTY_APPLIED);
    s = PARTY_ACTIVE;
    assert_ptr_equal(party_move(&s, PARTY_SUSPEND, S("")), &PARTY_NEEDS_REASON);
    assert_null(party_move(&s, PARTY_SUSPEND, S("휴업")));
}

static void a_business_number_is_known_by_its_last_digit(void **state)
{
    (void)state;
    assert_true(party_business_no_is_valid(S("1208147521")));
    assert_false(party_business_no_is_valid(S("1208147522")));
    assert_false(party_business_no_is_valid(S("120814752")));
    assert_false(party_business_no_is_valid(S("12081475210")));
    assert_false(party_business_no_is_valid(S("12081A7521")));
    assert_false(party_business_no_is_valid(S("")));
}

static void a_role_holds_on_its_first_and_its_last_day(void **state)
{
    (void)state;
    date first = date_from_ymd(2026, 3, 1);
    date last = date_from_ymd(2026, 3, 31);
    assert_false(party_term_holds(first, last, date_from_ymd(2026, 2, 28)));
    assert_true(party_term_holds(first, last, first));
    assert_true(party_term_holds(first, last, last));
    assert_false(party_term_holds(first, last, date_from_ymd(2026, 4, 1)));
    assert_true(party_term_holds(first, DATE_NONE, date_from_ymd(2099, 1, 1)));
}

static void rights_sleep_at_a_party_that_is_not_active_and_without_a_second_factor(void **state)
{
    (void)state;
    uint64_t pay = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_PAY;
    for (int s = 0; s < PARTY_STATE_COUNT; s++) {
        uint64_t with = party_rights_awake(pay, (enum party_state)s, true);
        uint64_t without = party_rights_awake(pay, (enum party_state)s, false);
        assert_int_equal(with, s == PARTY_ACTIVE ? pay : RIGHT_SIGNED_IN);
        assert_int_equal(without,
                         s == PARTY_ACTIVE ? RIGHT_SIGNED_IN | RIGHT_BUYER : RIGHT_SIGNED_IN);
        assert_true(party_state_label((enum party_state)s).n > 0);
        assert_true(party_state_tone((enum party_state)s).n > 0);
    }
    for (int r = 0; r < PARTY_ROLE_COUNT; r++) { // what sleeps is what asks for the factor
        uint64_t rights = party_role_rights((enum party_role)r);
        uint64_t awake = party_rights_awake(rights, PARTY_ACTIVE, false);
        assert_int_equal(awake != rights, party_needs_second_factor(rights));
    }
}

static void every_role_has_its_word_its_side_and_its_rights(void **state)
{
    (void)state;
    for (int r = 0; r < PARTY_ROLE_COUNT; r++) {
        enum party_role role = (enum party_role)r;
        assert_int_equal(party_role_from(str_view(party_role_word(role))), r);
        assert_true((party_role_rights(role) & RIGHT_SIGNED_IN) != 0);
        bool buyer = (party_role_rights(role) & RIGHT_BUYER) != 0;
        bool seller = (party_role_rights(role) & RIGHT_SUPPLIER) != 0;
        assert_true(buyer == (party_role_side(role) == PARTY_AT_INSTITUTION));
        assert_true(seller == (party_role_side(role) == PARTY_AT_SUPPLIER));
    }
    assert_int_equal(party_role_from(S("king")), -1);
    assert_int_equal(party_state_from(S("king")), -1);
    for (int s = 0; s < PARTY_STATE_COUNT; s++) {
        assert_int_equal(party_state_from(str_view(party_state_word((enum party_state)s))), s);
    }
}

static void only_those_who_decide_or_pay_must_show_a_code(void **state)
{
    (void)state;
    assert_false(party_needs_second_factor(party_role_rights(PARTY_OFFICER)));
    assert_true(party_needs_second_factor(party_role_rights(PARTY_APPROVER)));
    assert_true(party_needs_second_factor(party_role_rights(PARTY_INSPECTOR)));
    assert_true(party_needs_second_factor(party_role_rights(PARTY_ACCOUNTANT)));
    assert_true(party_needs_second_factor(party_role_rights(PARTY_OPERATOR)));
    assert_false(party_needs_second_factor(party_role_rights(PARTY_STAFF)));
}

static void wrong_passwords_slow_down_but_never_lock(void **state)
{
    (void)state;
    assert_int_equal(party_backoff_s(0), 0);
    assert_int_equal(party_backoff_s(4), 0);
    assert_int_equal(party_backoff_s(5), 2);
    assert_int_equal(party_backoff_s(6), 4);
    assert_int_equal(party_backoff_s(14), 900);
    assert_int_equal(party_backoff_s(1000000), 900);
}

static void who_heads_an_institution_is_styled_in_full(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *title;
        const char *style;
    } CASES[] = {
        {"대구광역시",                "시장",             "대구광역시장"                      },
        {"대구광역시",                "대구광역시장", "대구광역시장"                      },
        {"대구광역시 중구",         "구청장",          "대구광역시 중구청장"            },
        {"대구광역시 중구",         "중구청장",       "대구광역시 중구청장"            },
        {"대구광역시 군위군",      "군수",             "대구광역시 군위군수"            },
        {"대구매호초등학교",       "학교장",          "대구매호초등학교장"             },
        {"대구매호초등학교",       "교장",             "대구매호초등학교장"             },
        {"대구공공시설관리공단", "이사장",          "대구공공시설관리공단 이사장"},
        {"대구도시개발공사",       "사장",             "대구도시개발공사 사장"         },
        {"대구광역시교육청",       "교육감",          "대구광역시교육청 교육감"      },
        {"대구광역시",                "",                   "대구광역시"                         },
    };
    struct arena *arena = arena_open(LIMIT_ARENA_STARTUP);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str style = party_head_style(arena, str_view(CASES[i].name), str_view(CASES[i].title));
        assert_true(str_equals(style, str_view(CASES[i].style)));
    }
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_state_and_event_moves_as_drawn),
        cmocka_unit_test(returning_and_suspending_ask_for_a_reason),
        cmocka_unit_test(a_business_number_is_known_by_its_last_digit),
        cmocka_unit_test(a_role_holds_on_its_first_and_its_last_day),
        cmocka_unit_test(rights_sleep_at_a_party_that_is_not_active_and_without_a_second_factor),
        cmocka_unit_test(every_role_has_its_word_its_side_and_its_rights),
        cmocka_unit_test(only_those_who_decide_or_pay_must_show_a_code),
        cmocka_unit_test(who_heads_an_institution_is_styled_in_full),
        cmocka_unit_test(wrong_passwords_slow_down_but_never_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
