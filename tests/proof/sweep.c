#include "tests/proof/sweep.h"

#include <assert.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "platform/secret/secret.h"

#define TABLES_MAX 300
#define FIELDS_MAX 40

#define STATEMENT(name_, sqlite_, postgres_)                                                       \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (sqlite_),                      \
    .postgres = (postgres_)

// --- SQLite's memory -----------------------------------------------------------------------------

static sqlite3_mem_methods usual;
static int64_t sqlite_due_in; // 0: never
static bool sqlite_met;

static bool fails_now(void)
{
    if (sqlite_due_in == 0 || --sqlite_due_in > 0) {
        return false;
    }
    sqlite_met = true;
    return true;
}

static void *take(int size)
{
    return fails_now() ? NULL : usual.xMalloc(size);
}

static void *grow(void *p, int size)
{
    return fails_now() ? NULL : usual.xRealloc(p, size);
}

void sweep_stand_under_sqlite(void)
{
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods ours = usual;
    ours.xMalloc = take;
    ours.xRealloc = grow;
    code = code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) : code;
    assert(code == SQLITE_OK);
}

enum whose { OURS, SQLITES };

static void let_fail(enum whose whose, int64_t nth)
{
    sqlite_met = false;
    arena_fail_at(whose == OURS ? nth : 0);
    sqlite_due_in = whose == SQLITES ? nth : 0;
}

static void let_be(void)
{
    arena_fail_at(0);
    sqlite_due_in = 0;
}

// --- What is there -------------------------------------------------------------------------------

// Of each table how many rows and the sum of their versions where they have one; and what every
// value of every row comes to.
struct rows {
    int64_t of[TABLES_MAX][2];
    uint64_t values;
};

// Each table, and the expression that tells its values: all of them on SQLite, whose rows come in
// the order of their numbers; a sum over the hashes of its rows on the server, in any order.

static const struct sql TABLES = {STATEMENT(
    "proof_tables",
    "SELECT name, (SELECT COUNT(*) FROM pragma_table_info(m.name) AS c WHERE c.name = 'version')"
    "       AS versioned,"
    "       'COALESCE(GROUP_CONCAT(' ||"
    "       (SELECT GROUP_CONCAT('QUOTE(\"' || c.name || '\")', '||'',''||')"
    "          FROM pragma_table_info(m.name) AS c) || ', CHAR(10)), '''')' AS told"
    "  FROM sqlite_schema AS m"
    " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql NOT LIKE '%VIRTUAL%'",
    "SELECT CAST(t.tablename AS TEXT) AS name, (SELECT COUNT(*) FROM information_schema.columns AS "
    "c"
    "  WHERE c.table_schema = t.schemaname AND c.table_name = t.tablename"
    "    AND c.column_name = 'version') AS versioned,"
    "  'CAST(COALESCE(SUM(hashtextextended(CAST(one_row AS TEXT), 0)), 0) AS TEXT)' AS told"
    "  FROM pg_tables AS t WHERE t.schemaname = current_schema()"
    "   AND t.tablename NOT LIKE 'kept!_%' ESCAPE '!'"
    "   AND t.tablename NOT LIKE 'saved!_%' ESCAPE '!'")};

// Who looks at a page leaves a line each time.
static bool is_note(str table)
{
    return str_starts(table, S("audit_")) || str_starts(table, S("access_"));
}

// The statement that reads all tables, or all but those of notes.
static const char *reading(struct db *db, struct arena *a, bool without_notes)
{
    struct out o;
    int64_t count = 0;
    out_init(&o, a, LIMIT_PAGE);
    struct query *q = db_query(db, &TABLES);
    while (query_next(q)) {
        str table = read_str(q, "name");
        if (without_notes && is_note(table)) {
            continue;
        }
        assert(count < TABLES_MAX);
        str told = read_str(q, "told");
        out_format(&o,
                   "%s SELECT %lld AS i, COUNT(*) AS n, %s AS v, %.*s AS told FROM %.*s AS one_row",
                   count == 0 ? "" : " UNION ALL", (long long)count,
                   read_i64(q, "versioned") > 0 ? "CAST(COALESCE(SUM(version), 0) AS BIGINT)" : "0",
                   STR_ARG(told), STR_ARG(table));
        count++;
    }
    err e = query_end(q);
    assert(e == NULL && count > 0);
    return str_to_c(a, out_view(&o));
}

