// Published contracts as releases of the Open Contracting Data Standard 1.1.
//
// A release never changes once it was given out: each event has its own, whose fields are those
// that were fixed with it. Pure: what is read was read by others.
#pragma once

#include "base/out.h"
#include "market/disclosure/disclosure.h"

struct ocds_item {
    str title;
    str unit;
    int64_t quantity;
    money price;       // a unit, VAT included
    str category_code; // of our own list
    str class_no;      // 물품분류번호, 8 digits; or empty
};

struct ocds_payment {
    public_no no;
    date paid_on;
    money paid;
};

struct ocds_contract {
    struct disclosure line;
    int64_t row; // of the line, to find its items by
    public_no institution_no;
    str institution_code; // of the set-up data, or empty
    public_no supplier_no;
    str business_no; // of a corporation; empty: a person who trades
    LIST(struct ocds_item) items;
    LIST(struct ocds_payment) payments;
};

struct ocds_package {
    str uri;                              // of the package
    str publisher;                        // who runs the site
    str prefix;                           // registered with the Open Contracting Partnership
    LIST(struct ocds_contract) contracts; // at least one: the standard knows no empty package
};

// Write the package: of each contract its signing, completion, payments and ending, as far as they
// have come.
void ocds_write_package(struct out *o, const struct ocds_package *package);
