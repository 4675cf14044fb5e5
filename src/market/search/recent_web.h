// The goods looked at of late. The browser alone remembers which; the server shows what it asks
// for.
#pragma once

#include "market/search/search_web.h"

struct recent_page {
    struct frame frame;
    bool is_home; // to be shown on the first page
    LIST(struct card) cards;
    int64_t days; // a good is remembered
    int64_t most; // goods
    struct empty empty;
};

extern const struct route RECENT_ROUTES[];
extern const size_t RECENT_ROUTE_COUNT;
