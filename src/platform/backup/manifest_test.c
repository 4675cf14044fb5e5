// What is acted on is what was looked at.
#include "platform/backup/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/dure-manifest-XXXXXX";
static char path[sizeof(folder) + sizeof("/" MANIFEST_NAME)];

static void write_one(const char *place)
{
    struct manifest_out m;
    (void)unlink(path);
    assert_true(manifest_begin(&m, path));
    manifest_put(&m, "place %s", place);
    assert_true(manifest_end(&m, NULL));
}

static err note_place(void *data, str word, str value)
{
    assert_true(str_equals(word, S("place")));
    *(char *)data = value.p[0];
    return NULL;
}

static void a_file_that_changes_meanwhile_is_not_read_again(void **state)
{
    (void)state;
    FILE *copy = NULL;
    char signer[SIGN_KEY_DIGITS + 1];
    write_one("a");
    assert_int_equal(manifest_take(path, signer, &copy), MANIFEST_WHOLE);
    assert_true(signer[0] == '\0');
    assert_int_equal(truncate(path, 0), 0); // the same file
    write_one("b");                         // and another of its name
    for (int i = 0; i < 2; i++) {
        char place = '?';
        assert_null(manifest_read(copy, note_place, &place));
        assert_int_equal(place, 'a');
    }
    assert_int_equal(fclose(copy), 0);
}

static void what_is_not_whole_is_not_taken(void **state)
{
    (void)state;
    FILE *copy = NULL;
    char signer[SIGN_KEY_DIGITS + 1];
    write_one("a");
    assert_int_equal(manifest_look(path), MANIFEST_WHOLE);
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(manifest_take(path, signer, &copy), MANIFEST_ALTERED);
    assert_null(copy);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(manifest_take(path, signer, &copy), MANIFEST_MISSING);
    assert_null(copy);
}

static int set_up(void **state)
{
    (void)state;
    bool made = mkdtemp(folder) != NULL;
    (void)snprintf(path, sizeof(path), "%s/" MANIFEST_NAME, folder);
    return made ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_changes_meanwhile_is_not_read_again),
        cmocka_unit_test(what_is_not_whole_is_not_taken),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
