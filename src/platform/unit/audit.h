// The audit chain: private to this folder; others write with audit_write.
#pragma once

#include "platform/unit/unit.h"

// Write the unit's audit lines into the acting party's lane: the unit's last writes.
err audit_append(struct unit *u);
