#include "platform/db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"

const struct fault DB_COLLISION = {
    .kind = FAULT_BUSY,
    .code = "db.collision",
    .text = "같은 자료를 다른 사람이 고치고 있습니다. 잠시 뒤 다시 해 주세요.",
};

const struct fault DB_UNKNOWN = {
    .kind = FAULT_BUSY,
    .code = "db.unknown",
    .text = "저장되었는지 확인하지 못했습니다. 화면을 새로 고쳐 결과를 확인해 주세요.",
};

const struct fault DB_AWAY = {
    .kind = FAULT_BUSY,
    .code = "db.away",
    .text = "자료 저장소에 잠시 닿지 않습니다. 적은 내용은 그대로 두고 잠시 뒤 다시 해 주세요.",
};

const struct fault DB_DUPLICATE = {
    .kind = FAULT_CONFLICT,
    .code = "db.duplicate",
    .text = "같은 것이 이미 등록되어 있습니다. 목록에서 먼저 찾아 주세요.",
};

const struct fault DB_FULL = {
    .kind = FAULT_BUSY,
    .code = "db.full",
    .text = "저장 공간에 쓸 수 없어 저장하지 않았습니다. 운영자에게 알려 주세요.",
};

const struct fault DB_BROKEN = {
    .kind = FAULT_BROKEN,
    .code = "db.broken",
    .text = "자료를 다루다 문제가 생겼습니다. 저장하지 않았습니다. 운영자에게 알려 주세요.",
};

err db_open(str url, struct db **out)
{
    *out = NULL;
    struct db *db = calloc(1, sizeof(struct db));
    if (db == NULL) {
        return &DB_AWAY;
    }
    db->engine = str_starts(url, S("sqlite:")) ? &ENGINE_SQLITE : &ENGINE_POSTGRES;
    err e = db->engine->open(db, url);
    if (e != NULL) {
        fprintf(stderr, "%s\n", db->error); // before there is a log: the caller has no db to ask
        db_close(db);
        return e;
    }
    *out = db;
    return NULL;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db_rollback(db);
    db->engine->close(db);
    free(db->url);
    free(db);
}

enum db_engine db_engine(const struct db *db)
{
    return db->engine->kind;
}

str db_error(const struct db *db)
{
    return str_view(db->error);
}

void db_note_error(struct db *db, const char *said)
{
    (void)snprintf(db->error, sizeof(db->error), "%s", said == NULL ? "" : said);
}

void db_set_arena(struct db *db, struct arena *arena)
{
    db->arena = arena;
}

int64_t db_statements(const struct db *db)
{
    return db->statements;
}

size_t db_slot(const struct db *db, const struct sql *sql)
{
    size_t slot = ((uintptr_t)sql >> 4) % STATEMENTS_KEPT_MAX;
    for (size_t i = 0; i < STATEMENTS_KEPT_MAX; i++) {
        size_t at = (slot + i) % STATEMENTS_KEPT_MAX;
        if (db->kept[at] == sql || db->kept[at] == NULL) {
            return at;
        }
    }
    assert(false && "more statements than STATEMENTS_KEPT_MAX");
    return 0;
}

err db_begin(struct db *db, enum db_mode mode)
{
    assert(!db->in_transaction);
    db->trouble = NULL;
    db->statements = 0;
    TRY(db->engine->begin(db, mode));
    db->in_transaction = true;
    return NULL;
}

static void close_queries(struct db *db)
{
    for (size_t i = 0; i < QUERIES_OPEN_MAX; i++) {
        if (db->queries[i].is_open) {
            db->engine->finish(&db->queries[i]);
            db->queries[i].is_open = false;
        }
    }
}

err db_commit(struct db *db)
{
    assert(db->in_transaction);
    close_queries(db);
    if (db->trouble != NULL) {
        err trouble = db->trouble;
        db_rollback(db);
        return trouble;
    }
    err e = db->engine->commit(db);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    db->in_transaction = false;
    return NULL;
}

void db_rollback(struct db *db)
{
    close_queries(db);
    if (db->in_transaction) {
        db->engine->rollback(db);
        db->in_transaction = false;
    }
    db->trouble = NULL;
}

struct query *db_query(struct db *db, const struct sql *sql)
{
    struct query *q = NULL;
    for (size_t i = 0; i < QUERIES_OPEN_MAX && q == NULL; i++) {
        if (!db->queries[i].is_open) {
            q = &db->queries[i];
        }
    }
    assert(q != NULL); // a query was not ended
    assert(sql->param_count <= LIMIT_PARAMS);
    q->db = db;
    q->sql = sql;
    q->is_open = true;
    q->started = false;
    q->has_row = false;
    q->trouble = db->trouble;
    q->changed = 0;
    q->handle = NULL;
    q->row = 0;
    for (size_t i = 0; i < sql->param_count; i++) {
        q->params[i].kind = PARAM_UNSET;
    }
    return q;
}

static _Noreturn void misused(const struct sql *sql, const char *what, const char *name)
{
    fprintf(stderr, "%s:%d: %s: %s '%s'\n", sql->file, sql->line, sql->name, what, name);
    abort();
}

static struct param *param(struct query *q, const char *name)
{
    assert(q->is_open && !q->started);
    for (size_t i = 0; i < q->sql->param_count; i++) {
        if (strcmp(q->sql->params[i], name) == 0) {
            return &q->params[i];
        }
    }
    misused(q->sql, "has no parameter", name);
}

