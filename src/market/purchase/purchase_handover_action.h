// What has to go through a designated system (지정정보처리장치) is handed over, and its result
// taken back: this platform hosts no such quotations.
#pragma once

#include "market/purchase/purchase_handover_store.h"
#include "market/purchase/purchase_path_action.h"

extern const struct fault HANDOVER_TOO_EARLY;   // INVALID: a day before it was handed over
extern const struct fault HANDOVER_NO_CONTRACT; // INVALID: a contract without firm, sum or number
extern const struct fault HANDOVER_NOTHING_WON; // INVALID: no contract, but a firm or a sum
extern const struct fault HANDOVER_NO_NUMBER;   // INVALID: bidding that failed has a notice
extern const struct fault HANDOVER_NO_REASON;   // INVALID: why it was stopped, or is corrected

// Fails with PURCHASE_NOT_OFFICER, PURCHASE_PATH_MISSING, PURCHASE_PATH_STALE,
// PURCHASE_WRONG_STATE.
err handover_action_hand_over(struct unit *u, struct purchase *p, str system);
// What came of it there. `corrects`: the id of the result it takes the place of; 0: the first.
// Fails with PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE, HANDOVER_TOO_EARLY, those above in their
// order, HANDOVER_HAS_RESULT.
err handover_action_take_result(struct unit *u, const struct purchase *p, int64_t corrects,
                                const struct handover_result *result);
