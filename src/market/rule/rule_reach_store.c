#include "market/rule/rule_reach_store.h"

#include <assert.h>

#include "market/rule/rule_reach_store.sql.h"

static struct open_case read_case(struct query *q)
{
    int state = purchase_state_from(read_str(q, "state"));
    assert(state >= 0); // the statement names them
    return (struct open_case){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .title = read_str(q, "title"),
        .institution = read_str(q, "institution"),
        .state = (enum purchase_state)state,
        .requested_on = read_date(q, "requested_on"),
        .question = read_str(q, "question"),
    };
}

err reach_store_list(struct db *db, struct arena *a, size_t most, open_cases *out, bool *out_more)
{
    *out = (open_cases){.items = NEW_ARRAY(a, most, struct open_case)};
    struct query *q = db_query(db, &SQL_RULE_REACH_LIST);
    bind_i64(q, "most", (int64_t)most + 1);
    bool more = query_next(q);
    while (more && out->count < most) {
        out->items[out->count++] = read_case(q);
        more = query_next(q);
    }
    *out_more = more;
    return query_end(q);
}
