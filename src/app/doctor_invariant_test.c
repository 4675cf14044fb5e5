// docs/operations/doctor.md: each invariant has a check, and each check has its place.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/doctor_check.h"
#include "base/limits.h"
#include "platform/file/folder.h"

#define TABLE "docs/operations/doctor.md"
#define INVARIANTS 14

static str read_table(struct arena *a)
{
    str text = {0};
    str sentence = {0};
    if (folder_read_file(a, S(TABLE), &text, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    return text;
}

static bool is_check(str name)
{
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        if (str_equals(name, str_view(DOCTOR_CHECKS[i].name))) {
            return true;
        }
    }
    return false;
}

// How many checks a cell names; each must be one.
static size_t count_checks(str cell)
{
    size_t count = 0;
    (void)str_cut(&cell, '`');
    while (cell.n > 0) {
        str name = str_cut(&cell, '`');
        if (!is_check(name)) {
            fail_msg("the doctor has no check %.*s", STR_ARG(name));
        }
        (void)str_cut(&cell, '`');
        count++;
    }
    return count;
}

static void each_invariant_has_a_check(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    str text = read_table(a);
    int64_t found = 0;
    while (text.n > 0) {
        str line = str_cut(&text, '\n');
        int64_t number = 0;
        (void)str_cut(&line, '|');
        if (!str_parse_i64(str_trim(str_cut(&line, '|')), &number)) {
            continue;
        }
        assert_int_equal(number, ++found);
        assert_true(str_trim(str_cut(&line, '|')).n > 0);
        if (count_checks(str_cut(&line, '|')) == 0) {
            fail_msg("nothing asks for invariant %lld", (long long)number);
        }
    }
    assert_int_equal(found, INVARIANTS);
    arena_close(a);
}

static void each_check_has_its_place(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    str text = read_table(a);
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        if (!str_contains(text, str_format(a, "`%s`", DOCTOR_CHECKS[i].name))) {
            fail_msg("%s has no place in " TABLE, DOCTOR_CHECKS[i].name);
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_invariant_has_a_check),
        cmocka_unit_test(each_check_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
