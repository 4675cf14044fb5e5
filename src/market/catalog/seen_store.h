// How often offers are looked at: counted in this process, and written some at a time, so that
// looking costs no write. What was counted and not yet written is lost when the process dies;
// statistics may.
#pragma once

#include "platform/unit/unit.h"

// One more look at an offer. Now and then the unit notes what was gathered; a note that could not
// be written is forgotten.
void seen_count(struct unit *u, offer_id offer);
