// What a lost, hung, full or locked database looks like from here: security.md 10.
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/clock/clock.h"
#include "platform/db/db_postgres_link.h"
#include "platform/db/db_testing.h"

#define STATEMENT(name_, text)                                                                     \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (text), .postgres = (text)

static const struct sql ADD = {STATEMENT("add", "INSERT INTO t VALUES (1)"), .writes = true};
static const struct sql LIST = {STATEMENT("list", "SELECT n FROM t")};
static const struct sql SLEEP = {STATEMENT("sleep", "SELECT 1 AS n FROM pg_sleep(20)")};
static const struct sql BACKEND = {STATEMENT("backend", "SELECT pg_backend_pid() AS pid")};
static const struct sql KILL = {
    STATEMENT("kill", "SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000) AS done"),
    .params = (const char *const[]){"pid"},
    .param_count = 1,
};

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

static void script(struct db *db, const char *text)
{
    assert_null(db_begin(db, DB_WRITE));
    if (db->engine->script(db, text) != NULL) {
        fail_msg("%s", db_error(db).p);
    }
    assert_null(db_commit(db));
}

static err run(struct db *db, const struct sql *sql)
{
    return query_run(db_query(db, sql), NULL);
}

// Begin, add a row, commit.
static err add(struct db *db)
{
    TRY(db_begin(db, DB_WRITE));
    err e = run(db, &ADD);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

static int64_t count(struct db *db)
{
    int64_t n = 0;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &LIST);
    while (query_next(q)) {
        n++;
    }
    assert_null(query_end(q));
    assert_null(db_commit(db));
    return n;
}

static bool open_with_table(enum db_engine engine, struct testing_db *t)
{
    if (!testing_db_open_empty(engine, t)) {
        return false;
    }
    int applied = 0;
    static const struct migration TABLE = {1, "t", "CREATE TABLE t (n INTEGER) STRICT;",
                                           "CREATE TABLE t (n BIGINT);"};
    assert_null(db_migrate_list(t->db, &TABLE, 1, &applied));
    return true;
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
    assert_true(open_with_table(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    db_set_patience(t.db, 0);
    assert_null(db_begin(other, DB_WRITE));
    assert_null(run(other, &ADD));
    assert_ptr_equal(db_begin(t.db, DB_WRITE), &DB_AWAY);
    assert_int_equal(count(t.db), 0);
    assert_null(db_commit(other));
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 2);
    db_close(other);
    testing_db_close(&t);
}

static void a_full_disk_is_told_and_loses_nothing(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(open_with_table(DB_SQLITE, &t));
    script(t.db, "INSERT INTO t VALUES (1); PRAGMA max_page_count = 1;"); // as many as there are
    assert_null(db_begin(t.db, DB_WRITE));
    err e = NULL;
    for (int i = 0; i < 10000 && e == NULL; i++) {
        e = run(t.db, &ADD);
    }
    assert_ptr_equal(e, &DB_FULL);
    assert_ptr_equal(db_commit(t.db), &DB_FULL);
    assert_int_equal(count(t.db), 1);
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
    assert_true(open_with_table(DB_SQLITE, &t));
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &ADD));
    disk_fails = true;
    assert_ptr_equal(db_commit(t.db), &DB_UNKNOWN);
    disk_fails = false;
    assert_null(add(t.db));
    int64_t n = count(t.db);
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
        {{STATEMENT("synchronous", "SELECT synchronous AS n FROM pragma_synchronous")},          2            },
        {{STATEMENT("foreign_keys", "SELECT foreign_keys AS n FROM pragma_foreign_keys")},       1            },
        {{STATEMENT("trusted_schema", "SELECT trusted_schema AS n FROM pragma_trusted_schema")}, 0            },
        {{STATEMENT("cell_size", "SELECT cell_size_check AS n FROM pragma_cell_size_check")},    1            },
        {{STATEMENT("temp_store", "SELECT temp_store AS n FROM pragma_temp_store")},             2            },
        {{STATEMENT("cache_size", "SELECT cache_size AS n FROM pragma_cache_size")},             -16000       },
        {{STATEMENT("busy", "SELECT timeout AS n FROM pragma_busy_timeout")},                    LIMIT_BUSY_MS},
        {{STATEMENT("query_only", "SELECT query_only AS n FROM pragma_query_only")},             1            },
        {{STATEMENT("wal", "SELECT journal_mode = 'wal' AS n FROM pragma_journal_mode")},        1            },
        {{STATEMENT("like", "SELECT 'A' LIKE 'a' AS n")},                                        0            },
    };
    struct testing_db t;
    assert_true(open_with_table(DB_SQLITE, &t));
    for (size_t i = 0; i < COUNT(SETTINGS); i++) {
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SETTINGS[i].sql);
        if (!query_next(q) || read_i64(q, "n") != SETTINGS[i].due) {
            fail_msg("%s: %s", SETTINGS[i].sql.name, db_error(t.db).p);
        }
        assert_null(query_end(q));
        db_rollback(t.db);
    }
    static const struct sql QUOTED = {STATEMENT("quoted", "SELECT \"no such column\" AS n")};
    assert_null(db_begin(t.db, DB_READ));
    assert_ptr_equal(run(t.db, &QUOTED), &DB_BROKEN); // and not a string
    db_rollback(t.db);
    testing_db_close(&t);
}

