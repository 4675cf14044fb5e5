#include "market/search/wanted_job.h"

#include "market/search/wanted_action.h"

err wanted_job_tell(struct unit *u, struct job *j)
{
    supplier_id after = {0};
    supplier_id last = {0};
    (void)str_parse_i64(j->argument, &after.value); // empty: from the first
    TRY(wanted_action_tell(u, j->object, after, &last));
    return last.value == 0 ? NULL
                           : job_add(u, "wanted.tell", j->object,
                                     str_format(u->arena, "%lld", (long long)last.value), u->now);
}

err wanted_job_day(struct unit *u, struct job *j)
{
    bool more = false;
    TRY(wanted_action_end(u, &more));
    return more ? job_add(u, "wanted.day", j->object, S(""), u->now) : NULL;
}
