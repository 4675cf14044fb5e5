// The pictures of goods, as everybody sees them.
#pragma once

#include "platform/web/route.h"

extern const struct route PICTURE_ROUTES[];
extern const size_t PICTURE_ROUTE_COUNT;
