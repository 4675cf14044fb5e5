// Rows of pictures. Whose they are is asked by whoever shows them to a party: a picture knows
// nobody but who handed it in.
#pragma once

#include "platform/db/db.h"
#include "platform/file/file.h"
#include "platform/picture/picture.h"

err picture_store_add(struct db *db, const struct picture *p, account_id by, picture_id *out);
// Fails with PICTURE_UNKNOWN.
err picture_store_find(struct db *db, picture_id id, struct picture *out);
// The file of one size of a ready one. Fails with PICTURE_UNKNOWN.
err picture_store_find_made(struct db *db, public_no no, enum picture_size size,
                            struct kept_file *out);

// One that waits becomes ready, or refused with its verdict; another run may have been first, and
// then nothing is changed.
err picture_store_set_ready(struct db *db, const struct picture *p,
                            const file_id made[PICTURE_SIZE_COUNT], instant now);
err picture_store_set_refused(struct db *db, picture_id id, enum picture_verdict verdict,
                              instant now);

// Read the columns of the view "picture" that every statement on pictures gives: id, no, file_id,
// state, verdict, width, height, words, hash, added_at.
struct picture picture_read(struct query *q);

// A picture that looks much like another.
struct picture_near {
    picture_id id;
    int distance; // bits of the hash
};
typedef LIST(struct picture_near) picture_near_list;

// At most LIMIT_PICTURES_NEAR ready pictures within PICTURE_NEAR bits of `hash`, the nearest first,
// without `but`. None for a hash that does not tell pictures apart.
err picture_near(struct db *db, struct arena *a, uint64_t hash, picture_id but,
                 picture_near_list *out);
