#include "market/search/search_bench_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_ask_store.h"
#include "market/search/search_index_store.h"
#include "market/search/search_pass_test.sql.h"
#include "market/search/search_token.h"

static const struct route NO_ROUTES[1];

void search_bench_catch_up_on(struct search_bench *b, date today)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_catch_up(b->search, t->db, t->arena, today));
    db_rollback(t->db);
}

void search_bench_catch_up(struct search_bench *b)
{
    search_bench_catch_up_on(b, SEARCH_BENCH_TODAY);
}

void search_bench_open(struct search_bench *b, struct testing_db *t)
{
    catalog_testing_open(&b->scene, t, NO_ROUTES, 0);
    search_testing_place(t, &b->place);
    assert_null(search_open(str_view(b->place.url), &b->search));
    search_bench_catch_up(b);
}

void search_bench_close(struct search_bench *b)
{
    search_close(b->search);
    search_testing_leave(&b->place);
    catalog_testing_close(&b->scene);
}

void search_bench_serve(struct catalog_scene *scene, struct search_place *place,
                        struct testing_db *t, const struct route *routes, size_t count)
{
    catalog_testing_open(scene, t, routes, count);
    search_testing_place(t, place);
    search_set_place(str_view(place->url));
}

void search_bench_serve_end(struct catalog_scene *scene, struct search_place *place)
{
    search_set_place(S("")); // closes the copy
    search_testing_leave(place);
    catalog_testing_close(scene);
}

struct search_result search_bench_ask(struct search_bench *b, struct search_query q)
{
    struct search_result r;
    assert_null(search_find(b->search, b->scene.database->arena, &q, &r));
    return r;
}

int64_t search_bench_total(struct search_bench *b, str text)
{
    return search_bench_ask(b, (struct search_query){.text = text}).total;
}

struct search_meaning search_bench_meant(struct search_bench *b, const char *typed)
{
    struct search_meaning m;
    assert_null(search_understand(b->search, b->scene.database->arena, str_view(typed), &m));
    return m;
}

struct search_result search_bench_ask_anew(struct search_bench *b, const char *word,
                                           enum search_sort sort)
{
    search_kept_begin(b->search); // no answer of before
    return search_bench_ask(b, (struct search_query){.text = str_view(word), .sort = sort});
}

const struct search_hits *search_bench_kept(struct search_bench *b, const char *word)
{
    struct search *s = b->search;
    str match = search_match(b->scene.database->arena, s->added, str_view(word));
    for (size_t i = 0; i < s->hits_count; i++) {
        if (str_equals(s->hits[i].match, match)) {
            return &s->hits[i];
        }
    }
    return NULL;
}

void search_bench_check_text(str got, const char *expected)
{
    if (!str_equals(got, str_view(expected))) {
        fail_msg("'%.*s', not '%s'", STR_ARG(got), expected);
    }
}

struct search_meaning search_bench_check_meant(struct search_bench *b, const char *typed,
                                               enum search_mend mend, const char *text,
                                               const char *also)
{
    struct search_meaning m = search_bench_meant(b, typed);
    print_message("%s\n", typed);
    assert_int_equal(m.mend, mend);
    search_bench_check_text(m.text, text);
    search_bench_check_text(m.also, also);
    return m;
}

void search_bench_check_same(const struct search_result *x, const struct search_result *y)
{
    assert_true(x->total > 0);
    assert_int_equal(x->total, y->total);
    assert_int_equal(x->hits.count, y->hits.count);
    for (size_t i = 0; i < x->hits.count; i++) {
        assert_int_equal(x->hits.items[i].offer_id, y->hits.items[i].offer_id);
        assert_int_equal(x->hits.items[i].rank, y->hits.items[i].rank);
    }
}

void search_bench_call(struct search_bench *b, offer_id offer, const char *title)
{
    struct db *db = b->scene.database->db;
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