// FNV-1a, over what came before.
static void add_told(uint64_t *values, str told)
{
    for (size_t i = 0; i < told.n; i++) {
        *values = (*values ^ (unsigned char)told.p[i]) * UINT64_C(1099511628211);
    }
}

// In the transaction that is open.
static struct rows read_rows(const struct sweep *s, bool without_notes)
{
    struct testing_db *t = s->web->database;
    struct rows rows = {.values = UINT64_C(14695981039346656037)};
    db_set_arena(t->db, s->web->arena);
    struct query *q = db_query(t->db, &s->reading[without_notes]);
    while (query_next(q)) {
        int64_t i = read_i64(q, "i");
        rows.of[i][0] = read_i64(q, "n");
        rows.of[i][1] = read_i64(q, "v");
        add_told(&rows.values, read_str(q, "told"));
    }
    err e = query_end(q);
    assert(e == NULL);
    arena_reset(s->web->arena);
    db_set_arena(t->db, t->arena);
    return rows;
}

static struct rows look_at_rows(const struct sweep *s, bool without_notes)
{
    struct testing_db *t = s->web->database;
    err e = db_begin(t->db, DB_READ);
    assert(e == NULL);
    struct rows rows = read_rows(s, without_notes);
    db_rollback(t->db);
    return rows;
}

// As many of each, of the same versions: what is done twice has other numbers and keys.
static bool same(const struct rows *a, const struct rows *b)
{
    return memcmp(a->of, b->of, sizeof(a->of)) == 0;
}

static bool untouched(const struct rows *a, const struct rows *b)
{
    return same(a, b) && a->values == b->values;
}

#define CHANGE_TEXT                                                                                \
    "UPDATE institution SET name = name || '.' WHERE id = (SELECT MIN(id) FROM institution)"
static const struct sql CHANGE = {STATEMENT("proof_change", CHANGE_TEXT, CHANGE_TEXT),
                                  .writes = true};

// The control: one value changed, its row's version left as it was.
static bool sees_a_change(const struct sweep *s)
{
    struct testing_db *t = s->web->database;
    err e = db_begin(t->db, DB_WRITE);
    assert(e == NULL);
    struct rows old = read_rows(s, false);
    e = query_run(db_query(t->db, &CHANGE), NULL);
    assert(e == NULL);
    struct rows changed = read_rows(s, false);
    db_rollback(t->db);
    struct rows back = look_at_rows(s, false);
    return same(&old, &changed) && !untouched(&old, &changed) && untouched(&old, &back);
}

void sweep_open(struct sweep *s, struct web_test *web)
{
    struct testing_db *t = web->database;
    *s = (struct sweep){.web = web, .house_step = 1, .sqlite_step = 1};
    err e = db_begin(t->db, DB_READ);
    assert(e == NULL);
    for (int i = 0; i < 2; i++) {
        const char *text = reading(t->db, t->arena, i == 1);
        s->reading[i] = (struct sql){STATEMENT("proof_rows", text, text)};
    }
    db_rollback(t->db);
    if (!sees_a_change(s)) {
        fprintf(stderr, "a value that was changed is not seen\n");
        s->failures++;
    }
}

// --- A request -----------------------------------------------------------------------------------

static bool is_deed(const struct door *d)
{
    return d->method == POST && !d->is_question;
}

static struct rows rows_at(const struct sweep *s, const struct door *d)
{
    return look_at_rows(s, !is_deed(d));
}

struct seen {
    int status;
    bool shown; // in words a person can read, or none were due
    str location;
};

