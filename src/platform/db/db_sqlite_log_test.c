// The log's pages reach the disk in a few pieces, all of a transaction before anybody may read it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_trouble_testing.h"

#define PAGE_SIZE 4096
#define ROWS 200 // a page each

// The machine's disk; its log's writes are counted, and fail when that is wanted.
static struct {
    sqlite3_vfs disk;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    int (*write)(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at);
    int pieces;
    int64_t bytes;
    bool fails;
} counted;

static int counted_write(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
    counted.pieces++;
    counted.bytes += size;
    return counted.fails ? SQLITE_FULL : counted.write(f, bytes, size, at);
}

static int counted_open(sqlite3_vfs *disk, const char *path, sqlite3_file *f, int flags,
                        int *out_flags)
{
    (void)disk;
    int code = counted.real->xOpen(counted.real, path, f, flags, out_flags);
    if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
        counted.methods = *f->pMethods;
        counted.write = counted.methods.xWrite;
        counted.methods.xWrite = counted_write;
        f->pMethods = &counted.methods;
    }
    return code;
}

static int count_the_disk(void **state)
{
    (void)state;
    counted.real = sqlite3_vfs_find(NULL);
    counted.disk = *counted.real;
    counted.disk.pNext = NULL;
    counted.disk.zName = "counted";
    counted.disk.xOpen = counted_open;
    return sqlite3_vfs_register(&counted.disk, 1) == SQLITE_OK ? 0 : -1;
}

static const struct sql PUT = {
    .name = "t_put",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "INSERT INTO wide (n, s) VALUES (?1, hex(randomblob(1800)))",
    .params = (const char *const[]){"n"},
    .param_count = 1,
    .writes = true,
};
static const struct sql WIDEN = {
    .name = "t_widen",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "UPDATE wide SET s = hex(randomblob(1800))",
    .writes = true,
};
static const struct sql SUM = {
    .name = "t_sum",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT COUNT(*) AS rows, SUM(n) AS sum, SUM(length(s)) AS size FROM wide",
};

static void open_wide(struct testing_db *t)
{
    assert_true(db_trouble_open(DB_SQLITE, t));
    db_trouble_script(t->db, "CREATE TABLE wide (n INTEGER NOT NULL UNIQUE, s TEXT NOT NULL)");
    counted.pieces = 0;
    counted.bytes = 0;
}

static err put_rows(struct db *db, int64_t first)
{
    for (int64_t n = first; n < first + ROWS; n++) {
        struct query *q = db_query(db, &PUT);
        bind_i64(q, "n", n);
        err e = query_run(q, NULL);
        if (e != NULL) {
            return e;
        }
    }
    return NULL;
}

// In the transaction that is open.
static void rows_are(struct db *db, int64_t rows)
{
    struct query *q = db_query(db, &SUM);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "rows"), rows);
    assert_int_equal(read_i64(q, "sum"), rows * (rows + 1) / 2);
    assert_int_equal(read_i64(q, "size"), rows * 3600);
    assert_null(query_end(q));
}

static void others_see(const struct testing_db *t, int64_t rows)
{
    struct db *other = testing_db_again(t);
    assert_null(db_begin(other, DB_READ));
    rows_are(other, rows);
    db_rollback(other);
    db_close(other);
}

static void others_see_none(const struct testing_db *t)
{
    struct db *other = testing_db_again(t);
    assert_null(db_begin(other, DB_READ));
    struct query *q = db_query(other, &SUM);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "rows"), 0);
    assert_null(query_end(q));
    db_rollback(other);
    db_close(other);
}

static void a_transaction_is_written_in_a_few_pieces(void **state)
{
    (void)state;
    struct testing_db t;
    open_wide(&t);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(put_rows(t.db, 1));
    assert_null(db_commit(t.db));
    assert_true(counted.bytes > (int64_t)ROWS * PAGE_SIZE);
    assert_true(counted.pieces <= counted.bytes / (LIMIT_LOG_HELD - PAGE_SIZE) + 2);
    others_see(&t, ROWS);
    testing_db_close(&t);
}

