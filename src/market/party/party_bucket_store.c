#include "market/party/party_bucket_store.h"

#include "market/party/party_bucket_store.sql.h"

err bucket_store_find(struct db *db, str key, instant since, int64_t *out)
{
    struct query *q = db_query(db, &SQL_LOGIN_BUCKET_FIND);
    bind_str(q, "address", key);
    bind_instant(q, "since", since);
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}

err bucket_store_add(struct db *db, str key, int64_t lasts_s, instant now, int64_t *out)
{
    struct query *q = db_query(db, &SQL_LOGIN_BUCKET_ADD);
    bind_str(q, "address", key);
    bind_instant(q, "now", now);
    bind_instant(q, "since", instant_add_s(now, -lasts_s));
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}
