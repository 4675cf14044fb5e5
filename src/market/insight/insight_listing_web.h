// A firm's figures of what it sells: looked at, asked for, bought; and what was looked for in vain.
#pragma once

#include "platform/page/parts.h"
#include "platform/web/route.h"

struct listing_stat_row {
    href path;
    str title;
    str state;
    str tone;
    int64_t seen;
    int64_t bar; // of 1000, beside the most looked at
    int64_t asked;
    int64_t bought;
    money won;
    int64_t place; // by what it was bought for, from 1 on
};

// The foremost of them by one figure, the longest first; drawn by listing_bars.html.
struct listing_bar {
    str title;
    str figure;  // what the length tells
    str more;    // what else is told of it
    int64_t bar; // of 1000, beside the first
};
struct listing_bars {
    LIST(struct listing_bar) items;
};

struct listing_miss_row {
    str query;
    int64_t count;
    str category;
    href path; // where it can be listed
};

struct listing_stats_page {
    struct frame frame;
    struct crumb crumb;
    struct tabs tabs;
    LIST(struct listing_stat_row) rows;
    struct listing_bars most_seen;
    struct listing_bars most_bought;
    LIST(struct listing_miss_row) misses;
    int64_t seen;
    int64_t asked;
    int64_t bought;
    money won;
    struct empty empty;
};

extern const struct route LISTING_STATS_ROUTES[];
extern const size_t LISTING_STATS_ROUTE_COUNT;
