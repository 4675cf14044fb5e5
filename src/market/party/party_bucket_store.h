// Buckets against spraying and flooding: how often something came from an address of late.
#pragma once

#include "platform/db/db.h"

// How much a bucket holds; 0 when it was begun at `since` or before.
err bucket_store_find(struct db *db, str key, instant since, int64_t *out);
// One more into a bucket that lasts `lasts_s`; *out is what it holds now.
err bucket_store_add(struct db *db, str key, int64_t lasts_s, instant now, int64_t *out);
