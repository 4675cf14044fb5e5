// What operators do about products that are one: merge, take back, say that they are not.
//
// What a purchase saw stays with its lines; only where the offers stand, and where the old address
// leads, changes. Every offer that moves gets a revision, and its firm is told.
#pragma once

#include "market/catalog/merge_store.h"
#include "platform/unit/unit.h"

// `from` leads to `into` from now on, and its offers become offers of `into`; one of a firm that
// offers `into` already ends. Fails with MERGE_NEEDS_REASON, MERGE_SAME, MERGE_UNKNOWN, MERGE_GONE,
// MERGE_OTHER_CATEGORY, MERGE_HOLDS_OTHERS, MERGE_LAST_OFFER.
err merge_action_merge(struct unit *u, public_no from, public_no into, str reason, public_no *out);

// Everything stands as before: offers that were moved go back with what happened to them since, one
// that ended for it is again what it was, but for those that were changed since: *out_left of them
// stay. Fails with MERGE_NEEDS_REASON, MERGE_UNKNOWN, MERGE_UNDONE.
err merge_action_undo(struct unit *u, public_no merge, str reason, size_t *out_left);

// They are two. Fails with MERGE_SAME, MERGE_UNKNOWN.
err merge_action_dismiss(struct unit *u, public_no one, public_no other);
