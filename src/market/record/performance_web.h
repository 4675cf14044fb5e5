// 구매실적 공개: what the institutions bought, for everybody, from the sums alone.
#pragma once

#include "market/record/record_parts_web.h"
#include "platform/page/frame.h"
#include "platform/web/route.h"

extern const struct route PERFORMANCE_ROUTES[];
extern const size_t PERFORMANCE_ROUTE_COUNT;

// A kind of firm and what was bought from it.
struct performance_kind {
    str name;
    money price;
    int64_t count;
    basis_points share;
    int64_t bar; // of 1000, on the scale of the whole
};

struct performance_line {
    str name;
    href path;
    int64_t count;
    money price;
    basis_points sme;
    basis_points local;
    basis_points women;
};

struct performance_page {
    struct frame frame;
    struct crumb crumb;
    int64_t year;
    struct tabs years;
    bool any;
    struct empty empty;
    struct record_figures figures;
    LIST(struct performance_kind) kinds;
    struct tile_map map;
    str words;
    bool any_line;
    LIST(struct performance_line) lines;
    struct pager pager;
    int64_t institutions;
    href disclosure_path;
};

struct performance_one_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    int64_t year;
    date on;
    struct tabs years;
    bool any;
    struct empty empty;
    struct record_figures figures;
    struct tile_map map;
    href disclosure_path;
};
