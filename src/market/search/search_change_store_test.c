// The index after a change: answers that were kept, columns, certificates, and what another worker
// or process changed.
#include "market/search/search_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.sql.h"
#include "market/party/party_supplier_store.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_change_test.sql.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_index_store.h"
#include "platform/clock/clock.h"
#include "platform/db/db_inject.h"

// --- What is kept of answers ---------------------------------------------------------------------

// Its answer is kept: it outlives the arena it was asked with, and changes with the catalogue.
static void a_question_for_everything_is_answered_anew_when_the_catalogue_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query all = {.text = S("  "), .sort = SEARCH_CHEAP};
        (void)search_bench_ask(&b, all);
        arena_reset(t.arena);
        memset(arena_alloc(t.arena, KIB), 'x', KIB);
        struct search_result r = search_bench_ask(&b, all);
        assert_int_equal(r.total, 4);
        assert_int_equal(r.hits.items[0].price.won, 12000);
        assert_true(r.hits.items[0].title.n > 0 && r.hits.items[0].title.p[0] != 'x');
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman, 1000);
        search_bench_catch_up(&b);
        r = search_bench_ask(&b, all);
        assert_int_equal(r.total, 5);
        assert_int_equal(r.hits.items[0].price.won, 1000);
        assert_int_equal(search_bench_ask(&b, (struct search_query){.sort = SEARCH_DEAR})
                             .hits.items[4]
                             .price.won,
                         1000);
        int64_t sum = 0;
        for (size_t i = 0; i < r.categories.count; i++) {
            sum += r.categories.items[i].count;
        }
        assert_int_equal(sum, 5);
        search_bench_close(&b);
    }
}

// What a request leaves in its memory is gone with it; what is kept is not.
static void next_request(struct testing_db *t)
{
    arena_reset(t->arena);
    memset(arena_alloc(t->arena, 8 * KIB), 'x', 8 * KIB);
}

static void what_was_asked_of_late_is_answered_alike_until_the_catalogue_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query paper = {.text = S("재생 복사지"), .sort = SEARCH_CHEAP};
        for (int i = 0; i < 2; i++) {
            struct search_meaning m;
            assert_null(search_understand(b.search, t.arena, paper.text, &m));
            assert_true(str_equals(m.text, paper.text));
            assert_true(str_equals(m.also, S("재생 복사용지")));
            struct search_query q = paper;
            q.also = m.also;
            struct search_result r = search_bench_ask(&b, q);
            assert_int_equal(r.total, 2);
            assert_int_equal(r.hits.items[0].price.won, 20900);
            assert_int_equal(r.hits.items[0].title.p[0] == 'x', 0);
            assert_int_equal(r.categories.count > 0 && r.categories.items[0].name.p[0] != 'x', 1);
            assert_int_equal(b.search->kept_results.count, 1);
            assert_int_equal(b.search->kept_meanings.count, 1);
            next_request(&t);
        }
        // The least difference is another question.
        const struct search_query others[] = {
            {.text = S("복사용지")},
            { .text = S("복사용지"),     .sort = SEARCH_CHEAP},
            { .text = S("복사용지"),           .spread = true},
            { .text = S("복사용지"),      .also = S("종이")},
            { .text = S("복사용지"),   .category = S("paper")},
            { .text = S("복사용지"),                .tags = 1},
            { .text = S("복사용지"),       .subs = S("paper")},
            { .text = S("복사용지"),  .districts = S("27110")},
            { .text = S("복사용지"), .deliveries = S("27110")},
            { .text = S("복사용지"),        .units = S("개")},
            { .text = S("복사용지"),            .green = true},
            { .text = S("복사용지"),               .bands = 1},
            { .text = S("복사용지"),                .lead = 1},
            { .text = S("복사용지"),            .quantity = 1},
            { .text = S("복사용지"),            .budget = {1}},
            { .text = S("복사용지"),              .each = {1}},
            { .text = S("복사용지"),        .after = S("1.1")},
            { .text = S("복사용지"),       .before = S("1.1")},
        };
        for (size_t i = 0; i < COUNT(others); i++) {
            (void)search_bench_ask(&b, others[i]);
            assert_int_equal(b.search->kept_results.count, i + 2);
        }
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1000);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->kept_results.count, 0);
        paper.also = S("재생 복사용지");
        assert_int_equal(search_bench_ask(&b, paper).total, 3);
        assert_int_equal(search_bench_ask(&b, paper).hits.items[0].price.won, 1000);
        search_bench_close(&b);
    }
}

