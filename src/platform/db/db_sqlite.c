// SQLite: one file, WAL, every commit synced.
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db/db_engine.h"

static sqlite3 *file_of(const struct db *db)
{
    return db->connection;
}

static err fault_of(struct db *db, int code)
{
    db_note_error(db, sqlite3_errmsg(file_of(db)));
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return &DB_AWAY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
        return &DB_FULL;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY
                   ? &DB_DUPLICATE
                   : &DB_BROKEN;
    default:
        return &DB_BROKEN;
    }
}

static err run_text(struct db *db, const char *text)
{
    int code = sqlite3_exec(file_of(db), text, NULL, NULL, NULL);
    return code == SQLITE_OK ? NULL : fault_of(db, sqlite3_extended_errcode(file_of(db)));
}

static err sqlite_open(struct db *db, str url)
{
    str path = str_slice(url, S("sqlite:").n, url.n);
    char *c = calloc(1, path.n + 1);
    if (c == NULL) {
        return &DB_AWAY;
    }
    memcpy(c, path.p, path.n);
    db->url = c;
    sqlite3 *file = NULL;
    int code = sqlite3_open_v2(
        c, &file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    db->connection = file;
    if (code != SQLITE_OK) {
        return fault_of(db, code);
    }
    (void)sqlite3_extended_result_codes(file, 1);
    (void)sqlite3_busy_timeout(file, 5000);
    (void)sqlite3_db_config(file, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
    (void)sqlite3_db_config(file, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
    // The order matters: waiting for a lock must be on before the first pragma needs one.
    TRY(run_text(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                     "PRAGMA case_sensitive_like=ON; PRAGMA trusted_schema=OFF;"
                     "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
                     "PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864;"));
    (void)sqlite3_db_config(file, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    return NULL;
}

static void sqlite_close(struct db *db)
{
    for (size_t i = 0; i < STATEMENTS_KEPT_MAX; i++) {
        (void)sqlite3_finalize(db->kept_handles[i]); // NULL is fine
    }
    (void)sqlite3_close(file_of(db));
}

static err sqlite_begin(struct db *db, enum db_mode mode)
{
    return run_text(db, mode == DB_READ ? "PRAGMA query_only=ON; BEGIN"
                                        : "PRAGMA query_only=OFF; BEGIN IMMEDIATE");
}

static err sqlite_commit(struct db *db)
{
    err e = run_text(db, "COMMIT");
    // An error of the disk at COMMIT is never read as "not committed".
    return e == &DB_FULL ? &DB_UNKNOWN : e;
}

static void sqlite_rollback(struct db *db)
{
    if (sqlite3_get_autocommit(file_of(db)) == 0) {
        (void)run_text(db, "ROLLBACK");
    }
}

static err sqlite_script(struct db *db, const char *text)
{
    return run_text(db, text);
}

static err prepare(struct query *q)
{
    struct db *db = q->db;
    size_t slot = db_slot(db, q->sql);
    sqlite3_stmt *kept = db->kept_handles[slot];
    if (kept != NULL && sqlite3_stmt_busy(kept) == 0) {
        q->handle = kept;
        q->is_borrowed = true;
        return NULL;
    }
    assert(q->sql->sqlite != NULL);
    sqlite3_stmt *fresh = NULL;
    int code = sqlite3_prepare_v3(file_of(db), q->sql->sqlite, -1, SQLITE_PREPARE_PERSISTENT,
                                  &fresh, NULL);
    if (code != SQLITE_OK) {
        return fault_of(db, code);
    }
    q->handle = fresh;
    q->is_borrowed = kept == NULL;
    if (q->is_borrowed) {
        db->kept[slot] = q->sql;
        db->kept_handles[slot] = fresh;
    }
    return NULL;
}

static err bind(struct query *q)
{
    sqlite3_stmt *s = q->handle;
    for (size_t i = 0; i < q->sql->param_count; i++) {
        const struct param *p = &q->params[i];
        int code = SQLITE_OK;
        if (p->kind == PARAM_NUMBER) {
            code = sqlite3_bind_int64(s, (int)i + 1, p->number);
        } else if (p->kind == PARAM_TEXT) {
            code = sqlite3_bind_text64(s, (int)i + 1, p->text.p, p->text.n, SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(s, (int)i + 1);
        }
        if (code != SQLITE_OK) {
            return fault_of(q->db, code);
        }
    }
    return NULL;
}

static err sqlite_next(struct query *q)
{
    int code = sqlite3_step(q->handle);
    q->has_row = code == SQLITE_ROW;
    if (code == SQLITE_DONE) {
        q->changed = q->sql->writes ? sqlite3_changes64(file_of(q->db)) : 0;
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? NULL : fault_of(q->db, code);
}

static err sqlite_start(struct query *q)
{
    TRY(prepare(q));
    TRY(bind(q));
    return sqlite_next(q);
}

static void sqlite_finish(struct query *q)
{
    if (q->handle == NULL) {
        return;
    }
    if (q->is_borrowed) {
        (void)sqlite3_reset(q->handle);
        (void)sqlite3_clear_bindings(q->handle);
    } else {
        (void)sqlite3_finalize(q->handle);
    }
    q->handle = NULL;
}

static int sqlite_column_count(struct query *q)
{
    return sqlite3_column_count(q->handle);
}

static const char *sqlite_column_name(struct query *q, int column)
{
    return sqlite3_column_name(q->handle, column);
}

static bool sqlite_column_is_null(struct query *q, int column)
{
    return sqlite3_column_type(q->handle, column) == SQLITE_NULL;
}

static int64_t sqlite_column_i64(struct query *q, int column)
{
    assert(sqlite3_column_type(q->handle, column) == SQLITE_INTEGER);
    return sqlite3_column_int64(q->handle, column);
}

static str sqlite_column_text(struct query *q, int column)
{
    assert(sqlite3_column_type(q->handle, column) == SQLITE_TEXT);
    const char *p = (const char *)sqlite3_column_text(q->handle, column);
    return (str){.p = p, .n = (size_t)sqlite3_column_bytes(q->handle, column)};
}

const struct engine ENGINE_SQLITE = {
    .kind = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .start = sqlite_start,
    .next = sqlite_next,
    .finish = sqlite_finish,
    .column_count = sqlite_column_count,
    .column_name = sqlite_column_name,
    .column_is_null = sqlite_column_is_null,
    .column_i64 = sqlite_column_i64,
    .column_text = sqlite_column_text,
};
