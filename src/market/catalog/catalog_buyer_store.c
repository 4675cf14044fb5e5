#include "market/catalog/catalog_buyer_store.h"

#include "market/catalog/catalog_buyer_store.sql.h"

err catalog_buyer_add(struct db *db, product_id product, institution_id institution, date on)
{
    struct query *q = db_query(db, &SQL_CATALOG_BUYER_ADD);
    bind_i64(q, "product", product.value);
    bind_i64(q, "institution", institution.value);
    bind_date(q, "on", on);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_CATALOG_BUYER_CHANGE);
    bind_i64(q, "product", product.value);
    return query_run(q, NULL);
}
