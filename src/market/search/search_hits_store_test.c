// What frequent words find is kept, mostly before anybody asks: the same hits in the same order as
// without it, whatever changes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_few_store.h"
#include "market/search/search_index_store.h"

#define CUPS 60

// Sixty cups, most of them of paper, beside the scene's four offers.
static void open_shop(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    for (int i = 0; i < CUPS; i++) {
        const char *title = i % 3 == 0 ? "흰 머그컵" : "흰 종이컵 6.5온스 1000개";
        (void)catalog_testing_add(&b->scene, "paper.copy.a4", title, b->scene.woman, 1000 + i);
    }
    search_bench_catch_up(b);
}

static void a_few_things_have_no_frequent_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        assert_null(search_hits_fill(b.search, t.arena));
        assert_int_equal(b.search->hits_count, 0);
        search_bench_close(&b);
    }
}

static void frequent_words_of_titles_and_categories_are_kept_and_rare_ones_are_not(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        b.search->hits_least = 1;
        assert_null(search_hits_fill(b.search, t.arena));
        assert_in_range(b.search->hits_count, 3, SEARCH_HITS_MAX);
        assert_non_null(search_bench_kept(&b, "종이컵"));
        assert_non_null(search_bench_kept(&b, "머그컵"));
        assert_non_null(search_bench_kept(&b, "복사용지")); // what the category is called
        assert_null(search_bench_kept(&b, "유성볼펜"));     // one of 64
        assert_null(search_bench_kept(&b, "흰"));           // a beginning is asked anew
        size_t count = b.search->hits_count;
        assert_null(search_hits_fill(b.search, t.arena)); // again: nothing comes twice
        assert_int_equal(b.search->hits_count, count);
        search_bench_close(&b);
    }
}

static void what_is_kept_is_what_is_found_without_it(void **state)
{
    static const char *const WORDS[] = {"종이컵", "머그컵", "복사용지",
                                        "용지",   "재생",   "흰 종이컵"};
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        b.search->hits_least = 1;
        for (size_t i = 0; i < COUNT(WORDS); i++) {
            for (int sort = 0; sort < SEARCH_SORT_COUNT; sort++) {
                search_hits_forget(b.search);
                struct search_result plain =
                    search_bench_ask_anew(&b, WORDS[i], (enum search_sort)sort);
                search_hits_forget(b.search);
                assert_null(search_hits_fill(b.search, t.arena));
                struct search_result kept =
                    search_bench_ask_anew(&b, WORDS[i], (enum search_sort)sort);
                search_bench_check_same(&plain, &kept);
            }
        }
        search_bench_close(&b);
    }
}

// Words of the title count for the order alone: "-볼펜" leaves out what lies in a category called
// so.
static void whatever_the_order_the_same_is_found(void **state)
{
    static const char *const WORDS[] = {"종이컵", "흰 종이컵", "종이컵 -볼펜", "흰 -볼펜 -머그컵",
                                        "컵 -복사용지"};
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        for (int i = 0; i < CUPS; i++) {
            (void)catalog_testing_add(&b.scene, "office.write.pen", "흰 종이컵", b.scene.rival,
                                      900);
        }
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(WORDS); i++) {
            int64_t total = search_bench_ask_anew(&b, WORDS[i], SEARCH_CHEAP).total;
            assert_true(total > 0);
            assert_int_equal(search_bench_ask_anew(&b, WORDS[i], SEARCH_RELEVANT).total, total);
            b.search->hits_least = 1;
            assert_int_equal(search_bench_ask_anew(&b, WORDS[i], SEARCH_RELEVANT).total, total);
            assert_int_equal(search_bench_ask_anew(&b, WORDS[i], SEARCH_CHEAP).total, total);
            b.search->hits_least = SEARCH_HITS_LEAST;
        }
        assert_int_equal(search_bench_ask_anew(&b, "종이컵 -볼펜", SEARCH_RELEVANT).total,
                         CUPS * 2 / 3);
        search_bench_close(&b);
    }
}

static int64_t count(struct search_bench *b, enum search_sort sort)
{
    return search_bench_ask_anew(b, "종이컵", sort).total;
}

