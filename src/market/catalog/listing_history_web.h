// 변경 이력 of a listing: what it, its product and its photos were before and after each change.
#pragma once

#include "market/catalog/listing_part_web.h"
#include "market/catalog/picture_past.h"
#include "platform/unit/unit.h"

// The changes of a page of a listing, the newest first: its own revisions and those of its firm's
// photos of the product. `before` and `photo` of the request say where the page begins.
err listing_history_fill(struct unit *u, const struct request *rq, const struct listing *l,
                         const struct listing_words *w, struct listing_page *p);

// Photos before and after, side by side; those that only one list has are marked.
struct photo_pair listing_photos(struct arena *a, const past_photo_list *old,
                                 const past_photo_list *new);
