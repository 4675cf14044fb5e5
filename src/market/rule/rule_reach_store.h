// Cases that are still open, with what the law was asked about each.
#pragma once

#include "market/rule/rule_reach.h"
#include "platform/db/db.h"

typedef LIST(struct open_case) open_cases;

// A walk over the newest of them. At most `page` cases are held in memory at a time, in an arena
// that the walk opens below `kept`, fewer where their questions are long; afterwards the database
// reads text into `kept` again.
struct reach_walk {
    struct db *db;
    struct arena *kept;
    size_t page;
    size_t most;   // cases told at most
    bool is_bound; // of those that a contract binds as well
};
// Tell each, the newest first; what `each` is shown is gone when it returns. *out_more: there are
// others behind.
err reach_store_walk(const struct reach_walk *w,
                     void (*each)(void *data, const struct open_case *c), void *data,
                     bool *out_more);
