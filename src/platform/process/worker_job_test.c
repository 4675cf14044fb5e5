// The pools of jobs, run by a real supervisor. By themselves, with no web pool beside them.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/job/job.h"
#include "platform/process/metrics.h"
#include "platform/process/supervisor_testing.h"
#include "platform/process/worker.h"
#include "platform/process/worker_job.h"
#include "platform/process/worker_job_test.sql.h"

#define RUNS_WITHIN_MS 20000
#define LOOKS_EVERY_MS 50

static struct supervisor_testing supervisor; // what an assertion that fails leaves to end_scene

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

static void share_metrics(const struct supervisor_testing *s)
{
    (void)s;
    metrics_share();
}

static void start(str db_url)
{
    struct site site = {.clock = unit_clock_system};
    struct house house = {.db_url = db_url,
                          .site = &site,
                          .jobs = JOBS,
                          .job_count = COUNT(JOBS),
                          .log_least = LOG_ERROR};
    struct pool_plan pool = {"job", 1, 0, 0, worker_run_jobs};
    struct plan plan = {.pools = &pool, .pool_count = 1, .context = &house};
    supervisor_testing_start(&supervisor, &plan, share_metrics);
}

static int end_scene(void **state)
{
    (void)state;
    supervisor_testing_stop(&supervisor);
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
        supervisor_testing_stop(&supervisor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(jobs_one_after_another_let_others_write, end_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
