// Asking the index: order, pages in both directions, facets, words as they are typed and meant.
#include "market/search/search_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_testing.sql.h"
#include "market/party/party_supplier_store.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_index_store.h"
#include "market/search/search_testing.h"
#include "platform/db/db_inject.h"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    struct search *search;
};

#define TODAY date_from_ymd(2026, 11, 24)

static const struct route NO_ROUTES[1];

static void catch_up_on(struct bench *b, date today)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_catch_up(b->search, t->db, t->arena, today));
    db_rollback(t->db);
}

static void catch_up(struct bench *b)
{
    catch_up_on(b, TODAY);
}

static void bench_open(struct bench *b, struct testing_db *t)
{
    catalog_testing_open(&b->scene, t, NO_ROUTES, 0);
    search_testing_place(t, &b->place);
    assert_null(search_open(str_view(b->place.url), &b->search));
    catch_up(b);
}

static void bench_close(struct bench *b)
{
    search_close(b->search);
    search_testing_leave(&b->place);
    catalog_testing_close(&b->scene);
}

static struct search_result ask(struct bench *b, struct search_query q)
{
    struct search_result r;
    assert_null(search_find(b->search, b->scene.database->arena, &q, &r));
    return r;
}

static int64_t total_of(struct bench *b, str text)
{
    return ask(b, (struct search_query){.text = text}).total;
}

static void words_are_found_in_titles_categories_and_names(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        assert_int_equal(total_of(&b, S("복사용지")), 2);
        assert_int_equal(total_of(&b, S("복사 용지")), 2);
        assert_int_equal(total_of(&b, S("사무용품")), 1);   // a top category of the pens
        assert_int_equal(total_of(&b, S("늘푸른나눔")), 2); // a supplier's
        assert_int_equal(total_of(&b, S("두레공방")), 4);   // a maker's
        assert_int_equal(total_of(&b, S("복사용지 -재생")), 0);
        assert_int_equal(total_of(&b, S("단종")), 0);
        assert_int_equal(total_of(&b, S("")), 4);
        assert_int_equal(total_of(&b, S("!?")), 0);
        bench_close(&b);
    }
}

static void a_title_comes_before_a_category_then_the_more_bought(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        // The pens lie in 사무용품, this one is called so; the paper was bought by an institution.
        struct catalog_good named =
            catalog_testing_add(&b.scene, "paper.copy.a4", "사무용품 꾸러미", b.scene.rival, 5000);
        catch_up(&b);
        struct search_result r = ask(&b, (struct search_query){.text = S("사무용품")});
        assert_int_equal(r.hits.count, 2);
        assert_int_equal(r.hits.items[0].offer_no.value, named.offer_no.value);
        r = ask(&b, (struct search_query){.sort = SEARCH_BOUGHT});
        assert_int_equal(r.hits.items[0].product_no.value, b.scene.paper.product_no.value);
        assert_int_equal(r.hits.items[0].contract_count, 3);
        r = ask(&b, (struct search_query){.sort = SEARCH_SOON});
        assert_int_equal(r.hits.items[0].lead_days, 2);
        bench_close(&b);
    }
}

static void the_newest_offer_comes_first_and_the_oldest_last(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct catalog_good added =
            catalog_testing_add(&b.scene, "paper.copy.a4", "백상지", b.scene.rival, 15000);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 22000,
                               "active"); // is as old as it was
        catch_up(&b);
        struct search_result r = ask(&b, (struct search_query){.sort = SEARCH_NEW});
        assert_int_equal(r.hits.count, 5);
        assert_int_equal(r.hits.items[0].offer_no.value, added.offer_no.value);
        for (size_t i = 1; i < r.hits.count; i++) {
            assert_true(r.hits.items[i].offer_id < r.hits.items[i - 1].offer_id);
        }
        assert_int_equal(r.hits.items[4].offer_no.value, b.scene.paper.offer_no.value);
        bench_close(&b);
    }
}

static void one_of_each_top_category_is_spread_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_result r =
            ask(&b, (struct search_query){.sort = SEARCH_CHEAP, .spread = true});
        assert_int_equal(r.hits.count, 3);
        assert_int_equal(r.hits.items[0].price.won, 12000);
        assert_int_equal(r.hits.items[1].price.won, 20900); // the cheaper paper
        assert_int_equal(r.hits.items[2].price.won, 30000000);
        assert_int_equal(r.total, 4);
        bench_close(&b);
    }
}

