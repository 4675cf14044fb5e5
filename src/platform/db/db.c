#include "platform/db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/db/db_behind.h"
#include "platform/db/db_beside.h"

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

const struct fault DB_MISREAD = {
    .kind = FAULT_BROKEN,
    .code = "db.misread",
    .text = "저장된 자료에 읽을 수 없는 값이 있어 처리하지 않았습니다. 운영자에게 알려 주세요.",
};

const struct fault DB_BROKEN = {
    .kind = FAULT_BROKEN,
    .code = "db.broken",
    .text = "자료를 다루다 문제가 생겼습니다. 저장하지 않았습니다. 운영자에게 알려 주세요.",
};

static struct db *all_open; // linked by next_open

static char open_error[sizeof(((struct db *)NULL)->error)]; // of the last db_open that failed

err db_open(str url, struct db **out)
{
    *out = NULL;
    struct db *db = calloc(1, sizeof(struct db));
    if (db == NULL) {
        return &DB_AWAY;
    }
    db->engine = str_starts(url, S("sqlite:")) ? &ENGINE_SQLITE : &ENGINE_POSTGRES;
    db->owner = getpid();
    db->statement_ms = LIMIT_STATEMENT_MS;
    err e = db->engine->open(db, url);
    if (e != NULL) {
        (void)snprintf(open_error, sizeof(open_error), "%s", db->error);
        db_close(db);
        return e == &DB_AWAY ? &DB_AWAY : &DB_BROKEN;
    }
    db->next_open = all_open;
    all_open = db;
    *out = db;
    return NULL;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db_rollback(db);
    beside_end(db);
    db_behind_end(db);
    for (struct db **at = &all_open; *at != NULL; at = &(*at)->next_open) {
        if (*at == db) {
            *at = db->next_open;
            break;
        }
    }
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        if (db->kept[i].sql != NULL) {
            db->engine->forget(&db->kept[i]);
        }
    }
    db->engine->close(db);
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        free(db->queries[i].text);
    }
    free(db);
}

enum db_engine db_engine(const struct db *db)
{
    return db->engine->kind;
}

str db_error(const struct db *db)
{
    return str_view(db == NULL ? open_error : db->error);
}

void db_note_error(struct db *db, const char *statement, const char *state, const char *what)
{
    (void)snprintf(db->error, sizeof(db->error), "%s%s%s %s", statement == NULL ? "" : statement,
                   statement == NULL ? "" : ": ", state, what);
    for (char *c = db->error; *c != '\0'; c++) {
        if (*c == '\n' || *c == '\r') {
            *c = ' '; // one line in the log
        }
    }
}

void db_set_arena(struct db *db, struct arena *arena)
{
    db->arena = arena;
}

void db_set_patience(struct db *db, int64_t ms)
{
    assert(ms >= 0 && ms <= INT32_MAX);
    db->engine->set_patience(db, ms);
}

void db_set_cache(struct db *db, size_t bytes)
{
    if (db->engine->set_cache != NULL) {
        db->engine->set_cache(db, bytes);
    }
}

void db_rest(struct db *db)
{
    if (db->engine->rest != NULL) {
        db->engine->rest(db);
    }
}

void db_set_statement_ms(struct db *db, int64_t ms)
{
    assert(ms > 0);
    db->statement_ms = ms;
}

int64_t db_statements(const struct db *db)
{
    return db->statements;
}

int64_t db_trips(const struct db *db)
{
    return db->trips;
}

// --- Faults on demand ----------------------------------------------------------------------------

void db_inject(struct db *db, enum db_injection what, uint64_t seed, int per_mille)
{
    assert(per_mille >= 0 && per_mille <= 1000);
    db->injection = what;
    db->chance = seed;
    db->per_mille = per_mille;
}

// splitmix64: any seed will do, zero included.
static uint64_t next_chance(struct db *db)
{
    db->chance += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = db->chance;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

bool db_injects(struct db *db, enum db_injection what)
{
    return db->injection == what && next_chance(db) % 1000 < (uint64_t)db->per_mille;
}

// --- Transactions --------------------------------------------------------------------------------

err db_begin(struct db *db, enum db_mode mode)
{
    assert(!db->in_transaction);
    assert(db->owner == getpid()); // open it after the fork
    db->trouble = NULL;
    db->statements = 0;
    db->trips = 0;
    TRY(db->engine->begin(db, mode));
    db->mode = mode;
    db->in_transaction = true;
    return NULL;
}

void db_close_queries(struct db *db)
{
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN; i++) {
        if (db->queries[i].state != QUERY_CLOSED) {
            (void)query_end(&db->queries[i]); // its trouble is the transaction's
        }
    }
}

err db_commit(struct db *db)
{
    assert(db->in_transaction);
    (void)db_catch_up(db); // its trouble is the transaction's
    db_close_queries(db);
    db_behind_wait(db);
    err e = db->trouble;
    assert(e != NULL || !db->is_bare); // what was taken away is there again
    if (e == NULL && db_injects(db, DB_INJECT_UNKNOWN)) {
        if (next_chance(db) % 2 == 0) { // kept or not, as in life
            (void)db->engine->commit(db);
        }
        db_note_error(db, "COMMIT", "injected", "unknown");
        e = &DB_UNKNOWN;
    }
    if (e == NULL) {
        e = db->engine->commit(db);
    }
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    db->in_transaction = false;
    return NULL;
}

void db_rollback(struct db *db)
{
    db_close_queries(db);
    db_behind_wait(db);
    db_behind_forget(db);
    if (db->in_transaction) {
        db->engine->rollback(db);
        db->in_transaction = false;
    }
    db->is_bare = false;
    db->trouble = NULL;
}

void db_may_linger(struct db *db)
{
    db->may_linger = true;
}

void db_let_go(struct db *db)
{
    if (db != NULL && !db->in_transaction) {
        db->engine->let_go(db);
    }
}

void db_look_anew(struct db *db)
{
    if (db != NULL && !db->in_transaction && db->engine->look_anew != NULL) {
        db->engine->look_anew(db);
    }
}

void db_rollback_all(void)
{
    for (struct db *db = all_open; db != NULL; db = db->next_open) {
        if (db->owner == getpid()) { // not what was opened before the fork
            db_rollback(db);
        }
    }
}

// --- Statements kept prepared --------------------------------------------------------------------

struct statement *db_take_statement(struct db *db, const struct sql *sql)
{
    size_t place = LIMIT_STATEMENTS_KEPT;
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        if (db->kept_sql[i] == sql && !db->kept[i].in_use) {
            place = i;
            break;
        }
    }
    if (place == LIMIT_STATEMENTS_KEPT) { // a free place was used at 0, longer ago than any
        for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
            if (!db->kept[i].in_use &&
                (place == LIMIT_STATEMENTS_KEPT || db->kept[i].used_at < db->kept[place].used_at)) {
                place = i;
            }
        }
        struct statement *s = &db->kept[place];
        if (s->sql != NULL) {
            db->engine->forget(s);
        }
        *s = (struct statement){.sql = sql, .outdated = s->outdated};
        db->kept_sql[place] = sql;
    }
    struct statement *s = &db->kept[place];
    s->in_use = true;
    s->used_at = ++db->starts;
    return s;
}
static_assert(LIMIT_STATEMENTS_KEPT > LIMIT_QUERIES_OPEN, "there is always a place not in use");
