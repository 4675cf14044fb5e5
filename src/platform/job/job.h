// Work for later: a row in the same transaction as the deed that asks for it.
//
// A worker leases a due job, prepares it in one unit, calls the outside between two units, and
// notes the result in another. Any step may be repeated; the job's id is the idempotency key of
// the call. A fault puts it back with growing delay; after LIMIT_JOB_TRIES it is a dead letter.
#pragma once

#include "base/fault.h"
#include "base/id.h"
#include "platform/unit/unit.h"

struct gateways; // the vendors' ports, filled by app/main.c

struct job {
    job_id id;
    str kind;
    int64_t object;  // row id of what it is about
    str argument;    // text, or empty
    int64_t attempt; // 1 for the first run
    void *carried;   // from prepare to call to finish, in the runner's arena
};

struct job_kind {
    const char *name; // "notice.send"
    err (*prepare)(struct unit *u,
                   struct job *j); // one unit; a job without a call does it all here
    err (*call)(struct arena *arena, struct job *j, const struct gateways *g); // or NULL
    err (*finish)(struct unit *u, struct job *j);                              // or NULL
};

// Ask for `kind` to be done to `object` at `not_before` (0: at once).
err job_add(struct unit *u, const char *kind, int64_t object, str argument, instant not_before);

// A kind that comes again by itself.
struct job_recurring {
    const char *kind;
    int64_t every_s;  // 0: once, at the next start of a worker that knows this offset_s
    int64_t offset_s; // after a whole multiple of every_s since 1970-01-01T00:00:00Z
    const char *when; // in words, for the manual: "daily at 03:30"
};

// See to it that the next run of each is asked for. Its key names its moment, so whoever asks, and
// however often, it is one job. An overdue one is not asked for again: it is done when a worker
// comes back. *out_next is when to see to it again: at the first of these moments, or after
// LIMIT_JOB_PLAN_S.
err job_plan(struct unit *u, const struct job_recurring *items, size_t count, instant *out_next);

// Lease and run one due job of `kinds`; others wait for a worker that knows them. *out_ran is false
// when nothing was due. A job without a call is prepared, finished and done in one unit. Fails, for
// the runner's log, with the fault that put the job back or made it a dead letter (*out_ran is
// true), or with DB_*. The unit's arena holds the job until the runner resets it.
err job_run_one(struct unit *u, unit_clock clock, const struct job_kind *kinds, size_t kind_count,
                const struct gateways *g, bool *out_ran);
// The same of kinds that may take longer: no other worker takes the job for so many seconds.
err job_run_one_long(struct unit *u, unit_clock clock, int64_t lease_s,
                     const struct job_kind *kinds, size_t kind_count, const struct gateways *g,
                     bool *out_ran);
