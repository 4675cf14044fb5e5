// The columns that processes share: the same as if each had loaded them, whatever changed since.
#include "market/search/search_image_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/party/party_supplier_store.h"
#include "market/search/search_image_test.sql.h"
#include "market/search/search_shared_testing.h"

#define TODAY SEARCH_BENCH_TODAY

// --- Changes -------------------------------------------------------------------------------------

static void reindex(struct search_bench *b, supplier_id supplier)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(supplier_store_reindex(t->db, supplier));
    assert_null(db_commit(t->db));
}

static void change(struct search_bench *b, struct query *q, int64_t offer)
{
    struct testing_db *t = b->scene.database;
    if (q != NULL) {
        assert_null(query_run(q, NULL));
    }
    q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_CHANGE);
    bind_i64(q, "offer", offer);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void sell_by(struct search_bench *b, offer_id offer, const char *unit)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_UNIT);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "unit", str_view(unit));
    change(b, q, offer.value);
}

static void move(struct search_bench *b, struct catalog_good good, const char *category)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_CATEGORY);
    bind_i64(q, "product", good.product.value);
    bind_str(q, "category", str_view(category));
    change(b, q, good.offer.value);
}

// An offer follows, as behind each change of words.
static void change_words(struct search_bench *b)
{
    assert_null(db_begin(b->scene.database->db, DB_WRITE));
    change(b, NULL, 0);
    catalog_testing_change(&b->scene, b->scene.paper.offer, 21500, "active");
}

// --- What is shared ------------------------------------------------------------------------------

static void a_small_site_writes_no_file(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_int_equal(b.search->shared_as, 0);
        assert_false(search_shared_has_file(&b));
        search_bench_close(&b);
    }
}

static void what_one_process_loaded_the_others_map(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        struct search *other = search_shared_start(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_MAPPED);
        assert_int_equal(other->shared_as, b.search->shared_as);
        search_shared_assert_same(b.search, other);
        search_shared_assert_loaded(&b, other, TODAY);
        search_shared_assert_loaded(&b, b.search, TODAY);

        // A row that is written to is the other's own.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_MAPPED);
        struct search_query cheap = {.sort = SEARCH_CHEAP};
        assert_true(search_bench_ask(&b, cheap).hits.items[0].rank > 777);
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_ask(&b, cheap).hits.items[0].rank, 777);
        search_shared_assert_loaded(&b, other, TODAY);

        // Who starts after it writes it into what is mapped.
        struct search *third = search_shared_start(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_MAPPED);
        search_shared_assert_loaded(&b, third, TODAY);
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

static void offers_that_come_go_and_move_find_their_places(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        const struct catalog_scene *s = &b.scene;
        struct search *other = search_shared_start(&b, TODAY);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "새 물건", s->woman, 1000);
        search_shared_assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->paper.offer, 21500, "paused");
        search_shared_assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->paper.offer, 21600, "active");
        search_shared_assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->gone.offer, 5000, "active");
        catalog_testing_change(&b.scene, s->pens.offer, 5000, "ended");
        search_shared_assert_renewed(&b, other, TODAY);
        sell_by(&b, s->paper.offer, "한 묶음");
        search_shared_assert_renewed(&b, other, TODAY);
        move(&b, s->rival_paper, "office.write.pen");
        search_shared_catch_up(&b, b.search, TODAY);
        search_shared_assert_loaded(&b, b.search, TODAY);
        catalog_testing_certify(&b.scene, s->rival, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&b, s->rival);
        search_shared_catch_up(&b, other, TODAY);
        search_shared_assert_renewed(&b, other, date_add_days(TODAY, 1));
        search_close(other);
        search_bench_close(&b);
    }
}

