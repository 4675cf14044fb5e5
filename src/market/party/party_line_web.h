// Departments, approval lines and delegation of an institution.
#pragma once

#include "market/party/party_org_store.h"
#include "market/party/party_part_web.h"
#include "platform/web/route.h"

struct department_row {
    href path;
    str name;
    bool is_closed;
    int64_t people;
};

struct departments_page {
    struct frame frame;
    LIST(struct department_row) rows;
    struct empty empty;
    str name; // typed
};

struct department_page {
    struct frame frame;
    struct crumb crumb;
    href action;
    str name;
    bool is_closed;
    int64_t people;
    int64_t version;
};

struct line_row {
    href path; // empty: not the reader's to change
    str department;
    int64_t step;
    str name;
    money from;
    date first_day;
    date last_day;
    bool has_ended;
    bool approves; // holds the role today
};

struct delegation_row {
    href revoke; // empty: not the reader's, or over
    str from;
    str to;
    date first_day;
    date last_day;
    str reason;
    str state;
    str tone;
};

struct lines_page {
    struct frame frame;
    bool is_admin;
    LIST(struct line_row) lines;
    LIST(struct line_row) past;
    LIST(struct delegation_row) delegations;
    struct empty empty;
};

struct line_new_page {
    struct frame frame;
    struct crumb crumb;
    party_option_list departments;
    party_option_list approvers;
    party_option_list steps;
    str from_won;
    str first_day;
    str last_day;
    bool nobody; // holds the role
};

struct line_page {
    struct frame frame;
    struct crumb crumb;
    struct line_row line;
    href action;
    bool may_end;
    str last_day; // typed
    str reason;
};

struct delegation_new_page {
    struct frame frame;
    struct crumb crumb;
    bool is_admin; // chooses who is absent
    str self_name;
    party_option_list absent;
    party_option_list acting;
    str first_day;
    str last_day;
    str reason;
};

extern const struct route PARTY_DEPARTMENT_ROUTES[];
extern const size_t PARTY_DEPARTMENT_ROUTE_COUNT;
extern const struct route PARTY_LINE_ROUTES[];
extern const size_t PARTY_LINE_ROUTE_COUNT;
