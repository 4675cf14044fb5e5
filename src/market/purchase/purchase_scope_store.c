#include "market/purchase/purchase_scope_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/purchase/purchase_scope_store.sql.h"

static err read_all(struct query *q, struct arena *a, scope_question_list *out)
{
    scope_question_list list = {.items = NEW_ARRAY(a, LIMIT_SCOPE, struct scope_question)};
    bind_i64(q, "count", LIMIT_SCOPE);
    while (query_next(q) && list.count < LIMIT_SCOPE) {
        int kind = scope_kind_from(read_str(q, "kind"));
        assert(kind >= 0); // the schema's CHECK
        list.items[list.count++] = (struct scope_question){
            .id = read_i64(q, "id"),
            .name = read_str(q, "name"),
            .label = read_str(q, "label"),
            .kind = (enum scope_kind)kind,
            .unit = read_str(q, "unit"),
            .words = read_str(q, "words"),
            .is_required = read_bool(q, "is_required"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err scope_list_of_basket(struct db *db, struct arena *a, account_id person, public_no supplier,
                         scope_question_list *out)
{
    struct query *q = db_query(db, &SQL_SCOPE_OF_BASKET);
    bind_i64(q, "account", person.value);
    bind_i64(q, "supplier", supplier.value);
    return read_all(q, a, out);
}

err scope_list_of_purchase(struct db *db, struct arena *a, purchase_id purchase,
                           scope_question_list *out)
{
    struct query *q = db_query(db, &SQL_SCOPE_OF_PURCHASE);
    bind_i64(q, "purchase", purchase.value);
    return read_all(q, a, out);
}
