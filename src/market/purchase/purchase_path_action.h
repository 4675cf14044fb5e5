// Asking the law about a case: the lawful path comes before anything else.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_path_store.h"
#include "market/purchase/purchase_proof.h"

extern const struct fault PURCHASE_PATH_MISSING;   // REFUSED: the law was not asked yet
extern const struct fault PURCHASE_PATH_STALE;     // REFUSED: the case changed since it was asked
extern const struct fault PURCHASE_SANCTIONED;     // REFUSED: X-02
extern const struct fault PURCHASE_SUPPLIER_AWAY;  // REFUSED: suspended or gone
extern const struct fault PURCHASE_CONFIRM_REASON; // INVALID: rests on an unsure row, no word on it

// What the law says of a case as it stands today.
struct purchase_judgement {
    struct law_question question;
    struct law_answer answer;
    struct law_similar similar;
    struct purchase_similars similar_cases;
    struct purchase_tags supplier;
    uint32_t left_out;    // tags of the supplier that hold only for what it makes or does itself
    str left_out_article; // that says so; empty when none was left out
};

// What the officer writes beside an answer; each empty where nothing is asked.
struct purchase_word {
    str split_reason;   // why what looks like a split is none
    str confirm_reason; // what was looked up where a row is not sure
    struct purchase_proofs proofs;
};

// Ask, and store nothing: for pages, and for who wants to know before a deed. `estimated` is
// without VAT, `price` the contract price with VAT. Two statements.
err purchase_path_judge(struct unit *u, const struct purchase *p, money estimated, money price,
                        struct purchase_judgement *out);

// May a negotiated contract be made with this supplier on a day? The last day of a sanction still
// bars. What goes through a designated system is nobody's yet: `path` beyond one quote is
// never refused. Fails with PURCHASE_SUPPLIER_AWAY, PURCHASE_SANCTIONED.
err purchase_supplier_admit(const struct purchase_tags *supplier, enum law_path path, date on);
// The same of a case as it stands today. One statement.
err purchase_path_admit_supplier(struct unit *u, const struct purchase *p);

// The officer has written why what looks like a split is none: the case goes by its own amount.
// Without such a word, or a need for it, *j is left alone.
void purchase_path_hear(struct unit *u, str split_reason, struct purchase_judgement *j);

// The officer takes the answer: it is stored, and the case goes by it. Where similar cases would
// make the path longer, the word says why this is no split; without it the longer path holds.
// Fails with PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE (only a draft), then like
// purchase_supplier_admit, PURCHASE_CONFIRM_REASON, then like purchase_proofs_admit.
err purchase_path_action_take(struct unit *u, struct purchase *p, const struct purchase_word *word);

// What was written beside a stored answer.
struct purchase_word purchase_word_of(struct arena *a, const struct purchase_decision *stored);

// What was stored, judged anew today: with its word about a split, as long as the sum is the same.
err purchase_path_judge_again(struct unit *u, const struct purchase *p, money estimated,
                              money price, const struct purchase_decision *stored,
                              struct purchase_judgement *out);

// Does the stored answer agree with one judged again, and is everything confirmed that it asks for?
// Fails with PURCHASE_PATH_STALE, PURCHASE_SANCTIONED, then like purchase_proofs_admit.
err purchase_path_compare(struct unit *u, const struct purchase *p,
                          const struct purchase_decision *stored,
                          const struct purchase_judgement *j);

// Does the stored answer still speak of this case (same question but for the day, same path today),
// and is everything confirmed that it asks for? Fails with PURCHASE_PATH_MISSING,
// PURCHASE_PATH_STALE, PURCHASE_SANCTIONED, then like purchase_proofs_admit. Called by every deed
// that rests on it: asking for a quote, waiving it, handing over.
err purchase_path_admit(struct unit *u, const struct purchase *p);

// After a quote: may the supplier still be chosen? And ask again with the agreed price and store it
// beside the first, when the price is above the one judged. Fails like purchase_supplier_admit,
// with PURCHASE_PATH_STALE when the path became longer, then like purchase_proofs_admit.
err purchase_path_follow(struct unit *u, struct purchase *p);
