#include "market/party/party_try_store.h"

#include "market/party/party_try_store.sql.h"

struct tries try_read(struct query *q)
{
    return (struct tries){.count = read_i64(q, "failed_count"),
                          .until = read_instant(q, "failed_until")};
}

static err read_one(struct query *q, struct tries *out)
{
    *out = (struct tries){0};
    if (query_next(q)) {
        *out = try_read(q);
    }
    return query_end(q);
}

err try_store_of_account(struct db *db, account_id account, struct tries *out)
{
    struct query *q = db_query(db, &SQL_TRY_OF_ACCOUNT);
    bind_i64(q, "account", account.value);
    return read_one(q, out);
}

err try_store_of_stranger(struct db *db, str mark, struct tries *out)
{
    struct query *q = db_query(db, &SQL_TRY_OF_STRANGER);
    bind_str(q, "mark", mark);
    return read_one(q, out);
}

err try_store_set_account(struct db *db, account_id account, struct tries tries)
{
    struct query *q = db_query(db, &SQL_TRY_SET_ACCOUNT);
    bind_i64(q, "account", account.value);
    bind_i64(q, "failed_count", tries.count);
    bind_instant(q, "failed_until", tries.until);
    return query_run(q, NULL);
}

err try_store_set_stranger(struct db *db, str mark, struct tries tries)
{
    struct query *q = db_query(db, &SQL_TRY_SET_STRANGER);
    bind_str(q, "mark", mark);
    bind_i64(q, "failed_count", tries.count);
    bind_instant(q, "failed_until", tries.until);
    return query_run(q, NULL);
}

err try_store_sweep(struct db *db, instant before)
{
    struct query *q = db_query(db, &SQL_TRY_SWEEP);
    bind_instant(q, "before", before);
    return query_run(q, NULL);
}
