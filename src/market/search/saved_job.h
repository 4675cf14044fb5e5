// The job search.saved: what came on sale since the last look is held against saved searches, some
// persons at a time. The looking is done between the units, so nobody waits for it.
#pragma once

#include "platform/job/job.h"

err saved_job_prepare(struct unit *u, struct job *j);
err saved_job_call(struct arena *arena, struct job *j, const struct gateways *g);
err saved_job_finish(struct unit *u, struct job *j);
