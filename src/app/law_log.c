#include "app/law_log.h"

#include <unistd.h>

#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "platform/log/log.h"
#include "platform/unit/unit.h"

// Every change over the packs, with the checks that need every row.
static err lay(struct app *app, struct db *db, const struct law *packs, const struct law **out,
               str *out_sentence)
{
    struct law_changes *changes = NEW(app->arena, struct law_changes);
    struct law *made = NULL;
    TRY(law_change_list(db, app->arena, changes));
    TRY(law_layer(packs, changes, INT64_MAX, app->arena, &made, out_sentence));
    TRY(law_finish(made, out_sentence));
    *out = made;
    return NULL;
}

struct noting {
    struct app *app;
    const struct law *packs;
    str *sentence;
};

// Noted for ever, so only when all of it fits together.
static err note_packs(struct unit *u, void *data)
{
    const struct noting *n = data;
    const struct law *whole = NULL;
    int64_t added = 0;
    TRY(law_change_note_packs(u->db, u->arena, n->packs, u->now, &added));
    return lay(n->app, u->db, n->packs, &whole, n->sentence);
}

static err is_current(struct db *db, bool *out)
{
    int version = 0;
    TRY(db_begin(db, DB_READ));
    err e = db_schema_version(db, &version);
    db_rollback(db);
    *out = e == NULL && version == MIGRATIONS[MIGRATION_COUNT - 1].number;
    return e;
}

static err read_over(struct app *app, struct db *db, const struct law *packs,
                     const struct law **out, str *out_sentence)
{
    TRY(db_begin(db, DB_READ));
    err e = lay(app, db, packs, out, out_sentence);
    db_rollback(db);
    return e;
}

static err note(struct app *app, const struct law *packs, str *out_sentence)
{
    static const struct actor MACHINE = {0};
    bool current = false;
    struct db *db = NULL;
    TRY(app_open_db(app, APP_DB_ANY, &db));
    struct unit u = {.arena = app->arena, .db = db, .actor = &MACHINE, .trace = S("law")};
    struct noting n = {app, packs, out_sentence};
    err e = is_current(db, &current);
    if (e == NULL && current) {
        e = unit_run(&u, unit_clock_system, note_packs, &n);
    }
    db_close(db);
    return e;
}

#define NOTE_TRIES 60
#define NOTE_WAIT_S 1

err law_log_note(struct app *app, const struct law *packs, str *out_sentence)
{
    err e = note(app, packs, out_sentence);
    for (int tries = 1; tries < NOTE_TRIES && e != NULL && e->kind == FAULT_BUSY; tries++) {
        LOG(LOG_WARN, "law.not_noted", LOG_TEXT("code", str_view(e->code)));
        (void)sleep(NOTE_WAIT_S);
        e = note(app, packs, out_sentence);
    }
    return e;
}

err law_log_read(struct app *app, const struct law **law, str *out_sentence)
{
    struct db *db = NULL;
    err e = app_open_db(app, APP_DB_CURRENT, &db);
    if (e == NULL) {
        e = read_over(app, db, *law, law, out_sentence);
    }
    db_close(db);
    return e;
}
