// What an accountant does about a claim: look at its proofs, decide on excused days, send it back,
// pay it.
//
// Each deed is refused to who asked for, approved or inspected the purchase or is of the supplier
// (PURCHASE_OWN_HANDS, PAYMENT_SAME_HANDS, PURCHASE_BOTH_SIDES) and for a claim that is over
// (CLAIM_WRONG_STATE), after CLAIM_UNKNOWN.
#pragma once

#include "market/claim/claim_store.h"
#include "market/contract/contract_action.h"
#include "market/payment/payment_store.h"

// A proof that was looked at; `inquiry` is what the issuer answered where the supplier agreed to be
// asked about, and how it was seen otherwise where nobody can open the file (claim_proof_asks).
struct payment_tick {
    str kind;
    str inquiry;
};
typedef LIST(struct payment_tick) payment_tick_list;
// Fails with PAYMENT_NO_INQUIRY, PDF_NOT_SEEN. Ticks on what was ticked before change nothing.
err payment_action_check(struct unit *u, public_no claim, const payment_tick_list *ticks);

// Days that are not the supplier's fault; 0: none are. Damages and net are counted anew. Fails with
// PAYMENT_NOT_LATE, then as claim_check_excuse.
err payment_action_excuse(struct unit *u, public_no claim, int64_t days, str opinion);

// Send the claim back with a reason: the clock stands until the supplier claims again (F-08).
err payment_action_return(struct unit *u, public_no claim, str reason);

struct payment_deed {
    money paid;
    date paid_on;
    str reference;      // of the treasury's transfer
    const char *method; // how the person was asked again: password, code
};
// Note the transfer: the claim is paid, once. Fails with PAYMENT_ALTERED where it is not as it was
// claimed, PAYMENT_NOT_AS_SIGNED where the case or its contract is not as it was approved and
// signed (*out_altered names what parted, and the audit keeps it), PAYMENT_NOT_CHECKED,
// PAYMENT_EXCUSE_OPEN, PAYMENT_AMOUNT, PAYMENT_DAY, PAYMENT_REFERENCE_USED, PAYMENT_ALTERED where
// its count is another now; CLAIM_CHANGED and CONTRACT_CHANGED when another accountant was first.
err payment_action_pay(struct unit *u, public_no claim, const struct payment_deed *deed,
                       str *out_altered);
// What of the contract behind a claim is not as both signed it and as it was approved; empty: all
// is. For the form, before it shows an account: four statements.
err payment_compare_signed(struct unit *u, const struct claim *c, str *out_altered);
// A note for the chain of deeds: a claim was not paid, for this had parted.
void payment_remember_altered(struct unit *u, const struct claim *c, str what);
