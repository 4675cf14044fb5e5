// Fetching what lies at an address on another's machine.
#pragma once

#include <sys/socket.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

enum fetch_outcome {
    FETCH_DONE,
    FETCH_BAD_ADDRESS, // web_address_host says no
    FETCH_INWARD,      // it leads to a private or local address: nothing was sent
    FETCH_REDIRECTED,  // to another address, which is not followed
    FETCH_TOO_LARGE,
    FETCH_REFUSED, // 404 and its like: it will be no other tomorrow
    FETCH_AWAY,    // no name, no connection, too slow, too busy: worth another try
    FETCH_OUTCOME_COUNT
};

struct fetch_answer {
    enum fetch_outcome outcome;
    str bytes; // of FETCH_DONE, in the arena
};

struct fetch_port {
    const void *self;
    struct fetch_answer (*get)(const void *self, struct arena *a, str address);
};

// Whether an address is of the open network.
bool fetch_is_public(const struct sockaddr *address);
