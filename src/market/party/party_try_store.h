// Wrong tries in a row, by mark (party_try_action).
#pragma once

#include "platform/db/db.h"

struct tries {
    int64_t count; // 0 with an instant: the right one came last, then
    instant until; // not before this is a next one answered
};

// None when nothing was tried of late.
err try_store_find(struct db *db, str mark, struct tries *out);
err try_store_set(struct db *db, str mark, struct tries tries);
