// The pages of contracts, for their tests: all their routes before the scene of a purchase.
#pragma once

#include "market/contract/contract_testing.h"

struct contract_desk {
    struct purchase_scene s;
    struct web_test w;
    struct contract c;
    char base[64]; // "/buyer/contracts/123"
    char seller[64];
};

// Before all tests of a program; party_testing_group_end comes after them.
int contract_desk_begin(void **state);
void contract_desk_open(struct contract_desk *x, struct testing_db *t);
// … with a contract of its draft that was offered to the supplier.
void contract_desk_open_offered(struct contract_desk *x, struct testing_db *t);
// The addresses are of this contract from now on.
void contract_desk_use(struct contract_desk *x, const struct contract *c);
// An address below x->base or x->seller; in the arena of the database.
const char *contract_desk_at(struct contract_desk *x, const char *base, const char *more);
// The contract as it stands now.
void contract_desk_reload(struct contract_desk *x);
