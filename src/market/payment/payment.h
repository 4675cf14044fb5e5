// The payment (대금 지급): who may pay a claim, when it is ready, what a late one costs.
//
// Pure rules: no clock, no database, no HTTP. The treasury transfers; here the accountant checks,
// decides and notes the transfer. Amounts in won.
#pragma once

#include "market/claim/claim.h"
#include "market/purchase/purchase.h"

extern const struct fault PAYMENT_UNKNOWN;        // MISSING: the claim is not paid
extern const struct fault PAYMENT_SAME_HANDS;     // REFUSED: approved or inspected this purchase
extern const struct fault PAYMENT_NOT_CHECKED;    // REFUSED: a proof is not checked yet
extern const struct fault PAYMENT_EXCUSE_OPEN;    // REFUSED: days were asked for, not decided on
extern const struct fault PAYMENT_ALTERED;        // REFUSED: not as claimed, or as counted
extern const struct fault PAYMENT_NOT_AS_SIGNED;  // REFUSED: not what was approved and signed
extern const struct fault PAYMENT_AMOUNT;         // INVALID: not the amount due
extern const struct fault PAYMENT_DAY;            // INVALID: before the claim or to come
extern const struct fault PAYMENT_REFERENCE_USED; // INVALID: of another payment
extern const struct fault PAYMENT_NO_INQUIRY; // INVALID: checked by asking, the answer is missing
extern const struct fault PAYMENT_NOT_LATE;   // REFUSED: nothing to excuse

struct payment {
    payment_id id;
    public_no no;
    claim_id claim;
    institution_id institution;
    money paid;
    int64_t late_days; // past the last legal day
    date paid_on;
    str reference; // of the treasury's transfer
    str paid_by;   // name
    instant noted_at;
};

// What the chain of deeds keeps the hash of: of deciding the supplier's excuse what it made of the
// claim; of a payment that as well, and the payment.
str payment_bill_content(struct arena *a, const struct claim *c);
str payment_content(struct arena *a, const struct payment *p, const struct claim *c);

// Three hands: who pays has neither asked for it, nor approved, nor inspected it, and is nobody of
// the supplier. Fails with PURCHASE_OWN_HANDS, PAYMENT_SAME_HANDS, PURCHASE_BOTH_SIDES.
err payment_admit(const struct purchase_hands *hands);

// Is everything looked at and decided? Fails with CLAIM_WRONG_STATE, PAYMENT_NOT_CHECKED,
// PAYMENT_EXCUSE_OPEN.
err payment_check_ready(const struct claim *c);
// Fails with PAYMENT_AMOUNT, PAYMENT_DAY.
err payment_check(const struct claim *c, money paid, date paid_on, date today);

// Days past the last legal day; 0 when in time.
int32_t payment_late_days(const struct claim *c, date paid_on);

// 지연이자 (F-09): the sentence of the law, and the amount only where a row names the rate of a
// year (shares: late_interest), which is the treasury's.
struct payment_interest {
    int32_t days;
    const struct law_fact *fact;  // NULL: the law says nothing
    const struct law_share *rate; // NULL: not known, nothing is counted
    money amount;                 // whole won, rounded down
};
void payment_judge_interest(const struct law *law, const struct claim *c, date on,
                            struct payment_interest *out);
