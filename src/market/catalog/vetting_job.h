// Listings that came in are weighed, the riskiest to be looked at first.
#pragma once

#include "platform/job/job.h"

// A batch of them; asks for the next while there is more.
err vetting_job_weigh(struct unit *u, struct job *j);
