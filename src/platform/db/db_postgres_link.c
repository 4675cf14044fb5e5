#include "platform/db/db_postgres_link.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/clock/clock.h"

// --- The connection ------------------------------------------------------------------------------

static void on_notice(void *server, const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != NULL && strcmp(severity, "WARNING") == 0) {
        ((struct server *)server)->warned = true;
    }
}

void link_drop(struct db *db)
{
    struct server *s = server_of(db);
    PQfinish(s->pg); // NULL is fine
    s->pg = NULL;
    s->begin = NULL;
    s->lingers = false;
    s->owes = false;
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        db->kept[i].number = 0;
        db->kept[i].outdated = 0;
    }
}

err link_lost(struct db *db, const char *statement)
{
    db_note_error(db, statement, "-", PQerrorMessage(server_of(db)->pg));
    link_drop(db);
    return &DB_AWAY;
}

// What the server does by itself where we cannot, being killed or cut off: nobody waits longer for
// a lock than for an answer, no statement outlives the longest wait of ours, and who falls silent
// in the middle of a unit holds its rows no longer.
//
// A statement is planned once and for all values, as SQLite does: to plan it anew for each value
// took longer than to run it. What it reads lies in memory or on a disk without heads, so a row
// found by its index costs little more than the next one of the table. And nothing of ours runs
// long enough to be worth compiling first, which the server would do by what it guesses of tables
// that fill.
static err set_session(struct db *db)
{
    static const struct {
        const char *name;
        int ms;
    } TIMES[] = {
        {"statement_timeout",                   LIMIT_SCRIPT_MS},
        {"lock_timeout",                        LIMIT_LOCK_MS  },
        {"idle_in_transaction_session_timeout", LIMIT_IDLE_MS  },
    };
    static const char *const PLANNING[] = {
        "SET plan_cache_mode = force_generic_plan",
        "SET random_page_cost = 1.1",
        "SET jit = off",
    };
    int64_t end = clock_ms() + db->statement_ms;
    PGconn *pg = server_of(db)->pg;
    struct parcel p = {0};
    bool sent = true;
    for (size_t i = 0; sent && i < COUNT(TIMES); i++) {
        char text[100];
        (void)snprintf(text, sizeof(text), "SET %s = %d", TIMES[i].name, TIMES[i].ms);
        sent = link_send_text(pg, text);
        p.names[p.count++] = "settings";
    }
    for (size_t i = 0; sent && i < COUNT(PLANNING); i++) {
        sent = link_send_text(pg, PLANNING[i]);
        p.names[p.count++] = "settings";
    }
    if (!sent || PQpipelineSync(pg) == 0 || !link_flush(pg, end)) {
        return link_lost(db, "settings");
    }
    err e = link_receive(db, &p, end);
    link_clear(&p);
    return e;
}
static_assert(LIMIT_LOCK_MS < LIMIT_STATEMENT_MS, "the server gives up before we do");

// The address given comes last, so it may say otherwise.
err link_reach(struct db *db)
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
        return link_lost(db, "connect");
    }
    (void)PQsetNoticeReceiver(s->pg, on_notice, s);
    // A server that looks after us ends what we gave up waiting for. Not all systems can.
    struct parcel p;
    err e = link_run_alone(db, "SET client_connection_check_interval = 2000", &p);
    link_clear(&p);
    return s->pg == NULL ? e : set_session(db);
}

err link_reach_patiently(struct db *db)
{
    int64_t end = clock_ms() + server_of(db)->patience_ms;
    for (;;) {
        err e = link_reach(db);
        if (e == NULL || clock_ms() >= end) {
            return e;
        }
        long wait_ms =
            (long)(LIMIT_RECONNECT_LEAST_MS +
                   randombytes_uniform(LIMIT_RECONNECT_MOST_MS - LIMIT_RECONNECT_LEAST_MS));
        (void)nanosleep(&(struct timespec){.tv_nsec = wait_ms * 1000000}, NULL);
    }
}
static_assert(LIMIT_RECONNECT_MOST_MS <= 1000, "it fits into tv_nsec");

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
        {"55P03", &DB_COLLISION}, // waited too long for a lock
        {"23505", &DB_DUPLICATE}, // unique
        {"53300", &DB_AWAY     }, // too many connections
        {"25P03", &DB_AWAY     }, // silent for too long in a transaction
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
err link_fault_of(struct db *db, const char *statement, const PGresult *answer)
{
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char *what = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (state == NULL) { // libpq's own: the connection
        return link_lost(db, statement);
    }
    db_note_error(db, statement, state, what == NULL ? "" : what);
    err fault = fault_of_state(state, db->mode);
    if (fault == &DB_AWAY) {
        link_drop(db);
    }
    return fault;
}

