// Coming in and going out.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct login_account { // of the demo
    str role;
    str organisation;
    str email;
    str code; // the code of this moment; empty: this role shows none
};

struct login_page {
    struct frame frame;
    str email;
    str next;     // where to go then: a local path, or empty
    bool changed; // a new password was chosen just now
    bool joined;  // somebody applied just now
    bool is_demo;
    str demo_password;
    LIST(struct login_account) accounts;
};

// The accounts of a demo, with the codes of this moment. For a site that carries demo data only.
err login_list_demo_accounts(struct unit *u, struct login_page *p);

extern const struct route PARTY_ROUTES[];
extern const size_t PARTY_ROUTE_COUNT;
