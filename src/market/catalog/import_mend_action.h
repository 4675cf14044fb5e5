// The rows of an import that could not be listed, as a sheet to mend: what is wrong stands behind
// each, and the sheet may be handed in as it is.
#pragma once

#include "base/out.h"
#include "market/catalog/import_store.h"
#include "platform/unit/unit.h"

// At most LIMIT_ANSWER_ROWS rows, in the order of the sheet.
err import_mend_write(struct unit *u, const struct import *i, struct out *o);
