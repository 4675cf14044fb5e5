#include "platform/db/db_copy.h"

#include "platform/clock/clock.h"
#include "platform/db/db_copy.sql.h"
#include "platform/db/db_engine.h"

const struct fault DB_COPY_NO_TOOL = {
    .kind = FAULT_BROKEN,
    .code = "db.copy_no_tool",
    .text = "pg_dump와 pg_restore가 없습니다. 꾸러미 postgresql-client를 설치해 주세요. · "
            "pg_dump and pg_restore are not here: install the package postgresql-client.",
};

const struct fault DB_COPY_TOOL = {
    .kind = FAULT_BROKEN,
    .code = "db.copy_tool",
    .text = "PostgreSQL의 도구가 끝까지 하지 못했습니다. 아래 문장을 보고 고쳐 주세요. · "
            "A tool of PostgreSQL failed: see its sentence below.",
};

const struct fault DB_COPY_SLOW = {
    .kind = FAULT_BUSY,
    .code = "db.copy_slow",
    .text = "정한 시간 안에 끝나지 않아 그만두었습니다. 매시간 백업을 끄고(backup.hourly) dure "
            "backup을 따로 예약해 주세요. · It was not done in its time and was given up: turn "
            "backup.hourly off and run dure backup from a timer.",
};

enum db_engine db_engine_of(str url)
{
    return str_starts(url, S("sqlite:")) ? DB_SQLITE : DB_POSTGRES;
}

static const struct engine *engine_of(str url)
{
    return db_engine_of(url) == DB_SQLITE ? &ENGINE_SQLITE : &ENGINE_POSTGRES;
}

err db_copy_make(struct arena *a, str url, const char *path, int64_t seconds, struct db **out_view,
                 str *out_sentence)
{
    struct db *db = NULL;
    struct db *view = NULL;
    struct db_copy c = {
        .arena = a, .path = path, .end_ms = clock_ms() + seconds * 1000, .sentence = out_sentence};
    *out_view = NULL;
    err e = db_open(url, &db);
    if (e != NULL) {
        *out_sentence = str_copy(a, db_error(NULL));
        return e;
    }
    db_set_arena(db, a);
    db_set_statement_ms(db, LIMIT_SCRIPT_MS); // counts of large tables
    e = db->engine->copy(db, &c, &view);
    if (view != db || e != NULL) {
        db_close(db);
    }
    if (e == NULL) {
        db_set_arena(view, a);
        *out_view = view;
    }
    return e;
}

err db_copy_place(struct db *db, str *out_place)
{
    struct query *q = db_query(db, &SQL_COPY_PLACE);
    *out_place = query_next(q) ? read_str(q, "place") : S("");
    return query_end(q);
}

err db_copy_is_empty(struct arena *a, str url, bool *out_empty, str *out_place, str *out_sentence)
{
    err e = engine_of(url)->is_empty(a, url, out_empty, out_place);
    if (e != NULL) {
        *out_sentence = str_copy(a, db_error(NULL));
    }
    return e;
}

err db_copy_restore(struct arena *a, str url, const char *path, int64_t seconds, str *out_sentence)
{
    struct db_copy c = {
        .arena = a, .path = path, .end_ms = clock_ms() + seconds * 1000, .sentence = out_sentence};
    return engine_of(url)->restore(url, &c);
}
