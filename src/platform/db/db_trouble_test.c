// What a locked, full, broken or failing file looks like from here, and what a process that dies on
// either engine leaves: security.md 10. The server's troubles are in db_postgres_trouble_test.c.
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_trouble_testing.h"
#include "platform/process/killed_testing.h"

// The disk that SQLite writes to; Linux SQLite calls fdatasync and nothing else.
static bool disk_fails;

int fdatasync(int fd)
{
    if (disk_fails) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fd);
}

// --- SQLite -------------------------------------------------------------------------------------

static void a_place_that_cannot_be_opened_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        err fault;
        const char *said;
    } PLACES[] = {
        {"sqlite:/nonexistent/folder/test.db",      &DB_BROKEN, "unable to open"},
        {"postgresql:///nowhere?host=/nonexistent", &DB_AWAY,   "/nonexistent"  },
        {"postgresql://[",                          &DB_AWAY,   "IPv6"          },
    };
    for (size_t i = 0; i < COUNT(PLACES); i++) {
        struct db *db = (struct db *)&disk_fails;
        assert_ptr_equal(db_open(str_view(PLACES[i].url), &db), PLACES[i].fault);
        assert_null(db);
        assert_true(str_contains(db_error(NULL), str_view(PLACES[i].said)));
    }
}

static void a_locked_file_is_away_for_writers_only(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    db_set_patience(t.db, 0);
    assert_null(db_begin(other, DB_WRITE));
    assert_null(db_trouble_run(other, &DB_TROUBLE_ADD));
    assert_ptr_equal(db_begin(t.db, DB_WRITE), &DB_AWAY);
    assert_int_equal(db_trouble_count(t.db), 0);
    assert_null(db_commit(other));
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 2);
    db_close(other);
    testing_db_close(&t);
}

static void a_full_disk_is_told_and_loses_nothing(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    db_trouble_script(
        t.db, "INSERT INTO t VALUES (1); PRAGMA max_page_count = 1;"); // as many as there are
    assert_null(db_begin(t.db, DB_WRITE));
    err e = NULL;
    for (int i = 0; i < 10000 && e == NULL; i++) {
        e = db_trouble_run(t.db, &DB_TROUBLE_ADD);
    }
    assert_ptr_equal(e, &DB_FULL);
    assert_ptr_equal(db_commit(t.db), &DB_FULL);
    assert_int_equal(db_trouble_count(t.db), 1);
    testing_db_close(&t);
}

static void a_file_that_is_no_database_is_broken(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open_empty(DB_SQLITE, &t));
    FILE *f = fopen(t.url + strlen("sqlite:"), "w");
    assert_non_null(f);
    for (int i = 0; i < 1000; i++) {
        (void)fputs("this is not a database\n", f);
    }
    assert_int_equal(fclose(f), 0);
    int applied = 0;
    assert_ptr_equal(db_migrate(t.db, &applied), &DB_BROKEN);
    testing_db_close(&t);
}

// Measured for the house: SQLite reports the error, and the row may be there after the restart.
static void a_disk_that_fails_at_commit_leaves_the_outcome_unknown(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_ADD));
    disk_fails = true;
    assert_ptr_equal(db_commit(t.db), &DB_UNKNOWN);
    disk_fails = false;
    assert_null(db_trouble_add(t.db));
    int64_t n = db_trouble_count(t.db);
    assert_true(n == 1 || n == 2);
    testing_db_close(&t);
}

static void every_connection_is_set_as_the_house_rules_say(void **state)
{
    (void)state;
    static const struct {
        struct sql sql;
        int64_t due;
    } SETTINGS[] = {
        {{SAME("synchronous", "SELECT synchronous AS n FROM pragma_synchronous")},          2            },
        {{SAME("foreign_keys", "SELECT foreign_keys AS n FROM pragma_foreign_keys")},       1            },
        {{SAME("trusted_schema", "SELECT trusted_schema AS n FROM pragma_trusted_schema")}, 0            },
        {{SAME("cell_size", "SELECT cell_size_check AS n FROM pragma_cell_size_check")},    1            },
        {{SAME("temp_store", "SELECT temp_store AS n FROM pragma_temp_store")},             2            },
        {{SAME("cache_size", "SELECT cache_size AS n FROM pragma_cache_size")},             -16000       },
        {{SAME("busy", "SELECT timeout AS n FROM pragma_busy_timeout")},                    LIMIT_BUSY_MS},
        {{SAME("query_only", "SELECT query_only AS n FROM pragma_query_only")},             1            },
        {{SAME("wal", "SELECT journal_mode = 'wal' AS n FROM pragma_journal_mode")},        1            },
        {{SAME("like", "SELECT 'A' LIKE 'a' AS n")},                                        0            },
    };
    struct testing_db t;
    struct db *db = NULL; // one that has not written: that ends query_only
    assert_true(db_trouble_open(DB_SQLITE, &t));
    assert_null(db_open(str_view(t.url), &db));
    for (size_t i = 0; i < COUNT(SETTINGS); i++) {
        assert_null(db_begin(db, DB_READ));
        struct query *q = db_query(db, &SETTINGS[i].sql);
        if (!query_next(q) || read_i64(q, "n") != SETTINGS[i].due) {
            fail_msg("%s: %s", SETTINGS[i].sql.name, db_error(db).p);
        }
        assert_null(query_end(q));
        db_rollback(db);
    }
    static const struct sql QUOTED = {SAME("quoted", "SELECT \"no such column\" AS n")};
    assert_null(db_begin(db, DB_READ));
    assert_ptr_equal(db_trouble_run(db, &QUOTED), &DB_BROKEN); // and not a string
    db_rollback(db);
    db_close(db);
    testing_db_close(&t);
}

