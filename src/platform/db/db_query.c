// One statement from its first parameter to its last row, the same on both engines.
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db/db_behind.h"

// A statement and the code around it do not fit: say where it is written and stop.
static _Noreturn void misused(const struct query *q, const char *what, const char *name)
{
    fprintf(stderr, "%s:%d: %s %s '%s'\n", q->sql->file, q->sql->line, q->sql->name, what, name);
    abort();
}

// The row's name among its columns, for the log; "" where it has none.
static const char *find_key(const struct query *q, int64_t *out)
{
    static const char *const KEYS[] = {"no", "id"};
    int count = q->db->engine->column_count(q);
    for (size_t k = 0; k < COUNT(KEYS); k++) {
        for (int i = 0; i < count; i++) {
            struct cell c = {.kind = CELL_OTHER};
            if (strcmp(q->db->engine->column_name(q, i), KEYS[k]) == 0) {
                c = q->db->engine->cell(q, i);
            }
            if (c.kind == CELL_NUMBER) {
                *out = c.number;
                return KEYS[k];
            }
        }
    }
    *out = 0;
    return "";
}

// The row that the query stands on holds what its column may not: the rest of it is read, and no
// row after it.
static void misread(struct query *q, const char *column, const char *what)
{
    if (q->trouble != NULL) {
        return;
    }
    int64_t key = 0;
    const char *name = find_key(q, &key);
    char said[120];
    (void)snprintf(said, sizeof(said), key == 0 ? "%s" : "%s (%s %" PRId64 ")", what, name, key);
    db_behind_wait(q->db); // whose error it is otherwise
    db_note_error(q->db, q->sql->name, column, said);
    q->trouble = &DB_MISREAD;
    if (q->db->trouble == NULL) {
        q->db->trouble = &DB_MISREAD;
    }
}

static void note_trouble(struct query *q, err trouble)
{
    q->trouble = trouble;
    q->state = QUERY_DONE;
    if (q->db->trouble == NULL) {
        q->db->trouble = trouble;
    }
}

struct query *db_query(struct db *db, const struct sql *sql)
{
    assert(db->in_transaction);
    assert(sql->param_count <= LIMIT_PARAMS);
    struct query *q = NULL;
    for (size_t i = 0; i < LIMIT_QUERIES_OPEN && q == NULL; i++) {
        if (db->queries[i].state == QUERY_CLOSED) {
            q = &db->queries[i];
        }
    }
    assert(q != NULL); // more are open than LIMIT_QUERIES_OPEN: some query was not ended
    q->db = db;
    q->sql = sql;
    q->state = QUERY_BINDING;
    q->trouble = db->trouble;
    q->text_size = 0;
    q->param_due = 0;
    q->column_due = 0;
    q->changed = 0;
    for (size_t i = 0; i < sql->param_count; i++) {
        q->values[i].kind = VALUE_UNSET;
    }
    if (q->trouble == NULL && sql->writes && db->mode == DB_READ) {
        db_note_error(db, sql->name, "-", "writes in a transaction that only reads");
        q->trouble = db->trouble = &DB_BROKEN;
    }
    return q;
}

// --- Binding -------------------------------------------------------------------------------------

static struct value *value_of(struct query *q, const char *name)
{
    assert(q->state == QUERY_BINDING);
    size_t count = q->sql->param_count;
    for (size_t i = 0; i < count; i++) {
        size_t at = (q->param_due + i) % count;
        if (strcmp(q->sql->params[at], name) == 0) {
            q->param_due = at + 1;
            return &q->values[at];
        }
    }
    misused(q, "has no parameter", name);
}

void bind_i64(struct query *q, const char *name, int64_t value)
{
    *value_of(q, name) = (struct value){.kind = VALUE_NUMBER, .number = value};
}

void bind_bool(struct query *q, const char *name, bool value)
{
    bind_i64(q, name, value ? 1 : 0);
}

