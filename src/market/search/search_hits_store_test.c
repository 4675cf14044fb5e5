// What frequent words find, read before anybody asks: the same hits in the same order as without
// it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"
#include "market/search/search_pass_test.sql.h"
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

static bool is_kept(struct search_bench *b, const char *word)
{
    struct search *s = b->search;
    str match = search_match(b->scene.database->arena, s->added, str_view(word));
    size_t i = 0;
    while (i < s->hits_count && !str_equals(s->hits[i].match, match)) {
        i++;
    }
    return i < s->hits_count;
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
        assert_true(is_kept(&b, "종이컵"));
        assert_true(is_kept(&b, "머그컵"));
        assert_true(is_kept(&b, "복사용지"));  // what the category is called
        assert_false(is_kept(&b, "유성볼펜")); // one of 64
        assert_false(is_kept(&b, "흰"));       // a beginning is asked anew
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
            int64_t total = ask(&b, WORDS[i], SEARCH_CHEAP).total;
            assert_true(total > 0);
            assert_int_equal(ask(&b, WORDS[i], SEARCH_RELEVANT).total, total);
            b.search->hits_least = 1;
            assert_int_equal(ask(&b, WORDS[i], SEARCH_RELEVANT).total, total);
            assert_int_equal(ask(&b, WORDS[i], SEARCH_CHEAP).total, total);
            b.search->hits_least = SEARCH_HITS_LEAST;
        }
        assert_int_equal(ask(&b, "종이컵 -볼펜", SEARCH_RELEVANT).total, CUPS * 2 / 3);
        search_bench_close(&b);
    }
}

// --- What changes --------------------------------------------------------------------------------

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

static void call(struct two_shops *x, offer_id offer, const char *title)
{
    struct db *db = x->b.scene.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_SEARCH_PASS_TEST_TITLE);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "title", str_view(title));
    assert_null(query_run(q, NULL));
    q = db_query(db, &SQL_SEARCH_PASS_TEST_CHANGE);
    bind_i64(q, "offer", offer.value);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

static void call_otherwise(struct two_shops *x, offer_id offer)
{
    call(x, offer, any_title(x));
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
    struct search_result kept = ask(&x->b, word, sort);
    x->b.search = x->anew;
    struct search_result anew = ask(&x->b, word, sort);
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

// Words of titles, of a category, two at once, one left out, a beginning: whatever is kept.
static void follow_changes(struct testing_db *t, size_t share_least, size_t hits_least)
{
    static const char *const WORDS[] = {"종이컵",    "복사용지",   "머그컵", "컵",
                                        "흰 종이컵", "흰 -종이컵", "le",     "컵 -le"};
    struct two_shops *x = calloc(1, sizeof(*x));
    date today = SEARCH_BENCH_TODAY;
    int64_t found = 0;
    assert_non_null(x);
    open_two(x, t, share_least, hits_least);
    for (int i = 0; i < STEPS; i++) {
        live_on(x, &today);
        for (size_t n = below(x, COUNT(WORDS)); n > 0; n--) { // some wait for long
            enum search_sort sort = below(x, 2) == 0 ? SEARCH_RELEVANT : SEARCH_CHEAP;
            found += compare(x, WORDS[below(x, COUNT(WORDS))], sort);
        }
        arena_reset(t->arena);
    }
    assert_true(found > 1000);
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

static void what_few_have_is_kept_until_something_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        follow_changes(&t, SIZE_MAX, SEARCH_HITS_LEAST);
    }
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shop(&b, &t);
        int64_t total = ask(&b, "종이컵", SEARCH_RELEVANT).total;
        assert_int_equal(b.search->few_count, 1);
        assert_int_equal(ask(&b, "종이컵", SEARCH_CHEAP).total,
                         total); // another order, the same words
        assert_int_equal(b.search->few_count, 1);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        search_bench_catch_up(&b);
        assert_int_equal(b.search->few_count, 1); // a price changes no word
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "흰 종이컵", b.scene.rival, 900);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->few_count, 0);
        assert_int_equal(ask(&b, "종이컵", SEARCH_CHEAP).total, total + 1);
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
        assert_int_equal(ask(&b, "종이컵", SEARCH_RELEVANT).total, CUPS * 2 / 3);
        search_bench_close(&b);
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
        assert_true(is_kept(&x->b, "종이컵"));
        for (int i = 0; i <= SEARCH_HITS_DUE; i++) {
            call_otherwise(x, x->goods[(size_t)i % x->count]);
            catch_up_both(x, SEARCH_BENCH_TODAY);
        }
        assert_int_equal(x->b.search->hits_count, 1);
        (void)compare(x, "종이컵", SEARCH_RELEVANT);
        assert_true(is_kept(&x->b, "종이컵"));
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
        call(x, x->goods[i], title);
    }
    catch_up_both(x, SEARCH_BENCH_TODAY);
    assert_int_equal(s->hits_changed, changed + (int64_t)changes);
    (void)compare(x, word, SEARCH_RELEVANT);
    assert_true(is_kept(&x->b, word));
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
            call(x, x->goods[i], "LED 종이컵 조명");
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
        cmocka_unit_test(a_few_things_have_no_frequent_words),
        cmocka_unit_test(frequent_words_of_titles_and_categories_are_kept_and_rare_ones_are_not),
        cmocka_unit_test(what_is_kept_is_what_is_found_without_it),
        cmocka_unit_test(whatever_the_order_the_same_is_found),
        cmocka_unit_test(what_is_kept_follows_whatever_changes),
        cmocka_unit_test(what_is_kept_follows_columns_that_others_made),
        cmocka_unit_test(what_few_have_is_kept_until_something_changes),
        cmocka_unit_test(a_beginning_of_several_letters_is_read_anew_after_a_few_changes),
        cmocka_unit_test(an_index_that_keeps_failing_fills_no_room),
        cmocka_unit_test(what_many_changes_touched_is_read_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
