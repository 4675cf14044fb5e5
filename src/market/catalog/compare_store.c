#include "market/catalog/compare_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/compare_store.sql.h"

#define HELD_MAX 500   // the statement's limit
#define VALUES_MAX 200 // likewise

static void bind_nos(struct query *q, const public_no *nos, size_t count)
{
    public_no padded[COMPARE_MAX] = {0};
    assert(count <= COMPARE_MAX);
    for (size_t i = 0; i < count; i++) {
        padded[i] = nos[i];
    }
    bind_i64(q, "a", padded[0].value);
    bind_i64(q, "b", padded[1].value);
    bind_i64(q, "c", padded[2].value);
    bind_i64(q, "d", padded[3].value);
    bind_i64(q, "e", padded[4].value);
}

static void read_offer(struct query *q, struct compared_offer *o)
{
    *o = (struct compared_offer){
        .no = {.value = read_i64(q, "no")},
        .product = {.value = read_i64(q, "product_id")},
        .product_no = {.value = read_i64(q, "product_no")},
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .origin = read_str(q, "origin"),
        .picture = read_str(q, "picture"),
        .object = read_str(q, "object"),
        .supplier = {.value = read_i64(q, "supplier_id")},
        .supplier_no = {.value = read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .district = read_str(q, "district"),
        .price = read_money(q, "price_won"),
        .exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .tiers = read_str(q, "tiers"),
        .lead_days = read_i64(q, "lead_days"),
        .stock = read_i64(q, "stock"),
        .valid_until = read_date(q, "valid_until"),
        .model = read_str(q, "model"),
        .own_production = read_bool(q, "own_production"),
        .buyer_count = read_i64(q, "buyer_count"),
    };
    o->category.code = read_str(q, "category_code");
    o->category.name = read_str(q, "category_name");
}

static err list_offers(struct db *db, const public_no *nos, size_t count, struct comparison *out)
{
    struct compared_offer found[COMPARE_MAX];
    size_t found_count = 0;
    struct query *q = db_query(db, &SQL_COMPARE_OFFERS);
    bind_nos(q, nos, count);
    while (query_next(q) && found_count < COMPARE_MAX) {
        read_offer(q, &found[found_count++]);
    }
    TRY(query_end(q));
    for (size_t i = 0; i < count; i++) { // in the order asked for
        for (size_t k = 0; k < found_count; k++) {
            if (found[k].no.value == nos[i].value) {
                out->offers[out->offer_count++] = found[k];
            }
        }
    }
    return NULL;
}

static err list_held(struct db *db, struct arena *a, const public_no *nos, size_t count, date today,
                     struct comparison *out)
{
    for (size_t i = 0; i < out->offer_count; i++) {
        out->held[i].items = NEW_ARRAY(a, HELD_MAX, struct held_certificate);
    }
    struct query *q = db_query(db, &SQL_COMPARE_CERTIFICATES);
    bind_nos(q, nos, count);
    bind_date(q, "today", today);
    while (query_next(q)) {
        for (size_t i = 0; i < out->offer_count; i++) {
            held_list *held = &out->held[i];
            if (out->offers[i].no.value == read_i64(q, "offer_no")) {
                held->count += held_read_row(q, &held->items[held->count]);
            }
        }
    }
    return query_end(q);
}

err compare_find(struct db *db, struct arena *a, const public_no *nos, size_t count, date today,
                 struct comparison *out)
{
    *out = (struct comparison){0};
    TRY(list_offers(db, nos, count, out));
    TRY(list_held(db, a, nos, count, today, out));
    struct query *q = db_query(db, &SQL_COMPARE_VALUES);
    bind_nos(q, nos, count);
    out->values.items = NEW_ARRAY(a, VALUES_MAX, struct compared_value);
    while (query_next(q) && out->values.count < VALUES_MAX) {
        out->values.items[out->values.count++] = (struct compared_value){
            .product = {.value = read_i64(q, "product_id")},
            .name = read_str(q, "name"),
            .is_price = str_equals(read_str(q, "part"), S("price")),
            .text =
                attribute_text(a, read_str(q, "kind"), read_str(q, "value"), read_str(q, "unit"))};
    }
    return query_end(q);
}
