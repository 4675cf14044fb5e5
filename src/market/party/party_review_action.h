// The operator decides about who wants to join, and about who has.
#pragma once

#include "market/party/party_facts.h"
#include "platform/unit/unit.h"

extern const struct fault REVIEW_NO_SUCH_REGIME; // INVALID
extern const struct fault REVIEW_SAME_REGIME;    // REFUSED: nothing to change

// A decision, by the word of a posted button: approve, return, suspend, restore; -1 for any other.
int review_event_from(str word);

// Move a sign-up that stands at `version`: the decision joins the history, the people who may act
// for the party are told. Where nobody could open the paper's PDF, approving takes the words of how
// it was seen otherwise. Fail with PARTY_UNKNOWN, PARTY_WRONG_STATE, PARTY_NEEDS_REASON,
// PDF_NOT_SEEN, PARTY_CHANGED.
err review_action_supplier(struct unit *u, public_no no, int64_t version, enum party_event event,
                           str reason);
err review_action_institution(struct unit *u, public_no no, int64_t version, enum party_event event,
                              str reason);

// Whose law binds the institution from now on; purchases under way keep what they were decided by.
// Fails with PARTY_UNKNOWN, REVIEW_NO_SUCH_REGIME, REVIEW_SAME_REGIME, PARTY_NEEDS_REASON,
// PARTY_CHANGED.
err review_action_set_regime(struct unit *u, public_no no, int64_t version, str regime, str reason);
