// Rows of what firms propose to put right in a text they share.
#pragma once

#include "market/catalog/listing.h"
#include "platform/db/db.h"

extern const struct fault PRODUCT_PROPOSAL_UNKNOWN; // MISSING: no such, or it is decided
extern const struct fault PRODUCT_PROPOSAL_WAITS; // REFUSED: the firm's earlier one is not decided

struct product_proposal {
    int64_t id;
    public_no no;
    product_id product;
    public_no product_no;
    str title; // as the product is called now
    offer_id offer;
    public_no offer_no;
    supplier_id supplier;
    str supplier_name;
    str content; // product_text_canon of what it should be
    str reason;
    instant made_at;
};
typedef LIST(struct product_proposal) product_proposal_list;

err product_text_store_add(struct db *db, struct product_proposal *x, account_id by, instant now);
// When the firm of an offer proposed what still waits; 0: nothing waits.
err product_text_store_waits(struct db *db, offer_id offer, instant *out);
// `count` that wait, the oldest first.
err product_text_store_list(struct db *db, struct arena *a, size_t count,
                            product_proposal_list *out);
// One that waits. Fails with PRODUCT_PROPOSAL_UNKNOWN.
err product_text_store_find(struct db *db, struct arena *a, public_no no,
                            struct product_proposal *out);
// Decided. Fails with PRODUCT_PROPOSAL_UNKNOWN.
err product_text_store_decide(struct db *db, int64_t id, bool is_accepted, str answer,
                              account_id by, instant now);
