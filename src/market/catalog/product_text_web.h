// Pages on which a text that several firms share is put right.
#pragma once

#include "platform/web/route.h"

extern const struct route PRODUCT_TEXT_ROUTES[];
extern const size_t PRODUCT_TEXT_ROUTE_COUNT;
