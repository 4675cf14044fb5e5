// How often offers are looked at: counted in this process, and written some at a time, so that
// looking costs no write. What was counted and not yet written is lost when the process dies, and
// handed over when it is told to stop; statistics may.
#pragma once

#include "platform/unit/unit.h"

#define SEEN_OFFERS 256 // different ones gathered: more at once would hold the lock for long

// One more look at an offer. Now and then the unit notes what was gathered; a note that could not
// be written is forgotten.
void seen_count(struct unit *u, offer_id offer);

// Milliseconds until what was gathered is to be written though nobody looks any more; -1: nothing
// was gathered.
int seen_wait_ms(instant now);
// Write what was gathered. It stays gathered: the unit may be run again. Fails with DB_*.
err seen_write(struct unit *u, void *none);
void seen_forget(void);
