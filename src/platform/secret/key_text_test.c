// A key comes from a file that nobody else reads; what is wrong is told, the key never.
#include "platform/secret/key_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"

#define KEY "Zm9yLXRlc3Rz+/=="

static struct arena *arena;
static char path[] = "/tmp/dure-key-XXXXXX";

static void put(const char *bytes, size_t size, mode_t mode)
{
    FILE *f = fopen(path, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static err ask(str *key, str *sentence)
{
    *sentence = S("");
    return key_text_read(arena, "gateway.message_key_file", str_view(path), key, sentence);
}

static void check_refused(const char *says)
{
    str key = S("-");
    str sentence;
    assert_ptr_equal(ask(&key, &sentence), &KEY_TEXT_WRONG);
    assert_int_equal(key.n, 0);
    if (!str_starts(sentence, S("gateway.message_key_file = /tmp/dure-key-")) ||
        !str_contains(sentence, str_view(says)) || str_contains(sentence, S(KEY))) {
        fail_msg("'%.*s' and not '%s'", STR_ARG(sentence), says);
    }
}

static void without_a_path_there_is_no_key(void **state)
{
    (void)state;
    str key = S("-");
    str sentence;
    assert_null(key_text_read(arena, "x", S(""), &key, &sentence));
    assert_int_equal(key.n, 0);
}

static void the_key_is_its_one_line(void **state)
{
    (void)state;
    static const char *const LINES[] = {KEY, KEY "\n", " " KEY " \r\n", KEY "\n\n"};
    static const mode_t MODES[] = {0400, 0600, 0440, 0640};
    for (size_t i = 0; i < COUNT(LINES); i++) {
        str key;
        str sentence;
        put(LINES[i], strlen(LINES[i]), MODES[i]);
        assert_null(ask(&key, &sentence));
        assert_true(str_equals(key, S(KEY)));
        assert_int_equal(unlink(path), 0); // one of them may not be written
    }
}

static void a_key_that_others_read_or_change_is_refused(void **state)
{
    (void)state;
    static const mode_t MODES[] = {0604, 0644, 0666, 0602, 0601, 0620, 0660, 0610};
    for (size_t i = 0; i < COUNT(MODES); i++) {
        put(KEY "\n", strlen(KEY) + 1, MODES[i]);
        check_refused("chmod 0600");
        check_refused("권한을 0600이나 0640으로");
    }
}

static void a_key_of_somebody_else_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        return; // nobody but root can make one
    }
    put(KEY "\n", strlen(KEY) + 1, 0600);
    assert_int_equal(chown(path, 12345, 12345), 0);
    check_refused("chown it to root or to the site's user");
    assert_int_equal(chown(path, 0, 12345), 0);
    str key;
    str sentence;
    assert_null(ask(&key, &sentence));
}

static void what_is_no_file_of_one_line_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } WRONG[] = {
        {"",                0              },
        {" \n",             2              },
        {KEY "\n" KEY "\n", 2 * sizeof(KEY)},
        {"a\0b",            3              },
        {"\xff\n",          2              },
    };
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        put(WRONG[i].bytes, WRONG[i].size, 0600);
        check_refused("the key alone, on one line");
    }
    char most[LIMIT_KEY_TEXT + 2];
    memset(most, 'k', sizeof(most));
    most[LIMIT_KEY_TEXT] = '\n';
    put(most, LIMIT_KEY_TEXT + 1, 0600);
    str key;
    str sentence;
    assert_null(ask(&key, &sentence));
    assert_int_equal(key.n, LIMIT_KEY_TEXT);
    most[LIMIT_KEY_TEXT] = 'k';
    put(most, LIMIT_KEY_TEXT + 1, 0600);
    check_refused("the key alone, on one line");
    assert_int_equal(unlink(path), 0);
    check_refused("cannot be read: No such file");
    assert_int_equal(mkfifo(path, 0600), 0);
    check_refused("no plain file");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    check_refused("no plain file");
    assert_int_equal(rmdir(path), 0);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    (void)unlink(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_path_there_is_no_key),
        cmocka_unit_test(the_key_is_its_one_line),
        cmocka_unit_test(a_key_that_others_read_or_change_is_refused),
        cmocka_unit_test(a_key_of_somebody_else_is_refused),
        cmocka_unit_test(what_is_no_file_of_one_line_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
