// The goods a browser remembers, as what is for sale of them now.
#pragma once

#include "base/limits.h"
#include "platform/db/db.h"

typedef LIST(public_no) recent_list; // LIMIT_RECENT_GOODS at most

// The offer to show of each product, in the order of the list; 0: nothing of it is for sale. Fails
// with DB_*.
err recent_store_offers(struct db *db, const recent_list *products, int64_t *out);
