// The copy made where nobody waits: share by share, whatever breaks it off and whoever sells
// meanwhile.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_fill_test.sql.h"
#include "market/search/search_index_store.h"
#include "platform/clock/clock.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_plan_testing.h"

#define SHARE_ROWS 10000 // changes that one transaction takes in
#define TIMES 2200       // five offers so often: more than one share

// --- A catalogue to be read ----------------------------------------------------------------------

static void run(struct search_bench *b, const struct sql *sql)
{
    assert_null(query_run(db_query(b->search->index, sql), NULL));
}

// Nothing is in the copy.
static void forget_all(struct search_bench *b)
{
    assert_null(db_begin(b->search->index, DB_WRITE));
    run(b, &SQL_SEARCH_FILL_TEST_FORGET_FTS);
    run(b, &SQL_SEARCH_FILL_TEST_FORGET_DOCS);
    run(b, &SQL_SEARCH_FILL_TEST_FORGET_WORDS);
    run(b, &SQL_SEARCH_FILL_TEST_FORGET_POSITION);
    assert_null(db_commit(b->search->index));
}

static void change_all(struct testing_db *t, int64_t times)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_FILL_TEST_CHANGES);
    bind_i64(q, "times", times);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static int64_t newest_of(struct search_bench *b, struct testing_db *t)
{
    int64_t newest = 0;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_newest_change(b->search, t->db, &newest));
    db_rollback(t->db);
    return newest;
}

static int64_t position_of(struct search_bench *b)
{
    int64_t position = 0;
    int64_t generation = 0;
    assert_null(db_begin(b->search->index, DB_READ));
    assert_null(search_copy_position(b->search, &position, &generation));
    db_rollback(b->search->index);
    return position;
}

static void write_rows(struct search_bench *b, const struct sql *sql, const char *figure,
                       struct out *o)
{
    struct query *q = db_query(b->search->index, sql);
    while (query_next(q)) {
        str text = read_str(q, "text");
        out_format(o, "%.*s %lld\n", STR_ARG(text), (long long)read_i64(q, figure));
    }
    assert_null(query_end(q));
}

// What the copy holds; its parts fit.
static str written(struct search_bench *b, struct arena *a)
{
    struct out o;
    out_init(&o, a, MIB);
    db_set_arena(b->search->index, a);
    assert_null(db_begin(b->search->index, DB_WRITE));
    write_rows(b, &SQL_SEARCH_FILL_TEST_DOCS, "price_won", &o);
    write_rows(b, &SQL_SEARCH_FILL_TEST_WORDS, "weight", &o);
    run(b, &SQL_SEARCH_FILL_TEST_CHECK);
    db_rollback(b->search->index);
    assert_false(o.overflowed);
    return out_view(&o);
}

static void run_script(struct db *db, const char *text)
{
    assert_null(db_begin(db, DB_WRITE));
    assert_null(db->engine->script(db, text));
    assert_null(db_commit(db));
}

// A copy to be made anew of a catalogue of more than one share; what it is to hold in the end.
static str begin_anew(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    str whole = written(b, t->arena);
    assert_true(whole.n > 1000);
    change_all(t, TIMES);
    forget_all(b);
    assert_true(newest_of(b, t) > SHARE_ROWS);
    return whole;
}

// --- Whole ---------------------------------------------------------------------------------------

static void a_filling_makes_the_copy_that_catching_up_makes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        str whole = begin_anew(&b, &t);
        assert_null(search_fill(b.search, t.db, t.arena));
        assert_true(str_equals(written(&b, t.arena), whole));
        assert_int_equal(position_of(&b), newest_of(&b, &t));
        assert_null(search_fill(b.search, t.db, t.arena)); // nothing to do
        assert_true(str_equals(written(&b, t.arena), whole));
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_total(&b, S("복사용지")), 2);
        search_bench_close(&b);
    }
}

// The same words come and go within one share: what stays is what is for sale.
static void words_of_what_ended_meanwhile_are_not_suggested(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        struct search_word words[SEARCH_WORDS_MAX];
        size_t count = 0;
        search_bench_open(&b, &t);
        str whole = written(&b, t.arena);
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 1);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "ended");
        assert_null(search_fill(b.search, t.db, t.arena));
        search_bench_catch_up(&b);
        assert_null(search_suggest(b.search, t.arena, S("유성"), words, &count));
        assert_int_equal(count, 0);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "active");
        assert_null(search_fill(b.search, t.db, t.arena));
        assert_true(str_equals(written(&b, t.arena), whole));
        search_bench_close(&b);
    }
}

// --- Broken off ----------------------------------------------------------------------------------

