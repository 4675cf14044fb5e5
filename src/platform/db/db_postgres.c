// PostgreSQL through libpq.
//
// Every answer has a deadline on our side, for a hung server keeps its connection alive. On an
// overrun the connection is closed, never cancelled: a cancel that meets COMMIT makes it answer
// "done" for a row that a failover loses. What is sent together is answered together, so the first
// statement of a transaction carries BEGIN and its own preparation in one round trip.
#include <assert.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/db/db_engine.h"

#define OID_BOOL 16 // types of the catalogue, fixed for ever
#define OID_NAME 19
#define OID_INT8 20
#define OID_INT2 21
#define OID_INT4 23
#define OID_TEXT 25
#define OID_VARCHAR 1043

struct server {
    PGconn *pg; // in pipeline mode; NULL: away
    char *url;
    int64_t patience_ms;
    uint64_t names;    // of statements prepared so far: each gets the next number
    const char *begin; // text of the BEGIN not yet sent, or NULL
    bool warned;       // a WARNING came since this was cleared
};

static struct server *server_of(const struct db *db)
{
    return db->connection;
}

// --- The connection ------------------------------------------------------------------------------

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void on_notice(void *server, const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != NULL && strcmp(severity, "WARNING") == 0) {
        ((struct server *)server)->warned = true;
    }
}

// Close it. Its prepared statements went with it.
static void drop(struct db *db)
{
    struct server *s = server_of(db);
    PQfinish(s->pg); // NULL is fine
    s->pg = NULL;
    s->begin = NULL;
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        db->kept[i].number = 0;
        db->kept[i].outdated = 0;
    }
}

static err lost(struct db *db, const char *statement)
{
    db_note_error(db, statement, "-", PQerrorMessage(server_of(db)->pg));
    drop(db);
    return &DB_AWAY;
}

// One try. The address given comes last, so it may say otherwise.
static err reach(struct db *db)
{
    static const char *const NAMES[] = {
        "target_session_attrs",
        "connect_timeout",
        "tcp_user_timeout",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "client_encoding",
        "application_name",
        "dbname",
        NULL,
    };
    struct server *s = server_of(db);
    const char *const values[] = {
        "read-write", "2", "5000", "5", "2", "2", "UTF8", "dure", s->url, NULL,
    };
    static_assert(COUNT(NAMES) == COUNT(values), "a name and a value each");
    s->pg = PQconnectdbParams(NAMES, values, 1);
    if (PQstatus(s->pg) != CONNECTION_OK || PQsetnonblocking(s->pg, 1) != 0 ||
        PQenterPipelineMode(s->pg) == 0) {
        return lost(db, "connect");
    }
    (void)PQsetNoticeReceiver(s->pg, on_notice, s);
    return NULL;
}

static err reach_patiently(struct db *db)
{
    int64_t end = now_ms() + server_of(db)->patience_ms;
    for (;;) {
        err e = reach(db);
        if (e == NULL || now_ms() >= end) {
            return e;
        }
        long wait_ms =
            (long)(LIMIT_RECONNECT_LEAST_MS +
                   randombytes_uniform(LIMIT_RECONNECT_MOST_MS - LIMIT_RECONNECT_LEAST_MS));
        (void)nanosleep(&(struct timespec){.tv_nsec = wait_ms * 1000000}, NULL);
    }
}
static_assert(LIMIT_RECONNECT_MOST_MS < 1000, "it fits into tv_nsec");

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
    return reach(db);
}

static void postgres_close(struct db *db)
{
    struct server *s = server_of(db);
    if (s != NULL) {
        PQfinish(s->pg); // NULL is fine
        free(s->url);
        free(s);
    }
}

static void postgres_set_patience(struct db *db, int64_t ms)
{
    server_of(db)->patience_ms = ms;
}

// --- Answers -------------------------------------------------------------------------------------

static bool starts(const char *state, const char *with)
{
    return strncmp(state, with, strlen(with)) == 0;
}