// How many of the kept statements SQLite compiled anew since it was asked.
static int compiled_anew(struct db *db)
{
    int count = 0;
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        sqlite3_stmt *s = db->kept[i].handle;
        count += s == NULL ? 0 : sqlite3_stmt_status(s, SQLITE_STMTSTATUS_REPREPARE, 1);
    }
    return count;
}

// It takes longer than to run those of a page.
static void nothing_is_compiled_anew_where_reading_and_writing_take_turns(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 1);
    (void)compiled_anew(t.db);
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 2);
    assert_int_equal(compiled_anew(t.db), 0);
    testing_db_close(&t);
}

static int64_t ask_cache_size(struct db *db)
{
    static const struct sql SIZE = {
        SAME("cache_size", "SELECT cache_size AS n FROM pragma_cache_size")};
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SIZE);
    assert_true(query_next(q));
    int64_t size = read_i64(q, "n");
    assert_null(query_end(q));
    db_rollback(db);
    return size;
}

static void a_connection_holds_as_many_pages_as_it_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_set_cache(t.db, 4000000);
        db_rest(t.db);
        if (db_engine(t.db) == DB_SQLITE) {
            assert_int_equal(ask_cache_size(t.db), -4000);
        }
        assert_null(db_begin(t.db, DB_READ)); // nothing else is forgotten
        db_rollback(t.db);
    }
}

// --- Both ---------------------------------------------------------------------------------------

static _Noreturn void add_for_ever(const struct testing_db *t, int tell)
{
    struct db *db = testing_db_again(t);
    while (db_trouble_add(db) == NULL && write(tell, "+", 1) == 1) {
        // until killed
    }
    _exit(1);
}

// Start a writer, kill it after it told of some commits; how many it told of in all.
static int64_t kill_a_writer(const struct testing_db *t, int64_t told_least)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        add_for_ever(t, ends[1]);
    }
    (void)close(ends[1]);
    int64_t told = 0;
    char c = 0;
    while (read(ends[0], &c, 1) == 1) {
        if (++told == told_least) {
            (void)kill(child, SIGKILL);
        }
    }
    (void)close(ends[0]);
    assert_true(killed_testing_wait(child));
    return told;
}

static void what_was_told_to_be_kept_survives_the_death_of_the_process(void **state)
{
    (void)state;
    for (int engine = 0; engine <= DB_POSTGRES; engine++) {
        struct testing_db t;
        if (!db_trouble_open((enum db_engine)engine, &t)) {
            continue;
        }
        int64_t told = 0;
        for (int64_t round = 1; round <= 10; round++) {
            told += kill_a_writer(&t, round);
            int64_t kept = db_trouble_count(t.db); // the last word of each writer may be missing
            assert_true(kept >= told && kept <= told + round);
        }
        testing_db_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_that_cannot_be_opened_says_why),
        cmocka_unit_test(a_locked_file_is_away_for_writers_only),
        cmocka_unit_test(a_full_disk_is_told_and_loses_nothing),
        cmocka_unit_test(a_file_that_is_no_database_is_broken),
        cmocka_unit_test(a_disk_that_fails_at_commit_leaves_the_outcome_unknown),
        cmocka_unit_test(every_connection_is_set_as_the_house_rules_say),
        cmocka_unit_test(nothing_is_compiled_anew_where_reading_and_writing_take_turns),
        cmocka_unit_test(a_connection_holds_as_many_pages_as_it_is_told),
        cmocka_unit_test(what_was_told_to_be_kept_survives_the_death_of_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
