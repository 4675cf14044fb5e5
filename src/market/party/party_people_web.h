// Who holds which role: the same pages for an institution's admin and a firm's owner.
#pragma once

#include "market/party/party_part_web.h"
#include "platform/web/route.h"

struct people_row {
    href path;
    str name;
    str email;
    str role;
    str department;
    str title;
    date first_day;
    date last_day;
    str state;
    str tone;
};

struct people_page {
    struct frame frame;
    str heading;
    str organisation;
    bool has_departments;
    href self;
    href add;
    str text;
    LIST(struct people_row) rows;
    struct empty empty;
    struct pager pager;
};

struct person_new_page {
    struct frame frame;
    struct crumb crumb;
    href action;
    href back;
    bool has_departments;
    str email;
    str name;
    str phone;
    str title;
    str first_day;
    str last_day;
    str reason;
    party_option_list roles;
    party_option_list departments;
};

struct person_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str email;
    str phone;
    str role;
    str department;
    str title;
    date first_day;
    date last_day;
    str grant_reason;
    str end_reason;
    str state;
    str tone;
    bool needs_second_factor; // the role asks for an app the person has not set up
    bool has_departments;
    bool may_end;
    href end_action;
    bool ends_later; // of the form
    str typed_last_day;
    str typed_reason;
    str today;
};

extern const struct route PARTY_PEOPLE_ROUTES[];
extern const size_t PARTY_PEOPLE_ROUTE_COUNT;
