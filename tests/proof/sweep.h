// Allocation after allocation fails while a request is answered or a job is done: those of the
// house, which come from an arena, those of SQLite, and those of the C library, libpq's among them.
// Each request is answered, or refused as busy in words a person can read; after a refusal every
// value of every row is as before; the same form posted again is done once.
//
// SQLite's database lies in memory (ram.h), and each allocation fails in a child that is made when
// it is asked for: what came before it is done once for all of them, and nothing is to be put back.
// A server's connection is nobody's but this process's: there each request is begun anew, on what
// was put back, with no statement prepared.
#pragma once

#include "platform/db/sql.h"
#include "platform/job/job.h"
#include "platform/web/web_testing.h"
#include "tests/proof/failing.h"
#include "tests/proof/rows.h"

struct told; // what a child has found

struct sweep {
    struct web_test *web;
    struct rows_reader reader;
    int64_t steps[WHOSE_COUNT]; // every so many-th allocation of each
    int64_t share; // of so many shares that are swept beside each other this one, from 0
    int64_t shares;
    int64_t tasks;   // begun so far
    bool reconnects; // a server's connection is gone before each request
    int64_t tried[WHOSE_COUNT];
    int64_t failures;
    struct told *told;
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

// Each allocation, until the steps say otherwise.
void sweep_open(struct sweep *s, struct web_test *web);
void sweep_close(struct sweep *s);
// The request as often as it has allocations to fail, every so many-th of them. Where it is a deed
// it is done at the end, once. What it was answered lives in the database's arena.
str sweep_door(struct sweep *s, const struct door *d);
// The same with all jobs of these kinds that are due.
void sweep_jobs(struct sweep *s, const struct job_kind *kinds, size_t count);
