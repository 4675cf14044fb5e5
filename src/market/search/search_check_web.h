// What a program may ask of the search: a page shows something to whoever mistyped its address, a
// program is told.
#pragma once

#include "base/fault.h"
#include "platform/web/request.h"

extern const struct fault SEARCH_UNKNOWN_NAME;  // INVALID: a condition nobody knows
extern const struct fault SEARCH_UNKNOWN_SORT;  // INVALID
extern const struct fault SEARCH_UNKNOWN_KEY;   // INVALID: `after` is no key of a page
extern const struct fault SEARCH_UNKNOWN_VALUE; // INVALID: of another condition
extern const struct fault SEARCH_TOO_LONG;      // INVALID

// Can every condition of the address be read? Empty ones are not asked for. Fails with the above,
// of the first that cannot.
err search_check(const struct request *rq);
