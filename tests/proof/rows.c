#include "tests/proof/rows.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"

#define STATEMENT(name_, sqlite_, postgres_)                                                       \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (sqlite_),                      \
    .postgres = (postgres_)

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

// Another number after another connection has committed.
static const struct sql STATE = {
    STATEMENT("proof_state", "PRAGMA data_version", "SELECT CAST(0 AS BIGINT) AS data_version")};

static bool is_note(str table)
{
    return str_starts(table, S("audit_")) || str_starts(table, S("access_"));
}

// What one table says of itself, to whichever of the readings.
static void add_table(struct out *o, int parts, int64_t i, const char *versions, str told,
                      str table)
{
    out_format(o, "%s SELECT %lld AS i, COUNT(*) AS n, %s AS v, %.*s AS told FROM %.*s AS one_row",
               o->n == 0 ? "" : " UNION ALL", (long long)i, versions,
               STR_ARG((parts & ROWS_VALUES) != 0 ? told : S("''")), STR_ARG(table));
}

// In the transaction that is open.
static void make_readings(struct rows_reader *r)
{
    struct out outs[COUNT(r->text)];
    int64_t count = 0;
    for (size_t parts = 0; parts < COUNT(outs); parts++) {
        out_init(&outs[parts], r->arena, LIMIT_PAGE);
    }
    struct query *q = db_query(r->db, &TABLES);
    while (query_next(q)) {
        str table = read_str(q, "name");
        str told = read_str(q, "told");
        const char *versions =
            read_i64(q, "versioned") > 0 ? "CAST(COALESCE(SUM(version), 0) AS BIGINT)" : "0";
        assert(count < ROWS_TABLES_MAX);
        for (int parts = 0; parts < (int)COUNT(outs); parts++) {
            if ((parts & ROWS_BUT_NOTES) == 0 || !is_note(table)) {
                add_table(&outs[parts], parts, count, versions, told, table);
            }
        }
        count++;
    }
    err e = query_end(q);
    assert(e == NULL && count > 0);
    for (size_t parts = 0; parts < COUNT(outs); parts++) {
        const char *text = str_to_c(r->arena, out_view(&outs[parts]));
        r->text[parts] = (struct sql){STATEMENT("proof_rows", text, text)};
    }
}

// FNV-1a, over what came before.
static void add_told(uint64_t *values, str told)
{
    for (size_t i = 0; i < told.n; i++) {
        *values = (*values ^ (unsigned char)told.p[i]) * UINT64_C(1099511628211);
    }
}

static int64_t read_state(struct rows_reader *r)
{
    struct query *q = db_query(r->db, &STATE);
    int64_t state = query_next(q) ? read_i64(q, "data_version") : 0;
    err e = query_end(q);
    assert(e == NULL);
    return state;
}

// In the transaction that is open.
static struct rows read_rows(struct rows_reader *r, struct arena *a, int parts)
{
    struct rows rows = {.values = UINT64_C(14695981039346656037),
                        .has_values = (parts & ROWS_VALUES) != 0};
    db_set_arena(r->db, a);
    rows.state = read_state(r);
    struct query *q = db_query(r->db, &r->text[parts]);
    while (query_next(q)) {
        int64_t i = read_i64(q, "i");
        rows.of[i][0] = read_i64(q, "n");
        rows.of[i][1] = read_i64(q, "v");
        add_told(&rows.values, read_str(q, "told"));
    }
    err e = query_end(q);
    assert(e == NULL);
    db_set_arena(r->db, r->arena);
    return rows;
}

static void begin(struct rows_reader *r, enum db_mode mode)
{
    err e = db_begin(r->db, mode);
    assert(e == NULL);
}

struct rows rows_read(struct rows_reader *r, int parts)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    begin(r, DB_READ);
    struct rows rows = read_rows(r, a, parts);
    db_rollback(r->db);
    arena_close(a);
    return rows;
}

bool rows_unmoved(struct rows_reader *r, const struct rows *since)
{
    begin(r, DB_READ);
    int64_t state = read_state(r);
    db_rollback(r->db);
    return state != 0 && state == since->state;
}

bool rows_same(const struct rows *a, const struct rows *b)
{
    return memcmp(a->of, b->of, sizeof(a->of)) == 0;
}

bool rows_untouched(const struct rows *a, const struct rows *b)
{
    bool is_told = a->has_values && b->has_values && a->values == b->values;
    return rows_same(a, b) && (is_told || (a->state != 0 && a->state == b->state));
}

#define CHANGE_TEXT                                                                                \
    "UPDATE institution SET name = name || '.' WHERE id = (SELECT MIN(id) FROM institution)"
static const struct sql CHANGE = {STATEMENT("proof_change", CHANGE_TEXT, CHANGE_TEXT),
                                  .writes = true};

// The control: one value changed, its row's version left as it was.
static bool sees_a_change(struct rows_reader *r)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    begin(r, DB_WRITE);
    struct rows old = read_rows(r, a, ROWS_VALUES);
    err e = query_run(db_query(r->db, &CHANGE), NULL);
    assert(e == NULL);
    struct rows changed = read_rows(r, a, ROWS_VALUES);
    db_rollback(r->db);
    arena_close(a);
    struct rows back = rows_read(r, ROWS_VALUES);
    return rows_same(&old, &changed) && old.values != changed.values && old.values == back.values;
}

bool rows_open(struct rows_reader *r, const struct testing_db *t)
{
    *r = (struct rows_reader){.db = testing_db_again(t), .arena = arena_open(LIMIT_ARENA_STARTUP)};
    db_set_arena(r->db, r->arena);
    db_set_statement_ms(r->db, LIMIT_SCRIPT_MS); // a busy machine is no failure
    begin(r, DB_READ);
    make_readings(r);
    db_rollback(r->db);
    bool sees = sees_a_change(r);
    for (int parts = 0; db_engine(r->db) == DB_SQLITE && parts < (int)COUNT(r->text); parts++) {
        (void)rows_read(r, parts); // prepared here, not in each child
    }
    return sees;
}

void rows_close(struct rows_reader *r)
{
    db_close(r->db);
    arena_close(r->arena);
}
