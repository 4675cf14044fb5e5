// Signing a contract, each side in its turn, and ending it before it binds.
#pragma once

#include "market/contract/contract_action.h"
#include "market/contract/contract_paper_store.h"

extern const struct fault CONTRACT_UNCHECKED; // INVALID: the officer has not confirmed the checks
extern const struct fault CONTRACT_NOT_SIGNED_SO; // REFUSED: not what the supplier signed

// --- The supplier

struct contract_signing {
    const char *method; // password, code: how the person was asked again
    struct contract_answers answers;
    struct contract_lodged lodged; // read where no promise stands for the security
};

// What keeps the supplier from signing today: CONTRACT_WRONG_STATE, CONTRACT_ALTERED,
// CONTRACT_TERM_OVER, CONTRACT_SUPPLIER_AWAY, CONTRACT_SANCTIONED. NULL: it may sign.
err contract_look_supplier(struct unit *u, const struct contract *c);

// The owner pledges and signs; the officer is asked to. Fails with PURCHASE_BOTH_SIDES, like
// contract_look_supplier, with the refusal of the first item that bars (contract_pledge.h), or of
// contract_admit_lodged.
err contract_sign_supplier(struct unit *u, public_no no, const struct contract_signing *signing);

// The owner refuses to sign. Fails with CONTRACT_WRONG_STATE once it has signed.
err contract_decline(struct unit *u, public_no no, str reason);

// --- The institution

// A contract as it lies before the officer.
struct contract_review {
    struct contract contract;
    contract_line_list lines;
    struct purchase purchase;
    struct contract_papers papers;
    struct contract_standing standing;
    err obstacle; // why it cannot be signed; NULL: it can
    str altered;  // with CONTRACT_ALTERED: "단가, 2번 품목"
};

// Fails with CONTRACT_UNKNOWN, PURCHASE_NOT_OFFICER, CONTRACT_WRONG_STATE. The obstacle is one of
// CONTRACT_ALTERED, CONTRACT_NOT_SIGNED_SO, CONTRACT_TERM_OVER, CONTRACT_SUPPLIER_AWAY,
// CONTRACT_SANCTIONED, CONTRACT_CERTIFICATE (judged on today, the day of the contract),
// CONTRACT_LODGED_TERM.
err contract_look_institution(struct unit *u, public_no no, struct contract_review *out);

// The officer signs and the contract binds: from today it runs, its goods count as bought, the
// record is made, and the supplier is asked to deliver. `is_checked`: the officer has confirmed
// what bars a supplier on the day of the contract. Fails with PURCHASE_BOTH_SIDES,
// CONTRACT_UNCHECKED, the obstacle, or CONTRACT_ALTERED where the case is no longer what was
// approved.
err contract_sign_institution(struct unit *u, public_no no, const char *method, bool is_checked);

// The officer ends it before it binds. Fails with PURCHASE_NOT_OFFICER, CONTRACT_WRONG_STATE.
err contract_cancel(struct unit *u, public_no no, str reason);
