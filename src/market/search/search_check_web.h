// What a program may ask of the search: a page shows something to whoever mistyped its address, a
// program is told.
#pragma once

#include "base/fault.h"
#include "market/search/search_store.h"
#include "platform/web/request.h"

extern const struct fault SEARCH_UNKNOWN_NAME;  // INVALID: a condition nobody knows
extern const struct fault SEARCH_UNKNOWN_SORT;  // INVALID
extern const struct fault SEARCH_UNKNOWN_KEY;   // INVALID: `after` is no key of a page
extern const struct fault SEARCH_UNKNOWN_VALUE; // INVALID: of another condition
extern const struct fault SEARCH_TOO_LONG;      // INVALID

// Is every condition of the address known, and its value? Empty ones are not asked for. Fails with
// the above, or with REQUEST_NAME_TWICE, of the first that is not.
err search_check(const struct search *s, const struct request *rq);
