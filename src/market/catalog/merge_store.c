#include "market/catalog/merge_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/catalog_store.h"
#include "market/catalog/merge_store.sql.h"
#include "platform/picture/picture.h"

// key=value|key=value of each product; both lists are in order of the id.
static err read_values(struct db *db, struct arena *a, str category, struct merge_product *products,
                       size_t count)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_MERGE_PRODUCT_VALUES);
    bind_str(q, "category", category);
    bind_i64(q, "least", products[0].id.value);
    bind_i64(q, "count", LIMIT_MERGE_PRODUCTS * LIMIT_ATTRIBUTES);
    while (query_next(q)) {
        int64_t id = read_i64(q, "product_id");
        while (at < count && products[at].id.value < id) {
            at++;
        }
        if (at < count && products[at].id.value == id) {
            str key = read_str(q, "key");
            str value = read_str(q, "value");
            products[at].values = str_format(a, "%.*s%.*s=%.*s|", STR_ARG(products[at].values),
                                             STR_ARG(key), STR_ARG(value));
        }
    }
    return query_end(q);
}

static_assert(MERGE_NEAR == PICTURE_NEAR, "what is near is decided where hashes are made");

static err read_photos(struct db *db, str category, struct merge_product *products, size_t count)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_MERGE_PRODUCT_PHOTOS);
    bind_str(q, "category", category);
    bind_i64(q, "least", products[0].id.value);
    bind_i64(q, "count", LIMIT_MERGE_PRODUCTS * LIMIT_ATTRIBUTES);
    while (query_next(q)) {
        int64_t id = read_i64(q, "product_id");
        uint64_t hash = (uint64_t)read_i64(q, "hash");
        while (at < count && products[at].id.value < id) {
            at++;
        }
        if (at < count && products[at].id.value == id && products[at].photo == 0 &&
            picture_hash_tells(hash)) {
            products[at].photo = hash;
            for (int band = 0; band < MERGE_BANDS; band++) {
                products[at].bands[band] = picture_band(hash, band);
            }
        }
    }
    return query_end(q);
}

err merge_store_products(struct db *db, struct arena *a, str category, struct merge_product **out,
                         size_t *out_count)
{
    struct merge_product *list = NEW_ARRAY(a, LIMIT_MERGE_PRODUCTS, struct merge_product);
    size_t count = 0;
    struct query *q = db_query(db, &SQL_MERGE_PRODUCTS);
    bind_str(q, "category", category);
    bind_i64(q, "count", LIMIT_MERGE_PRODUCTS);
    while (query_next(q) && count < LIMIT_MERGE_PRODUCTS) { // from the end: the oldest first
        list[LIMIT_MERGE_PRODUCTS - ++count] =
            (struct merge_product){.id = {.value = read_i64(q, "id")},
                                   .title = read_str(q, "title"),
                                   .maker = read_str(q, "maker"),
                                   .model = read_str(q, "model"),
                                   .item_no = read_str(q, "item_no")};
    }
    TRY(query_end(q));
    *out = list + (LIMIT_MERGE_PRODUCTS - count);
    *out_count = count;
    if (count == 0) {
        return NULL;
    }
    TRY(read_values(db, a, category, *out, count));
    return read_photos(db, category, *out, count);
}

