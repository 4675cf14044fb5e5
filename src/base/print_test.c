// What is printed is what vsnprintf prints.
#include "base/print.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"

#define ROOM 64

__attribute__((format(printf, 2, 3))) static void check_in(size_t room, const char *format, ...)
{
    char text[ROOM];
    char other[ROOM];
    va_list args;
    va_list again;
    memset(text, '~', sizeof(text));
    memset(other, '~', sizeof(other));
    va_start(args, format);
    va_copy(again, args);
    int n = print_text(room > 0 ? text : NULL, room, format, args);
    int other_n = vsnprintf(room > 0 ? other : NULL, room, format, again);
    va_end(again);
    va_end(args);
    assert_int_equal(n, other_n);
    assert_string_equal(room > 0 ? text : "", room > 0 ? other : "");
    assert_true(room == sizeof(text) || text[room] == '~'); // nothing behind it is touched
}

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        for (size_t room = 0; room <= ROOM; room++) {                                              \
            check_in(room, __VA_ARGS__);                                                           \
        }                                                                                          \
    } while (0)

static void texts_and_numbers_are_what_vsnprintf_prints(void **state)
{
    (void)state;
    CHECK("%s", "");
    CHECK("제%lld호", 7LL);
    CHECK("%s=%.*s; Path=/%s", "__Host-a", 3, "abcdef", "");
    CHECK("%.*s|%.*s|%.*s", 0, "x", 2, "x", 5, "한글");
    CHECK("%d.%d %d", 0, INT_MAX, INT_MIN);
    CHECK("%lld %lld %zu", LLONG_MAX, LLONG_MIN, SIZE_MAX);
    CHECK("a%sb%dc%zud", "1", -2, (size_t)3);
    CHECK("%.*s", 40, "longer than nothing, and cut by its room at last");
}

static void other_signs_are_left_to_it(void **state)
{
    (void)state;
    CHECK("%s %02d:%02d", "오후", 3, 7);
    CHECK("%d%% of %s", 50, "it");
    CHECK("%.*s%c", 3, "abc", '!');
    CHECK("%.2s %lld %x", "abc", 12LL, 255U);
    CHECK("%.*s", -1, "all of it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_numbers_are_what_vsnprintf_prints),
        cmocka_unit_test(other_signs_are_left_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
