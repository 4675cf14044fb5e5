// Suggestions while typing, and the search as JSON.
#pragma once

#include "platform/web/route.h"

extern const struct route SEARCH_API_ROUTES[];
extern const size_t SEARCH_API_ROUTE_COUNT;
