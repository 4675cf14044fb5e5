// The way of a case to a designated system, and the result that comes back, which may be corrected.
#pragma once

#include "market/purchase/purchase_handover_action.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct handover_choice {
    str word;
    str label;
    str hint;
    bool chosen;
};

struct handover_row {
    str outcome;
    struct handover_result result;
    bool is_won; // with a firm
    bool has_amount;
};

struct handover_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    href action;
    href case_path;
    href print;
    str supplier_name;
    str path_title;
    str law; // that asks for a designated system; empty: none was read
    money list;
    money estimated;
    bool is_handed;
    bool has_result;
    bool is_open; // the form for a result, unless there is one
    bool may_act;
    struct handover handover;
    struct handover_row newest;
    LIST(struct handover_row) corrected; // newest first
    str corrects;                        // the row that what is typed takes the place of, as sent
    LIST(struct handover_choice) outcomes;
    str system; // as typed
    str number;
    str on;
    str name;
    str amount;
    str note;
};

// A result as pages show it.
struct handover_row handover_row_of(const struct handover_result *r);

extern const struct route HANDOVER_ROUTES[];
extern const size_t HANDOVER_ROUTE_COUNT;
