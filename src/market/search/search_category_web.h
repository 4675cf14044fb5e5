// The tree of categories, with pictures and counts.
#pragma once

#include "market/search/search_web.h"

extern const struct fault CATEGORY_UNKNOWN; // MISSING

struct category_leaf {
    str name;
    int64_t count;
    href path; // what is for sale in it
};

struct category_branch {
    str name;
    int64_t count;
    href path;
    href picture;
    LIST(struct category_leaf) leaves;
};

struct category_list_page {
    struct frame frame;
    int64_t total;
    LIST(struct category_branch) goods;
    LIST(struct category_branch) services;
};

struct category_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    int64_t count;
    href all; // everything for sale in it
    href picture;
    LIST(struct category_branch) branches; // below it; none of a leaf
    LIST(struct card) cards;               // the most bought of it
};

extern const struct route CATEGORY_ROUTES[];
extern const size_t CATEGORY_ROUTE_COUNT;
