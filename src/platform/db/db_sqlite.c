// SQLite: one file, WAL, every commit synced.
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/clock/clock.h"
#include "platform/db/db_copy.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_sqlite_ids.h"
#include "platform/file/bytes.h"

#define WAL_PAGES_LEAST 1000 // to be copied into the file: as SQLite does by itself
#define WAL_PAUSE_MS 10      // between two tries to turn a file that another one uses to WAL

// What begins and ends a transaction: kept prepared, since every unit says two of them.
enum word { WORD_READ, WORD_WRITE, WORD_COMMIT, WORD_ROLLBACK, WORD_COUNT };
static const char *const WORDS[] = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"};
static_assert(COUNT(WORDS) == WORD_COUNT, "a text for each");

struct file {
    sqlite3 *sqlite;
    sqlite3_stmt *words[WORD_COUNT]; // NULL: not said yet
    bool query_only;
    bool has_written; // no longer query_only
    bool lingers;     // a transaction that only read is over, and what it saw kept for the next
    int patience_ms;  // see db_set_patience
    int wal_pages;    // in it when it was last waited for
};

static struct file *file_of(const struct db *db)
{
    return db->connection;
}

static err fault_of(struct db *db, const char *statement, int code)
{
    db_note_error(db, statement, sqlite3_errstr(code), sqlite3_errmsg(file_of(db)->sqlite));
    switch (code & 0xFF) {
    case SQLITE_BUSY:
        return code == SQLITE_BUSY_SNAPSHOT ? &DB_COLLISION : &DB_AWAY;
    case SQLITE_NOMEM: // as a server that has none: another try may find some
        return &DB_AWAY;
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return &DB_FULL;
    case SQLITE_READONLY: // the file's rights, unless it is query_only that speaks
        return file_of(db)->query_only ? &DB_BROKEN : &DB_FULL;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                       code == SQLITE_CONSTRAINT_ROWID
                   ? &DB_DUPLICATE
                   : &DB_BROKEN;
    default:
        return &DB_BROKEN;
    }
}

