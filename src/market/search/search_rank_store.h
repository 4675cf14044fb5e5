// The order of the hits: a formula of points that is kept as rows by version, so that it can be
// read and replayed. Nothing is paid for.
#pragma once

#include "market/search/search_index_store.h"

// Read the formula in force on a day, and which new firms have their turn then. Fails with DB_*.
err search_rank_load(struct search *s, struct db *db, date today);
// The points of a row that no query changes.
int16_t search_rank_score(const struct search *s, const struct search_row *r);
// By place in s->codes: the points of a category whose name holds a word of the query.
int32_t *search_rank_categories(const struct search *s, struct arena *a,
                                const struct search_query *q);
