// What the workers of the pools web and slow do, and what those that run jobs (worker_job.h) share
// with them.
//
// Each opens the database after the fork and holds one arena, emptied after every request or job.
// Knows no business: the site and the kinds of job are handed in.
#pragma once

#include "base/str.h"
#include "platform/job/job.h"
#include "platform/log/log.h"
#include "platform/process/guard.h"
#include "platform/process/supervisor.h"
#include "platform/web/site.h"

// What a worker's requests gather in its memory, to be written now and then: handed over when the
// worker has nothing to do for long enough, and when it is told to stop.
struct gathering {
    int (*wait_ms)(instant now);              // until it is to be written; -1: nothing was gathered
    err (*write)(struct unit *u, void *data); // may be called again; `data` is NULL
    void (*forget)(void);
};

// What a web worker had better do while nobody asks: a piece at a time, for who comes meanwhile
// waits for the piece. A piece that fails is tried again after the next answer.
struct tending {
    bool (*is_due)(void);
    err (*tend)(struct arena *a); // of what the process holds itself: no database is waited for
};

// A plan's context: read-only once the workers run.
struct house {
    str db_url;
    const struct site *site;     // its `pool` is set by the worker in its own copy
    err (*warm)(struct unit *u); // of a web worker, before its first answer, in a unit that reads;
                                 // NULL: nothing
    const struct tending *tending;     // NULL: nothing
    const struct gathering *gathering; // NULL: none
    const struct job_kind *jobs;
    size_t job_count;
    const char *copy_kind;     // of those jobs the one of the pool `copy`; NULL: none
    const char *picture_kinds; // what the names of those of the pool `picture` begin with; NULL:
                               // none. Both pools may start a program
    const char *fetch_kinds;   // and of the pool `fetch`
    LIST(const struct job_recurring) recurring; // of those jobs
    const struct gateways *gateways;
    enum log_level log_least;
    enum guard_mode guard;
};

// Accept, read, dispatch, write, until told to stop. Answers /healthz, /readyz and /metrics itself.
void worker_run_web(struct worker *w);
void worker_run_slow(struct worker *w);

// Leave the calls behind that the pool does not need. Before the first byte from outside, and after
// the database was opened, if it can be reached just now.
void worker_guard(const struct worker *w);

// Open the database if it is not open. False, after a log line, when it cannot be reached just now.
// It holds `cache` bytes of pages at most.
bool worker_has_db(struct db **db, str url, size_t cache);

// Nothing is asked of us just now: let go of pages that were read, and of memory that is free
// inside the process. `db` may be NULL.
void worker_rest(struct db *db);

extern int64_t worker_trim_us; // LIMIT_HEAP_TRIM_S; less in tests
