// PostgreSQL through libpq: every statement has a deadline on our side, for a hung server keeps its
// connection alive; a COMMIT that answers with a warning, or not at all, is unknown, not done.
#include <assert.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"

struct link {
    PGconn *pg;
    bool warned; // a notice came since it was last cleared
};

static struct link *link_of(const struct db *db)
{
    return db->connection;
}

static void notice(void *arg, const PGresult *result)
{
    (void)result;
    ((struct link *)arg)->warned = true;
}

static bool starts(const char *state, const char *with)
{
    return strncmp(state, with, strlen(with)) == 0;
}

static err fault_of_state(const char *state)
{
    static const struct {
        const char *state;
        err fault;
    } FAULTS[] = {
        {"40001", &DB_COLLISION},
        {"40P01", &DB_COLLISION},
        {"23505", &DB_DUPLICATE},
        {"25006", &DB_AWAY     },
        {"53300", &DB_AWAY     },
        {"57P",   &DB_AWAY     },
        {"08",    &DB_AWAY     },
        {"53",    &DB_FULL     },
        {"58",    &DB_FULL     },
    };
    for (size_t i = 0; i < COUNT(FAULTS); i++) {
        if (starts(state, FAULTS[i].state)) {
            return FAULTS[i].fault;
        }
    }
    return &DB_BROKEN;
}

static void drop(struct db *db)
{
    struct link *l = link_of(db);
    PQfinish(l->pg);
    l->pg = NULL;
    memset(db->kept, 0, sizeof(db->kept)); // its prepared statements went with it
}

static err fault_of(struct db *db, const PGresult *result)
{
    db_note_error(db, PQerrorMessage(link_of(db)->pg));
    if (PQstatus(link_of(db)->pg) != CONNECTION_OK) {
        drop(db);
        return &DB_AWAY;
    }
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == NULL ? &DB_AWAY : fault_of_state(state);
}

static err connect_again(struct db *db)
{
    static const char *const NAMES[] = {
        "dbname",          "connect_timeout",     "tcp_user_timeout",
        "keepalives_idle", "keepalives_interval", "keepalives_count",
        "client_encoding", "application_name",    NULL};
    const char *const values[] = {db->url, "2", "5000", "5", "2", "2", "UTF8", "dure", NULL};
    struct link *l = link_of(db);
    l->pg = PQconnectdbParams(NAMES, values, 1);
    if (PQstatus(l->pg) != CONNECTION_OK) {
        db_note_error(db, PQerrorMessage(l->pg));
        drop(db);
        return &DB_AWAY;
    }
    (void)PQsetNoticeReceiver(l->pg, notice, l);
    return NULL;
}

static err postgres_open(struct db *db, str url)
{
    db->connection = calloc(1, sizeof(struct link));
    db->url = calloc(1, url.n + 1);
    if (db->connection == NULL || db->url == NULL) {
        return &DB_AWAY;
    }
    memcpy(db->url, url.p, url.n);
    return connect_again(db);
}

static void postgres_close(struct db *db)
{
    if (db->connection != NULL) {
        PQfinish(link_of(db)->pg); // NULL is fine
        free(db->connection);
    }
}

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// Wait until the server has answered what was sent; false when the time is over or it is gone.
static bool await(PGconn *pg, int64_t limit_ms)
{
    int64_t end = now_ms() + limit_ms;
    while (PQisBusy(pg) != 0) {
        int64_t left = end - now_ms();
        struct pollfd fd = {.fd = PQsocket(pg), .events = POLLIN};
        if (left <= 0 || poll(&fd, 1, (int)left) <= 0 || PQconsumeInput(pg) == 0) {
            return false;
        }
    }
    return true;
}

// The last result of what was sent, or NULL when the answer never came: the connection is then
// closed, for its state is not known.
static PGresult *receive(struct db *db, int64_t limit_ms)
{
    struct link *l = link_of(db);
    PGresult *last = NULL;
    for (;;) {
        if (!await(l->pg, limit_ms)) {
            PQclear(last);
            db_note_error(db, "the server did not answer in time");
            drop(db);
            return NULL;
        }
        PGresult *result = PQgetResult(l->pg);
        if (result == NULL) {
            return last;
        }
        // Of several statements the first failure counts.
        if (last != NULL && PQresultStatus(last) == PGRES_FATAL_ERROR) {
            PQclear(result);
        } else {
            PQclear(last);
            last = result;
        }
    }
}

