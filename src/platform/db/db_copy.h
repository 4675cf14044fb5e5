// The whole database as one file, made while others write, and a database made of such a file.
//
// SQLite by VACUUM INTO; PostgreSQL by pg_dump and pg_restore, run as children without a shell,
// with their address in the environment and never on the command line. Knows nothing of what is
// stored.
#pragma once

#include "platform/db/db.h"

extern const struct fault DB_COPY_NO_TOOL; // BROKEN: pg_dump or pg_restore is not installed
extern const struct fault DB_COPY_TOOL;    // BROKEN: it failed; its own words are in the sentence
extern const struct fault DB_COPY_SLOW;    // BUSY: not done in its time

enum db_engine db_engine_of(str url);

// Write the copy to `path`, which must not be there, in at most `seconds`. *out_view is a
// connection with an open DB_READ transaction that sees what the copy holds, row for row; the
// caller closes it. The copy is one file alone only after that. Fails with DB_COPY_* or DB_*;
// *out_sentence tells more.
err db_copy_make(struct arena *a, str url, const char *path, int64_t seconds, struct db **out_view,
                 str *out_sentence);

// The schema the tables lie in, for PostgreSQL; empty for SQLite. Inside a transaction.
err db_copy_place(struct db *db, str *out_place);

// Whether nothing lies there yet: no file, or no table in the schema. *out_place as above.
err db_copy_is_empty(struct arena *a, str url, bool *out_empty, str *out_place, str *out_sentence);

// Make the database of the copy, whole or not at all; nothing may lie there. Fails like
// db_copy_make.
err db_copy_restore(struct arena *a, str url, const char *path, int64_t seconds, str *out_sentence);
