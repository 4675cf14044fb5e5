// test-timeout: 240
// What the statement compiler makes, byte for byte, and every way in which it refuses a text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

int embed_sql_main(int argc, char **argv);
#define main embed_sql_main // its table of traps is asked here
#include "embed_sql.c"
#undef main

#include "tool_testing.h"

#define GOLDEN "tools/golden"

// --- Outputs -------------------------------------------------------------------------------------

static void statements_become_what_they_always_were(void **state)
{
    (void)state;
    struct tree t = tree_make();
    char *h = tree_put(&t, "sample.sql.h", "");
    char *c = tree_put(&t, "sample.sql.c", "");
    struct tool_run r = RUN(TOOL, "statements", h, c, GOLDEN "/sample.sql");
    assert_string_equal(r.said, "");
    assert_int_equal(r.code, 0);
    assert_golden(h, GOLDEN "/sample.sql.h.txt");
    assert_golden(c, GOLDEN "/sample.sql.c.txt");
    r = RUN(TOOL, "all", c, GOLDEN "/sample.sql");
    assert_int_equal(r.code, 0);
    assert_golden(c, GOLDEN "/sql_all.c.txt");
    tree_remove(&t);
}

static void migrations_stand_in_order_in_the_words_of_each_engine(void **state)
{
    (void)state;
    struct tree t = tree_make();
    char *c = tree_put(&t, "schema.c", "");
    struct tool_run r = RUN(TOOL, "schema", c, GOLDEN "/0002_sample.sql", GOLDEN "/0001_first.sql");
    assert_string_equal(r.said, "");
    assert_int_equal(r.code, 0);
    assert_golden(c, GOLDEN "/schema.c.txt");
    tree_remove(&t);
}

// --- Refusals ------------------------------------------------------------------------------------

static struct tool_run make_statements(const char *text)
{
    struct tree t = tree_make();
    char *in = tree_put(&t, "src/a/x.sql", text);
    char *h = tree_file(&t, "x.h");
    char *c = tree_file(&t, "x.c");
    struct tool_run r = RUN(TOOL, "statements", h, c, in);
    tree_remove(&t);
    return r;
}

static struct tool_run make_schema(const char *name, const char *text)
{
    struct tree t = tree_make();
    char *in = tree_put(&t, name, text);
    char *c = tree_file(&t, "schema.c");
    struct tool_run r = RUN(TOOL, "schema", c, in);
    tree_remove(&t);
    return r;
}

static void check_refusal(const char *text, struct tool_run r, int line, const char *words)
{
    struct text place = {0};
    text_format(&place, ":%d: ", line);
    if (r.code != EXIT_REFUSED || strstr(r.said, place.p) == NULL ||
        strstr(r.said, words) == NULL) {
        fail_msg("%s\nanswers %d, %s", text, r.code, r.said);
    }
}

#define HEAD "-- name: x_find\n-- Why.\n"
#define HEAD_SQLITE "-- name: x_find @sqlite\n-- Why.\n"

