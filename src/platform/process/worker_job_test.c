// The pools of jobs, run by a real supervisor. By themselves, with no web pool beside them.

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/job/job.h"
#include "platform/process/metrics.h"
#include "platform/process/worker.h"
#include "platform/process/worker_job.h"
#include "platform/process/worker_job_test.sql.h"

#define RUNS_WITHIN_MS 20000
#define LOOKS_EVERY_MS 50

static struct {
    char dir[32];
    pid_t supervisor; // 0: none runs
} scene;              // what an assertion that fails leaves to end_scene

// A job that holds what it writes for long, and asks for the next of its kind.
#define LONG_JOB "test.long"
#define LONG_JOB_MS 200

static err ask_long(struct unit *u, void *none)
{
    (void)none;
    return job_add(u, LONG_JOB, 0, S(""), (instant){0});
}

static err do_long(struct unit *u, struct job *j)
{
    (void)j;
    TRY(ask_long(u, NULL));
    usleep(LONG_JOB_MS * 1000);
    return NULL;
}

static const struct job_kind JOBS[] = {
    {LONG_JOB, do_long, NULL, NULL},
};

static void start(str db_url)
{
    snprintf(scene.dir, sizeof scene.dir, "/tmp/dure-work-XXXXXX");
    assert_non_null(mkdtemp(scene.dir));
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct site site = {.clock = unit_clock_system};
        struct house house = {.db_url = db_url,
                              .site = &site,
                              .jobs = JOBS,
                              .job_count = COUNT(JOBS),
                              .log_least = LOG_ERROR};
        struct pool_plan pool = {"job", 1, 0, 0, worker_run_jobs};
        struct plan plan = {
            .run_dir = scene.dir, .pools = &pool, .pool_count = 1, .context = &house};
        log_init("test", LOG_ERROR);
        metrics_share();
        _exit(supervisor_run(&plan) == NULL ? 0 : 1);
    }
    scene.supervisor = child;
}

static void stop(void)
{
    kill(scene.supervisor, SIGTERM);
    waitpid(scene.supervisor, NULL, 0);
    scene.supervisor = 0;
    rmdir(scene.dir);
}

static int end_scene(void **state)
{
    (void)state;
    if (scene.supervisor != 0) {
        stop();
    }
    return 0;
}

static int64_t count_done(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_WORKER_JOB_TEST_DONE);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

// Else whoever logs in meanwhile waits in vain: the lock is free for a thousandth of the time.
static void jobs_one_after_another_let_others_write(void **state)
{
    (void)state;
    static const struct actor MACHINE = {0};
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        assert_null(unit_run(&u, unit_clock_system, ask_long, NULL));
        start(str_view(t.url));
        for (int i = 1; i <= 3; i++) { // they go on
            for (int ms = 0; ms < RUNS_WITHIN_MS && count_done(&t) < 2 * i; ms += LOOKS_EVERY_MS) {
                usleep(LOOKS_EVERY_MS * 1000);
            }
            assert_in_range(count_done(&t), 2 * i, INT64_MAX);
            assert_null(db_begin(t.db, DB_WRITE)); // it waits as long as a unit does
            db_rollback(t.db);
        }
        stop();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(jobs_one_after_another_let_others_write, end_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
