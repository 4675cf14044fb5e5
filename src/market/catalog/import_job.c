#include "market/catalog/import_job.h"

#include "market/catalog/import_action.h"

err import_job_step(struct unit *u, struct job *j)
{
    bool more = false;
    TRY(import_action_step(u, (import_id){j->object}, &more));
    return more ? job_add(u, "import.step", j->object, S(""), (instant){0}) : NULL;
}
