// Asking the law about a case: the lawful path comes before anything else.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_path_store.h"

extern const struct fault PURCHASE_PATH_MISSING;   // REFUSED: the law was not asked yet
extern const struct fault PURCHASE_PATH_STALE;     // REFUSED: the case changed since it was asked
extern const struct fault PURCHASE_CONFIRM_REASON; // INVALID: rests on an unsure row, no word on it

// What the law says of a case as it stands today.
struct purchase_judgement {
    struct law_question question;
    struct law_answer answer;
    struct law_similar similar;
    purchase_similar_list similar_cases;
};

// The first day whose similar purchases are added up on `on`: the longer of the two periods the
// article offers, the fiscal year or twelve months.
date purchase_path_since(date on);

// Ask, and store nothing: for pages, and for who wants to know before a deed. `estimated` is
// without VAT, `price` the contract price with VAT. Two statements.
err purchase_path_judge(struct unit *u, const struct purchase *p, money estimated, money price,
                        struct purchase_judgement *out);

// The officer takes the answer: it is stored, and the case goes by it. Where similar cases would
// make the path longer, `split_reason` says why this is no split; without it the longer path holds.
// Fails with PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE (only a draft), PURCHASE_CONFIRM_REASON.
err purchase_path_action_take(struct unit *u, struct purchase *p, str split_reason,
                              str confirm_reason);

// Does the stored answer still speak of this case (same question but for the day, same path today)?
// Fails with PURCHASE_PATH_MISSING, PURCHASE_PATH_STALE. Called by every deed that rests on it:
// asking for a quote, waiving it, handing over.
err purchase_path_admit(struct unit *u, const struct purchase *p);

// After a quote: ask again with the agreed price and store it beside the first, when the price is
// above the one judged. Fails with PURCHASE_PATH_STALE when the path became longer.
err purchase_path_follow(struct unit *u, struct purchase *p);
