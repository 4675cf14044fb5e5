// The job certificate.day: firms are told before their certificates end.
#pragma once

#include "platform/job/job.h"

err certificate_job_day(struct unit *u, struct job *j);
