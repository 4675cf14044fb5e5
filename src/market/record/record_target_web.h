// The institution's own targets, set by its administrator.
#pragma once

#include "market/record/record_web.h"

extern const struct route RECORD_TARGET_ROUTES[];
extern const size_t RECORD_TARGET_ROUTE_COUNT;
