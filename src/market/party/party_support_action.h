// What an operator does to look at the cases of an institution, and what every look leaves behind.
#pragma once

#include "market/party/party_support.h"
#include "platform/unit/unit.h"

// How long one lasts, from the settings: 1 to LIMIT_SUPPORT_MINUTES, an hour unless it is set.
void support_set_minutes(int64_t minutes);
int64_t support_minutes(void);

// For the operator who acts; the institution's administrators are told at once. Fails with
// PARTY_UNKNOWN, PARTY_NEEDS_REASON, SUPPORT_OPEN.
err support_action_begin(struct unit *u, public_no institution, str reason, public_no *out);
// Fails with SUPPORT_UNKNOWN, SUPPORT_NEEDED when it is over.
err support_action_end(struct unit *u, public_no no);

// One of the operator's own. Fails with SUPPORT_UNKNOWN.
err support_find_own(struct unit *u, public_no no, struct support_view *out);
// The open one of the operator who acts for this institution. Fails with SUPPORT_NEEDED.
err support_admit(struct unit *u, institution_id institution, struct support_view *out);
// What the answer shows of it, for the institution and for the chain; a note.
void support_note_read(struct unit *u, const struct support_view *v, enum support_page page,
                       purchase_id purchase);
