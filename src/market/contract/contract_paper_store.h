// Rows around a contract: the parties as they are today, pledges, signatures and what was lodged.
#pragma once

#include "market/contract/contract_content.h"
#include "market/contract/contract_pledge.h"
#include "market/contract/contract_terms.h"
#include "market/purchase/purchase_store.h"
#include "platform/db/db.h"

// Both parties of a case. Fails with PURCHASE_UNKNOWN when it is another's.
err contract_find_parties(struct db *db, struct purchase_side side, purchase_id purchase,
                          struct contract_buyer *out_buyer, struct contract_seller *out_seller);
void contract_foresee_parties(struct db *db, struct purchase_side side, purchase_id purchase);
// The supplier's certificates that hold on a day, under the names the law gives them.
err contract_list_certificates(struct db *db, struct arena *a, const struct law *law,
                               supplier_id supplier, date on, contract_certificate_list *out);
void contract_foresee_certificates(struct db *db, supplier_id supplier, date on);
err contract_add_pledge(struct db *db, contract_id id, enum contract_pledge_kind kind, str content,
                        str hash, account_id account, instant now);

enum contract_signer { CONTRACT_BY_INSTITUTION, CONTRACT_BY_SUPPLIER, CONTRACT_SIGNER_COUNT };

struct contract_signature {
    account_id account;
    str name;
    str method; // password, code
    str content_hash;
    instant signed_at; // 0: not signed
};
err contract_add_signature(struct db *db, contract_id id, enum contract_signer side,
                           const struct contract_signature *signature);
err contract_add_lodged(struct db *db, contract_id id, const struct contract_lodged *lodged,
                        account_id account, instant now);

// A pledge as it was signed, by who signed for the supplier.
struct contract_pledge {
    str content;
    str content_hash;
    instant signed_at; // 0: not signed
};

// Everything signed or lodged for a contract. One statement.
struct contract_papers {
    struct contract_signature signatures[CONTRACT_SIGNER_COUNT];
    struct contract_pledge pledges[CONTRACT_PLEDGE_COUNT];
    struct contract_lodged lodged;
    instant lodged_at; // 0: nothing is lodged
};
err contract_find_papers(struct db *db, contract_id id, struct contract_papers *out);
