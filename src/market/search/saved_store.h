// Saved searches as rows.
#pragma once

#include "market/search/saved.h"
#include "platform/db/db.h"

// Fails with SAVED_KNOWN, SAVED_FULL, DB_*.
err saved_store_add(struct db *db, const struct saved *s, instant now);
// All a person keeps, the newest first.
err saved_store_list(struct db *db, struct arena *a, account_id account, saved_list *out);
// Each of one person's own. Fails with SAVED_UNKNOWN, DB_*.
err saved_store_find(struct db *db, account_id account, public_no no, struct saved *out);
err saved_store_set(struct db *db, const struct saved *s, instant now);
err saved_store_open(struct db *db, account_id account, public_no no, instant now);
err saved_store_remove(struct db *db, account_id account, public_no no, instant now);
// Fails also with SAVED_KNOWN, and SAVED_FULL.
err saved_store_restore(struct db *db, const struct saved *s);

// Those to be looked at until an instant, of whole persons after one, LIMIT_SAVED_BATCH at most;
// *more tells whether others follow.
err saved_store_due(struct db *db, struct arena *a, account_id after, instant until, date today,
                    saved_list *out, bool *more);
// The offers put on sale for the first time in (since, *until], `most` at most (over 0): where
// there are more, *until comes down to where they end. An instant comes whole; of one that alone
// has more than `most` nobody is told of the others, so that it holds nothing up.
err saved_store_fresh(struct db *db, struct arena *a, instant since, instant *until, size_t most,
                      saved_fresh_list *out);
// So many are new. *done is false when it was changed meanwhile.
err saved_store_looked(struct db *db, const struct saved *s, int64_t count, instant until,
                       bool *done);
// Delete what was removed before an instant, LIMIT_SWEEP_ROWS at most.
err saved_store_forget(struct db *db, instant before);
