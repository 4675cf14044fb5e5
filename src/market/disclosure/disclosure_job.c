#include "market/disclosure/disclosure_job.h"

#include "market/disclosure/disclosure_action.h"

err disclosure_job_refresh(struct unit *u, struct job *j)
{
    return disclosure_action_refresh(u, (contract_id){j->object});
}
