// Publishing, and the officer's words for what may not be published as it stands.
#pragma once

#include "market/disclosure/disclosure_store.h"
#include "platform/unit/unit.h"

// Bring the public line of a contract to what its rows say: nothing for training, a tender, or
// before both signed; published once when it may be; else it waits with the reasons, and the
// officer is told. What was completed, paid or undone since follows. A second run changes nothing.
// Fails with DISCLOSURE_NO_CONTRACT.
err disclosure_action_refresh(struct unit *u, contract_id id);

// The officer words anew what waits; it is published in the same unit. Fails with
// DISCLOSURE_UNKNOWN (another's, or it does not wait); *out_faults says why the new words may not
// be published either, and then nothing is kept.
err disclosure_action_reword(struct unit *u, public_no contract_no,
                             const struct disclosure_waiting *words,
                             struct disclosure_faults *out_faults);
