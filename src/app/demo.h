// The demo city: real institutions and categories, invented firms, people and products.
#pragma once

#include <stdbool.h>

#include "platform/unit/unit.h"

struct demo_size {
    const char *name;
    int64_t institutions; // that have joined, with people
    int64_t suppliers;
    int64_t products;         // each offered by one to four firms
    int64_t years;            // of purchases that are over, on average so many a year each; 0: none
    int64_t purchases_a_year; // of an institution
    int64_t officers;         // of an institution, each in a department
    bool is_shelf;            // goods and firms alone: nobody buys
};

// NULL when there is no such size.
const struct demo_size *demo_size_find(str name);

// How far a long loading is; NULL: nobody asks. `what` is a word in Korean.
typedef void (*demo_progress)(const char *what, int64_t done, int64_t all);

extern const struct fault DEMO_ALREADY_LOADED; // CONFLICT
extern const struct fault DEMO_HALF_LOADED;    // CONFLICT: demo_end was never reached

// Fill an empty, migrated database: the same rows for the same seed (passwords, sealed secrets and
// numbers of files apart). Files are kept where file_set_place says. `data_dir` holds the set-up
// files. *out_sentence says what is wrong with them. The database is half loaded until demo_end.
// Fails with DEMO_ALREADY_LOADED, DEMO_HALF_LOADED, FOLDER_CANNOT_READ, CSV_*,
// CATALOG_BAD_ROW or DB_*.
err demo_load(struct unit *u, const struct demo_size *size, uint64_t seed, str data_dir,
              demo_progress progress, str *out_sentence);

// The purchases of a size's years that are over, into what demo_load has loaded; `u` carries law
// and calendar. The same seed gives the same past on the same day. Fails with DB_* or SECRET_*.
err demo_past(struct unit *u, const struct demo_size *size, uint64_t seed, demo_progress progress);

// All that belongs to it is loaded. Fails with DB_*.
err demo_end(struct unit *u);
// Fails with DEMO_HALF_LOADED when a loading broke off here, or DB_*. Outside a transaction.
err demo_refuse_half(struct db *db);

// The password of every demo account.
#define DEMO_PASSWORD "dure-demo-2026"
