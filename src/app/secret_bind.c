#include "app/secret_bind.h"

#include "app/secret_bind.sql.h"
#include "app/secret_column.h"
#include "base/limits.h"
#include "platform/log/log.h"
#include "platform/secret/secret.h"
#include "platform/unit/unit.h"

struct counts {
    int64_t bound;
    int64_t own;  // that were their rows' already
    int64_t shut; // that open in neither form
};

// A page of a column: what to do, and what was done.
struct page {
    const struct secret_column *column;
    int64_t after;
    int64_t last; // row id of its last; `after` when it is empty
    struct counts done;
};

static err bind_one(struct unit *u, struct page *p, const struct secret_row *row)
{
    str fresh = S("");
    if (secret_bind_row(u->arena, row->sealed, p->column->name, row->row, &fresh) != NULL) {
        p->done.shut++;
        return NULL;
    }
    if (fresh.n == 0) {
        p->done.own++;
        return NULL;
    }
    p->done.bound++;
    return secret_column_save(u->db, p->column, row->id, fresh);
}

static err bind_page(struct unit *u, void *data)
{
    struct page *p = data;
    struct secret_row rows[SECRET_PAGE];
    size_t count = 0;
    p->last = p->after; // as it was, for another try
    p->done = (struct counts){0};
    TRY(secret_column_list(u->db, p->column, p->after, rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(bind_one(u, p, &rows[i]));
        p->last = rows[i].id;
    }
    return NULL;
}

static err bind_column(struct unit *u, const struct secret_column *column, struct counts *counts)
{
    struct page p = {.column = column};
    for (bool more = true; more;) {
        TRY(unit_run(u, unit_clock_system, bind_page, &p));
        counts->bound += p.done.bound;
        counts->own += p.done.own;
        counts->shut += p.done.shut;
        more = p.last != p.after;
        p.after = p.last;
        arena_reset(u->arena);
    }
    return NULL;
}

static err note_done(struct unit *u, void *data)
{
    (void)data;
    struct query *q = db_query(u->db, &SQL_SECRET_BIND_NOTE);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

// A secret that does not open is nobody's reason to leave the old form open for the others: who
// puts one there could go on with it. Where none opens at all, the key is the wrong one.
static err bind_all(struct unit *u, int64_t *out_bound)
{
    struct counts counts = {0};
    for (size_t i = 0; i < SECRET_COLUMN_COUNT; i++) {
        TRY(bind_column(u, &SECRET_COLUMNS[i], &counts));
    }
    *out_bound = counts.bound;
    if (counts.shut > 0) {
        LOG(LOG_WARN, "secret.shut", LOG_NUMBER("count", counts.shut));
    }
    if (counts.shut > 0 && counts.bound == 0 && counts.own == 0) {
        return NULL;
    }
    return unit_run(u, unit_clock_system, note_done, NULL);
}

static err is_due(struct db *db, bool *out)
{
    int version = 0;
    *out = false;
    TRY(db_schema_version(db, &version));
    if (version == MIGRATIONS[MIGRATION_COUNT - 1].number) {
        struct query *q = db_query(db, &SQL_SECRET_BIND_DONE);
        *out = !query_next(q);
        TRY(query_end(q));
    }
    return NULL;
}

static err bind_in(struct db *db, struct arena *a, int64_t *out_bound)
{
    static const struct actor MACHINE = {0};
    struct unit u = {.arena = a, .db = db, .actor = &MACHINE, .trace = S("secret")};
    bool due = false;
    db_set_arena(db, a);
    TRY(db_begin(db, DB_READ));
    err e = is_due(db, &due);
    db_rollback(db);
    TRY(e);
    return due ? bind_all(&u, out_bound) : NULL;
}

err secret_bind(struct app *app, int64_t *out_bound)
{
    struct db *db = NULL;
    *out_bound = 0;
    TRY(db_open(app->settings.db, &db));
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    err e = bind_in(db, a, out_bound);
    db_close(db);
    arena_close(a);
    return e;
}
