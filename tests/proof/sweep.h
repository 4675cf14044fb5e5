// Allocation after allocation fails while a request is answered or a job is done: those of the
// house, which come from an arena, and those of SQLite. Each request is answered, or refused as
// busy in words a person can read; after a refusal every value of every row is as before; the same
// form posted again is done once.
#pragma once

#include "platform/db/sql.h"
#include "platform/job/job.h"
#include "platform/web/web_testing.h"

struct sweep {
    struct web_test *web;
    struct sql reading[2]; // all rows, and all but who looked at what
    int64_t house_step;    // every so many-th allocation of the house
    int64_t sqlite_step;   // and of SQLite; both may be others for each request
    int64_t skipped;       // the first so many are left out, which below a step tries others
    int64_t of_sqlite;     // allocations that it made, to within a step a request
    int64_t tried;
    int64_t failures;
};

// One request. The actor's csrf is what its form carries.
struct door {
    const struct actor *actor;
    enum method method;
    const char *path;
    int answered; // the status when all is well
    const struct web_field *fields;
    size_t field_count;
    const char *body; // JSON, or NULL
    bool is_question; // a post that changes nothing
};

// From here on SQLite's memory can fail. Before the first database is opened.
void sweep_stand_under_sqlite(void);
// Each allocation, until the steps say otherwise.
void sweep_open(struct sweep *s, struct web_test *web);
// The request as often as it has allocations to fail, every so many-th of them. Where it is a deed
// it is done at the end, once. What it was answered lives in the database's arena.
str sweep_door(struct sweep *s, const struct door *d);
// The same with all jobs of these kinds that are due.
void sweep_jobs(struct sweep *s, const struct job_kind *kinds, size_t count);
