// Rows of payments, and the lists of claims on both desks.
#pragma once

#include "market/payment/payment.h"
#include "market/purchase/purchase_store.h"
#include "platform/db/db.h"

// A new payment; p->id is set. Fails with PAYMENT_REFERENCE_USED.
err payment_add(struct db *db, struct payment *p, account_id account, instant now);
// The payment of a claim. Fails with PAYMENT_UNKNOWN.
err payment_find(struct db *db, claim_id claim, struct payment *out);
err payment_is_reference_used(struct db *db, institution_id institution, str reference, bool *out);

// A claim as a row of a list.
struct payment_row {
    public_no no;
    str contract_number;
    str title;
    str institution_name;
    str supplier_name;
    money net;
    money delay;
    date claimed_on;
    date pay_by;
    enum claim_state state;
    date returned_on;
    date paid_on; // DATE_NONE: not paid
    int64_t late_days;
};
typedef LIST(struct payment_row) payment_row_list;
// Of an institution or a supplier, in one state, at most `count` after `before` (0: from the top).
// Those that wait come by their term, the others the newest first.
err payment_list(struct db *db, struct arena *a, struct purchase_side side, enum claim_state state,
                 public_no before, size_t count, payment_row_list *out);

struct payment_count {
    int64_t waiting;
    money waiting_sum;
    int64_t today; // due today
    int64_t late;
    int64_t returned;
    int64_t paid;
    int64_t month; // paid this month
    money month_sum;
};
err payment_count(struct db *db, struct purchase_side side, date today, struct payment_count *out);

// A contract whose money can be claimed.
struct payment_claimable {
    public_no contract;
    str contract_number;
    str title;
    str institution_name;
    money price;
    instant accepted_at;
};
typedef LIST(struct payment_claimable) payment_claimable_list;
err payment_list_claimable(struct db *db, struct arena *a, supplier_id supplier,
                           payment_claimable_list *out);
