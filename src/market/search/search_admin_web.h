// The order of the search as the operator reads it, and as it was given to the hits of a query.
#pragma once

#include "market/search/search_web.h"

struct ranking_term {
    str name;
    int64_t points;
    str how;
};

struct ranking_row {
    int64_t place;
    str title;
    str supplier;
    href path;
    int64_t total;
    str points; // what they were given for
};

struct search_admin_page {
    struct frame frame;
    int64_t version;
    date starts_on;
    LIST(struct ranking_term) terms;
    int64_t newcomers;
    int64_t turns;
    int64_t one_in;
    str typed;
    bool asked;
    str meant; // empty: as typed
    int64_t total;
    LIST(struct ranking_row) rows;
    struct empty empty;
};

extern const struct route SEARCH_ADMIN_ROUTES[];
extern const size_t SEARCH_ADMIN_ROUTE_COUNT;
