// Contracts for tests of the trade, made by the deeds themselves: a test of what comes after begins
//
//     struct purchase_scene s;
//     purchase_testing_open(&s, &t);
//     struct contract c;
//     contract_testing_draw(&s, &s.draft, &c); // an offered contract of the approved draft
//     contract_testing_sign(&s, &c, CONTRACT_SIGNED);
//
// The officer draws and signs for the institution, the owner for the supplier. Trouble ends the
// program.
#pragma once

#include "market/contract/contract_draw_action.h"
#include "market/contract/contract_sign_action.h"
#include "market/purchase/purchase_testing.h"

// Every item answered as a firm that may sign answers it.
struct contract_answers contract_testing_answers(void);
// Papers as small as the law allows, both to sign within three days.
struct contract_draw contract_testing_choice(struct purchase_scene *s, const struct purchase *p);
// Carry *p on to its approval, draw the contract and find it.
void contract_testing_draw(struct purchase_scene *s, struct purchase *p, struct contract *out);
// Carry an offered contract on to CONTRACT_SIGNED_SUPPLIER or CONTRACT_SIGNED.
void contract_testing_sign(struct purchase_scene *s, struct contract *c, enum contract_state to);
// As it is now, to the eyes of its institution.
void contract_testing_find(struct purchase_scene *s, struct contract *c);
