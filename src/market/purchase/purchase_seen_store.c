#include "market/purchase/purchase_seen_store.h"

#include <assert.h>

#include "market/catalog/listing_store.h"
#include "market/purchase/purchase_seen_store.sql.h"

// What a revision says of the product; empty where its text never changed since.
static struct product_text read_text(struct query *q, struct arena *a, bool *out_has_values)
{
    str content = read_str(q, "content");
    *out_has_values = content.n > 0;
    return content.n > 0 ? product_text_parse(a, content) : listing_read_text(q);
}

static struct seen_offer read_offer(struct query *q, struct arena *a, bool *out_has_values)
{
    int state = listing_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    struct seen_offer x = {
        .revision = read_i64(q, "revision"),
        .product = {read_i64(q, "product_id")},
        .product_no = {read_i64(q, "product_no")},
        .state = (enum listing_state)state,
        .terms = listing_read_terms(q),
        .text = read_text(q, a, out_has_values),
        .made_at = read_instant(q, "made_at"),
    };
    if (!offer_tiers_parse(a, read_str(q, "tiers"), &x.terms.tiers)) {
        x.terms.tiers.count = 0; // only offer_tiers_format writes it
    }
    return x;
}

// The older first; one alone is both.
static err read_both(struct db *db, struct arena *a, struct query *q, struct purchase_seen *out)
{
    struct purchase_seen seen = {0};
    bool has_values[2] = {true, true};
    size_t rows = 0;
    while (query_next(q) && rows < 2) {
        struct seen_offer *x = rows == 0 ? &seen.was : &seen.is;
        *x = read_offer(q, a, &has_values[rows++]);
        seen.seen_at = read_instant(q, "seen_at");
        seen.is_on_sale = read_bool(q, "is_on_sale");
    }
    TRY(query_end(q));
    if (rows == 0) {
        return &PURCHASE_UNKNOWN;
    }
    // The text of a product that was merged is kept: both are looked for only where they are one's.
    if (!has_values[0]) {
        TRY(listing_store_values(db, a, seen.was.product, &seen.was.text.values));
    }
    if (!has_values[1] && seen.is.product.value == seen.was.product.value) {
        seen.is.text.values = seen.was.text.values;
    } else if (!has_values[1]) {
        TRY(listing_store_values(db, a, seen.is.product, &seen.is.text.values));
    }
    seen.is = rows == 1 ? seen.was : seen.is;
    *out = seen;
    return NULL;
}

err purchase_seen_find(struct db *db, struct arena *a, purchase_id purchase, int64_t seq,
                       date today, struct purchase_seen *out)
{
    struct query *q = db_query(db, &SQL_PURCHASE_SEEN_FIND);
    bind_i64(q, "purchase", purchase.value);
    bind_i64(q, "seq", seq);
    bind_date(q, "today", today);
    return read_both(db, a, q, out);
}

err purchase_seen_offer(struct db *db, struct arena *a, offer_id offer, int64_t revision,
                        date today, struct purchase_seen *out)
{
    struct query *q = db_query(db, &SQL_PURCHASE_SEEN_OFFER);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "revision", revision);
    bind_date(q, "today", today);
    return read_both(db, a, q, out);
}
