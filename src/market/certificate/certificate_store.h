// Certificates as rows.
#pragma once

#include "market/certificate/certificate.h"
#include "platform/db/db.h"

typedef LIST(struct certificate) certificate_list;

// Fails with DB_*. What it is given of *c is the number, the kind, the days and the file.
err certificate_store_add(struct db *db, const struct certificate *c, instant now,
                          certificate_id *out);
err certificate_store_is_known(struct db *db, const struct certificate *c, bool *out);
// A firm's, those that count or wait first, `count` at most from behind one on (none: from the
// top).
err certificate_store_list_own(struct db *db, struct arena *a, supplier_id supplier, date today,
                               public_no after, size_t count, certificate_list *out);
// Fail with CERTIFICATE_UNKNOWN, also when it is another firm's.
err certificate_store_find_own(struct db *db, supplier_id supplier, public_no no,
                               struct certificate *out);
err certificate_store_find(struct db *db, public_no no, struct certificate *out);
// `by`: who checked it; NO_ID: its firm took it back. Fails with CERTIFICATE_CHANGED when it is not
// at c->version any more.
err certificate_store_set_state(struct db *db, const struct certificate *c,
                                enum certificate_state state, str reason, account_id by,
                                instant now);
// The product is another thing now: what was verified of it waits to be checked again.
err certificate_store_check_again(struct db *db, product_id product, str reason);

// What of the operator's list is asked for.
struct certificate_filter {
    int state; // -1: any
    str text;  // of the firm's name or the number; empty: any
    public_no after;
};
err certificate_store_list(struct db *db, struct arena *a, const struct certificate_filter *filter,
                           size_t count, certificate_list *out);
// How many of those looked for stand in each state: CERTIFICATE_STATE_COUNT numbers.
err certificate_store_counts(struct db *db, struct arena *a, str text, int64_t *out);

struct certificate_product {
    product_id id;
    public_no no;
    str title;
};
typedef LIST(struct certificate_product) certificate_product_list;

#define CERTIFICATE_PRODUCTS_MAX                                                                   \
    1000 // of one firm, to choose from; the largest of a city list some hundred

// What a firm sells, by title.
err certificate_store_products(struct db *db, struct arena *a, supplier_id supplier,
                               certificate_product_list *out);

// Verified ones that end within `days` from today on and whose firm was told neither at this stage
// nor at a later one: number, firm, kind and last day of `count` at most.
err certificate_store_ending(struct db *db, struct arena *a, date today, int32_t days, size_t count,
                             certificate_list *out);
err certificate_store_told(struct db *db, certificate_id id, int32_t days, instant now);
