// Moving a contract on, and its purchase with it.
#pragma once

#include "market/contract/contract_store.h"
#include "market/purchase/purchase_action.h"

struct contract_step {
    enum contract_event event;
    str text;   // what happened, for the timeline; both sides read it
    str reason; // what the person wrote, for the audit; or empty
    str path;   // of the record that was made, for the institution; or empty
};

// Move `c` and the purchase behind it, which is given back in *out_purchase for the tasks and
// notices of the next step. Where the purchase stays (one side signed), the timeline still tells
// and its open tasks close. Fails with CONTRACT_WRONG_STATE, CONTRACT_CHANGED, then as
// purchase_step.
err contract_step(struct unit *u, struct contract *c, const struct contract_step *step,
                  struct purchase *out_purchase);
