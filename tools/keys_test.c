// No key in the tree, in what is no text, in its settings, or in what was taken out of it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tool_testing.h"

#define KEY "-----BEGIN " // in two pieces, so that this file holds none
#define HEX_32 "0123456789abcdef0123456789abcdef"
#define BASE64_40 "Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OUFCQ0RFRkdI"

// A file of any kind, and what lint says of it; NULL: nothing.
static void check_keys(const char *path, const char *text, const char *says)
{
    struct tree t = tree_make();
    (void)tree_put(&t, path, text);
    struct tool_run r = RUN(TOOL, t.root);
    bool right = says == NULL ? r.code == 0
                              : r.code == EXIT_REFUSED && starts_with(r.said, path) &&
                                    strstr(r.said, says) != NULL;
    if (!right) {
        fail_msg("%s\n%s\nanswers %d, %s", path, text, r.code, r.said);
    }
    tree_remove(&t);
}

static void no_key_is_kept_in_the_tree(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        struct text key = {0};
        text_format(&key, "\n" KEY "%sPRIVATE KEY-----\nMIIE\n", KINDS[i]);
        check_keys("packaging/edge.pem", key.p, ".pem:2: a private key in the tree");
        check_keys("src/app/x.c", key.p, ".c:2: a private key in the tree");
        check_keys("docs/x.md", key.p, ".md:2: a private key in the tree");
        check_keys(".ci/run", key.p, "run:2: a private key in the tree");
        check_keys("build-asan/edge.pem", key.p, NULL);
        check_keys("tests/journeys/node_modules/x.pem", key.p, NULL);
    }
    check_keys("docs/x.pem", KEY "CERTIFICATE-----\n", NULL);
    check_keys("docs/x.md", KEY "PUBLIC KEY-----\nnot a PRIVATE KEY-----\n", NULL);
}

static void no_secret_stands_among_the_settings(void **state)
{
    (void)state;
    static const char SAYS[] = ":2: a secret among the settings";
    check_keys("packaging/site/dure.conf", "a = 1\nkey = " HEX_32 "\n", SAYS);
    check_keys("packaging/site/dure.conf", "a = 1\nkey = \"" BASE64_40 "==\"\n", SAYS);
    check_keys("packaging/x.service", "\nEnvironment=KEY=" HEX_32 "\n", SAYS);
    check_keys(".env", "\nKEY=" BASE64_40 "\n", SAYS);
    check_keys("web/.npmrc", "\n//registry.example/:_authToken=" BASE64_40 "\n", SAYS);
    check_keys("tools/x.sh", "\nkey=" HEX_32 "\n", SAYS);
    check_keys("tools/x.sh", "\nkey=0123456789abcdef0123456789abcde\n", NULL); // a digit short
    check_keys("tools/x.sh", "\nzeros=00000000000000000000000000000000\n", NULL);
    check_keys("tools/x.sh", "\npath=/usr/share/dure/a/folder/that/lies/far/below/the/root\n",
               NULL);
    check_keys("docs/x.md", "\nsha256 " HEX_32 "\n", NULL); // a sum, not a setting
}

static void a_key_behind_a_nul_is_found(void **state)
{
    (void)state;
    static const char BYTES[] = "\x7f"
                                "ELF\0\0\n\0" KEY "RSA PRIVATE KEY-----\n\0";
    struct tree t = tree_make();
    FILE *f = fopen(tree_put(&t, "data/x.bin", ""), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(BYTES, 1, sizeof BYTES, f), sizeof BYTES);
    (void)fclose(f);
    struct tool_run r = RUN(TOOL, t.root);
    assert_int_equal(r.code, EXIT_REFUSED);
    assert_true(starts_with(r.said, "data/x.bin:2: a private key in the tree"));
    tree_remove(&t);
}

// What `git cat-file --batch` writes of these bytes.
static void check_history(const char *batch, size_t n, int code, const char *says)
{
    struct tree t = tree_make();
    char *path = tree_put(&t, "batch", "");
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(batch, 1, n, f), n);
    (void)fclose(f);
    struct text command = {0};
    text_format(&command, "exec " TOOL " --history <'%s'", path);
    struct tool_run r = RUN("/bin/sh", "-c", command.p);
    if (r.code != code || strstr(r.said, says) == NULL) {
        fail_msg("answers %d, %s", r.code, r.said);
    }
    tree_remove(&t);
}

#define HISTORY(batch, code, says) check_history(batch, sizeof(batch) - 1, code, says)

static void a_key_that_was_taken_out_is_found(void **state)
{
    (void)state;
    HISTORY("aa commit 3\nabc\nbb blob 0\n\n", 0, "1 files of the history, 0 breaches");
    HISTORY("aa blob 5\na\0b\nc\ncc blob 28\n\0" KEY "PRIVATE KEY-----\n", EXIT_REFUSED,
            "cc: a private key in the history");
    HISTORY("aa blob 9\nabc\n", EXIT_REFUSED, "cannot be read to its end");
    HISTORY("", EXIT_REFUSED, "cannot be read to its end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_is_kept_in_the_tree),
        cmocka_unit_test(no_secret_stands_among_the_settings),
        cmocka_unit_test(a_key_behind_a_nul_is_found),
        cmocka_unit_test(a_key_that_was_taken_out_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
