// What a firm does with the pictures of what it offers.
#pragma once

#include "market/catalog/product_picture_store.h"
#include "platform/unit/unit.h"

// One more picture of a product of the firm of who acts; it waits to be made. The first is the
// front. `why` is told with the change. Fails with PRODUCT_PICTURES_FULL, with
// PICTURE_HIDING_SAME and as picture_action_add.
err product_picture_action_add(struct unit *u, const struct pictured *of, const struct upload *up,
                               str why);

// The same; *out is the picture.
err product_picture_action_add_one(struct unit *u, const struct pictured *of,
                                   const struct upload *up, str why, picture_id *out);

enum picture_move { PICTURE_SAVE, PICTURE_UP, PICTURE_DOWN, PICTURE_REMOVE, PICTURE_RESTORE };

// `own` are all of them as product_picture_list_own read them, `at` the one that is meant, with
// role and words as they are to be. Fails with PRODUCT_PICTURE_CHANGED, PRODUCT_PICTURES_FULL (of a
// restored one).
err product_picture_action_move(struct unit *u, product_picture_list *own, size_t at,
                                enum picture_move move);
