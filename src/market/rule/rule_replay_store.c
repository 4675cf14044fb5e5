#include "market/rule/rule_replay_store.h"

#include "base/limits.h"
#include "market/rule/rule_replay_store.sql.h"

#define WALK_ROWS 100 // the statement's LIMIT

static struct stored_answer read_answer(struct query *q)
{
    struct stored_answer s = {
        .id = read_i64(q, "id"),
        .question = read_str(q, "question"),
        .answer = read_str(q, "answer"),
        .law_version = read_i64(q, "law_version"),
        .judged_on = read_date(q, "judged_on"),
        .decided_at = read_instant(q, "decided_at"),
        .case_no = {read_i64(q, "no")},
        .institution = read_str(q, "name"),
        .purchase = {read_i64(q, "purchase_id")},
        .institution_id = {read_i64(q, "institution_id")},
        .institution_no = {read_i64(q, "institution_no")},
        .officer = {read_i64(q, "officer_id")},
    };
    bool known = law_path_from(read_str(q, "path"), &s.path);
    read_require(q, "path", known);
    return s;
}

// As many as a desk shows. *out_more: there are others behind.
static void take_answers(struct query *q, struct arena *a, stored_answers *out, bool *out_more)
{
    *out = (stored_answers){.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct stored_answer)};
    bool more = query_next(q);
    while (more && out->count < LIMIT_DESK_ROWS) {
        out->items[out->count++] = read_answer(q);
        more = query_next(q);
    }
    *out_more = more;
}

err replay_store_list(struct db *db, struct arena *a, int64_t before, stored_answers *out,
                      bool *out_more)
{
    struct query *q = db_query(db, &SQL_RULE_REPLAY_LIST);
    bind_i64(q, "before", before);
    take_answers(q, a, out, out_more);
    return query_end(q);
}

err replay_store_case(struct db *db, struct arena *a, institution_id institution, public_no case_no,
                      stored_answers *out)
{
    bool more = false; // what nobody pages through
    struct query *q = db_query(db, &SQL_RULE_REPLAY_CASE);
    bind_id(q, "institution", institution.value);
    bind_i64(q, "case_no", case_no.value);
    take_answers(q, a, out, &more);
    return query_end(q);
}

err replay_store_walk(struct db *db, struct arena *a, int64_t after, stored_answers *out)
{
    out->items = NEW_ARRAY(a, WALK_ROWS, struct stored_answer);
    out->count = 0;
    struct query *q = db_query(db, &SQL_RULE_REPLAY_WALK);
    bind_i64(q, "after", after);
    while (query_next(q) && out->count < WALK_ROWS) {
        out->items[out->count++] = read_answer(q);
    }
    return query_end(q);
}
