// What is bound is what is read, on both engines: numbers, texts, days, and nothing.
#include "platform/db/db.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_table_testing.h"

static const struct sql NUMBER = {
    // Every way a number comes out of an expression.
    STATEMENT("t_number"),
    .sqlite = "SELECT ?1 + 1 AS next, ?1 = 5 AS is_five, COUNT(*) AS row_count,"
              "       CAST(SUM(price_won) AS BIGINT) AS sum_won FROM t",
    .postgres = "SELECT $1 + 1 AS next, $1 = 5 AS is_five, COUNT(*) AS row_count,"
                "       CAST(SUM(price_won) AS BIGINT) AS sum_won FROM t",
    PARAMS("n"),
};
static const struct sql ECHO = {
    STATEMENT("echo"),
    .sqlite = "SELECT CAST(?1 AS TEXT) AS s",
    .postgres = "SELECT CAST($1 AS TEXT) AS s",
    PARAMS("s"),
};
static const struct sql FIND_LIKE = {
    STATEMENT("t_find_like"),
    .sqlite = "SELECT id, s FROM t WHERE CAST(?1 AS TEXT) IS NULL OR s LIKE ?1 ESCAPE '!'",
    .postgres = "SELECT id, s FROM t WHERE CAST($1 AS TEXT) IS NULL OR s LIKE $1 ESCAPE '!'",
    PARAMS("part"),
};

static void what_is_written_is_read(void **state)
{
    (void)state;
    static const int64_t NUMBERS[] = {0, 1, -1, INT64_MAX, INT64_MIN, INT32_MAX, INT64_C(1) << 40};
    static const char *const TEXTS[] = {"",
                                        "'; DROP TABLE t; --",
                                        "수성구 '범어동' \\ ?1 $1 :n %s",
                                        "\xF0\x9F\x8F\xA0\n\t\"",
                                        "NULL",
                                        "007",
                                        "1e5"};
    static_assert(COUNT(NUMBERS) == COUNT(TEXTS), "a text to each number");
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            int64_t id = 0;
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            struct query *q = db_query(t.db, &DB_TABLE_ADD);
            bind_i64(q, "n", NUMBERS[i]);
            bind_bool(q, "flag", i % 2 == 1);
            bind_str(q, "s", str_view(TEXTS[i]));
            bind_money(q, "price", WON(LIMIT_WON));
            bind_date(q, "day", date_from_ymd(2024, 2, 29));
            bind_instant(q, "at", (instant){.us = INT64_C(1795478400123456)});
            bind_null(q, "parent");
            db_table_ok(query_run_id(q, &id), t.db);
            db_table_ok(db_commit(t.db), t.db);

            db_table_ok(db_begin(t.db, DB_READ), t.db);
            q = db_query(t.db, &DB_TABLE_FIND);
            bind_i64(q, "id", id);
            assert_true(query_next(q));
            assert_int_equal(read_instant(q, "at").us, INT64_C(1795478400123456)); // any order
            assert_int_equal(read_i64(q, "n"), NUMBERS[i]);
            assert_int_equal(read_bool(q, "flag"), i % 2 == 1);
            assert_true(str_equals(read_str(q, "s"), str_view(TEXTS[i])));
            assert_int_equal(read_money(q, "price_won").won, LIMIT_WON);
            assert_true(date_equals(read_date(q, "day"), date_from_ymd(2024, 2, 29)));
            assert_false(read_is_null(q, "day"));
            assert_true(read_is_null(q, "parent"));
            assert_false(query_next(q));
            assert_false(query_next(q)); // and stays there
            db_table_ok(query_end(q), t.db);
            db_rollback(t.db);
        }
    }
}

// A row of nothing but a day, if that.
static struct query *add_and_find(struct db *db, date day)
{
    int64_t id = 0;
    struct query *q = db_query(db, &DB_TABLE_ADD);
    bind_null(q, "n");
    bind_null(q, "flag");
    bind_text(q, "s", S(""));
    bind_null(q, "price");
    bind_date(q, "day", day);
    bind_instant(q, "at", (instant){0});
    bind_id(q, "parent", 0);
    db_table_ok(query_run_id(q, &id), db);
    q = db_query(db, &DB_TABLE_FIND);
    bind_i64(q, "id", id);
    assert_true(query_next(q));
    return q;
}

