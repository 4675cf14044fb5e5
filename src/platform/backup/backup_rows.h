// The lines of a manifest that tell what the rows amount to, the same when counted again after the
// way back. Private to this folder.
#pragma once

#include "platform/db/db.h"

// Tell the chains' heads and the counts, each as a word and its value, in an open transaction.
err backup_tell_rows(struct db *db, struct arena *a, const struct sql *counts,
                     void (*tell)(void *data, const char *word, str value), void *data);
