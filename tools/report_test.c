// test-timeout: 240
// What the report counts: lines between a function's braces, lines of a file.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tool_testing.h"

static void long_functions_and_files_are_listed_the_longest_first(void **state)
{
    (void)state;
    struct tree t = tree_make();
    struct text code = {0};
    text_put(&code,
             "struct x {\n    int a;\n};\n\nstatic int short_one(void)\n{\n    return 1;\n}\n\n"
             "int long_one(int a,\n             int b)\n{\n");
    for (int i = 0; i < 41; i++) {
        text_put(&code, "    a++;\n");
    }
    text_put(&code, "}\n");
    (void)tree_put(&t, "src/a/x.c", code.p);
    struct text lines = {0};
    for (int i = 0; i < 401; i++) {
        text_put(&lines, "// x\n");
    }
    (void)tree_put(&t, "tools/y.h", lines.p);
    struct tool_run r = RUN(TOOL, t.root);
    assert_int_equal(r.code, 0);
    assert_string_equal(r.said, "1 of 2 functions above 40 lines\n    41  src/a/x.c:11 long_one\n"
                                "1 of 2 files above 400 lines\n   401  tools/y.h\n");
    assert_int_equal(RUN(TOOL).code, EXIT_USAGE);
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_functions_and_files_are_listed_the_longest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
