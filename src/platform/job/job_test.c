// Jobs run once, come back later when they fail, and end as dead letters.
#include "platform/job/job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/job/job_test.sql.h"

static const struct actor MACHINE = {0};
static instant turned = {.us = INT64_C(1795478400000000)};

static instant turned_clock(void)
{
    return turned;
}

static int prepared;
static int called;
static int finished;
static int64_t failures_left;

static const struct fault OUTSIDE_DOWN = {FAULT_BUSY, "test.outside_down", "잠시 뒤에.", NULL};

static err count_prepare(struct unit *u, struct job *j)
{
    (void)u;
    assert_int_equal(j->object, 42);
    assert_true(str_equals(j->argument, S("말")));
    prepared++;
    return NULL;
}

static err count_call(struct arena *a, struct job *j, const struct gateways *g)
{
    (void)a;
    (void)j;
    (void)g;
    called++;
    return failures_left-- > 0 ? &OUTSIDE_DOWN : NULL;
}

static err count_finish(struct unit *u, struct job *j)
{
    (void)u;
    (void)j;
    finished++;
    return NULL;
}

static const struct job_kind KINDS[] = {
    {"test.send", count_prepare, count_call, count_finish}
};

static err ask(struct unit *u, void *data)
{
    return job_add(u, data, 42, S("말"), (instant){0});
}

static struct unit start(struct testing_db *t, const char *kind, int64_t failures)
{
    prepared = called = finished = 0;
    failures_left = failures;
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    char name[20];
    (void)snprintf(name, sizeof(name), "%s", kind);
    assert_null(unit_run(&u, turned_clock, ask, name));
    return u;
}

static bool run(struct unit *u, err *fault)
{
    bool ran = false;
    *fault = job_run_one(u, turned_clock, KINDS, COUNT(KINDS), NULL, &ran);
    return ran;
}

static void assert_state(struct unit *u, const char *kind, str state, int64_t attempt)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_TEST_JOB_STATE);
    bind_str(q, "kind", str_view(kind));
    assert_true(query_next(q));
    assert_true(str_equals(read_str(q, "state"), state));
    assert_int_equal(read_i64(q, "attempt"), attempt);
    assert_null(query_end(q));
    db_rollback(u->db);
}

static void a_job_runs_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 0);
        err fault = NULL;
        assert_true(run(&u, &fault));
        assert_null(fault);
        assert_false(run(&u, &fault));
        assert_int_equal(prepared, 1);
        assert_int_equal(called, 1);
        assert_int_equal(finished, 1);
        assert_state(&u, "test.send", S("done"), 1);
    }
}

static void a_failed_job_waits_longer_each_time_and_then_is_dead(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 1000);
        instant begun = turned;
        for (int64_t i = 1; i <= LIMIT_JOB_TRIES; i++) {
            err fault = NULL;
            assert_true(run(&u, &fault));
            assert_ptr_equal(fault, &OUTSIDE_DOWN);
            turned = instant_add_s(turned, (INT64_C(1) << i) - 1);
            assert_false(run(&u, &fault)); // a second too early
            turned = instant_add_s(turned, 1);
        }
        err fault = NULL;
        assert_false(run(&u, &fault));
        assert_state(&u, "test.send", S("dead"), LIMIT_JOB_TRIES);
        assert_int_equal(finished, 0);
        turned = begun;
    }
}

static err die(struct arena *a, struct job *j, const struct gateways *g)
{
    (void)a;
    (void)j;
    (void)g;
    _exit(0);
}

// A worker of its own process that dies in the middle of the call to the outside.
static void run_and_die(const struct testing_db *t)
{
    static const struct job_kind DIES[] = {
        {"test.send", count_prepare, die, NULL}
    };
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct unit u = {.arena = t->arena, .actor = &MACHINE, .trace = S("t")};
        bool ran = false;
        if (db_open(str_view(t->url), &u.db) == NULL) {
            (void)job_run_one(&u, turned_clock, DIES, COUNT(DIES), NULL, &ran);
        }
        _exit(1); // the call was never reached
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void a_job_whose_worker_died_is_taken_over_after_its_lease(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 0);
        instant begun = turned;
        run_and_die(&t);
        assert_state(&u, "test.send", S("running"), 1);
        err fault = NULL;
        turned = instant_add_s(begun, LIMIT_JOB_LEASE_S);
        assert_false(run(&u, &fault)); // the lease holds to its last second
        turned = instant_add_s(begun, LIMIT_JOB_LEASE_S + 1);
        assert_true(run(&u, &fault));
        assert_null(fault);
        assert_state(&u, "test.send", S("done"), 2);
        turned = begun;
    }
}

static void a_job_of_an_unknown_kind_is_not_lost(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "later.kind", 0);
        err fault = NULL;
        assert_true(run(&u, &fault));
        assert_string_equal(fault->code, "job.kind_unknown");
        assert_state(&u, "later.kind", S("waiting"), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_once),
        cmocka_unit_test(a_failed_job_waits_longer_each_time_and_then_is_dead),
        cmocka_unit_test(a_job_whose_worker_died_is_taken_over_after_its_lease),
        cmocka_unit_test(a_job_of_an_unknown_kind_is_not_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
