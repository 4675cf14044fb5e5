#include "app/doctor_walk.h"

#include "base/limits.h"

static err walk_all(struct doctor_walk *w, err (*step)(struct doctor_walk *w))
{
    for (int64_t before = -1; before != w->after && w->out->bad.n == 0;) {
        before = w->after;
        TRY(step(w));
        arena_reset(w->batch);
    }
    return NULL;
}

err doctor_walk_column(struct db *db, struct arena *a, struct doctor_finding *out,
                       err (*step)(struct doctor_walk *w), const struct secret_column *column)
{
    struct doctor_walk w = {.column = column,
                            .db = db,
                            .batch = arena_open(LIMIT_ARENA_UNIT),
                            .kept = a,
                            .out = out,
                            .after = 0};
    db_set_arena(db, w.batch);
    err e = walk_all(&w, step);
    db_set_arena(db, a);
    arena_close(w.batch);
    return e;
}

err doctor_walk_all(struct db *db, struct arena *a, struct doctor_finding *out,
                    err (*step)(struct doctor_walk *w))
{
    return doctor_walk_column(db, a, out, step, NULL);
}

void doctor_name_bad(struct doctor_walk *w, str said)
{
    if (w->out->bad.n == 0) {
        w->out->bad = str_copy(w->kept, said);
    }
}
