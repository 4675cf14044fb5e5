#include "market/record/record_job.h"

#include "market/record/record_action.h"

err record_job_refresh(struct unit *u, struct job *j)
{
    TRY(record_action_refresh(u, (contract_id){j->object}));
    // The public list is a later noun: it is told by a job of its own.
    return job_add(u, "disclosure.refresh", j->object, S(""), (instant){0});
}
