// Public data: the list as CSV and as open contracting data, and the page that tells about them.
#pragma once

#include "market/disclosure/disclosure_web.h"

extern const struct route DISCLOSURE_OPEN_ROUTES[];
extern const size_t DISCLOSURE_OPEN_ROUTE_COUNT;

// The prefix of every ocid: registered with the Open Contracting Partnership, "ocds-000000" in
// tests. Once, at start; `prefix` is borrowed.
void disclosure_set_ocds_prefix(str prefix);

struct open_month {
    str name;
    href path;
};

struct open_page {
    struct frame frame;
    struct crumb crumb;
    LIST(struct open_month) months; // the newest first
};
