// The job ledger.claim: post a claim that was made.
#pragma once

#include "platform/job/job.h"

err ledger_job_claim(struct unit *u, struct job *j);
