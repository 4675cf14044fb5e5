// fetch.photo: what lies at the address that a row of a sheet names.
#pragma once

#include "platform/job/job.h"

// Which address, and whether it may still be fetched.
err photo_fetch_job_prepare(struct unit *u, struct job *j);
err photo_fetch_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// It becomes a photo, is refused with its reason, or is asked for again later.
err photo_fetch_job_finish(struct unit *u, struct job *j);
