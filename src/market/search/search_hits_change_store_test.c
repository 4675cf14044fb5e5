// What frequent words find is kept while offers come, go and are called otherwise: two processes
// answer the same, one that keeps and one that reads anew.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"

#define CUPS 60
#define STEPS 120
#define GOODS_MAX (CUPS + STEPS)

// The same goods by two processes: one keeps what words find, one reads it anew.
struct two_shops {
    struct search_bench b;
    struct search *anew;
    uint64_t chance;
    offer_id goods[GOODS_MAX];
    size_t count;
};

static size_t below(struct two_shops *x, size_t most)
{
    x->chance = x->chance * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (size_t)(x->chance >> 33) % most;
}

static const char *any_title(struct two_shops *x)
{
    static const char *const TITLES[] = {"흰 종이컵 6.5온스", "흰 머그컵", "재생 복사용지 A4",
                                         "갈색 종이컵 세트",  "컵 홀더",   "LED 컵 조명"};
    return TITLES[below(x, COUNT(TITLES))];
}

static void add_good(struct two_shops *x)
{
    struct catalog_scene *s = &x->b.scene;
    const char *category = below(x, 2) == 0 ? "paper.copy.a4" : "office.write.pen";
    supplier_id firm = below(x, 2) == 0 ? s->woman : s->rival;
    int64_t price = 1000 + (int64_t)below(x, 9000);
    x->goods[x->count++] = catalog_testing_add(s, category, any_title(x), firm, price).offer;
}

static void call_otherwise(struct two_shops *x, offer_id offer)
{
    search_bench_call(&x->b, offer, any_title(x));
}

// One thing that happens to a catalogue, by chance.
static void happen(struct two_shops *x)
{
    static const char *const STATES[] = {"active", "active", "paused", "ended"};
    offer_id offer = x->goods[below(x, x->count)];
    switch (below(x, 4)) {
    case 0:
        add_good(x);
        break;
    case 1:
    case 2:
        call_otherwise(x, offer);
        break;
    default:
        catalog_testing_change(&x->b.scene, offer, 1000 + (int64_t)below(x, 9000),
                               STATES[below(x, COUNT(STATES))]);
        break;
    }
}

static void catch_up_both(struct two_shops *x, date today)
{
    struct search *keeps = x->b.search;
    search_bench_catch_up_on(&x->b, today);
    x->b.search = x->anew;
    search_bench_catch_up_on(&x->b, today);
    x->b.search = keeps;
}

static int64_t compare(struct two_shops *x, const char *word, enum search_sort sort)
{
    struct search *keeps = x->b.search;
    struct search_result kept = search_bench_ask_anew(&x->b, word, sort);
    x->b.search = x->anew;
    struct search_result anew = search_bench_ask_anew(&x->b, word, sort);
    x->b.search = keeps;
    assert_int_equal(x->anew->hits_count, 0);
    assert_int_equal(kept.total, anew.total);
    assert_int_equal(kept.hits.count, anew.hits.count);
    for (size_t i = 0; i < kept.hits.count; i++) {
        assert_int_equal(kept.hits.items[i].offer_id, anew.hits.items[i].offer_id);
        assert_int_equal(kept.hits.items[i].rank, anew.hits.items[i].rank);
    }
    for (size_t i = 0; i < kept.categories.count; i++) {
        assert_int_equal(kept.categories.items[i].count, anew.categories.items[i].count);
    }
    return kept.total;
}

static void open_two(struct two_shops *x, struct testing_db *t, size_t share_least,
                     size_t hits_least)
{
    *x = (struct two_shops){.chance = 20261127};
    search_bench_open(&x->b, t);
    assert_null(search_open(str_view(x->b.place.url), &x->anew));
    x->b.search->hits_least = hits_least;
    x->b.search->few_most = 5; // it begins anew now and then
    x->anew->few_most = 0;
    x->b.search->share_least = share_least;
    x->anew->share_least = share_least;
    for (int i = 0; i < CUPS; i++) {
        add_good(x);
    }
    catch_up_both(x, SEARCH_BENCH_TODAY);
}

static void close_two(struct two_shops *x)
{
    search_close(x->anew);
    search_bench_close(&x->b);
}

// A day, or a part of it. What is kept stays, but where a day begins with changes.
static void live_on(struct two_shops *x, date *today)
{
    date yesterday = *today;
    size_t kept = x->b.search->hits_count;
    for (size_t n = below(x, 4); n > 0 && x->count < GOODS_MAX; n--) {
        happen(x);
    }
    *today = date_add_days(yesterday, below(x, 20) == 0);
    catch_up_both(x, *today);
    if (date_equals(yesterday, *today)) {
        assert_int_equal(x->b.search->hits_count, kept);
    }
}

struct kinds {
    size_t lists;
    size_t bits;
};

static void count_kinds(const struct search *s, struct kinds *kinds)
{
    for (size_t i = 0; i < s->hits_count; i++) {
        kinds->bits += s->hits[i].found != NULL;
        kinds->lists += s->hits[i].listed.n > 0;
    }
}

