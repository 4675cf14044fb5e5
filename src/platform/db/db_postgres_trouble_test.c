// What a lost, hung, silent or refusing server looks like from here: security.md 10.
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/db/db_postgres_link.h"
#include "platform/db/db_trouble_testing.h"

static const struct sql SLEEP = {SAME("sleep", "SELECT 1 AS n FROM pg_sleep(20)")};
static const struct sql BACKEND = {SAME("backend", "SELECT pg_backend_pid() AS pid")};
static const struct sql KILL = {
    SAME("kill", "SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000) AS done"),
    .params = (const char *const[]){"pid"},
    .param_count = 1,
};

static const struct sql HELD = {
    SAME("held", "SELECT CASE WHEN state = 'idle in transaction' THEN 1 ELSE 0 END AS held"
                 "  FROM pg_stat_activity WHERE pid = CAST($1 AS INTEGER)"),
    .params = (const char *const[]){"pid"},
    .param_count = 1,
};

// --- A connection --------------------------------------------------------------------------------

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
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    for (int i = 0; i < 3; i++) {
        assert_null(
            db_trouble_add(t.db)); // the second and third time with the statement prepared before
        assert_null(db_begin(t.db, DB_READ));
        int64_t pid = backend_of(t.db);
        assert_null(db_commit(t.db));
        end_backend(&t, pid);
    }
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 4);
    testing_db_close(&t);
}

// The ROLLBACK that nobody waited for meets it, or what is sent after it.
static void a_connection_that_died_after_reading_is_not_noticed(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    assert_null(db_trouble_add(t.db));
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
        assert_int_equal(db_trouble_count(t.db), 1);
        db_rollback(t.db); // of nothing
    }
    assert_null(db_begin(t.db, DB_READ));
    (void)backend_of(t.db);
    db_rollback(t.db);
    db_trouble_script(t.db, "INSERT INTO t VALUES (2)"); // and what is sent in another way
    assert_int_equal(db_trouble_count(t.db), 2);
    testing_db_close(&t);
}

static bool is_in_transaction(struct db *other, int64_t pid)
{
    assert_null(db_begin(other, DB_READ));
    struct query *q = db_query(other, &HELD);
    bind_i64(q, "pid", pid);
    assert_true(query_next(q));
    bool held = read_bool(q, "held");
    assert_null(query_end(q));
    db_rollback(other);
    return held;
}

static int64_t count_reading(struct db *db)
{
    int64_t n = 0;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &DB_TROUBLE_LIST);
    while (query_next(q)) {
        n++;
    }
    assert_null(query_end(q));
    db_rollback(db);
    return n;
}

static void what_only_read_lingers_until_the_next_begins_or_it_is_let_go(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    struct db *other = testing_db_again(&t);
    db_may_linger(t.db);
    for (int i = 0; i < 2; i++) {
        assert_null(db_begin(t.db, DB_READ));
        int64_t pid = backend_of(t.db);
        db_let_go(t.db); // of nothing: it is still asked
        assert_int_equal(backend_of(t.db), pid);
        db_rollback(t.db);
        assert_true(is_in_transaction(other, pid));
        assert_null(db_trouble_add(other));
        assert_int_equal(count_reading(t.db), i + 1); // a moment of its own
        assert_int_equal(db_trips(t.db), 1);
        assert_true(is_in_transaction(other, pid));
        db_let_go(t.db);
        db_let_go(t.db);
        assert_int_equal(count_reading(t.db), i + 1);
        assert_null(db_begin(t.db, DB_READ));
        db_rollback(t.db); // that sent nothing, and leaves what lingers
        assert_true(is_in_transaction(other, pid));
        end_backend(&t, pid); // which is not noticed either
    }
    assert_null(db_trouble_add(t.db));
    db_trouble_script(t.db, "INSERT INTO t VALUES (2)");
    assert_int_equal(db_trouble_count(t.db), 4);
    db_let_go(t.db);
    assert_null(db_begin(t.db, DB_WRITE));
    int64_t pid = backend_of(t.db);
    db_rollback(t.db); // what may have written does not linger
    assert_false(is_in_transaction(other, pid));
    db_close(other);
    testing_db_close(&t);
}

static void a_server_lost_in_the_middle_is_away_and_comes_back(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    assert_null(db_begin(t.db, DB_WRITE));
    int64_t pid = backend_of(t.db);
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_ADD));
    end_backend(&t, pid);
    assert_ptr_equal(db_trouble_run(t.db, &DB_TROUBLE_ADD), &DB_AWAY);
    assert_ptr_equal(db_trouble_run(t.db, &DB_TROUBLE_ADD), &DB_AWAY);
    assert_ptr_equal(db_commit(t.db), &DB_AWAY); // known not to be kept: COMMIT was never sent
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 1);

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
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    t.db->statement_ms = 50;
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_ADD));
    int64_t begun_ms = clock_ms();
    assert_ptr_equal(db_trouble_run(t.db, &SLEEP), &DB_AWAY);
    assert_true(clock_ms() - begun_ms < 2000);
    db_rollback(t.db);
    t.db->statement_ms = LIMIT_STATEMENT_MS;
    assert_int_equal(db_trouble_count(t.db), 0);
    testing_db_close(&t);
}

