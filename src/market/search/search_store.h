// Finding offers: a copy of what is for sale, kept where it is fast to ask.
//
// The words lie in FTS5 over our own tokens; the columns that are filtered, counted and sorted by
// lie in plain arrays, and one pass over the hits counts every facet and keeps the best page. The
// same engine serves both databases: `index` is a connection to the SQLite file itself, or to a
// local copy beside PostgreSQL. Before an answer the copy catches up with the catalogue.
#pragma once

#include "market/certificate/certificate.h"
#include "platform/db/db.h"

struct search; // one a process

enum search_sort {
    SEARCH_RELEVANT,
    SEARCH_CHEAP,
    SEARCH_DEAR,
    SEARCH_NEW,
    SEARCH_BOUGHT,
    SEARCH_SORT_COUNT
};

#define SEARCH_BANDS                                                                               \
    6 // price bands: below 10,000, 50,000, 200,000, 1,000,000, 5,000,000 won, above

// What is asked. Inside one facet the marked values are alternatives.
struct search_query {
    str text;
    str category;   // code of any level, or empty
    uint64_t tags;  // bits of certificate kinds
    str district;   // code, or empty
    uint32_t bands; // bits of price bands
    enum search_sort sort;
    str after; // key of the last row seen, or empty: "rank.offer"
};

struct search_hit {
    int64_t offer_id;
    public_no offer_no;
    public_no product_no;
    str title;
    str picture;
    str category_code;
    public_no supplier_no;
    str supplier_name;
    str district_code;
    money price; // a unit, VAT included
    str unit;
    int64_t lead_days;
    uint64_t tags;
    int64_t buyer_count;
};

struct search_facet {
    str value;
    int64_t count;
};

struct search_result {
    int64_t total;
    LIST(struct search_hit) hits;         // at most LIMIT_PAGE_ROWS
    LIST(struct search_facet) categories; // the level below the one chosen
    LIST(struct search_facet) districts;
    int64_t tag_counts[CERTIFICATE_KIND_COUNT];
    int64_t band_counts[SEARCH_BANDS];
    str next; // key for the next page, or empty
};

struct search_word {
    str term;
    str kind; // category, product, supplier, synonym
};

const char *search_sort_word(enum search_sort sort);
int search_sort_from(str word);
int search_band(money price);

// Open the index at `index_url` (the database itself when it is SQLite) and load its columns.
// Fails with DB_*.
err search_open(str index_url, struct search **out);
void search_close(struct search *s);

// The names people read; the code itself when it is not known. Borrowed until the next catch-up.
str search_category_name(const struct search *s, str code);
str search_district_name(const struct search *s, str code);

// Read what changed in the catalogue since the copy last did, and what lapsed before `today`.
// `db` is in a unit of its own or of the caller's. Fails with DB_*.
err search_catch_up(struct search *s, struct db *db, struct arena *a, date today);

// Answer from the copy. Texts are in `a`. Fails with DB_*.
err search_find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out);

// At most `count_max` words for what was typed so far, initial consonants included.
err search_suggest(struct search *s, struct arena *a, str typed, size_t count_max,
                   struct search_word *out, size_t *out_count);
