// The first page of each desk: what waits for the person, nearest term first.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct desk_page {
    struct frame frame;
    str greeting;
    struct todo todo;
};

extern const struct route DESK_ROUTES[];
extern const size_t DESK_ROUTE_COUNT;
