// Statements carried out behind the caller; private to this folder.
#pragma once

#include "platform/db/db_engine.h"

// Take over a bound statement whose rows nobody asks for, and close it. *id (may be NULL) is what
// its INSERT … RETURNING id will give. Fails with the transaction's first trouble known so far, or
// as asking for a table's last id does.
err db_behind_take(struct query *q, int64_t *id);

// Wait until all that was taken over is carried out; its first trouble is the connection's then.
// Fine when nothing runs behind.
void db_behind_wait(struct db *db);

// For an engine that carries out many at once: fails with DB_BROKEN when `id`, 0 for none, is not
// what the query foretold.
err db_check_foretold(struct query *q, int64_t id);

// The transaction is rolled back: forget its trouble, and the ids it gave.
void db_behind_forget(struct db *db);
