// A database is filled quickly and is an ordinary one afterwards.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"
#include "platform/db/db_fill.sql.h"
#include "platform/db/db_table_testing.h"

// One of each kind of index.
#define TABLE(id)                                                                                  \
    "CREATE TABLE t (id " id ", s TEXT NOT NULL UNIQUE, day TEXT, n BIGINT CHECK (n < 100),"       \
    "                parent BIGINT REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED);"              \
    "CREATE UNIQUE INDEX t_one ON t (n) WHERE n > 0;"                                              \
    "CREATE INDEX t_day ON t (day DESC, n);"                                                       \
    "CREATE INDEX t_part ON t (day) WHERE n IS NULL;"                                              \
    "CREATE INDEX t_month ON t (substr(day, 1, 7));"

static const struct sql ADD = {
    .name = "t_add",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "INSERT INTO t (s, n, parent) VALUES (?1, ?2, ?3)",
    .postgres = "INSERT INTO t (s, n, parent) VALUES ($1, $2, $3)",
    .params = (const char *const[]){"s", "n", "parent"},
    .param_count = 3,
    .writes = true,
};
static const struct sql ROWS = {
    .name = "t_rows",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT COUNT(*) AS row_count FROM t",
    .postgres = "SELECT COUNT(*) AS row_count FROM t",
};

// How many rows the engine plans for; -1: it has not looked yet.
static const struct sql EXPECTED = {
    .name = "t_expected",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT COUNT(*) - 1 AS row_count FROM sqlite_master WHERE name = 'sqlite_stat1'",
    .postgres = "SELECT CAST(reltuples AS BIGINT) AS row_count FROM pg_class"
                " WHERE oid = CAST('t' AS REGCLASS)",
};

// Does the engine's session count reading through a table among the ways to find rows?
static const struct sql READS_ALL = {
    .name = "t_reads_all",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT 1 AS row_count",
    .postgres = "SELECT COUNT(*) AS row_count FROM pg_settings"
                " WHERE name = 'enable_seqscan' AND setting = 'on'",
};

static void make_table(struct db *db)
{
    db_table_ok(db_begin(db, DB_WRITE), db);
    db_table_ok(
        db->engine->script(db, db_engine(db) == DB_SQLITE
                                   ? TABLE("INTEGER PRIMARY KEY")
                                   : TABLE("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")),
        db);
    db_table_ok(db_commit(db), db);
}

static err add(struct db *db, str s, int64_t n, int64_t parent)
{
    struct query *q = db_query(db, &ADD);
    bind_str(q, "s", s);
    bind_i64(q, "n", n);
    bind_id(q, "parent", parent); // 0: none
    return query_run(q, NULL);
}

static int64_t count_by(struct db *db, const struct sql *sql)
{
    db_table_ok(db_begin(db, DB_READ), db);
    struct query *q = db_query(db, sql);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "row_count");
    db_table_ok(query_end(q), db);
    db_rollback(db);
    return count;
}

static int64_t count_rows(struct db *db)
{
    return count_by(db, &ROWS);
}

// The indexes that only help to find, and a server's foreign keys, each with the text that makes
// it.
static str list_indexes(struct db *db)
{
    str all = S("");
    struct query *q = db_query(db, &SQL_FILL_INDEXES);
    while (query_next(q)) {
        str made_by = read_str(q, "made_by");
        all = str_format(db->arena, "%.*s%.*s\n", STR_ARG(all), STR_ARG(made_by));
    }
    db_table_ok(query_end(q), db);
    return all;
}

static void what_is_filled_in_is_there_and_can_be_rolled_back_meanwhile(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_fill_begin(t.db), t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(add(t.db, S("kept"), 1, 0), t.db);
        db_table_ok(db_commit(t.db), t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(add(t.db, S("not kept"), 2, 0), t.db);
        db_rollback(t.db);
        assert_int_equal(count_rows(t.db), 1); // a reading transaction in between
        db_table_ok(db_fill_end(t.db), t.db);
        struct db *other = testing_db_again(&t);
        assert_int_equal(count_rows(other), 1);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db); // while another reads, as before
        db_table_ok(add(t.db, S("later"), 3, 0), t.db);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(count_rows(other), 2);
        db_close(other);
    }
}

