// What the supplier does about a request, and what happens when it does nothing.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/quote/quote_store.h"

struct quote_answer {
    const struct quote_line *lines; // in the order of the request's
    date valid_until;
    str remark;
};

// Give a quote, or give it anew. Fails with QUOTE_UNKNOWN, PURCHASE_BOTH_SIDES, QUOTE_OVER,
// QUOTE_TOO_LATE (a note keeps when it came), QUOTE_NO_PRICE, QUOTE_DAY_PAST, QUOTE_VALID_SHORT,
// PURCHASE_TOO_LARGE, QUOTE_CHANGED.
err quote_action_answer(struct unit *u, public_no request, const struct quote_answer *answer);

// Decline a request that was not answered yet. Fails with QUOTE_UNKNOWN, PURCHASE_BOTH_SIDES,
// QUOTE_NEEDS_REASON, QUOTE_OVER, QUOTE_TOO_LATE, QUOTE_WRONG_STATE, QUOTE_CHANGED.
err quote_action_decline(struct unit *u, public_no request, str reason);

// The deadline has passed: a request nobody answered ends, and the officer is asked to go on.
// Changes nothing when it was answered or has ended. Before the deadline *out_closes_at says
// when to come again; else it is 0.
err quote_action_expire(struct unit *u, quote_request_id request, instant *out_closes_at);