// Its answer is kept: it outlives the arena it was asked with, and changes with the catalogue.
static void a_question_for_everything_is_answered_anew_when_the_catalogue_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_query all = {.text = S("  "), .sort = SEARCH_CHEAP};
        (void)ask(&b, all);
        arena_reset(t.arena);
        memset(arena_alloc(t.arena, KIB), 'x', KIB);
        struct search_result r = ask(&b, all);
        assert_int_equal(r.total, 4);
        assert_int_equal(r.hits.items[0].price.won, 12000);
        assert_true(r.hits.items[0].title.n > 0 && r.hits.items[0].title.p[0] != 'x');
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman, 1000);
        catch_up(&b);
        r = ask(&b, all);
        assert_int_equal(r.total, 5);
        assert_int_equal(r.hits.items[0].price.won, 1000);
        assert_int_equal(
            ask(&b, (struct search_query){.sort = SEARCH_DEAR}).hits.items[4].price.won, 1000);
        int64_t sum = 0;
        for (size_t i = 0; i < r.categories.count; i++) {
            sum += r.categories.items[i].count;
        }
        assert_int_equal(sum, 5);
        bench_close(&b);
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
        struct bench b;
        bench_open(&b, &t);
        struct search_query paper = {.text = S("재생 복사지"), .sort = SEARCH_CHEAP};
        for (int i = 0; i < 2; i++) {
            struct search_meaning m;
            assert_null(search_understand(b.search, t.arena, paper.text, &m));
            assert_true(str_equals(m.text, paper.text));
            assert_true(str_equals(m.also, S("재생 복사용지")));
            struct search_query q = paper;
            q.also = m.also;
            struct search_result r = ask(&b, q);
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
            (void)ask(&b, others[i]);
            assert_int_equal(b.search->kept_results.count, i + 2);
        }
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1000);
        catch_up(&b);
        assert_int_equal(b.search->kept_results.count, 0);
        paper.also = S("재생 복사용지");
        assert_int_equal(ask(&b, paper).total, 3);
        assert_int_equal(ask(&b, paper).hits.items[0].price.won, 1000);
        bench_close(&b);
    }
}

// The names come with the columns when these are loaded whole, and not when a few are written.
static bool loads_all(struct bench *b)
{
    b->search->district_names.count = 0;
    catch_up(b);
    bool loaded = b->search->district_names.count > 0;
    b->search->generation = -1; // whole again for whoever comes next
    catch_up(b);
    return loaded;
}

static void a_price_that_changed_is_written_into_the_columns(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_query dear = {.text = S("복사용지"), .sort = SEARCH_DEAR};
        int64_t first = ask(&b, dear).hits.items[0].price.won;
        catalog_testing_change(&b.scene, b.scene.paper.offer, first + 1, "active");
        b.search->district_names.count = 0;
        catch_up(&b);
        assert_int_equal(b.search->district_names.count, 0);
        struct search_result r = ask(&b, dear);
        assert_int_equal(r.total, 2);
        assert_int_equal(r.hits.items[0].price.won, first + 1); // a text of the copy
        r = ask(&b, (struct search_query){.sort = SEARCH_DEAR,
                                          .bands = 1U << search_band(WON(first + 1))});
        assert_true(r.total > 0);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000001, "active");
        assert_false(loads_all(&b));
        r = ask(&b, (struct search_query){.text = S("복사용지"), .bands = 1U << 5});
        assert_int_equal(r.total, 1);
        assert_int_equal(r.hits.items[0].price.won, 5000001);

        // Who came, went or came again has to find its place among the others.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000001, "paused");
        assert_true(loads_all(&b));
        assert_int_equal(total_of(&b, S("복사용지")), 1);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000002, "paused");
        assert_false(loads_all(&b)); // it stood in no row, and stands in none
        catalog_testing_change(&b.scene, b.scene.paper.offer, 5000002, "active");
        assert_true(loads_all(&b));
        assert_int_equal(total_of(&b, S("복사용지")), 2);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1000);
        assert_true(loads_all(&b));
        assert_int_equal(total_of(&b, S("복사용지")), 3);
        assert_false(loads_all(&b)); // nothing changed
        bench_close(&b);
    }
}

static int64_t count_of(struct bench *b, enum certificate_kind kind)
{
    struct search_result r = ask(b, (struct search_query){.tags = UINT64_C(1) << kind});
    assert_int_equal(search_firm_count_of(b->search, kind), r.total > 0);
    return r.total;
}

