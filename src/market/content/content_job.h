// The job shoot.remind: a firm that has not confirmed what it handed over, or got back, is
// reminded.
#pragma once

#include "platform/job/job.h"

// Argument: which way the goods went, and the how manieth reminder it is.
err content_job_remind(struct unit *u, struct job *j);
