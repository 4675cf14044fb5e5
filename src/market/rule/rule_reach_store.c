#include "market/rule/rule_reach_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/rule/rule_reach_store.sql.h"

static struct open_case read_case(struct query *q)
{
    int state = purchase_state_from(read_str(q, "state"));
    assert(state >= 0); // the statement names them
    return (struct open_case){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .state = (enum purchase_state)state,
        .requested_on = read_date(q, "requested_on"),
        .contracted_on = read_date(q, "contracted_on"),
        .question = read_str(q, "question"),
    };
}

// Half is left for the largest of the questions: each came in as a request or is smaller.
static bool has_room(const struct arena *batch)
{
    return arena_used(batch) < LIMIT_ARENA_REACH / 2;
}

// The next page below *below, which moves on; one case more tells whether others are behind.
static err list_page(const struct reach_walk *w, struct arena *batch, size_t most, int64_t *below,
                     open_cases *out, bool *out_more)
{
    *out = (open_cases){.items = NEW_ARRAY(batch, most, struct open_case)};
    struct query *q = db_query(w->db, &SQL_RULE_REACH_LIST);
    bind_i64(q, "below", *below);
    bind_i64(q, "bound", w->is_bound ? 1 : 0);
    bind_i64(q, "most", (int64_t)most + 1);
    bool more = query_next(q);
    while (more && out->count < most && has_room(batch)) {
        out->items[out->count++] = read_case(q);
        *below = out->items[out->count - 1].id;
        more = query_next(q);
    }
    *out_more = more;
    return query_end(q);
}

static err walk(const struct reach_walk *w, struct arena *batch,
                void (*each)(void *data, const struct open_case *c), void *data, bool *out_more)
{
    int64_t below = INT64_MAX;
    size_t told = 0;
    *out_more = true;
    while (*out_more && told < w->most) {
        open_cases cases;
        size_t left = w->most - told;
        TRY(list_page(w, batch, left < w->page ? left : w->page, &below, &cases, out_more));
        for (size_t i = 0; i < cases.count; i++) {
            each(data, &cases.items[i]);
        }
        told += cases.count;
        arena_reset(batch);
    }
    return NULL;
}

err reach_store_walk(const struct reach_walk *w,
                     void (*each)(void *data, const struct open_case *c), void *data,
                     bool *out_more)
{
    struct arena *batch = arena_open_below(w->kept, LIMIT_ARENA_REACH);
    db_set_arena(w->db, batch);
    err e = walk(w, batch, each, data, out_more);
    db_set_arena(w->db, w->kept);
    arena_close(batch);
    return e;
}
