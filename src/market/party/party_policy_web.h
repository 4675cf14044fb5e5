// The policies of an institution, kept by its administrator.
#pragma once

#include "market/party/party_part_web.h"
#include "market/party/party_policy.h"
#include "platform/web/route.h"

struct policy_row {
    href path; // empty: over
    str kind;
    bool is_limit;
    bool is_plain; // neither a sum nor a number belongs to it
    money value;
    str count; // "12자 이상"; empty: none
    str told;  // of a limit: that it is not used, or seldom; empty: nothing
    date first_day;
    date last_day;
    str state;
    str tone;
    str reason;
    str by_name;
    str end_reason;
};

struct policies_page {
    struct frame frame;
    LIST(struct policy_row) rows;
    struct empty empty;
};

struct policy_new_page {
    struct frame frame;
    struct crumb crumb;
    party_option_list kinds;
    str value; // as typed
    str count;
    str first_day;
    str last_day;
    str reason;
};

struct own_policy_page {
    struct frame frame;
    struct crumb crumb;
    struct policy_row row;
    href action;
    bool may_end;
    str last_day;
    str reason;
};

extern const struct route PARTY_POLICY_ROUTES[];
extern const size_t PARTY_POLICY_ROUTE_COUNT;
