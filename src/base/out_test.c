// What is written as JSON is read back by another reader as it was.
#include "base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/fault.h"
#include "base/limits.h"

static void check_back(str text)
{
    struct arena *a = arena_open(LIMIT_ARENA_STARTUP);
    struct out o;
    out_init(&o, a, 16 + 6 * text.n);
    out_json(&o, text);
    str written = out_view(&o);
    json_t *read = json_loadb(written.p, written.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    assert_non_null(read);
    assert_true(json_is_string(read));
    assert_int_equal(json_string_length(read), text.n);
    assert_memory_equal(json_string_value(read), text.p, text.n);
    for (size_t i = 0; i < written.n; i++) { // and stays on its line of a log
        assert_true((unsigned char)written.p[i] >= 0x20);
    }
    json_decref(read);
    arena_close(a);
}

static void each_byte_of_ascii_is_read_back(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++) {
        char text[] = {'a', (char)c, 'b'};
        check_back((str){.p = text, .n = sizeof(text)});
    }
}

static void what_would_end_the_text_does_not(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "", "\"", "\\", "\\\"", "\",\"x\":1", "</script>", "한글 ㈜ 🏢", "\r\n{\"at\":0}", "\\u0000",
    };
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        check_back(str_view(TEXTS[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_byte_of_ascii_is_read_back),
        cmocka_unit_test(what_would_end_the_text_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
