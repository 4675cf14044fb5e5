// Rows of contracts.
#pragma once

#include "market/contract/contract.h"
#include "market/purchase/purchase_store.h"
#include "platform/db/db.h"

// One contract of an institution or a supplier, by its public number or its row. Fails with
// CONTRACT_UNKNOWN, also when it is another's.
err contract_find(struct db *db, struct purchase_side side, public_no no, struct contract *out);
err contract_find_id(struct db *db, struct purchase_side side, contract_id id,
                     struct contract *out);
err contract_list_lines(struct db *db, struct arena *a, contract_id id, contract_line_list *out);
// Save where it stands: state, contracted_on, starts_on, moved_at. Fails with CONTRACT_CHANGED.
err contract_save(struct db *db, struct contract *c);
