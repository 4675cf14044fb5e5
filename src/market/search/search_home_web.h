// The first page.
#pragma once

#include "market/search/search_web.h"

extern const struct route HOME_ROUTES[];
extern const size_t HOME_ROUTE_COUNT;
