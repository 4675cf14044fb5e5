// The basket: what an officer has put aside, supplier by supplier.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct cart_line {
    public_no offer_no;
    href path; // of the product
    href picture;
    str title;
    str unit;
    money price; // a unit, VAT included
    money amount;
    int64_t quantity;
    int64_t quantity_min;
    int64_t lead_days;
    bool is_exempt;
    bool is_gone;
    bool has_stock; // else it is made to order
    bool is_too_many;
    int64_t stock;
};

// What one supplier sells of it: one purchase is of one supplier.
struct cart_group {
    str supplier_name;
    href buy; // empty: something is gone, or there is not so much of it
    money total;
    bool has_gone;
    bool has_too_many;
    LIST(struct cart_line) lines;
};

struct cart_page {
    struct frame frame;
    struct empty empty;
    bool any;
    LIST(struct cart_group) groups;
};

extern const struct route BASKET_ROUTES[];
extern const size_t BASKET_ROUTE_COUNT;
