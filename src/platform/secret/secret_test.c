// Secrets fit only themselves.
#include "platform/secret/secret.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

enum { FITS, DIFFERS, NO_MEMORY };

// What is said of a password in a process that may have so many bytes more.
static int said_with(size_t bytes_more, str hash, str password)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        jmp_buf edge;
        long pages = 0;
        FILE *f = fopen("/proc/self/statm", "re");
        if (f == NULL || fscanf(f, "%ld", &pages) != 1) {
            _exit(100);
        }
        (void)fclose(f);
        if (setjmp(edge) != 0) {
            _exit(NO_MEMORY);
        }
        arena_set_edge(arena, &edge);
        rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + bytes_more;
        struct rlimit limit = {most, most};
        if (setrlimit(RLIMIT_AS, &limit) != 0) {
            _exit(101);
        }
        _exit(secret_password_fits(arena, hash, password) ? FITS : DIFFERS);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

// Where the system has no 64 MiB, nobody is told that the password is wrong, nor that it is right.
static void no_memory_says_nothing_of_a_password(void **state)
{
    (void)state;
    str hash = secret_hash_password(arena, S("두레 마을 17"), SECRET_COST_FULL);
    assert_int_equal(said_with(256 * MIB, hash, S("두레 마을 17")), FITS);
    assert_int_equal(said_with(256 * MIB, hash, S("두레 마을 18")), DIFFERS);
    assert_int_equal(said_with(16 * MIB, hash, S("두레 마을 17")), NO_MEMORY);
    assert_int_equal(said_with(16 * MIB, hash, S("두레 마을 18")), NO_MEMORY);

    jmp_buf edge;
    volatile int met = 0;
    arena_set_edge(arena, &edge);
    if (setjmp(edge) == 0) {
        arena_fail_at(2); // the room for the text is the first
        (void)secret_hash_password(arena, S("두레 마을 17"), SECRET_COST_LEAST);
    } else {
        met = 1;
    }
    arena_fail_at(0);
    arena_set_edge(arena, NULL);
    assert_int_equal(met, 1);
}

static void a_password_fits_its_own_hash_only(void **state)
{
    (void)state;
    str hash = secret_hash_password(arena, S("두레 마을 17"), SECRET_COST_LEAST);
    assert_true(str_starts(hash, S("$argon2id$")));
    assert_true(secret_password_fits(arena, hash, S("두레 마을 17")));
    assert_false(secret_password_fits(arena, hash, S("두레 마을 18")));
    assert_false(secret_password_fits(arena, hash, S("")));
    assert_false(secret_password_fits(arena, S("garbage"), S("두레 마을 17")));
    str full = secret_hash_password(arena, S("x"), SECRET_COST_FULL);
    assert_true(str_contains(full, S("m=65536,t=2,p=1")));
    assert_false(secret_hash_is_outdated(full));
    assert_true(secret_hash_is_outdated(hash));
    assert_true(secret_hash_is_outdated(S("garbage")));
}

