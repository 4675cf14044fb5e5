// Who puts a text right that several firms share: an operator; a firm proposes.
#pragma once

#include "market/catalog/product_text_store.h"
#include "platform/unit/unit.h"

// A firm proposes what the text of the product it offers beside others should be; operators are
// told. Fails with LISTING_WRONG_STATE (it has ended), PRODUCT_PROPOSAL_WAITS, then like
// listing_action_correct.
err product_text_propose(struct unit *u, const struct listing *was, const struct product_text *is,
                         str reason);

// The operator corrects, and so accepts `proposal` (NO_ID: of their own accord), whose firm is told
// so. Fails like listing_action_correct, with PRODUCT_PROPOSAL_UNKNOWN.
err product_text_correct(struct unit *u, const struct listing *was, const struct product_text *is,
                         str reason, public_no proposal);

// The operator sends a proposal back, in words. Fails with LISTING_NEEDS_REASON,
// PRODUCT_PROPOSAL_UNKNOWN.
err product_text_decline(struct unit *u, public_no proposal, str word);
