// The officer's pages around a request: ask for a quote, do without, go back to the draft.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct quote_ask_line {
    str title;
    str unit;
    int64_t quantity;
    money price; // a unit, at list price
    money amount;
};

struct quote_ask_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    str supplier_name;
    str path_title;
    str state;
    LIST(struct quote_ask_line) lines;
    money list;
    money estimated;
    money vat; // within the list price
    str delivery_place;
    struct answers scope;
    date deliver_by;
    str earliest; // day of a deadline, ISO
    str latest;
    str closes_on; // as typed
    str closes_at;
    str message;
    instant closes; // to be confirmed
    str wrong;      // of a line there is not so much, or not there; or empty
    href mend;      // … and where that is put right
    bool is_again;  // an earlier request ends
    bool is_confirm;
    str ground; // of the waiver
    str reason; // as typed
    bool is_priced;
    bool ends_request; // going back ends a request or its quote
    href action;
    href back;
};

extern const struct route QUOTE_ASK_ROUTES[];
extern const size_t QUOTE_ASK_ROUTE_COUNT;
