// PostgreSQL: transactions, answers, migrations and filling; the wire is db_postgres_link.c, what
// goes over it together db_postgres_parcel.c.
//
// The first statement of a transaction carries BEGIN. The ROLLBACK of a transaction that only read
// is sent and not waited for, or goes with the next BEGIN.
#include <stdlib.h>
#include <string.h>

#include "platform/clock/clock.h"
#include "platform/db/db_postgres_copy.h"
#include "platform/db/db_postgres_gather.h"
#include "platform/db/db_postgres_link.h"
#include "platform/db/db_postgres_parcel.h"

#define OID_BOOL 16 // types of the catalogue, fixed for ever
#define OID_NAME 19
#define OID_INT8 20
#define OID_INT2 21
#define OID_INT4 23
#define OID_TEXT 25
#define OID_VARCHAR 1043

static err postgres_open(struct db *db, str url)
{
    struct server *s = calloc(1, sizeof(struct server));
    char *c = calloc(1, url.n + 1);
    db->connection = s;
    if (s == NULL || c == NULL) {
        free(c);
        return &DB_AWAY;
    }
    memcpy(c, url.p, url.n);
    s->url = c;
    s->patience_ms = LIMIT_CONNECT_MS;
    return link_reach(db);
}

static void postgres_close(struct db *db)
{
    struct server *s = server_of(db);
    if (s != NULL) {
        gather_close(s->gather); // whose thread uses the connection
        PQfinish(s->pg);         // NULL is fine
        free(s->url);
        free(s);
    }
}

static void postgres_set_patience(struct db *db, int64_t ms)
{
    server_of(db)->patience_ms = ms;
}

// --- Transactions --------------------------------------------------------------------------------

static err postgres_begin(struct db *db, enum db_mode mode)
{
    struct server *s = server_of(db);
    if (s->pg != NULL && PQstatus(s->pg) != CONNECTION_OK) {
        link_drop(db);
    }
    if (s->pg == NULL) {
        TRY(link_reach_patiently(db));
    }
    // Sent with the first statement: the snapshot is taken there in any case. Where nobody else is,
    // nobody need be watched for, which would cost each row and each unit beside it.
    s->begin = mode == DB_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
               : s->fills      ? "BEGIN ISOLATION LEVEL REPEATABLE READ"
                               : "BEGIN ISOLATION LEVEL SERIALIZABLE";
    return NULL;
}

// Only an answer that says so means "nothing was kept": a collision or a rule of the schema.
static bool is_refusal(err e)
{
    return e == &DB_COLLISION || e == &DB_DUPLICATE || e == &DB_BROKEN;
}

static err postgres_commit(struct db *db)
{
    struct server *s = server_of(db);
    if (s->begin != NULL) { // nothing was ever sent
        s->begin = NULL;
        return NULL;
    }
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    s->warned = false;
    struct parcel p;
    err e = link_run_alone(db, "COMMIT", &p);
    if (e == NULL && strcmp(PQcmdStatus(p.answers[0]), "COMMIT") != 0) {
        db_note_error(db, "COMMIT", "-", PQcmdStatus(p.answers[0])); // it had failed before
        e = &DB_BROKEN;
    }
    link_clear(&p);
    if (db->mode == DB_READ) {
        return e;
    }
    if (e == NULL && s->warned) {
        db_note_error(db, "COMMIT", "-", "answered with a warning");
        link_drop(db);
        return &DB_UNKNOWN;
    }
    return e == NULL || is_refusal(e) ? e : &DB_UNKNOWN;
}

static void postgres_rollback(struct db *db)
{
    struct server *s = server_of(db);
    bool is_begun = s->begin == NULL;
    s->begin = NULL;
    gather_forget(s->gather);
    if (!is_begun || s->pg == NULL || PQtransactionStatus(s->pg) == PQTRANS_IDLE) {
        return;
    }
    char kept[sizeof(db->error)]; // what led here matters more than what follows
    memcpy(kept, db->error, sizeof(kept));
    bool is_read = db->mode == DB_READ && PQtransactionStatus(s->pg) == PQTRANS_INTRANS;
    if (is_read && db->may_linger) {
        s->lingers = true;
    } else if (is_read) {
        (void)link_send_rollback(db); // it holds nothing that anybody waits for
    } else {
        struct parcel p;
        if (link_run_alone(db, "ROLLBACK", &p) != NULL) {
            link_drop(db);
        }
        link_clear(&p);
    }
    memcpy(db->error, kept, sizeof(kept));
}

static void postgres_let_go(struct db *db)
{
    if (server_of(db)->lingers) {
        (void)link_send_rollback(db);
    }
}

// --- Statements ----------------------------------------------------------------------------------

static err postgres_start(struct query *const *items, size_t count)
{
    struct db *db = items[0]->db;
    struct server *s = server_of(db);
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    const char *begin = s->begin;
    err e = parcel_run(items, count, PARCEL_EXECUTE);
    if (e == &DB_AWAY && begin != NULL) {
        // The connection died in its sleep. Nothing of this transaction can have been kept.
        TRY(link_reach_patiently(db));
        s->begin = begin;
        e = parcel_run(items, count, PARCEL_EXECUTE);
    }
    TRY(e);
    for (size_t i = 0; i < count; i++) {
        struct query *q = items[i];
        int64_t changed = 0;
        if (q->sql->writes && str_parse_i64(str_view(PQcmdTuples(q->result)), &changed)) {
            q->changed = changed;
        }
        q->row = -1;
    }
    return NULL;
}

static err postgres_prepare(struct query *q)
{
    return server_of(q->db)->pg == NULL ? &DB_AWAY : parcel_run(&q, 1, PARCEL_PREPARE);
}

