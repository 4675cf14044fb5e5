#include "market/catalog/template_job.h"

#include "market/catalog/template_action.h"

err template_job_day(struct unit *u, struct job *j)
{
    (void)j;
    return template_action_day(u);
}
