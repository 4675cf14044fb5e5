// Rows for a server whose keys and indexes are gone for a while, gathered by statement and copied
// in by the thousand. Private to db_postgres.c.
//
// A copied row costs the server a fifth of one that is put in by a statement of its own. It comes
// after rows that were given later to other tables, which nothing there may mind: no foreign keys
// (db_indexes_drop), no trigger that looks elsewhere.
#pragma once

#include "platform/db/db_engine.h"

struct gather;

// NULL is fine.
void gather_close(struct gather *g);

// Of these statements, bound, keep the rows of those that put in values and constants alone, and
// copy in those of a table when they are many; the rest is sent as it is, after all that was kept.
// Fails as gather_settle does, or as `send`.
err gather(struct query *items, size_t count, err (*send)(struct query *items, size_t count));

// Copy in all that was kept. Fails with DB_*, DB_BROKEN also when an id is not what was foretold;
// the connection is closed then.
err gather_settle(struct db *db);

// The transaction is rolled back, and what was kept with it. NULL is fine.
void gather_forget(struct gather *g);
