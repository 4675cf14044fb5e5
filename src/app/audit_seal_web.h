// The public register of the audit chains: where they stood, hour by hour, under the site's
// signature, for whoever wants to hold the site to it.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct seal_line {
    instant at;
    str root;
};
typedef LIST(struct seal_line) seal_lines;

struct audit_seal_page {
    struct frame frame;
    struct crumb crumb;
    str key;          // that signed the newest; empty: nothing is sealed yet
    seal_lines hours; // LIMIT_SEAL_HOURS at most
    seal_lines days;  // LIMIT_SEAL_DAYS at most, of one page
    href next;        // to older days; empty: no more
};

extern const struct route AUDIT_SEAL_ROUTES[];
extern const size_t AUDIT_SEAL_ROUTE_COUNT;