static int64_t ask_cache_size(struct db *db)
{
    static const struct sql SIZE = {
        STATEMENT("cache_size", "SELECT cache_size AS n FROM pragma_cache_size")};
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

// --- PostgreSQL ---------------------------------------------------------------------------------

// End the server's process behind `db`, as a restart does.
static void end_backend(const struct testing_db *t, int64_t pid)
{
    struct db *other = testing_db_again(t);
    assert_null(db_begin(other, DB_READ));
    struct query *q = db_query(other, &KILL);
    bind_i64(q, "pid", pid);
    assert_true(query_next(q));
    assert_true(read_bool(q, "done"));
    assert_null(query_end(q));
    db_close(other);
}

static int64_t backend_of(struct db *db)
{
    struct query *q = db_query(db, &BACKEND);
    assert_true(query_next(q));
    int64_t pid = read_i64(q, "pid");
    assert_null(query_end(q));
    return pid;
}

static void a_connection_that_died_in_its_sleep_is_not_noticed(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    for (int i = 0; i < 3; i++) {
        assert_null(add(t.db)); // the second and third time with the statement prepared before
        assert_null(db_begin(t.db, DB_READ));
        int64_t pid = backend_of(t.db);
        assert_null(db_commit(t.db));
        end_backend(&t, pid);
    }
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 4);
    testing_db_close(&t);
}

// The ROLLBACK that nobody waited for meets it, or what is sent after it.
static void a_connection_that_died_after_reading_is_not_noticed(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    assert_null(add(t.db));
    for (int i = 0; i < 3; i++) {
        assert_null(db_begin(t.db, DB_READ));
        int64_t pid = backend_of(t.db);
        if (i == 1) {
            end_backend(&t, pid);
        }
        db_rollback(t.db);
        if (i == 2) {
            end_backend(&t, pid);
        }
        assert_int_equal(count(t.db), 1);
        db_rollback(t.db); // of nothing
    }
    assert_null(db_begin(t.db, DB_READ));
    (void)backend_of(t.db);
    db_rollback(t.db);
    script(t.db, "INSERT INTO t VALUES (2)"); // and what is sent in another way
    assert_int_equal(count(t.db), 2);
    testing_db_close(&t);
}

