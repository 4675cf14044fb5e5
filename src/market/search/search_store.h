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
    SEARCH_SOON,
    SEARCH_NEW,
    SEARCH_BOUGHT,
    SEARCH_SORT_COUNT
};

#define SEARCH_BANDS                                                                               \
    6 // price bands: below 10,000, 50,000, 200,000, 1,000,000, 5,000,000 won, above
#define SEARCH_LEADS 3  // delivered within 3, 7, 14 days
#define SEARCH_UNITS 12 // units told, the most frequent; a page has no room for more

// What is asked. Inside one facet the marked values are alternatives; several codes or words are
// parted by '|'.
struct search_query {
    str text;
    str also;       // other words for the same, found as well; or empty
    str category;   // code of any level, where one is in the tree; or empty
    str subs;       // codes below it; or empty
    uint64_t tags;  // bits of certificate kinds, of the firm or of the thing
    str districts;  // codes of where the firm is; or empty
    str deliveries; // codes of where it delivers to; or empty
    str units;      // that are sold; or empty
    bool green;     // of the categories that green goods are bought of
    uint32_t bands; // bits of price bands
    int64_t lead;   // place of the longest time to deliver, from 1; 0: any
    // How many are wanted: sold in so few; for how much: all of them, or the fewest that are sold
    // when nobody said how many; and each. 0: any.
    int64_t quantity;
    money budget;
    money each;
    // Only these are looked at, by ascending id, and nothing else is counted; items NULL: all.
    struct {
        const int64_t *items;
        size_t count;
    } only;
    enum search_sort sort;
    int64_t rows; // at most so many hits; 0: LIMIT_PAGE_ROWS
    bool spread;  // the best of each top category only
    str after;    // key of the last row seen, or empty: "rank.offer"
    str before;   // key of the first row seen: the rows before it; or empty
};

struct search_hit {
    int64_t offer_id;
    public_no offer_no;
    public_no product_no;
    str title;
    str maker;
    str picture;
    str category_code;
    str object; // goods, service, works, lease
    public_no supplier_no;
    str supplier_name;
    str district_code;
    money price; // a unit, VAT included
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    uint64_t tags;
    int64_t vulnerable_bp; // -1: none on record
    int64_t buyer_count;   // institutions
    int64_t contract_count;
    int64_t rank; // of the order asked for, the smallest first: of 추천순 its points below zero
};

struct search_facet {
    str value;
    str name;
    int64_t count; // of the hits that have it and pass the other facets
};
typedef LIST(struct search_facet) search_facet_list;

struct search_category {
    str code;
    str parent; // code of the one it lies in now; empty: a top one
    str name;
    int64_t level;
    str object;
    bool is_green; // green goods are often bought of it
    int64_t count; // offers in it and below
};

struct search_result {
    int64_t total;
    LIST(struct search_hit) hits; // at most as many as were asked for
    search_facet_list categories; // the level below the one we are in, in the pages' order
    search_facet_list districts;
    search_facet_list deliveries;
    search_facet_list units; // the most frequent first
    int64_t green_count;
    int64_t tag_counts[CERTIFICATE_ALL_COUNT];
    int64_t band_counts[SEARCH_BANDS];
    int64_t lead_counts[SEARCH_LEADS];
    str previous; // key for the page before, or empty
    str next;     // key for the next page, or empty
};

// What the order 추천순 counts.
enum search_term_kind {
    SEARCH_OF_TITLE,      // the words stand in the title
    SEARCH_OF_OTHER_WORD, // words for the same stand there
    SEARCH_OF_CATEGORY,   // the category is called by one of the words
    SEARCH_OF_BUYERS,     // for each institution that bought; `measure` count
    SEARCH_OF_PREFERENCE, // a preference certificate in force
    SEARCH_OF_PLACE,      // a firm of the city
    SEARCH_OF_NEWCOMER,   // a firm admitted `measure` days ago at most, on the days of its turn
    SEARCH_OF_TURN,       // no points: one day in `measure` is a firm's turn
    SEARCH_TERM_COUNT
};

