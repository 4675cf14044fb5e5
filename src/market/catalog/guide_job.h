// The words of the titles that are for sale, and what they cost, counted by category each night.
#pragma once

#include "platform/job/job.h"

// Counts some categories after the one named by the argument, and asks for the rest.
err guide_job_count(struct unit *u, struct job *j);
