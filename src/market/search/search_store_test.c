// Asking the index: order, pages in both directions, facets, words as they are typed and meant.
#include "market/search/search_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/saved_test.sql.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_word_store.h"
#include "platform/secret/secret.h"

static void words_are_found_in_titles_categories_and_names(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_int_equal(search_bench_total(&b, S("복사용지")), 2);
        assert_int_equal(search_bench_total(&b, S("복사 용지")), 2);
        assert_int_equal(search_bench_total(&b, S("사무용품")), 1);   // a top category of the pens
        assert_int_equal(search_bench_total(&b, S("늘푸른나눔")), 2); // a supplier's
        assert_int_equal(search_bench_total(&b, S("두레공방")), 4);   // a maker's
        assert_int_equal(search_bench_total(&b, S("복사용지 -재생")), 0);
        assert_int_equal(search_bench_total(&b, S("단종")), 0);
        assert_int_equal(search_bench_total(&b, S("")), 4);
        assert_int_equal(search_bench_total(&b, S("!?")), 0);
        search_bench_close(&b);
    }
}

static void a_title_comes_before_a_category_then_the_more_bought(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        // The pens lie in 사무용품, this one is called so; the paper was bought by an institution.
        struct catalog_good named =
            catalog_testing_add(&b.scene, "paper.copy.a4", "사무용품 꾸러미", b.scene.rival, 5000);
        search_bench_catch_up(&b);
        struct search_result r = search_bench_ask(&b, (struct search_query){.text = S("사무용품")});
        assert_int_equal(r.hits.count, 2);
        assert_int_equal(r.hits.items[0].offer_no.value, named.offer_no.value);
        r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_BOUGHT});
        assert_int_equal(r.hits.items[0].product_no.value, b.scene.paper.product_no.value);
        assert_int_equal(r.hits.items[0].contract_count, 3);
        r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_SOON});
        assert_int_equal(r.hits.items[0].lead_days, 2);
        search_bench_close(&b);
    }
}

#define DAY_US (INT64_C(1795000000) * 1000000)

// A firm sells what another sells already, from a moment on.
static int64_t sell_from(struct search_bench *b, const char *title, int64_t at)
{
    struct db *db = b->scene.database->db;
    struct catalog_good g =
        catalog_testing_add(&b->scene, "paper.copy.a4", title, b->scene.rival, 15000);
    int64_t offer = 0;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_TEST_SAVED_OFFER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "supplier", b->scene.woman.value);
    bind_i64(q, "offer", g.offer.value);
    assert_null(query_run_id(q, &offer));
    q = db_query(db, &SQL_TEST_SAVED_ON_SALE);
    bind_i64(q, "offer", offer);
    bind_i64(q, "at", at);
    assert_null(query_run(q, NULL));
    q = db_query(db, &SQL_TEST_SAVED_CHANGED);
    bind_i64(q, "offer", offer);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
    return offer;
}

static void the_newest_offer_comes_first_and_the_oldest_last(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct catalog_good added =
            catalog_testing_add(&b.scene, "paper.copy.a4", "백상지", b.scene.rival, 15000);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 22000,
                               "active"); // is as old as it was
        search_bench_catch_up(&b);
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_NEW});
        assert_int_equal(r.hits.count, 5);
        assert_int_equal(r.hits.items[0].offer_no.value, added.offer_no.value);
        for (size_t i = 1; i < r.hits.count; i++) {
            assert_true(r.hits.items[i].offer_id < r.hits.items[i - 1].offer_id);
        }
        assert_int_equal(r.hits.items[4].offer_no.value, b.scene.paper.offer_no.value);
        search_bench_close(&b);
    }
}

