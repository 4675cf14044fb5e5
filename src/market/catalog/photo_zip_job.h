// picture.unpack: the next entry of a ZIP of photos, then asked for again until the last; and what
// nobody unpacks any more.
#pragma once

#include "platform/job/job.h"

// Which entry is next; the bytes of one that is done are dropped.
err photo_zip_job_prepare(struct unit *u, struct job *j);
err photo_zip_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// What became of it; nothing, when an earlier run was first.
err photo_zip_job_finish(struct unit *u, struct job *j);

// picture.sweep: what lies in the spool though its process died before it could drop it.
err photo_zip_job_sweep(struct unit *u, struct job *j);