struct search_formula {
    int64_t version;
    date starts_on;
    int64_t points[SEARCH_TERM_COUNT];
    int64_t measures[SEARCH_TERM_COUNT];
};

const char *search_sort_word(enum search_sort sort);
int search_sort_from(str word);
int search_band(money price);
// Days of a step of the lead facet, from 1.
int64_t search_lead_days(int64_t lead);

// Values parted by '|': is one of them this?
bool search_is_listed(str list, str value);
// Those with one more, or without one. Borrowed from `list`, or in `a`.
str search_list_with(struct arena *a, str list, str value);
str search_list_without(struct arena *a, str list, str value);

// Open the index at `index_url` (the database itself when it is SQLite) and load its columns.
// Fails with DB_*.
err search_open(str index_url, struct search **out);
void search_close(struct search *s);
// How many bytes of the index's pages are held at most: LIMIT_DB_CACHE unless set.
void search_set_cache(struct search *s, size_t bytes);

// The names people read; the code itself when it is not known. Borrowed until the next catch-up.
str search_category_name(const struct search *s, str code);
str search_district_name(const struct search *s, str code);
// Is it a district of the city, or one that a firm is in?
bool search_district_is_known(const struct search *s, str code);
// Is it a unit people know, or one that somebody sells by?
bool search_unit_is_known(const struct search *s, struct arena *a, str typed);
// NULL: no such category. Borrowed until the next catch-up.
const struct search_category *search_category_find(const struct search *s, str code);
struct search_category_list {
    const struct search_category **items;
    size_t count;
};
// Those a category lies in, from the top on. Borrowed likewise.
struct search_category_list search_category_above(const struct search *s, struct arena *a,
                                                  str code);
// The categories directly below one, or the top ones below an empty code. Borrowed likewise.
struct search_category_list search_category_children(const struct search *s, struct arena *a,
                                                     str code);
// Suppliers that have something for sale: all, or those with a certificate in force.
int64_t search_firm_count(const struct search *s);
int64_t search_firm_count_of(const struct search *s, enum certificate_kind kind);

// Read what changed in the catalogue since the copy last did, and what lapsed before `today`.
// `db` is in a unit of its own or of the caller's. Fails with DB_*.
err search_catch_up(struct search *s, struct db *db, struct arena *a, date today);

// The same for a catalogue that is new or grew by much, where nobody waits, before the first
// catch-up: both outside a transaction, which are begun and ended as it goes on. What broke off
// goes on where it was. Fails with DB_*.
err search_fill(struct search *s, struct db *db, struct arena *a);

// Keep what the words that most offers are called by find, before anybody asks, after the first
// catch-up. Fails with DB_*.
err search_hits_fill(struct search *s, struct arena *a);
// Is that no longer so, of one of them at least: did too much change, or all?
bool search_hits_are_due(const struct search *s);
// A piece of it: the list of these words, or what one of them finds, which takes as long as the
// first question for it, 15 ms with a million offers. `a` holds what it takes. Likewise.
err search_hits_tend(struct search *s, struct arena *a);

const struct search_formula *search_formula_in_force(const struct search *s);
// New firms, and those of them whose turn it is today.
int64_t search_newcomer_count(const struct search *s);
int64_t search_turn_count(const struct search *s);
// Is it a new firm's turn on a day? The first eight digits of the SHA-256 of
// "2026-11-24:1234567890123", day and public number, are a number that `one_in` divides: nobody can
// choose it, all can repeat it.
bool search_has_turn(struct arena *a, date on, public_no supplier, int64_t one_in);
// The points of a hit of 추천순 by what they were given for; their sum is -h->rank.
void search_replay(const struct search *s, struct arena *a, const struct search_query *q,
                   const struct search_hit *h, int64_t points[SEARCH_TERM_COUNT]);

// Answer from the copy. Texts are in `a`, or borrowed until the next catch-up. Fails with DB_*.
err search_find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out);
