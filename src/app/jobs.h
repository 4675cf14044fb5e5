// Every kind of job: each feature adds a line.
#pragma once

#include "platform/job/job.h"

extern const struct job_kind JOB_KINDS[];
extern const size_t JOB_KIND_COUNT;

// What a kind does, in a sentence for the manual; empty: nobody said.
const char *job_meaning(const char *kind);

// Those that come again by themselves.
extern const struct job_recurring JOBS_RECURRING[];
extern const size_t JOB_RECURRING_COUNT;