static void a_server_lost_in_the_middle_is_away_and_comes_back(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    assert_null(db_begin(t.db, DB_WRITE));
    int64_t pid = backend_of(t.db);
    assert_null(run(t.db, &ADD));
    end_backend(&t, pid);
    assert_ptr_equal(run(t.db, &ADD), &DB_AWAY);
    assert_ptr_equal(run(t.db, &ADD), &DB_AWAY);
    assert_ptr_equal(db_commit(t.db), &DB_AWAY); // known not to be kept: COMMIT was never sent
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 1);

    assert_null(db_begin(t.db, DB_READ));
    pid = backend_of(t.db);
    end_backend(&t, pid);
    assert_ptr_equal(db_commit(t.db), &DB_AWAY); // nothing to be unknown about
    testing_db_close(&t);
}

static void a_server_that_hangs_is_given_up(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    t.db->statement_ms = 50;
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &ADD));
    int64_t begun_ms = clock_ms();
    assert_ptr_equal(run(t.db, &SLEEP), &DB_AWAY);
    assert_true(clock_ms() - begun_ms < 2000);
    db_rollback(t.db);
    t.db->statement_ms = LIMIT_STATEMENT_MS;
    assert_int_equal(count(t.db), 0);
    testing_db_close(&t);
}

static void every_session_is_set_as_the_house_rules_say(void **state)
{
    (void)state;
    static const struct {
        struct sql sql;
        const char *due;
    } SETTINGS[] = {
        {{STATEMENT("statement", "SELECT current_setting('statement_timeout') AS s")},              "10min"},
        {{STATEMENT("lock", "SELECT current_setting('lock_timeout') AS s")},                        "4s"   },
        {{STATEMENT("idle", "SELECT current_setting('idle_in_transaction_session_timeout') AS s")},
         "1min"                                                                                            },
        {{STATEMENT("check", "SELECT current_setting('client_connection_check_interval') AS s")},
         "2s"                                                                                              },
        {{STATEMENT("sync", "SELECT current_setting('synchronous_commit') AS s")},                  "on"   },
        {{STATEMENT("level", "SELECT current_setting('transaction_isolation') AS s")},
         "serializable"                                                                                    },
        {{STATEMENT("encoding", "SELECT current_setting('client_encoding') AS s")},                 "UTF8" },
    };
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    for (int reached = 0; reached < 2; reached++) { // and again after the connection was lost
        for (size_t i = 0; i < COUNT(SETTINGS); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            struct query *q = db_query(t.db, &SETTINGS[i].sql);
            assert_true(query_next(q));
            assert_string_equal(str_to_c(t.arena, read_str(q, "s")), SETTINGS[i].due);
            assert_null(query_end(q));
            db_rollback(t.db);
        }
        link_drop(t.db);
    }
    testing_db_close(&t);
}

static void every_connection_has_its_deadlines(void **state)
{
    (void)state;
    static const char *const DUE[][2] = {
        {"target_session_attrs", "read-write"},
        {"connect_timeout",      "2"         },
        {"tcp_user_timeout",     "5000"      },
        {"keepalives_idle",      "5"         },
        {"keepalives_interval",  "2"         },
        {"keepalives_count",     "2"         },
    };
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    PQconninfoOption *options = PQconninfo(server_of(t.db)->pg);
    assert_non_null(options);
    size_t seen = 0;
    for (const PQconninfoOption *o = options; o->keyword != NULL; o++) {
        for (size_t i = 0; i < COUNT(DUE); i++) {
            if (strcmp(o->keyword, DUE[i][0]) == 0) {
                assert_string_equal(o->val, DUE[i][1]);
                seen++;
            }
        }
    }
    assert_int_equal(seen, COUNT(DUE));
    PQconninfoFree(options);
    testing_db_close(&t);
}