static void what_a_word_finds_follows_its_offer_and_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        offer_id mug =
            catalog_testing_add(&b.scene, "paper.copy.a4", "머그컵", b.scene.woman, 900).offer;
        search_bench_catch_up(&b);
        b.search->few_most = 0; // what is frequent alone
        int64_t cups = count(&b, SEARCH_RELEVANT);
        assert_int_equal(count(&b, SEARCH_CHEAP), cups);
        assert_int_equal(b.search->hits_count, 0); // few things: nothing is frequent
        b.search->hits_least = 1;
        for (int i = 0; i < 3; i++) {
            assert_int_equal(count(&b, i == 2 ? SEARCH_CHEAP : SEARCH_RELEVANT), cups);
            assert_int_equal(b.search->hits_count, 1);
        }
        const struct {
            const char *title; // NULL: as it was
            const char *state;
            int more;
        } STEPS_OF_ONE[] = {
            {NULL,                   "active", 0},
            {"흰 종이컵",        "active", 1},
            {"새 이름",           "active", 0},
            {"종이컵 새 이름", "active", 1},
            {NULL,                   "ended",  0}, // places move
        };
        for (size_t i = 0; i < COUNT(STEPS_OF_ONE); i++) {
            if (STEPS_OF_ONE[i].title != NULL) {
                search_bench_call(&b, mug, STEPS_OF_ONE[i].title);
            } else {
                catalog_testing_change(&b.scene, mug, 777, STEPS_OF_ONE[i].state);
            }
            search_bench_catch_up(&b);
            assert_int_equal(b.search->hits_count, 1);
            assert_int_equal(count(&b, SEARCH_RELEVANT), cups + STEPS_OF_ONE[i].more);
            assert_int_equal(count(&b, SEARCH_CHEAP), cups + STEPS_OF_ONE[i].more);
        }
        search_bench_close(&b);
    }
}

// As an answer asks for it.
static bool is_listed_from_kept(struct search_bench *b, const char *match)
{
    struct search *s = b->search;
    struct search_found found;
    for (size_t i = 0; i < s->hits_count; i++) {
        if (str_equals(s->hits[i].match, str_view(match))) {
            assert_null(search_hits_list(s, b->scene.database->arena, str_view(match), &found));
            return found.all == s->hits[i].found && found.listed.p == s->hits[i].listed.p;
        }
    }
    return false;
}

// Each `apart`th row of 64, none by its title.
static struct search_found list_each(struct arena *a, size_t apart)
{
    struct search_coder c = search_coder_new(a, 64, 64);
    for (size_t at = 0; at < 64; at += apart) {
        search_coder_add(&c, at, false);
    }
    return search_coder_end(&c);
}

// A word that finds everything.
static void keep(struct search_bench *b, str match)
{
    struct search *s = b->search;
    struct arena *a = b->scene.database->arena;
    struct search_found found = list_each(a, 1);
    struct search_hits *h = search_hits_keep(s, a, match, s->rows.count, &found);
    assert_true(found.all == h->found);
    assert_true(h->found[0] == UINT64_MAX);
    assert_int_equal(h->titled[0], 0);
}

// A list of as many bytes as all bits of it, or fewer, and bits where that is less.
static void what_a_word_finds_is_kept_as_is_less(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        struct search *s = b.search;
        assert_int_equal(s->rows.count, 64);
        s->hits_least = 1;
        struct search_found found = list_each(t.arena, 2);
        struct search_hits *h = search_hits_keep(s, t.arena, S("half"), 32, &found);
        assert_null(h->found);
        assert_int_equal(found.listed.n, 32);
        assert_ptr_equal(found.listed.p, h->listed.p);
        size_t bytes = search_hits_bytes(s);
        found = list_each(t.arena, 1);
        h = search_hits_keep(s, t.arena, S("all"), 64, &found);
        assert_non_null(h->found);
        assert_int_equal(found.listed.n, 0);
        assert_true(search_hits_bytes(s) > 2 * bytes);
        search_hits_forget(s);
        assert_int_equal(search_hits_bytes(s), 0);
        search_bench_close(&b);
    }
}

