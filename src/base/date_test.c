// How moments are written for programs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date.h"

static void check(instant t, const char *expected)
{
    str written = instant_format_iso(arena, t);
    if (!str_equals(written, str_view(expected))) {
        fail_msg("%s: %.*s", expected, STR_ARG(written));
    }
    assert_int_equal(written.p[written.n], '\0'); // some hand it on as text of C
}

static void a_moment_is_written_in_utc_to_the_microsecond(void **state)
{
    (void)state;
    const instant nine = instant_at(date_from_ymd(2026, 11, 24), 9, 0);
    const instant first = instant_at(date_from_ymd(1900, 1, 1), 0, 0);
    const instant last = instant_end_of(date_from_ymd(9999, 12, 31));
    check(nine, "2026-11-24T00:00:00.000000Z");
    check((instant){.us = nine.us - 1}, "2026-11-23T23:59:59.999999Z");
    check(instant_end_of(date_from_ymd(2028, 2, 29)), "2028-02-29T14:59:59.999999Z");
    check((instant){.us = 0}, "1970-01-01T00:00:00.000000Z");
    check((instant){.us = -1}, "1969-12-31T23:59:59.999999Z");
    check((instant){.us = 1234567}, "1970-01-01T00:00:01.234567Z");
    check(first, "1899-12-31T15:00:00.000000Z");
    check(last, "9999-12-31T14:59:59.999999Z");
    check(instant_add_s(last, 9 * 3600 + 1), "10000-01-01T00:00:00.999999Z"); // no day of ours
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_written_in_utc_to_the_microsecond),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
