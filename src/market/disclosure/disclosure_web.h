// 수의계약 공개: the public list and one sheet.
#pragma once

#include "market/disclosure/disclosure_list_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route DISCLOSURE_ROUTES[];
extern const size_t DISCLOSURE_ROUTE_COUNT;

struct disclosure_option {
    str value;
    str text;
    bool chosen;
};
typedef LIST(struct disclosure_option) disclosure_options;

struct disclosure_row {
    href path;
    str title;
    str institution;
    str department;
    str supplier;
    date contracted_on;
    str object;
    money price;
    str rate;
    str ground;
    date voided_on;
};

struct disclosure_list_page {
    struct frame frame;
    struct crumb crumb;
    str words;
    public_no institution_no; // the list is of one institution
    str institution;          // its name
    href all_path;            // without any condition
    bool narrowed;
    disclosure_options years;
    disclosure_options months;
    disclosure_options districts;
    LIST(struct disclosure_row) rows;
    bool any;
    struct empty empty;
    struct disclosure_total total;
    struct pager pager;
    href csv_path;
};

struct disclosure_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str institution;
    str department;
    public_no no;
    href institution_path;
    bool is_ordered; // a law orders the sheet
    str article;     // that does
    LIST(struct fact) facts;
    date voided_on;
    date completed_on;
    date paid_on;
    money paid;
    date keep_until;
    instant published_at;
    bool names_nobody; // a person who trades is not named
};

// What the address asks for; unreadable parts are left open.
struct disclosure_filter disclosure_read_filter(const struct request *rq);
href disclosure_address(struct arena *a, const char *path, const struct disclosure_filter *f);
// "99.00"
str disclosure_rate(struct arena *a, int64_t bp);
