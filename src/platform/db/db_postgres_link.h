// The wire to a PostgreSQL server: reaching it, sending, waiting, and what its answers mean.
//
// Every answer has a deadline on our side, for a hung server keeps its connection alive. On an
// overrun the connection is closed, never cancelled: a cancel that meets COMMIT makes it answer
// "done" for a row that a failover loses. Private to db_postgres.c.
#pragma once

#include <libpq-fe.h>

#include "platform/db/db_engine.h"

struct server {
    PGconn *pg; // in pipeline mode; NULL: away
    char *url;
    int64_t patience_ms;
    uint64_t names;        // of statements prepared so far: each gets the next number
    const char *begin;     // text of the BEGIN not yet sent, or NULL
    bool warned;           // a WARNING came since this was cleared
    bool lingers;          // a transaction that only read is over, and its ROLLBACK not yet sent
    bool owes;             // the answer to a ROLLBACK that nobody waited for comes first
    bool fills;            // nobody else uses the database yet
    struct gather *gather; // of rows while it is filled; NULL: none was yet
};

// ROLLBACK of what lingers, BEGIN, and for each query that is open DEALLOCATE, its preparation and
// itself.
#define PARCEL_MOST (2 + 3 * LIMIT_QUERIES_OPEN)

// Commands that are sent together, and what came back.
struct parcel {
    int count;
    const char *names[PARCEL_MOST]; // of each command, for what the log is told
    int done;                       // that succeeded, from the first on
    PGresult *answers[PARCEL_MOST]; // of these, for link_clear
};

static inline struct server *server_of(const struct db *db)
{
    return db->connection;
}

// Connect, one try. Fails with DB_AWAY.
err link_reach(struct db *db);
// The same until the connection's patience is over.
err link_reach_patiently(struct db *db);
// Close the connection; its prepared statements went with it.
void link_drop(struct db *db);
// Remember why, close it and answer DB_AWAY.
err link_lost(struct db *db, const char *statement);

// Queue a command without parameters. False: the connection is lost.
bool link_send_text(PGconn *pg, const char *text);
// Send what is queued. False past `end` or on trouble.
bool link_flush(PGconn *pg, int64_t end);
// The next answer, NULL between two commands. False when it did not come by `end`.
bool link_next_answer(PGconn *pg, int64_t end, PGresult **out);
// Collect the answers to the parcel's commands and to the sync behind them. At the first failure
// the server skips the rest. Fails with what the answer means, or DB_AWAY with the connection
// closed.
err link_receive(struct db *db, struct parcel *p, int64_t end);
void link_clear(struct parcel *p);
// A command without parameters, by itself: queue, send, collect. *out is cleared by link_clear.
err link_run_alone(struct db *db, const char *text, struct parcel *out);
// Send the BEGIN that is due, by itself. Fine when none is; fails as link_run_alone does.
err link_begin(struct db *db);
// Send ROLLBACK and go on: its answer is looked at before that of the next command. Fails with
// DB_AWAY, the connection closed.
err link_send_rollback(struct db *db);
// The end of a transaction that lingers, and the answer to a ROLLBACK, if one is due. Fails as it
// does.
err link_settle(struct db *db, int64_t end);

bool link_succeeded(const PGresult *answer);
// What a failed answer means, its sentence remembered. DB_AWAY has closed the connection.
err link_fault_of(struct db *db, const char *statement, const PGresult *answer);
