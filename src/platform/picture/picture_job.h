// Making the pictures of a photo: a job of the pool `picture` alone, which may start dure-picture.
#pragma once

#include "platform/job/job.h"

#define PICTURE_JOB "picture.make"

// Where the photo lies; one that was done by an earlier run is left.
err picture_job_prepare(struct unit *u, struct job *j);
err picture_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// What was made becomes files and the picture ready, or it is refused.
err picture_job_finish(struct unit *u, struct job *j);