static bool succeeded(const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

static err run_text(struct db *db, const char *text, int64_t limit_ms)
{
    struct link *l = link_of(db);
    if (PQsendQuery(l->pg, text) == 0) {
        return fault_of(db, NULL);
    }
    PGresult *result = receive(db, limit_ms);
    if (result == NULL) {
        return &DB_AWAY;
    }
    err e = succeeded(result) ? NULL : fault_of(db, result);
    PQclear(result);
    return e;
}

static err postgres_begin(struct db *db, enum db_mode mode)
{
    struct link *l = link_of(db);
    if (l->pg == NULL) {
        TRY(connect_again(db));
    }
    const char *text = mode == DB_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                       : "BEGIN ISOLATION LEVEL SERIALIZABLE";
    err e = run_text(db, text, LIMIT_STATEMENT_MS);
    if (e == &DB_AWAY && l->pg == NULL) { // an old connection died in its sleep: once more
        TRY(connect_again(db));
        e = run_text(db, text, LIMIT_STATEMENT_MS);
    }
    return e;
}

static err postgres_commit(struct db *db)
{
    struct link *l = link_of(db);
    l->warned = false;
    err e = run_text(db, "COMMIT", LIMIT_STATEMENT_MS);
    return e == &DB_AWAY || (e == NULL && l->warned) ? &DB_UNKNOWN : e;
}

static void postgres_rollback(struct db *db)
{
    struct link *l = link_of(db);
    if (l->pg != NULL && PQtransactionStatus(l->pg) != PQTRANS_IDLE &&
        run_text(db, "ROLLBACK", LIMIT_STATEMENT_MS) != NULL && l->pg != NULL) {
        drop(db);
    }
}

static err postgres_script(struct db *db, const char *text)
{
    return run_text(db, text, LIMIT_SCRIPT_MS);
}

static err prepare(struct query *q)
{
    struct db *db = q->db;
    struct link *l = link_of(db);
    size_t slot = db_slot(db, q->sql);
    if (db->kept[slot] == q->sql) {
        return NULL;
    }
    assert(q->sql->postgres != NULL);
    if (PQsendPrepare(l->pg, q->sql->name, q->sql->postgres, 0, NULL) == 0) {
        return fault_of(db, NULL);
    }
    PGresult *result = receive(db, LIMIT_STATEMENT_MS);
    if (result == NULL) {
        return &DB_AWAY;
    }
    err e = succeeded(result) ? NULL : fault_of(db, result);
    PQclear(result);
    if (e == NULL) {
        db->kept[slot] = q->sql;
    }
    return e;
}

static err postgres_start(struct query *q)
{
    struct link *l = link_of(q->db);
    if (l->pg == NULL) {
        return &DB_AWAY;
    }
    TRY(prepare(q));
    const char *values[LIMIT_PARAMS];
    for (size_t i = 0; i < q->sql->param_count; i++) {
        const struct param *p = &q->params[i];
        values[i] = NULL;
        if (p->kind == PARAM_NUMBER) {
            values[i] = str_format(q->db->arena, "%lld", (long long)p->number).p;
        } else if (p->kind == PARAM_TEXT) {
            values[i] = str_to_c(q->db->arena, p->text);
        }
    }
    if (PQsendQueryPrepared(l->pg, q->sql->name, (int)q->sql->param_count, values, NULL, NULL, 0) ==
        0) {
        return fault_of(q->db, NULL);
    }
    PGresult *result = receive(q->db, LIMIT_STATEMENT_MS);
    if (result == NULL) {
        return &DB_AWAY;
    }
    if (!succeeded(result)) {
        err e = fault_of(q->db, result);
        PQclear(result);
        return e;
    }
    q->handle = result;
    int64_t changed = 0;
    q->changed =
        q->sql->writes && str_parse_i64(str_view(PQcmdTuples(result)), &changed) ? changed : 0;
    q->row = 0;
    q->has_row = PQntuples(result) > 0;
    return NULL;
}

static err postgres_next(struct query *q)
{
    q->row++;
    q->has_row = q->handle != NULL && q->row < PQntuples(q->handle);
    return NULL;
}

static void postgres_finish(struct query *q)
{
    PQclear(q->handle);
    q->handle = NULL;
}

static int postgres_column_count(struct query *q)
{
    return PQnfields(q->handle);
}

static const char *postgres_column_name(struct query *q, int column)
{
    return PQfname(q->handle, column);
}

static bool postgres_column_is_null(struct query *q, int column)
{
    return PQgetisnull(q->handle, q->row, column) != 0;
}

static str postgres_column_text(struct query *q, int column)
{
    return (str){.p = PQgetvalue(q->handle, q->row, column),
                 .n = (size_t)PQgetlength(q->handle, q->row, column)};
}

static int64_t postgres_column_i64(struct query *q, int column)
{
    int64_t value = 0;
    bool is_number = str_parse_i64(postgres_column_text(q, column), &value);
    assert(is_number);
    return value;
}

const struct engine ENGINE_POSTGRES = {
    .kind = DB_POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .script = postgres_script,
    .start = postgres_start,
    .next = postgres_next,
    .finish = postgres_finish,
    .column_count = postgres_column_count,
    .column_name = postgres_column_name,
    .column_is_null = postgres_column_is_null,
    .column_i64 = postgres_column_i64,
    .column_text = postgres_column_text,
};
