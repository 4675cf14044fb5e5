// What the guide to the categories is made of, and the words of listed titles it keeps.
#pragma once

#include "market/catalog/guide.h"
#include "platform/db/db.h"

// The guide as a process holds it between units: reading and preparing it takes longer than any
// page. Nothing of a person is in it.
struct guide_shelf {     // zeroed: empty
    struct arena *arena; // of `guide`
    int64_t version;     // of what it was read from
    struct guide guide;
};
void guide_shelf_done(struct guide_shelf *shelf);

// All leaves, their words and the synonyms, prepared: of the shelf where nothing has changed since,
// with one statement; else read, with two more, on the shelf or, where `shelf` is NULL, in `a`.
// Borrowed until the next call. Fails with DB_*; then the shelf is empty.
err guide_store_take(struct db *db, struct arena *a, struct guide_shelf *shelf,
                     const struct guide **out);

// Whoever changes a category, its template, its words or a synonym says so in the same transaction.
err guide_store_changed(struct db *db);

// The leaves after `after` by code, at most `most`.
typedef LIST(str) guide_codes;
err guide_store_codes(struct db *db, struct arena *a, str after, size_t most, guide_codes *out);
// The titles of what is for sale there, the newest first, at most LIMIT_GUIDE_TITLES.
err guide_store_titles(struct db *db, struct arena *a, str category, guide_codes *out);
// Says that it has changed where the words are others.
err guide_store_keep(struct db *db, str category, str words, size_t title_count, instant now);
