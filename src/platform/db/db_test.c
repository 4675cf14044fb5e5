// Both engines keep what they are given and refuse what they should.
#include "platform/db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"
#include "platform/db/db_test.sql.h"
#include "platform/db/db_testing.h"

static void assert_ok(err e, const struct db *db)
{
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(db).p);
    }
}

static err add_region(struct db *db, str code, str name, bool in_city)
{
    struct query *q = db_query(db, &SQL_TEST_REGION_ADD);
    bind_str(q, "code", code);
    bind_str(q, "name", name);
    bind_text(q, "parent", S(""));
    bind_bool(q, "in_city", in_city);
    return query_run(q, NULL);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_ok(add_region(t.db, S("1"), S("수성구 '범어동' \\ ?1 $1"), true), t.db);
        struct query *q = db_query(t.db, &SQL_TEST_JOB_ADD);
        bind_str(q, "kind", S("x"));
        bind_i64(q, "object", INT64_MIN + 1);
        bind_instant(q, "at", (instant){.us = INT64_C(1795478400123456)});
        int64_t id = 0;
        assert_ok(query_run_id(q, &id), t.db);
        assert_ok(db_commit(t.db), t.db);

        assert_ok(db_begin(t.db, DB_READ), t.db);
        q = db_query(t.db, &SQL_TEST_REGION_FIND);
        bind_str(q, "code", S("1"));
        assert_true(query_next(q));
        assert_true(str_equals(read_str(q, "name"), S("수성구 '범어동' \\ ?1 $1")));
        assert_true(read_is_null(q, "parent_code"));
        assert_true(read_bool(q, "in_city"));
        assert_false(query_next(q));
        assert_ok(query_end(q), t.db);
        q = db_query(t.db, &SQL_TEST_JOB_FIND);
        bind_i64(q, "id", id);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "object_id"), INT64_MIN + 1);
        assert_int_equal(read_instant(q, "not_before").us, INT64_C(1795478400123456));
        assert_int_equal(read_instant(q, "lease_until").us, 0);
        assert_ok(query_end(q), t.db);
        assert_int_equal(db_statements(t.db), 2);
        db_rollback(t.db);
    }
}

static void a_second_of_a_kind_is_a_duplicate_and_rolls_all_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_ok(add_region(t.db, S("1"), S("가"), false), t.db);
        assert_ptr_equal(add_region(t.db, S("1"), S("나"), false), &DB_DUPLICATE);
        assert_ptr_equal(add_region(t.db, S("2"), S("다"), false), &DB_DUPLICATE);
        assert_ptr_equal(db_commit(t.db), &DB_DUPLICATE);

        assert_ok(db_begin(t.db, DB_READ), t.db);
        struct query *q = db_query(t.db, &SQL_TEST_REGION_FIND);
        bind_str(q, "code", S("1"));
        assert_false(query_next(q));
        assert_ok(query_end(q), t.db);
        db_rollback(t.db);
    }
}

static void a_reading_unit_cannot_write(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_ok(db_begin(t.db, DB_READ), t.db);
        assert_non_null(add_region(t.db, S("1"), S("가"), false));
        db_rollback(t.db);
    }
}

static void units_that_contradict_each_other_collide(void **state)
{
    (void)state;
    struct testing_db t;
    if (!testing_db_open(DB_POSTGRES, &t)) {
        return;
    }
    struct db *other = NULL;
    assert_null(db_open(str_view(t.url), &other));
    db_set_arena(other, t.arena);
    struct db *both[] = {t.db, other};
    for (size_t i = 0; i < 2; i++) {
        assert_ok(db_begin(both[i], DB_WRITE), both[i]);
        struct query *q = db_query(both[i], &SQL_TEST_FACT_SUM);
        assert_true(query_next(q));
        assert_ok(query_end(q), both[i]);
    }
    err outcome[2];
    for (size_t i = 0; i < 2; i++) {
        struct query *q = db_query(both[i], &SQL_TEST_FACT_ADD);
        bind_str(q, "key", i == 0 ? S("a") : S("b"));
        bind_str(q, "value", S(""));
        outcome[i] = query_run(q, NULL);
    }
    for (size_t i = 0; i < 2; i++) {
        err e = db_commit(both[i]);
        outcome[i] = outcome[i] != NULL ? outcome[i] : e;
    }
    assert_null(outcome[0]);
    assert_ptr_equal(outcome[1], &DB_COLLISION);
    db_close(other);
    testing_db_close(&t);
}

static void migrating_again_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        int applied = 99;
        assert_ok(db_migrate(t.db, &applied), t.db);
        assert_int_equal(applied, 0);
        int version = 0;
        assert_ok(db_begin(t.db, DB_READ), t.db);
        assert_ok(db_schema_version(t.db, &version), t.db);
        assert_int_equal(version, MIGRATIONS[MIGRATION_COUNT - 1].number);
        db_rollback(t.db);
    }
}

static void a_newer_database_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_ok(db_begin(t.db, DB_WRITE), t.db);
        assert_ok(
            t.db->engine->script(t.db, "INSERT INTO schema_version VALUES (9999, 'later', 'x', 1)"),
            t.db);
        assert_ok(db_commit(t.db), t.db);
        int applied = 0;
        assert_ptr_equal(db_migrate(t.db, &applied), &DB_NEWER);
    }
}

// Every statement of the program is understood by both engines.
static void every_statement_is_prepared_on_both_engines(void **state)
{
    (void)state;
    assert_true(SQL_ALL_COUNT > 0);
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < SQL_ALL_COUNT; i++) {
            const struct sql *sql = SQL_ALL[i];
            bool here = db_engine(t.db) == DB_SQLITE ? sql->sqlite != NULL : sql->postgres != NULL;
            if (!here) {
                continue;
            }
            assert_ok(db_begin(t.db, DB_WRITE), t.db);
            struct query *q = db_query(t.db, sql);
            for (size_t p = 0; p < sql->param_count; p++) {
                bind_null(q, sql->params[p]);
            }
            err e = query_run(q, NULL);
            // Executed with nothing given: only its own constraints may refuse.
            if (e != NULL && e != &DB_DUPLICATE) {
                str said = db_error(t.db);
                bool constraint =
                    str_contains(said, S("constraint")) || str_contains(said, S("null value")) ||
                    str_contains(said, S("fts5: syntax error")) || // a match of nothing
                    str_contains(said, S("datatype mismatch"));    // a limit of nothing
                if (!constraint) {
                    fail_msg("%s:%d %s: %s", sql->file, sql->line, sql->name, said.p);
                }
            }
            db_rollback(t.db);
            arena_reset(t.arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_second_of_a_kind_is_a_duplicate_and_rolls_all_back),
        cmocka_unit_test(a_reading_unit_cannot_write),
        cmocka_unit_test(units_that_contradict_each_other_collide),
        cmocka_unit_test(migrating_again_changes_nothing),
        cmocka_unit_test(a_newer_database_is_refused),
        cmocka_unit_test(every_statement_is_prepared_on_both_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
