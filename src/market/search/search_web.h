// Looking for goods: the first page and the search.
#pragma once

#include "market/search/search_ask_store.h"
#include "market/search/search_card_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

// One value of a facet, or a link that takes a filter away or sets an order.
struct choice {
    str value;
    str text;
    int64_t count;
    bool chosen;
    href path;
    href picture;
};

typedef LIST(struct choice) choice_list;

struct home_page {
    struct frame frame;
    int64_t offer_count;
    int64_t firm_count;
    choice_list hot;                // of what is bought most; none: nothing was bought yet
    struct empty empty;             // while nothing is for sale
    LIST(struct choice) types;      // kinds of firm, counted in firms
    LIST(struct choice) categories; // the most bought of
    LIST(struct card) cards;        // the most bought, one of each category
    LIST(struct way_limit) limits;  // of the local law
    date limits_on;
};

struct search_page {
    struct frame frame;
    struct crumb crumb;
    str heading;
    str typed;
    str q;        // what the form keeps of it
    str category; // chosen, kept in the form
    str category_name;
    str sort;
    str quantity; // asked for, kept in the form; or empty
    str budget;
    str each;
    bool exact; // asked to look for what was typed and nothing else
    choice_list categories;
    bool any_subs;            // several of them can be marked
    choice_list tags;         // kinds of firm
    choice_list certificates; // of the things themselves
    bool any_lead;
    choice_list districts;
    choice_list deliveries;
    choice_list units;
    choice_list rare_units;
    bool opens_units; // one of the rare ones is marked
    bool shows_green;
    bool green;
    int64_t green_count;
    choice_list bands;
    choice_list leads;
    LIST(struct choice) orders;
    LIST(struct choice) chips; // filters in force, each with the address without it
    href all;                  // without any filter
    href ask;                  // asks firms for it; or empty
    href sheet;                // the same as a file, or empty: nothing is found
    href save;                 // keeps this search; or empty: nothing is asked
    str meant;                 // what the query was read as, or empty: as typed
    str meant_how;             // "한글 자판으로 고쳐"
    str said;                  // what a sentence was read as, or empty
    str also;                  // other words found besides
    href as_budget;            // the sum of a sentence as a budget, where it was read as a price
    href as_typed;             // the search for exactly what was typed
    LIST(struct card) cards;
    str way_note; // whose law the ways of buying are judged by
    struct pager pager;
    bool any_found;
    LIST(struct choice) fewer; // filters without which something is found, when nothing is
    LIST(struct choice) near;  // words that begin alike, when nothing is found
    LIST(struct choice) helps; // what to do when nothing is found
};

// What the address of a request asks for. Fails with DB_*.
err search_read(struct search *s, struct unit *u, const struct request *rq, struct asked *out);

// The address of a category's picture.
href search_category_picture(struct arena *a, str code);

extern const struct route SEARCH_ROUTES[];
extern const size_t SEARCH_ROUTE_COUNT;
