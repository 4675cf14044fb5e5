// Every sign between the parts of a number, and what parts other things.
#include "base/joint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/str.h"

static void check_all(str points, char want)
{
    for (size_t at = 0; at < points.n;) {
        size_t from = at;
        char got = joint_sign(str_next(points, &at));
        if (got != want) {
            fail_msg("%.*s is %d, not %d", STR_ARG(str_slice(points, from, at - from)), got, want);
        }
    }
}

static void a_joint_is_the_sign_it_looks_like(void **state)
{
    (void)state;
    check_all(S("-‐‑‒–—―−ーㅡ"), '-');
    check_all(S(".·․‧・ㆍ"), '.');
    check_all(S(" \t\u00A0\u3000"), ' ');
    static const char ALONE[] = "/_()+";
    for (size_t i = 0; ALONE[i] != '\0'; i++) {
        assert_int_equal(joint_sign((uint32_t)ALONE[i]), ALONE[i]);
    }
}

// Sums, sizes, lists and times are parted by others, and so are sentences.
static void what_parts_no_number_is_none(void **state)
{
    (void)state;
    check_all(S("0123456789,*x×:;~@#&=%'\"!?\n가ㄱ…"), 0);
    assert_int_equal(joint_sign(0x200F), 0); // on either side of the hyphens
    assert_int_equal(joint_sign(0x2016), 0);
    assert_int_equal(joint_sign(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_joint_is_the_sign_it_looks_like),
        cmocka_unit_test(what_parts_no_number_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
