// A person's own pages: what the account says, password, telephone, second factor, which party.
#pragma once

#include "market/party/party_account_store.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct me_page {
    struct frame frame;
    struct account me;
    LIST(struct account_role) roles;
    bool needs_second_factor;
    bool needs_new_password;
    bool may_switch;
};

struct me_password_page {
    struct frame frame;
    struct crumb crumb;
    str email;
    bool is_due; // the work of the person waits for a new one
    str house;   // what the person's institutions ask; empty: nothing
};

struct me_contact_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str phone;
    int64_t version;
};

struct me_factor_page {
    struct frame frame;
    struct crumb crumb;
    bool is_set;      // there is one: a new one takes its place
    bool is_needed;   // rights of the person sleep until there is one
    str grouped;      // the secret as people copy it
    str address;      // as apps read it
    str pending;      // the sealed secret, carried by the form
    str secret_label; // with what the person confirms
};

struct choose_row {
    str name;
    str roles;
    str state;
    str tone;
    str no; // 0: the platform
    bool current;
    bool is_active;
};

struct choose_page {
    struct frame frame;
    str next;
    LIST(struct choose_row) parties;
};

extern const struct route PARTY_ACCOUNT_ROUTES[];
extern const size_t PARTY_ACCOUNT_ROUTE_COUNT;
