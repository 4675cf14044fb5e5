// What frequent words find is read while nobody asks, and read again when too much changed: no
// question waits for it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"

#define CUPS 60

struct shop {
    struct search_bench b;
    offer_id cups[CUPS]; // one in three a mug, the others of paper
};

// Beside the scene's four offers.
static void open_shop(struct shop *x, struct testing_db *t)
{
    search_bench_open(&x->b, t);
    struct catalog_scene *scene = &x->b.scene;
    for (int i = 0; i < CUPS; i++) {
        const char *title = i % 3 == 0 ? "흰 머그컵" : "흰 종이컵 6.5온스 1000개";
        x->cups[i] =
            catalog_testing_add(scene, "paper.copy.a4", title, scene->woman, 1000 + i).offer;
    }
    search_bench_catch_up(&x->b);
    x->b.search->hits_least = 1;
}

// As a worker does, with as many pieces at most as there may be.
static size_t tend(struct shop *x)
{
    struct search *s = x->b.search;
    size_t pieces = 0;
    for (; search_hits_are_due(s); pieces++) {
        assert_in_range(pieces, 0, 2 * SEARCH_FREQUENT_MAX);
        assert_null(search_hits_tend(s, x->b.scene.database->arena));
    }
    return pieces;
}

static void note_changes(struct shop *x, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        search_hits_note_changed(x->b.search, &x->cups[i % CUPS].value, 1);
    }
}

static void a_word_at_a_time_is_read_until_nothing_is_due(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct shop x;
        open_shop(&x, &t);
        struct search *s = x.b.search;
        assert_true(search_hits_are_due(s));
        size_t pieces = tend(&x);
        assert_in_range(s->frequent.count, 3, SEARCH_FREQUENT_MAX);
        assert_int_equal(s->hits_count, s->frequent.count);
        assert_in_range(pieces, 1 + s->frequent.count, 2 * SEARCH_FREQUENT_MAX);
        assert_non_null(search_bench_kept(&x.b, "종이컵"));
        assert_null(search_hits_tend(s, t.arena)); // nothing to do is no trouble
        s->hits_least = CUPS * 2;                  // so small a site reads nothing ahead
        search_hits_forget(s);
        assert_false(search_hits_are_due(s));
        search_bench_close(&x.b);
    }
}

// One change short of the bound, at it, and far beyond what a word is looked at again for.
static void many_changes_make_them_due_and_questions_find_them_read(void **state)
{
    static const int64_t MORE[] = {0, 1, SEARCH_HITS_DUE};
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct shop x;
        open_shop(&x, &t);
        struct search *s = x.b.search;
        (void)tend(&x);
        for (size_t i = 0; i < COUNT(MORE); i++) {
            search_bench_call(&x.b, x.cups[i * 3], "흰 종이컵");
            search_bench_catch_up(&x.b); // one of the changes
            note_changes(&x, SEARCH_FREQUENT_LAG - 2 + MORE[i]);
            assert_int_equal(search_hits_are_due(s), MORE[i] > 0);
            (void)tend(&x);
            const struct search_hits *cups = search_bench_kept(&x.b, "종이컵");
            assert_non_null(cups);
            if (MORE[i] > 0) {
                assert_int_equal(cups->seen, s->hits_changed);
            }
            assert_int_equal(search_bench_ask_anew(&x.b, "종이컵", SEARCH_RELEVANT).total,
                             CUPS * 2 / 3 + (int)i + 1);
            assert_int_equal(search_bench_kept(&x.b, "종이컵")->seen, s->hits_changed);
            note_changes(&x, SEARCH_FREQUENT_LAG);
            (void)tend(&x);
        }
        search_bench_close(&x.b);
    }
}

static void whoever_asks_for_what_takes_no_frequent_words_place(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct shop x;
        open_shop(&x, &t);
        struct search *s = x.b.search;
        struct search_found found;
        (void)tend(&x);
        size_t frequent = s->frequent.count;
        assert_null(db_begin(s->index, DB_READ));
        for (int i = 0; i < 2 * SEARCH_HITS_MAX; i++) {
            // Each another question, and all of them frequent.
            str match = str_format(t.arena, "\"종\" * OR \"종%d\"", i);
            assert_null(search_hits_list(s, t.arena, match, &found));
        }
        db_rollback(s->index);
        assert_int_equal(s->hits_count, frequent + SEARCH_HITS_ASKED);
        size_t held = 0;
        for (size_t i = 0; i < s->hits_count; i++) {
            held += s->hits[i].is_frequent;
        }
        assert_int_equal(held, frequent);
        assert_non_null(search_bench_kept(&x.b, "종이컵"));
        assert_false(search_hits_are_due(s));
        search_bench_close(&x.b);
    }
}

static void a_word_that_became_rare_is_read_no_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct shop x;
        open_shop(&x, &t);
        struct search *s = x.b.search;
        (void)tend(&x);
        size_t words = s->frequent.count;
        assert_non_null(search_bench_kept(&x.b, "머그컵"));
        for (size_t i = 0; i < CUPS; i += 3) {
            search_bench_call(&x.b, x.cups[i], "흰 접시");
        }
        search_bench_catch_up(&x.b);
        note_changes(&x, 2 * SEARCH_HITS_DUE); // too many to look at again
        (void)tend(&x);
        assert_true(s->frequent.count < words);
        assert_null(search_bench_kept(&x.b, "머그컵"));
        assert_non_null(search_bench_kept(&x.b, "종이컵"));
        assert_false(search_hits_are_due(s));
        // Many more of another kind come.
        s->frequent.rows = s->rows.count / 2;
        assert_true(search_hits_are_due(s));
        (void)tend(&x);
        assert_int_equal(s->frequent.rows, s->rows.count);
        assert_non_null(search_bench_kept(&x.b, "접시"));
        search_hits_forget(s); // as after a sheet of thousands: other words are frequent now
        assert_true(search_hits_are_due(s));
        (void)tend(&x);
        assert_non_null(search_bench_kept(&x.b, "접시"));
        search_bench_close(&x.b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_at_a_time_is_read_until_nothing_is_due),
        cmocka_unit_test(many_changes_make_them_due_and_questions_find_them_read),
        cmocka_unit_test(whoever_asks_for_what_takes_no_frequent_words_place),
        cmocka_unit_test(a_word_that_became_rare_is_read_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
