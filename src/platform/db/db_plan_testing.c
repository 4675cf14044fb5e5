#include "platform/db/db_plan_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

str db_plan(const struct testing_db *t, const struct sql *sql)
{
    bool is_file = db_engine(t->db) == DB_SQLITE;
    str plan = S("");
    struct sql *asked = NEW(t->arena, struct sql); // a place of its own: prepared ones go by it
    *asked = *sql;
    if (is_file) {
        asked->sqlite = str_format(t->arena, "EXPLAIN QUERY PLAN %s", sql->sqlite).p;
    } else {
        asked->postgres = str_format(t->arena, "EXPLAIN %s", sql->postgres).p;
    }
    assert_null(db_begin(t->db, DB_READ));
    db_set_arena(t->db, t->arena);
    struct query *q = db_query(t->db, asked);
    for (size_t i = 0; i < sql->param_count; i++) {
        bind_i64(q, sql->params[i], 1);
    }
    while (query_next(q)) {
        str step = read_str(q, is_file ? "detail" : "QUERY PLAN");
        plan = str_format(t->arena, "%.*s%.*s;", STR_ARG(plan), STR_ARG(step));
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    return plan;
}
