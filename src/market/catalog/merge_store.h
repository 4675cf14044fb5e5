// Rows of hints and merges.
#pragma once

#include "market/catalog/merge.h"
#include "platform/db/db.h"

// The products of a category that are nobody's shadow, the oldest first, at most
// LIMIT_MERGE_PRODUCTS of the newest.
err merge_store_products(struct db *db, struct arena *a, str category, struct merge_product **out,
                         size_t *out_count);
// The hints of a category, all anew; dismissed ones stay dismissed.
err merge_store_keep(struct db *db, struct arena *a, str category, const merge_pair_list *pairs,
                     instant now);

struct merge_hint {
    product_id first;
    product_id second;
    public_no first_no;
    public_no second_no;
    str first_title;
    str second_title;
    str category_name;
    int64_t points;
    str reasons;
};
typedef LIST(struct merge_hint) merge_hint_list;

struct merge_key {
    int64_t points; // -1: from the top
    product_id first;
    product_id second;
};
// Open ones, the likeliest first, after a key.
err merge_store_hints(struct db *db, struct arena *a, const struct merge_key *after, size_t count,
                      merge_hint_list *out);
err merge_store_dismiss(struct db *db, product_id one, product_id other, account_id by,
                        instant now);
err merge_store_forget(struct db *db, product_id product);

// A product as it stands side by side with another.
struct merge_side {
    product_id id;
    public_no no;
    str title;
    str category;
    str category_name;
    str maker;
    str model;
    str origin;
    str description;
    str picture;
    str picture_alt;
    str item_no;
    instant created_at;
    int64_t buyer_count;
    product_id merged_into; // none: it stands for itself
    int64_t held;           // products that lead to it
};
// Both, in the order asked for. Fails with MERGE_UNKNOWN.
err merge_store_sides(struct db *db, public_no one, public_no other, struct merge_side out[2]);

struct merge_value {
    str name;
    str one;   // with its unit, as people read it; empty: not known
    str other; // …
};
typedef LIST(struct merge_value) merge_value_list;
err merge_store_values(struct db *db, struct arena *a, product_id one, product_id other,
                       merge_value_list *out);

struct merge_offer {
    offer_id id;
    public_no no;
    product_id product;
    supplier_id supplier;
    str supplier_name;
    money price;
    str unit;
    enum listing_state state;
    str state_word;
};
typedef LIST(struct merge_offer) merge_offer_list;
// Of both products, those that ended too.
err merge_store_offers(struct db *db, struct arena *a, product_id one, product_id other,
                       merge_offer_list *out);

// An offer of `from` that is for sale while its firm's of `into` is not, and would end; NULL: none.
const struct merge_offer *merge_store_last_offer(const merge_offer_list *offers, product_id from,
                                                 product_id into);

// Moving. An offer that an operator had looked at stays looked at.
err merge_store_move_offer(struct db *db, offer_id offer, product_id to);
err merge_store_set_state(struct db *db, offer_id offer, str state, str reason);
err merge_store_set_product(struct db *db, product_id product, product_id into);

struct merge_record {
    int64_t id;
    public_no no;
    product_id from;
    product_id into;
    public_no from_no;
    public_no into_no;
    str from_title;
    str into_title;
    str reason;
    str account_name;
    instant merged_at;
    str undone_name; // empty: it holds
    str undone_why;
    instant undone_at;
};
typedef LIST(struct merge_record) merge_record_list;
err merge_store_add(struct db *db, const struct merge_record *r, account_id by, instant now,
                    int64_t *out_id);
err merge_store_add_offer(struct db *db, int64_t merge, offer_id offer, bool moved, str state);
// The newest first, before an id (0: all).
err merge_store_list(struct db *db, struct arena *a, int64_t before, size_t count,
                     merge_record_list *out);
// Fails with MERGE_UNKNOWN.
err merge_store_find(struct db *db, struct arena *a, public_no no, struct merge_record *out);
struct merge_fate {
    offer_id offer;
    public_no no;
    bool moved;
    str state;       // before the merge
    bool is_as_left; // nothing happened to it since
    product_id now;
};
typedef LIST(struct merge_fate) merge_fate_list;
err merge_store_fates(struct db *db, struct arena *a, int64_t merge, merge_fate_list *out);
// Fails with MERGE_UNDONE.
err merge_store_undo(struct db *db, int64_t merge, account_id by, str why, instant now);