static struct seen ask(struct sweep *s, const struct door *d, str form_key)
{
    struct web_test *w = s->web;
    struct pair fields[FIELDS_MAX] = {
        {S("csrf"),     d->actor->csrf},
        {S("form_key"), form_key      },
    };
    size_t count = 2;
    assert(d->field_count + count <= FIELDS_MAX);
    for (size_t i = 0; i < d->field_count; i++) {
        fields[count++] = (struct pair){str_view(d->fields[i].name), str_view(d->fields[i].value)};
    }
    struct request rq = {
        .arena = w->arena,
        .method = d->method,
        .path = str_view(d->path),
        .host = S("dure.example"),
        .trace = S("proof"),
        .body = str_view(d->body),
    };
    if (d->method == POST) {
        rq.fields.items = fields;
        rq.fields.count = count;
    }
    struct response rs;
    web_as(w, d->actor);
    web_dispatch(w, &rq, &rs);
    let_be();
    str page = out_view(&rs.body);
    struct seen seen = {
        .status = rs.status,
        .shown = rs.status == d->answered || str_contains(page, S("니다")) ||
                 str_contains(page, S("주세요")),
        .location = str_copy(w->database->arena, response_find_header(&rs, S("Location"))),
    };
    arena_reset(w->arena);
    db_set_arena(w->database->db, w->database->arena);
    return seen;
}

// How far a sweep has come: whether the deed is done at the moment, and under which key.
struct way {
    enum whose whose;
    struct rows old;
    struct rows done;
    str key;
    bool is_done;
};

// SQLite's allocations are counted on a connection that has prepared nothing yet: on one that was
// used those of a statement that is kept come no more, and the nth lies elsewhere each time.
static void begin_round(struct sweep *s, struct way *w)
{
    struct testing_db *t = s->web->database;
    if (w->is_done) {
        testing_db_put_back(t);
        w->key = secret_token(t->arena);
        w->is_done = false;
    } else if (w->whose == SQLITES) {
        db_close(t->db);
        t->db = testing_db_again(t);
    }
}

// One request in which the nth allocation fails, and the same once more on the same connection.
// False when it went wrong. *met: it came that far.
static bool holds(struct sweep *s, const struct door *d, struct way *w, int64_t nth, bool *met)
{
    begin_round(s, w);
    let_fail(w->whose, nth);
    struct seen seen = ask(s, d, w->key);
    *met = w->whose == OURS ? seen.status == 503 : sqlite_met;
    struct rows now = rows_at(s, d);
    bool is_right = seen.shown && (seen.status == d->answered || seen.status == 503);
    bool is_refused = seen.status == 503 && untouched(&now, &w->old);
    w->is_done = is_deed(d) && !untouched(&now, &w->old);
    if (is_refused && is_right && w->whose == OURS) {
        return true; // the next round posts the same form
    }
    is_right =
        is_right && (is_refused || (is_deed(d) ? same(&now, &w->done) : untouched(&now, &w->old)));
    struct seen again = ask(s, d, w->key);
    struct rows then = rows_at(s, d);
    w->is_done = is_deed(d);
    // What was done, and perhaps not told, is not done once more.
    is_right = is_right && again.status == d->answered &&
               (is_refused && is_deed(d) ? same(&then, &w->done) : untouched(&then, &now));
    if (!is_right) {
        fprintf(stderr, "%s, allocation %lld of %s: %d, then %d\n", d->path, (long long)nth,
                w->whose == OURS ? "the house" : "SQLite", seen.status, again.status);
    }
    return is_right;
}

