// What a database holds, for the proofs to compare: of each table how many rows and the sum of
// their versions where they have one; and what every value of every row comes to. Read on a
// connection of its own, so that it tells what was committed.
#pragma once

#include "platform/db/db_testing.h"
#include "platform/db/sql.h"

#define ROWS_TABLES_MAX 300

struct rows {
    int64_t of[ROWS_TABLES_MAX][2];
    uint64_t values;
    bool has_values;
    int64_t state; // SQLite's own number of what is committed, on this connection; 0: not known
};

struct rows_reader {
    struct db *db;
    struct arena *arena;
    struct sql text[4]; // without values or with, of all tables or of all but notes
};

// What of it. Notes: who looked at a page leaves a line each time.
enum rows_part { ROWS_COUNTED = 0, ROWS_VALUES = 1, ROWS_BUT_NOTES = 2 };

// False: a value that is changed is not seen, and nothing that is read here proves anything.
bool rows_open(struct rows_reader *r, const struct testing_db *t);
void rows_close(struct rows_reader *r);
// `parts`: of enum rows_part. Trouble ends the program.
struct rows rows_read(struct rows_reader *r, int parts);
// Nothing at all was committed since: only where SQLite says so; a server tells nothing of the
// kind.
bool rows_unmoved(struct rows_reader *r, const struct rows *since);
// As many of each, of the same versions: what is done twice has other numbers and keys.
bool rows_same(const struct rows *a, const struct rows *b);
// Every value as well; both were read with their values or in the same state.
bool rows_untouched(const struct rows *a, const struct rows *b);
