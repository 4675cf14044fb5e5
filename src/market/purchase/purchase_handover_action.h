// What has to go through a designated system (지정정보처리장치) is handed over, and its result
// taken back: this platform hosts no such quotations.
#pragma once

#include "market/purchase/purchase_handover_store.h"
#include "market/purchase/purchase_path_action.h"

extern const struct fault HANDOVER_TOO_EARLY; // INVALID: a result from before it was handed over

// Fails with PURCHASE_NOT_OFFICER, PURCHASE_PATH_MISSING, PURCHASE_PATH_STALE,
// PURCHASE_WRONG_STATE.
err handover_action_hand_over(struct unit *u, struct purchase *p, str system);
// Fails with PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE, HANDOVER_TOO_EARLY, HANDOVER_HAS_RESULT.
err handover_action_take_result(struct unit *u, const struct purchase *p,
                                const struct handover_result *result);
