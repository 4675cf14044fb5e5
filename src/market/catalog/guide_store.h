// What the guide to the categories is made of, and the words of listed titles it keeps.
#pragma once

#include "market/catalog/guide.h"
#include "platform/db/db.h"

// All leaves, their words and the synonyms, prepared: three statements.
err guide_store_load(struct db *db, struct arena *a, struct guide *out);

// The leaves after `after` by code, at most `most`.
typedef LIST(str) guide_codes;
err guide_store_codes(struct db *db, struct arena *a, str after, size_t most, guide_codes *out);
// The titles of what is for sale there, the newest first, at most LIMIT_GUIDE_TITLES.
err guide_store_titles(struct db *db, struct arena *a, str category, guide_codes *out);
err guide_store_keep(struct db *db, str category, str words, size_t title_count, instant now);
