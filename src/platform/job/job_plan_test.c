// When recurring jobs are planned, and that each of their moments has one job.
#include "platform/job/job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

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

static err plan_daily(struct unit *u, void *data)
{
    // 03:30 in Korea is 18:30 of the day before elsewhere.
    static const struct job_recurring DAILY[] = {
        {"test.daily", 86400, 18 * 3600 + 30 * 60, "daily at 03:30"},
    };
    instant next = {0};
    (void)data;
    return job_plan(u, DAILY, COUNT(DAILY), &next);
}

static int64_t count_daily(struct unit *u, instant *last_due)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_TEST_JOB_COUNT);
    bind_str(q, "kind", S("test.daily"));
    assert_true(query_next(q));
    int64_t count = read_i64(q, "job_count");
    *last_due = read_instant(q, "last_due");
    assert_null(query_end(q));
    db_rollback(u->db);
    return count;
}

static void a_recurring_job_stands_there_once_for_each_of_its_moments(void **state)
{
    (void)state;
    instant begun = turned;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        instant due = {0};
        date day = date_from_ymd(2026, 11, 24);
        turned = (instant){instant_at(day, 3, 30).us - 1};
        for (int i = 0; i < 3; i++) { // whoever asks, however often
            assert_null(unit_run(&u, turned_clock, plan_daily, NULL));
        }
        assert_int_equal(count_daily(&u, &due), 1);
        assert_int_equal(due.us, instant_at(day, 3, 30).us);
        turned = instant_at(day, 3, 30); // due by now: the next is the day after
        assert_null(unit_run(&u, turned_clock, plan_daily, NULL));
        assert_int_equal(count_daily(&u, &due), 2);
        assert_int_equal(due.us, instant_at(date_add_days(day, 1), 3, 30).us);
        turned = instant_at(day, 23, 59);
        assert_null(unit_run(&u, turned_clock, plan_daily, NULL));
        assert_int_equal(count_daily(&u, &due), 2);
    }
    turned = begun;
}

static err plan_nothing(struct unit *u, void *data)
{
    return job_plan(u, NULL, 0, data);
}

static err plan_minutely(struct unit *u, void *data)
{
    static const struct job_recurring ROWS[] = {
        {"test.daily",  60,   0,  "every minute"},
        {"test.hourly", 3600, 30, "hourly"      },
    };
    return job_plan(u, ROWS, COUNT(ROWS), data);
}

// As a worker does: it looks five times a second, and plans when it was told to.
static void a_minute_is_asked_for_every_minute_by_who_plans_when_told(void **state)
{
    (void)state;
    instant begun = turned;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        instant next = {0};
        instant due = {0};
        int planned = 0;
        turned = instant_at(date_from_ymd(2026, 11, 24), 3, 30);
        instant from = turned;
        for (int i = 0; i < 3 * 60 * 5; i++) {
            if (turned.us >= next.us) {
                assert_null(unit_run(&u, turned_clock, plan_minutely, &next));
                planned++;
            }
            assert_true(next.us > turned.us && next.us <= instant_add_s(turned, 60).us);
            turned.us += 200000;
        }
        assert_int_equal(planned, 3); // at first and at each minute
        assert_int_equal(count_daily(&u, &due), 3);
        assert_int_equal(due.us, instant_add_s(from, 3 * 60).us);
    }
    turned = begun;
}

static void who_has_nothing_soon_plans_again_after_a_while(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        instant next = {0};
        assert_null(unit_run(&u, turned_clock, plan_nothing, &next));
        assert_int_equal(next.us, instant_add_s(turned, LIMIT_JOB_PLAN_S).us);
    }
}

static err plan_once(struct unit *u, void *data)
{
    const struct job_recurring once[] = {
        {"test.daily", 0, *(const int64_t *)data, "once"},
    };
    instant next = {0};
    return job_plan(u, once, COUNT(once), &next);
}

static void a_job_of_once_is_due_at_once_and_comes_again_with_another_number(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        instant due = {0};
        for (int i = 0; i < 4; i++) {
            int64_t number = 1 + i / 2;
            assert_null(unit_run(&u, turned_clock, plan_once, &number));
            assert_int_equal(count_daily(&u, &due), number);
            assert_int_equal(due.us, turned.us);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recurring_job_stands_there_once_for_each_of_its_moments),
        cmocka_unit_test(a_minute_is_asked_for_every_minute_by_who_plans_when_told),
        cmocka_unit_test(who_has_nothing_soon_plans_again_after_a_while),
        cmocka_unit_test(a_job_of_once_is_due_at_once_and_comes_again_with_another_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
