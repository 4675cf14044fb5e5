// Rows of claims, their proofs, and what was typed before them.
#pragma once

#include "market/claim/claim.h"
#include "market/contract/contract_store.h"
#include "platform/db/db.h"

// The columns an account number is sealed for.
#define CLAIM_SEAL_SUPPLIER "supplier.account" // of the profile, by the row of the supplier
#define CLAIM_SEAL_CLAIM "claim.account" // by the claim's number, of a draft by its contract's

// A claim of an institution or a supplier with its proofs. Fails with CLAIM_UNKNOWN, also when it
// is another's.
err claim_find(struct db *db, struct arena *a, struct purchase_side side, public_no no,
               struct claim *out);
// The same by its row, for the machine.
err claim_find_id(struct db *db, struct arena *a, claim_id id, struct claim *out);

// The supplier's account as its profile has it; `account` is sealed, empty: none.
struct claim_bank {
    str name;
    str account;
    str holder;
};
// What a claim on `c` is judged by (the contract, what was accepted of it, how it was made), and
// where the firm is paid; due_on is left to who knows from which day is counted. Two statements.
err claim_find_basis(struct db *db, struct arena *a, const struct contract *c,
                     struct claim_basis *out, struct claim_bank *out_bank);
err claim_list_accepted(struct db *db, struct arena *a, contract_id contract,
                        delivery_came_list *out);
// Earlier claims of a contract, all of them sent back while a new one may be made.
err claim_list_turns(struct db *db, struct arena *a, contract_id contract, claim_turn_list *out);
// Does the number of an invoice stand on a claim for another contract of the firm?
err claim_is_invoice_used(struct db *db, const struct contract *c, str number, bool *out);

// A new claim with its proofs; c->id is set. `account` is who claims.
err claim_add(struct db *db, struct claim *c, account_id account);
// Where it stands, what was granted and what that costs; `person` decided on the excused days, or
// 0. Fails with CLAIM_CHANGED.
err claim_save(struct db *db, struct claim *c, account_id person);
err claim_check_proof(struct db *db, claim_id id, str kind, str inquiry, account_id account,
                      instant now);

// What the supplier typed; of its proofs only what is typed is read.
struct claim_draft {
    int64_t asked_days;
    str excuse_reason;
    struct claim_bank bank; // sealed; empty: the profile's
    claim_proof_list proofs;
};
err claim_find_draft(struct db *db, struct arena *a, contract_id contract, bool *out_found,
                     struct claim_draft *out);
err claim_save_draft(struct db *db, contract_id contract, const struct claim_draft *d,
                     account_id account, instant now);
