#include "market/party/party_password_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/party_password_store.sql.h"
#include "market/party/party_policy.h"

err password_store_rules(struct db *db, account_id account, date today, struct password_rules *out)
{
    struct password_rules rules = {0};
    struct query *q = db_query(db, &SQL_PASSWORD_RULES);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", today);
    while (query_next(q)) {
        int kind = policy_kind_from(read_str(q, "kind"));
        assert(kind >= 0 && policy_is_password((enum policy_kind)kind)); // the schema's CHECK
        if (kind == POLICY_PASSWORD_LENGTH) {
            rules.length = read_i64(q, "most");
        } else if (kind == POLICY_PASSWORD_KINDS) {
            rules.kinds = read_i64(q, "most");
        } else if (kind == POLICY_PASSWORD_DAYS) {
            rules.days = read_i64(q, "least");
        } else {
            rules.last = read_i64(q, "most");
        }
    }
    TRY(query_end(q));
    *out = rules;
    return NULL;
}

err password_store_recent(struct db *db, struct arena *a, account_id account, int64_t count,
                          password_hashes *out)
{
    assert(count <= LIMIT_HOUSE_LAST);
    password_hashes list = {.items = NEW_ARRAY(a, LIMIT_HOUSE_LAST, str)};
    struct query *q = db_query(db, &SQL_PASSWORD_RECENT);
    bind_i64(q, "account", account.value);
    bind_i64(q, "count", count);
    while (query_next(q) && list.count < LIMIT_HOUSE_LAST) {
        list.items[list.count++] = str_copy(a, read_str(q, "hash"));
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err password_store_set_at(struct db *db, account_id account, instant *out)
{
    struct query *q = db_query(db, &SQL_PASSWORD_SET_AT);
    bind_i64(q, "account", account.value);
    instant at = query_next(q) ? read_instant(q, "set_at") : (instant){0};
    TRY(query_end(q));
    *out = at;
    return NULL;
}

err password_store_keep(struct db *db, account_id account, int64_t kept)
{
    struct query *q = db_query(db, &SQL_PASSWORD_KEEP_OLD);
    bind_i64(q, "account", account.value);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_PASSWORD_FORGET_OLD);
    bind_i64(q, "account", account.value);
    bind_i64(q, "kept", kept);
    return query_run(q, NULL);
}

err password_store_no_longer_due(struct db *db, session_id session)
{
    struct query *q = db_query(db, &SQL_PASSWORD_NO_LONGER_DUE);
    bind_i64(q, "session", session.value);
    return query_run(q, NULL);
}
