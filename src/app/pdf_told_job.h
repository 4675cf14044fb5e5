// A PDF that was looked into: who handed in one that is refused is told.
#pragma once

#include "platform/job/job.h"

// The end of PDF_JOB: the verdict is noted and, where it refuses, its reason is told with the way
// to where the file was handed in. One that nobody is known to have handed in is told to nobody.
err pdf_told_job_finish(struct unit *u, struct job *j);