static void every_session_is_set_as_the_house_rules_say(void **state)
{
    (void)state;
    static const struct {
        struct sql sql;
        const char *due;
    } SETTINGS[] = {
        {{SAME("statement", "SELECT current_setting('statement_timeout') AS s")},              "10min"             },
        {{SAME("lock", "SELECT current_setting('lock_timeout') AS s")},                        "4s"                },
        {{SAME("idle", "SELECT current_setting('idle_in_transaction_session_timeout') AS s")},
         "1min"                                                                                                    },
        {{SAME("check", "SELECT current_setting('client_connection_check_interval') AS s")},   "2s"                },
        {{SAME("plans", "SELECT current_setting('plan_cache_mode') AS s")},                    "force_generic_plan"},
        {{SAME("cost", "SELECT current_setting('random_page_cost') AS s")},                    "1.1"               },
        {{SAME("jit", "SELECT current_setting('jit') AS s")},                                  "off"               },
        {{SAME("sync", "SELECT current_setting('synchronous_commit') AS s")},                  "on"                },
        {{SAME("level", "SELECT current_setting('transaction_isolation') AS s")},              "serializable"      },
        {{SAME("encoding", "SELECT current_setting('client_encoding') AS s")},                 "UTF8"              },
    };
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
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
    if (!db_trouble_open(DB_POSTGRES, &t)) {
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
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    static const struct sql CHANGE = {SAME("change", "UPDATE t SET n = n + 1"), .writes = true};
    struct db *other = testing_db_again(&t);
    assert_null(db_trouble_add(t.db));
    assert_null(db_begin(other, DB_WRITE));
    assert_null(db_trouble_run(other, &CHANGE));
    db_trouble_script(t.db, "SET lock_timeout = 50"); // of this connection
    assert_null(db_begin(t.db, DB_WRITE));
    assert_ptr_equal(db_trouble_run(t.db, &CHANGE), &DB_COLLISION);
    db_rollback(t.db);
    db_rollback(other);
    db_close(other);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &CHANGE));
    assert_null(db_commit(t.db));
    testing_db_close(&t);
}

static void who_is_silent_in_a_transaction_loses_it(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    db_trouble_script(t.db, "SET idle_in_transaction_session_timeout = 10"); // of this connection
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_ADD));
    struct pollfd ended = {.fd = PQsocket(server_of(t.db)->pg), .events = POLLIN};
    assert_int_equal(poll(&ended, 1, 20000), 1); // the server speaks first
    assert_ptr_equal(db_trouble_run(t.db, &DB_TROUBLE_ADD), &DB_AWAY);
    db_rollback(t.db);
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 1);
    testing_db_close(&t);
}

static void a_server_that_stays_away_is_waited_for_with_patience(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
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
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 1);
    testing_db_close(&t);
}

static void a_server_that_became_a_standby_is_left(void **state)
{
    (void)state;
    struct testing_db t;
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    db_trouble_script(t.db, "SET default_transaction_read_only = on"); // of this connection
    assert_null(db_trouble_add(t.db)); // refused there, so sent to the leader: nothing was lost
    db_trouble_script(t.db, "SET default_transaction_read_only = on");
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_LIST));
    assert_ptr_equal(db_trouble_run(t.db, &DB_TROUBLE_ADD),
                     &DB_AWAY); // what was read there counts no more
    db_rollback(t.db);
    assert_null(db_trouble_add(t.db));
    assert_int_equal(db_trouble_count(t.db), 2);
    testing_db_close(&t);
}

// --- A commit ------------------------------------------------------------------------------------

// What the server does in the middle of COMMIT, and whether the row is there afterwards.
static void commit_meets(const char *body, int64_t statement_ms, err outcome, int64_t rows)
{
    struct testing_db t;
    char text[600];
    if (!db_trouble_open(DB_POSTGRES, &t)) {
        return;
    }
    (void)snprintf(text, sizeof(text),
                   "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s;"
                   "  RETURN NULL; END $$;"
                   "CREATE CONSTRAINT TRIGGER met AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                   "  FOR EACH ROW EXECUTE FUNCTION meet();",
                   body);
    db_trouble_script(t.db, text);
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(db_trouble_run(t.db, &DB_TROUBLE_ADD));
    t.db->statement_ms = statement_ms;
    assert_ptr_equal(db_commit(t.db), outcome);
    t.db->statement_ms = LIMIT_STATEMENT_MS;
    assert_int_equal(db_trouble_count(t.db), rows);
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
    if (!db_trouble_open(DB_POSTGRES, &t)) {
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
        assert_int_equal(db_trouble_count(t.db), 0);
    }
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_that_died_in_its_sleep_is_not_noticed),
        cmocka_unit_test(a_connection_that_died_after_reading_is_not_noticed),
        cmocka_unit_test(what_only_read_lingers_until_the_next_begins_or_it_is_let_go),
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
