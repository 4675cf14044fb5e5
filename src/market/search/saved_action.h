// What people do to their saved searches, and what the night does for them.
#pragma once

#include "market/search/saved.h"
#include "platform/unit/unit.h"

// Keep a question of one's own. Fails with SAVED_NOTHING, SAVED_TOO_LONG, SAVED_KNOWN, SAVED_FULL.
err saved_action_add(struct unit *u, const struct saved *typed);
// Another name, told or not. Fails with SAVED_UNKNOWN, like the next two.
err saved_action_set(struct unit *u, public_no no, str name, bool is_told);
// Look at it: what was new is seen. *out is what it was.
err saved_action_open(struct unit *u, public_no no, struct saved *out);
err saved_action_remove(struct unit *u, public_no no);
// Take a removal back. Fails also with SAVED_KNOWN, SAVED_FULL.
err saved_action_restore(struct unit *u, public_no no);

// Note how many are new to each, up to an instant, and tell each person once.
err saved_action_tell(struct unit *u, const saved_list *looked, const int64_t *counts,
                      instant until);
