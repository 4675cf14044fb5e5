// A signature holds for its text and its key, and for as long as the key stays listed.
#include "platform/secret/sign.h"

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
#include "platform/secret/secret.h"

static const instant NOON = {INT64_C(1795478400000000)}; // 2026-11-24T00:00:00Z

static struct arena *arena;
static str folder; // a data folder of its own for each test

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    char *path = str_to_c(arena, S("/tmp/dure-sign-test-XXXXXX"));
    folder = str_view(mkdtemp(path));
    return folder.n > 0 ? 0 : -1;
}

static const char *path_of(const char *name)
{
    return str_format(arena, "%.*s/%s", STR_ARG(folder), name).p;
}

static int tear_down(void **state)
{
    (void)state;
    (void)unlink(path_of("sign.key"));
    (void)unlink(path_of("sign.pub"));
    (void)rmdir(folder.p);
    arena_close(arena);
    return 0;
}

static void put_file(const char *name, mode_t mode, const char *bytes, size_t size)
{
    (void)unlink(path_of(name));
    FILE *f = fopen(path_of(name), "wb");
    assert_non_null(f);
    assert_int_equal(fchmod(fileno(f), mode), 0);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

// RFC 8032, 7.1, test 2: the secret key, its public half, and the signature of one byte.
static void signatures_are_those_of_the_standard(void **state)
{
    (void)state;
    static const char SEED[] = "\x4c\xcd\x08\x9b\x28\xff\x96\xda\x9d\xb6\xc3\x46\xec\x11\x4e\x0f"
                               "\x5b\x8a\x31\x9f\x35\xab\xa6\x24\xda\x8c\xf6\xed\x4f\xb8\xa6\xfb";
    str public = S("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    str due = S("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    struct sign_key key;
    char signature[SIGN_TEXT_DIGITS + 1];
    put_file("sign.key", 0600, SEED, 32);
    assert_null(sign_key_open(arena, folder, NOON, &key));
    assert_string_equal(key.public, public.p);
    sign_text(&key, S("\x72"), signature);
    assert_string_equal(signature, due.p);
    assert_true(sign_fits(public, S("\x72"), due));
    sign_key_close(&key);
    static const struct sign_key EMPTY;
    assert_memory_equal(&key, &EMPTY, sizeof(key));
}

static void a_signature_fits_its_own_text_and_key_only(void **state)
{
    (void)state;
    struct sign_key key;
    char signature[SIGN_TEXT_DIGITS + 1];
    assert_null(sign_key_make(arena, folder, NOON));
    assert_null(sign_key_open(arena, folder, NOON, &key));
    sign_text(&key, S("text"), signature);
    str public = str_copy(arena, str_view(key.public));
    str good = str_copy(arena, str_view(signature));
    sign_key_close(&key);
    assert_true(sign_fits(public, S("text"), good));
    assert_false(sign_fits(public, S("texT"), good));
    assert_false(sign_fits(public, S("text"), S("")));
    assert_false(sign_fits(S(""), S("text"), good));
    assert_false(sign_fits(public, S("text"), str_slice(good, 0, good.n - 1)));
    for (size_t i = 0; i < SIGN_TEXT_DIGITS; i++) {
        signature[i] = signature[i] == '0' ? '1' : '0';
        assert_false(sign_fits(public, S("text"), str_view(signature)));
        signature[i] = good.p[i];
    }
    assert_null(sign_key_replace(arena, folder, NOON));
    assert_null(sign_key_open(arena, folder, NOON, &key));
    assert_false(sign_fits(str_view(key.public), S("text"), good)); // the wrong key
    sign_key_close(&key);
}

static void a_key_that_was_replaced_stays_listed(void **state)
{
    (void)state;
    sign_publics list;
    assert_null(sign_list(arena, folder, &list));
    assert_int_equal(list.count, 0); // no key yet
    assert_null(sign_key_make(arena, folder, NOON));
    assert_null(sign_key_make(arena, folder, instant_add_s(NOON, 1))); // keeps the one there is
    assert_null(sign_list(arena, folder, &list));
    assert_int_equal(list.count, 1);
    str first = list.items[0].key;
    assert_true(str_equals(list.items[0].since, instant_format_iso(arena, NOON)));
    assert_null(sign_key_replace(arena, folder, instant_add_s(NOON, 3600)));
    assert_null(sign_list(arena, folder, &list));
    assert_int_equal(list.count, 2);
    assert_true(str_equals(list.items[0].key, first));
    assert_false(str_equals(list.items[1].key, first));
    assert_true(sign_is_listed(&list, first));
    struct sign_key key;
    assert_null(sign_key_open(arena, folder, NOON, &key));
    assert_string_equal(key.public, list.items[1].key.p);
    sign_key_close(&key);
}

// People take lines out of it with an editor.
static void a_list_edited_by_hand_is_read_and_added_to(void **state)
{
    (void)state;
    sign_publics list;
    struct sign_key key;
    assert_null(sign_key_make(arena, folder, NOON));
    assert_null(sign_list(arena, folder, &list));
    str first = list.items[0].key;
    str edited = str_format(arena, "\n2026-11-24T00:00:00Z %.*s\r\n\n2026-11-23T00:00:00Z %.*s",
                            STR_ARG(first), STR_ARG(first)); // the last line has no end
    put_file("sign.pub", 0644, edited.p, edited.n);
    assert_null(sign_key_replace(arena, folder, NOON));
    assert_null(sign_list(arena, folder, &list));
    assert_int_equal(list.count, 3);
    assert_true(str_equals(list.items[0].key, first) && str_equals(list.items[1].key, first));
    assert_null(sign_key_open(arena, folder, NOON, &key));
    assert_string_equal(key.public, list.items[2].key.p);
    sign_key_close(&key);
}

static void a_key_that_others_may_read_and_a_broken_list_are_refused(void **state)
{
    (void)state;
    struct sign_key key;
    sign_publics list;
    assert_ptr_equal(sign_key_open(arena, folder, NOON, &key), &SIGN_KEY_MISSING);
    assert_null(sign_key_make(arena, folder, NOON));
    assert_int_equal(chmod(path_of("sign.key"), 0640), 0);
    assert_ptr_equal(sign_key_open(arena, folder, NOON, &key), &SIGN_KEY_MISSING);
    assert_int_equal(chmod(path_of("sign.key"), 0600), 0);
    assert_int_equal(truncate(path_of("sign.key"), 31), 0);
    assert_ptr_equal(sign_key_open(arena, folder, NOON, &key), &SIGN_KEY_MISSING);

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    static const str WRONG[] = {
        {"2026-11-24T00:00:00Z\n",         21 },
        {"2026-11-24T00:00:00Z ab\n",      24 },
        {"2026-11-24T00:00:00Z  \n",       23 },
        {"2026\xFF " KEY "\n",             71 }, // no text
        {"2026 " KEY "\0\n2027 " KEY "\n", 141}, // what stands behind a NUL is not passed over
    };
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        put_file("sign.pub", 0644, WRONG[i].p, WRONG[i].n);
        assert_ptr_equal(sign_list(arena, folder, &list), &SIGN_LIST_BROKEN);
    }
    // As long as a line may be, and a byte more: what follows is not taken for a line of its own.
    str blanks = str_format(arena, "%*s", LIMIT_SIGN_LINE, "");
    str line = str_join(arena, S("2026 " KEY), str_slice(blanks, 0, LIMIT_SIGN_LINE - 71));
    str fits = str_join(arena, line, S("\n2027 " KEY "\n"));
    put_file("sign.pub", 0644, fits.p, fits.n);
    assert_null(sign_list(arena, folder, &list));
    assert_int_equal(list.count, 2);
    str longer = str_join(arena, line, S(" \n2027 " KEY "\n"));
    put_file("sign.pub", 0644, longer.p, longer.n);
    assert_ptr_equal(sign_list(arena, folder, &list), &SIGN_LIST_BROKEN);
    assert_ptr_equal(sign_key_make(arena, S("/nowhere/at/all"), NOON), &SIGN_CANNOT_WRITE);
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(signatures_are_those_of_the_standard, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_signature_fits_its_own_text_and_key_only, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_key_that_was_replaced_stays_listed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_edited_by_hand_is_read_and_added_to, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_key_that_others_may_read_and_a_broken_list_are_refused,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
