#include "market/catalog/picture_hiding_store.h"

#include "base/limits.h"
#include "market/catalog/picture_hiding.sql.h"

static struct hideable read_hideable(struct query *q)
{
    return (struct hideable){
        .picture = {read_i64(q, "picture_id")},
        .no = {read_i64(q, "no")},
        .is_hidden = str_equals(read_str(q, "state"), S("hidden")),
        .added_at = read_instant(q, "added_at"),
        .product = {read_i64(q, "product_id")},
        .product_no = {read_i64(q, "product_no")},
        .title = read_str(q, "title"),
        .role = read_str(q, "role"),
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_name = read_str(q, "supplier_name"),
        .is_removed = read_bool(q, "is_removed"),
        .ground = read_str(q, "ground"),
        .words = read_str(q, "words"),
        .hidden_at = read_instant(q, "hidden_at"),
        .account_name = read_str(q, "account_name"),
    };
}

err picture_hiding_find(struct db *db, struct arena *a, public_no no, hideable_list *out)
{
    hideable_list list = {.items = NEW_ARRAY(a, LIMIT_PRODUCT_SHOWN, struct hideable)};
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_FIND);
    bind_i64(q, "no", no.value);
    bind_i64(q, "count", LIMIT_PRODUCT_SHOWN);
    while (query_next(q) && list.count < LIMIT_PRODUCT_SHOWN) {
        list.items[list.count++] = read_hideable(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err picture_hiding_add(struct db *db, const struct hiding *h, account_id by, instant now)
{
    int64_t id = 0;
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_ADD);
    bind_i64(q, "picture", h->picture.value);
    bind_bool(q, "is_hidden", h->is_hidden);
    bind_str(q, "ground", h->ground);
    bind_str(q, "words", h->words);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &id));
    q = db_query(db, &SQL_PICTURE_HIDING_SET);
    bind_i64(q, "hiding", id);
    bind_bool(q, "is_hidden", h->is_hidden);
    bind_i64(q, "picture", h->picture.value);
    return query_run_one(q, &PICTURE_HIDING_MOVED);
}

err picture_hiding_list(struct db *db, struct arena *a, int64_t before, size_t count,
                        hiding_past_list *out)
{
    hiding_past_list list = {.items = NEW_ARRAY(a, count, struct hiding_past)};
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_LIST);
    bind_id(q, "before", before);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && list.count < count) {
        list.items[list.count++] = (struct hiding_past){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .is_hidden = read_bool(q, "is_hidden"),
            .ground = read_str(q, "ground"),
            .words = read_str(q, "words"),
            .made_at = read_instant(q, "made_at"),
            .account_name = read_str(q, "account_name"),
            .title = read_str(q, "title"),
            .supplier_name = read_str(q, "supplier_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err picture_hiding_is_same(struct db *db, str sha256, bool *out)
{
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_SAME);
    bind_str(q, "sha256", sha256);
    *out = query_next(q);
    return query_end(q);
}
