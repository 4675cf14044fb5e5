// Faults on demand, for the tests of whoever must live with them. Off unless asked for.
#pragma once

#include <stdint.h>

#include "platform/db/db.h"

enum db_injection {
    DB_INJECT_NONE,
    DB_INJECT_COLLISION, // a statement of a writing transaction answers DB_COLLISION
    DB_INJECT_UNKNOWN,   // COMMIT answers DB_UNKNOWN, having been kept or not
    DB_INJECT_AWAY       // a statement answers DB_AWAY
};

// From now on `what` happens by chance, `per_mille` times in a thousand. The same seed gives the
// same faults.
void db_inject(struct db *db, enum db_injection what, uint64_t seed, int per_mille);