void bind_i64(struct query *q, const char *name, int64_t value)
{
    *param(q, name) = (struct param){.kind = PARAM_NUMBER, .number = value};
}

void bind_bool(struct query *q, const char *name, bool value)
{
    bind_i64(q, name, value ? 1 : 0);
}

void bind_str(struct query *q, const char *name, str value)
{
    *param(q, name) = (struct param){.kind = PARAM_TEXT, .text = value.n == 0 ? S("") : value};
}

void bind_null(struct query *q, const char *name)
{
    param(q, name)->kind = PARAM_NULL;
}

void bind_money(struct query *q, const char *name, money value)
{
    assert(value.won >= -(int64_t)LIMIT_WON && value.won <= (int64_t)LIMIT_WON);
    bind_i64(q, name, value.won);
}

void bind_date(struct query *q, const char *name, date value)
{
    if (date_is_none(value)) {
        bind_null(q, name);
    } else {
        bind_str(q, name, date_format_iso(q->db->arena, value));
    }
}

void bind_instant(struct query *q, const char *name, instant value)
{
    if (value.us == 0) {
        bind_null(q, name);
    } else {
        bind_i64(q, name, value.us);
    }
}

void bind_id(struct query *q, const char *name, int64_t value)
{
    if (value == 0) {
        bind_null(q, name);
    } else {
        bind_i64(q, name, value);
    }
}

void bind_text(struct query *q, const char *name, str value)
{
    if (str_is_empty(value)) {
        bind_null(q, name);
    } else {
        bind_str(q, name, value);
    }
}

static void note_trouble(struct query *q, err trouble)
{
    q->trouble = trouble;
    q->has_row = false;
    if (q->db->in_transaction && q->db->trouble == NULL) {
        q->db->trouble = trouble;
    }
}

static void step(struct query *q)
{
    if (q->trouble != NULL) {
        q->has_row = false;
        return;
    }
    err e = NULL;
    if (!q->started) {
        for (size_t i = 0; i < q->sql->param_count; i++) {
            if (q->params[i].kind == PARAM_UNSET) {
                misused(q->sql, "was not given its parameter", q->sql->params[i]);
            }
        }
        q->started = true;
        q->db->statements++;
        e = q->db->engine->start(q);
    } else {
        e = q->db->engine->next(q);
    }
    if (e != NULL) {
        note_trouble(q, e);
    }
}

bool query_next(struct query *q)
{
    assert(q->is_open);
    step(q);
    return q->has_row;
}

err query_end(struct query *q)
{
    assert(q->is_open);
    err trouble = q->trouble;
    q->db->engine->finish(q);
    q->is_open = false;
    return trouble;
}

err query_run(struct query *q, int64_t *changed)
{
    while (query_next(q)) {
        // rows of a RETURNING nobody asked for
    }
    int64_t count = q->changed;
    TRY(query_end(q));
    if (changed != NULL) {
        *changed = count;
    }
    return NULL;
}

err query_run_one(struct query *q, err otherwise)
{
    int64_t changed = 0;
    TRY(query_run(q, &changed));
    return changed == 1 ? NULL : otherwise;
}

err query_run_id(struct query *q, int64_t *id)
{
    int64_t value = query_next(q) ? read_i64(q, "id") : 0;
    while (query_next(q)) {
        // SQLite carries out the insert only when it is stepped to the end
    }
    TRY(query_end(q));
    assert(value != 0);
    *id = value;
    return NULL;
}

static int column(struct query *q, const char *name)
{
    assert(q->is_open && q->has_row);
    int count = q->db->engine->column_count(q);
    for (int i = 0; i < count; i++) {
        if (strcmp(q->db->engine->column_name(q, i), name) == 0) {
            return i;
        }
    }
    misused(q->sql, "has no column", name);
}

bool read_is_null(struct query *q, const char *name)
{
    return q->db->engine->column_is_null(q, column(q, name));
}

int64_t read_i64(struct query *q, const char *name)
{
    int i = column(q, name);
    return q->db->engine->column_is_null(q, i) ? 0 : q->db->engine->column_i64(q, i);
}

bool read_bool(struct query *q, const char *name)
{
    int64_t value = read_i64(q, name);
    assert(value == 0 || value == 1);
    return value == 1;
}

str read_str(struct query *q, const char *name)
{
    int i = column(q, name);
    if (q->db->engine->column_is_null(q, i)) {
        return (str){0};
    }
    return str_copy(q->db->arena, q->db->engine->column_text(q, i));
}

money read_money(struct query *q, const char *name)
{
    int64_t won = read_i64(q, name);
    assert(won >= -(int64_t)LIMIT_WON && won <= (int64_t)LIMIT_WON);
    return WON(won);
}

date read_date(struct query *q, const char *name)
{
    int i = column(q, name);
    if (q->db->engine->column_is_null(q, i)) {
        return DATE_NONE;
    }
    date d = DATE_NONE;
    bool is_date = date_parse(q->db->engine->column_text(q, i), &d);
    assert(is_date);
    return d;
}

instant read_instant(struct query *q, const char *name)
{
    return (instant){.us = read_i64(q, name)};
}
