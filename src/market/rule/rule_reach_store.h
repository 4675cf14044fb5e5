// Cases that are still open, with what the law was asked about each.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

struct open_case {
    int64_t id;
    public_no no;
    str title;
    str institution;
    enum purchase_state state;
    date requested_on; // DATE_NONE: a draft, judged again when quotes are asked
    str question;      // of the newest answer
};
typedef LIST(struct open_case) open_cases;

// The newest of them, `most` at most. *out_more: there are others behind.
err reach_store_list(struct db *db, struct arena *a, size_t most, open_cases *out, bool *out_more);
