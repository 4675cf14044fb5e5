// The public list as everybody reads it: pages, one line, the month's data file.
#pragma once

#include "market/disclosure/disclosure.h"
#include "market/disclosure/disclosure_ocds.h"
#include "platform/db/db.h"

// What is asked for; empty and 0 leave it open.
struct disclosure_filter {
    str words;             // of institution, title or firm
    public_no institution; // its public number
    int64_t year;
    int64_t month; // of a year
    str district;  // the supplier's
    bool is_rare;  // few rows hold the words: they are looked at alone; disclosure_store_choose
};

typedef LIST(struct disclosure) disclosures;

struct disclosure_total {
    int64_t rows;
    money price;     // of those that stand
    bool is_unknown; // not counted: all lines would have to be looked at
};

// Whether few rows hold the filter's words: then they are found by their letters, otherwise the
// newest are soon met in the order of days.
err disclosure_store_choose(struct db *db, struct arena *a, struct disclosure_filter *f);

// At most `count` lines after `older_than` (NO_ID: from the top).
err disclosure_store_list(struct db *db, struct arena *a, const struct disclosure_filter *f,
                          public_no older_than, size_t count, disclosures *out);
err disclosure_store_count(struct db *db, struct arena *a, const struct disclosure_filter *f,
                           struct disclosure_total *out);

struct disclosure_found {
    struct disclosure line;
    enum law_regime regime; // of the institution
    public_no institution_no;
};
// Fails with DISCLOSURE_UNKNOWN.
err disclosure_store_find(struct db *db, public_no no, struct disclosure_found *out);

// The first and last year there is something of; 0 when there is nothing.
err disclosure_store_find_years(struct db *db, int64_t *out_first, int64_t *out_last);

struct disclosure_district {
    str code;
    str name;
};
typedef LIST(struct disclosure_district) disclosure_districts;
err disclosure_store_list_districts(struct db *db, struct arena *a, disclosure_districts *out);
// Fails with DISCLOSURE_UNKNOWN.
err disclosure_store_find_institution(struct db *db, public_no no, str *out_name);

// The contracts of a month for the data file, with items and payments: at most `count` after
// `older_than`; three statements.
err disclosure_store_list_open(struct db *db, struct arena *a, date month, public_no older_than,
                               size_t count, struct ocds_package *out);
