// Statements on their way to a PostgreSQL server: what is sent together is answered together, each
// with its own preparation, in one round trip. Private to db_postgres.c.
#pragma once

#include "platform/db/db_engine.h"

enum parcel_aim { PARCEL_PREPARE, PARCEL_EXECUTE };

// ROLLBACK and BEGIN where they are due and these queries, at most LIMIT_QUERIES_OPEN, in one
// parcel; an executed one has its rows in `result`. The connection is there. Fails as link_receive
// does: what was done before the failure stays done.
err parcel_run(struct query *const *items, size_t count, enum parcel_aim aim);

// The same of any number that nobody reads but for the ids that were foretold, while a database is
// filled. Fails with DB_*, the connection closed and the transaction with it.
err parcel_run_all(struct query *items, size_t count);
