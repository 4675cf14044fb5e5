// What programs may ask, for programs: GET /api/v1/openapi.json, an OpenAPI 3.1 description made of
// tables. A test holds it against the routes and against real answers.
#pragma once

#include "platform/web/route.h"

extern const struct route OPENAPI_ROUTES[];
extern const size_t OPENAPI_ROUTE_COUNT;
