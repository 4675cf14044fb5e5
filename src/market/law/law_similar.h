// Adding up similar purchases before a threshold is tested, and the warning of a split
//
#pragma once

#include "market/law/law.h"

// Earlier purchases of the same department for the same need, asked or contracted in a period.
struct law_similar_sum {
    money sum; // without VAT
    size_t count;
};

// The first days of the two periods that the article offers for a day: its fiscal year, and the
// twelve months up to it. Both end with the day itself.
void law_similar_days(date on, date *out_year_from, date *out_twelve_from);

struct law_similar {
    money sum;           // the larger of the two: what is added to the estimated price
    size_t count;        // purchases that count towards `sum`
    enum law_path alone; // the path of this purchase without them
    enum law_path together;
    bool looks_split; // together the path is longer than alone: a reason is needed
    str advice;       // Korean: what adding them does; empty when there is nothing similar
    str ban;          // the article against a split; empty: read of no law that binds the buyer
    str article;      // why they are added up; empty: it was read of no law that binds the buyer
};

// Judge `question` with its similar_price left aside; `year` and `twelve` are of law_similar_days.
void law_similar_judge(const struct law *law, const struct law_question *question,
                       struct law_similar_sum year, struct law_similar_sum twelve,
                       struct arena *arena, struct law_similar *out_similar);
