// Wrong tries in a row, at an account or at an e-mail that nobody has.
#pragma once

#include "platform/db/db.h"

struct tries {
    int64_t count;
    instant until; // not before this is a next one answered
};

// From a row with the columns failed_count and failed_until.
struct tries try_read(struct query *q);

// None when there is no such account, or when the e-mail was never tried.
err try_store_of_account(struct db *db, account_id account, struct tries *out);
err try_store_of_stranger(struct db *db, str mark, struct tries *out);
err try_store_set_account(struct db *db, account_id account, struct tries tries);
err try_store_set_stranger(struct db *db, str mark, struct tries tries);
// Forget the e-mails whose last try was answered before.
err try_store_sweep(struct db *db, instant before);
