#include "market/party/party_try_store.h"

#include "market/party/party_try_store.sql.h"

err try_store_find(struct db *db, str mark, struct tries *out)
{
    struct query *q = db_query(db, &SQL_TRY_FIND);
    bind_str(q, "mark", mark);
    struct tries found = {0};
    if (query_next(q)) {
        found.count = read_i64(q, "failed_count");
        found.until = read_instant(q, "failed_until");
    }
    TRY(query_end(q));
    *out = found;
    return NULL;
}

err try_store_set(struct db *db, str mark, struct tries tries)
{
    struct query *q = db_query(db, &SQL_TRY_SET);
    bind_str(q, "mark", mark);
    bind_i64(q, "failed_count", tries.count);
    bind_instant(q, "failed_until", tries.until);
    return query_run(q, NULL);
}
