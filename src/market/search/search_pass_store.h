// One pass over the hits of a question: which filters each passes, what every facet counts, and the
// best page. Knows the columns in memory, no statement.
#pragma once

#include "base/limits.h"
#include "market/search/search_index_store.h"

// A place among the best: rank, then id.
struct search_best {
    int64_t rank; // smaller is better
    int64_t offer_id;
    const struct search_row *row; // NULL: of an edge, which is no row
};

// Kinds of certificate are counted by halves of their bits, one step each whatever an offer has.
#define SEARCH_TAG_BITS 11
#define SEARCH_TAG_HALVES 2
static_assert(CERTIFICATE_ALL_COUNT <= SEARCH_TAG_HALVES * SEARCH_TAG_BITS, "room for each kind");

#define SEARCH_TOPS_MAX 256 // top categories; there are 29

// Hits that are fetched from memory while those before them are taken: they lie too far apart for
// the processor to guess, and one alone takes as long as to take ten.
#define SEARCH_AHEAD 16
struct search_ahead {
    const struct search_row *row;
    int64_t text_points;
};

struct search_pass {
    const struct search *s;
    const struct search_query *q;
    uint64_t delivered;             // bits of the districts asked for; 0: any
    int32_t *category_points;       // by place in s->codes; NULL: another order has none
    bool *in_category;              // by place in s->codes: in the category we are in
    bool *in_sub;                   // likewise: in one of those marked below it
    bool *in_district;              // by place in s->districts
    bool *in_unit;                  // by place in s->units
    search_facet_list marked_units; // value: as it was typed, name: what it is called
    bool is_open;                   // no row is left out by a filter
    struct search_best edge;        // the last row seen, or the first when going back
    bool has_edge;
    bool backwards;
    // `room` of them: one more tells whether there is a further page. A heap until the end, the
    // farthest first.
    struct search_best *best;
    size_t best_count;
    size_t room;
    size_t *tops; // by place in s->codes: its top category; NULL unless spread
    struct search_best of_top[SEARCH_TOPS_MAX];
    bool has_top[SEARCH_TOPS_MAX];
    int64_t *sub_counts; // by place in s->codes
    int64_t *district_counts;
    int64_t *unit_counts;
    int64_t lead_counts[SEARCH_LEADS + 1];                       // by step
    int64_t tag_counts[SEARCH_TAG_HALVES][1 << SEARCH_TAG_BITS]; // by what a half of the bits says
    int64_t delivery_counts[LIMIT_DISTRICTS]; // without those that deliver everywhere
    int64_t everywhere_count;
    struct search_ahead ahead[SEARCH_AHEAD]; // in turns
    size_t noted;                            // hits so far
    size_t taken;                            // of them
    struct search_result *out;
};

// `q` and `out` are borrowed as long as the pass lives.
struct search_pass *search_pass_new(const struct search *s, struct arena *a,
                                    const struct search_query *q, struct search_result *out);
// Count one hit in every facet whose other filters it passes, and keep it when it passes all. The
// points are those of where the words stand in it.
void search_pass_take(struct search_pass *p, const struct search_row *r, int64_t text_points);
// The same soon, when some more came; and of all that did, at the end.
void search_pass_note(struct search_pass *p, const struct search_row *r, int64_t text_points);
void search_pass_take_noted(struct search_pass *p);
// Write the facets into the result, put the page in its order and tell its keys; gives back how
// many rows of `best` are shown.
size_t search_pass_end(struct search_pass *p, struct arena *a);
