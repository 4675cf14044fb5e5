// The columns from inside: what they are loaded from, for the files that make them anew or bring
// them up to date.
#pragma once

#include "market/search/search_index_store.h"

// What a supplier is today.
struct search_firm {
    uint64_t tags;
    int32_t vulnerable_bp;
    bool is_selling;
};
// One certificate more, of a row that says kind and vulnerable_bp.
void search_firm_add(struct search_firm *f, struct query *q);

// Begin the columns: none is known any more, and what depends on them is forgotten. What is in
// s->before stays.
void search_columns_begin(struct search *s);
// The place of a category's code, a district's code or a unit; a new one is put to its list.
uint16_t search_place_of_code(struct search *s, str code);
uint16_t search_place_of_district(struct search *s, str code);
uint16_t search_place_of_unit(struct search *s, str unit);
// What rows are read by: categories, districts, units, the formula. Fails with DB_*.
err search_load_facts(struct search *s, struct db *db, date today);
// What of an offer changes while its place among the others stays.
void search_read_figures(const struct search *s, struct query *q, struct search_row *r);
// One offer more among those that become the columns, by ascending offer. Fails with DB_AWAY when
// the system has no memory.
err search_gather(struct search *s, const struct search_row *r, uint32_t opened);
// A row of search_columns or search_columns_of, and when it was put on sale, seconds since 1970.
struct search_row search_read_row(struct search *s, struct query *q, uint32_t *out_opened);
// Every offer, within a read transaction of the index. Fails with DB_*.
err search_load_rows(struct search *s, struct arena *a);
// What follows from rows and facts: the counts of categories, and what the order needs.
void search_columns_count(struct search *s);
// The certificates of a day, and the points. Fails with DB_*.
err search_load_tags(struct search *s, struct db *db, date today);
