// The copy from inside, for the files that keep, ask and read words of it.
#pragma once

#include "market/search/search_store.h"

// One filed offer's columns.
struct search_row {
    int64_t offer_id;
    int64_t supplier_id;
    int64_t price_won;
    int64_t buyer_count;
    uint64_t tags;
    int32_t vulnerable_bp; // -1: none on record
    int32_t lead_days;
    uint32_t category; // place in `codes`
    uint16_t district; // place in `districts`
    uint16_t band;     // of its price
};

#define SEARCH_LEVELS 8 // of the tree of categories; there are 3

// The categories a code lies in, by level from 1: their places in `categories`; -1: none.
struct search_way_up {
    int32_t at[SEARCH_LEVELS + 1];
};

struct search {
    struct db *index;
    struct arena *columns; // everything below; begun anew when the generation or the day changes
    struct arena *scratch; // of one offer while it is filed: a copy of a million must not pile up
    int64_t change_id;
    int64_t generation;
    date day;                                // the certificates are those of this day
    LIST(struct search_row) rows;            // by offer_id
    LIST(str) codes;                         // of the categories met
    LIST(str) districts;                     // codes met
    LIST(struct search_category) categories; // the whole tree, in the order of the pages
    struct search_way_up *ways_up;           // by place in `codes`
    // Answers to the questions without words and filters, which walk over everything, by order and
    // spread; NULL: not asked yet.
    const struct search_result *bare[SEARCH_SORT_COUNT][2];
    LIST(struct search_facet) district_names;    // value: code, text in `name`
    int64_t firm_counts[CERTIFICATE_KIND_COUNT]; // suppliers with something for sale
    int64_t firm_count;
};

// The place of an offer in `rows`; -1 when it is not for sale.
int64_t search_find_row(const struct search *s, int64_t offer);
// How many offers a match expression finds, counted up to `most`, within a read transaction of the
// index.
err search_count(struct search *s, str match, int64_t most, int64_t *out_count);
// Is `code` this category or below it? An empty parent is above all.
bool search_is_below(str code, str parent);
