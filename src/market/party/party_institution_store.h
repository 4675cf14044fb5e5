// Institutions as rows.
#pragma once

#include "market/party/party_supplier_store.h"

// A line of a list or of a search.
struct institution_line {
    public_no no;
    str name;
    str kind;
    str regime;
    str district_name;
    str parent_name;
    enum party_state state;
    instant applied_at; // 0: never
};
typedef LIST(struct institution_line) institution_line_list;

// At most `count` whose name holds `text`, after one of them (0: from the first), the nearest names
// first; and how many there are.
err institution_store_search(struct db *db, struct arena *a, str text, public_no after,
                             size_t count, institution_line_list *out, int64_t *out_total);
// Fails with PARTY_UNKNOWN.
err institution_store_find(struct db *db, public_no no, struct institution *out);
err institution_store_find_own(struct db *db, institution_id id, struct institution *out);
// Each fails with PARTY_CHANGED when the row is not at i->version any more; the version grows.
err institution_store_set_facts(struct db *db, struct institution *i);
err institution_store_set_state(struct db *db, struct institution *i, enum party_state state);
err institution_store_set_regime(struct db *db, struct institution *i, str regime);
err institution_store_list(struct db *db, struct arena *a, const struct party_filter *filter,
                           size_t count, institution_line_list *out);
err institution_store_counts(struct db *db, struct arena *a, str text, int64_t *out);
// The first department of an institution; one of that name stays.
err institution_store_add_department(struct db *db, institution_id id, public_no no, str name);
