#include "market/catalog/vetting_job.h"

#include "market/catalog/vetting_action.h"

err vetting_job_weigh(struct unit *u, struct job *j)
{
    bool more = false;
    (void)j;
    TRY(vetting_action_weigh(u, &more));
    return more ? job_add(u, "listing.weigh", 0, S(""), (instant){0}) : NULL;
}
