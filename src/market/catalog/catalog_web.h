// A product and who offers it.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct shown_certificate {
    str label;
    str number;
    str issuer;
    date valid_from;
    date valid_until;
    bool is_preference;
};

struct shown_offer {
    int64_t id;
    public_no no;
    money price; // a unit, VAT included
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    int64_t supplier_id;
    str supplier_name;
    str representative;
    str business_no;
    str address;
    str phone;
    str introduction;
    href path; // this product with this offer in front
};

struct product_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    href picture;
    str picture_alt;
    str category_name;
    str maker;
    str model;
    str origin;
    str description;
    int64_t buyer_count;
    struct shown_offer offer; // the one in front
    bool has_offer;
    LIST(struct shown_offer) others;
    LIST(struct shown_certificate) certificates;
    struct kv specification;
};

extern const struct route CATALOG_ROUTES[];
extern const size_t CATALOG_ROUTE_COUNT;
