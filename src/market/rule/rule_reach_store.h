// Cases that are still open, with what the law was asked about each.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

struct open_case {
    int64_t id;
    public_no no;
    enum purchase_state state;
    date requested_on; // DATE_NONE: a draft, judged again when quotes are asked
    str question;      // of the newest answer
};
typedef LIST(struct open_case) open_cases;

// A walk over the newest of them. At most `page` cases are held in memory at a time, in an arena
// that the walk opens below `kept`, fewer where their questions are long; afterwards the database
// reads text into `kept` again.
struct reach_walk {
    struct db *db;
    struct arena *kept;
    size_t page;
    size_t most; // cases told at most
};
// Tell each, the newest first; what `each` is shown is gone when it returns. *out_more: there are
// others behind.
err reach_store_walk(const struct reach_walk *w,
                     void (*each)(void *data, const struct open_case *c), void *data,
                     bool *out_more);
