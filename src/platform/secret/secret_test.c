// Secrets fit only themselves.
#include "platform/secret/secret.h"

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

static struct arena *arena;

// RFC 6238 appendix B, SHA-1, the last six digits; the secret is "12345678901234567890".
static void codes_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        int64_t s;
        const char *code;
    } VECTORS[] = {
        {59,          "287082"},
        {1111111109,  "081804"},
        {1111111111,  "050471"},
        {1234567890,  "005924"},
        {2000000000,  "279037"},
        {20000000000, "353130"}
    };
    for (size_t i = 0; i < COUNT(VECTORS); i++) {
        instant at = {.us = VECTORS[i].s * 1000000};
        str secret = S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        str code = secret_totp_code(arena, secret, at);
        assert_true(str_equals(code, str_view(VECTORS[i].code)));
        int64_t step = 0;
        assert_true(secret_totp_fits(secret, code, at, &step));
        assert_int_equal(step, VECTORS[i].s / 30);
        assert_true(secret_totp_fits(secret, code, instant_add_s(at, 30), &step));
        assert_int_equal(step, VECTORS[i].s / 30);
        assert_false(secret_totp_fits(secret, code, instant_add_s(at, 90), &step));
        assert_false(secret_totp_fits(secret, S("12345"), at, &step));
    }
}

#define DRAWS 1000

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

// Long enough, of every digit at every place, and none drawn before: a clock, a counter or a seed
// of a dozen bits would be noticed.
static void what_is_made_by_chance_is_long_and_never_the_same(void **state)
{
    (void)state;
    static str tokens[DRAWS];
    static bool seen[64]['f' + 1];
    static bool digits[8]['9' + 1];
    for (int i = 0; i < DRAWS; i++) {
        tokens[i] = secret_token(arena);
        assert_int_equal(tokens[i].n, 64);
        for (size_t k = 0; k < 64; k++) {
            seen[k][(unsigned char)tokens[i].p[k]] = true;
        }
        str code = secret_digits(arena, 8);
        assert_int_equal(code.n, 8);
        for (size_t k = 0; k < 8; k++) {
            digits[k][(unsigned char)code.p[k]] = true;
        }
    }
    for (size_t k = 0; k < 64; k++) {
        for (const char *hex = "0123456789abcdef"; *hex != '\0'; hex++) {
            assert_true(seen[k][(unsigned char)*hex]);
        }
    }
    for (size_t k = 0; k < 8; k++) {
        for (int digit = '0'; digit <= '9'; digit++) {
            assert_true(digits[k][digit]);
        }
    }
    qsort(tokens, DRAWS, sizeof *tokens, by_text);
    for (int i = 1; i < DRAWS; i++) {
        assert_false(str_equals(tokens[i - 1], tokens[i]));
    }
}

static void a_password_fits_its_own_hash_only(void **state)
{
    (void)state;
    str hash = secret_hash_password(arena, S("두레 마을 17"), SECRET_COST_LEAST);
    assert_true(str_starts(hash, S("$argon2id$")));
    assert_true(secret_password_fits(hash, S("두레 마을 17")));
    assert_false(secret_password_fits(hash, S("두레 마을 18")));
    assert_false(secret_password_fits(hash, S("")));
    assert_false(secret_password_fits(S("garbage"), S("두레 마을 17")));
    str full = secret_hash_password(arena, S("x"), SECRET_COST_FULL);
    assert_true(str_contains(full, S("m=65536,t=2,p=1")));
}

static void what_is_sealed_opens_in_its_place_only(void **state)
{
    (void)state;
    str sealed = secret_seal(arena, S("123-45-6789"), S("supplier.1"));
    assert_false(str_contains(sealed, S("123-45-6789")));
    str plain = {0};
    assert_null(secret_open(arena, sealed, S("supplier.1"), &plain));
    assert_true(str_equals(plain, S("123-45-6789")));
    assert_non_null(secret_open(arena, sealed, S("supplier.2"), &plain));
    for (size_t i = 0; i < sealed.n; i++) {
        str altered = str_copy(arena, sealed);
        ((char *)(uintptr_t)altered.p)[i] ^= 1;
        assert_non_null(secret_open(arena, altered, S("supplier.1"), &plain));
    }
    assert_non_null(secret_open(arena, S("abcd"), S("supplier.1"), &plain));
}

