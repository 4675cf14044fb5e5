// The folder that backups lie in: names, what is half made, and one maker at a time. Private to
// this folder.
#pragma once

#include "platform/backup/backup.h"

#define BACKUP_HALF ".new-"  // before the name of one that is being made
#define BACKUP_GOING ".old-" // before the name of one that is being removed

// `folder`/`name`, in the arena and terminated.
const char *backup_path(struct arena *a, str folder, str name);

// "20261126T010000Z"
str backup_name_of(struct arena *a, instant at);
// False for any other name.
bool backup_name_parse(str name, instant *out);

// Make the folder where missing and be the only one at work in it until backup_unlock(*out_lock).
// Fails with BACKUP_BUSY, BACKUP_CANNOT_WRITE.
err backup_lock(struct arena *a, str folder, int *out_lock);
void backup_unlock(int lock);

// Seconds of a clock that nobody turns.
int64_t backup_now_s(void);
// A plain file of this size, no link.
bool backup_is_there(const char *path, int64_t size);
// The same bytes lie in the backup `before` (a folder, or empty): another name for them costs
// nothing. False when they do not, or where it cannot be named twice.
bool backup_share(struct arena *a, str before, str below, const char *to, int64_t size);
// See to it that all names in a half-made one outlive a power cut.
err backup_sync(struct arena *a, str half);

// Remove a folder with all that lies in it. False when something is left.
bool backup_remove(const char *path);
// Remove what is half made or half removed; the caller holds the lock.
err backup_sweep(struct arena *a, str folder);
