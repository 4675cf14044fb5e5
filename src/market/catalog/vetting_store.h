// Rows of what operators look at.
#pragma once

#include "market/catalog/catalog_store.h"
#include "market/catalog/vetting.h"
#include "platform/db/db.h"

err vetting_store_rules(struct db *db, struct vetting_rules *out);
struct vetting_template {
    int64_t id;
    str title;
    str text;
};
typedef LIST(struct vetting_template) vetting_template_list;
// All words, those that are forbidden first, and what is written again and again.
err vetting_store_words(struct db *db, struct arena *a, vetting_word_list *out,
                        vetting_template_list *out_templates);

// A listing as it is weighed and shown.
struct vetting_listing {
    offer_id id;
    public_no no;
    product_id product;
    public_no product_no;
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
    str category;
    str category_name;
    str category_path;
    enum listing_state state;
    int64_t version;
    int64_t revision;
    int64_t reviewed;
    str title;
    str maker;
    str model;
    str origin;
    str description;
    str picture;
    str picture_alt;
    str detail_no;             // its own or its category's
    struct number_word number; // what the public list says of its own
    struct item_number item; // its 물품식별번호, as the list said when it was asked; or no number
    money price;
    money lowest; // of its prices for many, or `price`
    str unit;
    bool is_exempt;
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    instant firm_since;
    int64_t price_count;
    money median;
    money spread;
    int64_t missing;
    instant waiting_since; // 0: nothing is to be looked at
    account_id first;      // who of two looked first at this revision; none: nobody
    str first_name;
    str first_word;
    instant first_at;
};

// One, by its public number. Fails with LISTING_UNKNOWN.
err vetting_store_find(struct db *db, public_no no, struct vetting_listing *out);
// The firm's own that is nearly the same, of its newest LIMIT_TWINS in the category; or empty.
err vetting_store_twin(struct db *db, struct arena *a, const struct vetting_listing *l, str *out);

// Weigh one with all that it says, the values of its product among them (product_list_values), at
// its own and its lowest price: a statement, with rules and words that were read before.
err vetting_store_weigh(struct db *db, struct arena *a, const struct vetting_rules *rules,
                        const vetting_word_list *words, const struct vetting_listing *l,
                        const value_list *values, instant now, struct vetting_result *out);
err vetting_store_keep(struct db *db, const struct vetting_listing *l,
                       const struct vetting_result *r, instant now);
err vetting_store_forget(struct db *db, offer_id offer);
// Cases of what is not to be looked at any more.
err vetting_store_sweep(struct db *db);

// Listings that nobody weighed as they are, at most `count`, the newest first.
struct vetting_fresh {
    public_no no;
    str title;
};
typedef LIST(struct vetting_fresh) vetting_fresh_list;
err vetting_store_fresh(struct db *db, struct arena *a, size_t count, vetting_fresh_list *out);

// A row of the queue.
struct vetting_row {
    public_no no;
    int64_t version;
    offer_id id;
    str title;
    str supplier_name;
    str category_name;
    enum listing_state state;
    money price;
    str unit;
    int64_t points;
    bool needs_two;
    str codes;
    instant waiting_since;
    bool has_first; // one of two has looked
};
typedef LIST(struct vetting_row) vetting_row_list;

#define VETTING_POINTS_ALL INT64_C(1000000) // more than anything weighs
struct vetting_filter {
    bool two; // only what two must see
    int64_t points_least;
    int64_t points_most;
    int64_t after_points; // the last row of the page before; -1: from the top
    offer_id after;
};

// The riskiest first, of equal ones the oldest.
err vetting_store_list(struct db *db, struct arena *a, const struct vetting_filter *f, size_t count,
                       vetting_row_list *out);
// The one to look at after this one, as it waits still: the riskiest of all (no filter), or the one
// after it in the list of the filter, whose `after` is left out of account; none: NO_ID.
err vetting_store_next(struct db *db, offer_id but, const struct vetting_filter *in_order,
                       public_no *out);

// Those that may be approved together, the longest waiting first: number, version, id, title, firm,
// price, unit and since when alone.
err vetting_store_clean(struct db *db, struct arena *a, int64_t batch_points, size_t count,
                        vetting_row_list *out);

struct vetting_counts {
    int64_t all;
    int64_t two;
    int64_t clean; // at most batch_points, and not for two
    instant oldest;
};
err vetting_store_counts(struct db *db, int64_t batch_points, struct vetting_counts *out);

err vetting_store_vote(struct db *db, const struct vetting_listing *l, account_id by, str word,
                       instant now);
struct vetting_verdict {
    bool is_approved;
    account_id first;
    account_id by;
    int64_t working_days;
    bool is_in_time;
};
err vetting_store_decided(struct db *db, const struct vetting_listing *l,
                          const struct vetting_result *r, const struct vetting_verdict *v,
                          instant now);

// Decisions of a week.
struct vetting_week {
    int64_t decided;
    int64_t in_time;
    int64_t returned;
};
// `weeks` of them that begin at `from`, the oldest first.
err vetting_store_weeks(struct db *db, instant from, struct vetting_week *out, size_t weeks);

// Count what is for sale in a category anew, unit by unit.
err vetting_store_count_prices(struct db *db, struct arena *a, str category, instant now);