static const struct refusal {
    const char *text;
    int line;
    const char *words;
} REFUSALS[] = {
  // Names and comments.
    {"SELECT a FROM b;\n",                                                      1, "a statement begins with a line -- name" },
    {"-- name: XFind\n-- Why.\nSELECT a FROM b;\n",                             1, "a name is written like contract_find"   },
    {"-- name:\n-- Why.\nSELECT a FROM b;\n",                                   1, "a name is written like contract_find"   },
    {"-- name: x_find @oracle\n-- Why.\nSELECT a FROM b;\n",                    1, "@oracle is not a dialect"               },
    {"-- name: x_find\nSELECT a FROM b;\n",                                     2, "x_find has no comment"                  },
    {HEAD "SELECT a FROM b;\n" HEAD "SELECT a FROM b;\n",                       4, "x_find is already written at"           },
 // One statement with an end.
    {HEAD,                                                                      3, "x_find has no text"                     },
    {HEAD ";\n",                                                                3, "x_find has no text"                     },
    {HEAD "SELECT a FROM b\n",                                                  3, "x_find does not end with a semicolon"   },
    {HEAD "SELECT a FROM b;\nSELECT a FROM b;\n",                               4, "x_find holds more than one statement"   },
 // Tokens.
    {HEAD "SELECT 'a FROM b;\n",                                                3, "this string never ends"                 },
    {HEAD "SELECT $$a FROM b;\n",                                               3, "this string never ends"                 },
    {HEAD "SELECT \"a\" FROM b;\n",                                             3, "strings stand in single quotes"         },
    {HEAD "SELECT a /* b */ FROM b;\n",                                         3, "comments begin with --"                 },
    {HEAD "SELECT a FROM b WHERE a = ?;\n",                                     3, "parameters have names"                  },
    {HEAD "SELECT a FROM b WHERE a = $1;\n",                                    3, "parameters have names"                  },
    {HEAD "SELECT (a FROM b;\n",                                                4, "a bracket is still open"                },
    {HEAD "SELECT a) FROM b;\n",                                                3, "this bracket closes nothing"            },
 // What parts the engines.
    {HEAD "SELECT a / b FROM c;\n",                                             3, "divide by NULLIF"                       },
    {HEAD "SELECT a % b FROM c;\n",                                             3, "divide by NULLIF"                       },
    {HEAD "SELECT a / 0 FROM c;\n",                                             3, "divide by NULLIF"                       },
    {HEAD "SELECT MAX(a, b) FROM c;\n",                                         3, "max and min take one argument"          },
    {HEAD "SELECT min(a, (b)) FROM c;\n",                                       3, "max and min take one argument"          },
    {HEAD "SELECT a FROM b WHERE :c IS NULL;\n",                                3, "write CAST(:c AS TEXT) IS"              },
    {HEAD "SELECT a FROM b WHERE a LIKE :c;\n",                                 3, "LIKE with a made pattern needs ESCAPE"  },
    {HEAD "SELECT a FROM b WHERE a LIKE :c AND b ESCAPE '!';\n",                3,
     "LIKE with a made pattern needs ESCAPE"                                                                                },
    {HEAD "DELETE FROM a USING b WHERE a.c = b.c;\n",                           3, "DELETE … USING"                       },
    {HEAD "INSERT INTO a SELECT b FROM c ON CONFLICT DO NOTHING;\n",            3, "needs a WHERE before ON"                },
 // Both texts name the same parameters.
    {HEAD_SQLITE "SELECT a FROM b WHERE a = :c;\n"
                 "-- name: x_find @postgres\n-- Why.\nSELECT a FROM b;\n", 6, "the text for PostgreSQL does not use :c"},
};

static void every_refusal_names_line_and_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        check_refusal(REFUSALS[i].text, make_statements(REFUSALS[i].text), REFUSALS[i].line,
                      REFUSALS[i].words);
    }
}

// Each row of the table, as words of a statement: refused where they are shared, and those that
// are one engine's own let through for that engine.
static void every_trap_of_the_table_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TRAPS / sizeof *TRAPS; i++) {
        const struct trap *trap = &TRAPS[i];
        const char *close = ends_with(trap->words, "(") ? "b)" : "b";
        struct text shared = {0};
        struct text own = {0};
        text_format(&shared, HEAD "SELECT a %s %s FROM c;\n", trap->words, close);
        text_format(&own, HEAD_SQLITE "SELECT a %s %s FROM c;\n", trap->words, close);
        check_refusal(shared.p, make_statements(shared.p), 3, trap->instead);
        struct tool_run r = make_statements(own.p);
        if ((r.code == 0) != (trap->reach == SHARED)) {
            fail_msg("%s\nanswers %d, %s", own.p, r.code, r.said);
        }
    }
}

