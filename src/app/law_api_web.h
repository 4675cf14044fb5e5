// The law for programs: POST /api/v1/law/decide.
#pragma once

#include "platform/web/route.h"

extern const struct route LAW_API_ROUTES[];
extern const size_t LAW_API_ROUTE_COUNT;