static void a_day_that_begins_reads_certificates_and_no_rows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        date next = date_add_days(TODAY, 1);
        catalog_testing_certify(&b.scene, b.scene.rival, CERTIFICATE_VILLAGE, TODAY,
                                CERTIFICATE_VERIFIED);
        reindex(&b, b.scene.rival);
        struct search *other = search_shared_start(&b, TODAY);
        search_bench_catch_up(&b);
        uint64_t village = UINT64_C(1) << CERTIFICATE_VILLAGE;
        assert_true(search_bench_ask(&b, (struct search_query){.tags = village}).total > 0);
        search_shared_assert_renewed(&b, other, next);
        assert_int_equal(search_bench_ask(&b, (struct search_query){.tags = village}).total, 0);

        // A process that starts on a later day, with a change besides, makes it of the file.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 888, "active");
        struct search *third = search_shared_start(&b, date_add_days(next, 3));
        assert_int_equal(third->columns_from, SEARCH_RENEWED);
        search_shared_assert_loaded(&b, third, date_add_days(next, 3));
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

// Points that are given otherwise now, and words that mean something else.
static void what_was_judged_by_other_facts_is_not_taken_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        struct search *other = search_shared_another(&b, 0);
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_SEARCH_IMAGE_TEST_ADMIT);
        bind_i64(q, "supplier", b.scene.rival.value);
        bind_instant(q, "at", instant_at(TODAY, 1, 0));
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_RENEWED);
        search_shared_assert_loaded(&b, other, TODAY);
        search_close(other);

        change_words(&b);
        other = search_shared_start(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        search_shared_assert_loaded(&b, other, TODAY);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->columns_from, SEARCH_MAPPED); // what the other read
        search_shared_assert_loaded(&b, b.search, TODAY);
        search_close(other);
        search_bench_close(&b);
    }
}

// --- Whatever happens ----------------------------------------------------------------------------

static unsigned below(uint64_t *chance, unsigned most)
{
    *chance = *chance * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (unsigned)(*chance >> 33) % most;
}

// One thing that happens to a catalogue, by chance.
static void happen(struct search_bench *b, uint64_t *chance)
{
    static const char *const STATES[] = {"active", "active", "paused", "ended"};
    static const char *const UNITS[] = {"상자", "박스", "묶음", "다스"};
    struct catalog_scene *s = &b->scene;
    const struct catalog_good goods[] = {s->paper, s->rival_paper, s->pens, s->cleaning, s->gone};
    struct catalog_good good = goods[below(chance, COUNT(goods))];
    supplier_id firm = below(chance, 2) == 0 ? s->woman : s->rival;
    switch (below(chance, 6)) {
    case 0:
        sell_by(b, good.offer, UNITS[below(chance, COUNT(UNITS))]);
        break;
    case 1:
        (void)catalog_testing_add(s, "paper.copy.a4", "새 물건", firm, 1000 + below(chance, 9000));
        break;
    case 2:
        catalog_testing_certify(s, firm,
                                (enum certificate_kind)below(chance, CERTIFICATE_KIND_COUNT),
                                date_add_days(TODAY, (int)below(chance, 4)), CERTIFICATE_VERIFIED);
        reindex(b, firm);
        break;
    default:
        catalog_testing_change(s, good.offer, 1000 + below(chance, 90000),
                               STATES[below(chance, COUNT(STATES))]);
        break;
    }
}

static void whatever_happens_all_have_what_loading_gives(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        uint64_t chance = 20261127;
        date today = TODAY;
        struct search *all[] = {b.search, search_shared_start(&b, today),
                                search_shared_start(&b, today)};
        int came[3] = {0};
        for (int i = 0; i < 60; i++) {
            happen(&b, &chance);
            today = date_add_days(today, below(&chance, 12) == 0);
            struct search *s = all[below(&chance, COUNT(all))];
            search_shared_catch_up(&b, s, today);
            search_shared_assert_loaded(&b, s, today);
            came[s->columns_from]++;
            arena_reset(t.arena);
        }
        assert_true(came[SEARCH_RENEWED] > 5 && came[SEARCH_MAPPED] > 5);
        search_close(all[1]);
        search_close(all[2]);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_site_writes_no_file),
        cmocka_unit_test(what_one_process_loaded_the_others_map),
        cmocka_unit_test(offers_that_come_go_and_move_find_their_places),
        cmocka_unit_test(a_day_that_begins_reads_certificates_and_no_rows),
        cmocka_unit_test(what_was_judged_by_other_facts_is_not_taken_over),
        cmocka_unit_test(whatever_happens_all_have_what_loading_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