static void reindex(struct bench *b, supplier_id supplier)
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
        struct bench b;
        bench_open(&b, &t);
        assert_int_equal(count_of(&b, CERTIFICATE_VILLAGE), 0);
        catalog_testing_certify(&b.scene, b.scene.woman, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&b, b.scene.woman);
        catch_up(&b);
        int64_t offers = count_of(&b, CERTIFICATE_VILLAGE);
        assert_true(offers > 0);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_CATALOG_TESTING_NO_CERTIFICATES), NULL));
        assert_null(db_commit(t.db));
        reindex(&b, b.scene.woman);
        catch_up(&b);
        assert_int_equal(count_of(&b, CERTIFICATE_VILLAGE), 0);
        bench_close(&b);
    }
}

// The offers that are of a kind: what the facet counts, and what marking it finds.
static int64_t tagged(struct bench *b, enum certificate_kind kind)
{
    struct search_result all = ask(b, (struct search_query){0});
    struct search_result r = ask(b, (struct search_query){.tags = UINT64_C(1) << kind});
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
        struct bench b;
        product_id none = {0};
        bench_open(&b, &t);
        const struct catalog_scene *s = &b.scene;
        date next = date_add_days(TODAY, 1);
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_GREEN, s->paper.product, "",
                                        TODAY);
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_DIRECT_PRODUCTION, none,
                                        "1411150701", next); // of copying paper
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_SEVERE_PRODUCT,
                                        s->gone.product, "", next);
        reindex(&b, s->woman);
        catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 1);             // the rival's paper is none
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 1); // the pens are none
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 0);    // it is not for sale
        uint64_t green = UINT64_C(1) << CERTIFICATE_GREEN;
        struct search_result r = ask(&b, (struct search_query){.tags = green});
        assert_int_equal(r.hits.items[0].offer_no.value, s->paper.offer_no.value);
        assert_true((r.hits.items[0].tags >> CERTIFICATE_WOMEN & 1) != 0); // besides

        // A price that changes leaves them alone.
        catalog_testing_change(&b.scene, s->paper.offer, 21000, "active");
        assert_false(loads_all(&b));
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 1);

        // What a product took the place of stays with its firm.
        catalog_testing_merge(&b.scene, s->gone.product, s->paper.product);
        catalog_testing_change(&b.scene, s->paper.offer, 21500, "active");
        catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 1);

        catch_up_on(&b, next);
        assert_int_equal(tagged(&b, CERTIFICATE_GREEN), 0);
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 1);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 1);
        catch_up_on(&b, date_add_days(next, 1));
        assert_int_equal(tagged(&b, CERTIFICATE_DIRECT_PRODUCTION), 0);
        assert_int_equal(tagged(&b, CERTIFICATE_SEVERE_PRODUCT), 0);
        bench_close(&b);
    }
}

static void a_certificate_of_a_product_that_is_taken_back_goes_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        const struct catalog_scene *s = &b.scene;
        catalog_testing_certify_product(&b.scene, s->woman, CERTIFICATE_EXCELLENT, s->pens.product,
                                        "", DATE_NONE);
        reindex(&b, s->woman);
        catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_EXCELLENT), 1);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_CATALOG_TESTING_NO_CERTIFICATES), NULL));
        assert_null(db_commit(t.db));
        catalog_testing_change(&b.scene, s->pens.offer, 12000, "active");
        catch_up(&b);
        assert_int_equal(tagged(&b, CERTIFICATE_EXCELLENT), 0);
        bench_close(&b);
    }
}

