// Rows of people and their roles.
#pragma once

#include "market/party/party.h"
#include "platform/db/db.h"

#define PARTY_HOLDERS_MAX 500 // people told of one deed; the largest institution has fewer

typedef LIST(account_id) account_list;

// The people who hold one of `rights` today at an institution or a supplier (the other is 0), each
// once. Rows beyond PARTY_HOLDERS_MAX are not read.
err party_list_holders(struct db *db, struct arena *a, institution_id institution,
                       supplier_id supplier, uint64_t rights, date today, account_list *out);
