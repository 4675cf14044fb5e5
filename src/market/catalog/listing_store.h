// Rows of listings. What belongs to a firm is asked for with the firm; NO_ID asks as an operator.
#pragma once

#include "market/catalog/listing.h"
#include "platform/db/db.h"

// What a category asks. Fails with LISTING_NO_CATEGORY.
err listing_store_template(struct db *db, struct arena *a, str category,
                           struct listing_template *out);

// What the public list says of a text's numbers; its 세부품명번호 was `was` before.
err listing_store_judge(struct db *db, str was, struct product_text *text);

// Text and terms of the row a query stands on, by the names of their columns; without values and
// tiers, and the terms without the firm's code.
struct product_text listing_read_text(struct query *q);
struct offer_terms listing_read_terms(struct query *q);

// One with its values and tiers: two statements. Fails with LISTING_UNKNOWN.
err listing_store_find(struct db *db, struct arena *a, supplier_id supplier, public_no no,
                       struct listing *out);

// A product by its public number, whoever sells it: text and values, without terms; offer_count is
// of those for sale. Fails with LISTING_UNKNOWN.
err listing_store_text(struct db *db, struct arena *a, public_no no, struct listing *out);

// The values of a product.
err listing_store_values(struct db *db, struct arena *a, product_id product,
                         listing_value_list *out);

// A product that others sell, by its public number: text and values, without terms. Fails with
// LISTING_UNKNOWN when nobody sells it.
err listing_store_product(struct db *db, struct arena *a, public_no no, struct listing *out);

// Those of a firm whose numbers are given, with tiers but without values: two statements. The rest
// is left out without a word.
err listing_store_chosen(struct db *db, struct arena *a, supplier_id supplier, const public_no *nos,
                         size_t count, listing_list *out);

struct listing_filter {
    int state;       // enum listing_state, or -1: all that did not end
    str category;    // or empty
    str words;       // of the title, the model or the firm's code; or empty
    public_no after; // or none
};

// Binds `state`, `category` and `words` of a filter.
void listing_bind_filter(struct query *q, const struct listing_filter *filter);

// A firm's, newest first, without descriptions, values and tiers.
err listing_store_list(struct db *db, struct arena *a, supplier_id supplier,
                       const struct listing_filter *filter, size_t count, listing_list *out);
// How many stand in each state; the filter's state is left out of account.
err listing_store_counts(struct db *db, supplier_id supplier, const struct listing_filter *filter,
                         int64_t out[LISTING_STATE_COUNT]);

struct listing_category {
    str code;
    str name;
    int64_t count;
};
typedef LIST(struct listing_category) listing_category_list;

// The categories a firm lists in, by name.
err listing_store_categories(struct db *db, struct arena *a, supplier_id supplier,
                             listing_category_list *out);

// What an offer was, and the product then.
struct listing_revision {
    int64_t revision;
    struct offer_terms terms; // own_code empty: it is no term
    enum listing_state state;
    str reason;
    str account_name; // empty: the set-up
    instant made_at;
    product_id product_id; // of which it was an offer then
    str product; // product_text_canon; empty: as its first revision that is kept, or as it is
};
typedef LIST(struct listing_revision) listing_revision_list;

// The newest first; those before a revision, or (0) all.
err listing_store_history(struct db *db, struct arena *a, offer_id offer, int64_t before,
                          size_t count, listing_revision_list *out);

struct listing_leaf {
    str code;
    str name;
    str middle;
    str top;
};
typedef LIST(struct listing_leaf) listing_leaf_list;

// Every category of the lowest level in the tree's order.
err listing_store_leaves(struct db *db, struct arena *a, listing_leaf_list *out);

// Whose planned price begins on a day, and (no account, no price) whose price is over: `count` of
// each at most.
struct listing_due {
    public_no no;
    account_id by;
    money price;
};
typedef LIST(struct listing_due) listing_due_list;
err listing_store_due(struct db *db, struct arena *a, date today, size_t count,
                      listing_due_list *out);
err listing_store_over(struct db *db, struct arena *a, date today, size_t count,
                       listing_due_list *out);

// Writing. Each belongs to a unit; listing_action calls them in order.
err listing_store_add_product(struct db *db, const struct product_text *text, public_no no,
                              bool is_demo, instant now, product_id *out);
err listing_store_add_offer(struct db *db, struct listing *l, bool is_demo, instant now);
// Of many at once, the rows alone: *out and l->id are there after db_catch_up, and values and tiers
// are put in then.
err listing_store_add_product_soon(struct db *db, const struct product_text *text, public_no no,
                                   bool is_demo, instant now, product_id *out);
err listing_store_add_values(struct db *db, product_id product, const listing_value_list *values);
err listing_store_add_offer_soon(struct db *db, struct listing *l, bool is_demo, instant now);
err listing_store_add_tiers(struct db *db, offer_id offer, const offer_tier_list *tiers);
// The offer as it is now becomes a revision; tiers as they are.
err listing_store_keep(struct db *db, struct arena *a, offer_id offer, const offer_tier_list *tiers,
                       str reason, account_id by, instant now);
// The product changes from `was` to `is`, both kept. Fails with LISTING_CHANGED.
err listing_store_set_product(struct db *db, struct arena *a, const struct listing *was,
                              const struct product_text *is, str reason, account_id by,
                              instant now);
// The terms change, tiers too. Fails with LISTING_CHANGED.
err listing_store_set_terms(struct db *db, offer_id offer, int64_t version,
                            const struct offer_terms *is);
// The state changes; `is_review`: an operator has looked at it. Fails with LISTING_CHANGED.
err listing_store_set_state(struct db *db, offer_id offer, int64_t version,
                            enum listing_state state, str reason, bool is_review);
// So many were bought: the stock is less, and kept as a revision at the volume prices as they were.
// *out has number, firm and stock; false: the offer is made to order, and nothing changed.
err listing_store_take(struct db *db, offer_id offer, int64_t quantity, str reason, account_id by,
                       instant now, struct listing *out, bool *out_taken);
// The offer as it is now becomes a revision; its volume prices are as they were.
err listing_store_keep_as_before(struct db *db, offer_id offer, str reason, account_id by,
                                 instant now);
// Each offer of a product is another revision, for its text is; nobody has to look at it for that.
err listing_store_keep_all(struct db *db, product_id product, str reason, account_id by,
                           instant now);
// LIMIT_SELLERS_BATCH offers at most, above `after`, that have not ended and were there when the
// text of a product became that of a revision.
struct listing_seller {
    offer_id offer;
    public_no no;
    supplier_id supplier;
    str title;  // of the product, now
    str reason; // of the revision
};
typedef LIST(struct listing_seller) listing_seller_list;
err listing_store_sellers(struct db *db, struct arena *a, product_id product, int64_t revision,
                          offer_id after, listing_seller_list *out);
// An operator has looked at what is for sale; nothing of it changes. Fails with LISTING_CHANGED.
err listing_store_set_reviewed(struct db *db, offer_id offer, int64_t version);
// Whether another offer of the firm has this code (never for an empty one); whether it offers this
// product.
err listing_store_has_code(struct db *db, supplier_id supplier, str code, offer_id but, bool *out);
err listing_store_has_product(struct db *db, supplier_id supplier, product_id product, bool *out);
// The search reads the offer anew.
err listing_store_index(struct db *db, offer_id offer);
err listing_store_add_plan(struct db *db, offer_id offer, date from, money price, account_id by,
                           instant now);
// What was planned is done, or taken back.
err listing_store_end_plan(struct db *db, offer_id offer, bool is_done);
