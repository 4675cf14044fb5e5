// The order of the hits: a formula of points that is kept as rows by version, so that it can be
// read and replayed. Nothing is paid for.
#pragma once

#include "market/search/search_index_store.h"

// Begin the formula anew, then take its terms and the new firms, by ascending id, as they are read.
void search_rank_begin(struct search *s);
void search_rank_take_term(struct search *s, struct query *q);
void search_rank_take_firm(struct search *s, struct query *q, date today);
// What its terms ask of the kinds, districts and categories of the rows that were loaded.
void search_rank_prepare(struct search *s);
// The points of a row that no query changes.
int16_t search_rank_score(const struct search *s, const struct search_row *r);
// By place in s->codes: the points of a category whose name holds a word of the query.
int32_t *search_rank_categories(const struct search *s, struct arena *a,
                                const struct search_query *q);
