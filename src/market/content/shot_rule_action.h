// Changing what is to be shot of a category.
#pragma once

#include "market/content/shot_rule_store.h"
#include "platform/unit/unit.h"

// The list of was->category becomes `shots`; none: the list above counts again. `was` as
// shot_rule_store_find read it, with the revision that was seen. Fails with SHOT_RULE_NONE,
// SHOT_RULE_ROOT, SHOT_RULE_CHANGED.
err shot_rule_action_set(struct unit *u, const struct shot_rules *was, int64_t seen,
                         const shot_list *shots, str reason);
