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
    offer_id offer;
    instant seen_at;
    bool is_on_sale;       // today
    struct seen_offer was; // as it was seen
    struct seen_offer is;  // as it is; the same when no revision came since
};

// A line of a case by its place. Fails with PURCHASE_UNKNOWN. Two statements.
err purchase_seen_find(struct db *db, struct arena *a, purchase_id purchase, int64_t seq,
                       date today, struct purchase_seen *out);

// What a form showed: of the lines of a case, or of what lies in a person's basket; the other is 0.
struct purchase_shown {
    purchase_id purchase;
    account_id basket_of;
    str revisions; // |offer:revision|offer:revision|, each offer once
};
typedef LIST(struct purchase_seen) purchase_seen_list;
// Each of these offers as that revision says, beside what it is today: without the values of a text
// that never changed, and without seen_at. A revision that never was is told as what it is. One
// statement, and one more for each product whose text is known of one side alone.
err purchase_seen_list_shown(struct db *db, struct arena *a, const struct purchase_shown *shown,
                             date today, purchase_seen_list *out);
