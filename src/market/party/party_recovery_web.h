// Getting in again without the password, and getting in for the first time: by a code sent to the
// person's phone.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct reset_page {
    struct frame frame;
    str email;
};

struct reset_code_page {
    struct frame frame;
    str email;
    bool asked; // a code was asked for just now
    str house;  // what the institutions of the person ask of a password; empty: nothing
};

extern const struct route PARTY_RECOVERY_ROUTES[];
extern const size_t PARTY_RECOVERY_ROUTE_COUNT;
