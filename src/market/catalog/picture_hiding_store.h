// Rows of hidden photos. Operators alone ask.
#pragma once

#include "market/catalog/picture_hiding.h"
#include "platform/db/db.h"

// A photo that everybody sees, or saw until it was hidden.
struct hideable {
    picture_id picture;
    public_no no;
    bool is_hidden;
    instant added_at;
    product_id product; // it is shown with, or was shot of; none: neither
    public_no product_no;
    str title;
    str role; // product_picture.h; empty: it stands in a shoot alone
    supplier_id supplier;
    str supplier_name;
    bool is_removed; // by its firm
    // Of a hidden one.
    str ground;
    str words;
    instant hidden_at;
    account_id account;
    str account_name;
};
typedef LIST(struct hideable) hideable_list;
// By the number of a photo, or those of a product by its number: LIMIT_PRODUCT_SHOWN at most.
err picture_hiding_find(struct db *db, struct arena *a, public_no no, hideable_list *out);
// All that were handed in with the bytes of this one, itself among them.
err picture_hiding_list_twins(struct db *db, struct arena *a, picture_id picture,
                              hideable_list *out);
// Of those what one deed on `x` touches: all that are shown, or what was hidden together with it.
err picture_hiding_list_together(struct db *db, struct arena *a, const struct hideable *x,
                                 hideable_list *out);
// Whether the one at `at` is the first of its product, or of its firm; of none: it is not.
bool hideable_is_first_of_product(const hideable_list *all, size_t at);
bool hideable_is_first_of_firm(const hideable_list *all, size_t at);

struct hiding {
    picture_id picture;
    bool is_hidden; // or shown again
    str ground;     // a word of HIDING_GROUNDS
    str words;
};
// A row, and the photo as it says. Fails with PICTURE_HIDING_MOVED.
err picture_hiding_add(struct db *db, const struct hiding *h, account_id by, instant now);

struct hiding_past {
    int64_t id;
    public_no no; // of the photo
    bool is_hidden;
    str ground;
    str words;
    instant made_at;
    str account_name;
    str title; // of the product, or empty
    str supplier_name;
};
typedef LIST(struct hiding_past) hiding_past_list;
// What was done, the newest first, below the row `before` (0: all).
err picture_hiding_list(struct db *db, struct arena *a, int64_t before, size_t count,
                        hiding_past_list *out);

// Whether a photo that is hidden was handed in with the bytes of this one, which is shown.
err picture_hiding_has_twin(struct db *db, picture_id picture, bool *out);
// Whether a photo that is hidden was handed in with the bytes of this sum.
err picture_hiding_is_same(struct db *db, str sha256, bool *out);