// An offer that waited for its review is as new as the day it came on sale; one that was paused and
// came back is as old as it was.
static void an_offer_is_as_new_as_the_day_it_was_put_on_sale(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        int64_t late = sell_from(&b, "늦게 승인된 백상지", DAY_US + 1000000); // by a second
        int64_t early = sell_from(&b, "먼저 승인된 백상지", DAY_US);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 22000, "paused");
        catalog_testing_change(&b.scene, b.scene.paper.offer, 22000, "active");
        search_bench_catch_up(&b);
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_NEW});
        assert_int_equal(r.hits.count, 8);
        assert_int_equal(r.hits.items[0].offer_id, late);
        assert_int_equal(r.hits.items[1].offer_id, early);
        assert_int_equal(r.hits.items[7].offer_no.value, b.scene.paper.offer_no.value);
        search_bench_close(&b);
    }
}

static void one_of_each_top_category_is_spread_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_result r =
            search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP, .spread = true});
        assert_int_equal(r.hits.count, 3);
        assert_int_equal(r.hits.items[0].price.won, 12000);
        assert_int_equal(r.hits.items[1].price.won, 20900); // the cheaper paper
        assert_int_equal(r.hits.items[2].price.won, 30000000);
        assert_int_equal(r.total, 4);
        search_bench_close(&b);
    }
}

static void check_pages_back(struct search_bench *b, enum search_sort sort)
{
    struct search_query q = {.sort = sort};
    struct search_result pages[3];
    for (int i = 0; i < 3; i++) {
        pages[i] = search_bench_ask(b, q);
        q.after = pages[i].next;
    }
    assert_int_equal(pages[0].previous.n, 0);
    assert_int_equal(pages[2].hits.count, 4);
    assert_int_equal(pages[2].next.n, 0);
    q = (struct search_query){.sort = sort, .before = pages[2].previous};
    for (int i = 1; i >= 0; i--) {
        struct search_result back = search_bench_ask(b, q);
        assert_int_equal(back.hits.count, LIMIT_PAGE_ROWS);
        for (size_t k = 0; k < LIMIT_PAGE_ROWS; k++) {
            assert_int_equal(back.hits.items[k].offer_id, pages[i].hits.items[k].offer_id);
        }
        assert_true(back.next.n > 0);
        q.before = back.previous;
    }
    assert_int_equal(q.before.n, 0); // the first page has none before it
}

static void pages_by_key_lead_on_and_back_without_a_gap(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (int i = 0; i < 2 * LIMIT_PAGE_ROWS; i++) { // 52 in all, many at one price
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman,
                                      1000 + i / 10);
        }
        search_bench_catch_up(&b);
        for (int sort = 0; sort < SEARCH_SORT_COUNT; sort++) {
            check_pages_back(&b, (enum search_sort)sort);
        }
        search_bench_close(&b);
    }
}

static void what_a_facet_counts_is_what_choosing_it_shows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_result all = search_bench_ask(&b, (struct search_query){0});
        assert_int_equal(all.categories.count, 3);
        assert_true(str_equals(all.categories.items[0].name, S("사무용품"))); // the tree's order
        for (size_t i = 0; i < all.categories.count; i++) {
            const struct search_facet *f = &all.categories.items[i];
            assert_int_equal(
                search_bench_ask(&b, (struct search_query){.category = f->value}).total, f->count);
        }
        for (size_t i = 0; i < all.districts.count; i++) {
            const struct search_facet *f = &all.districts.items[i];
            assert_int_equal(
                search_bench_ask(&b, (struct search_query){.districts = f->value}).total, f->count);
        }
        for (int64_t i = 1; i <= SEARCH_LEADS; i++) {
            assert_int_equal(search_bench_ask(&b, (struct search_query){.lead = i}).total,
                             all.lead_counts[i - 1]);
        }
        for (int i = 0; i < SEARCH_BANDS; i++) {
            assert_int_equal(search_bench_ask(&b, (struct search_query){.bands = 1U << i}).total,
                             all.band_counts[i]);
        }
        uint64_t women = UINT64_C(1) << CERTIFICATE_WOMEN;
        assert_int_equal(all.tag_counts[CERTIFICATE_WOMEN], 2); // the rival's ended yesterday
        assert_int_equal(search_bench_ask(&b, (struct search_query){.tags = women}).total, 2);
        assert_int_equal(search_firm_count(b.search), 2);
        assert_int_equal(search_firm_count_of(b.search, CERTIFICATE_WOMEN), 1);
        assert_int_equal(search_category_find(b.search, S("paper"))->count, 2);
        search_bench_close(&b);
    }
}

