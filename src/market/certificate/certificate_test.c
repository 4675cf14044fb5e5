// A certificate counts from its first to its last day, and only when verified.
#include "market/certificate/certificate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void it_counts_on_its_last_day_and_not_after(void **state)
{
    (void)state;
    date first = date_from_ymd(2025, 12, 1);
    date last = date_from_ymd(2026, 11, 30);
    static const struct {
        int year, month, day;
        bool holds;
    } DAYS[] = {
        {2025, 11, 30, false},
        {2025, 12, 1,  true },
        {2026, 11, 30, true },
        {2026, 12, 1,  false}
    };
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        date on = date_from_ymd(DAYS[i].year, DAYS[i].month, DAYS[i].day);
        assert_int_equal(certificate_holds(CERTIFICATE_VERIFIED, first, last, on), DAYS[i].holds);
        for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
            bool holds = certificate_holds((enum certificate_state)s, first, last, on);
            assert_true(!holds || s == CERTIFICATE_VERIFIED);
        }
    }
    assert_true(
        certificate_holds(CERTIFICATE_VERIFIED, first, DATE_NONE, date_from_ymd(2090, 1, 1)));
}

static void every_kind_and_state_has_its_word(void **state)
{
    (void)state;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        str word = str_view(certificate_kind_word(kind));
        str label = certificate_kind_label(kind);
        assert_int_equal(certificate_any_kind_from(word), k);
        assert_int_equal(certificate_kind_from(word), k < CERTIFICATE_KIND_COUNT ? k : -1);
        assert_true(label.n > 0);
        for (int other = 0; other < k; other++) { // badges stand side by side
            assert_false(str_equals(label, certificate_kind_label((enum certificate_kind)other)));
        }
    }
    for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
        str word = str_view(certificate_state_word((enum certificate_state)s));
        assert_int_equal(certificate_state_from(word), s);
    }
    assert_int_equal(certificate_kind_from(S("royal")), -1);
    assert_int_equal(certificate_state_from(S("royal")), -1);
}

static void every_pair_of_state_and_event_moves_as_drawn(void **state)
{
    (void)state;
    enum {
        NO = -1,
        U = CERTIFICATE_UNCHECKED,
        V = CERTIFICATE_VERIFIED,
        R = CERTIFICATE_REFUSED,
        X = CERTIFICATE_REVOKED
    };
    static const int EXPECTED[CERTIFICATE_STATE_COUNT][CERTIFICATE_EVENT_COUNT] = {
  // verify, refuse, revoke, withdraw
        [U] = {V,  R,  NO, X },
        [V] = {NO, NO, X,  X },
        [R] = {NO, NO, NO, NO},
        [X] = {NO, NO, NO, NO},
    };
    for (int from = 0; from < CERTIFICATE_STATE_COUNT; from++) {
        for (int event = 0; event < CERTIFICATE_EVENT_COUNT; event++) {
            enum certificate_state s = (enum certificate_state)from;
            err e = certificate_move(&s, (enum certificate_event)event, S("사유"));
            if (EXPECTED[from][event] == NO) {
                assert_ptr_equal(e, &CERTIFICATE_WRONG_STATE);
                assert_int_equal(s, from);
            } else {
                assert_null(e);
                assert_int_equal(s, EXPECTED[from][event]);
            }
        }
    }
}

static void refusing_and_revoking_ask_for_a_reason(void **state)
{
    (void)state;
    enum certificate_state s = CERTIFICATE_UNCHECKED;
    assert_ptr_equal(certificate_move(&s, CERTIFICATE_REFUSE, S(" ")), &CERTIFICATE_NEEDS_REASON);
    assert_null(certificate_move(&s, CERTIFICATE_VERIFY, S("")));
    assert_ptr_equal(certificate_move(&s, CERTIFICATE_REVOKE, S("")), &CERTIFICATE_NEEDS_REASON);
    assert_int_equal(s, CERTIFICATE_VERIFIED);
    assert_null(certificate_move(&s, CERTIFICATE_WITHDRAW, S("")));
}

static void days_are_taken_to_the_day(void **state)
{
    (void)state;
    date today = date_from_ymd(2026, 11, 24);
    date yesterday = date_add_days(today, -1);
    assert_null(certificate_check_days(yesterday, today, today));
    assert_null(certificate_check_days(today, today, today));
    assert_ptr_equal(certificate_check_days(yesterday, yesterday, today), &CERTIFICATE_ENDED);
    assert_ptr_equal(certificate_check_days(today, yesterday, today), &CERTIFICATE_TERM_REVERSED);
    assert_null(certificate_check_days(yesterday, DATE_NONE, today));
    assert_int_equal(certificate_days_left(today, today), 1);
    assert_int_equal(certificate_days_left(yesterday, today), 0);
    assert_int_equal(certificate_days_left(DATE_NONE, today), INT32_MAX);
}

static void what_is_verified_but_not_in_force_is_told_so(void **state)
{
    (void)state;
    date today = date_from_ymd(2026, 11, 24);
    struct certificate c = {
        .state = CERTIFICATE_VERIFIED, .valid_from = today, .valid_until = today};
    assert_true(str_equals(certificate_label(&c, today), S("확인됨")));
    assert_true(str_equals(certificate_label(&c, date_add_days(today, 1)), S("기간 끝남")));
    assert_true(str_equals(certificate_label(&c, date_add_days(today, -1)), S("기간 전")));
    c.state = CERTIFICATE_REFUSED;
    assert_true(str_equals(certificate_label(&c, today), S("반려")));
    assert_true(str_equals(certificate_tone(&c, today), S("bad")));
}

static void a_share_is_read_as_it_is_printed(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t bp; // -1: refused
    } CASES[] = {
        {"45",        4500 },
        {"45.5",      4550 },
        {" 45.53 % ", 4553 },
        {"0",         0    },
        {"100",       10000},
        {"100.01",    -1   },
        {"45.535",    -1   },
        {"-1",        -1   },
        {"",          -1   },
        {"45.",       -1   },
        {"4 5",       -1   },
        {"a",         -1   },
        {"1000",      -1   },
        {".5",        -1   },
        {"1.-5",      -1   }
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        int64_t bp = -1;
        bool fits = certificate_parse_share(str_view(CASES[i].typed), &bp);
        if (bp != CASES[i].bp || fits != (CASES[i].bp >= 0)) {
            fail_msg("\"%s\": %lld", CASES[i].typed, (long long)bp);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_on_its_last_day_and_not_after),
        cmocka_unit_test(every_kind_and_state_has_its_word),
        cmocka_unit_test(every_pair_of_state_and_event_moves_as_drawn),
        cmocka_unit_test(refusing_and_revoking_ask_for_a_reason),
        cmocka_unit_test(days_are_taken_to_the_day),
        cmocka_unit_test(a_share_is_read_as_it_is_printed),
        cmocka_unit_test(what_is_verified_but_not_in_force_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