str sweep_door(struct sweep *s, const struct door *d)
{
    struct testing_db *t = s->web->database;
    bool is_file = db_engine(t->db) == DB_SQLITE;
    if (is_deed(d)) {
        testing_db_keep(t);
    }
    struct way w = {.old = rows_at(s, d), .key = secret_token(t->arena)};
    struct seen seen = ask(s, d, w.key);
    w.done = rows_at(s, d);
    w.is_done = is_deed(d);
    bool is_right = w.is_done ? !same(&w.old, &w.done) : untouched(&w.old, &w.done);
    if (seen.status != d->answered || !is_right) {
        fprintf(stderr, "%s: %d\n", d->path, seen.status);
        s->failures++;
        return seen.location;
    }
    for (w.whose = OURS; w.whose <= (is_file ? SQLITES : OURS); w.whose++) {
        bool met = true;
        int64_t step = w.whose == OURS ? s->house_step : s->sqlite_step;
        for (int64_t nth = 1 + s->skipped % step; met; nth += step) {
            s->failures += holds(s, d, &w, nth, &met) ? 0 : 1;
            s->tried++;
            s->of_sqlite += w.whose == SQLITES && met ? step : 0;
        }
    }
    return ask(s, d, w.key).location; // as the last one was: nothing failed in it
}

// --- Jobs ----------------------------------------------------------------------------------------

// All that are due, as a worker does them. False when memory ran out or a job was put back.
static bool run_due(struct sweep *s, const struct job_kind *kinds, size_t count)
{
    static const struct actor MACHINE = {0};
    struct web_test *w = s->web;
    struct db *db = w->database->db;
    jmp_buf edge;
    volatile bool is_whole = true;
    arena_set_edge(w->arena, &edge);
    if (setjmp(edge) == 0) {
        for (bool ran = true; ran;) {
            struct unit u = {.arena = w->arena,
                             .db = db,
                             .actor = &MACHINE,
                             .trace = S("proof"),
                             .law = w->site.law,
                             .calendar = w->site.calendar};
            err e = job_run_one(&u, w->site.clock, kinds, count, NULL, &ran);
            is_whole = is_whole && e == NULL;
            ran = ran && e == NULL;
        }
    } else {
        db_rollback(db);
        is_whole = false;
    }
    let_be();
    arena_set_edge(w->arena, NULL);
    arena_reset(w->arena);
    db_set_arena(db, w->database->arena);
    return is_whole;
}

// The nth allocation fails; then time passes, the leases of what was lost run out, and all is done.
static bool job_holds(struct sweep *s, const struct job_kind *kinds, size_t count,
                      const struct way *w, int64_t nth, bool *met)
{
    instant began = web_test_now;
    testing_db_put_back(s->web->database);
    let_fail(w->whose, nth);
    bool is_whole = run_due(s, kinds, count);
    *met = w->whose == OURS ? !is_whole : sqlite_met;
    web_test_now = instant_add_s(web_test_now, LIMIT_JOB_LEASE_S + 1);
    bool is_right = run_due(s, kinds, count);
    web_test_now = began;
    struct rows now = look_at_rows(s, false);
    is_right = is_right && same(&now, &w->done);
    if (!is_right) {
        fprintf(stderr, "jobs, allocation %lld of %s\n", (long long)nth,
                w->whose == OURS ? "the house" : "SQLite");
    }
    return is_right;
}

void sweep_jobs(struct sweep *s, const struct job_kind *kinds, size_t count)
{
    bool is_file = db_engine(s->web->database->db) == DB_SQLITE;
    testing_db_keep(s->web->database);
    struct way w = {.old = look_at_rows(s, false)};
    bool is_whole = run_due(s, kinds, count);
    w.done = look_at_rows(s, false);
    if (!is_whole || same(&w.old, &w.done)) {
        fprintf(stderr, "jobs: nothing was done\n");
        s->failures++;
        return;
    }
    for (w.whose = OURS; w.whose <= (is_file ? SQLITES : OURS); w.whose++) {
        bool met = true;
        int64_t step = w.whose == OURS ? s->house_step : s->sqlite_step;
        for (int64_t nth = 1 + s->skipped % step; met; nth += step) {
            s->failures += job_holds(s, kinds, count, &w, nth, &met) ? 0 : 1;
            s->tried++;
            s->of_sqlite += w.whose == SQLITES && met ? step : 0;
        }
    }
}