// Not even where nobody waits for the disk does the end of a transaction stay behind.
static void what_is_committed_is_there_for_others_without_a_sync(void **state)
{
    (void)state;
    struct testing_db t;
    open_wide(&t);
    assert_null(t.db->engine->script(t.db, "PRAGMA synchronous=OFF")); // not heard in a transaction
    for (int64_t done = 0; done < 5; done++) {
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(put_rows(t.db, done * ROWS + 1));
        assert_null(db_commit(t.db));
        others_see(&t, (done + 1) * ROWS);
    }
    testing_db_close(&t);
}

// With room for ten pages all others go to the log before the end, and are read back from there.
static void pages_that_had_no_room_are_read_back(void **state)
{
    (void)state;
    struct testing_db t;
    open_wide(&t);
    db_set_cache(t.db, (size_t)10 * PAGE_SIZE);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(put_rows(t.db, 1));
    rows_are(t.db, ROWS);
    assert_null(db_trouble_run(t.db, &WIDEN));
    rows_are(t.db, ROWS);
    others_see_none(&t);
    assert_null(db_commit(t.db));
    others_see(&t, ROWS);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(put_rows(t.db, ROWS + 1));
    rows_are(t.db, (int64_t)2 * ROWS);
    db_rollback(t.db); // what had gone to the log is written over
    assert_null(db_begin(t.db, DB_WRITE));
    rows_are(t.db, ROWS);
    assert_null(put_rows(t.db, ROWS + 1));
    assert_null(db_commit(t.db));
    others_see(&t, (int64_t)2 * ROWS);
    testing_db_close(&t);
}

static void a_log_that_takes_no_more_is_told_and_loses_nothing(void **state)
{
    (void)state;
    struct testing_db t;
    open_wide(&t);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(put_rows(t.db, 1));
    assert_null(db_commit(t.db));
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(put_rows(t.db, ROWS + 1));
    counted.fails = true;
    assert_ptr_equal(db_commit(t.db), &DB_UNKNOWN);
    counted.fails = false;
    others_see(&t, ROWS);
    assert_null(db_begin(t.db, DB_WRITE));
    rows_are(t.db, ROWS);
    assert_null(put_rows(t.db, ROWS + 1));
    assert_null(db_commit(t.db));
    others_see(&t, (int64_t)2 * ROWS);
    testing_db_close(&t);
}

static int64_t pages_of_the_log(const struct testing_db *t)
{
    char path[sizeof(t->url) + sizeof("-wal")];
    struct stat facts;
    (void)snprintf(path, sizeof(path), "%s-wal", t->url + strlen("sqlite:"));
    assert_int_equal(stat(path, &facts), 0);
    return facts.st_size / PAGE_SIZE;
}

static void a_log_is_brought_home_after_2000_pages(void **state)
{
    (void)state;
    struct testing_db t;
    open_wide(&t);
    for (int64_t done = 0; done < 20; done++) {
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(put_rows(t.db, done * ROWS + 1));
        assert_null(db_commit(t.db));
        others_see(&t, (done + 1) * ROWS);
        assert_true(done != 6 || pages_of_the_log(&t) > 7 * ROWS);
    }
    int64_t pages = pages_of_the_log(&t);
    assert_true(pages > 2000 && pages < 2000 + 2 * ROWS);
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_transaction_is_written_in_a_few_pieces),
        cmocka_unit_test(what_is_committed_is_there_for_others_without_a_sync),
        cmocka_unit_test(pages_that_had_no_room_are_read_back),
        cmocka_unit_test(a_log_is_brought_home_after_2000_pages),
        cmocka_unit_test(a_log_that_takes_no_more_is_told_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, count_the_disk, NULL);
}
