// Writing a need down: from the basket to a draft, and changing it.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct option {
    str value;
    str text;
    bool chosen;
};

struct draft_line {
    int64_t seq;
    int64_t key;      // of the field that carries …
    int64_t revision; // … which one of the offer is shown
    str title;
    str unit;
    money price; // a unit, VAT included
    int64_t quantity;
    int64_t quantity_min; // of one that is changed
    str entered;          // … and what its input shows, also what is no number
    money amount;
    str limit;     // 재고 30상자, 중구에만 납품; or empty
    bool is_wrong; // … and that is not enough, or not here
    href instead;  // others of its category that are delivered here; or empty
};

// A new draft, or one being changed.
struct draft_page {
    struct frame frame;
    struct crumb crumb;
    str heading;
    href action;
    href back;
    str button;
    str supplier_name;
    str supplier_no; // of a new draft; else empty
    bool is_new;
    public_no no;    // of one that is changed
    int64_t version; // of the case that is changed
    str case_title;
    struct purchase_part part;
    bool may_drop; // a line: others stay
    str title;
    str need;
    str budget_line;
    str delivery_place;
    LIST(struct option) districts;
    str deliver_by; // as typed or yyyy-mm-dd
    str earliest;   // yyyy-mm-dd: today
    str lead;       // "가장 긴 납기 7일"
    LIST(struct option) departments;
    LIST(struct option) objects;
    str object_text; // the only one there is, or empty
    str object_value;
    bool asks_works;       // general, special or other
    scope_cell_list scope; // what is asked of a service
    LIST(struct draft_line) lines;
    money total;
};

extern const struct route DRAFT_ROUTES[];
extern const size_t DRAFT_ROUTE_COUNT;
