// What only read may linger: who reads next goes on with what was seen, until there is a reason to
// look anew. How a server does it: db_postgres_trouble_test.c.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/db/db_trouble_testing.h"

static int64_t count_on(struct db *db)
{
    int64_t n = 0;
    struct query *q = db_query(db, &DB_TROUBLE_LIST);
    while (query_next(q)) {
        n++;
    }
    assert_null(query_end(q));
    return n;
}

static int64_t count_reading(struct db *db)
{
    assert_null(db_begin(db, DB_READ));
    int64_t n = count_on(db);
    db_rollback(db);
    return n;
}

static void who_looks_anew_or_wrote_sees_all_there_is(void **state)
{
    (void)state;
    TESTING_EACH(t, db_trouble_open)
    {
        struct db *other = testing_db_again(&t);
        db_may_linger(t.db);
        db_look_anew(NULL);
        db_look_anew(t.db); // nothing lingers
        assert_int_equal(count_reading(t.db), 0);
        assert_null(db_trouble_add(other));
        db_look_anew(t.db);
        assert_int_equal(count_reading(t.db), 1);
        assert_null(db_trouble_add(other));
        db_let_go(t.db);
        assert_int_equal(count_reading(t.db), 2);
        assert_null(db_trouble_add(other));
        assert_null(db_trouble_add(t.db)); // though others wrote since it looked
        assert_int_equal(count_reading(t.db), 4);
        assert_null(db_trouble_add(other));
        assert_null(db_begin(t.db, DB_WRITE));
        assert_int_equal(count_on(t.db), 5);
        db_rollback(t.db); // what may have written does not linger
        assert_null(db_trouble_add(other));
        assert_int_equal(count_reading(t.db), 6);
        db_close(other);
    }
}

static void a_reading_of_sqlite_goes_on_with_what_the_one_before_it_saw(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 1);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 2); // nobody allowed it to linger yet
    db_may_linger(t.db);
    assert_int_equal(count_reading(t.db), 2);
    assert_null(db_trouble_add(other));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(count_reading(t.db), 2);
    }
    assert_null(db_begin(t.db, DB_READ));
    db_look_anew(t.db); // of what is still read: it goes on
    db_let_go(t.db);
    assert_int_equal(count_on(t.db), 2);
    db_rollback(t.db);
    db_rollback(t.db); // of nothing
    assert_int_equal(count_reading(t.db), 2);
    db_look_anew(t.db);
    assert_int_equal(count_reading(t.db), 3);
    db_close(other);
    testing_db_close(&t);
}

// A reading that failed is over, and the next one begins anew.
static void what_met_trouble_does_not_linger(void **state)
{
    (void)state;
    static const struct sql WRONG = {SAME("linger_wrong", "SELECT n FROM nowhere")};
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    db_may_linger(t.db);
    assert_null(db_begin(t.db, DB_READ));
    assert_int_equal(count_on(t.db), 0);
    assert_ptr_equal(db_trouble_run(t.db, &WRONG), &DB_BROKEN);
    db_rollback(t.db);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 1);
    db_close(other);
    testing_db_close(&t);
}

// --- The WAL -------------------------------------------------------------------------------------

#define READERS 2
#define MOMENT_US 5000
#define COMMIT_PAGES 500
#define PAGE_BYTES 4096
#define WAL_KEPT ((off_t)64 * MIB) // of a WAL that began anew: journal_size_limit

// A worker that always has the next question: it never reads nothing for long.
static pid_t start_reader(const struct testing_db *t)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid > 0) {
        return pid;
    }
    struct db *db = NULL;
    int64_t until_ms = clock_ms() + 60000; // should its parent die
    if (db_open(str_view(t->url), &db) != NULL) {
        _exit(1);
    }
    db_set_arena(db, t->arena);
    db_may_linger(db);
    while (clock_ms() < until_ms) {
        db_look_anew(db);
        (void)count_reading(db);
        (void)usleep(MOMENT_US);
    }
    _exit(1);
}

static off_t wal_size(const struct testing_db *t)
{
    struct stat about;
    str path = str_slice(str_view(t->url), S("sqlite:").n, sizeof(t->url));
    assert_int_equal(stat(str_format(t->arena, "%.*s-wal", STR_ARG(path)).p, &about), 0);
    return about.st_size;
}

static void a_wal_begins_anew_though_there_are_always_some_who_read(void **state)
{
    (void)state;
    struct testing_db t;
    pid_t readers[READERS];
    assert_true(db_trouble_open(DB_SQLITE, &t));
    db_trouble_script(t.db, "CREATE TABLE large (bytes BLOB)");
    for (int i = 0; i < READERS; i++) {
        readers[i] = start_reader(&t);
    }
    for (int pages = 0; pages < LIMIT_WAL_PAGES * 5 / 4; pages += COMMIT_PAGES) {
        db_trouble_script(t.db,
                          "DELETE FROM large; INSERT INTO large VALUES (randomblob(2048000))");
    }
    off_t size = wal_size(&t);
    for (int i = 0; i < READERS; i++) {
        int status = 0;
        assert_int_equal(kill(readers[i], 0), 0); // they read until now
        (void)kill(readers[i], SIGKILL);
        assert_int_equal(waitpid(readers[i], &status, 0), readers[i]);
        assert_true(WIFSIGNALED(status));
    }
    assert_in_range(size, WAL_KEPT / 2, WAL_KEPT + COMMIT_PAGES * PAGE_BYTES * 2);
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_looks_anew_or_wrote_sees_all_there_is),
        cmocka_unit_test(a_reading_of_sqlite_goes_on_with_what_the_one_before_it_saw),
        cmocka_unit_test(what_met_trouble_does_not_linger),
        cmocka_unit_test(a_wal_begins_anew_though_there_are_always_some_who_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
