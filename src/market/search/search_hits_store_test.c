// What frequent words find, read before anybody asks: the same hits in the same order as without
// it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"
#include "market/search/search_token.h"

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

static const struct search_hits *kept_of(struct search_bench *b, const char *word)
{
    struct search *s = b->search;
    return search_hits_find(s, search_match(b->scene.database->arena, s->added, str_view(word)));
}

static struct search_result ask(struct search_bench *b, const char *word, enum search_sort sort)
{
    search_kept_begin(b->search); // no answer of before
    return search_bench_ask(b, (struct search_query){.text = str_view(word), .sort = sort});
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
        assert_non_null(kept_of(&b, "종이컵"));
        assert_non_null(kept_of(&b, "머그컵"));
        assert_non_null(kept_of(&b, "복사용지")); // what the category is called
        assert_null(kept_of(&b, "유성볼펜"));     // one of 64
        assert_null(kept_of(&b, "흰"));           // a beginning is asked anew
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
                struct search_result plain = ask(&b, WORDS[i], (enum search_sort)sort);
                search_hits_forget(b.search);
                assert_null(search_hits_fill(b.search, t.arena));
                struct search_result kept = ask(&b, WORDS[i], (enum search_sort)sort);
                assert_true(plain.total > 0);
                assert_int_equal(kept.total, plain.total);
                assert_int_equal(kept.hits.count, plain.hits.count);
                for (size_t k = 0; k < kept.hits.count; k++) {
                    assert_int_equal(kept.hits.items[k].offer_id, plain.hits.items[k].offer_id);
                    assert_int_equal(kept.hits.items[k].rank, plain.hits.items[k].rank);
                }
            }
        }
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_things_have_no_frequent_words),
        cmocka_unit_test(frequent_words_of_titles_and_categories_are_kept_and_rare_ones_are_not),
        cmocka_unit_test(what_is_kept_is_what_is_found_without_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