// Who asks for an unknown account waits as long as for a known one: its cost is the one of today.
static void nobodys_hash_costs_as_much_as_any_and_fits_no_password(void **state)
{
    (void)state;
    assert_true(str_contains(secret_nobodys_hash(), S("m=65536,t=2,p=1")));
    for (int spared = 0; spared <= 1; spared++) {
        int64_t hashes = secret_hashes();
        assert_false(secret_password_fits(arena, secret_nobodys_hash(), S("두레 마을 17")));
        assert_int_equal(secret_hashes() - hashes, 1);
        assert_false(secret_hash_is_outdated(secret_nobodys_hash()));
        secret_spare(); // the last test of this program that asks at full cost
    }
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

static str name_in(void **state, const char *name)
{
    return str_format(arena, "%s/%s", (char *)*state, name);
}

// What other processes do, between two calls of this one.
static void put(void **state, const char *from, const char *to)
{
    assert_int_equal(rename(name_in(state, from).p, name_in(state, to).p), 0);
}

static void another_key_seals_and_the_one_of_before_still_opens(void **state)
{
    (void)state;
    str plain = {0};
    str fresh = {0};
    secret_keys keys;
    secret_list_keys(arena, &keys);
    assert_int_equal(keys.count, 1);
    str first = keys.items[0].id;
    str sealed = secret_seal_row(arena, S("504-10-1"), "claim.account", 7);
    str nameless = str_slice(sealed, first.n + 1, sealed.n); // as it lay before keys had ids
    assert_true(str_equals(secret_key_of(sealed), first));
    assert_int_equal(secret_key_of(nameless).n, 0);
    assert_null(secret_open_row(arena, nameless, "claim.account", 7, &plain));
    assert_null(secret_renew_row(arena, sealed, "claim.account", 7, &fresh));
    assert_int_equal(fresh.n, 0); // under the key in use
    assert_null(secret_renew_row(arena, nameless, "claim.account", 7, &fresh));
    assert_true(str_equals(secret_key_of(fresh), first));

    assert_null(secret_replace_key());
    secret_list_keys(arena, &keys);
    assert_int_equal(keys.count, 2);
    assert_true(str_equals(keys.items[1].id, first));
    str second = keys.items[0].id;
    const str olds[] = {sealed, nameless};
    for (size_t i = 0; i < COUNT(olds); i++) {
        assert_null(secret_open_row(arena, olds[i], "claim.account", 7, &plain));
        assert_true(str_equals(plain, S("504-10-1")));
        assert_null(secret_renew_row(arena, olds[i], "claim.account", 7, &fresh));
        assert_true(str_equals(secret_key_of(fresh), second));
        assert_null(secret_open_row(arena, fresh, "claim.account", 7, &plain));
        assert_true(str_equals(plain, S("504-10-1")));
        assert_non_null(secret_open_row(arena, fresh, "claim.account", 8, &plain));
        assert_non_null(secret_renew_row(arena, olds[i], "claim.account", 8, &fresh));
    }
    // The same bytes said to be of the other key.
    str said = str_join(arena, second, str_slice(sealed, first.n, sealed.n));
    assert_non_null(secret_open_row(arena, said, "claim.account", 7, &plain));
}

static void a_key_that_was_put_there_meanwhile_is_used_at_once(void **state)
{
    str plain = {0};
    secret_keys before;
    secret_keys after;
    str sealed = secret_seal(arena, S("x"), S("y"));
    secret_list_keys(arena, &before);
    str other = name_in(state, "other/key");
    assert_int_equal(mkdir(name_in(state, "other").p, 0700), 0);
    assert_null(secret_load_key(other, true)); // as another process makes one
    str by_other = secret_seal(arena, S("x"), S("y"));
    assert_ptr_equal(secret_open(arena, sealed, S("y"), &plain), &SECRET_KEY_UNKNOWN);

    assert_null(secret_load_key(name_in(state, "key"), false));
    assert_ptr_equal(secret_open(arena, by_other, S("y"), &plain), &SECRET_KEY_UNKNOWN);
    put(state, "other/key", "key");
    str fresh = secret_seal(arena, S("x"), S("y"));
    assert_true(str_equals(secret_key_of(fresh), secret_key_of(by_other)));
    assert_null(secret_open(arena, by_other, S("y"), &plain));
    assert_null(secret_open(arena, sealed, S("y"), &plain)); // held, though its file is gone
    assert_null(secret_load_key(name_in(state, "key"), false));
    assert_ptr_equal(secret_open(arena, sealed, S("y"), &plain), &SECRET_KEY_UNKNOWN);
    secret_list_keys(arena, &after);
    assert_false(str_equals(before.items[0].id, after.items[0].id));
    assert_int_equal(rmdir(name_in(state, "other").p), 0);
}

static void an_older_key_is_found_by_its_name_and_nothing_else_is(void **state)
{
    str plain = {0};
    secret_keys keys;
    str sealed = secret_seal(arena, S("x"), S("y"));
    secret_list_keys(arena, &keys);
    const char *name = str_format(arena, "seal.old/%.*s.key", STR_ARG(keys.items[0].id)).p;
    assert_null(secret_replace_key());
    put(state, name, "aside");
    assert_null(secret_load_key(name_in(state, "key"), false));
    assert_ptr_equal(secret_open(arena, sealed, S("y"), &plain), &SECRET_KEY_UNKNOWN);
    put(state, "aside", name);
    assert_null(secret_open(arena, sealed, S("y"), &plain));
    // A form's field brings any bytes.
    static const char *const IDS[] = {"../../../../../x", "seal.old/../keyx", "0123456789ABCDEF"};
    for (size_t i = 0; i < COUNT(IDS); i++) {
        str said = str_join(arena, str_view(IDS[i]), str_slice(sealed, 16, sealed.n));
        assert_ptr_equal(secret_open(arena, said, S("y"), &plain), &SECRET_KEY_UNKNOWN);
    }
    assert_int_equal(chmod(name_in(state, name).p, 0640), 0); // who else has read it?
    assert_non_null(secret_load_key(name_in(state, "key"), false));
    assert_int_equal(chmod(name_in(state, name).p, 0600), 0);
    assert_null(secret_load_key(name_in(state, "key"), false));
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

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *at)
{
    (void)facts;
    (void)kind;
    (void)at;
    return remove(path);
}

static int tear_down(void **state)
{
    (void)nftw(*state, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(what_is_made_by_chance_is_long_and_never_the_same),
        cmocka_unit_test(a_password_fits_its_own_hash_only),
        cmocka_unit_test(no_memory_says_nothing_of_a_password),
        cmocka_unit_test(what_is_sealed_opens_in_its_place_only),
        cmocka_unit_test(a_mark_knows_its_text_in_its_use_only),
        cmocka_unit_test(what_is_sealed_for_a_row_opens_in_no_other),
        cmocka_unit_test(a_key_that_others_may_read_is_refused),
        cmocka_unit_test(a_key_is_known_by_its_mark_and_the_mark_is_not_the_key),
        cmocka_unit_test(another_key_seals_and_the_one_of_before_still_opens),
        cmocka_unit_test(a_key_that_was_put_there_meanwhile_is_used_at_once),
        cmocka_unit_test(an_older_key_is_found_by_its_name_and_nothing_else_is),
        cmocka_unit_test(nobodys_hash_costs_as_much_as_any_and_fits_no_password),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
