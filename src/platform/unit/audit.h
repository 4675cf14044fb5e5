// The audit chain: private to this folder; others write with audit_write.
#pragma once

#include "base/out.h"
#include "platform/unit/unit.h"

// Write the unit's audit lines into the acting party's lane: the unit's last writes.
err audit_append(struct unit *u);

// The canonical text that hashes are made of: "length:text" and "number;", so that no two records
// have the same.
void canonical_text(struct out *o, str s);
void canonical_number(struct out *o, int64_t n);
