// Rows of the catalogue's own words, and of the changes of them.
#pragma once

#include "market/catalog/listing.h"
#include "market/catalog/normal_unit.h"
#include "market/catalog/template.h"
#include "platform/db/db.h"

// The values of a row, in the order of template_columns. *out_there: it exists.
err template_store_read(struct db *db, struct arena *a, enum template_kind kind, str key,
                        str *out_values, bool *out_there);
// Put a row, new or in the place of the old one.
err template_store_write(struct db *db, enum template_kind kind, str key, const str *values);
// The nouns of a category's things, parted by |, instead of those there were.
err template_store_set_things(struct db *db, str category, str things);
err template_store_remove(struct db *db, enum template_kind kind, str key);
// The search and what waits to be looked at are made anew where they say something of it.
err template_store_tell(struct db *db, enum template_kind kind, str key);

// A word of a unit that came to something else in a row that was in force once; empty: none did.
struct unit_clash {
    str word;
    str past[TEMPLATE_COLUMNS_MAX]; // the newest such row
};
// Units beside those of the program, but for one; and what parts that one, as it would be, from
// units of before (template_unit_clash).
err template_store_units(struct db *db, struct arena *a, str key, const str *values,
                         struct normal_units **out_others, struct unit_clash *out_clash);

#define TEMPLATE_NAMED 10 // products that a change touches, by name

struct template_product {
    product_id id;
    public_no no;
    str title;
    str maker;
    str model;
    bool is_sold;
    listing_value_list values;
    str becomes; // the title that would be proposed from then on, where it is another one than now;
                 // or empty
};
typedef LIST(struct template_product) template_product_list;

// What a change touches.
struct template_touch {
    int64_t products;
    int64_t offers;              // for sale; of a unit: that are sold by it otherwise
    int64_t unfit;               // products whose value does not fit any more
    int64_t missing;             // products without a value that is asked for from now on
    int64_t searches;            // of 90 days that found nothing and spoke of it
    int64_t waiting;             // listings that wait to be looked at
    int64_t values;              // products whose value is read otherwise
    template_product_list named; // of a category, the newest; TEMPLATE_NAMED at most
};
// `becomes` NULL: it goes.
err template_store_touch(struct db *db, struct arena *a, enum template_kind kind, str key,
                         const str *was, const str *becomes, date since,
                         struct template_touch *out);

// A row as a list shows it.
struct template_item {
    enum template_kind kind;
    str key;
    str name;
    str more;
};
typedef LIST(struct template_item) template_item_list;
// What is called so, at most `count`; of all kinds, TEMPLATE_KIND_COUNT, or of one that has rows of
// its own (no attribute). Without words all, but of the categories those at the top of the tree.
err template_store_search(struct db *db, struct arena *a, str words, enum template_kind kind,
                          size_t count, template_item_list *out);
// The attributes of a category.
err template_store_attributes(struct db *db, struct arena *a, str category,
                              template_item_list *out);
// The categories right below one.
err template_store_children(struct db *db, struct arena *a, str category, template_item_list *out);

struct template_change {
    int64_t id;
    public_no no;
    enum template_kind kind;
    str key;
    bool removes;
    str was;
    str becomes;
    str reason;
    str touched;
    date from_day;
    account_id account;
    str account_name;
    str agreed_name; // of the second operator; empty: nobody yet
    instant made_at;
    str state; // waiting, done, taken_back, failed
};
typedef LIST(struct template_change) template_change_list;
err template_store_add(struct db *db, const struct template_change *c, account_id by, instant now,
                       int64_t *out_id);
// Those that wait, then the newest others.
err template_store_changes(struct db *db, struct arena *a, size_t count, template_change_list *out);
// Fails with TEMPLATE_UNKNOWN.
err template_store_find(struct db *db, struct arena *a, public_no no, struct template_change *out);
err template_store_due(struct db *db, struct arena *a, date today, size_t count,
                       template_change_list *out);
// Fails with TEMPLATE_NOT_WAITING.
err template_store_set_state(struct db *db, int64_t change, str state, instant now);
// Fails with TEMPLATE_NOT_WAITING: somebody agreed already, or it is their own.
err template_store_agree(struct db *db, int64_t change, account_id by);
err template_store_has_waiting(struct db *db, enum template_kind kind, str key, bool *out);
