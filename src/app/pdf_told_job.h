// A PDF that was looked into: who handed in one that is refused is told.
#pragma once

#include "platform/job/job.h"

// The end of PDF_JOB and PDF_SECOND_JOB: the verdict is noted and, where it refuses, its reason is
// told with the way to where the file was handed in. One that nobody is known to have handed in is
// told to nobody.
err pdf_told_job_finish(struct unit *u, struct job *j);
// The end of PDF_OLD_JOB: likewise for everybody who handed in these bytes, where the verdict is
// another than before.
err pdf_told_job_finish_old(struct unit *u, struct job *j);
