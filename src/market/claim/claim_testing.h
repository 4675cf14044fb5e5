// A scene for tests of claims and payments: a contract that was signed, delivered and accepted,
// upon the scene of the trade. A test begins with
//
//     struct purchase_scene s;
//     purchase_testing_open(&s, &t);
//     struct contract c;
//     claim_testing_accept(&s, &(struct claim_testing){.ends_on = day, .parts = {{day, 100}}}, &c);
//
// Trouble ends the program.
#pragma once

#include "market/contract/contract.h"
#include "market/purchase/purchase_testing.h"

#define CLAIM_TESTING_ACCOUNT "504-10-123456-7"   // of the supplier, where it has one
#define CLAIM_TESTING_DUE ((date){.days = 20777}) // 2026-11-20, the last day of claim_testing_open
#define CLAIM_TESTING_INVOICE "202611244100000012345678"
#define CLAIM_TESTING_PARTS 3

struct claim_testing {
    money unit_price; // of a box of paper, VAT included; 0: 22,000
    date ends_on;
    bool without_account; // the supplier's profile names none
    struct {
        date delivered_on; // and inspected the same day
        int64_t quantity;  // of the boxes ordered; 0: no part
    } parts[CLAIM_TESTING_PARTS];
};

// Another case of the officer's, all of whose parts were accepted by the inspector. The contract
// dates from 2026-11-02, its rate is 0.08 % a day.
void claim_testing_accept(struct purchase_scene *s, const struct claim_testing *t,
                          struct contract *out);
// The scene of the trade with such a contract, due on CLAIM_TESTING_DUE, of which all was brought
// and accepted on that day.
void claim_testing_open(struct purchase_scene *s, struct testing_db *t, date delivered_on,
                        struct contract *out);
// The contract as it is now.
void claim_testing_find(struct purchase_scene *s, struct contract *c);
// The scene's own draft with its exempt line, accepted in one part on the day it ends.
void claim_testing_accept_draft(struct purchase_scene *s, date ends_on, struct contract *out);
// The supplier's profile names an account to be paid to.
void claim_testing_bank(struct purchase_scene *s);
// The deed of a claim with every proof given in order, in the unit of whoever claims.
err claim_testing_make(struct unit *u, public_no contract, const char *invoice_no,
                       int64_t asked_days, public_no *out_no);
// Claim it as its owner: every proof given in order. *out_no is the claim.
void claim_testing_claim(struct purchase_scene *s, const struct contract *c, const char *invoice_no,
                         int64_t asked_days, public_no *out_no);

// An address: `above`/NO`below`.
const char *claim_testing_path(struct purchase_scene *s, const char *above, public_no no,
                               const char *below);
