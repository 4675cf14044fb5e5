// Looking for goods: the first page, the search, suggestions while typing, and the same as JSON.
#pragma once

#include "market/search/search_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct card {
    href path;
    str title;
    href picture;
    str supplier;
    str district;
    money price;
    str unit;
    int64_t lead_days;
    int64_t buyer_count;
    LIST(str) tags;
};

// One value of a facet, or a link that takes a filter away or sets an order.
struct choice {
    str value;
    str text;
    int64_t count;
    bool chosen;
    href path;
    href picture;
};

struct home_page {
    struct frame frame;
    int64_t offer_count;
    LIST(struct choice) types;      // kinds of firm
    LIST(struct choice) categories; // top level
    LIST(struct card) cards;        // most bought
};

struct search_page {
    struct frame frame;
    str category; // chosen, kept in the form
    str sort;
    LIST(struct choice) categories;
    LIST(struct choice) tags;
    LIST(struct choice) districts;
    LIST(struct choice) bands;
    LIST(struct choice) orders;
    LIST(struct choice) chips; // filters in force, each with the address without it
    href all;                  // without any filter
    LIST(struct card) cards;
    struct pager pager;
    struct empty empty;
};

// Where the index lies; once, before the workers are forked.
void search_set_place(str index_url);

// This process's copy, open and caught up. Fails with DB_*.
err search_here(struct unit *u, struct search **out);

extern const struct route SEARCH_ROUTES[];
extern const size_t SEARCH_ROUTE_COUNT;
