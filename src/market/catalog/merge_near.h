// Which products are nearly called the same and have nothing against them.
//
// Pure. Near titles are found by keys, never each with each: see merge_near.c.
#pragma once

#include "market/catalog/merge.h"

// Nearly the same title: the same but for blanks and signs or one letter (vetting_is_twin_key), or
// one word more, which has no figure. And their attributes agree: at least one is the same, none
// differs, and of five at most one is known of one alone. Not so when the titles have the same
// words, which is MERGE_TITLE. Both as merge_find made them ready.
bool merge_is_close(const struct merge_product *x, const struct merge_product *y);

// For each of `count` products, the oldest first, the oldest before it that is close: of those that
// share a key with it, the first LIMIT_MERGE_TRIES are looked at. Itself: none.
const size_t *merge_near_find(struct arena *a, const struct merge_product *products, size_t count);
