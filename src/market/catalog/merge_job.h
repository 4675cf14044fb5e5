// Products that look alike are looked for each night, category by category.
#pragma once

#include "platform/job/job.h"

// One category after the one named by the argument; asks for the next.
err merge_job_find(struct unit *u, struct job *j);
