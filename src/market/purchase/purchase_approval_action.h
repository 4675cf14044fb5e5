// What is done to an approval: submit, agree, send back, take back.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_approval_store.h"

// To the approvers of the line as it stands today; the content is frozen. `seen` is the hash of the
// content the officer saw. Fails with PURCHASE_NOT_OFFICER, PURCHASE_BOTH_SIDES,
// PURCHASE_WRONG_STATE, like purchase_supplier_admit, with APPROVAL_NO_LINE, APPROVAL_OWN_STEP,
// APPROVAL_ABSENT, APPROVAL_TWICE, PURCHASE_CHANGED.
err purchase_approval_action_submit(struct unit *u, struct purchase *p, str seen);

struct approval_decision {
    bool agrees;
    str opinion;         // required when it is sent back
    str seen;            // hash of the content the person saw
    bool confirms_split; // the similar purchases are no split; asked for by approval_asks_split
};

// The person whose turn it is, or their delegate, decides. The last who agrees approves the case;
// sending back ends the freeze. *out_altered names what was changed when that is the refusal. Fails
// with APPROVAL_NOT_OPEN, PURCHASE_OWN_HANDS, APPROVAL_NOT_THEIRS, APPROVAL_TWICE,
// PURCHASE_BOTH_SIDES, APPROVAL_DECIDED, APPROVAL_NEEDS_REASON, like purchase_supplier_admit,
// APPROVAL_ALTERED, APPROVAL_SPLIT; that the firm is barred never bars sending back.
err purchase_approval_action_decide(struct unit *u, struct purchase *p,
                                    const struct approval_decision *decision, str *out_altered);

// The officer takes it back before it is decided. Fails with PURCHASE_NOT_OFFICER,
// PURCHASE_WRONG_STATE.
err purchase_approval_action_withdraw(struct unit *u, struct purchase *p);
