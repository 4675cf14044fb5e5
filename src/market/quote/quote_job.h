// The job quote.expire: a request nobody answered ends at its deadline.
#pragma once

#include "platform/job/job.h"

err quote_job_expire(struct unit *u, struct job *j);
