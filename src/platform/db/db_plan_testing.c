#include "platform/db/db_plan_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// One that is written here, without parameters.
static struct query *ask(const struct testing_db *t, str text)
{
    struct sql *asked = NEW(t->arena, struct sql); // a place of its own: prepared ones go by it
    *asked = (struct sql){.name = "plan", .sqlite = text.p, .postgres = text.p};
    return db_query(t->db, asked);
}

static void tell(const struct testing_db *t, str text)
{
    struct query *q = ask(t, text);
    (void)query_next(q);
    assert_null(query_end(q));
}

#define OURS "relnamespace = current_schema()::regnamespace"

// What it learned of the rows of earlier tests, and the room they took, would choose the index: it
// shall guess at all tables as at new ones.
static void forget_rows(const struct testing_db *t, const struct sql *sql)
{
    tell(t, str_format(t->arena,
                       "DO $do$ DECLARE t text; BEGIN FOR t IN SELECT relname FROM pg_class "
                       "WHERE relkind = 'r' AND " OURS " AND strpos($sql$%s$sql$, relname) > 0 "
                       "LOOP EXECUTE format('REINDEX TABLE %%I', t); END LOOP; END $do$",
                       sql->postgres));
    tell(t, S("UPDATE pg_class SET relpages = 0, reltuples = -1 WHERE relkind = 'r' AND " OURS));
    tell(t,
         S("DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE " OURS ")"));
}

// A server plans it once for all that may be bound, as a connection has it do. It would read the
// few rows of a test's table whole, whatever index there is.
static struct query *ask_server(const struct testing_db *t, const struct sql *sql)
{
    str bound = S("");
    for (size_t i = 0; i < sql->param_count; i++) {
        bound = str_format(t->arena, "%.*s%s'1'", STR_ARG(bound), i == 0 ? "(" : ", ");
    }
    forget_rows(t, sql);
    tell(t, S("SET LOCAL enable_seqscan = off"));
    tell(t, str_format(t->arena, "PREPARE asked AS %s", sql->postgres));
    return ask(t, str_format(t->arena, "EXPLAIN EXECUTE asked%.*s%s", STR_ARG(bound),
                             sql->param_count > 0 ? ")" : ""));
}

str db_plan(const struct testing_db *t, const struct sql *sql)
{
    bool is_file = db_engine(t->db) == DB_SQLITE;
    str plan = S("");
    assert_null(db_begin(t->db, DB_WRITE));
    db_set_arena(t->db, t->arena);
    struct query *q = is_file ? ask(t, str_format(t->arena, "EXPLAIN QUERY PLAN %s", sql->sqlite))
                              : ask_server(t, sql);
    while (query_next(q)) {
        str step = read_str(q, is_file ? "detail" : "QUERY PLAN");
        plan = str_format(t->arena, "%.*s%.*s;", STR_ARG(plan), STR_ARG(step));
    }
    assert_null(query_end(q));
    if (!is_file) {
        tell(t, S("DEALLOCATE asked"));
    }
    db_rollback(t->db);
    return plan;
}