// A worker in a transaction that began before; another one has taken in what came since.
static void what_another_worker_took_in_is_not_missed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct testing_db far = t;
        assert_null(db_open(str_view(t.url), &far.db));
        db_set_arena(far.db, t.arena);
        struct bench other = b;
        other.scene.database = &far;
        assert_null(search_open(str_view(b.place.url), &other.search));

        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        assert_null(db_begin(t.db, DB_READ));
        assert_null(search_catch_up(b.search, t.db, t.arena, TODAY)); // its moment begins here
        db_rollback(t.db);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 778, "active");
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_SEARCH_NEWEST_CHANGE);
        assert_true(query_next(q));
        assert_null(query_end(q));
        (void)catalog_testing_add(&other.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman,
                                  1000);
        catalog_testing_certify(&other.scene, b.scene.woman, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&other, b.scene.woman);
        catch_up(&other);
        assert_null(search_catch_up(b.search, t.db, t.arena, TODAY));
        db_rollback(t.db);
        catch_up(&b);
        assert_int_equal(total_of(&b, S("복사용지")), 3);
        struct search_result r = ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 778);
        assert_int_equal(r.hits.items[1].price.won, 1000);
        assert_true(count_of(&b, CERTIFICATE_VILLAGE) > 0);
        search_close(other.search);
        db_close(far.db);
        bench_close(&b);
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

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// A second is promised where the copy is not the database itself; the next question finds it.
static void what_another_process_changed_is_found_by_the_next_question(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_query cheap = {.text = S("복사용지"), .sort = SEARCH_CHEAP};
        assert_int_equal(ask(&b, cheap).hits.items[0].price.won, 20900);
        change_elsewhere(&t, b.scene.paper.offer, 777);
        int64_t since = now_ms();
        catch_up(&b);
        assert_int_equal(ask(&b, cheap).hits.items[0].price.won, 777);
        assert_in_range(now_ms() - since, 0, 1000);
        bench_close(&b);
    }
}

static void more_questions_than_are_kept_begin_the_list_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (int i = 0; i < 3 * LIMIT_SEARCH_KEPT; i++) {
            if (i % 2 == 0) { // a request that asks twice
                catch_up(&b);
            }
            str after = str_format(t.arena, "%d.1", 1000000 + i);
            struct search_query q = {.text = S("복사용지"), .after = after, .sort = SEARCH_CHEAP};
            struct search_meaning m;
            assert_null(search_understand(b.search, t.arena, after, &m));
            assert_true(str_equals(m.text, after));
            assert_int_equal(ask(&b, q).total, 2);
            assert_in_range(b.search->kept_results.count, 1, LIMIT_SEARCH_KEPT);
            assert_in_range(b.search->kept_meanings.count, 1, LIMIT_SEARCH_KEPT);
        }
        // No room, and no new request: answered all the same.
        while (!search_kept_is_full(b.search)) {
            str text = str_format(t.arena, "없는%zu", b.search->kept_results.count);
            assert_int_equal(total_of(&b, text), 0);
        }
        assert_int_equal(total_of(&b, S("복사 용지")), 2);
        assert_true(search_kept_is_full(b.search));
        catch_up(&b);
        assert_int_equal(b.search->kept_results.count, 0);
        bench_close(&b);
    }
}

static void pages_by_key_lead_on_and_back_without_a_gap(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (int i = 0; i < 2 * LIMIT_PAGE_ROWS; i++) { // 52 in all, many at one price
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman,
                                      1000 + i / 10);
        }
        catch_up(&b);
        struct search_query q = {.sort = SEARCH_CHEAP};
        struct search_result pages[3];
        for (int i = 0; i < 3; i++) {
            pages[i] = ask(&b, q);
            q.after = pages[i].next;
        }
        assert_int_equal(pages[0].previous.n, 0);
        assert_int_equal(pages[2].hits.count, 4);
        assert_int_equal(pages[2].next.n, 0);
        q = (struct search_query){.sort = SEARCH_CHEAP, .before = pages[2].previous};
        for (int i = 1; i >= 0; i--) {
            struct search_result back = ask(&b, q);
            assert_int_equal(back.hits.count, LIMIT_PAGE_ROWS);
            for (size_t k = 0; k < LIMIT_PAGE_ROWS; k++) {
                assert_int_equal(back.hits.items[k].offer_id, pages[i].hits.items[k].offer_id);
            }
            assert_true(back.next.n > 0);
            q.before = back.previous;
        }
        assert_int_equal(q.before.n, 0); // the first page has none before it
        bench_close(&b);
    }
}

