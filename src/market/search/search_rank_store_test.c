// The order: a formula by its day, points that can be replayed, and turns of new firms.
#include "market/search/search_rank_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_rank_test.sql.h"
#include "market/search/search_token.h"

static void the_newest_version_whose_day_has_come_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        const struct search_formula *f = search_formula_in_force(b.search);
        assert_int_equal(f->version, 3);
        assert_int_equal(f->points[SEARCH_OF_OTHER_WORD], 70);
        assert_int_equal(f->measures[SEARCH_OF_BUYERS], 25);
        search_bench_catch_up_on(&b, date_from_ymd(2026, 10, 31));
        f = search_formula_in_force(b.search);
        assert_int_equal(f->version, 2);
        assert_int_equal(f->points[SEARCH_OF_CATEGORY], 0);
        search_bench_catch_up_on(&b, date_from_ymd(2026, 11, 1));
        assert_int_equal(search_formula_in_force(b.search)->version, 3);
        search_bench_close(&b);
    }
}

static void admit(struct search_bench *b, supplier_id supplier, date on)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_RANK_TEST_ADMIT);
    bind_i64(q, "supplier", supplier.value);
    bind_instant(q, "at", instant_at(on, 9, 0));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
    b->search->generation = -1;
}

// What each hit was given sums up to its place, and says what for.
static void the_points_of_a_hit_are_replayed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "복사지에 잘 써지는 펜",
                                  b.scene.rival, 900);
        search_bench_catch_up(&b);
        const struct search_query queries[] = {
            {.text = S("복사용지")},
            {.text = S("복사지"),    .also = S("복사용지")},
            {.text = S("사무용품")                        },
            {.text = S("볼펜 -흑")},
            {.text = S("")                        },
        };
        for (size_t i = 0; i < COUNT(queries); i++) {
            struct search_result r = search_bench_ask(&b, queries[i]);
            for (size_t k = 0; k < r.hits.count; k++) {
                int64_t points[SEARCH_TERM_COUNT];
                search_replay(b.search, t.arena, &queries[i], &r.hits.items[k], points);
                int64_t sum = 0;
                for (int n = 0; n < SEARCH_TERM_COUNT; n++) {
                    assert_true(points[n] >= 0);
                    sum += points[n];
                }
                assert_int_equal(sum, -r.hits.items[k].rank);
                assert_true(k == 0 || r.hits.items[k].rank >= r.hits.items[k - 1].rank);
            }
        }
        int64_t points[SEARCH_TERM_COUNT];
        struct search_result r =
            search_bench_ask(&b, queries[2]); // stands above the category, in no title
        search_replay(b.search, t.arena, &queries[2], &r.hits.items[0], points);
        assert_int_equal(points[SEARCH_OF_TITLE] + points[SEARCH_OF_OTHER_WORD], 0);
        r = search_bench_ask(&b, queries[1]);
        assert_int_equal(r.total, 3); // what is called so as it was typed, then by the other word
        search_replay(b.search, t.arena, &queries[1], &r.hits.items[0], points);
        assert_int_equal(points[SEARCH_OF_TITLE], 0);
        assert_int_equal(points[SEARCH_OF_OTHER_WORD], 70); // its category is called so as well
        assert_int_equal(points[SEARCH_OF_CATEGORY], 60);
        assert_int_equal(points[SEARCH_OF_BUYERS], 2);
        assert_int_equal(points[SEARCH_OF_PREFERENCE], 10);
        assert_int_equal(points[SEARCH_OF_PLACE], 5);
        search_replay(b.search, t.arena, &queries[1], &r.hits.items[2], points);
        assert_int_equal(points[SEARCH_OF_TITLE], 100);
        assert_int_equal(points[SEARCH_OF_CATEGORY], 0);
        search_bench_close(&b);
    }
}

static void assert_only_holders_count(const struct search *s, struct arena *a, str key)
{
    struct search_query q = {.text = key};
    int32_t *points = search_rank_categories(s, a, &q);
    for (size_t k = 0; k < s->codes.count; k++) {
        str name = search_key(a, search_category_name(s, s->codes.items[k]));
        assert_int_equal(points[k], str_contains(name, key) ? 60 : 0);
    }
}

// Names lie one after the other: what ends one and begins the next is no part of either.
static void a_category_counts_when_its_own_name_holds_the_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        const struct search *s = b.search;
        assert_true(s->codes.count > 2);
        for (size_t k = 0; k + 1 < s->codes.count; k++) {
            str name = search_key(t.arena, search_category_name(s, s->codes.items[k]));
            str next = search_key(t.arena, search_category_name(s, s->codes.items[k + 1]));
            assert_only_holders_count(s, t.arena, name);
            assert_only_holders_count(s, t.arena, str_join(t.arena, name, next));
        }
        assert_only_holders_count(s, t.arena, S("용품"));
        assert_only_holders_count(s, t.arena, S("어디에도없는말"));
        search_bench_close(&b);
    }
}

static void a_turn_is_the_hash_of_day_and_number(void **state)
{
    (void)state;
    struct arena *a = arena_open(16 * MIB);
    // printf '2026-11-24:1234567890123' | sha256sum: cebfb674…
    static const int TURNS[] = {1, 0, 0, 0, 2, 0, 1, 0, 1, 1};
    for (int i = 0; i < (int)COUNT(TURNS); i++) {
        date on = date_add_days(date_from_ymd(2026, 11, 20), i);
        assert_int_equal(search_has_turn(a, on, (public_no){1234567890123}, 3), TURNS[i] == 0);
    }
    for (int firm = 0; firm < 20; firm++) { // each has about as many turns in a year as the next
        int turns = 0;
        for (int day = 0; day < 365; day++) {
            public_no no = {1000000000000 + firm * 7919};
            turns += search_has_turn(a, date_add_days(SEARCH_BENCH_TODAY, day), no, 3);
        }
        assert_in_range(turns, 90, 155);
        arena_reset(a);
    }
    arena_close(a);
}

// On its days a new firm comes before those who were there; on the others, and after ninety, not.
static void a_new_firm_comes_forward_on_its_days(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query q = {.text = S("복사용지")};
        assert_int_equal(search_newcomer_count(b.search), 0);
        admit(&b, b.scene.rival, SEARCH_BENCH_TODAY);
        int first = 0;
        for (int day = 0; day <= 91; day++) {
            date on = date_add_days(SEARCH_BENCH_TODAY, day);
            search_bench_catch_up_on(&b, on);
            bool is_new = day <= 90;
            bool has_turn = is_new && search_has_turn(t.arena, on, b.scene.rival_no, 3);
            assert_int_equal(search_newcomer_count(b.search), is_new);
            assert_int_equal(search_turn_count(b.search), has_turn);
            struct search_result r = search_bench_ask(&b, q);
            bool leads = r.hits.items[0].offer_no.value == b.scene.rival_paper.offer_no.value;
            assert_int_equal(leads, has_turn);
            first += leads;
        }
        assert_in_range(first, 15, 45);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_version_whose_day_has_come_holds),
        cmocka_unit_test(the_points_of_a_hit_are_replayed),
        cmocka_unit_test(a_category_counts_when_its_own_name_holds_the_word),
        cmocka_unit_test(a_turn_is_the_hash_of_day_and_number),
        cmocka_unit_test(a_new_firm_comes_forward_on_its_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
