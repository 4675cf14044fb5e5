// What the supplier and the inspector do: note a delivery, inspect it. One transaction each.
#pragma once

#include "market/contract/contract_action.h"
#include "market/delivery/delivery_store.h"

// What the supplier writes beside the quantities.
struct delivery_note {
    date delivered_on;
    str place;
    str remark; // or empty
    const struct upload *files;
    size_t file_count;
};

// The supplier notes a part: of `lines`, read in this unit, `brought` says how much of each. The
// contract moves on, the inspectors are asked by the last day of the law's term, counted from
// today. Fails with PURCHASE_BOTH_SIDES, DELIVERY_NOT_SIGNED, DELIVERY_ALL_BROUGHT,
// DELIVERY_TOO_MANY, DELIVERY_NOTHING, DELIVERY_IN_FUTURE, DELIVERY_BEFORE_CONTRACT,
// DELIVERY_TOO_MANY_FILES, DELIVERY_NO_TERM, CONTRACT_FILES_FULL, then FILE_*.
err delivery_action_note(struct unit *u, struct contract *c, const delivery_line_list *lines,
                         const struct delivery_note *note, public_no *out_no);

// What the inspector writes beside the quantities.
struct inspection_note {
    date arrived_on; // the supplier's day confirmed, or corrected
    date inspected_on;
    enum inspection_method method;
    str opinion;        // or empty
    str confirmed_with; // password, code: session_confirm
    const struct upload *files;
    size_t file_count;
};

// The inspector settles a delivery: of its `lines`, read in this unit, `passed`, `failed` and
// `reason` say how. What failed is open again and the supplier is asked to bring it; when all that
// was ordered has passed, the contract moves on and the supplier is asked to claim. Fails with
// PURCHASE_OWN_HANDS, PURCHASE_BOTH_SIDES, DELIVERY_CHANGED, INSPECTION_SUM,
// INSPECTION_NEEDS_REASON, DELIVERY_IN_FUTURE and DELIVERY_BEFORE_CONTRACT of the day it came,
// INSPECTION_IN_FUTURE, INSPECTION_TOO_EARLY, DELIVERY_TOO_MANY_FILES, CONTRACT_FILES_FULL, then
// FILE_*.
err delivery_action_inspect(struct unit *u, struct delivery *d, const delivery_line_list *lines,
                            const struct inspection_note *note);
