// What a firm's owner changes about the firm.
#pragma once

#include "market/party/party_facts.h"
#include "platform/file/file.h"

// The facts, with the licence (NULL: as it was) they were read from. What the licence says is told
// to the operators. Fails with COMPANY_NEEDS_LICENCE, FILE_*, PARTY_CHANGED.
err company_action_change(struct unit *u, int64_t version, const struct supplier_facts *facts,
                          const struct upload *licence);

// Where the firm is paid; every owner is told, since money goes there. Fails with PARTY_CHANGED.
err company_action_set_bank(struct unit *u, int64_t version, str bank, str account, str holder);

// What the account's number is sealed for.
#define COMPANY_BANK_CONTEXT "supplier.account"