static err fault_of_state(const char *state, enum db_mode mode)
{
    static const struct {
        const char *state; // an SQLSTATE or its beginning
        err fault;
    } FAULTS[] = {
        {"40001", &DB_COLLISION}, // could not serialise
        {"40P01", &DB_COLLISION}, // deadlock
        {"23505", &DB_DUPLICATE}, // unique
        {"53300", &DB_AWAY     }, // too many connections
        {"57P0",  &DB_AWAY     }, // shutting down, starting up
        {"08",    &DB_AWAY     }, // connection
        {"53",    &DB_FULL     }, // disk or memory
        {"58030", &DB_FULL     }, // input or output
    };
    if (strcmp(state, "25006") == 0) { // our own READ ONLY, or a server that became a standby
        return mode == DB_READ ? &DB_BROKEN : &DB_AWAY;
    }
    for (size_t i = 0; i < COUNT(FAULTS); i++) {
        if (starts(state, FAULTS[i].state)) {
            return FAULTS[i].fault;
        }
    }
    return &DB_BROKEN;
}

// The sentence of a failed answer without its DETAIL, which quotes values.
static err fault_of(struct db *db, const char *statement, const PGresult *answer)
{
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char *what = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (state == NULL) { // libpq's own: the connection
        return lost(db, statement);
    }
    db_note_error(db, statement, state, what == NULL ? "" : what);
    err fault = fault_of_state(state, db->mode);
    if (fault == &DB_AWAY) {
        drop(db);
    }
    return fault;
}

// Wait until the socket may be read, or written where asked. False past `end` or on trouble.
static bool wait_for(PGconn *pg, short events, int64_t end)
{
    struct pollfd fd = {.fd = PQsocket(pg), .events = events};
    int64_t left = end - now_ms();
    if (left <= 0 || poll(&fd, 1, (int)left) <= 0) {
        return false;
    }
    return (fd.revents & (POLLIN | POLLERR | POLLHUP)) == 0 || PQconsumeInput(pg) != 0;
}

static bool flush(PGconn *pg, int64_t end)
{
    int rest = PQflush(pg);
    while (rest == 1 && wait_for(pg, POLLIN | POLLOUT, end)) {
        rest = PQflush(pg);
    }
    return rest == 0;
}

// The next answer, NULL between the commands. False when it did not come by `end`.
static bool next_answer(PGconn *pg, int64_t end, PGresult **out)
{
    while (PQisBusy(pg) != 0) {
        if (!wait_for(pg, POLLIN, end)) {
            return false;
        }
    }
    *out = PQgetResult(pg);
    return true;
}

