// SECURITY-ASVS.csv is whole, and every test it points at is there.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/fault.h"
#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder.h"

// Of OWASP ASVS 5.0.0, as its own table counts them.
#define LEVEL_1 70
#define LEVEL_2 183

enum column { ID, LEVEL, TOPIC, APPLIES, REASON, TEST, PLACE, COLUMNS };

static str read_whole(struct arena *a, str path)
{
    str text = {0};
    str sentence = {0};
    if (folder_read_file(a, path, &text, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    return text;
}

// Of a test in C: it is written, and it is run.
static bool is_run_in_c(struct arena *a, str text, str name)
{
    static const char *const WAYS[] = {"", "_setup", "_teardown", "_setup_teardown"};
    if (!str_contains(text, str_format(a, "static void %.*s(void **state)", STR_ARG(name)))) {
        return false;
    }
    for (size_t i = 0; i < COUNT(WAYS); i++) {
        str call =
            str_format(a, "cmocka_unit_test%s(%.*s%s", WAYS[i], STR_ARG(name), i == 0 ? ")" : ",");
        if (str_contains(text, call)) {
            return true;
        }
    }
    return false;
}

// What a line begins with that makes one: the rest of it holds the title.
static bool begins_a_test(str line)
{
    static const char *const STARTS[] = {"test('", "test(`", "walk('", "walk(`", "check \""};
    for (size_t i = 0; i < COUNT(STARTS); i++) {
        if (str_starts(str_trim(line), str_view(STARTS[i]))) {
            return true;
        }
    }
    return false;
}

// Of a journey or a script: a line that begins a test bears the title. Of a proof: a function of
// that name, which is called.
static bool is_titled(struct arena *a, str path, str text, str name)
{
    if (str_starts(path, S("tests/proof/"))) {
        return str_contains(text, str_format(a, "\nfunction %.*s(", STR_ARG(name))) &&
               str_contains(text, str_format(a, "  %.*s();", STR_ARG(name)));
    }
    while (!str_is_empty(text)) {
        str line = str_cut(&text, '\n');
        if (begins_a_test(line) && str_contains(line, name)) {
            return true;
        }
    }
    return false;
}

// "src/x_test.c::name" is a test of that name; elsewhere it is part of a test's title.
static bool test_is_there(struct arena *a, str pointer)
{
    size_t at = str_index(pointer, S("::"));
    if (at == pointer.n) {
        return false;
    }
    str path = str_slice(pointer, 0, at);
    str name = str_slice(pointer, at + 2, pointer.n);
    str text = read_whole(a, path);
    if (str_is_empty(name)) {
        return false;
    }
    return str_ends(path, S("_test.c")) ? is_run_in_c(a, text, name)
                                        : is_titled(a, path, text, name);
}

// What each answer asks for, and what it must not say.
static bool row_is_whole(const str *f)
{
    bool has_test = !str_is_empty(f[TEST]);
    bool has_place = !str_is_empty(f[PLACE]);
    if (str_is_empty(f[TOPIC])) {
        return false;
    }
    if (str_equals(f[APPLIES], S("yes"))) {
        return has_test && !has_place;
    }
    if (str_equals(f[APPLIES], S("no"))) {
        return !str_is_empty(f[REASON]) && !has_test && !has_place;
    }
    return str_equals(f[APPLIES], S("later")) && has_place && !has_test;
}

// 1.2.10 as a number that grows with it.
static int64_t order_of(str id)
{
    int64_t order = 0;
    for (int part = 0; part < 3; part++) {
        int64_t number = 0;
        assert_true(str_parse_i64(str_cut(&id, '.'), &number));
        assert_true(number > 0 && number < 100);
        order = order * 100 + number;
    }
    assert_true(str_is_empty(id));
    return order;
}

static void every_item_of_both_levels_has_a_row_that_says_what_of_it(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    struct csv c;
    const str *f = NULL;
    int levels[3] = {0};
    size_t yes = 0;
    size_t no = 0;
    int64_t before = 0;
    assert_null(csv_init(&c, a, read_whole(a, S("SECURITY-ASVS.csv"))));
    assert_int_equal(c.width, COLUMNS);
    while (csv_next(&c, &f) == NULL && f != NULL) {
        int64_t level = 0;
        int64_t order = order_of(f[ID]);
        if (order <= before) {
            fail_msg("%.*s stands twice or out of its order", STR_ARG(f[ID]));
        }
        before = order;
        assert_true(str_parse_i64(f[LEVEL], &level) && (level == 1 || level == 2));
        levels[level]++;
        yes += str_equals(f[APPLIES], S("yes"));
        no += str_equals(f[APPLIES], S("no"));
        if (!row_is_whole(f)) {
            fail_msg("%.*s: yes has a test, no a reason, later a place", STR_ARG(f[ID]));
        }
    }
    assert_null(f);
    assert_int_equal(levels[1], LEVEL_1);
    assert_int_equal(levels[2], LEVEL_2);
    char more[100];
    (void)snprintf(more, sizeof(more),
                   ",\"shown_by_a_test\":%zu,\"does_not_apply\":%zu,\"later\":%zu", yes, no,
                   LEVEL_1 + LEVEL_2 - yes - no);
    testing_tell("asvs", NULL, LEVEL_1 + LEVEL_2, more);
    arena_close(a);
}

static void every_test_a_row_names_is_there(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    struct arena *files = arena_open(LIMIT_ARENA_STARTUP);
    struct csv c;
    const str *f = NULL;
    assert_null(csv_init(&c, a, read_whole(a, S("SECURITY-ASVS.csv"))));
    while (csv_next(&c, &f) == NULL && f != NULL) {
        if (!str_is_empty(f[TEST]) && !test_is_there(files, f[TEST])) {
            fail_msg("%.*s: no test %.*s", STR_ARG(f[ID]), STR_ARG(f[TEST]));
        }
        arena_reset(files);
    }
    arena_close(files);
    arena_close(a);
}

static void a_test_that_is_not_there_is_noticed(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    assert_true(test_is_there(a, S("src/app/asvs_test.c::every_test_a_row_names_is_there")));
    assert_false(test_is_there(a, S("src/app/asvs_test.c::every_test_a_row_names")));
    assert_false(test_is_there(a, S("src/app/docs_test.c::every_test_a_row_names_is_there")));
    assert_false(test_is_there(a, S("src/app/asvs_test.c")));
    assert_false(test_is_there(a, S("src/app/asvs_test.c::")));
    assert_true(test_is_there(a, S("tests/journeys/edge.test.mjs::the edge refuses")));
    assert_false(test_is_there(a, S("tests/journeys/edge.test.mjs::a length and chunks"))); // data
    assert_false(test_is_there(a, S("tests/proof/hostile.mjs::no secret of those"))); // a remark
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_of_both_levels_has_a_row_that_says_what_of_it),
        cmocka_unit_test(every_test_a_row_names_is_there),
        cmocka_unit_test(a_test_that_is_not_there_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