static void more_questions_than_are_kept_begin_the_list_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (int i = 0; i < 3 * LIMIT_SEARCH_KEPT; i++) {
            if (i % 2 == 0) { // a request that asks twice
                search_bench_catch_up(&b);
            }
            str after = str_format(t.arena, "%d.1", 1000000 + i);
            struct search_query q = {.text = S("복사용지"), .after = after, .sort = SEARCH_CHEAP};
            assert_int_equal(search_bench_ask(&b, q).total, 2);
            assert_in_range(b.search->kept_results.count, 1, LIMIT_SEARCH_KEPT);
        }
        // No room, and no new request: answered all the same.
        while (b.search->kept_results.count < LIMIT_SEARCH_KEPT) {
            str text = str_format(t.arena, "없는%zu", b.search->kept_results.count);
            assert_int_equal(search_bench_total(&b, text), 0);
        }
        assert_int_equal(search_bench_total(&b, S("복사 용지")), 2);
        assert_int_equal(b.search->kept_results.count, LIMIT_SEARCH_KEPT);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->kept_results.count, 0);
        search_bench_close(&b);
    }
}

// Each page that marks something more asks again what the same words mean.
static void what_words_meant_is_kept_longer_than_answers(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < LIMIT_SEARCH_MEANINGS; i++) {
            struct search_meaning m = {.text = str_format(t.arena, "말%zu", i), .quantity = 7};
            search_kept_add_meaning(b.search, m.text, &m);
        }
        for (size_t i = 0; i < LIMIT_SEARCH_KEPT; i++) {
            str after = str_format(t.arena, "%zu.1", 1000000 + i);
            (void)search_bench_ask(&b, (struct search_query){.after = after});
        }
        search_kept_add_meaning(b.search, S("하나 더"), &(struct search_meaning){.quantity = 8});
        search_kept_make_room(b.search);
        assert_int_equal(b.search->kept_results.count, 0);
        assert_int_equal(b.search->kept_meanings.count, 0); // both were full
        assert_int_equal(search_bench_meant(&b, "복사용지").quantity, 0);
        for (size_t i = 0; i < LIMIT_SEARCH_KEPT; i++) {
            str after = str_format(t.arena, "%zu.1", 1000000 + i);
            (void)search_bench_ask(&b, (struct search_query){.after = after});
        }
        search_bench_catch_up(&b);
        assert_int_equal(b.search->kept_results.count, 0);
        assert_int_equal(b.search->kept_meanings.count, 1);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1000);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->kept_meanings.count, 0); // the words may find more
        search_bench_close(&b);
    }
}

// --- What changes --------------------------------------------------------------------------------

// The names come with the columns when these are loaded whole, and not when a few are written.
static bool loads_all(struct search_bench *b)
{
    b->search->district_names.count = 0;
    search_bench_catch_up(b);
    bool loaded = b->search->district_names.count > 0;
    b->search->generation = -1; // whole again for whoever comes next
    search_bench_catch_up(b);
    return loaded;
}

