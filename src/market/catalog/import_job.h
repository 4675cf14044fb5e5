// import.step: the next chunk of an import, then asked for again until the last.
#pragma once

#include "platform/job/job.h"

err import_job_step(struct unit *u, struct job *j);
