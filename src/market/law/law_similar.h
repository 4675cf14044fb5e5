// Adding up similar purchases before a threshold is tested, and the warning of a split
//
#pragma once

#include "market/law/law.h"

// An earlier purchase of the same department for the same need.
struct law_similar_item {
    date on;               // the day it was asked or contracted
    money estimated_price; // without VAT
};

struct law_similar {
    date year_from;      // first day of the fiscal year
    date twelve_from;    // first day of the twelve months before
    money year_sum;      // of the items within the fiscal year
    money twelve_sum;    // of the items within the twelve months
    money sum;           // the larger: what is added to the estimated price
    size_t count;        // items that count towards `sum`
    enum law_path alone; // the path of this purchase without them
    enum law_path together;
    bool looks_split; // together the path is longer than alone: a reason is needed
    str advice;       // Korean; empty when there is nothing similar
};

// Judge `question` with its similar_price left aside. Items after its day do not count.
void law_similar_judge(const struct law *law, const struct law_question *question,
                       const struct law_similar_item *items, size_t count, struct arena *arena,
                       struct law_similar *out_similar);