static void a_price_that_changed_is_written_into_the_columns(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query dear = {.text = S("복사용지"), .sort = SEARCH_DEAR};
        int64_t first = search_bench_ask(&b, dear).hits.items[0].price.won;
        catalog_testing_change(&b.scene, b.scene.paper.offer, first + 1, "active");
        b.search->district_names.count = 0;
        search_bench_catch_up(&b);
        assert_int_equal(b.search->district_names.count, 0);
        struct search_result r = search_bench_ask(&b, dear);
        assert_int_equal(r.total, 2);
        assert_int_equal(r.hits.items[0].price.won, first + 1); // a text of the copy
        r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_DEAR,
                                                       .bands = 1U << search_band(WON(first + 1))});
        assert_true(r.total > 0);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000001, "active");
        assert_false(loads_all(&b));
        r = search_bench_ask(&b, (struct search_query){.text = S("복사용지"), .bands = 1U << 5});
        assert_int_equal(r.total, 1);
        assert_int_equal(r.hits.items[0].price.won, 5000001);

        // Who came, went or came again has to find its place among the others.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000001, "paused");
        assert_true(loads_all(&b));
        assert_int_equal(search_bench_total(&b, S("복사용지")), 1);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000002, "paused");
        assert_false(loads_all(&b)); // it stood in no row, and stands in none
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000002, "active");
        assert_true(loads_all(&b));
        assert_int_equal(search_bench_total(&b, S("복사용지")), 2);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1000);
        assert_true(loads_all(&b));
        assert_int_equal(search_bench_total(&b, S("복사용지")), 3);
        assert_false(loads_all(&b)); // nothing changed
        search_bench_close(&b);
    }
}

static void change_unknown(struct search_bench *b, int64_t count)
{
    struct db *db = b->scene.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_SEARCH_CHANGE_TEST_UNKNOWN);
    bind_i64(q, "count", count);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

// Five hundred are written into the columns one by one, and the last of them is; one more, and all
// are loaded.
static void so_many_changes_and_one_more_are_all_found(void **state)
{
    static const int64_t OTHERS[] = {499, 500, 501};
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query dear = {.text = S("복사용지"), .sort = SEARCH_DEAR};
        for (size_t i = 0; i < COUNT(OTHERS); i++) {
            int64_t price = 5000001 + (int64_t)i;
            change_unknown(&b, OTHERS[i]);
            catalog_testing_change(&b.scene, b.scene.paper.offer, price, "active");
            assert_int_equal(loads_all(&b), i > 0);
            assert_int_equal(search_bench_ask(&b, dear).hits.items[0].price.won, price);
        }
        search_bench_close(&b);
    }
}

static void an_offer_that_ends_is_forgotten_with_its_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_word words[SEARCH_WORDS_MAX];
        size_t count = 0;
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 1);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "ended");
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_total(&b, S("유성볼펜")), 0);
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 0);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 11000, "active");
        search_bench_catch_up(&b);
        struct search_result r = search_bench_ask(&b, (struct search_query){.text = S("유성볼펜")});
        assert_int_equal(r.total, 1);
        assert_int_equal(r.hits.items[0].price.won, 11000);
        search_bench_close(&b);
    }
}

static int64_t count_of(struct search_bench *b, enum certificate_kind kind)
{
    struct search_result r =
        search_bench_ask(b, (struct search_query){.tags = UINT64_C(1) << kind});
    assert_int_equal(search_firm_count_of(b->search, kind), r.total > 0);
    return r.total;
}

static void reindex(struct search_bench *b, supplier_id supplier)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(supplier_store_reindex(t->db, supplier));
    assert_null(db_commit(t->db));
}

// A certificate that was verified or taken back changes no column of the copy.
static void a_certificate_counts_from_when_it_was_verified_until_it_is_taken_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_int_equal(count_of(&b, CERTIFICATE_VILLAGE), 0);
        catalog_testing_certify(&b.scene, b.scene.woman, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&b, b.scene.woman);
        search_bench_catch_up(&b);
        int64_t offers = count_of(&b, CERTIFICATE_VILLAGE);
        assert_true(offers > 0);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_CATALOG_TESTING_NO_CERTIFICATES), NULL));
        assert_null(db_commit(t.db));
        reindex(&b, b.scene.woman);
        search_bench_catch_up(&b);
        assert_int_equal(count_of(&b, CERTIFICATE_VILLAGE), 0);
        search_bench_close(&b);
    }
}

// The offers that are of a kind: what the facet counts, and what marking it finds.
static int64_t tagged(struct search_bench *b, enum certificate_kind kind)
{
    struct search_result all = search_bench_ask(b, (struct search_query){0});
    struct search_result r =
        search_bench_ask(b, (struct search_query){.tags = UINT64_C(1) << kind});
    assert_int_equal(all.tag_counts[kind], r.total);
    for (size_t i = 0; i < r.hits.count; i++) {
        assert_true((r.hits.items[i].tags >> kind & 1) != 0);
    }
    return r.total;
}