static err postgres_next(struct query *q, bool *row)
{
    q->row++;
    *row = q->row < PQntuples(q->result);
    return NULL;
}

static void postgres_finish(struct query *q)
{
    PQclear(q->result); // NULL is fine
    q->result = NULL;
}

static void postgres_forget(struct statement *s)
{
    if (s->number != 0) {
        s->outdated = s->number; // deallocated with the next preparation in its place
    }
}

static int postgres_column_count(const struct query *q)
{
    return PQnfields(q->result);
}

static const char *postgres_column_name(const struct query *q, int column)
{
    return PQfname(q->result, column);
}

static struct cell postgres_cell(const struct query *q, int column)
{
    if (PQgetisnull(q->result, q->row, column) != 0) {
        return (struct cell){.kind = CELL_NULL};
    }
    str text = {.p = PQgetvalue(q->result, q->row, column),
                .n = (size_t)PQgetlength(q->result, q->row, column)};
    int64_t number = 0;
    switch (PQftype(q->result, column)) {
    case OID_BOOL: // a comparison; SQLite gives 0 or 1
        return (struct cell){.kind = CELL_NUMBER, .number = text.p[0] == 't' ? 1 : 0};
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
        return str_parse_i64(text, &number) ? (struct cell){.kind = CELL_NUMBER, .number = number}
                                            : (struct cell){.kind = CELL_OTHER};
    case OID_TEXT:
    case OID_VARCHAR:
    case OID_NAME:
        return (struct cell){.kind = CELL_TEXT, .text = text};
    default:
        return (struct cell){.kind = CELL_OTHER};
    }
}

// --- Migrations ----------------------------------------------------------------------------------

// The server takes a text of many statements only outside pipeline mode.
static err run_script(struct db *db, const char *text)
{
    PGconn *pg = server_of(db)->pg;
    int64_t end = clock_ms() + LIMIT_SCRIPT_MS;
    if (PQexitPipelineMode(pg) == 0 || PQsendQuery(pg, text) == 0 || !link_flush(pg, end)) {
        return link_lost(db, "script");
    }
    PGresult *failed = NULL;
    for (;;) {
        PGresult *answer = NULL;
        if (!link_next_answer(pg, end, &answer)) {
            PQclear(failed);
            return link_lost(db, "script");
        }
        if (answer == NULL) {
            break;
        }
        if (!link_succeeded(answer) && failed == NULL) {
            failed = answer;
        } else {
            PQclear(answer);
        }
    }
    err e = failed == NULL ? NULL : link_fault_of(db, "script", failed);
    PQclear(failed);
    if (server_of(db)->pg != NULL && PQenterPipelineMode(pg) == 0) {
        return link_lost(db, "script");
    }
    return e;
}

static err postgres_script(struct db *db, const char *text)
{
    struct server *s = server_of(db);
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    TRY(link_begin(db));
    return run_script(db, text);
}

static err nothing_to_do(struct db *db) // foreign keys hold by themselves here
{
    (void)db;
    return NULL;
}

static err nothing_before(struct db *db, bool rebuilds)
{
    (void)rebuilds;
    return nothing_to_do(db);
}

// --- Filling -------------------------------------------------------------------------------------

static err set_waiting(struct db *db, const char *text)
{
    TRY(postgres_begin(db, DB_WRITE));
    err e = postgres_script(db, text);
    e = e != NULL ? e : postgres_commit(db);
    postgres_rollback(db);
    return e;
}

// As much memory as SQLite is given, for the sorting of indexes, and some for sums over all rows.
static err postgres_fill_begin(struct db *db)
{
    TRY(set_waiting(db, "SET synchronous_commit = off; SET maintenance_work_mem = '600MB';"
                        "SET work_mem = '64MB'"));
    server_of(db)->fills = true;
    return NULL;
}

static err postgres_fill_end(struct db *db)
{
    server_of(db)->fills = false;
    // The next commit waits for all before.
    return set_waiting(db, "SET synchronous_commit = on; RESET maintenance_work_mem;"
                           "RESET work_mem; RESET default_toast_compression; RESET enable_seqscan");
}

// Two share the memory.
static err postgres_another(struct db *db, struct db **out)
{
    TRY(db_open(str_view(server_of(db)->url), out));
    return postgres_script(*out, "SET lock_timeout = 0; SET synchronous_commit = off;"
                                 "SET maintenance_work_mem = '300MB';"
                                 "SET max_parallel_maintenance_workers = 0");
}

static err postgres_carry_out(struct query *items, size_t count)
{
    return items[0].db->is_bare ? gather(items, count, parcel_run_all)
                                : parcel_run_all(items, count);
}

const struct engine ENGINE_POSTGRES = {
    .kind = DB_POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .set_patience = postgres_set_patience,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .let_go = postgres_let_go,
    .prepare = postgres_prepare,
    .start = postgres_start,
    .starts_together = true,
    .next = postgres_next,
    .finish = postgres_finish,
    .forget = postgres_forget,
    .carry_out = postgres_carry_out,
    .settle = gather_settle,
    .column_count = postgres_column_count,
    .column_name = postgres_column_name,
    .cell = postgres_cell,
    .script = postgres_script,
    .before_migrations = nothing_before,
    .check_migration = nothing_to_do,
    .after_migrations = nothing_to_do,
    .fill_begin = postgres_fill_begin,
    .fill_end = postgres_fill_end,
    .another = postgres_another,
    .copy = postgres_copy,
    .is_empty = postgres_is_empty,
    .restore = postgres_restore,
};
