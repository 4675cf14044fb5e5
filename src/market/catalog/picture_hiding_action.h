// An operator hides a photo from everybody, or shows it again; its firms are told.
#pragma once

#include "market/catalog/picture_hiding_store.h"
#include "platform/unit/unit.h"

// With every photo of the same bytes that is shown, or that was hidden together with it. `words`
// say who asked and what was looked at. Of one that is shown again the ground stays what it was
// hidden for. Fails with PICTURE_HIDING_MOVED.
err picture_hiding_action_set(struct unit *u, const struct hideable *x, str ground, str words);
// A photo whose sizes were just made is hidden as the others of its bytes were meanwhile.
err picture_hiding_action_follow(struct unit *u, picture_id picture);