// Room for `size` more bytes of bound text. DB_AWAY where the system has none: another try may find
// some.
static err make_room(struct query *q, size_t size)
{
    if (size > LIMIT_BIND - q->text_size) {
        return &DB_BROKEN;
    }
    size_t room = q->text_room == 0 ? KIB : q->text_room;
    while (room - q->text_size < size) {
        room *= 2;
    }
    if (room > q->text_room) {
        char *text = arena_fails_now() ? NULL : realloc(q->text, room);
        if (text == NULL) {
            return &DB_AWAY;
        }
        q->text = text;
        q->text_room = room;
    }
    return NULL;
}

void bind_str(struct query *q, const char *name, str value)
{
    struct value *v = value_of(q, name);
    *v = (struct value){.kind = VALUE_TEXT, .at = q->text_size, .size = value.n};
    if (q->trouble != NULL) {
        return; // it will not run
    }
    err e = str_is_text(value) ? make_room(q, value.n + 1) : &DB_BROKEN;
    if (e != NULL) {
        db_behind_wait(q->db); // whose error it is otherwise
        db_note_error(q->db, q->sql->name, name,
                      e == &DB_AWAY ? "finds no memory" : "is not text, or too long");
        q->trouble = q->db->trouble = e;
        return;
    }
    if (value.n > 0) {
        memcpy(q->text + v->at, value.p, value.n);
    }
    q->text[v->at + value.n] = '\0'; // libpq wants it
    q->text_size += value.n + 1;
}

void bind_null(struct query *q, const char *name)
{
    *value_of(q, name) = (struct value){.kind = VALUE_NULL};
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
        return;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(value, &year, &month, &day);
    if (!date_ymd_is_valid(year, month, day)) { // a term that begins on the last day there is
        date_to_ymd(date_nearest(value), &year, &month, &day);
    }
    char text[sizeof("2026-11-23") + 16];
    int n = snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
    assert(n == sizeof("2026-11-23") - 1);
    bind_str(q, name, (str){.p = text, .n = (size_t)n});
}

