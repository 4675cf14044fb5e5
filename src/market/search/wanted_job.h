// The jobs wanted.tell and wanted.day: firms are told of what is wanted, some at a time; what
// nobody answered by its day is over.
#pragma once

#include "platform/job/job.h"

err wanted_job_tell(struct unit *u, struct job *j);
err wanted_job_day(struct unit *u, struct job *j);
