#include "market/catalog/product_picture_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/product_picture.sql.h"

#define OWN_MOST 100 // the statement's LIMIT, removed ones among them

static struct product_picture read_row(struct query *q)
{
    int role = picture_role_from(read_str(q, "role"));
    assert(role >= 0); // a CHECK of the table
    return (struct product_picture){
        .id = read_i64(q, "row_id"),
        .product = {read_i64(q, "product_id")},
        .supplier = {read_i64(q, "supplier_id")},
        .picture = picture_read(q),
        .role = (enum picture_role)role,
        .alt = read_str(q, "alt"),
        .position = read_i64(q, "position"),
        .is_removed = read_bool(q, "is_removed"),
        .version = read_i64(q, "version"),
        .hidden_at = read_instant(q, "hidden_at"),
        .hidden_ground = read_str(q, "hidden_ground"),
    };
}

err product_picture_list_own(struct db *db, struct arena *a, supplier_id supplier,
                             product_id product, product_picture_list *out)
{
    product_picture_list list = {.items = NEW_ARRAY(a, OWN_MOST, struct product_picture)};
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_OWN);
    bind_i64(q, "product", product.value);
    bind_i64(q, "supplier", supplier.value);
    while (query_next(q) && list.count < OWN_MOST) {
        list.items[list.count++] = read_row(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err product_picture_find_product(struct db *db, supplier_id supplier, public_no offer,
                                 struct pictured *out)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_PRODUCT);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "supplier", supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PRODUCT_PICTURE_UNKNOWN;
    }
    *out = (struct pictured){
        .product = {read_i64(q, "id")},
        .product_no = {read_i64(q, "no")},
        .title = read_str(q, "title"),
    };
    return query_end(q);
}

// One photo, or (no row) each of a product.
static err keep(struct db *db, int64_t row, product_id product, const struct picture_deed *deed)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_KEEP);
    bind_id(q, "id", row);
    bind_id(q, "product", product.value);
    bind_str(q, "reason", deed->why);
    bind_id(q, "account", deed->by.value);
    bind_instant(q, "now", deed->at);
    return query_run(q, NULL);
}

err product_picture_add(struct db *db, const struct product_picture *x,
                        const struct picture_deed *deed, int64_t *out)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_ADD);
    bind_i64(q, "product", x->product.value);
    bind_i64(q, "supplier", x->supplier.value);
    bind_i64(q, "picture", x->picture.id.value);
    bind_str(q, "role", str_view(picture_role_word(x->role)));
    bind_str(q, "alt", x->alt);
    bind_id(q, "by", deed->by.value);
    bind_instant(q, "now", deed->at);
    TRY(query_run_id(q, out));
    return keep(db, *out, NO_ID(product_id), deed);
}

err product_picture_save(struct db *db, const struct product_picture *x,
                         const struct picture_deed *deed)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_SAVE);
    bind_str(q, "role", str_view(picture_role_word(x->role)));
    bind_str(q, "alt", x->alt);
    bind_i64(q, "position", x->position);
    bind_bool(q, "is_removed", x->is_removed);
    bind_instant(q, "now", deed->at);
    bind_i64(q, "id", x->id);
    bind_i64(q, "supplier", x->supplier.value);
    bind_i64(q, "version", x->version);
    TRY(query_run_one(q, &PRODUCT_PICTURE_CHANGED));
    return keep(db, x->id, NO_ID(product_id), deed);
}

err product_picture_carry(struct db *db, product_id product, const struct picture_deed *deed)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_TOUCH);
    bind_i64(q, "product", product.value);
    TRY(query_run(q, NULL));
    return keep(db, 0, product, deed);
}

err product_picture_refresh(struct db *db, product_id product)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_REFRESH);
    bind_i64(q, "product", product.value);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_PRODUCT_PICTURE_TELL_SEARCH);
    bind_i64(q, "product", product.value);
    return query_run(q, NULL);
}

err product_picture_find_of(struct db *db, picture_id picture, product_id *out)
{
    *out = NO_ID(product_id);
    struct query *q = db_query(db, &SQL_PRODUCT_PICTURE_OF);
    bind_i64(q, "picture", picture.value);
    if (query_next(q)) {
        out->value = read_i64(q, "product_id");
    }
    return query_end(q);
}
