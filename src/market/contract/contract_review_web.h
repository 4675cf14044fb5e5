// The institution signs what the supplier signed, or either side ends it before it binds.
#pragma once

#include "market/contract/contract_sign_action.h"
#include "market/contract/contract_web.h"

struct review_check {
    str text;
    str article;
};

struct contract_review_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str number;
    str supplier_name;
    str kind;
    href print;
    href action;
    href back;
    href end;
    bool is_blocked;
    str obstacle;
    str obstacle_source;
    str altered;
    money price;
    date today;
    date ends_on;
    struct answers scope;
    str hash;
    str hash_short; // what people compare by eye
    str signer;
    instant signed_at;
    str name; // who signs now
    bool is_checked;
    LIST(struct contract_proof) proofs;
    LIST(struct review_check) checks;
    LIST(struct contract_paper_row) pledges;
};

struct contract_end_page {
    struct frame frame;
    struct crumb crumb;
    bool is_buyer;
    str title;
    str number;
    str other;
    money price;
    href action;
    href back;
    str reason;
};

extern const struct route CONTRACT_REVIEW_ROUTES[];
extern const size_t CONTRACT_REVIEW_ROUTE_COUNT;
