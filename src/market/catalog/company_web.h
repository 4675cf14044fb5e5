// Who sells: the list of suppliers, and one of them.
#pragma once

#include "market/catalog/catalog_web.h"
#include "market/catalog/company_store.h"

struct company_option {
    str value;
    str text;
    bool chosen;
};

struct company_card {
    href path;
    str name;
    str initial; // first syllable, for the mark
    str business_item;
    str district;
    str introduction;
    int64_t offer_count;
    LIST(str) tags;
};

struct company_list_page {
    struct frame frame;
    str text; // what was looked for
    LIST(struct company_option) kinds;
    LIST(struct company_option) districts;
    LIST(struct company_card) rows;
    bool is_filtered;
    href all;
    struct pager pager;
    struct empty empty;
};

struct company_good {
    href path;
    str title;
    href picture;
    str category_name;
    money price;
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    int64_t lead_days;
};

struct company_page {
    struct frame frame;
    struct crumb crumb;
    struct company company;
    str legal_form;  // 법인, 개인
    str business_no; // masked for visitors
    bool is_visitor;
    LIST(str) tags;
    LIST(struct shown_certificate) certificates;
    href first_certificates; // back to the first of them, or empty
    href more_certificates;  // those that follow, or empty
    LIST(struct company_good) goods;
    struct pager pager;
};

extern const struct route COMPANY_ROUTES[];
extern const size_t COMPANY_ROUTE_COUNT;
