// What a worker does of itself: in the name of the machine, and in the database it holds.
#pragma once

#include "platform/process/worker.h"

// A unit of the machine's, not yet begun.
struct unit worker_unit(const struct house *house, struct db *db, struct arena *arena);

// What the first answers would wait for, which no deadline breaks off here. `db` may be NULL, and
// whatever fails is logged: whoever asks tries again. Empties the arena.
void worker_warm_up(const struct house *house, struct db *db, struct arena *arena);

// A piece of what is due. False: nothing is, or it failed, which is logged. Empties the arena.
bool worker_tend(struct worker *w, const struct house *house, struct arena *arena);

// Write what the house gathered. It is forgotten then, written or not; a failure is logged. Empties
// the arena.
void worker_hand_over(const struct house *house, struct db *db, struct arena *arena);