err merge_store_keep(struct db *db, struct arena *a, str category, const merge_pair_list *pairs,
                     instant now)
{
    struct query *q = db_query(db, &SQL_MERGE_HINTS_CLEAR);
    bind_str(q, "category", category);
    TRY(query_run(q, NULL));
    for (size_t i = 0; i < pairs->count; i++) {
        const struct merge_pair *p = &pairs->items[i];
        q = db_query(db, &SQL_MERGE_HINT_KEEP);
        bind_i64(q, "first", p->first.value);
        bind_i64(q, "second", p->second.value);
        bind_i64(q, "points", p->points);
        bind_str(q, "reasons", merge_reasons_format(a, p->reasons));
        bind_instant(q, "now", now);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err merge_store_hints(struct db *db, struct arena *a, const struct merge_key *after, size_t count,
                      merge_hint_list *out)
{
    *out = (merge_hint_list){.items = NEW_ARRAY(a, count, struct merge_hint)};
    struct query *q = db_query(db, &SQL_MERGE_HINTS);
    bind_i64(q, "points", after->points);
    bind_i64(q, "first", after->first.value);
    bind_i64(q, "second", after->second.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        out->items[out->count++] = (struct merge_hint){
            .first = {.value = read_i64(q, "first_id")},
            .second = {.value = read_i64(q, "second_id")},
            .first_no = {.value = read_i64(q, "first_no")},
            .second_no = {.value = read_i64(q, "second_no")},
            .first_title = read_str(q, "first_title"),
            .second_title = read_str(q, "second_title"),
            .category_name = read_str(q, "category_name"),
            .points = read_i64(q, "points"),
            .reasons = read_str(q, "reasons"),
        };
    }
    return query_end(q);
}

err merge_store_dismiss(struct db *db, product_id one, product_id other, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_MERGE_DISMISS);
    bind_i64(q, "first", one.value < other.value ? one.value : other.value);
    bind_i64(q, "second", one.value < other.value ? other.value : one.value);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err merge_store_forget(struct db *db, product_id product)
{
    struct query *q = db_query(db, &SQL_MERGE_FORGET);
    bind_i64(q, "product", product.value);
    return query_run(q, NULL);
}

static struct merge_side read_side(struct query *q)
{
    return (struct merge_side){
        .id = {.value = read_i64(q, "id")},
        .no = {.value = read_i64(q, "no")},
        .title = read_str(q, "title"),
        .category = read_str(q, "category_code"),
        .category_name = read_str(q, "category_name"),
        .maker = read_str(q, "maker"),
        .model = read_str(q, "model"),
        .origin = read_str(q, "origin"),
        .description = read_str(q, "description"),
        .picture = read_str(q, "picture"),
        .picture_alt = read_str(q, "picture_alt"),
        .item_no = read_str(q, "item_no"),
        .created_at = read_instant(q, "created_at"),
        .buyer_count = read_i64(q, "buyer_count"),
        .merged_into = {.value = read_i64(q, "merged_into")},
        .held = read_i64(q, "held"),
    };
}

err merge_store_sides(struct db *db, public_no one, public_no other, struct merge_side out[2])
{
    size_t found = 0;
    struct query *q = db_query(db, &SQL_MERGE_SIDES);
    bind_i64(q, "one", one.value);
    bind_i64(q, "other", other.value);
    while (query_next(q)) {
        struct merge_side side = read_side(q);
        out[side.no.value == one.value ? 0 : 1] = side;
        found++;
    }
    TRY(query_end(q));
    return found == 2 ? NULL : one.value == other.value ? &MERGE_SAME : &MERGE_UNKNOWN;
}

// As the page of the product writes it; empty: it has none.
static str value_of(struct query *q, struct arena *a, const char *column)
{
    str value = read_str(q, column);
    return value.n == 0 ? value
                        : attribute_text(a, read_str(q, "kind"), value, read_str(q, "unit"));
}

err merge_store_values(struct db *db, struct arena *a, product_id one, product_id other,
                       merge_value_list *out)
{
    *out = (merge_value_list){.items = NEW_ARRAY(a, 2 * LIMIT_ATTRIBUTES, struct merge_value)};
    struct query *q = db_query(db, &SQL_MERGE_VALUES);
    bind_i64(q, "one", one.value);
    bind_i64(q, "other", other.value);
    bind_i64(q, "count", 2 * LIMIT_ATTRIBUTES);
    while (query_next(q) && out->count < 2 * LIMIT_ATTRIBUTES) {
        out->items[out->count++] = (struct merge_value){.name = read_str(q, "name"),
                                                        .one = value_of(q, a, "one_value"),
                                                        .other = value_of(q, a, "other_value")};
    }
    return query_end(q);
}

err merge_store_offers(struct db *db, struct arena *a, product_id one, product_id other,
                       merge_offer_list *out)
{
    *out = (merge_offer_list){.items = NEW_ARRAY(a, LIMIT_MERGE_OFFERS, struct merge_offer)};
    struct query *q = db_query(db, &SQL_MERGE_OFFERS);
    bind_i64(q, "one", one.value);
    bind_i64(q, "other", other.value);
    bind_i64(q, "count", LIMIT_MERGE_OFFERS);
    while (query_next(q) && out->count < LIMIT_MERGE_OFFERS) {
        str word = read_str(q, "state");
        int state = listing_state_from(word);
        out->items[out->count++] = (struct merge_offer){
            .id = {.value = read_i64(q, "id")},
            .no = {.value = read_i64(q, "no")},
            .product = {.value = read_i64(q, "product_id")},
            .supplier = {.value = read_i64(q, "supplier_id")},
            .supplier_name = read_str(q, "supplier_name"),
            .price = read_money(q, "price_won"),
            .unit = read_str(q, "unit"),
            .state = state < 0 ? LISTING_ENDED : (enum listing_state)state,
            .state_word = word,
        };
    }
    return query_end(q);
}

static bool is_for_sale(const struct merge_offer *o)
{
    return o->state == LISTING_ACTIVE || o->state == LISTING_PAUSED;
}

const struct merge_offer *merge_store_last_offer(const merge_offer_list *offers, product_id from,
                                                 product_id into)
{
    for (size_t i = 0; i < offers->count; i++) {
        const struct merge_offer *o = &offers->items[i];
        for (size_t j = 0; j < offers->count; j++) {
            const struct merge_offer *x = &offers->items[j];
            if (o->product.value == from.value && x->product.value == into.value &&
                o->supplier.value == x->supplier.value && is_for_sale(o) && !is_for_sale(x)) {
                return o;
            }
        }
    }
    return NULL;
}

err merge_store_move_offer(struct db *db, offer_id offer, product_id to)
{
    struct query *q = db_query(db, &SQL_MERGE_OFFER_MOVE);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "product", to.value);
    return query_run_one(q, &MERGE_UNKNOWN);
}

err merge_store_set_state(struct db *db, offer_id offer, str state, str reason)
{
    struct query *q = db_query(db, &SQL_MERGE_OFFER_STATE);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "state", state);
    bind_str(q, "reason", reason);
    return query_run_one(q, &MERGE_UNKNOWN);
}