static void a_mark_knows_its_text_in_its_use_only(void **state)
{
    (void)state;
    str mark = secret_mark(arena, S("hana@x.kr"), S("login"));
    assert_int_equal(mark.n, 64);
    assert_true(str_equals(mark, secret_mark(arena, S("hana@x.kr"), S("login"))));
    assert_false(str_equals(mark, secret_mark(arena, S("hana@x.k"), S("login"))));
    assert_false(str_equals(mark, secret_mark(arena, S("hana@x.kr"), S("session"))));
    assert_false(
        str_equals(secret_mark(arena, S("b:c"), S("a")), secret_mark(arena, S("c"), S("a:b"))));
}

static void what_is_sealed_for_a_row_opens_in_no_other(void **state)
{
    (void)state;
    str plain = {0};
    str sealed = secret_seal_row(arena, S("504-10-1"), "supplier.account", 1);
    assert_null(secret_open_row(arena, sealed, "supplier.account", 1, &plain));
    assert_true(str_equals(plain, S("504-10-1")));
    assert_non_null(secret_open_row(arena, sealed, "supplier.account", 2, &plain));
    assert_non_null(secret_open_row(arena, sealed, "supplier.account", 11, &plain));
    assert_non_null(secret_open_row(arena, sealed, "claim.account", 1, &plain));
    assert_non_null(secret_open(arena, sealed, S("supplier.account"), &plain));

    // What was sealed for the column alone, before rows were bound, opens in none until it is
    // bound.
    str fresh = {0};
    str old = secret_seal(arena, S("504-10-2"), S("supplier.account"));
    assert_non_null(secret_open_row(arena, old, "supplier.account", 1, &plain));
    assert_non_null(secret_bind_row(arena, old, "claim.account", 1, &fresh));
    assert_null(secret_bind_row(arena, old, "supplier.account", 1, &fresh));
    assert_null(secret_open_row(arena, fresh, "supplier.account", 1, &plain));
    assert_true(str_equals(plain, S("504-10-2")));
    assert_non_null(secret_bind_row(arena, fresh, "supplier.account", 2, &old));
    assert_null(secret_bind_row(arena, fresh, "supplier.account", 1, &old));
    assert_int_equal(old.n, 0); // bound already
}

static void a_key_that_others_may_read_is_refused(void **state)
{
    char *folder = *state;
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/key", folder);
    assert_int_equal(chmod(path, 0644), 0);
    assert_non_null(secret_load_key(str_view(path), false));
    assert_int_equal(chmod(path, 0600), 0);
    assert_null(secret_load_key(str_view(path), true)); // keeps the one there is
}

static void a_key_is_known_by_its_mark_and_the_mark_is_not_the_key(void **state)
{
    char *folder = *state;
    char path[300];
    str mark;
    str again;
    (void)snprintf(path, sizeof(path), "%s/other", folder);
    assert_null(secret_key_mark(arena, str_view(path), &mark));
    assert_int_equal(mark.n, 0); // none there
    assert_int_not_equal(access(path, F_OK), 0);
    (void)snprintf(path, sizeof(path), "%s/key", folder);
    assert_null(secret_key_mark(arena, str_view(path), &mark));
    assert_null(secret_key_mark(arena, str_view(path), &again));
    assert_int_equal(mark.n, 64);
    assert_true(str_equals(mark, again));

    char bytes[32];
    char hex[65];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fread(bytes, 1, sizeof(bytes), f), sizeof(bytes));
    (void)fclose(f);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        (void)snprintf(hex + 2 * i, 3, "%02x", (unsigned char)bytes[i]);
    }
    assert_false(str_equals(mark, str_view(hex)));
    assert_int_equal(chmod(path, 0644), 0);
    assert_non_null(secret_key_mark(arena, str_view(path), &mark));
    assert_int_equal(chmod(path, 0600), 0);
}

static int set_up(void **state)
{
    static char folder[] = "/tmp/dure-secret-XXXXXX";
    secret_init();
    arena = arena_open(LIMIT_ARENA_UNIT);
    char path[300];
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(path, sizeof(path), "%s/key", folder);
    *state = folder;
    return secret_load_key(str_view(path), true) == NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/key", (char *)*state);
    (void)unlink(path);
    (void)rmdir(*state);
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(what_is_made_by_chance_is_long_and_never_the_same),
        cmocka_unit_test(a_password_fits_its_own_hash_only),
        cmocka_unit_test(what_is_sealed_opens_in_its_place_only),
        cmocka_unit_test(a_mark_knows_its_text_in_its_use_only),
        cmocka_unit_test(what_is_sealed_for_a_row_opens_in_no_other),
        cmocka_unit_test(a_key_that_others_may_read_is_refused),
        cmocka_unit_test(a_key_is_known_by_its_mark_and_the_mark_is_not_the_key),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
