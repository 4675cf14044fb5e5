// How the site looks and stays for one person: text size, contrast, the session's clock.
#pragma once

#include "platform/web/route.h"

extern const struct route VIEW_ROUTES[];
extern const size_t VIEW_ROUTE_COUNT;