static void nothing_is_written_as_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        struct query *q = add_and_find(t.db, DATE_NONE);
        static const char *const COLUMNS[] = {"n", "flag", "s", "price_won", "day", "at", "parent"};
        for (size_t i = 0; i < COUNT(COLUMNS); i++) {
            assert_true(read_is_null(q, COLUMNS[i]));
        }
        assert_int_equal(read_i64(q, "n"), 0);
        assert_false(read_bool(q, "flag"));
        assert_true(str_is_empty(read_str(q, "s")));
        assert_int_equal(read_money(q, "price_won").won, 0);
        assert_true(date_is_none(read_date(q, "day")));
        assert_int_equal(read_instant(q, "at").us, 0);
        db_table_ok(query_end(q), t.db);
        db_table_ok(db_commit(t.db), t.db);
    }
}

// What is reckoned from the last day there is (a term after a rule that ends on it) ended the
// worker: no text of ten bytes holds it.
static void a_day_beyond_all_days_is_written_as_the_nearest(void **state)
{
    (void)state;
    const date first = date_from_ymd(1900, 1, 1);
    const date last = date_from_ymd(9999, 12, 31);
    const struct {
        date given;
        date kept;
    } DAYS[] = {
        {first,  first},
        {                     date_add_days(first,   -1), first},
        {                     last,  last     },
        {    date_add_days(last,  1),       last},
        {  date_add_months(last,  1),       last},
        { date_add_months(first, -1),      first},
        {    date_add_days(last,  36500000),       last},
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            struct query *q = add_and_find(t.db, DAYS[i].given);
            assert_true(date_equals(read_date(q, "day"), DAYS[i].kept));
            db_table_ok(query_end(q), t.db);
            db_table_ok(db_commit(t.db), t.db);
        }
    }
}

static void numbers_are_whole_and_long_in_every_expression(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_READ), t.db);
        struct query *q = db_query(t.db, &NUMBER); // first NULL, then a number beyond 32 bits
        bind_null(q, "n");
        assert_true(query_next(q));
        assert_true(read_is_null(q, "next"));
        assert_true(read_is_null(q, "sum_won"));
        assert_int_equal(read_money(q, "sum_won").won, 0);
        db_table_ok(query_end(q), t.db);
        static const int64_t NUMBERS[] = {INT64_C(5000000000), 5, 4};
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            q = db_query(t.db, &NUMBER);
            bind_i64(q, "n", NUMBERS[i]);
            assert_true(query_next(q));
            assert_int_equal(read_i64(q, "next"), NUMBERS[i] + 1);
            assert_int_equal(read_bool(q, "is_five"), NUMBERS[i] == 5);
            assert_int_equal(read_i64(q, "row_count"), 0);
            db_table_ok(query_end(q), t.db);
        }
        assert_int_equal(db_statements(t.db), 4);
        db_rollback(t.db);
    }
}

static void what_is_bound_is_copied_however_long(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static char text[3 * MIB];
        memset(text, 'a', sizeof(text));
        db_table_ok(db_begin(t.db, DB_READ), t.db);
        struct query *q = db_query(t.db, &ECHO);
        bind_str(q, "s", (str){.p = text, .n = sizeof(text)});
        memset(text, 'b', sizeof(text));
        assert_true(query_next(q));
        str s = read_str(q, "s");
        assert_int_equal(s.n, sizeof(text));
        assert_int_equal(s.p[0], 'a');
        assert_int_equal(s.p[sizeof(text) - 1], 'a');
        db_table_ok(query_end(q), t.db);
        db_rollback(t.db);
    }
}

static void a_text_that_finds_no_memory_is_asked_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static char text[3 * MIB]; // more than any query has room for yet
        memset(text, 'a', sizeof(text));
        for (int fails = 1; fails >= 0; fails--) {
            err due = fails == 1 ? &DB_AWAY : NULL;
            db_table_ok(db_begin(t.db, DB_READ), t.db);
            struct query *q = db_query(t.db, &ECHO);
            arena_fail_at(fails);
            bind_str(q, "s", (str){.p = text, .n = sizeof(text)});
            assert_int_equal(arena_has_failed(), fails);
            arena_fail_at(0);
            assert_int_equal(query_next(q), due == NULL);
            assert_ptr_equal(query_end(q), due);
            assert_ptr_equal(db_commit(t.db), due);
        }
    }
}

