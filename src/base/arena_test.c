// Memory of a unit: it has a ceiling, is zero, and is gone after a reset.
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

#define CEILING ((size_t)4 * LIMIT_ARENA_BLOCK)

static bool all_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] != 0) {
            return false;
        }
    }
    return true;
}

static void memory_is_zero_the_second_time_too(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    for (int unit = 0; unit < 3; unit++) {
        for (int i = 0; i < 40; i++) {
            char *p = arena_alloc(a, 5001);
            assert_true(all_zero(p, 5001));
            memset(p, 0x5A, 5001);
        }
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    arena_close(a);
}

static void the_next_unit_finds_its_memory_there(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    char *first = arena_alloc(a, LIMIT_ARENA_BLOCK);
    char *second = arena_alloc(a, LIMIT_ARENA_BLOCK);
    arena_reset(a);
    assert_ptr_equal(arena_alloc(a, LIMIT_ARENA_BLOCK), first);
    assert_ptr_equal(arena_alloc(a, LIMIT_ARENA_BLOCK), second);
    arena_close(a);
}

static void what_is_larger_than_a_block_has_one_of_its_own(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    for (int unit = 0; unit < 2; unit++) {
        char *small = arena_alloc(a, 1);
        char *large = arena_alloc(a, 2 * LIMIT_ARENA_BLOCK);
        memset(large, 1, 2 * LIMIT_ARENA_BLOCK);
        assert_int_equal(*small, 0);
        assert_non_null(arena_alloc(a, LIMIT_ARENA_BLOCK));
        arena_reset(a);
    }
    arena_close(a);
}

static bool fits(struct arena *a, size_t size)
{
    jmp_buf edge;
    if (setjmp(edge) != 0) {
        return false;
    }
    arena_set_edge(a, &edge);
    (void)arena_alloc(a, size);
    arena_set_edge(a, NULL);
    return true;
}

static void the_ceiling_holds_to_the_byte(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    assert_true(fits(a, CEILING));
    assert_false(fits(a, 1));
    arena_reset(a);
    assert_false(fits(a, CEILING + 1));
    assert_true(fits(a, CEILING - sizeof(max_align_t)));
    assert_true(fits(a, 1));
    assert_false(fits(a, 1));
    arena_close(a);
}

static void what_was_forgotten_is_shut(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    struct arena *a = arena_open(CEILING);
    char *p = arena_alloc(a, 20);
    assert_false(__asan_address_is_poisoned(p + 19));
    assert_true(__asan_address_is_poisoned(p + 20)); // beside it
    arena_reset(a);
    assert_true(__asan_address_is_poisoned(p));
    assert_ptr_equal(arena_alloc(a, 4), p);
    assert_false(__asan_address_is_poisoned(p + 3));
    assert_true(__asan_address_is_poisoned(p + 4));
    arena_close(a);
#else
    skip(); // only the sanitizer can tell
#endif
}

// Read as an attacker would who sees the memory of the process.
static size_t count_left(const char *p, size_t n)
{
    size_t left = 0;
#if defined(__SANITIZE_ADDRESS__)
    ASAN_UNPOISON_MEMORY_REGION(p, n);
#endif
    for (size_t i = 0; i < n; i++) {
        left += p[i] == 'k';
    }
    return left;
}

static void nothing_of_a_secret_is_left_after_its_unit(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    char *first = arena_alloc(a, 1000);
    char *second = arena_alloc(a, LIMIT_ARENA_BLOCK);
    memset(first, 'k', 1000);
    memset(second, 'k', LIMIT_ARENA_BLOCK);
    arena_reset(a); // both blocks are kept for the next unit
    assert_int_equal(count_left(first, 1000), 0);
    assert_int_equal(count_left(second, LIMIT_ARENA_BLOCK), 0);
    arena_close(a);
}

// Of a part of the work: its end is the whole's.
static void what_is_below_ends_with_what_is_above(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    struct arena *b = arena_open_below(a, LIMIT_ARENA_BLOCK);
    struct arena *c = arena_open_below(b, CEILING);
    struct arena *d = arena_open_below(a, CEILING);
    jmp_buf edge;
    volatile int jumps = 0;
    arena_set_edge(a, &edge);
    if (setjmp(edge) != 0) {
        jumps++;
    }
    if (jumps == 0) {
        (void)arena_alloc(b, LIMIT_ARENA_BLOCK + 1);
    } else if (jumps == 1) {
        (void)arena_alloc(c, CEILING + 1);
    }
    assert_int_equal(jumps, 2);
    arena_close(d); // by itself
    arena_reset(a); // and with it b, and with that c
#if defined(__SANITIZE_ADDRESS__)
    assert_true(__asan_address_is_poisoned(b));
    assert_true(__asan_address_is_poisoned(c));
#endif
    (void)arena_open_below(a, CEILING);
    arena_close(a);
}

static void what_was_allocated_last_grows_where_it_lies(void **state)
{
    (void)state;
    struct arena *a = arena_open(CEILING);
    char *first = arena_alloc(a, 100);
    char *last = arena_alloc(a, 100);
    memset(last, 1, 100);
    assert_false(arena_extend(a, first, 100, 200)); // the last one lies behind it
    assert_true(arena_extend(a, last, 100, 5000));
    assert_true(all_zero(last + 100, 4900));
    assert_int_equal(last[99], 1);
    char *next = arena_alloc(a, 16);
    assert_true(next >= last + 5000);
    assert_false(arena_extend(a, next, 16, LIMIT_ARENA_BLOCK)); // no room in the block
    memset(last, 1, 5000);
    arena_reset(a);
    assert_true(all_zero(arena_alloc(a, 6000), 6000));
    arena_reset(a);
    char *most = arena_alloc(a, LIMIT_ARENA_BLOCK - 4096);
    assert_true(fits(a, CEILING - LIMIT_ARENA_BLOCK));
    assert_false(arena_extend(a, most, LIMIT_ARENA_BLOCK - 4096, LIMIT_ARENA_BLOCK));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_secret_is_left_after_its_unit),
        cmocka_unit_test(memory_is_zero_the_second_time_too),
        cmocka_unit_test(the_next_unit_finds_its_memory_there),
        cmocka_unit_test(what_is_larger_than_a_block_has_one_of_its_own),
        cmocka_unit_test(the_ceiling_holds_to_the_byte),
        cmocka_unit_test(what_was_forgotten_is_shut),
        cmocka_unit_test(what_was_allocated_last_grows_where_it_lies),
        cmocka_unit_test(what_is_below_ends_with_what_is_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
