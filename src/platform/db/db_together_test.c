// Writes that nobody waits for: carried out in their order before whatever is waited for, in one
// trip to a server.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_table_testing.h"

#define MANY (3 * LIMIT_SOON) // more than may wait

static const struct sql RENAME = {
    STATEMENT("t_rename"),
    .sqlite = "UPDATE t SET s = s || ?2 WHERE id = ?1",
    .postgres = "UPDATE t SET s = s || $2 WHERE id = $1",
    PARAMS("id", "more"),
    .writes = true,
};
static const struct sql PREPARED = {
    STATEMENT("prepared"),
    .sqlite = "SELECT 0 AS kept",
    .postgres =
        "SELECT COUNT(*) AS kept FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'",
};

static struct query *query_of_add(struct db *db, str s, int64_t price)
{
    struct query *q = db_query(db, &DB_TABLE_ADD);
    bind_i64(q, "n", 7);
    bind_null(q, "flag");
    bind_str(q, "s", s);
    bind_id(q, "price", price); // NULL at first, a number later
    bind_date(q, "day", DATE_NONE);
    bind_instant(q, "at", (instant){0});
    bind_id(q, "parent", 0);
    return q;
}

static struct query *query_of_name(struct db *db, int64_t id)
{
    struct query *q = db_query(db, &DB_TABLE_FIND);
    bind_i64(q, "id", id);
    return q;
}

static struct query *query_of_rename(struct db *db, int64_t id, str more)
{
    struct query *q = db_query(db, &RENAME);
    bind_i64(q, "id", id);
    bind_str(q, "more", more);
    return q;
}

static str name_of(struct db *db, int64_t id)
{
    struct query *q = query_of_name(db, id);
    str s = query_next(q) ? read_str(q, "s") : S("");
    db_table_ok(query_end(q), db);
    return s;
}

static int64_t count_prepared(struct db *db)
{
    struct query *q = db_query(db, &PREPARED);
    assert_true(query_next(q));
    int64_t kept = read_i64(q, "kept");
    db_table_ok(query_end(q), db);
    return kept;
}

static void what_nobody_waits_for_is_there_for_who_comes_next(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        bool is_server = db_engine(t.db) == DB_POSTGRES;
        int64_t ids[2] = {0};
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(query_run_id_soon(query_of_add(t.db, S("a"), 0), &ids[0]), t.db);
        db_table_ok(query_run_id_soon(query_of_add(t.db, S("b"), 5), &ids[1]), t.db);
        assert_int_equal(db_trips(t.db), is_server ? 0 : 2);
        db_table_ok(db_catch_up(t.db), t.db);
        assert_int_equal(db_trips(t.db), is_server ? 1 : 2);
        assert_true(ids[0] > 0 && ids[1] == ids[0] + 1);
        db_table_ok(query_run_one_soon(query_of_rename(t.db, ids[0], S("1")), &DB_BROKEN), t.db);
        db_table_ok(query_run_soon(query_of_rename(t.db, ids[0], S("2")), &DB_BROKEN), t.db);
        db_table_ok(query_run_soon(query_of_rename(t.db, 12345, S("2")), &DB_BROKEN), t.db);
        assert_true(str_equals(name_of(t.db, ids[0]), S("a12"))); // in their order
        assert_int_equal(db_statements(t.db), 6);
        assert_int_equal(db_trips(t.db), is_server ? 2 : 6);
        db_table_ok(query_run_soon(query_of_rename(t.db, ids[0], S("3")), &DB_BROKEN), t.db);
        db_table_ok(db_commit(t.db), t.db); // and with it

        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_true(str_equals(name_of(t.db, ids[0]), S("a123")));
        db_table_ok(query_run_soon(query_of_rename(t.db, ids[0], S("4")), &DB_BROKEN), t.db);
        db_rollback(t.db); // never carried out

        db_table_ok(db_begin(t.db, DB_READ), t.db);
        assert_true(str_equals(name_of(t.db, ids[0]), S("a123")));
        db_rollback(t.db);
    }
}

static void many_of_one_text_are_prepared_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t ids[MANY] = {0};
        bool is_server = db_engine(t.db) == DB_POSTGRES;
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (int i = 0; i < MANY; i++) {
            str s = str_format(t.arena, "%d", i);
            db_table_ok(query_run_id_soon(query_of_add(t.db, s, i / 40), &ids[i]), t.db);
        }
        db_table_ok(db_catch_up(t.db), t.db);
        assert_true(db_trips(t.db) <= (is_server ? 3 : MANY));
        for (int i = 1; i < MANY; i++) {
            assert_int_equal(ids[i], ids[0] + i);
        }
        assert_true(str_equals(name_of(t.db, ids[MANY - 1]), str_format(t.arena, "%d", MANY - 1)));
        assert_int_equal(count_prepared(t.db), is_server ? 1 : 0);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(db_table_count(t.db), MANY);
    }
}