static void the_word_asked_longest_ago_gives_way(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        struct search *s = b.search;
        assert_int_equal(s->rows.count, 64);
        struct search_found all = list_each(t.arena, 1);
        assert_null(search_hits_keep(s, t.arena, S("w"), 999, &all)); // not frequent
        s->hits_least = 1;
        assert_null(
            search_hits_keep(s, t.arena, S("w"), s->rows.count / SEARCH_HITS_SHARE - 1, &all));
        for (int i = 0; i < SEARCH_HITS_ASKED; i++) {
            keep(&b, str_format(t.arena, "w%d", i));
        }
        assert_true(is_listed_from_kept(&b, "w0"));
        keep(&b, S("more"));
        assert_int_equal(s->hits_count, SEARCH_HITS_ASKED);
        struct search_found few;
        assert_true(search_few_find(s, S("w1"), &few)); // it steps down to where little is kept
        struct search_walk walk = search_walk_begin(s, &few);
        uint64_t found = 0;
        uint64_t titled = 1;
        assert_int_equal(search_walk_next(&walk, 0), 0);
        search_walk_take(&walk, 0, &found, &titled);
        assert_true(found == UINT64_MAX);
        assert_int_equal(titled, 0);
        assert_int_equal(search_walk_next(&walk, 1), SIZE_MAX);
        assert_true(is_listed_from_kept(&b, "w0"));
        assert_false(is_listed_from_kept(&b, "w1"));
        assert_true(is_listed_from_kept(&b, "more"));
        search_bench_close(&b);
    }
}

static void what_few_have_is_kept_until_something_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        int64_t total = search_bench_ask_anew(&b, "종이컵", SEARCH_RELEVANT).total;
        assert_int_equal(b.search->few_count, 1);
        assert_int_equal(search_bench_ask_anew(&b, "종이컵", SEARCH_CHEAP).total,
                         total); // another order, the same words
        assert_int_equal(b.search->few_count, 1);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        search_bench_catch_up(&b);
        assert_int_equal(b.search->few_count, 1); // a price changes no word
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "흰 종이컵", b.scene.rival, 900);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->few_count, 0);
        assert_int_equal(search_bench_ask_anew(&b, "종이컵", SEARCH_CHEAP).total, total + 1);
        search_bench_close(&b);
    }
}

#define FAILURES 40

// What was made ready for what could not be read gives way as the rest does.
static void an_index_that_keeps_failing_fills_no_room(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        struct out broken;
        out_init(&broken, t.arena, LIMIT_SEARCH_FEW_BYTES);
        out_str(&broken, S("\"종이컵\" AND"));
        while (broken.n < LIMIT_SEARCH_FEW_BYTES / 20) {
            out_char(&broken, ' ');
        }
        for (int i = 0; i < FAILURES; i++) {
            struct search_found found;
            assert_null(db_begin(b.search->index, DB_READ));
            assert_non_null(search_hits_list(b.search, t.arena, out_view(&broken), &found));
            db_rollback(b.search->index);
            assert_true(arena_used(b.search->few_room) <= LIMIT_SEARCH_FEW_BYTES * 7 / 8);
        }
        assert_int_equal(search_bench_ask_anew(&b, "종이컵", SEARCH_RELEVANT).total, CUPS * 2 / 3);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_things_have_no_frequent_words),
        cmocka_unit_test(frequent_words_of_titles_and_categories_are_kept_and_rare_ones_are_not),
        cmocka_unit_test(what_is_kept_is_what_is_found_without_it),
        cmocka_unit_test(whatever_the_order_the_same_is_found),
        cmocka_unit_test(what_a_word_finds_follows_its_offer_and_stays),
        cmocka_unit_test(what_a_word_finds_is_kept_as_is_less),
        cmocka_unit_test(the_word_asked_longest_ago_gives_way),
        cmocka_unit_test(what_few_have_is_kept_until_something_changes),
        cmocka_unit_test(an_index_that_keeps_failing_fills_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