// A worker that stopped in the middle, with the row in its hand.
static void a_lock_that_is_not_given_back_is_not_waited_for_longer_than_an_answer(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    static const struct sql CHANGE = {STATEMENT("change", "UPDATE t SET n = n + 1"),
                                      .writes = true};
    struct db *other = testing_db_again(&t);
    assert_null(add(t.db));
    assert_null(db_begin(other, DB_WRITE));
    assert_null(run(other, &CHANGE));
    script(t.db, "SET lock_timeout = 50"); // of this connection
    assert_null(db_begin(t.db, DB_WRITE));
    assert_ptr_equal(run(t.db, &CHANGE), &DB_COLLISION);
    db_rollback(t.db);
    db_rollback(other);
    db_close(other);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &CHANGE));
    assert_null(db_commit(t.db));
    testing_db_close(&t);
}

static void who_is_silent_in_a_transaction_loses_it(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    script(t.db, "SET idle_in_transaction_session_timeout = 10"); // of this connection
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &ADD));
    struct pollfd ended = {.fd = PQsocket(server_of(t.db)->pg), .events = POLLIN};
    assert_int_equal(poll(&ended, 1, 20000), 1); // the server speaks first
    assert_ptr_equal(run(t.db, &ADD), &DB_AWAY);
    db_rollback(t.db);
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 1);
    testing_db_close(&t);
}

static void a_server_that_stays_away_is_waited_for_with_patience(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    struct server *s = t.db->connection;
    char *there = s->url;
    char nowhere[] = "postgresql:///nowhere?host=/nonexistent";
    link_drop(t.db);
    s->url = nowhere;
    int64_t begun_ms = clock_ms();
    db_set_patience(t.db, 150);
    assert_ptr_equal(db_begin(t.db, DB_WRITE), &DB_AWAY);
    assert_true(clock_ms() - begun_ms >= 150);
    db_set_patience(t.db, 0);
    assert_ptr_equal(db_begin(t.db, DB_READ), &DB_AWAY);
    s->url = there;
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 1);
    testing_db_close(&t);
}

static void a_server_that_became_a_standby_is_left(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    script(t.db, "SET default_transaction_read_only = on"); // of this connection
    assert_null(add(t.db)); // refused there, so sent to the leader: nothing was lost
    script(t.db, "SET default_transaction_read_only = on");
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &LIST));
    assert_ptr_equal(run(t.db, &ADD), &DB_AWAY); // what was read there counts no more
    db_rollback(t.db);
    assert_null(add(t.db));
    assert_int_equal(count(t.db), 2);
    testing_db_close(&t);
}

// What the server does in the middle of COMMIT, and whether the row is there afterwards.
static void commit_meets(const char *body, int64_t statement_ms, err outcome, int64_t rows)
{
    struct testing_db t;
    char text[600];
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    (void)snprintf(text, sizeof(text),
                   "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s;"
                   "  RETURN NULL; END $$;"
                   "CREATE CONSTRAINT TRIGGER met AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                   "  FOR EACH ROW EXECUTE FUNCTION meet();",
                   body);
    script(t.db, text);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(run(t.db, &ADD));
    t.db->statement_ms = statement_ms;
    assert_ptr_equal(db_commit(t.db), outcome);
    t.db->statement_ms = LIMIT_STATEMENT_MS;
    assert_int_equal(count(t.db), rows);
    testing_db_close(&t);
}

static void a_commit_whose_answer_cannot_be_trusted_is_unknown(void **state)
{
    (void)state;
    // As "canceling wait for synchronous replication" does, and says COMMIT all the same.
    commit_meets("RAISE WARNING 'canceling wait'", LIMIT_STATEMENT_MS, &DB_UNKNOWN, 1);
    commit_meets("PERFORM pg_sleep(20)", 50, &DB_UNKNOWN, 0);
    commit_meets("PERFORM pg_terminate_backend(pg_backend_pid())", LIMIT_STATEMENT_MS, &DB_UNKNOWN,
                 0);
}

