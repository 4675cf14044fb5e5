#include "platform/process/worker_unit.h"

static const struct actor MACHINE = {
    .name = {.p = "시스템", .n = sizeof "시스템" - 1},
    .role_label = {.p = "시스템", .n = sizeof "시스템" - 1}
};

struct unit worker_unit(const struct house *house, struct db *db, struct arena *arena)
{
    return (struct unit){
        .arena = arena,
        .db = db,
        .actor = &MACHINE,
        .law = house->site->law,
        .law_shelf = house->site->law_shelf,
        .guide_shelf = house->site->guide_shelf,
        .calendar = house->site->calendar,
    };
}

void worker_warm_up(const struct house *house, struct db *db, struct arena *arena)
{
    if (house->warm == NULL || db == NULL) {
        return;
    }
    struct unit u = worker_unit(house, db, arena);
    err e = unit_begin(&u, DB_READ, house->site->clock);
    e = e != NULL ? e : house->warm(&u);
    unit_rollback(&u);
    arena_reset(arena);
    if (e != NULL) {
        LOG(LOG_WARN, "worker.not_warm", LOG_TEXT("code", str_view(e->code)));
    }
}

bool worker_tend(struct worker *w, const struct house *house, struct arena *arena)
{
    const struct tending *t = house->tending;
    if (t == NULL || !t->is_due()) {
        return false;
    }
    worker_busy(w);
    err e = t->tend(arena);
    (void)worker_idle(w);
    arena_reset(arena);
    if (e != NULL) {
        LOG(LOG_WARN, "worker.not_tended", LOG_TEXT("code", str_view(e->code)));
    }
    return e == NULL;
}

void worker_hand_over(const struct house *house, struct db *db, struct arena *arena)
{
    struct unit u = worker_unit(house, db, arena);
    err e = unit_run(&u, house->site->clock, house->gathering->write, NULL);
    house->gathering->forget();
    arena_reset(arena);
    if (e != NULL) {
        LOG(LOG_WARN, "worker.not_handed_over", LOG_TEXT("code", str_view(e->code)));
    }
}