static void a_certificate_of_a_product_is_found_with_it_until_its_last_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        product_id none = {0};
        search_bench_open(&b, &t);
        const struct catalog_scene *s = &b.scene;
        date next = date_add_days(SEARCH_BENCH_TODAY, 1);
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_GREEN, s->paper.product, "",
                                        SEARCH_BENCH_TODAY);
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                        "1411150701", next); // of copying paper
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_SEVERE_PRODUCT,
                                        s->gone.product, "", next);
        reindex(&b, s->woman);
        search_bench_catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 1);             // the rival's paper is none
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 1); // the pens are none
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 0);    // it is not for sale
        uint64_t green = UINT64_C(1) << CERTIFICATE_GREEN;
        struct search_result r = search_bench_ask(&b, (struct search_query){.tags = green});
        assert_int_equal(r.hits.items[0].offer_no.value, s->paper.offer_no.value);
        assert_true((r.hits.items[0].tags >> CERTIFICATE_WOMEN & 1) != 0); // besides

        // A price that changes leaves them alone.
        catalog_testing_change(&b.scene, s->paper.offer, 21000, "active");
        assert_false(loads_all(&b));
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 1);

        // What a product took the place of stays with its firm.
        catalog_testing_merge(&b.scene, s->gone.product, s->paper.product);
        catalog_testing_change(&b.scene, s->paper.offer, 21500, "active");
        search_bench_catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 1);

        search_bench_catch_up_on(&b, next);
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 0);
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 1);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 1);
        search_bench_catch_up_on(&b, date_add_days(next, 1));
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 0);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 0);
        search_bench_close(&b);
    }
}

static void a_certificate_of_a_product_that_is_taken_back_goes_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        const struct catalog_scene *s = &b.scene;
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_EXCELLENT, s->pens.product,
                                        "", DATE_NONE);
        reindex(&b, s->woman);
        search_bench_catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_EXCELLENT), 1);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_CATALOG_TESTING_NO_CERTIFICATES), NULL));
        assert_null(db_commit(t.db));
        catalog_testing_change(&b.scene, s->pens.offer, 12000, "active");
        search_bench_catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_EXCELLENT), 0);
        search_bench_close(&b);
    }
}

// --- Elsewhere -----------------------------------------------------------------------------------

// A worker in a transaction that began before; another one has taken in what came since.
static void what_another_worker_took_in_is_not_missed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct testing_db far = t;
        assert_null(db_open(str_view(t.url), &far.db));
        db_set_arena(far.db, t.arena);
        struct search_bench other = b;
        other.scene.database = &far;
        assert_null(search_open(str_view(b.place.url), &other.search));

        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        assert_null(db_begin(t.db, DB_READ));
        assert_null(
            search_catch_up(b.search, t.db, t.arena, SEARCH_BENCH_TODAY)); // its moment begins here
        db_rollback(t.db);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 778, "active");
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_SEARCH_NEWEST_CHANGE);
        bind_i64(q, "after", 0);
        assert_true(query_next(q));
        assert_null(query_end(q));
        (void)catalog_testing_add(&other.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman,
                                  1000);
        catalog_testing_certify(&other.scene, b.scene.woman, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&other, b.scene.woman);
        search_bench_catch_up(&other);
        assert_null(search_catch_up(b.search, t.db, t.arena, SEARCH_BENCH_TODAY));
        db_rollback(t.db);
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_total(&b, S("복사용지")), 3);
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 778);
        assert_int_equal(r.hits.items[1].price.won, 1000);
        assert_true(count_of(&b, CERTIFICATE_VILLAGE) > 0);
        search_close(other.search);
        db_close(far.db);
        search_bench_close(&b);
    }
}