// Wait until the socket may be read, or written where asked. False past `end` or on trouble.
static bool wait_for(PGconn *pg, short events, int64_t end)
{
    struct pollfd fd = {.fd = PQsocket(pg), .events = events};
    int ready = -1;
    do { // a signal to stop does not break off what is under way
        int64_t left = end - clock_ms();
        ready = left <= 0 ? 0 : poll(&fd, 1, (int)left);
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        return false;
    }
    return (fd.revents & (POLLIN | POLLERR | POLLHUP)) == 0 || PQconsumeInput(pg) != 0;
}

bool link_flush(PGconn *pg, int64_t end)
{
    int rest = PQflush(pg);
    while (rest == 1 && wait_for(pg, POLLIN | POLLOUT, end)) {
        rest = PQflush(pg);
    }
    return rest == 0;
}

bool link_next_answer(PGconn *pg, int64_t end, PGresult **out)
{
    while (PQisBusy(pg) != 0) {
        if (!wait_for(pg, POLLIN, end)) {
            return false;
        }
    }
    *out = PQgetResult(pg);
    return true;
}

bool link_succeeded(const PGresult *answer)
{
    ExecStatusType status = PQresultStatus(answer);
    // A migration may have nothing to say to this engine.
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

void link_clear(struct parcel *p)
{
    for (int i = 0; i < p->done; i++) {
        PQclear(p->answers[i]); // NULL is fine
        p->answers[i] = NULL;
    }
}

// The name of the command that is answered next.
static const char *name_due(const struct parcel *p)
{
    return p->names[p->done < p->count ? p->done : p->count - 1];
}

err link_receive(struct db *db, struct parcel *p, int64_t end)
{
    PGconn *pg = server_of(db)->pg;
    PGresult *failed = NULL;
    bool synced = false;
    bool alive = true;
    assert(p->count > 0 && p->count <= PARCEL_MOST);
    p->done = 0;
    while (!synced && alive) {
        PGresult *answer = NULL;
        alive = link_next_answer(pg, end, &answer);
        ExecStatusType status = PQresultStatus(answer); // NULL ends one command's answers
        synced = answer != NULL && status == PGRES_PIPELINE_SYNC;
        alive = alive && (answer != NULL || (PQstatus(pg) == CONNECTION_OK && clock_ms() < end));
        if (answer != NULL && link_succeeded(answer) && p->done < p->count) {
            p->answers[p->done++] = answer;
        } else if (answer != NULL && status == PGRES_FATAL_ERROR && failed == NULL) {
            failed = answer;
        } else {
            PQclear(answer);
        }
    }
    err e = failed == NULL ? NULL : link_fault_of(db, name_due(p), failed);
    if (server_of(db)->pg != NULL && (!alive || PQstatus(pg) != CONNECTION_OK)) {
        e = link_lost(db, name_due(p));
    }
    PQclear(failed);
    return e;
}

bool link_send_text(PGconn *pg, const char *text)
{
    return PQsendQueryParams(pg, text, 0, NULL, NULL, NULL, NULL, 0) != 0;
}

err link_settle(struct db *db, int64_t end)
{
    struct server *s = server_of(db);
    if (s->lingers) {
        TRY(link_send_rollback(db));
    }
    if (!s->owes) {
        return NULL;
    }
    struct parcel p = {.count = 1, .names = {"ROLLBACK"}};
    s->owes = false;
    err e = link_receive(db, &p, end);
    link_clear(&p);
    if (e != NULL && s->pg != NULL) {
        return link_lost(db, "ROLLBACK"); // whatever it is in now, it is no place to begin
    }
    return e;
}

err link_send_rollback(struct db *db)
{
    int64_t end = clock_ms() + db->statement_ms;
    struct server *s = server_of(db);
    s->lingers = false;
    if (!link_send_text(s->pg, "ROLLBACK") || PQpipelineSync(s->pg) == 0 ||
        !link_flush(s->pg, end)) {
        return link_lost(db, "ROLLBACK");
    }
    s->owes = true;
    return NULL;
}

err link_run_alone(struct db *db, const char *text, struct parcel *out)
{
    int64_t end = clock_ms() + db->statement_ms;
    PGconn *pg = server_of(db)->pg;
    *out = (struct parcel){.count = 1, .names = {text}};
    TRY(link_settle(db, end));
    if (!link_send_text(pg, text) || PQpipelineSync(pg) == 0 || !link_flush(pg, end)) {
        return link_lost(db, text);
    }
    return link_receive(db, out, end);
}

err link_begin(struct db *db)
{
    struct server *s = server_of(db);
    if (s->begin == NULL) {
        return NULL;
    }
    struct parcel p;
    err e = link_run_alone(db, s->begin, &p);
    link_clear(&p);
    s->begin = e == NULL ? NULL : s->begin;
    return e;
}
