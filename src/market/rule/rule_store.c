#include "market/rule/rule_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/rule/rule_store.sql.h"

err rule_store_count(struct db *db, str row_id, int64_t *out_count, bool *out_ends)
{
    struct query *q = db_query(db, &SQL_RULE_COUNT);
    bind_str(q, "row_id", row_id);
    if (query_next(q)) {
        *out_count = read_i64(q, "count");
        *out_ends = read_i64(q, "ends") > 0;
    }
    return query_end(q);
}

err rule_store_add(struct db *db, struct rule_proposal *p, instant now)
{
    struct query *q = db_query(db, &SQL_RULE_ADD);
    bind_i64(q, "no", p->no.value);
    bind_str(q, "act", str_view(law_act_word(p->act)));
    bind_str(q, "kind", p->kind);
    bind_str(q, "row_id", p->row_id);
    bind_str(q, "made_of", p->made_of);
    bind_str(q, "line", p->line);
    bind_date(q, "last_day", p->last_day);
    bind_str(q, "reason", p->reason);
    bind_str(q, "source", p->source);
    bind_i64(q, "account", p->proposer.value);
    bind_instant(q, "now", now);
    return query_run_id(q, &p->id);
}

static struct rule_proposal read_proposal(struct query *q)
{
    struct rule_proposal p = {
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .kind = read_str(q, "kind"),
        .row_id = read_str(q, "row_id"),
        .made_of = read_str(q, "made_of"),
        .line = read_str(q, "line"),
        .last_day = read_date(q, "last_day"),
        .reason = read_str(q, "reason"),
        .source = read_str(q, "source"),
        .proposer = {read_i64(q, "account_id")},
        .proposer_name = read_str(q, "proposer_name"),
        .proposed_at = read_instant(q, "proposed_at"),
        .decider_name = read_str(q, "decider_name"),
        .word = read_str(q, "word"),
        .decided_at = read_instant(q, "decided_at"),
    };
    bool known =
        law_act_from(read_str(q, "act"), &p.act) && rule_state_from(read_str(q, "state"), &p.state);
    assert(known); // the schema's CHECK
    (void)known;
    return p;
}

err rule_store_find(struct db *db, public_no no, struct rule_proposal *out)
{
    struct query *q = db_query(db, &SQL_RULE_FIND);
    bind_i64(q, "no", no.value);
    bool found = query_next(q);
    if (found) {
        *out = read_proposal(q);
    }
    TRY(query_end(q));
    return found ? NULL : &RULE_UNKNOWN;
}

err rule_store_list(struct db *db, struct arena *a, bool waiting, int64_t before, rule_list *out,
                    bool *out_more)
{
    out->items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct rule_proposal);
    out->count = 0;
    *out_more = false;
    struct query *q = db_query(db, &SQL_RULE_LIST);
    bind_bool(q, "waiting", waiting);
    bind_i64(q, "before", before);
    while (query_next(q) && out->count < LIMIT_DESK_ROWS) {
        out->items[out->count++] = read_proposal(q);
        *out_more = read_i64(q, "left_count") > LIMIT_DESK_ROWS;
    }
    return query_end(q);
}

err rule_store_decide(struct db *db, const struct rule_proposal *p, account_id person,
                      enum rule_verdict verdict, str word, instant now)
{
    struct query *q = db_query(db, &SQL_RULE_DECIDE);
    bind_i64(q, "proposal", p->id);
    bind_i64(q, "proposer", p->proposer.value);
    bind_i64(q, "account", person.value);
    bind_str(q, "verdict", str_view(rule_state_word(rule_state_after(verdict))));
    bind_str(q, "word", word);
    bind_instant(q, "now", now);
    err e = query_run(q, NULL);
    return e == &DB_DUPLICATE ? &RULE_DECIDED : e;
}
