// Operators say from which machines photos may be fetched.
#pragma once

#include "market/catalog/photo_fetch_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct photo_host_line {
    str host;
    str state;
    str tone;
    str reason;
    str who;
    instant changed_at;
    bool is_on;
};

struct photo_hosts_page {
    struct frame frame;
    str host; // as typed
    str reason;
    LIST(struct photo_host_line) hosts;
    // shown again, to be confirmed
    bool asks;
    bool asks_withdraw;
    str version;
};

extern const struct route PHOTO_HOST_ROUTES[];
extern const size_t PHOTO_HOST_ROUTE_COUNT;
