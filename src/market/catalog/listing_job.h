// The job listing.day: planned prices begin, prices that are over stop the sale.
#pragma once

#include "platform/job/job.h"

err listing_job_day(struct unit *u, struct job *j);
