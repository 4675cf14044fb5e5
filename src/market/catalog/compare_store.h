// Offers side by side.
#pragma once

#include "market/catalog/catalog_store.h"

#define COMPARE_MAX 5 // columns that fit beside one another

struct compared_offer {
    public_no no;
    product_id product;
    public_no product_no;
    str title;
    str maker;
    str origin;
    str picture;
    struct category_name category;
    str object;
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
    str district;
    money price; // a unit, VAT included
    bool exempt;
    str unit;
    int64_t quantity_min;
    str tiers; // offer_tiers_format
    int64_t lead_days;
    int64_t stock;    // or LISTING_MADE_TO_ORDER
    date valid_until; // last day the price holds, or DATE_NONE
    str model;
    bool own_production;
    int64_t buyer_count;
};

struct compared_value {
    product_id product;
    str name;
    str text;      // with its unit
    bool is_price; // a line of a service's price; these stand last
};

struct comparison {
    struct compared_offer offers[COMPARE_MAX]; // in the order asked for; those for sale
    size_t offer_count;
    held_list held[COMPARE_MAX];        // by offer: of its firm, of its product and of its number
    LIST(struct compared_value) values; // in the order of the templates
};

// Three statements. Numbers that are nothing for sale are left out.
err compare_find(struct db *db, struct arena *a, const public_no *nos, size_t count, date today,
                 struct comparison *out);
