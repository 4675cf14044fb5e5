// The list of product numbers, a page a job; each night a run begins or goes on.
#pragma once

#include "platform/job/job.h"

err number_job_night(struct unit *u, struct job *j);

err number_job_prepare(struct unit *u, struct job *j); // the job's object is the run
err number_job_call(struct arena *arena, struct job *j, const struct gateways *g);
err number_job_finish(struct unit *u, struct job *j);

// number.item: one 물품식별번호 is looked up, and the next.
err number_job_prepare_item(struct unit *u, struct job *j);
err number_job_call_item(struct arena *arena, struct job *j, const struct gateways *g);
err number_job_finish_item(struct unit *u, struct job *j);
