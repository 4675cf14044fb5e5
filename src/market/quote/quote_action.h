// What the officer does about a quote: ask for it, do without it, take it, or go back.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/quote/quote_store.h"

// Ask the supplier of a case. A draft is asked for the first time; a case that waits for an answer,
// has one or was declined is asked anew, and its earlier request ends. Fails with
// PURCHASE_NOT_OFFICER, PURCHASE_BOTH_SIDES, PURCHASE_WRONG_STATE, PURCHASE_PATH_*,
// QUOTE_DESIGNATED, QUOTE_BIDDING, QUOTE_CLOSES_PAST, QUOTE_CLOSES_LATE, QUOTE_FIRM_AWAY, and like
// purchase_admit_lines.
err quote_action_ask(struct unit *u, struct purchase *p, str message, instant closes_at,
                     public_no *out_request);

// The law asks for no quote (T-L13): the list price is the price. Fails with PURCHASE_NOT_OFFICER,
// PURCHASE_BOTH_SIDES, PURCHASE_WRONG_STATE, PURCHASE_PATH_*, QUOTE_NOT_WAIVABLE, QUOTE_FIRM_AWAY,
// QUOTE_OFFER_MOVED, and like purchase_admit_lines.
err quote_action_waive(struct unit *u, struct purchase *p);

// Take the answer that the officer saw, with the comparison in words. A promise later than
// the needed day becomes the last day of the case, which is approved and binds. Fails with
// PURCHASE_NOT_OFFICER, PURCHASE_BOTH_SIDES, QUOTE_NEEDS_REASON, QUOTE_WRONG_STATE, QUOTE_REPLACED,
// QUOTE_NOT_VALID, QUOTE_ALTERED, PURCHASE_PATH_STALE when the price leads to a longer path.
err quote_action_choose(struct unit *u, struct purchase *p, struct quote_request *r, public_no seen,
                        str reason);

// Back to the draft, with a reason; the price and the request end. Fails with PURCHASE_NOT_OFFICER,
// QUOTE_NEEDS_REASON, PURCHASE_WRONG_STATE.
err quote_action_revise(struct unit *u, struct purchase *p, str reason);
