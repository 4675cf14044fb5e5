// The officer's pages around the approval: submit, take back.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct submit_line {
    str title;
    str unit;
    int64_t quantity;
    money list_price;
    money price;
    money amount;
    bool differs; // from the list price
};

struct submit_step {
    int64_t step;
    str name;
    str delegate; // who acts for them today; empty: nobody
    bool acts;    // somebody may decide it
    str trouble;  // why nobody may
};

struct submit_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    str supplier_name;
    str department_name;
    str need;
    str budget_line;
    str object;
    str delivery_place;
    date deliver_by;
    str path_title;
    str ground; // of the law, or empty
    str split_reason;
    money similar_sum; // what was left out for it
    str choice_reason;
    money list;
    money estimated;
    money price;
    money supply;
    money vat;
    str hash; // of what will be frozen
    str hash_short;
    LIST(struct submit_line) lines;
    LIST(struct submit_step) steps;
    bool may_submit;
    str trouble; // why not
    str trouble_source;
    str returned; // what the approver wrote who sent it back; empty: nobody did
    href action;
    href back;
    href revise;
};

extern const struct route SUBMIT_ROUTES[];
extern const size_t SUBMIT_ROUTE_COUNT;
