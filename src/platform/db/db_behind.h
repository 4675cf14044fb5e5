// Statements carried out behind the caller; private to this folder.
#pragma once

#include "platform/db/db_engine.h"

// Is something running behind that this statement, not yet run, can be left to? `wants_id`: its id
// can be foretold only where it puts in one row.
bool db_behind_fits(const struct query *q, bool wants_id);

// Take over such a statement and close it. *id (may be NULL) is what its INSERT … RETURNING id will
// give. Fails with the transaction's first trouble known so far, or
// as asking for a table's last id does.
err db_behind_take(struct query *q, int64_t *id);

// Wait until all that was taken over is carried out; its first trouble is the connection's then.
// Fine when nothing runs behind.
void db_behind_wait(struct db *db);
// The same before a statement that is carried out at once: it may give ids as well.
void db_behind_step_aside(struct query *q);

// For an engine that carries out many at once: fails with DB_BROKEN when `id`, 0 for none, is not
// what was foretold to the statement.
err db_check_foretold(struct db *db, const struct sql *sql, int64_t foretold, int64_t id);

// The transaction is rolled back, its trouble with it.
void db_behind_forget(struct db *db);
