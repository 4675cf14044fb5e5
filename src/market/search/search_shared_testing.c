#include "market/search/search_shared_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// --- Several processes ---------------------------------------------------------------------------

struct search *search_shared_another(struct search_bench *b, size_t share_least)
{
    struct search *s = NULL;
    assert_null(search_open(str_view(b->place.url), &s));
    s->share_least = share_least;
    return s;
}

void search_shared_catch_up(struct search_bench *b, struct search *s, date today)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_catch_up(s, t->db, t->arena, today));
    db_rollback(t->db);
}

struct search *search_shared_start(struct search_bench *b, date today)
{
    struct search *s = search_shared_another(b, 0);
    search_shared_catch_up(b, s, today);
    return s;
}

void search_shared_open(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    assert_int_equal(b->search->shared_as, 0);
    assert_int_equal(b->search->columns_from, SEARCH_READ);
    b->search->share_least = 0;
    b->search->generation = -1;
    b->search->is_whole = false;
    search_bench_catch_up(b);
    assert_int_equal(b->search->columns_from, SEARCH_READ);
    assert_int_not_equal(b->search->shared_as, 0);
}

// --- The file ------------------------------------------------------------------------------------

void search_shared_path(const struct search_bench *b, char out[SEARCH_SHARED_PATH])
{
    (void)snprintf(out, SEARCH_SHARED_PATH, "%s-columns", b->search->file);
}

bool search_shared_has_file(const struct search_bench *b)
{
    char path[SEARCH_SHARED_PATH];
    search_shared_path(b, path);
    return access(path, F_OK) == 0;
}

void search_shared_remove_file(const struct search_bench *b)
{
    char path[SEARCH_SHARED_PATH];
    search_shared_path(b, path);
    assert_int_equal(unlink(path), 0);
}

// --- The same ------------------------------------------------------------------------------------

static void assert_same_row(const struct search *x, const struct search *y, size_t i)
{
    const struct search_row *a = &x->rows.items[i];
    const struct search_row *b = &y->rows.items[i];
    assert_int_equal(a->offer_id, b->offer_id);
    assert_int_equal(x->ids[i], a->offer_id);
    assert_int_equal(a->supplier_id, b->supplier_id);
    assert_int_equal(a->price_won, b->price_won);
    assert_int_equal(a->tags, b->tags);
    assert_int_equal(a->delivers, b->delivers);
    assert_int_equal(a->buyer_count, b->buyer_count);
    assert_int_equal(a->vulnerable_bp, b->vulnerable_bp);
    assert_int_equal(a->quantity_min, b->quantity_min);
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->lead_days, b->lead_days);
    assert_int_equal(a->band, b->band);
    assert_int_equal(a->lead_step, b->lead_step);
    assert_int_equal(x->opened[i], y->opened[i]);
    assert_true(str_equals(x->codes.items[a->category], y->codes.items[b->category]));
    assert_true(str_equals(x->districts.items[a->district], y->districts.items[b->district]));
    assert_true(str_equals(x->units.items[a->unit], y->units.items[b->unit]));
    assert_true(str_equals(x->unit_names[a->unit], y->unit_names[b->unit]));
    assert_int_equal(x->greens[a->category], y->greens[b->category]);
}

void search_shared_assert_same(const struct search *x, const struct search *y)
{
    assert_int_equal(x->rows.count, y->rows.count);
    for (size_t i = 0; i < x->rows.count; i++) {
        assert_same_row(x, y, i);
    }
    assert_int_equal(x->categories.count, y->categories.count);
    for (size_t i = 0; i < x->categories.count; i++) {
        assert_true(str_equals(x->categories.items[i].code, y->categories.items[i].code));
        assert_int_equal(x->categories.items[i].count, y->categories.items[i].count);
    }
    assert_int_equal(x->firm_count, y->firm_count);
    assert_memory_equal(x->firm_counts, y->firm_counts, sizeof(x->firm_counts));
    assert_int_equal(x->newcomer_count, y->newcomer_count);
    assert_int_equal(x->turns.count, y->turns.count);
    assert_true(date_equals(x->day, y->day));
}

static void assert_same_facets(const search_facet_list *x, const search_facet_list *y)
{
    assert_int_equal(x->count, y->count);
    for (size_t i = 0; i < x->count; i++) {
        assert_true(str_equals(x->items[i].value, y->items[i].value));
        assert_true(str_equals(x->items[i].name, y->items[i].name));
        assert_int_equal(x->items[i].count, y->items[i].count);
    }
}

static void assert_same_answers(struct search_bench *b, struct search *x, struct search *y)
{
    static const char *const WORDS[] = {"", "복사용지", "재생", "볼펜", "청소", "새 물건"};
    struct arena *a = b->scene.database->arena;
    for (size_t i = 0; i < COUNT(WORDS) * SEARCH_SORT_COUNT; i++) {
        struct search_query q = {.text = str_view(WORDS[i % COUNT(WORDS)]),
                                 .sort = (enum search_sort)(i / COUNT(WORDS))};
        struct search_result one;
        struct search_result other;
        assert_null(search_find(x, a, &q, &one));
        assert_null(search_find(y, a, &q, &other));
        assert_int_equal(one.total, other.total);
        assert_int_equal(one.hits.count, other.hits.count);
        for (size_t k = 0; k < one.hits.count; k++) {
            assert_int_equal(one.hits.items[k].offer_id, other.hits.items[k].offer_id);
            assert_int_equal(one.hits.items[k].rank, other.hits.items[k].rank);
            assert_int_equal(one.hits.items[k].tags, other.hits.items[k].tags);
        }
        assert_same_facets(&one.categories, &other.categories);
        assert_same_facets(&one.districts, &other.districts);
        assert_same_facets(&one.deliveries, &other.deliveries);
        assert_same_facets(&one.units, &other.units);
        assert_memory_equal(one.tag_counts, other.tag_counts, sizeof(one.tag_counts));
        assert_memory_equal(one.band_counts, other.band_counts, sizeof(one.band_counts));
        assert_memory_equal(one.lead_counts, other.lead_counts, sizeof(one.lead_counts));
    }
}

void search_shared_assert_loaded(struct search_bench *b, struct search *s, date today)
{
    struct search *loaded = search_shared_another(b, SIZE_MAX);
    search_shared_catch_up(b, loaded, today);
    assert_int_equal(loaded->columns_from, SEARCH_READ);
    assert_int_equal(loaded->shared_as, 0);
    search_shared_assert_same(s, loaded);
    assert_same_answers(b, s, loaded);
    search_close(loaded);
}

void search_shared_assert_renewed(struct search_bench *b, struct search *other, date today)
{
    int64_t was = b->search->shared_as;
    search_shared_catch_up(b, b->search, today);
    assert_int_equal(b->search->columns_from, SEARCH_RENEWED);
    assert_int_not_equal(b->search->shared_as, was);
    search_shared_catch_up(b, other, today);
    assert_int_equal(other->columns_from, SEARCH_MAPPED);
    assert_int_equal(other->shared_as, b->search->shared_as);
    search_shared_assert_loaded(b, b->search, today);
    search_shared_assert_loaded(b, other, today);
}