void bind_instant(struct query *q, const char *name, instant value)
{
    bind_id(q, name, value.us);
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

void bind_like(struct query *q, const char *name, str part)
{
    if (str_is_empty(part)) {
        bind_null(q, name);
        return;
    }
    char *p = arena_array(q->db->arena, part.n + 1, 2);
    size_t n = 0;
    p[n++] = '%';
    for (size_t i = 0; i < part.n; i++) {
        if (part.p[i] == '%' || part.p[i] == '_' || part.p[i] == '!') {
            p[n++] = '!';
        }
        p[n++] = part.p[i];
    }
    p[n++] = '%';
    bind_str(q, name, (str){.p = p, .n = n});
}

// --- Running -------------------------------------------------------------------------------------

void db_check_bound(const struct query *q)
{
    for (size_t i = 0; i < q->sql->param_count; i++) {
        if (q->values[i].kind == VALUE_UNSET) {
            misused(q, "was not given its parameter", q->sql->params[i]);
        }
    }
}

bool query_next(struct query *q)
{
    assert(q->state != QUERY_CLOSED);
    if (q->trouble != NULL) {
        q->state = QUERY_DONE;
    }
    if (q->state == QUERY_DONE) {
        return false;
    }
    bool row = false;
    err e = q->state == QUERY_BINDING ? db_start(q) : NULL;
    if (e == NULL) {
        e = q->db->engine->next(q, &row);
    }
    if (e != NULL) {
        note_trouble(q, e);
        return false;
    }
    q->state = row ? QUERY_ON_ROW : QUERY_DONE;
    q->column_due = 0;
    return row;
}

err query_end(struct query *q)
{
    assert(q->state != QUERY_CLOSED);
    if (q->statement != NULL) {
        q->db->engine->finish(q);
        q->statement->in_use = false;
        q->statement = NULL;
    }
    if (q->text_room > LIMIT_ARENA_BLOCK) { // one long text must not stay for ever
        free(q->text);
        q->text = NULL;
        q->text_room = 0;
    }
    q->state = QUERY_CLOSED;
    return q->trouble;
}

err query_run(struct query *q, int64_t *changed)
{
    if (changed == NULL && db_behind_fits(q, false)) {
        db_check_bound(q);
        return db_behind_take(q, NULL);
    }
    while (query_next(q)) {
        // SQLite has carried a statement out when it was stepped to its end
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
    if (db_behind_fits(q, true)) {
        db_check_bound(q);
        return db_behind_take(q, id);
    }
    int64_t value = query_next(q) ? read_i64(q, "id") : 0;
    TRY(query_run(q, NULL));
    *id = value;
    return NULL;
}

// --- Reading -------------------------------------------------------------------------------------

// The column's place. A literal is known again by its address, so names are compared once a text.
static int column_of(struct query *q, const char *name)
{
    assert(q->state == QUERY_ON_ROW);
    const char **asked = q->statement->asked;
    if (q->column_due < LIMIT_COLUMNS && asked[q->column_due] == name) {
        return q->column_due++; // in the order of the last row
    }
    int count = q->db->engine->column_count(q);
    assert(count <= LIMIT_COLUMNS);
    for (int i = 0, at = q->column_due; i < count; i++, at++) {
        at = at < count ? at : 0;
        if (asked[at] == name) {
            q->column_due = at + 1;
            return at;
        }
    }
    for (int i = 0; i < count; i++) {
        if (strcmp(q->db->engine->column_name(q, i), name) == 0) {
            asked[i] = name;
            q->column_due = i + 1;
            return i;
        }
    }
    misused(q, "has no column", name);
}

// The field, NULL or of `kind`.
static struct cell cell_of(struct query *q, const char *name, enum cell_kind kind)
{
    struct cell c = q->db->engine->cell(q, column_of(q, name));
    if (c.kind != CELL_NULL && c.kind != kind) {
        misused(q,
                kind == CELL_NUMBER ? "does not give a whole number as"
                : kind == CELL_TEXT ? "does not give text as"
                                    : "does not give a list of numbers as",
                name);
    }
    return c;
}

bool read_is_null(struct query *q, const char *column)
{
    return q->db->engine->cell(q, column_of(q, column)).kind == CELL_NULL;
}

int64_t read_i64(struct query *q, const char *column)
{
    return cell_of(q, column, CELL_NUMBER).number;
}

bool read_bool(struct query *q, const char *column)
{
    int64_t value = read_i64(q, column);
    if (value != 0 && value != 1) {
        misread(q, column, "is no flag");
    }
    return value == 1;
}

str read_str(struct query *q, const char *column)
{
    assert(q->db->arena != NULL);
    struct cell c = cell_of(q, column, CELL_TEXT);
    return c.kind == CELL_NULL ? (str){0} : str_copy(q->db->arena, c.text);
}

money read_money(struct query *q, const char *column)
{
    int64_t won = read_i64(q, column);
    if (won < -(int64_t)LIMIT_WON || won > (int64_t)LIMIT_WON) {
        misread(q, column, "is an amount beyond LIMIT_WON");
        return WON(0);
    }
    return WON(won);
}

date read_date(struct query *q, const char *column)
{
    struct cell c = cell_of(q, column, CELL_TEXT);
    date d = DATE_NONE;
    if (c.kind != CELL_NULL && !date_parse(c.text, &d)) {
        misread(q, column, "is no day");
    }
    return d;
}

instant read_instant(struct query *q, const char *column)
{
    instant t = {.us = read_i64(q, column)};
    if (!instant_is_valid(t)) {
        misread(q, column, "is no moment");
        return (instant){0};
    }
    return t;
}

void read_require(struct query *q, const char *column, bool holds)
{
    assert(q->state == QUERY_ON_ROW);
    if (!holds) {
        misread(q, column, "holds what no row may");
    }
}

struct db_ids read_ids(struct query *q, const char *column)
{
    return cell_of(q, column, CELL_IDS).list;
}
