// The job notice.send: carry one message to the phone, once.
#pragma once

#include "platform/job/job.h"

err notice_job_prepare(struct unit *u, struct job *j);
err notice_job_call(struct arena *arena, struct job *j, const struct gateways *g);
err notice_job_finish(struct unit *u, struct job *j);