static void what_a_facet_counts_is_what_choosing_it_shows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_result all = ask(&b, (struct search_query){0});
        assert_int_equal(all.categories.count, 3);
        assert_true(str_equals(all.categories.items[0].name, S("사무용품"))); // the tree's order
        for (size_t i = 0; i < all.categories.count; i++) {
            const struct search_facet *f = &all.categories.items[i];
            assert_int_equal(ask(&b, (struct search_query){.category = f->value}).total, f->count);
        }
        for (size_t i = 0; i < all.districts.count; i++) {
            const struct search_facet *f = &all.districts.items[i];
            assert_int_equal(ask(&b, (struct search_query){.districts = f->value}).total, f->count);
        }
        for (int64_t i = 1; i <= SEARCH_LEADS; i++) {
            assert_int_equal(ask(&b, (struct search_query){.lead = i}).total,
                             all.lead_counts[i - 1]);
        }
        for (int i = 0; i < SEARCH_BANDS; i++) {
            assert_int_equal(ask(&b, (struct search_query){.bands = 1U << i}).total,
                             all.band_counts[i]);
        }
        uint64_t women = UINT64_C(1) << CERTIFICATE_WOMEN;
        assert_int_equal(all.tag_counts[CERTIFICATE_WOMEN], 2); // the rival's ended yesterday
        assert_int_equal(ask(&b, (struct search_query){.tags = women}).total, 2);
        assert_int_equal(search_firm_count(b.search), 2);
        assert_int_equal(search_firm_count_of(b.search, CERTIFICATE_WOMEN), 1);
        assert_int_equal(search_category_find(b.search, S("paper"))->count, 2);
        bench_close(&b);
    }
}

static void an_offer_that_ends_is_forgotten_with_its_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_word words[SEARCH_WORDS_MAX];
        size_t count = 0;
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 1);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "ended");
        catch_up(&b);
        assert_int_equal(total_of(&b, S("유성볼펜")), 0);
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 0);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 11000, "active");
        catch_up(&b);
        struct search_result r = ask(&b, (struct search_query){.text = S("유성볼펜")});
        assert_int_equal(r.total, 1);
        assert_int_equal(r.hits.items[0].price.won, 11000);
        bench_close(&b);
    }
}

// The first suggestion for what was typed so far.
static str first_word(struct bench *b, const char *typed)
{
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = 0;
    assert_null(
        search_suggest(b->search, b->scene.database->arena, str_view(typed), words, &count));
    return count > 0 ? words[0].term : S("");
}

static void every_way_of_typing_finds_the_word(void **state)
{
    (void)state;
    static const char *const PAPER[] = {"ㅂㅅㅇㅈ",   "ㅂㅅㅇ", "복사용", "복사용ㅈ", "복상",
                                        "qhrtkdydwl", "qtdw",   "용지",   "복사용지"};
    static const char *const OFFICE[] = {"tkandydvna", "사무ㅇ", "사뭉", "ㅅㅁㅇㅍ", "사무용푸"};
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(PAPER); i++) {
            str word = first_word(&b, PAPER[i]);
            if (!str_contains(word, S("용지"))) {
                fail_msg("%s: %.*s", PAPER[i], STR_ARG(word));
            }
        }
        for (size_t i = 0; i < COUNT(OFFICE); i++) {
            assert_true(str_equals(first_word(&b, OFFICE[i]), S("사무용품")));
        }
        assert_true(str_equals(first_word(&b, "늘푸"), S("㈜늘푸른나눔")));
        assert_int_equal(first_word(&b, "없는말").n, 0);
        assert_int_equal(first_word(&b, "").n, 0);
        bench_close(&b);
    }
}

static void suggestions_say_what_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_word words[SEARCH_WORDS_MAX];
        size_t count = 0;
        assert_null(search_suggest(b.search, t.arena, S("복사"), words, &count));
        assert_true(count >= 2 && count <= SEARCH_WORDS_MAX);
        for (size_t i = 0; i < count; i++) {
            if (words[i].kind == SEARCH_WORD_CATEGORY) {
                assert_int_equal(words[i].count, 2);
                assert_true(str_starts(words[i].target, S("paper.copy")));
            }
            for (size_t k = 0; k < i; k++) { // each once, kinds together
                assert_false(str_equals(words[i].term, words[k].term));
                assert_true(words[k].kind <= words[i].kind);
            }
        }
        bench_close(&b);
    }
}

static struct search_meaning meant(struct bench *b, const char *typed)
{
    struct search_meaning m;
    assert_null(search_understand(b->search, b->scene.database->arena, str_view(typed), &m));
    return m;
}

