// The terms of a contract that somebody chooses or lodges, and what may hinder it from binding.
//
// Pure rules. The duties come from the law's answer, amounts and terms from its rows; nothing here
// knows a figure of its own.
#pragma once

#include "market/contract/contract.h"
#include "market/law/law_row.h"

extern const struct fault CONTRACT_NEEDS_DOCUMENT; // REFUSED: too large for 승낙사항 (C-01)
extern const struct fault CONTRACT_NEEDS_SECURITY; // REFUSED: too large for 지급각서 (C-06)
extern const struct fault CONTRACT_NEEDS_WHY;      // INVALID: own rules decide, and no word on them
extern const struct fault CONTRACT_TERM_OVER;      // REFUSED: its last day is past
extern const struct fault CONTRACT_SIGN_BY;        // INVALID: not between today and the last day
extern const struct fault CONTRACT_SANCTIONED;     // REFUSED: X-02
extern const struct fault CONTRACT_SUPPLIER_AWAY;  // REFUSED: the firm is not active
extern const struct fault CONTRACT_NO_DELAY_RATE;  // REFUSED: no row says what a late day costs
extern const struct fault CONTRACT_CERTIFICATE;    // REFUSED: the ground has lapsed with one
extern const struct fault CONTRACT_LODGED_SHORT;   // INVALID: less than the security asked
extern const struct fault CONTRACT_LODGED_TERM;    // INVALID: the bond does not span the contract

// May this paper or this security stand in a contract with that duty? Under LAW_OWN_RULE any may,
// with a word why. Fails with CONTRACT_NEEDS_DOCUMENT or CONTRACT_NEEDS_SECURITY, then
// CONTRACT_NEEDS_WHY.
err contract_admit_kind(enum contract_kind kind, enum law_duty duty, str why);
err contract_admit_security(enum contract_security security, enum law_duty duty, str why);

// Days: the contract must be able to end after it began, and be signed in between. Fails with
// CONTRACT_TERM_OVER; CONTRACT_SIGN_BY.
err contract_admit_term(date ends_on, date today);
err contract_admit_sign_by(date sign_by, date ends_on, date today);

// What of the supplier bars it on a day. `sanctioned_until` is a last day or DATE_NONE. Fails with
// CONTRACT_SUPPLIER_AWAY, CONTRACT_SANCTIONED.
err contract_admit_supplier(bool is_active, date sanctioned_until, date today);

// A contract says what a late day costs: millionths, 0 where no row in force does. Fails with
// CONTRACT_NO_DELAY_RATE.
err contract_admit_delay(int64_t delay_ppm);

// A certificate that the ground of a case rests on, as it stands today.
struct contract_proof {
    str label; // 여성기업 확인서
    bool holds;
};

// What is left of the ground of a case on a day.
struct contract_standing {
    struct contract_proof proofs[LAW_NEEDS_MAX];
    size_t proof_count;
    bool stands;              // the ground is what it was
    struct law_question left; // the question with what is left of the certificates
    struct law_answer answer; // to it, by the rows of its own day
};

// Decide the stored question anew, by the rows of its day, with those of its certificates that hold
// today: one that the ground never needed may lapse. Never fails.
void contract_judge_standing(const struct law *law, const struct law_question *asked, uint32_t tags,
                             int64_t vulnerable_bp, date today, struct arena *arena,
                             struct contract_standing *out);

// What the supplier lodged where no promise was enough: a bond, or cash.
struct contract_lodged {
    str issuer; // 보증기관, or where it was paid in
    str number; // 증권번호, 납부번호
    money amount;
    date valid_from; // of a bond; cash has no days
    date valid_until;
};

// Fails with CONTRACT_LODGED_SHORT, CONTRACT_LODGED_TERM: a bond begins by the day the contract
// does and ends no earlier (C-09).
err contract_admit_lodged(const struct contract *c, const struct contract_lodged *lodged,
                          date starts_on);

// The stamp duty on a contract for work (S-01 … S-08); NULL: none is due, or the goods are bought.
const struct law_stamp_band *contract_find_stamp(const struct law *law, enum law_object object,
                                                 money price, date on);
