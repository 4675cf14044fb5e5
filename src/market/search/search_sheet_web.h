// A search as a sheet.
#pragma once

#include "platform/web/route.h"

extern const struct route SEARCH_SHEET_ROUTES[];
extern const size_t SEARCH_SHEET_ROUTE_COUNT;
