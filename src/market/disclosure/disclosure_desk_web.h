// What waits for publication: the institution's own, and the operator's view of all.
#pragma once

#include "market/disclosure/disclosure_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route DISCLOSURE_DESK_ROUTES[];
extern const size_t DISCLOSURE_DESK_ROUTE_COUNT;

struct waiting_row {
    str title;
    str number;
    href path; // where it is worded anew; empty: not by this person
    str institution;
    str supplier;
    date contracted_on;
    money price;
    LIST(str) reasons;
    int64_t days; // since it was refused
};

struct waiting_page {
    struct frame frame;
    bool is_operator;
    LIST(struct waiting_row) rows;
    bool any;
    struct empty empty;
    href public_path;
};

struct reword_page {
    struct frame frame;
    struct crumb crumb;
    str number;
    str supplier;
    date contracted_on;
    money price;
    LIST(str) reasons;
    str title;
    str ground;
    str reason;
    str site;
    bool agreed;
    href post_path;
    href contract_path;
};