// Words of titles, of a category, two at once, one left out, a beginning: whatever is kept.
static void follow_changes(struct testing_db *t, size_t share_least, size_t hits_least)
{
    static const char *const WORDS[] = {"종이컵",    "복사용지",   "머그컵", "컵",
                                        "흰 종이컵", "흰 -종이컵", "le",     "컵 -le"};
    struct two_shops *x = calloc(1, sizeof(*x));
    date today = SEARCH_BENCH_TODAY;
    int64_t found = 0;
    struct kinds kinds = {0};
    assert_non_null(x);
    open_two(x, t, share_least, hits_least);
    for (int i = 0; i < STEPS; i++) {
        live_on(x, &today);
        for (size_t n = below(x, COUNT(WORDS)); n > 0; n--) { // some wait for long
            enum search_sort sort = below(x, 2) == 0 ? SEARCH_RELEVANT : SEARCH_CHEAP;
            found += compare(x, WORDS[below(x, COUNT(WORDS))], sort);
        }
        count_kinds(x->b.search, &kinds);
        arena_reset(t->arena);
    }
    assert_true(found > 1000);
    assert_true(hits_least > 1 || (kinds.lists > 50 && kinds.bits > 50));
    close_two(x);
    free(x);
}

static void what_is_kept_follows_whatever_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        follow_changes(&t, SIZE_MAX, 1);
    }
}

// Its rows are another process's, made of its own change.
static void what_is_kept_follows_columns_that_others_made(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        follow_changes(&t, 0, 1);
    }
}

static void what_few_have_follows_whatever_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        follow_changes(&t, SIZE_MAX, SEARCH_HITS_LEAST);
    }
}

// More than are looked at again one by one.
static void what_many_changes_touched_is_read_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct two_shops *x = calloc(1, sizeof(*x));
        assert_non_null(x);
        open_two(x, &t, SIZE_MAX, 1);
        (void)compare(x, "종이컵", SEARCH_RELEVANT);
        assert_non_null(search_bench_kept(&x->b, "종이컵"));
        for (int i = 0; i <= SEARCH_HITS_DUE; i++) {
            call_otherwise(x, x->goods[(size_t)i % x->count]);
            catch_up_both(x, SEARCH_BENCH_TODAY);
        }
        assert_int_equal(x->b.search->hits_count, 1);
        (void)compare(x, "종이컵", SEARCH_RELEVANT);
        assert_non_null(search_bench_kept(&x->b, "종이컵"));
        close_two(x);
        free(x);
    }
}

// So many offers change, and the word is asked for again: how many places are taken by then? One
// more where it was read anew, since its old one only gives way to the next.
static size_t places_after(struct two_shops *x, const char *word, size_t changes)
{
    struct search *s = x->b.search;
    int64_t changed = s->hits_changed;
    for (size_t i = 0; i < changes; i++) {
        char title[60];
        (void)snprintf(title, sizeof(title), "LED 컵 %lld", (long long)changed); // never called so
        search_bench_call(&x->b, x->goods[i], title);
    }
    catch_up_both(x, SEARCH_BENCH_TODAY);
    assert_int_equal(s->hits_changed, changed + (int64_t)changes);
    (void)compare(x, word, SEARCH_RELEVANT);
    assert_non_null(search_bench_kept(&x->b, word));
    return s->hits_count;
}

// The index makes a list of such a word for each offer that is looked at again.
static void a_beginning_of_several_letters_is_read_anew_after_a_few_changes(void **state)
{
    static const struct {
        const char *word;
        size_t places;
    } CASES[] = {
        {"le",           2},
        {"종이컵 le", 2},
        {"컵 -le",      2},
        {"l",            1},
        {"종이컵",    1},
        {"종",          1},
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct two_shops *x = calloc(1, sizeof(*x));
        assert_non_null(x);
        open_two(x, &t, SIZE_MAX, 1);
        for (size_t i = CUPS / 2; i < CUPS; i++) {
            search_bench_call(&x->b, x->goods[i], "LED 종이컵 조명");
        }
        catch_up_both(x, SEARCH_BENCH_TODAY);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            search_hits_forget(x->b.search);
            assert_int_equal(places_after(x, CASES[i].word, 0), 1);
            assert_int_equal(places_after(x, CASES[i].word, SEARCH_HITS_DUE_BEGUN), 1);
            assert_int_equal(places_after(x, CASES[i].word, SEARCH_HITS_DUE_BEGUN + 1),
                             CASES[i].places);
        }
        close_two(x);
        free(x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_follows_whatever_changes),
        cmocka_unit_test(what_is_kept_follows_columns_that_others_made),
        cmocka_unit_test(what_few_have_follows_whatever_changes),
        cmocka_unit_test(a_beginning_of_several_letters_is_read_anew_after_a_few_changes),
        cmocka_unit_test(what_many_changes_touched_is_read_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
