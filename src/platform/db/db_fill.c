// Filling a database that nobody else uses yet.
#include <assert.h>

#include "platform/db/db_behind.h"
#include "platform/db/db_beside.h"
#include "platform/db/db_fill.sql.h"

struct index {
    struct index *next;
    str dropped_by;
    str made_by;
};

struct db_indexes {
    struct index *first;
};

// Of a server's session.
static err set(struct db *db, const struct sql *sql)
{
    if (db->engine->kind == DB_SQLITE) {
        return NULL;
    }
    TRY(db_begin(db, DB_WRITE));
    err e = query_run(db_query(db, sql), NULL);
    if (e == NULL) {
        return db_commit(db);
    }
    db_rollback(db);
    return e;
}

err db_fill_begin(struct db *db)
{
    assert(!db->in_transaction);
    TRY(db->engine->fill_begin(db));
    return set(db, &SQL_FILL_PACK);
}

err db_fill_by_keys(struct db *db)
{
    assert(!db->in_transaction);
    return set(db, &SQL_FILL_BY_KEYS);
}

err db_fill_end(struct db *db)
{
    assert(!db->in_transaction);
    return db->engine->fill_end(db);
}

// What a session beside this one is at work on it counts itself.
static err count_uncounted(struct db *db)
{
    str tables = S("");
    struct query *q = db_query(db, &SQL_FILL_UNCOUNTED);
    while (query_next(q)) {
        str name = read_str(q, "name");
        tables = str_format(db->arena, "%.*s%s%.*s", STR_ARG(tables), tables.n > 0 ? ", " : "",
                            STR_ARG(name));
    }
    TRY(query_end(q));
    return tables.n == 0
               ? NULL
               : db->engine->script(
                     db, str_format(db->arena, "ANALYZE (SKIP_LOCKED) %.*s", STR_ARG(tables)).p);
}

err db_analyze(struct db *db)
{
    if (db->engine->kind == DB_SQLITE) {
        return NULL;
    }
    TRY(db_begin(db, DB_WRITE));
    err e = count_uncounted(db);
    if (e == NULL) {
        return db_commit(db);
    }
    db_rollback(db);
    return e;
}

static err list(struct db *db, struct db_indexes *indexes)
{
    struct query *q = db_query(db, &SQL_FILL_INDEXES);
    while (query_next(q)) {
        struct index *x = NEW(db->arena, struct index);
        *x = (struct index){.next = indexes->first,
                            .dropped_by = read_str(q, "dropped_by"),
                            .made_by = read_str(q, "made_by")};
        indexes->first = x;
    }
    return query_end(q);
}

err db_indexes_drop(struct db *db, struct db_indexes **out)
{
    assert(db->in_transaction && db->mode == DB_WRITE && !db->is_bare);
    *out = NEW(db->arena, struct db_indexes);
    TRY(list(db, *out)); // it waits for what was asked for before
    for (const struct index *x = (*out)->first; x != NULL; x = x->next) {
        TRY(db->engine->script(db, str_to_c(db->arena, x->dropped_by)));
    }
    db->is_bare = (*out)->first != NULL;
    return NULL;
}

// All rows of the transaction are there.
static err catch_up(struct db *db)
{
    assert(db->in_transaction && db->mode == DB_WRITE);
    (void)db_catch_up(db);
    db_behind_wait(db);
    return db->trouble;
}

err db_indexes_make(struct db *db, const struct db_indexes *indexes)
{
    TRY(catch_up(db));
    for (const struct index *x = indexes->first; x != NULL; x = x->next) {
        TRY(db->engine->script(db, str_to_c(db->arena, x->made_by)));
    }
    db->is_bare = false;
    return NULL;
}

err db_plan_anew(struct db *db)
{
    assert(db->in_transaction);
    return db->engine->kind == DB_SQLITE ? NULL : db->engine->script(db, "DISCARD PLANS");
}
