// The case on the institution's side: the list, the overview, its print.
#pragma once

#include "market/purchase/purchase_handover_web.h"
#include "market/purchase/purchase_path_web.h"
#include "market/purchase/purchase_scope_web.h"

struct case_row {
    href path;
    str title;
    str supplier_name;
    str department_name;
    str officer_name;
    str state;
    str tone;
    money amount;
    date deliver_by;
};

struct case_list_page {
    struct frame frame;
    struct tabs tabs;
    str q;
    str state; // kept when searching
    bool mine;
    struct empty empty;
    struct pager pager;
    LIST(struct case_row) rows;
};

struct case_line {
    int64_t seq;
    str title;
    str unit;
    int64_t quantity;
    money list_price;
    money price;
    money amount;
    bool differs; // agreed price is not the list price
    href seen;    // the offer as it was
};

struct case_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    public_no no;
    str title;
    str state;
    str tone;
    str supplier_name;
    href supplier_path;
    str department_name;
    str officer_name;
    str institution_name;
    str need;
    str budget_line;
    str object;
    str delivery_place;
    struct answers scope;
    date deliver_by;
    str choice_reason;
    money list;
    money estimated;
    money price; // zero until agreed
    money supply;
    money vat;
    bool has_price;
    bool saves; // below the list price
    money saved;
    bool has_path;
    str path_title;
    str ground;
    struct purchase_rules rules;
    str limit_article; // of a bidding, which has no ground: the article of the limit; or empty
    str split_reason;
    str confirm_reason;
    path_proof_list proofs;
    date judged_on;
    href path_path;
    href approval_path; // while it is decided on
    href replay_path;   // the law asked again; a page of a later noun
    href edit;
    href cancel;
    href print;
    href withdraw;
    bool may_withdraw;
    href case_path;
    bool has_result; // of a case that was handed over; on paper alone
    struct handover_row result;
    bool may_edit;
    bool may_cancel;
    str cancel_reason; // as typed
    instant printed_at;
    LIST(struct case_line) lines;
};

extern const struct route PURCHASE_ROUTES[];
extern const size_t PURCHASE_ROUTE_COUNT;
