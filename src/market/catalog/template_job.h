// Changes of the catalogue's own words begin on their day.
#pragma once

#include "platform/job/job.h"

err template_job_day(struct unit *u, struct job *j);
