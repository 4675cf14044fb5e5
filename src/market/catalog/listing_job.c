#include "market/catalog/listing_job.h"

#include <assert.h>

#include "market/catalog/listing_action.h"

err listing_job_day(struct unit *u, struct job *j)
{
    bool more = false;
    TRY(listing_action_day(u, &more));
    return more ? job_add(u, "listing.day", j->object, S(""), u->now) : NULL;
}

err listing_job_tell(struct unit *u, struct job *j)
{
    str rest = j->argument;
    int64_t revision = 0;
    offer_id after = {0};
    offer_id last = {0};
    bool is_read = str_parse_i64(str_cut(&rest, ' '), &revision);
    is_read = str_parse_i64(rest, &after.value) && is_read;
    assert(is_read); // written here and in listing_action_correct
    TRY(listing_action_tell_sellers(u, (product_id){j->object}, revision, after, &last));
    return last.value == 0 ? NULL
                           : job_add(u, LISTING_TELL_JOB, j->object,
                                     str_format(u->arena, "%lld %lld", (long long)revision,
                                                (long long)last.value),
                                     u->now);
}
