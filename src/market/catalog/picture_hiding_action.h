// An operator hides a photo from everybody, or shows it again; its firm is told.
#pragma once

#include "market/catalog/picture_hiding_store.h"
#include "platform/unit/unit.h"

// `words` say who asked and what was looked at. Of one that is shown again the ground stays what it
// was hidden for. Fails with PICTURE_HIDING_MOVED.
err picture_hiding_action_set(struct unit *u, const struct hideable *x, str ground, str words);
