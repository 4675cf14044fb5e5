// What a supplier does about its money: prepare a claim, and make it.
#pragma once

#include "market/claim/claim_store.h"
#include "market/contract/contract_action.h"

// Everything a supplier needs to know of a contract before it claims: two more statements for the
// draft and the earlier claims.
struct claim_case {
    struct contract contract;
    struct claim_basis basis;
    struct claim_bank profile; // the firm's registered account, sealed; account empty: none
    struct claim_bill bill;    // as if claimed today, nothing excused
    bool has_draft;
    struct claim_draft draft;
    claim_proof_list proofs; // the checklist, filled from the draft
};
// Fails with CONTRACT_UNKNOWN, CONTRACT_WRONG_STATE, CLAIM_NOT_ACCEPTED.
err claim_prepare(struct unit *u, public_no contract, struct claim_case *out);

// The account that will be claimed to, opened: the one typed for this claim, else the profile's;
// empty: none. Fails when it was sealed for another row.
err claim_open_bank(struct arena *a, const struct claim_case *k, struct claim_bank *out);
// The account number of a claim. Fails when it was sealed for another claim.
err claim_open_account(struct arena *a, const struct claim *c, str *out);

// Keep what was typed. Bank and files of `d` are as stored: sealed, kept. Fails as claim_prepare,
// and with CONTRACT_FILES_FULL.
err claim_action_save_draft(struct unit *u, const struct claim_case *k,
                            const struct claim_draft *d);

// Claim what was prepared: the contract moves on, the accountants get their term, the ledger and
// the purchase record are told. Fails as claim_prepare, then with PURCHASE_BOTH_SIDES,
// CLAIM_NOT_PREPARED, as
// claim_check_excuse and claim_check_proofs, and with CLAIM_INVOICE_USED, CLAIM_NO_TERM.
err claim_action_claim(struct unit *u, public_no contract, public_no *out_no);

// What a claim made today would meet.
struct claim_term {
    date pay_by; // the last day to pay it
    str article;
    int64_t seq;      // 1st, 2nd … of its contract
    date returned_on; // the claim before it; DATE_NONE: there was none
    str return_reason;
};
// Fails with CLAIM_NO_TERM.
err claim_find_term(struct unit *u, const struct contract *c, struct claim_term *out);
