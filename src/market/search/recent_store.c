#include "market/search/recent_store.h"

#include <assert.h>
#include <stdio.h>

#include "market/search/recent_store.sql.h"

err recent_store_offers(struct db *db, const recent_list *products, int64_t *out)
{
    static_assert(LIMIT_RECENT_GOODS == 20, "the statement names so many");
    assert(products->count <= LIMIT_RECENT_GOODS);
    struct query *q = db_query(db, &SQL_RECENT_OFFERS);
    for (size_t i = 0; i < LIMIT_RECENT_GOODS; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "n%zu", i + 1);
        bind_i64(q, name, i < products->count ? products->items[i].value : 0);
    }
    for (size_t i = 0; i < products->count; i++) {
        out[i] = 0;
    }
    while (query_next(q)) {
        int64_t no = read_i64(q, "no");
        for (size_t i = 0; i < products->count; i++) {
            out[i] = products->items[i].value == no ? read_i64(q, "offer_id") : out[i];
        }
    }
    return query_end(q);
}
