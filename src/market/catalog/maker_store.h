// Makers that are known: of products an operator approved once.
#pragma once

#include "platform/db/db.h"

// Of each key (normal_maker_key) the name it is known by, or empty; `out` has a place for each. In
// latin letters also small and in capitals; one that is a letter off is not sought. One statement,
// by an index. Fails with DB_*.
err maker_store_known(struct db *db, struct arena *a, const str *keys, size_t count, str *out);
