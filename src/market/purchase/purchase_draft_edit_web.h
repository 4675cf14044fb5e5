// Changing what a draft says.
#pragma once

#include "platform/web/route.h"

extern const struct route DRAFT_EDIT_ROUTES[];
extern const size_t DRAFT_EDIT_ROUTE_COUNT;
