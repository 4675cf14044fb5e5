#include "app/law_api_web.h"

#include "app/law_json.h"
#include "market/party/right.h"

// POST /api/v1/law/decide: one question as a JSON object; the answer of `dure law decide`. A
// question that cannot be answered is a 422 with {"id":…,"error":…}.
static err post_law_decide(struct unit *u, const struct request *rq, struct response *rs)
{
    str answer = S("");
    bool is_answered = false;
    if (request_admit_query(rq, NULL, 0) != NULL) {
        answer = law_json_refuse(u->arena, REQUEST_UNKNOWN_NAME.text);
    } else {
        is_answered = law_json_decide(u->law, u->arena, str_trim(rq->body), &answer);
    }
    rs->status = is_answered ? 200 : 422;
    rs->media_type = S("application/json");
    out_str(&rs->body, answer);
    return NULL;
}

const struct route LAW_API_ROUTES[] = {
    ROUTE_QUESTION("/api/v1/law/decide", post_law_decide, RIGHT_PUBLIC),
};
const size_t LAW_API_ROUTE_COUNT = COUNT(LAW_API_ROUTES);
