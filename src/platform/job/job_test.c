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

static void assert_no_job(struct unit *u, const char *kind)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_TEST_JOB_STATE);
    bind_str(q, "kind", str_view(kind));
    assert_false(query_next(q));
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
            turned = instant_add_s(turned, (INT64_C(2) << 2 * (i - 1)) - 1);
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

// A job that takes long, as a backup of a city does. While it goes on, another worker looks twice.
#define LONG_S 1000
static struct testing_db *beside;
static int long_calls;

static err long_prepare(struct unit *u, struct job *j)
{
    (void)u;
    (void)j;
    return NULL;
}

static err long_call(struct arena *a, struct job *j, const struct gateways *g);

static const struct job_kind WITH_LONG[] = {
    {"test.send", count_prepare, count_call, count_finish},
    {"test.long", long_prepare,  long_call,  NULL        },
};

static err long_call(struct arena *a, struct job *j, const struct gateways *g)
{
    (void)a;
    (void)j;
    (void)g;
    if (++long_calls > 1) {
        return NULL;
    }
    struct arena *other = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = {
        .arena = other, .db = testing_db_again(beside), .actor = &MACHINE, .trace = S("t")};
    turned = instant_add_s(turned, LONG_S - 1); // long past the lease of other jobs
    char name[] = "test.send";
    assert_null(unit_run(&u, turned_clock, ask, name));
    bool ran = false;
    assert_null(job_run_one(&u, turned_clock, WITH_LONG, COUNT(WITH_LONG), NULL, &ran));
    assert_null(job_run_one(&u, turned_clock, WITH_LONG, COUNT(WITH_LONG), NULL, &ran));
    assert_false(ran); // after the other there is nothing to be done
    db_close(u.db);
    arena_close(other);
    return NULL;
}

static void a_long_job_is_left_to_its_worker_while_others_go_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        instant begun = turned;
        struct unit u = start(&t, "test.long", 0);
        beside = &t;
        long_calls = 0;
        bool ran = false;
        assert_null(job_run_one_long(&u, turned_clock, LONG_S, &WITH_LONG[1], 1, NULL, &ran));
        assert_true(ran);
        assert_int_equal(long_calls, 1); // nobody did the same beside it
        assert_state(&u, "test.long", S("done"), 1);
        assert_state(&u, "test.send", S("done"), 1);
        turned = begun;
    }
}

static void a_job_of_a_kind_this_worker_does_not_know_waits_for_another(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send_later", 0); // begins like a kind that is known
        err fault = NULL;
        assert_false(run(&u, &fault));
        assert_null(fault);
        assert_state(&u, "test.send_later", S("waiting"), 0);
    }
}

static void a_job_that_kills_its_workers_is_a_dead_letter_too(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 0);
        instant begun = turned;
        for (int i = 0; i < LIMIT_JOB_TRIES; i++) {
            run_and_die(&t);
            turned = instant_add_s(turned, LIMIT_JOB_LEASE_S + 1);
        }
        assert_state(&u, "test.send", S("running"), LIMIT_JOB_TRIES);
        err fault = NULL;
        assert_true(run(&u, &fault));
        assert_string_equal(fault->code, "job.deadly");
        assert_state(&u, "test.send", S("dead"), LIMIT_JOB_TRIES + 1);
        assert_false(run(&u, &fault));
        assert_int_equal(called, 0);
        turned = begun;
    }
}

static err add_another(struct unit *u, struct job *j)
{
    TRY(job_add(u, "test.other", j->object, S("말"), (instant){0}));
    return failures_left-- > 0 ? &OUTSIDE_DOWN : NULL;
}

static const struct job_kind WITHOUT_CALL[] = {
    {"test.send", add_another, NULL, NULL}
};

static void a_job_without_a_call_is_one_unit(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 1);
        instant begun = turned;
        bool ran = false;
        assert_ptr_equal(job_run_one(&u, turned_clock, WITHOUT_CALL, 1, NULL, &ran), &OUTSIDE_DOWN);
        assert_state(&u, "test.send", S("waiting"), 1);
        assert_no_job(&u, "test.other");
        turned = instant_add_s(turned, 2);
        assert_null(job_run_one(&u, turned_clock, WITHOUT_CALL, 1, NULL, &ran));
        assert_state(&u, "test.send", S("done"), 2);
        assert_state(&u, "test.other", S("waiting"), 0);
        turned = begun;
    }
}

static struct testing_db *shared;

// While we call the outside our lease runs out and another worker does the job.
static err dawdle(struct arena *a, struct job *j, const struct gateways *g)
{
    (void)a;
    (void)j;
    struct unit other = {.arena = shared->arena, .actor = &MACHINE, .trace = S("t")};
    assert_null(db_open(str_view(shared->url), &other.db));
    turned = instant_add_s(turned, LIMIT_JOB_LEASE_S + 1);
    bool ran = false;
    assert_null(job_run_one(&other, turned_clock, KINDS, COUNT(KINDS), g, &ran));
    assert_true(ran);
    db_close(other.db);
    return NULL;
}