static err run_text(struct db *db, const char *text)
{
    int code = sqlite3_exec(file_of(db)->sqlite, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? NULL : fault_of(db, NULL, code);
}

static int say(struct file *f, enum word w)
{
    if (f->words[w] == NULL) {
        int code = sqlite3_prepare_v3(f->sqlite, WORDS[w], -1, SQLITE_PREPARE_PERSISTENT,
                                      &f->words[w], NULL);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    int code = sqlite3_step(f->words[w]);
    (void)sqlite3_reset(f->words[w]); // repeats the trouble
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static err run_word(struct db *db, enum word w)
{
    int code = say(file_of(db), w);
    return code == SQLITE_OK ? NULL : fault_of(db, NULL, code);
}

static void sqlite_set_patience(struct db *db, int64_t ms)
{
    file_of(db)->patience_ms = (int)ms;
    (void)sqlite3_busy_timeout(file_of(db)->sqlite, (int)ms);
}

// After a commit that left so many pages in the WAL, of whichever connections. It begins anew once
// all of them are in the file and nobody reads from it. Where there are always some who read they
// are waited for, a little, and again when so many more have come.
static int after_commit(void *of, sqlite3 *sqlite, const char *schema, int pages)
{
    struct file *f = of;
    f->wal_pages = pages < f->wal_pages ? 0 : f->wal_pages; // it began anew
    bool waits = pages >= f->wal_pages + LIMIT_WAL_PAGES;
    if (waits) {
        f->wal_pages = pages;
        (void)sqlite3_busy_timeout(sqlite, LIMIT_WAL_WAIT_MS);
        (void)sqlite3_wal_checkpoint_v2(sqlite, schema, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
        (void)sqlite3_busy_timeout(sqlite, f->patience_ms);
    } else if (pages >= WAL_PAGES_LEAST) {
        (void)sqlite3_wal_checkpoint_v2(sqlite, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    return SQLITE_OK; // what could not be done is tried after the next
}

// In the order of sql.md: waiting for a lock comes before the first pragma that needs one. WAL is
// a property of the file and set when it is migrated.
static err configure(struct db *db)
{
    sqlite3 *sqlite = file_of(db)->sqlite;
    (void)sqlite3_extended_result_codes(sqlite, 1);
    sqlite_set_patience(db, LIMIT_BUSY_MS);
    (void)sqlite3_wal_hook(sqlite, after_commit, file_of(db));
    (void)sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
    (void)sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
    (void)sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    return run_text(db, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                        "PRAGMA case_sensitive_like=ON; PRAGMA trusted_schema=OFF;"
                        "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
                        "PRAGMA recursive_triggers=ON;" // or REPLACE would pass by a trigger
                        "PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864;");
}

// Nobody asks how much memory it has, and counting that takes a lock each time: before its first
// use.
static void leave_memory_uncounted(void)
{
    static bool is_told;
    if (!is_told) {
        (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        is_told = true;
    }
}

static err sqlite_open(struct db *db, str url)
{
    str path = str_slice(url, S("sqlite:").n, url.n);
    struct file *f = calloc(1, sizeof(struct file));
    char *c = calloc(1, path.n + 1);
    db->connection = f;
    if (f == NULL || c == NULL) {
        free(c);
        return &DB_AWAY;
    }
    memcpy(c, path.p, path.n);
    leave_memory_uncounted();
    int code = sqlite3_open_v2(
        c, &f->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    code = code == SQLITE_OK ? db_sqlite_ids_register(f->sqlite) : code;
    err e = code == SQLITE_OK ? configure(db) : fault_of(db, c, code);
    free(c);
    return e;
}

static void sqlite_close(struct db *db)
{
    struct file *f = file_of(db);
    if (f != NULL) {
        for (int w = 0; w < WORD_COUNT; w++) {
            (void)sqlite3_finalize(f->words[w]);
        }
        (void)sqlite3_close(f->sqlite); // NULL is fine
        free(f);
    }
}

// Without memory for the pragma it keeps what it has.
static void sqlite_set_cache(struct db *db, size_t bytes)
{
    char text[64];
    (void)snprintf(text, sizeof(text), "PRAGMA cache_size=-%zu", bytes / 1000);
    (void)sqlite3_exec(file_of(db)->sqlite, text, NULL, NULL, NULL);
}

static void sqlite_rest(struct db *db)
{
    (void)sqlite3_db_release_memory(file_of(db)->sqlite);
}

// Some troubles roll back by themselves. Without memory the word itself may fail: once more, and
// again before the next transaction begins.
static void sqlite_rollback(struct db *db)
{
    struct file *f = file_of(db);
    for (int i = 0; i < 2 && sqlite3_get_autocommit(f->sqlite) == 0; i++) {
        (void)say(f, WORD_ROLLBACK);
    }
}

// A connection is query_only until it first writes, and not again: each turn makes SQLite compile
// every kept statement anew, which took three times as long as a page. What reads alone is told by
// sqlite_prepare and db_query.
static err choose_query_only(struct db *db, enum db_mode mode)
{
    struct file *f = file_of(db);
    f->has_written = f->has_written || mode == DB_WRITE;
    bool query_only = !f->has_written;
    if (f->query_only != query_only) {
        TRY(run_text(db, query_only ? "PRAGMA query_only=ON" : "PRAGMA query_only=OFF"));
        f->query_only = query_only;
    }
    return NULL;
}

// What only read lingers, so that the next reader sees the same without a BEGIN, a ROLLBACK and two
// locks of the file.
static void sqlite_end(struct db *db)
{
    struct file *f = file_of(db);
    bool is_well = db->trouble == NULL && sqlite3_get_autocommit(f->sqlite) == 0;
    if (db->may_linger && db->mode == DB_READ && is_well) {
        f->lingers = true;
        return;
    }
    sqlite_rollback(db);
}

static void sqlite_let_go(struct db *db)
{
    struct file *f = file_of(db);
    if (f->lingers) {
        f->lingers = false;
        sqlite_rollback(db);
    }
}

static err sqlite_begin(struct db *db, enum db_mode mode)
{
    struct file *f = file_of(db);
    if (f->lingers && mode == DB_READ) {
        f->lingers = false;
        return NULL;
    }
    f->lingers = false;
    sqlite_rollback(db); // of what is over, if anything
    TRY(choose_query_only(db, mode));
    return run_word(db, mode == DB_READ ? WORD_READ : WORD_WRITE);
}

static err sqlite_commit(struct db *db)
{
    err e = run_word(db, WORD_COMMIT);
    // With fdatasync made to fail SQLite reported the error, and the rows were there after the
    // restart: trouble with disk or memory at COMMIT never means "not committed".
    return (e == &DB_FULL || e == &DB_AWAY) && db->mode == DB_WRITE ? &DB_UNKNOWN : e;
}

// Where RETURNING asks for the id of the one row that is put in, the connection knows it: the size
// of the text before it, else of the whole. RETURNING keeps its rows in a table made anew at each
// run, which took longer than the row itself.
static size_t size_without_id(str text)
{
    str tail = S("RETURNING id");
    bool is_one_row = str_starts(text, S("INSERT INTO")) && str_ends(text, tail) &&
                      str_contains(text, S("VALUES (")) && !str_contains(text, S("DO UPDATE"));
    return is_one_row ? text.n - tail.n : text.n;
}

static err sqlite_prepare(struct query *q)
{
    if (q->statement->handle != NULL) {
        return NULL;
    }
    assert(q->sql->sqlite != NULL);
    sqlite3_stmt *fresh = NULL;
    str text = str_view(q->sql->sqlite);
    size_t size = size_without_id(text);
    int code = sqlite3_prepare_v3(file_of(q->db)->sqlite, text.p, (int)size,
                                  SQLITE_PREPARE_PERSISTENT, &fresh, NULL);
    if (code != SQLITE_OK) {
        return fault_of(q->db, q->sql->name, code);
    }
    if (!q->sql->writes && sqlite3_stmt_readonly(fresh) == 0) {
        (void)sqlite3_finalize(fresh);
        db_note_error(q->db, q->sql->name, "-", "writes and does not say so");
        return &DB_BROKEN;
    }
    q->statement->handle = fresh;
    q->statement->tells_id = size < text.n;
    return NULL;
}

static err sqlite_start(struct query *const *items, size_t count)
{
    struct query *q = items[0];
    assert(count == 1);
    q->row = 0;
    TRY(sqlite_prepare(q));
    sqlite3_stmt *s = q->statement->handle;
    for (size_t i = 0; i < q->sql->param_count; i++) {
        const struct value *v = &q->values[i];
        int code = SQLITE_OK;
        if (v->kind == VALUE_NUMBER) {
            code = sqlite3_bind_int64(s, (int)i + 1, v->number);
        } else if (v->kind == VALUE_TEXT) { // the query's copy outlives the statement's run
            code = sqlite3_bind_text64(s, (int)i + 1, q->text + v->at, v->size, SQLITE_STATIC,
                                       SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(s, (int)i + 1);
        }
        if (code != SQLITE_OK) {
            return fault_of(q->db, q->sql->name, code);
        }
    }
    return NULL;
}

static err sqlite_next(struct query *q, bool *row)
{
    *row = false;
    if (q->row == 1) {
        return NULL; // the id was told
    }
    int code = sqlite3_step(q->statement->handle);
    if (code == SQLITE_DONE && q->sql->writes) {
        q->changed = sqlite3_changes64(file_of(q->db)->sqlite);
    }
    q->row = code == SQLITE_DONE && q->statement->tells_id && q->changed == 1;
    *row = code == SQLITE_ROW || q->row == 1;
    return code == SQLITE_ROW || code == SQLITE_DONE ? NULL : fault_of(q->db, q->sql->name, code);
}

static void sqlite_finish(struct query *q)
{
    sqlite3_stmt *s = q->statement->handle;
    if (s != NULL) {
        (void)sqlite3_reset(s); // repeats the trouble already noted
        (void)sqlite3_clear_bindings(s);
    }
}

static void sqlite_forget(struct statement *s)
{
    (void)sqlite3_finalize(s->handle); // NULL is fine
    s->handle = NULL;
}

static int sqlite_column_count(const struct query *q)
{
    return q->row == 1 ? 1 : sqlite3_column_count(q->statement->handle);
}

static const char *sqlite_column_name(const struct query *q, int column)
{
    return q->row == 1 ? "id" : sqlite3_column_name(q->statement->handle, column);
}

static struct cell sqlite_cell(const struct query *q, int column)
{
    sqlite3_stmt *s = q->statement->handle;
    if (q->row == 1) {
        int64_t id = sqlite3_last_insert_rowid(file_of(q->db)->sqlite);
        return (struct cell){.kind = CELL_NUMBER, .number = id};
    }
    // Once for its kind and what it holds; a connection is used by one thread at a time, as SQLite
    // asks of who reads a row's values so.
    sqlite3_value *v = sqlite3_column_value(s, column);
    switch (sqlite3_value_type(v)) {
    case SQLITE_NULL:
        return (struct cell){.kind = CELL_NULL};
    case SQLITE_INTEGER:
        return (struct cell){.kind = CELL_NUMBER, .number = sqlite3_value_int64(v)};
    case SQLITE_TEXT: {
        // As it lies in the page: asked for as text it would be copied to be terminated.
        const char *p = sqlite3_value_blob(v); // before its size; NULL: empty
        size_t n = (size_t)sqlite3_value_bytes(v);
        return (struct cell){
            .kind = CELL_TEXT, .text = {.p = p != NULL ? p : "", .n = n}
        };
    }
    case SQLITE_BLOB: {
        const int64_t *items = sqlite3_value_blob(v); // of id_list
        size_t n = (size_t)sqlite3_value_bytes(v);
        return (struct cell){
            .kind = CELL_IDS, .list = {.items = items, .count = n / sizeof(int64_t)}
        };
    }
    default:
        return (struct cell){.kind = CELL_OTHER};
    }
}

// A migration that rebuilds a table drops the old one, which foreign keys would take for deleting
// its rows; so they are off meanwhile and checked as a whole before each commit. Where none does
// they stay: to look through a city's ten gigabytes took a minute for each migration.
static err sqlite_before_migrations(struct db *db, bool rebuilds)
{
    file_of(db)->query_only = false;
    TRY(run_text(db, "PRAGMA query_only=OFF"));
    if (rebuilds) {
        TRY(run_text(db, "PRAGMA foreign_keys=OFF"));
    }
    // The change to WAL does not wait for a lock by itself.
    err e = run_text(db, "PRAGMA journal_mode=WAL");
    for (int waited_ms = 0; e == &DB_AWAY && waited_ms < LIMIT_BUSY_MS; waited_ms += WAL_PAUSE_MS) {
        (void)sqlite3_sleep(WAL_PAUSE_MS);
        e = run_text(db, "PRAGMA journal_mode=WAL");
    }
    return e;
}

static int note_orphan(void *arg, int count, char **fields, char **names)
{
    (void)count;
    (void)names;
    db_note_error(arg, "foreign_key_check", "-", fields[0]); // the table
    return 1;
}

static err sqlite_check_migration(struct db *db)
{
    int code = sqlite3_exec(file_of(db)->sqlite, "PRAGMA foreign_key_check", note_orphan, db, NULL);
    if (code == SQLITE_ABORT) {
        return &DB_BROKEN;
    }
    return code == SQLITE_OK ? NULL : fault_of(db, NULL, code);
}

static err sqlite_after_migrations(struct db *db)
{
    return run_text(db, "PRAGMA foreign_keys=ON");
}

// --- Filling -------------------------------------------------------------------------------------

// Without the log each page is written once, and without waiting. The cache holds the pages of
// indexes that are written at random places. What is filled in is tried with foreign keys and
// checks by its tests; looking at each again took a fourth of the time.
static err sqlite_fill_begin(struct db *db)
{
    file_of(db)->query_only = false;
    return run_text(db, "PRAGMA query_only=OFF; PRAGMA cache_size=-600000;"
                        "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
                        "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON;"
                        "PRAGMA threads=2;"); // that sort
}

static err sqlite_fill_end(struct db *db)
{
    sqlite3 *sqlite = file_of(db)->sqlite;
    file_of(db)->query_only = false;
    TRY(run_text(db, "PRAGMA query_only=OFF; PRAGMA foreign_keys=ON;"
                     "PRAGMA ignore_check_constraints=OFF;"));
    TRY(bytes_sync(sqlite3_db_filename(sqlite, "main")));
    return run_text(db, "PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL;"
                        "PRAGMA cache_size=-16000; PRAGMA threads=0; PRAGMA shrink_memory;");
}

// --- Copies --------------------------------------------------------------------------------------

// Asked every so many steps of the virtual machine: some thousand times a second.
#define STEPS_BETWEEN_LOOKS 100000

static int is_past_end(void *copy)
{
    return clock_ms() >= ((const struct db_copy *)copy)->end_ms;
}

static int vacuum_into(struct db *db, const char *path)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(file_of(db)->sqlite, "VACUUM INTO ?1", -1, &s, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(s, 1, path, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(s);
    }
    (void)sqlite3_finalize(s); // repeats the trouble
    return code;
}

// One step that sees one moment, while commits go on; the copy itself is what the view reads.
static err sqlite_copy(struct db *db, const struct db_copy *c, struct db **view)
{
    struct db_copy copy = *c;
    sqlite3_progress_handler(file_of(db)->sqlite, STEPS_BETWEEN_LOOKS, is_past_end, &copy);
    int code = vacuum_into(db, c->path);
    sqlite3_progress_handler(file_of(db)->sqlite, 0, NULL, NULL);
    if (code == SQLITE_INTERRUPT) {
        return &DB_COPY_SLOW;
    }
    if (code != SQLITE_DONE) {
        err e = fault_of(db, "copy", code);
        *c->sentence = str_copy(c->arena, db_error(db));
        return e;
    }
    TRY(bytes_sync(c->path));
    TRY(db_open(str_format(c->arena, "sqlite:%s", c->path), view));
    err e = db_begin(*view, DB_READ);
    if (e != NULL) {
        db_close(*view);
        *view = NULL;
    }
    return e;
}

static const char *path_of(struct arena *a, str url)
{
    return str_to_c(a, str_slice(url, S("sqlite:").n, url.n));
}

// A log left behind by another database would be played into the new one: it counts as well.
static err sqlite_is_empty(struct arena *a, str url, bool *out_empty, str *out_place)
{
    static const char *const ENDINGS[] = {"", "-wal", "-journal"};
    *out_place = S("");
    *out_empty = true;
    for (size_t i = 0; i < COUNT(ENDINGS); i++) {
        struct stat facts;
        const char *path = str_format(a, "%s%s", path_of(a, url), ENDINGS[i]).p;
        if (lstat(path, &facts) == 0 && (!S_ISREG(facts.st_mode) || facts.st_size > 0)) {
            *out_empty = false;
        }
    }
    return NULL;
}

// Aside first, then by its name: half of it is never taken for the whole.
static err sqlite_restore(str url, const struct db_copy *c)
{
    const char *path = path_of(c->arena, url);
    const char *aside = str_format(c->arena, "%s.restoring", path).p;
    const char *slash = strrchr(path, '/');
    str folder = slash == NULL ? S(".") : (str){.p = path, .n = (size_t)(slash - path)};
    struct bytes_sum sum;
    (void)unlink(aside); // of an earlier try
    err e = bytes_copy(c->path, aside, &sum);
    if (e == NULL && rename(aside, path) != 0) {
        e = &BYTES_CANNOT_WRITE;
    }
    if (e != NULL) {
        *c->sentence = str_view(path);
        (void)unlink(aside);
        return e;
    }
    return bytes_sync(folder.n == 0 ? "/" : str_to_c(c->arena, folder));
}

const struct engine ENGINE_SQLITE = {
    .kind = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .set_patience = sqlite_set_patience,
    .set_cache = sqlite_set_cache,
    .rest = sqlite_rest,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_end,
    .let_go = sqlite_let_go,
    .look_anew = sqlite_let_go,
    .prepare = sqlite_prepare,
    .start = sqlite_start,
    .next = sqlite_next,
    .finish = sqlite_finish,
    .forget = sqlite_forget,
    .column_count = sqlite_column_count,
    .column_name = sqlite_column_name,
    .cell = sqlite_cell,
    .script = run_text,
    .before_migrations = sqlite_before_migrations,
    .check_migration = sqlite_check_migration,
    .after_migrations = sqlite_after_migrations,
    .fill_begin = sqlite_fill_begin,
    .fill_end = sqlite_fill_end,
    .copy = sqlite_copy,
    .is_empty = sqlite_is_empty,
    .restore = sqlite_restore,
};
