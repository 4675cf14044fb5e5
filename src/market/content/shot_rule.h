// What is to be shot of a category: the longest that a product lies in tells its list.
#pragma once

#include "base/arena.h"
#include "market/content/content.h"

extern const struct fault SHOT_RULE_UNKNOWN; // MISSING: no such category
extern const struct fault SHOT_RULE_CHANGED; // CONFLICT: by somebody else meanwhile
extern const struct fault SHOT_RULE_NONE;    // REFUSED: nothing must be shot
extern const struct fault SHOT_RULE_ROOT;    // REFUSED: the list of all has none above it

// Something must be shot, and each says how. Fails with SHOT_RULE_NONE.
err shot_rules_check(const shot_list *shots);
// "앞모습(꼭): 흰 배경 · …"
str shot_rules_show(struct arena *a, const shot_list *shots);
