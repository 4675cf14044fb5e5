// Making records, and the institution's own targets.
#pragma once

#include "market/record/record_store.h"
#include "platform/unit/unit.h"

// Bring the record of a contract to what its rows say: none before both signed or for training,
// made once with what it counts for on the contract date, what was paid since; taken out of the
// sums, visibly, when the contract was undone. A second run changes nothing. Fails with
// RECORD_NO_CONTRACT.
err record_action_refresh(struct unit *u, contract_id id);

// The actor's institution aims at `bp` in a year; 0 takes its own target back. A target as it
// stands already is left alone. Fails with RECORD_NO_CATEGORY, RECORD_TARGET_BELOW_LAW.
err record_action_set_target(struct unit *u, int64_t year, str category, int64_t bp,
                             record_goals goals, record_targets standing);
