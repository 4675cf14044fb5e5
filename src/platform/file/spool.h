// What waits on the disk to be worked through: whole under a random name in data.dir/spool, or
// gone.
//
// No row of `file` names it, no backup copies it, and nobody is ever sent it. Who keeps something
// here notes its name in a row, and drops it when the work is done or the row did not come to be;
// what a process that died left is swept out after LIMIT_SPOOL_KEPT_S.
#pragma once

#include "base/fault.h"
#include "platform/unit/unit.h"

// Keep bytes, synced, where the party's day has room for them (file_admit_day); who keeps them
// counts them. Fails with FILE_DAY_FULL, FILE_CANNOT_WRITE.
err spool_keep(struct unit *u, str bytes, str *out_name);
// Where they lie, terminated. `name` is one that spool_keep gave.
const char *spool_path(struct arena *a, str name);
// Gone, or gone already.
void spool_drop(struct arena *a, str name);
// Drop what was kept before `before`.
void spool_sweep(struct arena *a, instant before);
// A file without a name and `size` bytes of room in it: it is gone when it is closed. -1: no room.
int spool_open_nameless(struct arena *a, size_t size);
