// Support views: the operator's list and the form that begins one; the institution's page of who
// looked.
#pragma once

#include "market/party/party_support.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define SUPPORT_PATH "/admin/support"

struct support_look {
    instant read_at;
    str page;
    str case_title; // empty: the list
    href case_path;
};

struct support_row {
    href path; // of the cases; empty: over, or another's
    str institution;
    str by_name;
    str reason;
    instant begun_at;
    instant ends_at;
    bool is_open;
    int64_t read_count;
    LIST(struct support_look) looks;
};

struct support_list_page {
    struct frame frame;
    LIST(struct support_row) rows;
    struct empty empty;
};

struct support_new_page {
    struct frame frame;
    struct crumb crumb;
    str institution;
    href action;
    href back;
    int64_t minutes;
    str reason; // as typed
};

struct support_seen_page {
    struct frame frame;
    LIST(struct support_row) rows;
    struct empty empty;
};

extern const struct route SUPPORT_ROUTES[];
extern const size_t SUPPORT_ROUTE_COUNT;
