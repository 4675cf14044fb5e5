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
        .account = {read_i64(q, "account_id")},
        .account_name = read_str(q, "account_name"),
    };
}

// By a number, or with the bytes of a photo: the other is none.
static err list_found(struct db *db, struct arena *a, public_no no, picture_id same_as,
                      int64_t most, hideable_list *out)
{
    hideable_list list = {0};
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_FIND);
    bind_i64(q, "no", no.value);
    bind_id(q, "same_as", same_as.value);
    bind_i64(q, "count", most);
    while (query_next(q)) {
        if (list.items == NULL) {
            list.items = NEW_ARRAY(a, (size_t)read_i64(q, "found_count"), struct hideable);
        }
        list.items[list.count++] = read_hideable(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err picture_hiding_find(struct db *db, struct arena *a, public_no no, hideable_list *out)
{
    return list_found(db, a, no, NO_ID(picture_id), LIMIT_PRODUCT_SHOWN, out);
}

err picture_hiding_list_twins(struct db *db, struct arena *a, picture_id picture,
                              hideable_list *out)
{
    return list_found(db, a, NO_ID(public_no), picture, INT64_MAX, out);
}

// One deed of one operator has one ground and the same words.
static bool goes_with(const struct hideable *x, const struct hideable *y)
{
    if (x->is_hidden != y->is_hidden) {
        return false;
    }
    return !x->is_hidden || (x->account.value == y->account.value &&
                             str_equals(x->ground, y->ground) && str_equals(x->words, y->words));
}

err picture_hiding_list_together(struct db *db, struct arena *a, const struct hideable *x,
                                 hideable_list *out)
{
    hideable_list list;
    size_t count = 0;
    TRY(picture_hiding_list_twins(db, a, x->picture, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (goes_with(x, &list.items[i])) {
            list.items[count++] = list.items[i];
        }
    }
    list.count = count;
    *out = list;
    return NULL;
}

bool hideable_is_first_of_product(const hideable_list *all, size_t at)
{
    int64_t product = all->items[at].product.value;
    for (size_t i = 0; i < at; i++) {
        if (all->items[i].product.value == product) {
            return false;
        }
    }
    return product != 0;
}

bool hideable_is_first_of_firm(const hideable_list *all, size_t at)
{
    int64_t supplier = all->items[at].supplier.value;
    for (size_t i = 0; i < at; i++) {
        if (all->items[i].supplier.value == supplier) {
            return false;
        }
    }
    return supplier != 0;
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

err picture_hiding_has_twin(struct db *db, picture_id picture, bool *out)
{
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_TWIN);
    bind_i64(q, "picture", picture.value);
    *out = query_next(q);
    return query_end(q);
}

err picture_hiding_is_same(struct db *db, str sha256, bool *out)
{
    struct query *q = db_query(db, &SQL_PICTURE_HIDING_SAME);
    bind_str(q, "sha256", sha256);
    *out = query_next(q);
    return query_end(q);
}
