// The catalogue for programs: GET /api/v1/products/:no, /api/v1/categories, /api/v1/suppliers/:no.
// Described by /api/v1/openapi.json, which is made in src/app.
#pragma once

#include "platform/web/route.h"

extern const struct fault API_UNKNOWN_KEY; // INVALID: `after` is no key of a page

extern const struct route CATALOG_API_ROUTES[];
extern const size_t CATALOG_API_ROUTE_COUNT;
