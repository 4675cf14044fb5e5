// Which words a slip of one key parts.
#include "market/search/search_near.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/fault.h"
#include "market/search/search_letter.h"

static bool is_near(const char *a, const char *b)
{
    str x = search_letters(arena, str_view(a));
    str y = search_letters(arena, str_view(b));
    bool near = search_is_near(x, y);
    assert_int_equal(search_is_near(y, x), near);
    return near;
}

static void one_letter_is_near(void **state)
{
    (void)state;
    static const char *const NEAR[][2] = {
        {"복사용지", "복사용디"}, // another one
        {"복사용지", "복사용짖"}, // one more at the end
        {"복사용지", "복사용ㅈ"}, // one less
        {"복사용지", "보사용지"}, // one less inside
        {"복사용지", "복사욘지"}, // another final
        {"복사용지", "봇가용지"}, // ㄱㅅ and ㅅㄱ
        {"베너",       "배너"      },
        {"a",            ""            },
        {"aab",          "ab"          }, // the same letter twice
        {"toner",        "tnoer"       },
    };
    for (size_t i = 0; i < COUNT(NEAR); i++) {
        if (!is_near(NEAR[i][0], NEAR[i][1])) {
            fail_msg("%s %s", NEAR[i][0], NEAR[i][1]);
        }
    }
}

static void the_same_and_what_differs_more_is_not(void **state)
{
    (void)state;
    static const char *const FAR[][2] = {
        {"복사용지", "복사용지"},
        {"",             ""            },
        {"복사용지", "복사용도"},
        {"복사용지", "복사용"   },
        {"토너",       "토넣ㅎ"   },
        {"abcd",         "badc"        },
        {"책상",       "의자"      },
        {"abc",          "cba"         },
        {"a",            "bc"          },
    };
    for (size_t i = 0; i < COUNT(FAR); i++) {
        if (is_near(FAR[i][0], FAR[i][1])) {
            fail_msg("%s %s", FAR[i][0], FAR[i][1]);
        }
    }
}

static void two_letters_beside_each_other_are_near_by_two(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool is_near;
    } CASES[] = {
        {"자동제심동기", "자동제세동기", true },
        {"복사용지",       "복사용디",       true },
        {"복사용지",       "복사용도",       true },
        {"복사용지",       "복사용",          true },
        {"복사용지",       "복사용지",       false},
        {"복사용지",       "보사용디",       false}, // far from each other
        {"복사용지",       "복사",             false},
        {"책상",             "의자",             false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str x = search_letters(arena, str_view(CASES[i].a));
        str y = search_letters(arena, str_view(CASES[i].b));
        assert_int_equal(search_is_near_by_two(x, y), CASES[i].is_near);
        assert_int_equal(search_is_near_by_two(y, x), CASES[i].is_near);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_letters_beside_each_other_are_near_by_two),
        cmocka_unit_test(one_letter_is_near),
        cmocka_unit_test(the_same_and_what_differs_more_is_not),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
