#include "market/search/search_few_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS 3000000 // some distances take four bytes
#define GROUPS (ROWS / 64 + 1)

// A copy of so many rows, of which nothing but their count is asked.
struct shop {
    struct search s;
    struct arena *a;
};

static struct shop *shop_new(void)
{
    struct shop *x = calloc(1, sizeof(*x));
    assert_non_null(x);
    x->a = arena_open(64 * MIB);
    x->s.few_room = arena_open(LIMIT_SEARCH_FEW_BYTES);
    x->s.few_most = SEARCH_FEW_MAX;
    x->s.rows.count = ROWS;
    return x;
}

static void shop_free(struct shop *x)
{
    arena_close(x->a);
    arena_close(x->s.few_room);
    free(x);
}

static bool has_bit(const uint64_t *bits, size_t at)
{
    return (bits[at / 64] >> at % 64 & 1) != 0;
}

static struct search_found list_bits(struct shop *x, const uint64_t *found, const uint64_t *titled)
{
    size_t count = 0;
    for (size_t w = 0; w < GROUPS; w++) {
        count += (size_t)__builtin_popcountll(found[w]);
    }
    struct search_coder c = search_coder_new(x->a, count, ROWS);
    for (size_t at = 0; at < ROWS; at++) {
        if (has_bit(found, at)) {
            search_coder_add(&c, at, has_bit(titled, at));
        }
    }
    return search_coder_end(&c);
}

// The same groups, with the same rows in them.
static void check_walk(struct shop *x, const struct search_found *is, const uint64_t *found,
                       const uint64_t *titled)
{
    struct search_walk walk = search_walk_begin(&x->s, is);
    size_t due = search_walk_next(&walk, 0);
    for (size_t w = 0; w < GROUPS; w++) {
        uint64_t has_found = 0;
        uint64_t has_titled = 0;
        if (w == due) {
            search_walk_take(&walk, w, &has_found, &has_titled);
            due = search_walk_next(&walk, w + 1);
        }
        assert_true(has_found == found[w]);
        assert_true(has_titled == titled[w]);
    }
    assert_int_equal(due, SIZE_MAX);
}

static void a_list_finds_what_bits_find(void **state)
{
    (void)state;
    struct shop *x = shop_new();
    uint64_t *found = NEW_ARRAY(x->a, GROUPS, uint64_t);
    uint64_t *titled = NEW_ARRAY(x->a, GROUPS, uint64_t);
    unsigned chance = 20261127;
    for (int apart = 1; apart < 2 * ROWS; apart *= 5) { // all of them, … one
        memset(found, 0, GROUPS * sizeof(uint64_t));
        memset(titled, 0, GROUPS * sizeof(uint64_t));
        for (int i = 0; i < ROWS / apart + 1; i++) {
            chance = chance * 1103515245U + 12345U;
            size_t at = apart == 1 ? (size_t)i % ROWS : (chance >> 1) % ROWS;
            found[at / 64] |= UINT64_C(1) << at % 64;
            titled[at / 64] |= (uint64_t)(chance >> 30 & 1) << at % 64;
        }
        struct search_found bits = {.all = found, .titled = titled};
        check_walk(x, &bits, found, titled);
        struct search_found list = list_bits(x, found, titled);
        assert_null(list.all);
        check_walk(x, &list, found, titled);
    }
    shop_free(x);
}

static void nothing_found_has_no_group(void **state)
{
    (void)state;
    struct shop *x = shop_new();
    struct search_found none = {0};
    struct search_walk walk = search_walk_begin(&x->s, &none);
    assert_int_equal(search_walk_next(&walk, 0), SIZE_MAX);
    shop_free(x);
}

static void keep_place(struct shop *x, str match, size_t place)
{
    struct search_coder c = search_coder_new(x->a, 1, ROWS);
    search_coder_add(&c, place, false);
    struct search_found found = search_coder_end(&c);
    search_few_keep(&x->s, match, &found);
}

// What a question found stays until the next one begins, though there is no more room.
static void what_is_full_begins_anew_before_a_question(void **state)
{
    (void)state;
    struct shop *x = shop_new();
    struct search_found is;
    x->s.few_most = 2;
    keep_place(x, S("one"), 1);
    keep_place(x, S("two"), 2);
    keep_place(x, S("three"), 3);
    assert_true(search_few_find(&x->s, S("one"), &is));
    assert_true(search_few_find(&x->s, S("two"), &is));
    assert_int_equal(search_walk_begin(&x->s, &is).next, 2);
    assert_false(search_few_find(&x->s, S("three"), &is));
    search_few_make_room(&x->s);
    assert_false(search_few_find(&x->s, S("one"), &is));
    keep_place(x, S("three"), 3);
    search_few_make_room(&x->s);
    assert_true(search_few_find(&x->s, S("three"), &is));
    search_few_forget(&x->s);
    assert_false(search_few_find(&x->s, S("three"), &is));
    shop_free(x);
}

// So long a list leaves no room for others.
static void a_long_list_is_not_kept(void **state)
{
    (void)state;
    struct shop *x = shop_new();
    struct search_coder c = search_coder_new(x->a, ROWS / 10, ROWS);
    for (size_t i = 0; i < ROWS / 10; i++) {
        search_coder_add(&c, i, true);
    }
    struct search_found found = search_coder_end(&c);
    search_few_keep(&x->s, S("many"), &found);
    assert_false(search_few_find(&x->s, S("many"), &found));
    assert_int_equal(x->s.few_count, 0);
    shop_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_finds_what_bits_find),
        cmocka_unit_test(nothing_found_has_no_group),
        cmocka_unit_test(what_is_full_begins_anew_before_a_question),
        cmocka_unit_test(a_long_list_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
