// What the administrator of an institution does about its policies.
#pragma once

#include "market/party/party_policy.h"
#include "platform/unit/unit.h"

// Fails with POLICY_BEGINS_PAST, PARTY_TERM_REVERSED, PARTY_NEEDS_REASON, like policy_check, with
// POLICY_SAME.
err policy_action_add(struct unit *u, const struct policy *typed);
// It holds to the end of that day, yesterday at the earliest. Fails with POLICY_UNKNOWN,
// POLICY_ENDED, ORG_TERM_OVER, POLICY_END_LATER, PARTY_NEEDS_REASON.
err policy_action_end(struct unit *u, public_no no, date last_day, str reason);