static void who_lost_the_lease_changes_nothing(void **state)
{
    (void)state;
    static const struct job_kind DAWDLES[] = {
        {"test.send", count_prepare, dawdle, add_another}
    };
    FOR_EACH_ENGINE(t)
    {
        shared = &t;
        struct unit u = start(&t, "test.send", 0);
        instant begun = turned;
        bool ran = false;
        assert_null(job_run_one(&u, turned_clock, DAWDLES, 1, NULL, &ran));
        assert_true(ran);
        assert_int_equal(finished, 1); // by the other
        assert_state(&u, "test.send", S("done"), 2);
        assert_no_job(&u, "test.other");
        turned = begun;
    }
}

// --- Every state, every event --------------------------------------------------------------------

struct standing {
    const char *state;
    int64_t attempt;
    bool has_lease; // which has not run out
};

static void put(struct db *db, const struct standing *s)
{
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_TEST_JOB_PUT);
    bind_str(q, "state", str_view(s->state));
    bind_i64(q, "attempt", s->attempt);
    bind_instant(q, "lease_until", instant_add_s(turned, s->has_lease ? 1 : -1));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

// A worker comes for it.
static void a_worker_takes_what_waits_or_was_left_in_each_state(void **state)
{
    (void)state;
    static const struct {
        struct standing from;
        bool taken;
    } CASES[] = {
        {{"waiting", 0, false}, true },
        {{"waiting", 3, false}, true },
        {{"running", 1, true},  false},
        {{"running", 1, false}, true },
        {{"done", 1, false},    false},
        {{"dead", 8, false},    false},
    };
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(CASES); i++) {
            err fault = NULL;
            struct unit u = start(&t, "test.send", 0);
            put(t.db, &CASES[i].from);
            assert_int_equal(run(&u, &fault), CASES[i].taken);
            assert_null(fault);
            assert_int_equal(called, CASES[i].taken);
            int64_t attempt = CASES[i].from.attempt + (CASES[i].taken ? 1 : 0);
            assert_state(&u, "test.send",
                         CASES[i].taken ? S("done") : str_view(CASES[i].from.state), attempt);
            put(t.db, &(struct standing){"done", 0, false});
        }
    }
}

static const struct standing *meanwhile; // what becomes of the job while it is called

static err be_overtaken(struct arena *a, struct job *j, const struct gateways *g)
{
    struct db *other = testing_db_again(shared);
    put(other, meanwhile);
    db_close(other);
    return count_call(a, j, g);
}

// Its worker comes back, with success or with a fault: only who still holds it settles it.
static void a_worker_settles_what_it_holds_in_each_state(void **state)
{
    (void)state;
    static const struct job_kind OVERTAKEN[] = {
        {"test.send", count_prepare, be_overtaken, count_finish}
    };
    static const struct {
        struct standing meanwhile;
        bool holds;
    } CASES[] = {
        {{"running", 1, true},  true }, // its own
        {{"running", 1, false}, true }, // late, but nobody came
        {{"running", 2, true},  false}, // another's
        {{"waiting", 1, false}, false},
        {{"done", 2, false},    false},
        {{"dead", 2, false},    false},
    };
    FOR_EACH_ENGINE(t)
    {
        shared = &t;
        for (size_t i = 0; i < COUNT(CASES); i++) {
            for (int fails = 0; fails <= 1; fails++) {
                bool ran = false;
                struct unit u = start(&t, "test.send", fails);
                meanwhile = &CASES[i].meanwhile;
                err e = job_run_one(&u, turned_clock, OVERTAKEN, 1, NULL, &ran);
                assert_true(ran);
                assert_ptr_equal(e, fails == 1 ? &OUTSIDE_DOWN : NULL);
                str settled = fails == 1 ? S("waiting") : S("done");
                assert_state(&u, "test.send", CASES[i].holds ? settled : str_view(meanwhile->state),
                             meanwhile->attempt);
                put(t.db, &(struct standing){"done", 0, false});
            }
        }
    }
}

static void a_job_is_not_begun_before_its_time(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = start(&t, "test.send", 0);
        instant begun = turned;
        turned = (instant){.us = begun.us - 1};
        err fault = NULL;
        assert_false(run(&u, &fault));
        turned = begun;
        assert_true(run(&u, &fault));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_once),
        cmocka_unit_test(a_job_is_not_begun_before_its_time),
        cmocka_unit_test(a_failed_job_waits_longer_each_time_and_then_is_dead),
        cmocka_unit_test(a_job_whose_worker_died_is_taken_over_after_its_lease),
        cmocka_unit_test(a_job_that_kills_its_workers_is_a_dead_letter_too),
        cmocka_unit_test(a_long_job_is_left_to_its_worker_while_others_go_on),
        cmocka_unit_test(a_job_of_a_kind_this_worker_does_not_know_waits_for_another),
        cmocka_unit_test(a_job_without_a_call_is_one_unit),
        cmocka_unit_test(who_lost_the_lease_changes_nothing),
        cmocka_unit_test(a_worker_takes_what_waits_or_was_left_in_each_state),
        cmocka_unit_test(a_worker_settles_what_it_holds_in_each_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
