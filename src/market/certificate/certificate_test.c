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
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        assert_int_equal(certificate_kind_from(str_view(certificate_kind_word(kind))), k);
        assert_true(certificate_kind_label(kind).n > 0);
    }
    for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
        str word = str_view(certificate_state_word((enum certificate_state)s));
        assert_int_equal(certificate_state_from(word), s);
    }
    assert_int_equal(certificate_kind_from(S("royal")), -1);
    assert_int_equal(certificate_state_from(S("royal")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_on_its_last_day_and_not_after),
        cmocka_unit_test(every_kind_and_state_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
