#include "market/catalog/picture_past_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/picture_past.sql.h"

// Of a firm and product: those that are shown, of products that became one too, and those that the
// listed changes are of.
#define PHOTOS_MOST 1000

static enum picture_role role_of(str word)
{
    int role = picture_role_from(word);
    return role < 0 ? ROLE_FRONT : (enum picture_role)role; // empty: it was not there
}

static struct past_photo read_photo(struct query *q)
{
    return (struct past_photo){
        .row = read_i64(q, "row_id"),
        .no = {read_i64(q, "no")},
        .is_ready = read_bool(q, "is_ready"),
        .hidden_at = read_instant(q, "hidden_at"),
        .hidden_ground = read_str(q, "hidden_ground"),
        .product = {read_i64(q, "product_id")},
        .role = role_of(read_str(q, "role")),
        .alt = read_str(q, "alt"),
        .position = read_i64(q, "position"),
        .is_removed = read_bool(q, "is_removed"),
    };
}

static struct photo_change read_change(struct query *q)
{
    struct photo_change c = {
        .id = read_i64(q, "id"),
        .is = read_photo(q),
        .made_at = read_instant(q, "made_at"),
        .reason = read_str(q, "reason"),
        .account = {read_i64(q, "account_id")},
        .account_name = read_str(q, "account_name"),
    };
    c.was = c.is;
    c.was.product.value = read_i64(q, "was_product_id");
    c.was.role = role_of(read_str(q, "was_role"));
    c.was.alt = read_str(q, "was_alt");
    c.was.position = read_i64(q, "was_position");
    c.was.is_removed = read_bool(q, "was_removed");
    return c;
}

err picture_past_list(struct db *db, struct arena *a, supplier_id supplier, product_id product,
                      int64_t before, past_photo_list *out_now, photo_change_list *out)
{
    past_photo_list now = {.items = NEW_ARRAY(a, PHOTOS_MOST, struct past_photo)};
    photo_change_list list = {.items = NEW_ARRAY(a, LIMIT_PHOTO_CHANGES, struct photo_change)};
    struct query *q = db_query(db, &SQL_PICTURE_PAST_LIST);
    bind_i64(q, "product", product.value);
    bind_i64(q, "supplier", supplier.value);
    bind_id(q, "before", before);
    bind_i64(q, "count", LIMIT_PHOTO_CHANGES);
    while (query_next(q)) {
        if (read_i64(q, "turn") == 0) {
            assert(now.count < PHOTOS_MOST);
            now.items[now.count++] = read_photo(q);
        } else if (read_i64(q, "turn") == 1 && list.count < LIMIT_PHOTO_CHANGES) {
            list.items[list.count++] = read_change(q);
        }
    }
    TRY(query_end(q));
    *out_now = now;
    *out = list;
    return NULL;
}

err picture_past_seen(struct db *db, struct arena *a, const struct past_moment *then,
                      const struct past_moment *now, past_photo_list *out_then,
                      past_photo_list *out_now)
{
    past_photo_list lists[] = {
        {.items = NEW_ARRAY(a, LIMIT_PRODUCT_SHOWN, struct past_photo)},
        {.items = NEW_ARRAY(a, LIMIT_PRODUCT_SHOWN, struct past_photo)},
    };
    struct query *q = db_query(db, &SQL_PICTURE_PAST_SEEN);
    bind_i64(q, "then_product", then->product.value);
    bind_i64(q, "then_at", then->at.us);
    bind_i64(q, "now_product", now->product.value);
    bind_i64(q, "now_at", now->at.us);
    bind_i64(q, "count", LIMIT_PRODUCT_SHOWN);
    while (query_next(q)) {
        past_photo_list *list = &lists[read_i64(q, "turn") == 0 ? 0 : 1];
        list->items[list->count++] = read_photo(q);
    }
    TRY(query_end(q));
    *out_then = lists[0];
    *out_now = lists[1];
    return NULL;
}
