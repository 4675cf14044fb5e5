// A disk of our own under SQLite: it forgets what was not synced when the power goes, and fails on
// request. For the proofs only.
//
// Files live in memory, each as what has reached the platter and what is still under way. A power
// cut leaves the platter with any part of the rest: whole writes, none, torn ones, in another
// order, in sectors of 4 KiB. A file that was never synced may be gone altogether.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

// Put this disk under every database opened from now on.
void disk_mount(void);
// Back to the real one.
void disk_unmount(void);
// Empty it.
void disk_clear(void);
// Put a real file on it, synced.
void disk_load(const char *from, const char *path);
// Write everything that is on it, synced or not, to real files below `folder`.
void disk_save(const char *folder);

// --- Power ---------------------------------------------------------------------------------------

// Operations so far that a cut may come after: each write, sync, truncation and removal.
int64_t disk_operations(void);
// What the platter holds if the power goes now, into real files below `folder`. The same seed gives
// the same cut.
void disk_cut(const char *folder, uint64_t seed);
// Called after each operation; NULL: nobody.
void disk_watch(void (*seen)(void));
// A disk that says "synced" and is not, as the cheap ones: the control of the experiment.
void disk_lies(bool yes);

// --- Trouble -------------------------------------------------------------------------------------

enum disk_trouble {
    DISK_WELL,
    DISK_FULL,       // a write finds no room
    DISK_WRITE_FAIL, // a write fails, half of it done
    DISK_READ_FAIL,
    DISK_SYNC_FAIL,
    DISK_READ_ONLY, // opening for writing, growing and removing are refused
    DISK_TROUBLES
};
// The `nth` operation of its kind from now on, and all after it, meet this trouble; 0: the first.
void disk_meets(enum disk_trouble trouble, int64_t nth);
// How often it was met since.
int64_t disk_met(void);
