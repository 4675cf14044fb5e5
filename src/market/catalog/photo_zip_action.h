// Handing in a ZIP of photos, and what a job does with it: entry by entry.
//
// The ZIP lies on the disk whole (platform/file/spool.h). Each entry is unpacked by a child between
// two units; what became of it, the photo it is and how far the ZIP came are one transaction, so a
// process that dies in the middle leaves an entry done or untouched.
#pragma once

#include "market/catalog/photo_zip_store.h"
#include "platform/picture/picture_unpack.h"
#include "platform/unit/unit.h"

#define PHOTO_ZIP_JOB "picture.unpack"  // of the pool `picture`, as its name begins
#define PHOTO_SWEEP_JOB "picture.sweep" // likewise: the pool may read folders

// Look at what was handed in and keep it, before the unit of the deed. A note of this unit drops it
// again when that deed did not come to be, and counts its bytes to the firm's day all the same.
// Fails with PHOTO_ZIP_NONE, PHOTO_ZIP_TOO_LARGE, PHOTO_ZIP_AT_WORK and as spool_keep.
err photo_zip_action_keep(struct unit *u, const struct upload *up, str *out_spool);
// Note it for the firm of who acts and let it be unpacked: z->name, spool, size and, where all are
// of one listing, offer. Fails with PHOTO_ZIP_AT_WORK, FILE_DAY_FULL.
err photo_zip_action_add(struct unit *u, struct photo_zip *z);
// What became of the entry at z->position, in the name of who handed the ZIP in. Fails with
// PHOTO_ZIP_MOVED when another step was first.
err photo_zip_action_step(struct unit *u, struct photo_zip *z, const struct unpacked *x);
// Go on from where it stands. Fails with PHOTO_ZIP_MOVED when it does not stand still.
err photo_zip_action_resume(struct unit *u, const struct photo_zip *z);
