// Listings as they go out by the sheet: some hundred at a time.
#pragma once

#include "market/catalog/listing_store.h"

struct export_filter {
    supplier_id supplier;       // or NO_ID: every firm's
    struct listing_filter list; // what of it; what has ended never goes out
};

struct export_value {
    str name; // of the attribute
    str value;
};

struct export_row {
    struct listing l; // text and terms; values by key are left out
    str business_no;
    LIST(struct export_value) values;
};
typedef LIST(struct export_row) export_rows;

#define EXPORT_ROWS 200 // of one reading

// The firm after one (NO_ID: the first) that lists or listed something; NO_ID: none.
err export_store_next_firm(struct db *db, supplier_id after, supplier_id *out);
// What the attributes are called; at most `count`.
err export_store_columns(struct db *db, struct arena *a, const struct export_filter *f,
                         size_t count, str **out_names, size_t *out_count);
// EXPORT_ROWS of one firm at most, after the row `after`: three statements. Fewer: the end.
err export_store_rows(struct db *db, struct arena *a, const struct export_filter *f, int64_t after,
                      export_rows *out);
// A firm by its public number or its business number; NO_ID: none.
err export_store_supplier(struct db *db, str text, supplier_id *out);