static bool succeeded(const PGresult *answer)
{
    ExecStatusType status = PQresultStatus(answer);
    // A migration may have nothing to say to this engine.
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

// What a parcel of commands came back with.
struct receipt {
    int done;       // commands that succeeded, from the first on
    PGresult *last; // the last command's answer if all did; the receiver clears it
};

// Collect the answers to `count` commands and the sync behind them. At the first failure the rest
// was skipped by the server.
static err receive(struct db *db, const char *statement, int count, int64_t end,
                   struct receipt *out)
{
    PGconn *pg = server_of(db)->pg;
    PGresult *failed = NULL;
    bool synced = false;
    bool alive = true;
    *out = (struct receipt){0};
    while (!synced && alive) {
        PGresult *answer = NULL;
        alive = next_answer(pg, end, &answer);
        ExecStatusType status = PQresultStatus(answer); // NULL ends one command's answers
        synced = answer != NULL && status == PGRES_PIPELINE_SYNC;
        alive = alive && (answer != NULL || (PQstatus(pg) == CONNECTION_OK && now_ms() < end));
        if (answer != NULL && succeeded(answer) && ++out->done == count) {
            out->last = answer;
        } else if (answer != NULL && status == PGRES_FATAL_ERROR && failed == NULL) {
            failed = answer;
        } else {
            PQclear(answer);
        }
    }
    err e = failed == NULL ? NULL : fault_of(db, statement, failed);
    if (server_of(db)->pg != NULL && (!alive || PQstatus(pg) != CONNECTION_OK)) {
        e = lost(db, statement);
    }
    PQclear(failed);
    if (e != NULL) {
        PQclear(out->last);
        out->last = NULL;
    }
    return e;
}

static bool send_text(PGconn *pg, const char *text)
{
    return PQsendQueryParams(pg, text, 0, NULL, NULL, NULL, NULL, 0) != 0;
}

// --- Transactions --------------------------------------------------------------------------------

static err postgres_begin(struct db *db, enum db_mode mode)
{
    struct server *s = server_of(db);
    if (s->pg != NULL && PQstatus(s->pg) != CONNECTION_OK) {
        drop(db);
    }
    if (s->pg == NULL) {
        TRY(reach_patiently(db));
    }
    // Sent with the first statement: the snapshot is taken there in any case.
    s->begin = mode == DB_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                               : "BEGIN ISOLATION LEVEL SERIALIZABLE";
    return NULL;
}

// A command without parameters, by itself.
static err run_alone(struct db *db, const char *text, struct receipt *out)
{
    int64_t end = now_ms() + db->statement_ms;
    PGconn *pg = server_of(db)->pg;
    *out = (struct receipt){0};
    if (!send_text(pg, text) || PQpipelineSync(pg) == 0 || !flush(pg, end)) {
        return lost(db, text);
    }
    return receive(db, text, 1, end, out);
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
    struct receipt got;
    err e = run_alone(db, "COMMIT", &got);
    if (e == NULL && strcmp(PQcmdStatus(got.last), "COMMIT") != 0) {
        db_note_error(db, "COMMIT", "-", PQcmdStatus(got.last)); // it had failed before
        e = &DB_BROKEN;
    }
    PQclear(got.last);
    if (db->mode == DB_READ) {
        return e;
    }
    if (e == NULL && s->warned) {
        db_note_error(db, "COMMIT", "-", "answered with a warning");
        drop(db);
        return &DB_UNKNOWN;
    }
    return e == NULL || is_refusal(e) ? e : &DB_UNKNOWN;
}

static void postgres_rollback(struct db *db)
{
    struct server *s = server_of(db);
    s->begin = NULL;
    if (s->pg == NULL || PQtransactionStatus(s->pg) == PQTRANS_IDLE) {
        return;
    }
    char kept[sizeof(db->error)]; // what led here matters more than what follows
    memcpy(kept, db->error, sizeof(kept));
    struct receipt got;
    if (run_alone(db, "ROLLBACK", &got) != NULL) {
        drop(db);
    }
    PQclear(got.last);
    memcpy(db->error, kept, sizeof(kept));
}

// --- Statements ----------------------------------------------------------------------------------

struct name {
    char text[40];
};

static struct name name_of(const char *before, uint64_t number)
{
    struct name n;
    (void)snprintf(n.text, sizeof(n.text), "%ss%llu", before, (unsigned long long)number);
    return n;
}

// A whole number is declared int8, for the server would take `:n + 1` for int4; the rest is left to
// it. A parameter first seen as NULL may turn out a number: the statement is then prepared again.
static void declare(struct query *q)
{
    static_assert(LIMIT_PARAMS <= 64, "a bit each");
    struct statement *s = q->statement;
    uint64_t integers = s->integers;
    for (size_t i = 0; i < q->sql->param_count; i++) {
        if (q->values[i].kind == VALUE_NUMBER) {
            integers |= UINT64_C(1) << i;
        }
    }
    if (s->number != 0 && integers != s->integers) {
        s->outdated = s->number;
        s->number = 0;
    }
    s->integers = integers;
}

static bool send_prepare(PGconn *pg, const struct query *q, uint64_t number)
{
    Oid types[LIMIT_PARAMS] = {0};
    for (size_t i = 0; i < q->sql->param_count; i++) {
        types[i] = (q->statement->integers >> i & 1) != 0 ? OID_INT8 : 0;
    }
    return PQsendPrepare(pg, name_of("", number).text, q->sql->postgres, (int)q->sql->param_count,
                         types) != 0;
}

static bool send_execute(PGconn *pg, const struct query *q, uint64_t number)
{
    const char *values[LIMIT_PARAMS];
    char digits[LIMIT_PARAMS][24];
    for (size_t i = 0; i < q->sql->param_count; i++) {
        const struct value *v = &q->values[i];
        values[i] = NULL;
        if (v->kind == VALUE_NUMBER) {
            (void)snprintf(digits[i], sizeof(digits[i]), "%lld", (long long)v->number);
            values[i] = digits[i];
        } else if (v->kind == VALUE_TEXT) {
            values[i] = q->text + v->at;
        }
    }
    return PQsendQueryPrepared(pg, name_of("", number).text, (int)q->sql->param_count, values, NULL,
                               NULL, 0) != 0;
}

// BEGIN, DEALLOCATE and the preparation where they are due, and the statement, in one parcel.
static err run_parcel(struct query *q)
{
    struct db *db = q->db;
    struct server *s = server_of(db);
    struct statement *st = q->statement;
    int64_t end = now_ms() + db->statement_ms;
    int count = 0;
    int prepared_at = 0; // the place of the preparation in the parcel; 0: there is none
    uint64_t number = st->number;
    bool sent = true;
    if (s->begin != NULL) {
        sent = send_text(s->pg, s->begin);
        count++;
    }
    if (sent && st->outdated != 0) {
        sent = send_text(s->pg, name_of("DEALLOCATE ", st->outdated).text);
        count++;
    }
    int before = count;
    if (sent && number == 0) {
        number = ++s->names;
        sent = send_prepare(s->pg, q, number);
        prepared_at = ++count;
    }
    sent = sent && send_execute(s->pg, q, number);
    count++;
    if (!sent || PQpipelineSync(s->pg) == 0 || !flush(s->pg, end)) {
        return lost(db, q->sql->name);
    }
    struct receipt got;
    err e = receive(db, q->sql->name, count, end, &got);
    if (s->pg != NULL) { // what was done before a failure stays done
        s->begin = NULL;
        st->outdated = got.done >= before ? 0 : st->outdated;
        st->number = prepared_at != 0 && got.done >= prepared_at ? number : st->number;
    }
    q->result = got.last;
    return e;
}

static err postgres_start(struct query *q)
{
    struct server *s = server_of(q->db);
    assert(q->sql->postgres != NULL);
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    declare(q);
    const char *begin = s->begin;
    err e = run_parcel(q);
    if (e == &DB_AWAY && begin != NULL) {
        // The connection died in its sleep. Nothing of this transaction can have been kept.
        TRY(reach_patiently(q->db));
        s->begin = begin;
        e = run_parcel(q);
    }
    TRY(e);
    int64_t changed = 0;
    if (q->sql->writes && str_parse_i64(str_view(PQcmdTuples(q->result)), &changed)) {
        q->changed = changed;
    }
    q->row = -1;
    return NULL;
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
    int64_t end = now_ms() + LIMIT_SCRIPT_MS;
    if (PQexitPipelineMode(pg) == 0 || PQsendQuery(pg, text) == 0 || !flush(pg, end)) {
        return lost(db, "script");
    }
    PGresult *failed = NULL;
    for (;;) {
        PGresult *answer = NULL;
        if (!next_answer(pg, end, &answer)) {
            PQclear(failed);
            return lost(db, "script");
        }
        if (answer == NULL) {
            break;
        }
        if (!succeeded(answer) && failed == NULL) {
            failed = answer;
        } else {
            PQclear(answer);
        }
    }
    err e = failed == NULL ? NULL : fault_of(db, "script", failed);
    PQclear(failed);
    if (server_of(db)->pg != NULL && PQenterPipelineMode(pg) == 0) {
        return lost(db, "script");
    }
    return e;
}

static err postgres_script(struct db *db, const char *text)
{
    struct server *s = server_of(db);
    if (s->pg == NULL) {
        return &DB_AWAY;
    }
    if (s->begin != NULL) {
        struct receipt got;
        TRY(run_alone(db, s->begin, &got));
        PQclear(got.last);
        s->begin = NULL;
    }
    return run_script(db, text);
}

static err nothing_to_do(struct db *db) // foreign keys hold by themselves here
{
    (void)db;
    return NULL;
}

const struct engine ENGINE_POSTGRES = {
    .kind = DB_POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .set_patience = postgres_set_patience,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .start = postgres_start,
    .next = postgres_next,
    .finish = postgres_finish,
    .forget = postgres_forget,
    .column_count = postgres_column_count,
    .column_name = postgres_column_name,
    .cell = postgres_cell,
    .script = postgres_script,
    .before_migrations = nothing_to_do,
    .check_migration = nothing_to_do,
    .after_migrations = nothing_to_do,
};
