#include "app/law_log.h"

#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "platform/log/log.h"
#include "platform/unit/unit.h"

static err note_packs(struct unit *u, void *data)
{
    const struct law *packs = data;
    int64_t added = 0;
    return law_change_note_packs(u->db, u->arena, packs, u->now, &added);
}

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

static err note_and_read(struct app *app, struct db *db, const struct law *packs, str *out_sentence)
{
    static const struct actor MACHINE = {0};
    bool current = false;
    const struct law *whole = NULL;
    struct unit u = {.arena = app->arena, .db = db, .actor = &MACHINE, .trace = S("law")};
    TRY(is_current(db, &current));
    if (!current) {
        return NULL;
    }
    TRY(unit_run(&u, unit_clock_system, note_packs, (void *)(uintptr_t)packs));
    return read_over(app, db, packs, &whole, out_sentence);
}

err law_log_note(struct app *app, const struct law *packs, str *out_sentence)
{
    struct db *db = NULL;
    err e = app_open_db(app, &db);
    if (e == NULL) {
        e = note_and_read(app, db, packs, out_sentence);
    }
    db_close(db);
    if (e != NULL &&
        e->kind == FAULT_BUSY) { // a server that is away now may be back for the workers
        LOG(LOG_WARN, "law.not_noted", LOG_TEXT("code", str_view(e->code)));
        return NULL;
    }
    return e;
}

err law_log_read(struct app *app, const struct law **law, str *out_sentence)
{
    struct db *db = NULL;
    err e = app_open_db(app, &db);
    if (e == NULL) {
        e = read_over(app, db, *law, law, out_sentence);
    }
    db_close(db);
    return e;
}
