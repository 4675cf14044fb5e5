#include "market/catalog/api_store.h"

#include "base/limits.h"
#include "market/catalog/api_store.sql.h"
#include "market/catalog/listing_store.h"

static struct api_product read_product(struct query *q)
{
    return (struct api_product){
        .l = {.id = {read_i64(q, "offer_id")},
              .no = {read_i64(q, "no")},
              .supplier = {read_i64(q, "supplier_id")},
              .text = listing_read_text(q),
              .terms = listing_read_terms(q)},
        .product = {read_i64(q,    "product_id")                },
        .product_no = {read_i64(q,                      "product_no")                  },
        .class_no = read_str(q, "class_no"),
        .object = read_str(q, "object"),
        .category_name = read_str(q, "category_name"),
        .supplier_no = {read_i64(q,                      "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .district = read_str(q, "district_code"),
    };
}

static err read_values(struct db *db, struct arena *a, struct api_product *p)
{
    p->values.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct api_value);
    struct query *q = db_query(db, &SQL_API_VALUES);
    bind_i64(q, "product", p->product.value);
    while (p->values.count < LIMIT_ATTRIBUTES && query_next(q)) {
        p->values.items[p->values.count++] = (struct api_value){.key = read_str(q, "key"),
                                                                .name = read_str(q, "name"),
                                                                .value = read_str(q, "value"),
                                                                .unit = read_str(q, "unit")};
    }
    return query_end(q);
}

static err read_tiers(struct db *db, struct arena *a, struct api_product *p)
{
    offer_tier_list *tiers = &p->l.terms.tiers;
    tiers->items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier);
    struct query *q = db_query(db, &SQL_API_TIERS);
    bind_i64(q, "offer", p->l.id.value);
    while (tiers->count < LIMIT_TIERS && query_next(q)) {
        tiers->items[tiers->count++] = (struct offer_tier){
            .quantity_min = read_i64(q, "quantity_min"), .price = read_money(q, "price_won")};
    }
    return query_end(q);
}

err api_store_product(struct db *db, struct arena *a, public_no no, struct api_product *out)
{
    struct query *q = db_query(db, &SQL_API_PRODUCT);
    bind_i64(q, "no", no.value);
    bool is_there = query_next(q);
    if (is_there) {
        *out = read_product(q);
    }
    TRY(query_end(q));
    if (!is_there) {
        return &LISTING_UNKNOWN;
    }
    TRY(read_values(db, a, out));
    return read_tiers(db, a, out);
}

// Both lists are in the order of codes.
static err read_attributes(struct db *db, struct arena *a, str after, api_category_list *list)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_API_ATTRIBUTES);
    bind_str(q, "after", after);
    bind_str(q, "last", list->items[list->count - 1].code);
    while (query_next(q)) {
        str code = read_str(q, "category_code");
        while (at < list->count && !str_equals(list->items[at].code, code)) {
            at++;
        }
        if (at == list->count) {
            break;
        }
        struct api_category *c = &list->items[at];
        if (c->attributes.items == NULL) {
            c->attributes.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct api_attribute);
        }
        if (c->attributes.count < LIMIT_ATTRIBUTES) {
            c->attributes.items[c->attributes.count++] = (struct api_attribute){
                .key = read_str(q, "key"),
                .name = read_str(q, "name"),
                .kind = read_str(q, "kind"),
                .unit = read_str(q, "unit"),
                .words = read_str(q, "words"),
                .is_required = read_bool(q, "is_required"),
            };
        }
    }
    return query_end(q);
}

err api_store_categories(struct db *db, struct arena *a, str after, api_category_list *out)
{
    api_category_list list = {.items = NEW_ARRAY(a, API_CATEGORIES + 1, struct api_category)};
    struct query *q = db_query(db, &SQL_API_CATEGORIES);
    bind_str(q, "after", after);
    bind_i64(q, "count", API_CATEGORIES + 1);
    while (list.count <= API_CATEGORIES && query_next(q)) {
        list.items[list.count++] = (struct api_category){
            .code = read_str(q, "code"),
            .parent = read_str(q, "parent"),
            .level = read_i64(q, "level"),
            .name = read_str(q, "name"),
            .object = read_str(q, "object"),
            .vat = read_str(q, "vat"),
            .unit = read_str(q, "unit"),
            .class_no = read_str(q, "class_no"),
            .detail_no = read_str(q, "detail_no"),
        };
    }
    TRY(query_end(q));
    if (list.count > 0) {
        TRY(read_attributes(db, a, after, &list));
    }
    *out = list;
    return NULL;
}
