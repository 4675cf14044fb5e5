// Both sides of the money: the accountant's desk, and what a supplier reads of its claims.
#pragma once

#include "market/claim/claim_web.h"
#include "market/payment/payment_action.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/page/frame.h"
#include "platform/web/route.h"

extern const struct route PAYMENT_ROUTES[];
extern const size_t PAYMENT_ROUTE_COUNT;

// A claim in a list of either desk.
struct payment_list_row {
    href path;
    str title;
    str contract_number;
    str other; // the other side's name
    money net;
    money delay;
    date claimed_on;
    date pay_by;
    str left; // "D-2", "오늘", "3일 지남"
    str left_tone;
    bool is_waiting;
    bool is_paid;
    date over_on; // paid or sent back
    int64_t late_days;
    str state;
    str tone;
};
typedef LIST(struct payment_list_row) payment_list_rows;

// GET /buyer/payments
struct payments_page {
    struct frame frame;
    struct payment_count count;
    struct tabs tabs;
    payment_list_rows rows;
    bool is_waiting; // the tab
    struct empty empty;
    struct pager pager;
};

struct payment_claimable_row {
    href path;
    str title;
    str contract_number;
    str institution;
    money price;
    instant accepted_at;
};

// GET /supplier/claims
struct claims_page {
    struct frame frame;
    struct payment_count count;
    LIST(struct payment_claimable_row) claimable;
    struct tabs tabs;
    payment_list_rows rows;
    bool is_waiting;
    struct empty empty;
    struct pager pager;
};

// An item of the checklist.
struct payment_proof_row {
    int64_t key; // place on the checklist, from 1
    str kind;
    str label;
    str tone;
    str state;
    str given;
    str article;
    bool is_inspection; // shown by the reports of each part
    href file;
    str file_name;
    bool may_tick;
    bool is_idle;  // neither to be ticked nor ticked
    str asks;      // what has to be written beside the tick, or empty
    str asks_hint; // … and for example
    str inquiry;   // typed
    bool ticked;   // typed
    str checked_by;
    instant checked_at;
};

// What both sides see of one claim.
struct payment_view {
    struct claim claim;
    struct purchase_part part;
    struct crumb crumb;
    href contract_path;
    struct sum sum;
    str state;
    str tone;
    LIST(struct payment_proof_row) proofs;
    claim_report_list reports;
    struct claim_delay delay;
    bool was_late;
    int64_t late_days; // of the last part
    str cap;           // "한도 30%", or empty
    str cap_article;
    str account;        // of the bank
    bool shows_account; // in full; else masked
    str altered;        // why no account is shown: the claim is not what was claimed; or empty
    bool is_waiting;
    bool is_paid;
    bool is_returned;
    bool is_replaced;       // sent back and claimed anew: what the case waits for is not its own
    bool may_claim_again;   // sent back, and not claimed anew yet
    str days_left;          // of the term while it stands: "3일(공휴일과 토요일 제외)"
    struct payment payment; // when paid
    int64_t overdue_days;   // past the last legal day, today or on the day it was paid
    str interest;           // the sentence of the law
    str interest_article;
    bool has_interest; // a rate is known
    money interest_won;
};

// GET /buyer/payments/:no
struct payment_page {
    struct frame frame;
    struct payment_view v;
    href print_path;
    href check_path;
    href excuse_path;
    href return_path;
    href pay_path;
    bool may_handle; // this person, now
    str hands_text;  // why not
    str hands_source;
    bool any_to_tick;
    bool may_pay;
    str pay_wait;     // what is missing before it can be paid
    bool odd_holder;  // the account is in another name than the firm's
    bool odd_account; // it is not the one the firm has registered
    bool excuse_open; // the form of excused days: asked for and not decided, or refused just now
    str excused_days; // typed
    str opinion;      // typed
};

// GET /supplier/claims/:no
struct claim_page {
    struct frame frame;
    struct payment_view v;
    href print_path;
};

// GET /buyer/payments/:no/pay
struct payment_pay_page {
    struct frame frame;
    struct crumb crumb;
    struct claim claim;
    struct sum sum;
    str obstacle; // why nothing is paid; empty: it may be
    str altered;  // what parted from what was approved and signed
    str account;
    href path;
    href back;
    str reference; // typed
    str paid_on;
    str amount;
};

// GET /buyer/payments/:no/return
struct payment_return_page {
    struct frame frame;
    struct crumb crumb;
    struct claim claim;
    href path;
    href back;
    str reason; // typed
};