// A process of its own, with a connection of its own: what another worker or machine keeps.
static void change_elsewhere(const struct testing_db *t, offer_id offer, int64_t price_won)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct db *db = NULL;
        err e = db_open(str_view(t->url), &db);
        e = e != NULL ? e : db_begin(db, DB_WRITE);
        e = e != NULL ? e : catalog_testing_price(db, offer, price_won, "active");
        e = e != NULL ? e : db_commit(db);
        _exit(e == NULL ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

// A second is promised where the copy is not the database itself; the next question finds it.
static void what_another_process_changed_is_found_by_the_next_question(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_query cheap = {.text = S("복사용지"), .sort = SEARCH_CHEAP};
        assert_int_equal(search_bench_ask(&b, cheap).hits.items[0].price.won, 20900);
        change_elsewhere(&t, b.scene.paper.offer, 777);
        int64_t since = clock_ms();
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_ask(&b, cheap).hits.items[0].price.won, 777);
        assert_in_range(clock_ms() - since, 0, 1000);
        search_bench_close(&b);
    }
}

// Two sell at once, and the one who came first is kept last.
static void a_change_that_is_kept_late_is_found_as_well(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct db *early = testing_db_again(&t);
        struct db *late = testing_db_again(&t);
        db_set_patience(late, 100);
        db_set_statement_ms(late, 100);
        assert_null(db_begin(early, DB_WRITE));
        assert_null(catalog_testing_price(early, b.scene.paper.offer, 11111, "active"));
        err e = db_begin(late, DB_WRITE);
        e = e != NULL ? e : catalog_testing_price(late, b.scene.pens.offer, 22222, "active");
        e = e != NULL ? e : db_commit(late);
        db_rollback(late);
        search_bench_catch_up(&b);
        assert_null(db_commit(early));
        search_bench_catch_up(&b);
        assert_non_null(e); // it had to wait its turn
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 11111);
        assert_null(db_begin(late, DB_WRITE));
        assert_null(catalog_testing_price(late, b.scene.pens.offer, 10000, "active"));
        assert_null(db_commit(late));
        search_bench_catch_up(&b);
        r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 10000);
        assert_int_equal(r.hits.items[1].price.won, 11111);
        db_close(late);
        db_close(early);
        search_bench_close(&b);
    }
}

// The copy is read over anew when the second half of a catch-up was lost.
static void a_copy_half_read_is_read_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        int lost = 0;
        for (int seed = 1; seed <= 20; seed++) { // at each of its statements, by chance
            catalog_testing_change(&b.scene, b.scene.paper.offer, 10000 + seed, "active");
            assert_null(db_begin(t.db, DB_READ));
            db_inject(t.db, DB_INJECT_AWAY, (uint64_t)seed, 200);
            lost += search_catch_up(b.search, t.db, t.arena, SEARCH_BENCH_TODAY) != NULL;
            db_inject(t.db, DB_INJECT_NONE, 0, 0);
            db_rollback(t.db);
            search_bench_catch_up(&b);
            struct search_result r =
                search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
            assert_int_equal(r.total, 4);
            assert_int_equal(r.hits.items[0].price.won, 10000 + seed);
        }
        assert_true(lost > 3 && lost < 20);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_for_everything_is_answered_anew_when_the_catalogue_changes),
        cmocka_unit_test(what_was_asked_of_late_is_answered_alike_until_the_catalogue_changes),
        cmocka_unit_test(more_questions_than_are_kept_begin_the_list_anew),
        cmocka_unit_test(what_words_meant_is_kept_longer_than_answers),
        cmocka_unit_test(a_price_that_changed_is_written_into_the_columns),
        cmocka_unit_test(so_many_changes_and_one_more_are_all_found),
        cmocka_unit_test(an_offer_that_ends_is_forgotten_with_its_words),
        cmocka_unit_test(a_certificate_counts_from_when_it_was_verified_until_it_is_taken_back),
        cmocka_unit_test(a_certificate_of_a_product_is_found_with_it_until_its_last_day),
        cmocka_unit_test(a_certificate_of_a_product_that_is_taken_back_goes_at_once),
        cmocka_unit_test(what_another_worker_took_in_is_not_missed),
        cmocka_unit_test(what_another_process_changed_is_found_by_the_next_question),
        cmocka_unit_test(a_change_that_is_kept_late_is_found_as_well),
        cmocka_unit_test(a_copy_half_read_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
