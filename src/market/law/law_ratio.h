// Priority-purchase targets: who counts, of what, and what is aimed at (P-01 … P-12).
#pragma once

#include "market/law/law_pack.h"

struct law_ratios {
    const struct law_ratio **items;
    size_t count;
};

// Every category in force on a day, each once per object it is split by; allocated in `arena`.
struct law_ratios law_ratios_on(const struct law *law, enum law_regime regime, date on,
                                struct arena *arena);

// Does a purchase of this object belong to the whole of which the row is a share?
bool law_ratio_counts_object(const struct law_ratio *row, enum law_ratio_object object);
// Does a purchase from a supplier with this tag, or of a product with it, belong to the part?
bool law_ratio_counts_tag(const struct law_ratio *row, str tag);

enum law_ratio_object law_ratio_object_of(enum law_object object);

// Part of whole against the target, in 1/100 %: what is reached, and what is missing in won to
// reach the target with the whole as it is. A row without a target is always reached.
struct law_ratio_result {
    int64_t reached_bp;
    money missing;
    bool is_reached; // not rounded: the part itself is compared
};
struct law_ratio_result law_ratio_judge(const struct law_ratio *row, money part, money whole);
