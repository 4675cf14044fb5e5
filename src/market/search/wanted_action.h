// What institutions and firms do about wanted goods, one transaction each, and what comes after.
#pragma once

#include "market/search/wanted.h"
#include "platform/unit/unit.h"

// An institution asks. Fails with WANTED_BAD_DAY, WANTED_MANY.
err wanted_action_add(struct unit *u, const struct wanted *typed, public_no *out);
// It wants no more answers. Fails with WANTED_UNKNOWN, WANTED_OVER.
err wanted_action_close(struct unit *u, public_no no);
// A firm answers with one of its offers. Fails with WANTED_UNKNOWN, WANTED_OVER,
// WANTED_NOT_FOR_SALE, WANTED_KNOWN, WANTED_FULL.
err wanted_action_answer(struct unit *u, public_no no, public_no offer, str said);

// Tell the next firms that sell things of the same kind; *last is where to go on, NO_ID: all were.
err wanted_action_tell(struct unit *u, int64_t wanted, supplier_id after, supplier_id *last);
// End those whose day has come; *more: others wait.
err wanted_action_end(struct unit *u, bool *more);
