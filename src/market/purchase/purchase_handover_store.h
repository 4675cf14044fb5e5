// Cases that were handed over to a designated system, and what came back.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

extern const struct fault HANDOVER_HAS_RESULT; // CONFLICT: somebody wrote one meanwhile

enum handover_outcome {
    HANDOVER_CONTRACTED, // 계약 체결
    HANDOVER_FAILED,     // 유찰: nobody, or nobody fit, was found
    HANDOVER_STOPPED,    // 중단: the notice was taken back, or the need has gone
    HANDOVER_OUTCOME_COUNT
};

struct handover_result {
    int64_t id; // of its row; 0: not saved yet
    enum handover_outcome outcome;
    str number;   // of the notice or contract there
    date on;      // of the contract, or of the end
    str name;     // the firm that won; empty: none did
    money amount; // VAT included; zero: none
    money supply; // without VAT, as similar purchases are added up; zero: none
    str note;     // why it ended so, or why it is corrected
    str person;   // who wrote it
    instant written_at;
};

typedef LIST(struct handover_result) handover_result_list;

struct handover {
    str system; // 나라장터, 학교장터 …
    instant handed_at;
    str person; // who handed it over
};

const char *handover_outcome_word(enum handover_outcome outcome);
str handover_outcome_label(enum handover_outcome outcome);

// *out_found is false when the case was not handed over.
err handover_find(struct db *db, purchase_id id, bool *out_found, struct handover *out);
err handover_add(struct db *db, purchase_id id, str system, account_id account, instant now);
// Newest first: the first counts, the others were corrected.
err handover_results(struct db *db, struct arena *a, purchase_id id, handover_result_list *out);
// `corrects`: the row it takes the place of; 0: the first. Fails with HANDOVER_HAS_RESULT.
err handover_add_result(struct db *db, purchase_id id, int64_t corrects,
                        const struct handover_result *result, account_id account, instant now);
