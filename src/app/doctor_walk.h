// A walk of the doctor over many rows, a batch at a time.
#pragma once

#include "app/doctor_check.h"
#include "app/secret_column.h"

// Where it stands. Texts of a batch live in an arena of their own.
struct doctor_walk {
    const struct secret_column *column; // of what lies sealed; else NULL
    struct db *db;
    struct arena *batch;
    struct arena *kept; // of the caller
    struct doctor_finding *out;
    int64_t after;
};

// Walk on until a batch finds nothing new or something wrong; `step` moves w->after on. Fails as
// `step` does.
err doctor_walk_all(struct db *db, struct arena *a, struct doctor_finding *out,
                    err (*step)(struct doctor_walk *w));
// The same over one column of what lies sealed.
err doctor_walk_column(struct db *db, struct arena *a, struct doctor_finding *out,
                       err (*step)(struct doctor_walk *w), const struct secret_column *column);
// The first wrong row is the one that is told.
void doctor_name_bad(struct doctor_walk *w, str said);
