// How well a listing tells a buyer what they must know: of 100, and what would raise it most.
//
// The weights are the house's own; the guide to suppliers names them.
#pragma once

#include "market/catalog/listing.h"

#define QUALITY_FIXES 3

enum quality_place { QUALITY_PHOTOS, QUALITY_TEXT, QUALITY_TERMS };

struct quality_fix {
    int64_t points;
    str text;                 // begins with what to do
    enum quality_place place; // where it is done
    const char *field;        // … in the form: the id of its first field; of photos NULL
};

struct quality {
    int64_t score;                           // 0 … 100
    struct quality_fix fixes[QUALITY_FIXES]; // those that raise it most, the most first
    size_t fix_count;
};

// `picture_count`: good ones of the product.
struct quality quality_of(struct arena *a, const struct listing_template *t,
                          const struct listing *l, int64_t picture_count);