// The first suggestion for what was typed so far.
static str first_word(struct search_bench *b, const char *typed)
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
        struct search_bench b;
        search_bench_open(&b, &t);
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
        search_bench_close(&b);
    }
}

static void suggestions_say_what_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
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
        search_bench_close(&b);
    }
}

static void a_query_is_read_as_it_was_meant(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct search_meaning m = search_bench_meant(&b, "tkandydvna");
        assert_int_equal(m.mend, SEARCH_BY_KEYS);
        assert_true(str_equals(m.text, S("사무용품")));
        m = search_bench_meant(&b, "ㅂㅅㅇㅈ");
        assert_int_equal(m.mend, SEARCH_BY_INITIALS);
        assert_true(str_contains(m.text, S("용지")));
        m = search_bench_meant(&b, "사무ㅇ");
        assert_int_equal(m.mend, SEARCH_BY_INITIALS);
        assert_true(str_equals(m.text, S("사무용품")));
        m = search_bench_meant(
            &b, "재생 복사지"); // finds nothing by itself; another word for the same does
        assert_int_equal(m.mend, SEARCH_BY_SYNONYM);
        assert_true(str_equals(m.text, S("재생 복사지")));
        assert_true(str_equals(m.also, S("재생 복사용지")));
        assert_int_equal(
            search_bench_ask(&b, (struct search_query){.text = m.text, .also = m.also}).total, 2);
        static const char *const AS_TYPED[] = {"복사용지", "A4", "없는물건", "zzzz", "", "!?"};
        for (size_t i = 0; i < COUNT(AS_TYPED); i++) {
            m = search_bench_meant(&b, AS_TYPED[i]);
            assert_int_equal(m.mend, SEARCH_AS_TYPED);
            assert_true(str_equals(m.text, str_view(AS_TYPED[i])));
        }
        search_bench_close(&b);
    }
}

static void an_index_that_was_not_there_is_made(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        search_close(b.search);
        search_testing_leave(&b.place); // with SQLite it is the database itself, and stays
        assert_null(search_open(str_view(b.place.url), &b.search));
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_total(&b, S("복사용지")), 2);
        search_bench_close(&b);
    }
}

static void lists_of_values_hold_each_once(void **state)
{
    (void)state;
    struct arena *a = arena_open(MIB);
    str list = search_list_with(a, S(""), S("개"));
    list = search_list_with(a, list, S("상자"));
    list = search_list_with(a, list, S("개"));
    list = search_list_with(a, list, S(""));
    assert_true(str_equals(list, S("개|상자")));
    assert_true(search_is_listed(list, S("상자")));
    assert_false(search_is_listed(list, S("상")));
    assert_false(search_is_listed(S(""), S("개")));
    assert_true(str_equals(search_list_without(a, list, S("개")), S("상자")));
    assert_true(str_equals(search_list_without(a, list, S("통")), list));
    assert_int_equal(search_list_without(a, S("개"), S("개")).n, 0);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_titles_categories_and_names),
        cmocka_unit_test(a_title_comes_before_a_category_then_the_more_bought),
        cmocka_unit_test(the_newest_offer_comes_first_and_the_oldest_last),
        cmocka_unit_test(an_offer_is_as_new_as_the_day_it_was_put_on_sale),
        cmocka_unit_test(one_of_each_top_category_is_spread_out),
        cmocka_unit_test(pages_by_key_lead_on_and_back_without_a_gap),
        cmocka_unit_test(what_a_facet_counts_is_what_choosing_it_shows),
        cmocka_unit_test(every_way_of_typing_finds_the_word),
        cmocka_unit_test(suggestions_say_what_they_are),
        cmocka_unit_test(a_query_is_read_as_it_was_meant),
        cmocka_unit_test(an_index_that_was_not_there_is_made),
        cmocka_unit_test(lists_of_values_hold_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
