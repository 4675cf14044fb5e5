#include "market/certificate/certificate_job.h"

#include "market/certificate/certificate_action.h"

err certificate_job_day(struct unit *u, struct job *j)
{
    bool more = false;
    TRY(certificate_action_day(u, &more));
    return more ? job_add(u, "certificate.day", j->object, S(""), u->now) : NULL;
}
