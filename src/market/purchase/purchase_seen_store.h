// What a line of a case is of: the offer as its officer saw it, beside the offer as it is.
#pragma once

#include "market/catalog/listing.h"
#include "market/catalog/picture_past.h"
#include "market/purchase/purchase.h"
#include "platform/db/db.h"

struct seen_offer {
    int64_t revision;
    product_id product; // of which it was an offer then
    public_no product_no;
    enum listing_state state;
    struct offer_terms terms; // own_code empty: it is no term
    struct product_text text;
    instant made_at;
};

struct purchase_seen {
    instant seen_at;
    bool is_on_sale;       // today
    struct seen_offer was; // as it was seen
    struct seen_offer is;  // as it is; the same when no revision came since
};

// A line of a case by its place. Fails with PURCHASE_UNKNOWN. Two statements.
err purchase_seen_find(struct db *db, struct arena *a, purchase_id purchase, int64_t seq,
                       date today, struct purchase_seen *out);
// An offer as its revision says, beside what it is; a revision that never was is told as what it
// is. Fails with PURCHASE_UNKNOWN. Two statements.
err purchase_seen_offer(struct db *db, struct arena *a, offer_id offer, int64_t revision,
                        date today, struct purchase_seen *out);