static void keys_and_checks_hold_again_after_filling(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_fill_begin(t.db), t.db);
        db_table_ok(db_fill_end(t.db), t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(add(t.db, S("orphan"), 1, 77), t.db);
        assert_ptr_equal(db_commit(t.db), &DB_BROKEN); // the key is looked up at the end
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_ptr_equal(add(t.db, S("large"), 100, 0), &DB_BROKEN);
        db_rollback(t.db);
    }
}

static void indexes_are_gone_while_rows_come_and_the_same_afterwards(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        str before = list_indexes(t.db);
        assert_true(str_contains(before, S("t_day")) && str_contains(before, S("t_part")) &&
                    str_contains(before, S("t_month")));
        assert_true(db_engine(t.db) == DB_SQLITE || str_contains(before, S("FOREIGN KEY")));
        struct db_indexes *indexes;
        db_table_ok(db_indexes_drop(t.db, &indexes), t.db);
        assert_int_equal(list_indexes(t.db).n, 0);
        db_table_ok(add(t.db, S("between"), 1, 0), t.db);
        db_table_ok(db_indexes_make(t.db, indexes), t.db);
        str after = list_indexes(t.db);
        assert_true(str_equals(before, after));
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(count_rows(t.db), 1);
    }
}

static void what_is_broken_off_meanwhile_leaves_them_as_they_were(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        str before = list_indexes(t.db);
        struct db_indexes *indexes;
        db_table_ok(db_indexes_drop(t.db, &indexes), t.db);
        db_table_ok(add(t.db, S("between"), 1, 0), t.db);
        db_rollback(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_true(str_equals(before, list_indexes(t.db)));
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(count_rows(t.db), 0);
    }
}

static void what_may_be_there_once_is_refused_twice_meanwhile(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        struct db_indexes *indexes;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_indexes_drop(t.db, &indexes), t.db);
        db_table_ok(add(t.db, S("first"), 1, 0), t.db);
        assert_ptr_equal(add(t.db, S("second"), 1, 0), &DB_DUPLICATE);
        db_rollback(t.db);
    }
}

static void a_server_plans_for_what_was_loaded(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(add(t.db, S("first"), 1, 0), t.db);
        db_table_ok(add(t.db, S("second"), 2, 0), t.db);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(count_by(t.db, &EXPECTED), -1);
        db_table_ok(db_analyze(t.db), t.db);
        assert_int_equal(count_by(t.db, &EXPECTED), db_engine(t.db) == DB_SQLITE ? -1 : 2);
    }
}

static void rows_are_looked_for_by_keys_until_the_end_of_the_filling(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        make_table(t.db);
        db_table_ok(db_fill_begin(t.db), t.db);
        assert_int_equal(count_by(t.db, &READS_ALL), 1);
        db_table_ok(db_fill_by_keys(t.db), t.db);
        assert_int_equal(count_by(t.db, &READS_ALL), db_engine(t.db) == DB_SQLITE ? 1 : 0);
        db_table_ok(db_fill_end(t.db), t.db);
        assert_int_equal(count_by(t.db, &READS_ALL), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_filled_in_is_there_and_can_be_rolled_back_meanwhile),
        cmocka_unit_test(keys_and_checks_hold_again_after_filling),
        cmocka_unit_test(indexes_are_gone_while_rows_come_and_the_same_afterwards),
        cmocka_unit_test(what_is_broken_off_meanwhile_leaves_them_as_they_were),
        cmocka_unit_test(what_may_be_there_once_is_refused_twice_meanwhile),
        cmocka_unit_test(a_server_plans_for_what_was_loaded),
        cmocka_unit_test(rows_are_looked_for_by_keys_until_the_end_of_the_filling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
