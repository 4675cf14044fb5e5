#include "app/secret_column.h"

#include <assert.h>

#include "app/secret_column.sql.h"
#include "base/limits.h"
#include "market/claim/claim_store.h"

const struct secret_column SECRET_COLUMNS[] = {
    {&SQL_SECRET_COLUMN_ACCOUNTS,  &SQL_SECRET_COLUMN_ACCOUNT_SAVE,  "account.totp",      false},
    {&SQL_SECRET_COLUMN_SUPPLIERS, &SQL_SECRET_COLUMN_SUPPLIER_SAVE, CLAIM_SEAL_SUPPLIER, false},
    {&SQL_SECRET_COLUMN_CLAIMS,    &SQL_SECRET_COLUMN_CLAIM_SAVE,    CLAIM_SEAL_CLAIM,    true },
    {&SQL_SECRET_COLUMN_DRAFTS,    &SQL_SECRET_COLUMN_DRAFT_SAVE,    CLAIM_SEAL_CLAIM,    false},
};
const size_t SECRET_COLUMN_COUNT = COUNT(SECRET_COLUMNS);

err secret_column_list(struct db *db, const struct secret_column *column, int64_t after,
                       struct secret_row rows[SECRET_PAGE], size_t *out_count)
{
    struct query *q = db_query(db, column->list);
    bind_i64(q, "after", after);
    *out_count = 0;
    while (query_next(q)) {
        assert(*out_count < SECRET_PAGE);
        rows[(*out_count)++] = (struct secret_row){.id = read_i64(q, "id"),
                                                   .row = read_i64(q, "row_id"),
                                                   .said = read_str(q, "said"),
                                                   .sealed = read_str(q, "sealed")};
    }
    return query_end(q);
}

err secret_column_save(struct db *db, const struct secret_column *column, int64_t id, str sealed)
{
    struct query *q = db_query(db, column->save);
    bind_i64(q, "id", id);
    bind_str(q, "sealed", sealed);
    return query_run(q, NULL);
}
