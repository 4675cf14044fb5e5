#include "market/quote/quote_job.h"

#include "market/quote/quote_answer_action.h"

err quote_job_expire(struct unit *u, struct job *j)
{
    instant closes_at;
    TRY(quote_action_expire(u, (quote_request_id){j->object}, &closes_at));
    return closes_at.us == 0 ? NULL : job_add(u, "quote.expire", j->object, S(""), closes_at);
}
