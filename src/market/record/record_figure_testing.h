// Figures of the scene's institution, read in three ways that must agree: kept sums, the list, and
// the contracts themselves.
#pragma once

#include "market/record/record_list_store.h"
#include "market/record/record_testing.h"

struct record_figure {
    int64_t won;
    int64_t count;
};

// `tag` or `kind` and `object`: "" for all of them.
struct record_figure record_figure_sum(struct record_scene *s, int64_t year, const char *tag,
                                       const char *object);
struct record_figure record_figure_raw(struct record_scene *s, int64_t year, const char *kind,
                                       const char *object);
// By pages, and as the list's own total says.
struct record_figure record_figure_list(struct record_scene *s, const struct record_filter *f);
void record_figure_check(struct record_figure f, int64_t won, int64_t count);
