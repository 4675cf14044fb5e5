// Writing a need down: from the basket to a draft.
#pragma once

#include "platform/web/route.h"

extern const struct route DRAFT_ROUTES[];
extern const size_t DRAFT_ROUTE_COUNT;