// A list that stands open keeps its own place among the statements, whoever runs the same text.
static void a_list_goes_on_while_others_are_carried_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t id = 0;
        int64_t count = 0;
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (int i = 0; i < 3; i++) {
            db_table_ok(db_table_add(t.db, str_format(t.arena, "%d", i), &id), t.db);
        }
        struct query *list = db_query(t.db, &DB_TABLE_LIST);
        while (query_next(list)) {
            str s = str_format(t.arena, "%lld", (long long)count);
            assert_true(str_equals(read_str(list, "s"), s));
            db_table_ok(query_run_soon(query_of_rename(t.db, id + 1, S("x")), &DB_BROKEN), t.db);
            (void)name_of(t.db, id);
            count++;
        }
        db_table_ok(query_end(list), t.db);
        assert_int_equal(count, 3);
        db_table_ok(db_commit(t.db), t.db);
    }
}

static void a_place_that_is_taken_is_what_was_said_of_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t id = 0;
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(query_run_id_soon(query_of_add(t.db, S("a"), 0), &id), t.db);
        err e = query_run_soon(query_of_add(t.db, S("a"), 0), &DB_COLLISION);
        e = e != NULL ? e : query_run_soon(query_of_add(t.db, S("b"), 0), &DB_BROKEN);
        e = e != NULL ? e : db_catch_up(t.db);
        assert_ptr_equal(e, &DB_COLLISION);
        assert_true(str_starts(db_error(t.db), S("t_add")));
        assert_non_null(db_table_add(t.db, S("c"), &id)); // nothing runs any more
        assert_non_null(db_commit(t.db));
        assert_int_equal(db_table_count(t.db), 0);
    }
}

// Whoever is waited for is told its own trouble by its own name.
static void the_one_that_is_waited_for_fails_as_ever(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t id = 0;
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(query_run_soon(query_of_add(t.db, S("a"), 0), &DB_BROKEN), t.db);
        assert_ptr_equal(db_table_add(t.db, S("a"), &id), &DB_DUPLICATE);
        assert_ptr_equal(db_commit(t.db), &DB_DUPLICATE);
        assert_int_equal(db_table_count(t.db), 0);
    }
}

static void another_number_of_rows_is_the_transactions_trouble(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t id = 0;
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(query_run_id_soon(query_of_add(t.db, S("a"), 0), &id), t.db);
        err e = query_run_one_soon(query_of_rename(t.db, 12345, S("x")), &DB_AWAY);
        e = e != NULL ? e : db_commit(t.db);
        assert_ptr_equal(e, &DB_AWAY);
        db_rollback(t.db);
        assert_int_equal(db_table_count(t.db), 0);
    }
}

// Between reads nothing changes; a write, at once or soon, may change what was foreseen.
static void what_was_foreseen_is_asked_for_anew_after_a_write(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        bool is_server = db_engine(t.db) == DB_POSTGRES;
        int64_t ids[2] = {0};
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("a"), &ids[0]), t.db);
        db_table_ok(db_table_add(t.db, S("b"), &ids[1]), t.db);
        int64_t trips = db_trips(t.db);
        for (int soon = 0; soon < 2; soon++) {
            query_foresee(query_of_name(t.db, ids[0]));
            query_foresee(query_of_name(t.db, 12345));              // and never wanted
            assert_true(str_starts(name_of(t.db, ids[1]), S("b"))); // brings them along
            assert_true(str_starts(name_of(t.db, ids[0]), S("a"))); // it was there
            trips += is_server ? 1 : 2;
            assert_int_equal(db_trips(t.db), trips);

            query_foresee(query_of_name(t.db, ids[0]));
            (void)name_of(t.db, ids[1]); // brings it along
            struct query *rename = query_of_rename(t.db, ids[0], S("1"));
            err e = soon == 1 ? query_run_soon(rename, &DB_BROKEN) : query_run(rename, NULL);
            db_table_ok(e, t.db);
            assert_true(str_equals(name_of(t.db, ids[0]), soon == 1 ? S("a11") : S("a1")));
            trips += is_server && soon == 1 ? 2 : 3; // what was to run soon goes with who wants it
            assert_int_equal(db_trips(t.db), trips);
        }
        query_foresee(query_of_name(t.db, ids[0]));
        db_table_ok(db_catch_up(t.db), t.db); // nobody wants it
        assert_int_equal(db_trips(t.db), trips);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(db_table_count(t.db), 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_waits_for_is_there_for_who_comes_next),
        cmocka_unit_test(many_of_one_text_are_prepared_once),
        cmocka_unit_test(a_list_goes_on_while_others_are_carried_out),
        cmocka_unit_test(a_place_that_is_taken_is_what_was_said_of_it),
        cmocka_unit_test(the_one_that_is_waited_for_fails_as_ever),
        cmocka_unit_test(another_number_of_rows_is_the_transactions_trouble),
        cmocka_unit_test(what_was_foreseen_is_asked_for_anew_after_a_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
