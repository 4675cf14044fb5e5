#include "market/catalog/listing_job.h"

#include "market/catalog/listing_action.h"

err listing_job_day(struct unit *u, struct job *j)
{
    bool more = false;
    TRY(listing_action_day(u, &more));
    return more ? job_add(u, "listing.day", j->object, S(""), u->now) : NULL;
}
