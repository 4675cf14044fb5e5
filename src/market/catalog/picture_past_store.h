// Rows of the changes of photos.
#pragma once

#include "market/catalog/picture_past.h"
#include "platform/db/db.h"

// The changes of a firm's photos that a product has or had, the newest first: those below the
// change `before`, or (0) all; LIMIT_PHOTO_CHANGES at most. *out_now are the photos as the newest
// of them left them.
err picture_past_list(struct db *db, struct arena *a, supplier_id supplier, product_id product,
                      int64_t before, past_photo_list *out_now, photo_change_list *out);

// A product at a moment.
struct past_moment {
    product_id product;
    instant at;
};
// What its page showed at two moments: photos that were ready, of the firms that sold it, in the
// page's order.
err picture_past_seen(struct db *db, struct arena *a, const struct past_moment *then,
                      const struct past_moment *now, past_photo_list *out_then,
                      past_photo_list *out_now);
