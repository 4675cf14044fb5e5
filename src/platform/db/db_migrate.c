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

static err read_applied(struct db *db, int *version)
{
    struct query *q = db_query(db, &SQL_MIGRATION_LIST);
    int applied = 0;
    bool known = true;
    while (query_next(q)) {
        int64_t number = read_i64(q, "number");
        known =
            known && number == applied + 1 && (size_t)number <= MIGRATION_COUNT &&
            str_equals(read_str(q, "sha256"),
                       digest_sha256(db->arena, str_view(text_of(db, &MIGRATIONS[number - 1]))));
        applied = (int)number;
    }
    TRY(query_end(q));
    *version = applied;
    return known ? NULL : &DB_NEWER;
}

static err make_table(struct db *db)
{
    TRY(db_begin(db, DB_WRITE));
    err e = db->engine->script(db, SQL_MIGRATION_TABLE.sqlite);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

err db_schema_version(struct db *db, int *version)
{
    TRY(make_table(db));
    TRY(db_begin(db, DB_READ));
    err e = read_applied(db, version);
    db_rollback(db);
    return e;
}

static err apply(struct db *db, const struct migration *m)
{
    TRY(db->engine->script(db, text_of(db, m)));
    struct query *q = db_query(db, &SQL_MIGRATION_ADD);
    bind_i64(q, "number", m->number);
    bind_str(q, "name", str_view(m->name));
    bind_str(q, "sha256", digest_sha256(db->arena, str_view(text_of(db, m))));
    return query_run(q, NULL);
}

err db_migrate(struct db *db, int *applied)
{
    int version = 0;
    *applied = 0;
    TRY(db_schema_version(db, &version));
    for (size_t i = (size_t)version; i < MIGRATION_COUNT; i++) {
        TRY(db_begin(db, DB_WRITE));
        err e = apply(db, &MIGRATIONS[i]);
        if (e != NULL) {
            db_rollback(db);
            return e;
        }
        TRY(db_commit(db));
        (*applied)++;
    }
    return NULL;
}
