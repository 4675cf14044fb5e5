// Hands that do the deeds of a contract in a test, and fingers that reach past them into the rows.
#pragma once

#include "market/contract/contract_hand_testing.sql.h"
#include "market/contract/contract_testing.h"

// What somebody holds when he draws, signs, cancels or declines.
struct contract_hand {
    public_no no; // of the purchase, or of the contract
    struct contract_draw draw;
    struct contract_answers answers;
    struct contract_lodged lodged;
    bool is_checked;
    str reason;
    str altered; // what was named
    public_no made;
};
struct contract_hand contract_hand_for(struct purchase_scene *s, const struct purchase *p);
struct contract_hand contract_hand_on(const struct contract *c);

// Deeds for purchase_testing_run; `data` is a struct contract_hand.
err contract_hand_draw(struct unit *u, void *data);
err contract_hand_sign_supplier(struct unit *u, void *data);
err contract_hand_sign_institution(struct unit *u, void *data);
err contract_hand_cancel(struct unit *u, void *data);
err contract_hand_decline(struct unit *u, void *data);

// A statement of contract_hand_testing.sql on one row, with what it binds.
struct contract_touch {
    const struct sql *sql;
    int64_t id;
    str state;
    date day;
    supplier_id supplier;
    str content;
};
void contract_hand_touch(struct purchase_scene *s, struct contract_touch touch);

// A touch and a deed after it in one unit, which takes both back when the deed is refused.
struct contract_touched {
    struct contract_touch touch;
    err (*deed)(struct unit *u, void *data);
    struct contract_hand *hand;
};
err contract_hand_touched(struct unit *u, void *data);

// How much of everything there is; `notices` of one person.
struct contract_counts {
    int64_t refreshes;
    int64_t changes;
    int64_t buyers;
    int64_t contract_count;
    int64_t contracts;
    int64_t signatures;
    int64_t pledges;
    int64_t decisions;
    int64_t altered;
    int64_t notices;
};
struct contract_counts contract_hand_count(struct purchase_scene *s, const struct actor *whose);
