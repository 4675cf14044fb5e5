// Products side by side.
#pragma once

#include "market/catalog/catalog_web.h"
#include "market/catalog/compare_store.h"

struct compare_cell {
    str text;
    str small; // small print under it, or empty
    bool best; // said in words as well
};

struct compare_row {
    str name;
    str part; // what it belongs to; empty: the offer and its attributes
    LIST(struct compare_cell) cells;
};

struct compare_column {
    str title;
    href path;
    href picture;
    str supplier;
    href supplier_path;
    href without; // the comparison without it
    public_no offer;
    int64_t quantity_min;
    LIST(str) tags;
};

struct compare_page {
    struct frame frame;
    struct crumb crumb;
    LIST(struct compare_column) columns;
    LIST(struct compare_row) rows;
    bool may_buy;  // goods go into the basket from here
    bool too_many; // more were asked for than fit
    str way_note;  // whose law the ways of buying are judged by
    struct empty empty;
};

extern const struct route COMPARE_ROUTES[];
extern const size_t COMPARE_ROUTE_COUNT;
