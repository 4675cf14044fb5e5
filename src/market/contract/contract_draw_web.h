// Drawing a contract: the page that says what it will be, and the officer's choices on it.
#pragma once

#include "market/contract/contract_draw_action.h"
#include "market/contract/contract_web.h"
#include "market/purchase/purchase_path_web.h"

struct contract_choice {
    str value;
    str text;
    str more;
    bool chosen;
};

struct contract_proof_row {
    str label;
    bool holds;
};

struct contract_draw_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str supplier_name;
    href action;
    href case_path;
    href cancel_path;

    bool is_blocked; // it cannot be drawn, and why
    str obstacle;
    str obstacle_source;
    str altered; // the field that parted, or empty

    money price;
    money supply;
    money vat;
    money estimated;
    money security_amount;
    str delay;
    date ends_on;
    str place;
    struct answers scope;
    str ground;
    bool has_new_ground;  // the first has lapsed
    path_need_list needs; // what the new one asks for
    bool must_confirm;    // it rests on a row that is not sure
    str confirm_reason;
    str why;   // the law's sentences
    str stamp; // "20,000" or empty
    str stamp_article;
    contract_item_list items;
    LIST(struct contract_proof_row) proofs;
    LIST(struct contract_choice) kinds;
    LIST(struct contract_choice) securities;
    str kind_duty; // what the law says of it
    str security_duty;
    bool asks_kind_reason; // own rules decide
    bool asks_security_reason;
    str kind_reason;
    str security_reason;
    str reason;
    str choice_reason; // what was written when the price was settled
    str sign_by;
    date earliest;
};

extern const struct route CONTRACT_DRAW_ROUTES[];
extern const size_t CONTRACT_DRAW_ROUTE_COUNT;
