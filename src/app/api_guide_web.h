// What programs may ask, for people: GET /open/api, three examples and where the description is.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct api_example {
    str name;
    str text;
    str answer; // its shape
    href path;
    str address; // the same, to be read
};

struct api_guide_page {
    struct frame frame;
    struct crumb crumb;
    LIST(struct api_example) examples;
};

extern const struct route API_GUIDE_ROUTES[];
extern const size_t API_GUIDE_ROUTE_COUNT;
