// Listings as they go out by the sheet: some hundred at a time.
#pragma once

#include "market/catalog/listing.h"
#include "platform/db/db.h"

struct export_filter {
    supplier_id supplier; // or NO_ID: every firm's
    str category;         // or empty
    str state;            // its word, or empty: all that did not end
    str words;            // in the title, the firm's code or the model; or empty
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

// What the attributes are called; at most `count`.
err export_store_columns(struct db *db, struct arena *a, const struct export_filter *f,
                         size_t count, str **out_names, size_t *out_count);
// Those after the row `after`: three statements. None: the end.
err export_store_rows(struct db *db, struct arena *a, const struct export_filter *f, int64_t after,
                      export_rows *out);
// A firm by its public number or its business number; NO_ID: none.
err export_store_supplier(struct db *db, str text, supplier_id *out);
