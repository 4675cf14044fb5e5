// Texts that are put together: whole, however long they become.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"

#define ARENA_BYTES ((size_t)1 << 20)

static void a_text_is_written_whole_at_each_length(void **state)
{
    static char signs[1025];
    struct arena *a = arena_open(ARENA_BYTES);
    (void)state;
    memset(signs, 'a', sizeof(signs) - 1);
    for (size_t n = 0; n < sizeof(signs); n++) {
        str s = str_format(a, "%.*s%zu%s", (int)n, signs, n, "끝");
        size_t digits = n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : 4;
        assert_int_equal(s.n, n + digits + strlen("끝"));
        assert_memory_equal(s.p, signs, n);
        assert_string_equal(s.p + n + digits, "끝"); // terminated, for who needs it
        arena_reset(a);
    }
    arena_close(a);
}

static void a_word_is_among_others_whole(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"납품", "배송"};
    assert_true(str_is_one_of(S("납품"), WORDS, COUNT(WORDS)));
    assert_true(str_is_one_of(S("배송"), WORDS, COUNT(WORDS)));
    assert_false(str_is_one_of(S("배송"), WORDS, 1));
    assert_false(str_is_one_of(S("납품함"), WORDS, COUNT(WORDS)));
    assert_false(str_is_one_of(S("납"), WORDS, COUNT(WORDS)));
    assert_false(str_is_one_of(S(""), WORDS, COUNT(WORDS)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_among_others_whole),
        cmocka_unit_test(a_text_is_written_whole_at_each_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