static void a_part_is_found_as_it_is_typed(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"50% 할인", "50원 할인", "a_b", "axb", "그래!", "a\\b"};
    static const struct {
        const char *part;
        int64_t found;
    } ROWS[] = {
        {"",       6},
        {"할인", 2},
        {"0% 할", 1},
        {"%",      1},
        {"_",      1},
        {"!",      1},
        {"\\",     1},
        {"A_B",    0}, // letters are what they are
        {"%%",     0},
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (size_t i = 0; i < COUNT(TEXTS); i++) {
            int64_t id = 0;
            db_table_ok(db_table_add(t.db, str_view(TEXTS[i]), &id), t.db);
        }
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            int64_t found = 0;
            struct query *q = db_query(t.db, &FIND_LIKE);
            bind_like(q, "part", str_view(ROWS[i].part));
            while (query_next(q)) {
                found++;
            }
            db_table_ok(query_end(q), t.db);
            assert_int_equal(found, ROWS[i].found);
        }
        db_rollback(t.db);
    }
}

static void what_is_not_text_is_refused_alike(void **state)
{
    (void)state;
    static const str NOT_TEXT[] = {
        {.p = "a\0b",         .n = 3},
        {.p = "\xFF",         .n = 1},
        {.p = "\xED\xA0\x80", .n = 3}
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        for (size_t i = 0; i < COUNT(NOT_TEXT); i++) {
            int64_t id = 0;
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            assert_ptr_equal(db_table_add(t.db, NOT_TEXT[i], &id), &DB_BROKEN);
            assert_ptr_equal(db_commit(t.db), &DB_BROKEN);
        }
        assert_int_equal(db_table_count(t.db), 0);
    }
}

// --- What a row may not hold --------------------------------------------------------------------

enum value_read { READ_DAY, READ_FLAG, READ_WON, READ_MOMENT, READ_PROMISE };

static void read_value(struct query *q, enum value_read what)
{
    switch (what) {
    case READ_DAY:
        assert_true(date_is_none(read_date(q, "s")));
        break;
    case READ_FLAG:
        assert_false(read_bool(q, "n"));
        break;
    case READ_WON:
        assert_int_equal(read_money(q, "at").won, 0);
        break;
    case READ_MOMENT:
        assert_int_equal(read_instant(q, "at").us, 0);
        break;
    case READ_PROMISE:
        read_require(q, "n", read_i64(q, "n") == 8);
        break;
    }
}

// What is wrong in the database is the query's trouble, not the program's end: the rest of the row
// is read, no row comes after it, and the log names the statement, the column and the row.
static void a_value_that_is_none_is_the_querys_trouble(void **state)
{
    (void)state;
    static const struct {
        enum value_read what;
        const char *said;
    } ROWS[] = {
        {READ_DAY,     "t_find: s is no day (id 1)"                     },
        {READ_FLAG,    "t_find: n is no flag (id 1)"                    },
        {READ_WON,     "t_find: at is an amount beyond LIMIT_WON (id 1)"},
        {READ_MOMENT,  "t_find: at is no moment (id 1)"                 },
        {READ_PROMISE, "t_find: n holds what no row may (id 1)"         },
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        struct query *q = db_query(t.db, &DB_TABLE_ADD);
        bind_i64(q, "n", 7);
        bind_null(q, "flag");
        bind_text(q, "s", S("2026-02-30"));
        bind_null(q, "price");
        bind_date(q, "day", DATE_NONE);
        bind_i64(q, "at", INT64_MAX);
        bind_id(q, "parent", 0);
        db_table_ok(query_run_id(q, &id), t.db);
        db_table_ok(db_commit(t.db), t.db);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            q = db_query(t.db, &DB_TABLE_FIND);
            bind_i64(q, "id", id);
            assert_true(query_next(q));
            read_value(q, ROWS[i].what);
            assert_int_equal(read_i64(q, "n"), 7); // the row is there yet
            assert_false(query_next(q));
            assert_ptr_equal(query_end(q), &DB_MISREAD);
            if (!str_equals(db_error(t.db), str_view(ROWS[i].said))) {
                fail_msg("'%s' instead of '%s'", db_error(t.db).p, ROWS[i].said);
            }
            assert_ptr_equal(db_commit(t.db), &DB_MISREAD); // nothing is built on it
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(nothing_is_written_as_nothing),
        cmocka_unit_test(a_day_beyond_all_days_is_written_as_the_nearest),
        cmocka_unit_test(numbers_are_whole_and_long_in_every_expression),
        cmocka_unit_test(what_is_bound_is_copied_however_long),
        cmocka_unit_test(a_text_that_finds_no_memory_is_asked_again),
        cmocka_unit_test(a_part_is_found_as_it_is_typed),
        cmocka_unit_test(what_is_not_text_is_refused_alike),
        cmocka_unit_test(a_value_that_is_none_is_the_querys_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
