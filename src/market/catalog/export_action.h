// Listings as a sheet: the columns of the template, so that it can be changed and handed in again.
#pragma once

#include "market/catalog/export_store.h"
#include "platform/sheet/sheet_write.h"
#include "platform/unit/unit.h"

extern const struct fault EXPORT_TOO_MANY; // REFUSED: more than one answer holds

// Write those of the filter into `w`, which is open and stays so, at most `most` (0: all); every
// firm's have the firm in front. Fails with EXPORT_TOO_MANY when there are more.
err export_action_write(struct unit *u, struct sheet_writer *w, const struct export_filter *f,
                        int64_t most, int64_t *out_count);