static void what_only_looks_like_a_trap_goes_through(void **state)
{
    (void)state;
    static const char *const FINE[] = {
        HEAD "SELECT a FROM b WHERE a = 'SELECT * FROM c; NOW()';\n",
        HEAD "SELECT r.date, r.real FROM b r;\n",       // columns
        HEAD "SELECT COUNT(*) AS n FROM b;\n",          //
        HEAD "SELECT a -- SELECT *, NOW()\n FROM b;\n", // a comment
        HEAD "SELECT a / NULLIF(b, 0), a / 2 FROM c;\n",
        HEAD "SELECT MAX(a), MAX((SELECT b FROM d WHERE e IN (1, 2))) FROM c;\n",
        HEAD "SELECT a FROM b WHERE a LIKE 'c%' OR a LIKE :d ESCAPE '!';\n",
        HEAD "SELECT a FROM b WHERE CAST(:c AS TEXT) IS NULL;\n",
        HEAD "INSERT INTO a SELECT b FROM c WHERE 1 = 1 ON CONFLICT DO NOTHING;\n",
        HEAD "DELETE FROM a WHERE b IN (SELECT c FROM d JOIN e USING (f));\n",
    };
    for (size_t i = 0; i < sizeof FINE / sizeof *FINE; i++) {
        struct tool_run r = make_statements(FINE[i]);
        if (r.code != 0) {
            fail_msg("%s\nanswers %s", FINE[i], r.said);
        }
    }
}

static const struct schema_refusal {
    const char *name;
    const char *text;
    int line;
    const char *words;
} SCHEMA_REFUSALS[] = {
    {"first.sql",      "",                                                         1, "a migration is named like"        },
    {"1_first.sql",    "",                                                         1, "a migration is named like"        },
    {"0001-first.sql", "",                                                         1, "a migration is named like"        },
    {"0001_first.txt", "",                                                         1, "a migration is named like"        },
    {"0001_first.sql", "CREATE TABLE a (b @ID@);\n",                               1, "CREATE TABLE ends with ) @STRICT@"},
    {"0001_first.sql", "CREATE TABLE a (b @INT@) @STRICT@;\n",                     1, "@INT@ is unknown"                 },
    {"0001_first.sql", "CREATE TABLE a (b @ID@) @STRICT@\n",                       1, "does not end with a semicolon"    },
    {"0001_first.sql", "CREATE TABLE a (b REAL) @STRICT@;\n",                      1, "REAL: nothing here is floating"   },
    {"0001_first.sql", "CREATE TABLE a (b TEXT DEFAULT CURRENT_DATE) @STRICT@;\n", 1,
     "CURRENT_DATE"                                                                                                      },
    {"0001_first.sql", "\n-- @mysql\nCREATE TABLE a (b TEXT) @STRICT@;\n",         2,
     "@mysql is not a dialect"                                                                                           },
};

static void every_refusal_of_a_migration_names_line_and_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SCHEMA_REFUSALS / sizeof *SCHEMA_REFUSALS; i++) {
        const struct schema_refusal *s = &SCHEMA_REFUSALS[i];
        check_refusal(s->text, make_schema(s->name, s->text), s->line, s->words);
    }
    struct tree t = tree_make();
    char *c = tree_file(&t, "schema.c");
    char *one = tree_put(&t, "0001_one.sql", "");
    char *other = tree_put(&t, "0001_other.sql", "");
    struct tool_run r = RUN(TOOL, "schema", c, one, other);
    assert_int_equal(r.code, EXIT_REFUSED);
    assert_non_null(strstr(r.said, "has the same number"));
    tree_remove(&t);
}

static void wrong_usage_is_told(void **state)
{
    (void)state;
    assert_int_equal(RUN(TOOL).code, EXIT_USAGE);
    assert_int_equal(RUN(TOOL, "statements", "a", "b").code, EXIT_USAGE);
    assert_int_equal(RUN(TOOL, "schema", "/tmp/nowhere.c", "/tmp/0001_nowhere.sql").code,
                     EXIT_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_become_what_they_always_were),
        cmocka_unit_test(migrations_stand_in_order_in_the_words_of_each_engine),
        cmocka_unit_test(every_refusal_names_line_and_reason),
        cmocka_unit_test(every_trap_of_the_table_is_refused),
        cmocka_unit_test(what_only_looks_like_a_trap_goes_through),
        cmocka_unit_test(every_refusal_of_a_migration_names_line_and_reason),
        cmocka_unit_test(wrong_usage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
