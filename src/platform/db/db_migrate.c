// The schema goes forward only, one migration a transaction.
#include <assert.h>
#include <time.h>

#include "base/digest.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_migrate.sql.h"

const struct fault DB_NEWER = {
    .kind = FAULT_BROKEN,
    .code = "db.newer",
    .text = "자료가 이 프로그램보다 새 판으로 만들어졌거나 서로 다른 판입니다. 같은 판이나 더 새 "
            "판의 프로그램을 쓰세요.",
};

static const char *text_of(const struct db *db, const struct migration *m)
{
    return db_engine(db) == DB_SQLITE ? m->sqlite : m->postgres;
}

static str hash_of(struct db *db, const struct migration *m)
{
    return digest_sha256(db->arena, str_view(text_of(db, m)));
}

// How many of the list are applied: they must be its first ones, word for word.
static err read_applied(struct db *db, const struct migration *list, size_t count,
                        size_t *out_applied)
{
    struct query *q = db_query(db, &SQL_MIGRATION_LIST);
    size_t applied = 0;
    bool known = true;
    while (known && query_next(q)) {
        int64_t number = read_i64(q, "number");
        known = applied < count && number == list[applied].number &&
                str_equals(read_str(q, "sha256"), hash_of(db, &list[applied]));
        if (known) {
            applied++;
        } else {
            db_note_error(db, "migration", str_to_c(db->arena, read_str(q, "name")),
                          "is applied and not the one this program knows");
        }
    }
    TRY(query_end(q));
    *out_applied = applied;
    return known ? NULL : &DB_NEWER;
}

static err has_table(struct db *db, bool *out)
{
    struct query *q = db_query(db, &SQL_MIGRATION_TABLE_FIND);
    *out = query_next(q) && read_i64(q, "table_count") == 1;
    return query_end(q);
}

err db_schema_version(struct db *db, int *version)
{
    bool there = false;
    size_t applied = 0;
    TRY(has_table(db, &there));
    if (there) {
        TRY(read_applied(db, MIGRATIONS, MIGRATION_COUNT, &applied));
    }
    *version = applied == 0 ? 0 : MIGRATIONS[applied - 1].number;
    return NULL;
}

static instant now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (instant){.us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000};
}

static err lock(struct db *db, const struct sql *with)
{
    return db_engine(db) == DB_POSTGRES ? query_run(db_query(db, with), NULL) : NULL;
}

// In an open transaction: apply the next of the list, or set *out_done when there is none.
static err apply_next(struct db *db, const struct migration *list, size_t count, bool rebuilds,
                      bool *out_done)
{
    size_t applied = 0;
    TRY(lock(db, &SQL_MIGRATION_LOCK));
    TRY(read_applied(db, list, count, &applied));
    *out_done = applied == count;
    if (*out_done) {
        return NULL;
    }
    const struct migration *m = &list[applied];
    TRY(db->engine->script(db, text_of(db, m)));
    struct query *q = db_query(db, &SQL_MIGRATION_ADD);
    bind_i64(q, "number", m->number);
    bind_str(q, "name", str_view(m->name));
    bind_str(q, "sha256", hash_of(db, m));
    bind_instant(q, "now", now());
    TRY(query_run(q, NULL));
    return rebuilds ? db->engine->check_migration(db) : NULL;
}

static err make_table(struct db *db)
{
    TRY(db_begin(db, DB_WRITE));
    err e = lock(db, &SQL_MIGRATION_BEGIN);
    if (e == NULL) {
        e = query_run(db_query(db, &SQL_MIGRATION_TABLE), NULL);
    }
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

// How many of the list are applied, 0 where nothing is. Asked first, since a role that may not
// change the tables may ask too.
static err count_applied(struct db *db, const struct migration *list, size_t count, size_t *out)
{
    bool there = false;
    *out = 0;
    TRY(db_begin(db, DB_READ));
    err e = has_table(db, &there);
    if (e == NULL && there) {
        e = read_applied(db, list, count, out);
    }
    db_rollback(db);
    return e;
}

static err apply_all(struct db *db, const struct migration *list, size_t count, bool rebuilds,
                     int *applied)
{
    TRY(make_table(db));
    for (bool done = false; !done;) {
        TRY(db_begin(db, DB_WRITE));
        err e = apply_next(db, list, count, rebuilds, &done);
        if (e != NULL) {
            db_rollback(db);
            return e;
        }
        TRY(db_commit(db));
        *applied += done ? 0 : 1;
    }
    return NULL;
}

static bool any_rebuilds(const struct db *db, const struct migration *list, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any = any || str_contains(str_view(text_of(db, &list[i])), S("DROP TABLE"));
    }
    return any;
}

err db_migrate_list(struct db *db, const struct migration *list, size_t count, int *applied)
{
    assert(db->arena != NULL);
    *applied = 0;
    size_t before = 0;
    TRY(count_applied(db, list, count, &before));
    // Another may apply some of them meanwhile: then fewer are left, of which none rebuilds that
    // did not before.
    bool rebuilds = any_rebuilds(db, list + before, count - before);
    TRY(db->engine->before_migrations(db, rebuilds));
    err e = before < count ? apply_all(db, list, count, rebuilds, applied) : NULL;
    TRY(db->engine->after_migrations(db));
    return e;
}

err db_migrate(struct db *db, int *applied)
{
    return db_migrate_list(db, MIGRATIONS, MIGRATION_COUNT, applied);
}
