// The job housekeeping.sweep: what nobody needs any more goes, every night.
//
// Only rows whose deed is over and told elsewhere; nothing of a case, the audit chain or 접속기록.
#pragma once

#include "platform/job/job.h"

err housekeeping_job_prepare(struct unit *u, struct job *j);
