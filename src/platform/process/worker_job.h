// What the workers of the pools job, call, copy, picture and fetch do.
#pragma once

#include "platform/process/supervisor.h"

// Run due jobs, until told to stop: those done in the house, or those that call the outside. Apart,
// because a vendor that hangs must not hold up the record; the one that copies everything, which
// takes long and, on PostgreSQL, starts a program; or those that have a program look into what
// strangers handed in.
// Those done in the house pause now and then while there are more, so that others get at SQLite's
// one lock for who writes.
void worker_run_jobs(struct worker *w);
void worker_run_calls(struct worker *w);
void worker_run_copies(struct worker *w);
void worker_run_pictures(struct worker *w);
void worker_run_fetches(struct worker *w);
