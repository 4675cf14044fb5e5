// Hands that do the accountant's deeds in a test, each in a unit of its own.
#pragma once

#include "market/payment/payment_action.h"
#include "market/payment/payment_testing.h"

// What the accountant holds.
struct payment_hand {
    public_no claim;
    payment_tick_list ticks;
    int64_t days;
    str words;
    struct payment_deed pay;
    str altered; // what was named
};
// Everything in order: every proof ticked, the whole amount, today.
struct payment_hand payment_hand_for(struct payment_scene *k);

// Deeds for payment_hand_run; `data` is a struct payment_hand.
err payment_hand_check(struct unit *u, void *data);
err payment_hand_excuse(struct unit *u, void *data);
err payment_hand_return(struct unit *u, void *data);
err payment_hand_pay(struct unit *u, void *data);
err payment_hand_run(struct payment_scene *k, const struct actor *actor,
                     err (*work)(struct unit *u, void *data), struct payment_hand *d);

// Every proof of the scene's claim ticked.
void payment_hand_check_all(struct payment_scene *k);
// A claim as it is now.
struct claim payment_hand_find(struct payment_scene *k, public_no no);
