// Whether rows are as the chain of deeds tells of them.
#pragma once

#include "app/doctor_check.h"

// An operator's row of the law, its proposal or its verdict that is not as it was decided, is gone,
// or came without a deed.
err doctor_deed_rules(struct db *db, struct arena *a, struct doctor_finding *out);
// A judgement of the law, a payment with its claim, or an institution's policy that is not as the
// deed left it, or is gone.
err doctor_deed_rows(struct db *db, struct arena *a, struct doctor_finding *out);
