// The cases of an institution as an operator reads them in a support view.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct support_case_row {
    href path;
    str title;
    public_no no;
    str department;
    str officer;
    str state;
    str tone;
    instant moved_at;
};

struct support_cases_page {
    struct frame frame;
    struct crumb crumb;
    str institution;
    str reason;
    instant ends_at;
    href end; // where the form that ends it goes
    LIST(struct support_case_row) rows;
    struct empty empty;
    href next; // empty: these are the last
};

struct support_case_line {
    str title;
    int64_t quantity;
    str unit;
    money list_price;
};

struct support_case_page {
    struct frame frame;
    struct crumb crumb;
    str institution;
    instant ends_at;
    str title;
    public_no no;
    str state;
    str tone;
    struct kv facts;
    LIST(struct support_case_line) lines;
    struct timeline timeline;
    href replay; // the law asked again; a page of a later noun
};

extern const struct route PURCHASE_SUPPORT_ROUTES[];
extern const size_t PURCHASE_SUPPORT_ROUTE_COUNT;
