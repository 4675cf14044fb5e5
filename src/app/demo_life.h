// Life in the demo city: purchases in every state, made by the same deeds as on the site, each at
// its time.
#pragma once

#include "app/demo.h"

// Play the trade of the last months up to now; `u` carries the database, an arena, law and
// calendar. The same seed gives the same trade on the same day. Fails with what a deed fails with,
// or DB_*.
err demo_live(struct unit *u, const struct demo_size *size, uint64_t seed, demo_progress progress);
