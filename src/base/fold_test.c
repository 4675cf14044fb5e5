#include "base/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"

static void assert_key(const char *text, const char *wanted)
{
    str key = fold_key(arena, str_view(text));
    assert_string_equal(str_to_c(arena, key), wanted);
}

static void a_key_holds_letters_and_figures_alone(void **state)
{
    (void)state;
    assert_key("복사 용지, A4 (80g/㎡)", "복사용지a480g㎡");
    assert_key("ＡＢ－１２", "ab12");
    assert_key("\u3000– · ~", "");
    assert_key("", "");
}

static void a_point_stays_between_two_figures(void **state)
{
    (void)state;
    assert_key("1.5리터", "1.5리터");
    assert_key("１．５", "1.5");
    assert_key("1..5 .5 5. a.5 5.가", "1555a55가");
    assert_key("1.5.2", "1.5.2");
}

static void jamo_are_composed(void **state)
{
    (void)state;
    assert_key("\u1100\u1161\u11a8 \u1112\u1175", "각히");
    assert_key("\u1100", "\u1100"); // an initial alone
    assert_key("1.\u1100\u1161", "1가");
}

static void what_is_no_text_is_no_part_of_a_key(void **state)
{
    (void)state;
    str broken = {.p = "가\xff"
                       "1.\xe3"
                       "5",
                  .n = 8};
    str key = fold_key(arena, broken);
    assert_string_equal(str_to_c(arena, key), "가15");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_holds_letters_and_figures_alone),
        cmocka_unit_test(a_point_stays_between_two_figures),
        cmocka_unit_test(jamo_are_composed),
        cmocka_unit_test(what_is_no_text_is_no_part_of_a_key),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