err merge_store_set_product(struct db *db, product_id product, product_id into)
{
    struct query *q = db_query(db, &SQL_MERGE_PRODUCT_SET);
    bind_i64(q, "product", product.value);
    bind_id(q, "into", into.value);
    return query_run_one(q, &MERGE_UNKNOWN);
}

// --- Merges --------------------------------------------------------------------------------------

err merge_store_add(struct db *db, const struct merge_record *r, account_id by, instant now,
                    int64_t *out_id)
{
    struct query *q = db_query(db, &SQL_MERGE_ADD);
    bind_i64(q, "no", r->no.value);
    bind_i64(q, "from", r->from.value);
    bind_i64(q, "into", r->into.value);
    bind_str(q, "reason", r->reason);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_id(q, out_id);
}

err merge_store_add_offer(struct db *db, int64_t merge, offer_id offer, bool moved, str state)
{
    struct query *q = db_query(db, &SQL_MERGE_ADD_OFFER);
    bind_i64(q, "merge", merge);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "fate", moved ? S("moved") : S("ended"));
    bind_str(q, "state", state);
    return query_run(q, NULL);
}

static err list_merges(struct db *db, struct arena *a, public_no no, int64_t before, size_t count,
                       merge_record_list *out)
{
    *out = (merge_record_list){.items = NEW_ARRAY(a, count, struct merge_record)};
    struct query *q = db_query(db, &SQL_MERGE_LIST);
    bind_i64(q, "no", no.value);
    bind_i64(q, "before", before);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        out->items[out->count++] = (struct merge_record){
            .id = read_i64(q, "id"),
            .no = {.value = read_i64(q, "no")},
            .from = {.value = read_i64(q, "from_id")},
            .into = {.value = read_i64(q, "into_id")},
            .from_no = {.value = read_i64(q, "from_no")},
            .into_no = {.value = read_i64(q, "into_no")},
            .from_title = read_str(q, "from_title"),
            .into_title = read_str(q, "into_title"),
            .reason = read_str(q, "reason"),
            .account_name = read_str(q, "account_name"),
            .merged_at = read_instant(q, "merged_at"),
            .undone_name = read_str(q, "undone_name"),
            .undone_why = read_str(q, "undone_why"),
            .undone_at = read_instant(q, "undone_at"),
        };
    }
    return query_end(q);
}

err merge_store_list(struct db *db, struct arena *a, int64_t before, size_t count,
                     merge_record_list *out)
{
    return list_merges(db, a, NO_ID(public_no), before, count, out);
}

err merge_store_find(struct db *db, struct arena *a, public_no no, struct merge_record *out)
{
    merge_record_list list;
    TRY(list_merges(db, a, no, 0, 1, &list));
    if (list.count == 0) {
        return &MERGE_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err merge_store_fates(struct db *db, struct arena *a, int64_t merge, merge_fate_list *out)
{
    *out = (merge_fate_list){.items = NEW_ARRAY(a, LIMIT_MERGE_OFFERS, struct merge_fate)};
    struct query *q = db_query(db, &SQL_MERGE_FATES);
    bind_i64(q, "merge", merge);
    bind_i64(q, "count", LIMIT_MERGE_OFFERS);
    while (query_next(q) && out->count < LIMIT_MERGE_OFFERS) {
        out->items[out->count++] =
            (struct merge_fate){.offer = {.value = read_i64(q, "offer_id")},
                                .no = {.value = read_i64(q, "no")},
                                .moved = str_equals(read_str(q, "fate"), S("moved")),
                                .state = read_str(q, "state"),
                                .is_as_left = read_bool(q, "is_as_left"),
                                .now = {.value = read_i64(q, "product_id")}};
    }
    return query_end(q);
}

err merge_store_undo(struct db *db, int64_t merge, account_id by, str why, instant now)
{
    struct query *q = db_query(db, &SQL_MERGE_UNDO);
    bind_i64(q, "merge", merge);
    bind_i64(q, "account", by.value);
    bind_str(q, "why", why);
    bind_instant(q, "now", now);
    return query_run_one(q, &MERGE_UNDONE);
}