static void a_commit_that_is_refused_is_not_kept(void **state)
{
    (void)state;
    commit_meets("RAISE NOTICE 'only a notice'", LIMIT_STATEMENT_MS, NULL, 1);
    commit_meets("RAISE SQLSTATE '40001'", LIMIT_STATEMENT_MS, &DB_COLLISION, 0);
    commit_meets("RAISE SQLSTATE '40P01'", LIMIT_STATEMENT_MS, &DB_COLLISION, 0);
    commit_meets("RAISE unique_violation", LIMIT_STATEMENT_MS, &DB_DUPLICATE, 0);
    commit_meets("RAISE check_violation", LIMIT_STATEMENT_MS, &DB_BROKEN, 0);
}

static void each_state_of_the_server_has_its_fault(void **state)
{
    (void)state;
    static const struct {
        const char *state;
        err fault;
    } STATES[] = {
        {"40001", &DB_COLLISION},
        {"40P01", &DB_COLLISION},
        {"55P03", &DB_COLLISION},
        {"25P03", &DB_AWAY     },
        {"23505", &DB_DUPLICATE},
        {"23503", &DB_BROKEN   },
        {"23514", &DB_BROKEN   },
        {"53300", &DB_AWAY     },
        {"53100", &DB_FULL     },
        {"57P01", &DB_AWAY     },
        {"57P02", &DB_AWAY     },
        {"57P03", &DB_AWAY     },
        {"08006", &DB_AWAY     },
        {"25006", &DB_AWAY     },
        {"42601", &DB_BROKEN   },
        {"57014", &DB_BROKEN   },
    };
    struct testing_db t;
    if (!open_with_table(DB_POSTGRES, &t)) {
        return;
    }
    for (size_t i = 0; i < COUNT(STATES); i++) {
        char text[200];
        (void)snprintf(text, sizeof(text), "DO $$ BEGIN RAISE SQLSTATE '%s'; END $$",
                       STATES[i].state);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_ptr_equal(t.db->engine->script(t.db, text), STATES[i].fault);
        assert_true(str_contains(db_error(t.db), str_view(STATES[i].state)));
        db_rollback(t.db);
        assert_int_equal(count(t.db), 0);
    }
    testing_db_close(&t);
}

// --- Both ---------------------------------------------------------------------------------------

static _Noreturn void add_for_ever(const struct testing_db *t, int tell)
{
    struct db *db = testing_db_again(t);
    while (add(db) == NULL && write(tell, "+", 1) == 1) {
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
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return told;
}

static void what_was_told_to_be_kept_survives_the_death_of_the_process(void **state)
{
    (void)state;
    for (int engine = 0; engine <= DB_POSTGRES; engine++) {
        struct testing_db t;
        if (!open_with_table((enum db_engine)engine, &t)) {
            continue;
        }
        int64_t told = 0;
        for (int64_t round = 1; round <= 10; round++) {
            told += kill_a_writer(&t, round);
            int64_t kept = count(t.db); // the last word of each writer may be missing
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
        cmocka_unit_test(a_connection_holds_as_many_pages_as_it_is_told),
        cmocka_unit_test(a_connection_that_died_in_its_sleep_is_not_noticed),
        cmocka_unit_test(a_connection_that_died_after_reading_is_not_noticed),
        cmocka_unit_test(a_server_lost_in_the_middle_is_away_and_comes_back),
        cmocka_unit_test(a_server_that_hangs_is_given_up),
        cmocka_unit_test(every_session_is_set_as_the_house_rules_say),
        cmocka_unit_test(every_connection_has_its_deadlines),
        cmocka_unit_test(a_lock_that_is_not_given_back_is_not_waited_for_longer_than_an_answer),
        cmocka_unit_test(who_is_silent_in_a_transaction_loses_it),
        cmocka_unit_test(a_server_that_stays_away_is_waited_for_with_patience),
        cmocka_unit_test(a_server_that_became_a_standby_is_left),
        cmocka_unit_test(a_commit_whose_answer_cannot_be_trusted_is_unknown),
        cmocka_unit_test(a_commit_that_is_refused_is_not_kept),
        cmocka_unit_test(each_state_of_the_server_has_its_fault),
        cmocka_unit_test(what_was_told_to_be_kept_survives_the_death_of_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
