// Is what was approved and signed still what the rows say? Asked before a contract is drawn, before
// it binds, and before it is paid (abuse 4).
//
// Each gives the field that parted ("단가, 2번 품목", "결재 원본") in *out_altered; empty: nothing
// did. Fails with DB_* alone.
#pragma once

#include "market/contract/contract_store.h"
#include "platform/unit/unit.h"

// The case as it is, against the text its approvers agreed to and the hashes that are kept of it.
err contract_compare_case(struct unit *u, const struct purchase *p, const purchase_line_list *lines,
                          str *out_altered);
// A contract that binds, against its text, the hash that both signed, and what was approved: its
// firm, price and last day. Three statements.
err contract_compare_signed(struct unit *u, const struct contract *c, str *out_altered);

// A note for the chain of deeds: what was refused, and what had parted.
void contract_remember_altered(struct unit *u, str object, int64_t id, str altered);
