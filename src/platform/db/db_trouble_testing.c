#include "platform/db/db_trouble_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"

const struct sql DB_TROUBLE_ADD = {SAME("add", "INSERT INTO t VALUES (1)"), .writes = true};
const struct sql DB_TROUBLE_LIST = {SAME("list", "SELECT n FROM t")};

void db_trouble_script(struct db *db, const char *text)
{
    assert_null(db_begin(db, DB_WRITE));
    if (db->engine->script(db, text) != NULL) {
        fail_msg("%s", db_error(db).p);
    }
    assert_null(db_commit(db));
}

err db_trouble_run(struct db *db, const struct sql *sql)
{
    return query_run(db_query(db, sql), NULL);
}

err db_trouble_add(struct db *db)
{
    TRY(db_begin(db, DB_WRITE));
    err e = db_trouble_run(db, &DB_TROUBLE_ADD);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

int64_t db_trouble_count(struct db *db)
{
    int64_t n = 0;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &DB_TROUBLE_LIST);
    while (query_next(q)) {
        n++;
    }
    assert_null(query_end(q));
    assert_null(db_commit(db));
    return n;
}

bool db_trouble_open(enum db_engine engine, struct testing_db *t)
{
    if (!testing_db_open_empty(engine, t)) {
        return false;
    }
    int applied = 0;
    static const struct migration TABLE = {1, "t", "CREATE TABLE t (n INTEGER) STRICT;",
                                           "CREATE TABLE t (n BIGINT);"};
    assert_null(db_migrate_list(t->db, &TABLE, 1, &applied));
    return true;
}
