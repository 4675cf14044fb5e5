// Rows of the pictures of products. Who shows one to its firm asks with the firm.
#pragma once

#include "market/catalog/product_picture.h"
#include "platform/picture/picture_store.h"

struct product_picture {
    int64_t id;
    product_id product;
    supplier_id supplier;
    struct picture picture;
    enum picture_role role;
    str alt; // as typed, or empty
    int64_t position;
    bool is_removed;
    int64_t version;
    instant hidden_at; // by an operator, who did not show it again; or 0
    str hidden_ground; // picture_hiding.h, or empty
};
typedef LIST(struct product_picture) product_picture_list;

// All of one firm and product, in its order, removed ones last.
err product_picture_list_own(struct db *db, struct arena *a, supplier_id supplier,
                             product_id product, product_picture_list *out);
// Whether the firm offers the product and has not ended it; the product's title. Fails with
// PRODUCT_PICTURE_UNKNOWN when it does not.
struct pictured {
    product_id product;
    public_no product_no;
    str title;
};
err product_picture_find_product(struct db *db, supplier_id supplier, public_no offer,
                                 struct pictured *out);

// Who changes photos, why and when: each change is a revision (picture_past.h).
struct picture_deed {
    account_id by;
    str why;
    instant at;
};
err product_picture_add(struct db *db, const struct product_picture *x,
                        const struct picture_deed *deed, int64_t *out);
// Role, words and place, or that it is removed. Fails with PRODUCT_PICTURE_CHANGED.
err product_picture_save(struct db *db, const struct product_picture *x,
                         const struct picture_deed *deed);
// The photos of a product are shown with another from now on, or with it again.
err product_picture_carry(struct db *db, product_id product, const struct picture_deed *deed);
// What lists show of the product becomes its first ready picture or the drawing of its category,
// and the search reads its offers anew.
err product_picture_refresh(struct db *db, product_id product);
// The product a picture belongs to; 0: none.
err product_picture_find_of(struct db *db, picture_id picture, product_id *out);

// A picture that everybody sees on the product's page.
struct shown_picture {
    public_no no;
    enum picture_role role;
    str alt;
};
typedef LIST(struct shown_picture) shown_picture_list;
