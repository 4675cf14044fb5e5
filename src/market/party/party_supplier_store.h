// Firms as rows.
#pragma once

#include "market/party/party_facts.h"
#include "platform/db/db.h"

// A line of the operator's list.
struct supplier_line {
    supplier_id id;
    public_no no;
    str name;
    str business_no;
    str representative;
    str district_name;
    enum party_state state;
    instant applied_at;
    int64_t waiting_certificates;
};
typedef LIST(struct supplier_line) supplier_line_list;

// What of a list is asked for: by state (-1: any), by words of the name or digits of the business
// number (empty: any), going on after a line (NO_ID: from the top).
struct party_filter {
    int state;
    str text;
    public_no after;
};

struct district {
    str code;
    str name;
};
typedef LIST(struct district) district_list;

// Whether a firm has this business number, in whatever state.
err supplier_store_is_known(struct db *db, str business_no, bool *out);
// Fails with DB_DUPLICATE when the business number is known.
err supplier_store_add(struct db *db, const struct supplier_facts *facts, public_no no,
                       file_id license, instant now, supplier_id *out);
// For the operator. Fails with PARTY_UNKNOWN.
err supplier_store_find(struct db *db, public_no no, struct supplier *out);
// For the people of the firm. Fails with PARTY_UNKNOWN.
err supplier_store_find_own(struct db *db, supplier_id id, struct supplier *out);
// Facts with the licence they were read from; the business number never changes. Each fails with
// PARTY_CHANGED when the row is not at s->version any more; the version grows.
err supplier_store_set_facts(struct db *db, struct supplier *s);
err supplier_store_set_bank(struct db *db, struct supplier *s); // the account is sealed already
err supplier_store_set_state(struct db *db, struct supplier *s, enum party_state state,
                             instant now);
// At most `count` lines.
err supplier_store_list(struct db *db, struct arena *a, const struct party_filter *filter,
                        size_t count, supplier_line_list *out);
// How many of those looked for stand in each state: PARTY_STATE_COUNT numbers.
err supplier_store_counts(struct db *db, struct arena *a, str text, int64_t *out);
// The firm's offers are filed anew in the index.
err supplier_store_reindex(struct db *db, supplier_id id);

// At most LIMIT_DISTRICTS, by code.
err party_store_districts(struct db *db, struct arena *a, district_list *out);

// "%…%" for LIKE with '!' before what would mean something.
str party_like_words(struct arena *a, str text);
