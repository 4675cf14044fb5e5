#include "market/catalog/export_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/export_store.sql.h"

static void bind_firm(struct query *q, const struct export_filter *f)
{
    bind_i64(q, "supplier", f->supplier.value);
}

err export_store_next_firm(struct db *db, supplier_id after, supplier_id *out)
{
    struct query *q = db_query(db, &SQL_EXPORT_NEXT_FIRM);
    bind_i64(q, "after", after.value);
    out->value = query_next(q) ? read_i64(q, "supplier_id") : 0;
    return query_end(q);
}

err export_store_columns(struct db *db, struct arena *a, const struct export_filter *f,
                         size_t count, str **out_names, size_t *out_count)
{
    str *names = NEW_ARRAY(a, count, str);
    size_t n = 0;
    bool is_of_all = f->supplier.value == 0;
    struct query *q = db_query(db, is_of_all ? &SQL_EXPORT_COLUMNS_OF_ALL : &SQL_EXPORT_COLUMNS);
    if (!is_of_all) {
        bind_firm(q, f);
    }
    bind_text(q, "category", f->list.category);
    bind_i64(q, "count", (int64_t)count);
    while (n < count && query_next(q)) {
        names[n++] = read_str(q, "name");
    }
    TRY(query_end(q));
    *out_names = names;
    *out_count = n;
    return NULL;
}

static struct export_row read_row(struct query *q, struct arena *a)
{
    int state = listing_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    struct offer_terms terms = listing_read_terms(q);
    terms.own_code = read_str(q, "own_code");
    terms.tiers.items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier);
    struct export_row row = {
        .l = {.id = {read_i64(q, "id")},
              .supplier_name = read_str(q, "supplier_name"),
              .state = (enum listing_state)state,
              .text = listing_read_text(q),
              .terms = terms},
        .business_no = read_str(q, "business_no"),
    };
    row.values.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct export_value);
    return row;
}

// The row of an offer, from *at on: both lists are in the order of offers.
static struct export_row *row_of(export_rows *rows, size_t *at, int64_t offer)
{
    while (*at < rows->count && rows->items[*at].l.id.value < offer) {
        (*at)++;
    }
    return *at < rows->count && rows->items[*at].l.id.value == offer ? &rows->items[*at] : NULL;
}

static void bind_range(struct query *q, const export_rows *rows, int64_t after)
{
    bind_i64(q, "after", after);
    bind_i64(q, "last", rows->items[rows->count - 1].l.id.value);
}

static err read_values(struct db *db, const struct export_filter *f, int64_t after,
                       export_rows *rows)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_EXPORT_VALUES);
    bind_firm(q, f);
    bind_text(q, "category", f->list.category);
    bind_range(q, rows, after);
    while (query_next(q)) {
        struct export_row *row = row_of(rows, &at, read_i64(q, "offer_id"));
        if (row != NULL && row->values.count < LIMIT_ATTRIBUTES) {
            row->values.items[row->values.count++] =
                (struct export_value){.name = read_str(q, "name"), .value = read_str(q, "value")};
        }
    }
    return query_end(q);
}

static err read_tiers(struct db *db, const struct export_filter *f, int64_t after,
                      export_rows *rows)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_EXPORT_TIERS);
    bind_firm(q, f);
    bind_range(q, rows, after);
    while (query_next(q)) {
        struct export_row *row = row_of(rows, &at, read_i64(q, "offer_id"));
        if (row != NULL && row->l.terms.tiers.count < LIMIT_TIERS) {
            row->l.terms.tiers.items[row->l.terms.tiers.count++] = (struct offer_tier){
                .quantity_min = read_i64(q, "quantity_min"), .price = read_money(q, "price_won")};
        }
    }
    return query_end(q);
}

err export_store_rows(struct db *db, struct arena *a, const struct export_filter *f, int64_t after,
                      export_rows *out)
{
    assert(f->supplier.value != 0);
    export_rows rows = {.items = NEW_ARRAY(a, EXPORT_ROWS, struct export_row)};
    struct query *q = db_query(db, &SQL_EXPORT_ROWS);
    bind_firm(q, f);
    listing_bind_filter(q, &f->list);
    bind_i64(q, "after", after);
    bind_i64(q, "count", EXPORT_ROWS);
    while (rows.count < EXPORT_ROWS && query_next(q)) {
        rows.items[rows.count++] = read_row(q, a);
    }
    TRY(query_end(q));
    if (rows.count > 0) {
        TRY(read_values(db, f, after, &rows));
        TRY(read_tiers(db, f, after, &rows));
    }
    *out = rows;
    return NULL;
}

err export_store_supplier(struct db *db, str text, supplier_id *out)
{
    int64_t no = 0;
    struct query *q = db_query(db, &SQL_EXPORT_SUPPLIER);
    bind_i64(q, "no", str_parse_i64(text, &no) ? no : 0);
    bind_str(q, "business_no", text);
    out->value = query_next(q) ? read_i64(q, "id") : 0;
    return query_end(q);
}
