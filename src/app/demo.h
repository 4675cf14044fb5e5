// The demo city: real institutions and categories, invented firms, people and products.
#pragma once

#include "platform/unit/unit.h"

struct demo_size {
    const char *name;
    int64_t institutions; // that have joined, with people
    int64_t suppliers;
    int64_t products; // each offered by one to four firms
};

// NULL when there is no such size.
const struct demo_size *demo_size_find(str name);

extern const struct fault DEMO_ALREADY_LOADED; // CONFLICT
extern const struct fault DEMO_NO_DATA;        // INVALID: a set-up file cannot be read

// Fill an empty, migrated database: the same rows for the same seed (passwords, sealed secrets and
// numbers of files apart). Files are kept where file_set_place says. `data_dir` holds the set-up
// files. *out_sentence says what is wrong with them. Fails with DEMO_ALREADY_LOADED, DEMO_NO_DATA,
// CSV_*, CATALOG_BAD_ROW or DB_*.
err demo_load(struct unit *u, const struct demo_size *size, uint64_t seed, str data_dir,
              str *out_sentence);

// The password of every demo account.
#define DEMO_PASSWORD "dure-demo-2026"