static void a_query_is_read_as_it_was_meant(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_meaning m = meant(&b, "tkandydvna");
        assert_int_equal(m.mend, SEARCH_BY_KEYS);
        assert_true(str_equals(m.text, S("사무용품")));
        m = meant(&b, "ㅂㅅㅇㅈ");
        assert_int_equal(m.mend, SEARCH_BY_INITIALS);
        assert_true(str_contains(m.text, S("용지")));
        m = meant(&b, "사무ㅇ");
        assert_int_equal(m.mend, SEARCH_BY_INITIALS);
        assert_true(str_equals(m.text, S("사무용품")));
        m = meant(&b, "재생 복사지"); // finds nothing by itself; another word for the same does
        assert_int_equal(m.mend, SEARCH_BY_SYNONYM);
        assert_true(str_equals(m.text, S("재생 복사지")));
        assert_true(str_equals(m.also, S("재생 복사용지")));
        assert_int_equal(ask(&b, (struct search_query){.text = m.text, .also = m.also}).total, 2);
        static const char *const AS_TYPED[] = {"복사용지", "A4", "없는물건", "zzzz", "", "!?"};
        for (size_t i = 0; i < COUNT(AS_TYPED); i++) {
            m = meant(&b, AS_TYPED[i]);
            assert_int_equal(m.mend, SEARCH_AS_TYPED);
            assert_true(str_equals(m.text, str_view(AS_TYPED[i])));
        }
        bench_close(&b);
    }
}

// Two sell at once, and the one who came first is kept last.
static void a_change_that_is_kept_late_is_found_as_well(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
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
        catch_up(&b);
        assert_null(db_commit(early));
        catch_up(&b);
        assert_non_null(e); // it had to wait its turn
        struct search_result r = ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 11111);
        assert_null(db_begin(late, DB_WRITE));
        assert_null(catalog_testing_price(late, b.scene.pens.offer, 10000, "active"));
        assert_null(db_commit(late));
        catch_up(&b);
        r = ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.hits.items[0].price.won, 10000);
        assert_int_equal(r.hits.items[1].price.won, 11111);
        db_close(late);
        db_close(early);
        bench_close(&b);
    }
}

// The copy is read over anew when the second half of a catch-up was lost.
static void a_copy_half_read_is_read_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        int lost = 0;
        for (int seed = 1; seed <= 20; seed++) { // at each of its statements, by chance
            catalog_testing_change(&b.scene, b.scene.paper.offer, 10000 + seed, "active");
            assert_null(db_begin(t.db, DB_READ));
            db_inject(t.db, DB_INJECT_AWAY, (uint64_t)seed, 200);
            lost += search_catch_up(b.search, t.db, t.arena, TODAY) != NULL;
            db_inject(t.db, DB_INJECT_NONE, 0, 0);
            db_rollback(t.db);
            catch_up(&b);
            struct search_result r = ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
            assert_int_equal(r.total, 4);
            assert_int_equal(r.hits.items[0].price.won, 10000 + seed);
        }
        assert_true(lost > 3 && lost < 20);
        bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_titles_categories_and_names),
        cmocka_unit_test(a_title_comes_before_a_category_then_the_more_bought),
        cmocka_unit_test(the_newest_offer_comes_first_and_the_oldest_last),
        cmocka_unit_test(one_of_each_top_category_is_spread_out),
        cmocka_unit_test(a_question_for_everything_is_answered_anew_when_the_catalogue_changes),
        cmocka_unit_test(what_was_asked_of_late_is_answered_alike_until_the_catalogue_changes),
        cmocka_unit_test(a_price_that_changed_is_written_into_the_columns),
        cmocka_unit_test(a_certificate_counts_from_when_it_was_verified_until_it_is_taken_back),
        cmocka_unit_test(a_certificate_of_a_product_is_found_with_it_until_its_last_day),
        cmocka_unit_test(a_certificate_of_a_product_that_is_taken_back_goes_at_once),
        cmocka_unit_test(what_another_worker_took_in_is_not_missed),
        cmocka_unit_test(what_another_process_changed_is_found_by_the_next_question),
        cmocka_unit_test(more_questions_than_are_kept_begin_the_list_anew),
        cmocka_unit_test(pages_by_key_lead_on_and_back_without_a_gap),
        cmocka_unit_test(what_a_facet_counts_is_what_choosing_it_shows),
        cmocka_unit_test(an_offer_that_ends_is_forgotten_with_its_words),
        cmocka_unit_test(every_way_of_typing_finds_the_word),
        cmocka_unit_test(suggestions_say_what_they_are),
        cmocka_unit_test(a_query_is_read_as_it_was_meant),
        cmocka_unit_test(a_change_that_is_kept_late_is_found_as_well),
        cmocka_unit_test(a_copy_half_read_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
