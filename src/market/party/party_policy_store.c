#include "market/party/party_policy_store.h"

#include <assert.h>

#include "market/party/party_policy_store.sql.h"

static struct policy read_policy(struct query *q)
{
    int kind = policy_kind_from(read_str(q, "kind"));
    date ended_on = read_date(q, "ended_on");
    assert(kind >= 0); // the schema's CHECK
    struct policy p = {
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .kind = (enum policy_kind)kind,
        .value = read_money(q, "value_won"),
        .count = read_i64(q, "value_count"),
        .first_day = read_date(q, "first_day"),
        .last_day = read_date(q, "last_day"),
        .reason = read_str(q, "reason"),
        .by_name = read_str(q, "by_name"),
        .end_reason = read_str(q, "end_reason"),
    };
    if (!date_is_none(ended_on)) { // never behind the first one
        p.last_day = ended_on;
    }
    return p;
}

err policy_store_list(struct db *db, struct arena *a, institution_id institution, policy_list *out)
{
    out->items = NEW_ARRAY(a, POLICIES_MAX, struct policy);
    out->count = 0;
    struct query *q = db_query(db, &SQL_POLICY_LIST);
    bind_i64(q, "institution", institution.value);
    bind_id(q, "no", 0);
    while (query_next(q) && out->count < POLICIES_MAX) {
        out->items[out->count++] = read_policy(q);
    }
    return query_end(q);
}

err policy_store_find(struct db *db, institution_id institution, public_no no, struct policy *out)
{
    struct query *q = db_query(db, &SQL_POLICY_LIST);
    bind_i64(q, "institution", institution.value);
    bind_id(q, "no", no.value);
    bool found = query_next(q);
    if (found) {
        *out = read_policy(q);
    }
    TRY(query_end(q));
    return found ? NULL : &POLICY_UNKNOWN;
}

err policy_store_add(struct db *db, institution_id institution, struct policy *p,
                     account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_POLICY_ADD);
    bind_i64(q, "no", p->no.value);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "kind", str_view(policy_kind_word(p->kind)));
    bind_money(q, "value_won", p->value);
    bind_i64(q, "value_count", p->count);
    bind_date(q, "first_day", p->first_day);
    bind_date(q, "last_day", p->last_day);
    bind_str(q, "reason", p->reason);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run_id(q, &p->id);
}

err policy_store_end(struct db *db, const struct policy *p, date last_day, str reason,
                     account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_POLICY_END);
    bind_i64(q, "policy", p->id);
    bind_date(q, "last_day", last_day);
    bind_str(q, "reason", reason);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    err e = query_run(q, NULL);
    return e == &DB_DUPLICATE ? &POLICY_ENDED : e;
}
