// The set-up data of a new site: districts, categories with their templates, titles and guiding
// words, synonyms, words that are looked at, and the institutions of the city, none of which has
// joined yet. `dure setup` loads them; the demo city is built upon them.
#pragma once

#include "base/csv.h"
#include "base/id.h"
#include "platform/unit/unit.h"

extern const struct fault SETUP_ALREADY_DONE; // CONFLICT: there are categories or institutions

// Where the public numbers of the institutions come from.
typedef public_no (*setup_no)(void *of);
// At random, as a site's are; `nothing` is not looked at.
public_no setup_fresh_no(void *nothing);

// Load the files of `data_dir` into a database that has none of it. *out_sentence names file, line
// and column of a row that is refused.
// Fails with SETUP_ALREADY_DONE, FOLDER_CANNOT_READ, CSV_*, CATALOG_BAD_ROW or DB_*.
err setup_load(struct unit *u, str data_dir, setup_no no, void *of, str *out_sentence);

// Is any of it there? Fails with DB_*. Inside a transaction.
err setup_is_done(struct db *db, bool *out);

// A file of `data_dir` as rows, and a cell by its column; empty when there is no such column.
// Fails with FOLDER_CANNOT_READ or CSV_*.
err setup_open_csv(struct arena *a, str data_dir, const char *name, struct csv *out,
                   str *out_sentence);
str setup_cell(const struct csv *c, const str *row, const char *column);