static void a_filling_broken_off_goes_on_where_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        str whole = begin_anew(&b, &t);
        int64_t newest = newest_of(&b, &t);
        run_script(b.search->index, "CREATE TRIGGER full BEFORE UPDATE ON search_position"
                                    " WHEN OLD.change_id > 0"
                                    " BEGIN SELECT RAISE(ABORT, 'no room'); END");
        assert_non_null(search_fill(b.search, t.db, t.arena));
        assert_in_range(position_of(&b), SHARE_ROWS, newest - 1); // the first share is kept
        run_script(b.search->index, "DROP TRIGGER full");
        assert_null(search_fill(b.search, t.db, t.arena));
        assert_int_equal(position_of(&b), newest);
        assert_true(str_equals(written(&b, t.arena), whole));
        search_bench_close(&b);
    }
}

// A process of its own that fills.
static pid_t fill_elsewhere(const struct testing_db *t, const struct search_bench *b)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct db *db = NULL;
        struct search *s = NULL;
        struct arena *a = arena_open(LIMIT_ARENA_UNIT);
        err e = db_open(str_view(t->url), &db);
        e = e != NULL ? e : search_open(str_view(b->place.url), &s);
        e = e != NULL ? e : search_fill(s, db, a);
        _exit(e == NULL ? 0 : 1);
    }
    return child;
}

static void a_filling_that_is_killed_goes_on_where_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        str whole = begin_anew(&b, &t);
        for (int64_t ms = 20; ms < 2000; ms *= 3) {
            int status = 0;
            pid_t child = fill_elsewhere(&t, &b);
            (void)usleep((useconds_t)ms * 1000);
            (void)kill(child, SIGKILL);
            assert_int_equal(waitpid(child, &status, 0), child);
        }
        assert_null(search_fill(b.search, t.db, t.arena));
        assert_int_equal(position_of(&b), newest_of(&b, &t));
        assert_true(str_equals(written(&b, t.arena), whole));
        search_bench_close(&b);
    }
}

// --- Meanwhile -----------------------------------------------------------------------------------

// Somebody sells while one fills, and a page catches up.
static void what_changes_while_it_is_filled_is_found(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        int status = 0;
        bool is_over = false;
        (void)begin_anew(&b, &t);
        db_set_patience(t.db, 60000); // a share may take long beside other tests
        pid_t child = fill_elsewhere(&t, &b);
        int64_t price = 10000;
        int64_t end = clock_ms() + 60000;
        while (!is_over && clock_ms() < end) {
            catalog_testing_change(&b.scene, b.scene.paper.offer, ++price, "active");
            is_over = waitpid(child, &status, WNOHANG) == child;
            (void)usleep(5000);
        }
        assert_true(is_over && WIFEXITED(status) && WEXITSTATUS(status) == 0);
        search_bench_catch_up(&b);
        assert_int_equal(position_of(&b), newest_of(&b, &t));
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_CHEAP});
        assert_int_equal(r.total, 4);
        assert_int_equal(r.hits.items[0].price.won, price);
        (void)written(&b, t.arena);
        search_bench_close(&b);
    }
}

// A reader that stayed would neither see what came nor let the log be emptied.
static void each_share_is_read_at_a_moment_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        if (db_engine(t.db) != DB_SQLITE) { // where the copy and the catalogue are no one file
            continue;
        }
        (void)begin_anew(&b, &t);
        run_script(t.db, "CREATE TRIGGER sold AFTER UPDATE ON search_position"
                         " WHEN OLD.change_id = 0 BEGIN UPDATE offer SET price_won = 777;"
                         " INSERT INTO search_change (offer_id) SELECT id FROM offer; END");
        assert_null(search_fill(b.search, t.db, t.arena));
        assert_int_equal(position_of(&b), newest_of(&b, &t));
        search_bench_catch_up(&b);
        struct search_result r = search_bench_ask(&b, (struct search_query){.sort = SEARCH_DEAR});
        assert_int_equal(r.hits.items[0].price.won, 777);
        search_bench_close(&b);
    }
}

// Every page asks for them, and a nation has a million changes of which hardly one is of words.
static void changes_of_words_are_found_by_an_index_of_their_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_true(str_contains(db_plan(&t, &SQL_SEARCH_NEWEST_CHANGE), S("search_change_words")));
    }
}

// Each worker asks for them after every change. From the certificates on it would be all of a
// city's, and all offers of their firms.
static void certificates_are_sought_from_the_changed_offers_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str plan = db_plan(&t, &SQL_SEARCH_SOURCE_CHANGED);
        assert_true(db_engine(t.db) == DB_POSTGRES ||
                    str_contains(plan, S("SEARCH k USING INDEX certificate_held")));
        assert_false(str_contains(plan, S("offer_supplier")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filling_makes_the_copy_that_catching_up_makes),
        cmocka_unit_test(words_of_what_ended_meanwhile_are_not_suggested),
        cmocka_unit_test(a_filling_broken_off_goes_on_where_it_was),
        cmocka_unit_test(a_filling_that_is_killed_goes_on_where_it_was),
        cmocka_unit_test(what_changes_while_it_is_filled_is_found),
        cmocka_unit_test(each_share_is_read_at_a_moment_of_its_own),
        cmocka_unit_test(changes_of_words_are_found_by_an_index_of_their_own),
        cmocka_unit_test(certificates_are_sought_from_the_changed_offers_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
