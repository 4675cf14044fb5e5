// What is old goes, what is a second too young stays, and what is of a case is never touched.
#include "app/housekeeping_job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/housekeeping_test.sql.h"
#include "app/jobs.h"
#include "base/limits.h"
#include "market/party/party_testing.h"
#include "platform/db/db_testing.h"

static const struct actor MACHINE = {0};
static instant turned = {.us = INT64_C(1795478400000000)};

static instant turned_clock(void)
{
    return turned;
}

struct counts {
    int64_t form_keys, sessions, recovery_codes, jobs, sweeps, check_lanes, checks;
    int64_t tries, buckets, file_days;
    int64_t accesses, access_subjects;
};

static struct counts count_all(struct unit *u)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_COUNTS);
    assert_true(query_next(q));
    struct counts c = {
        .form_keys = read_i64(q, "form_keys"),
        .sessions = read_i64(q, "sessions"),
        .recovery_codes = read_i64(q, "recovery_codes"),
        .jobs = read_i64(q, "jobs"),
        .sweeps = read_i64(q, "sweeps"),
        .check_lanes = read_i64(q, "check_lanes"),
        .checks = read_i64(q, "checks"),
        .tries = read_i64(q, "tries"),
        .buckets = read_i64(q, "buckets"),
        .file_days = read_i64(q, "file_days"),
        .accesses = read_i64(q, "accesses"),
        .access_subjects = read_i64(q, "access_subjects"),
    };
    assert_null(query_end(q));
    db_rollback(u->db);
    return c;
}

// A row of each kind that is a microsecond past its time, and one that is just within.
static struct query *add_rows(struct unit *u, const struct sql *sql, int64_t kept_s)
{
    instant limit = instant_add_s(u->now, -kept_s);
    struct query *q = db_query(u->db, sql);
    bind_i64(q, "old", limit.us - 1);
    bind_i64(q, "young", limit.us);
    return q;
}

static err add_check(struct unit *u, int64_t account, int64_t no, int64_t at_us)
{
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_CHECK);
    bind_i64(q, "no", no);
    bind_i64(q, "account", account);
    bind_i64(q, "at", at_us);
    int64_t id = 0;
    TRY(query_run_id(q, &id));
    q = db_query(u->db, &SQL_SWEEP_TEST_CHECK_LANE);
    bind_i64(q, "check", id);
    return query_run(q, NULL);
}

static err fill(struct unit *u, void *data)
{
    (void)data;
    int64_t account = 0;
    TRY(query_run_id(db_query(u->db, &SQL_SWEEP_TEST_ACCOUNT), &account));
    TRY(query_run(add_rows(u, &SQL_SWEEP_TEST_FORM_KEYS, LIMIT_FORM_KEY_KEPT_S), NULL));
    struct query *q = add_rows(u, &SQL_SWEEP_TEST_SESSIONS, LIMIT_SESSION_KEPT_S);
    bind_i64(q, "account", account);
    TRY(query_run(q, NULL));
    q = add_rows(u, &SQL_SWEEP_TEST_RECOVERY_CODES, LIMIT_CODE_KEPT_S);
    bind_i64(q, "account", account);
    TRY(query_run(q, NULL));
    TRY(query_run(add_rows(u, &SQL_SWEEP_TEST_JOBS, LIMIT_JOB_KEPT_S), NULL));
    TRY(query_run(add_rows(u, &SQL_SWEEP_TEST_TRIES, LIMIT_LOGIN_BUCKET_S), NULL));
    TRY(query_run(add_rows(u, &SQL_SWEEP_TEST_BUCKETS, LIMIT_LOGIN_BUCKET_S), NULL));
    TRY(query_run(add_rows(u, &SQL_SWEEP_TEST_FILE_DAYS, LIMIT_FILE_DAY_KEPT_S), NULL));
    instant limit = instant_add_s(u->now, -LIMIT_CHECK_KEPT_S);
    TRY(add_check(u, account, 1, limit.us - 1));
    return add_check(u, account, 2, limit.us);
}

static err sweep(struct unit *u, void *data)
{
    return housekeeping_job_prepare(u, data);
}

static void only_what_is_past_its_time_goes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job j = {.attempt = 1};
        assert_null(unit_run(&u, turned_clock, fill, NULL));
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        struct counts c = count_all(&u);
        assert_int_equal(c.form_keys, 1);
        assert_int_equal(c.sessions, 2);
        assert_int_equal(c.recovery_codes, 2);
        assert_int_equal(c.jobs, 2); // the young one and the dead letter
        assert_int_equal(c.check_lanes, 1);
        assert_int_equal(c.tries, 1);
        assert_int_equal(c.buckets, 1);
        assert_int_equal(c.file_days, 1);
        assert_int_equal(c.checks, 2);
        assert_int_equal(c.sweeps, 0);

        turned = instant_add_s(turned, 1); // now the others are past it too
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        c = count_all(&u);
        assert_int_equal(c.form_keys + c.sessions + c.recovery_codes + c.tries + c.buckets, 0);
        assert_int_equal(c.file_days, 0);
        assert_int_equal(c.jobs, 1); // the dead letter waits for a person
        turned = instant_add_s(turned, -1);
    }
}

// 접속기록 of a site with 50,000 persons are kept two years at least (개인정보의 안전성 확보조치
// 기준 제8조). Today, a day younger than that, and ten years ago: nothing here takes any of them.
static const int64_t SEEN_DAYS_AGO[] = {0, 2 * 365 - 1, 10 * 365};

static err add_accesses(struct unit *u, void *data)
{
    (void)data;
    int64_t account = 0;
    TRY(query_run_id(db_query(u->db, &SQL_SWEEP_TEST_ACCOUNT), &account));
    for (size_t i = 0; i < COUNT(SEEN_DAYS_AGO); i++) {
        int64_t id = 0;
        struct query *q = db_query(u->db, &SQL_SWEEP_TEST_ACCESS);
        bind_i64(q, "no", (int64_t)i + 1);
        bind_instant(q, "at", instant_add_s(u->now, -SEEN_DAYS_AGO[i] * 86400));
        bind_i64(q, "account", account);
        TRY(query_run_id(q, &id));
        q = db_query(u->db, &SQL_SWEEP_TEST_ACCESS_SUBJECT);
        bind_i64(q, "access", id);
        bind_i64(q, "account", account);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static void no_record_of_who_was_shown_to_whom_is_swept_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job j = {.attempt = 1};
        assert_null(unit_run(&u, turned_clock, add_accesses, NULL));
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        struct counts c = count_all(&u);
        assert_int_equal(c.accesses, COUNT(SEEN_DAYS_AGO));
        assert_int_equal(c.access_subjects, COUNT(SEEN_DAYS_AGO));
    }
}

struct former {
    int64_t account;
    int64_t institution;
    int64_t count;     // that its rule asks for
    const char *until; // its last day
};

static err add_passwords(struct unit *u, void *data)
{
    static int64_t no = 100;
    const struct former *f = data;
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_PASSWORD_RULE);
    bind_i64(q, "no", ++no);
    bind_i64(q, "institution", f->institution);
    bind_i64(q, "count", f->count);
    bind_str(q, "last_day", str_view(f->until));
    bind_i64(q, "account", f->account);
    TRY(query_run(q, NULL));
    for (int i = 0; i < 5; i++) {
        q = db_query(u->db, &SQL_SWEEP_TEST_PASSWORD);
        bind_i64(q, "account", f->account);
        bind_str(q, "hash", str_format(u->arena, "%d", i));
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static void check_passwords(struct unit *u, int64_t account, int64_t count, const char *least)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_PASSWORDS);
    bind_i64(q, "account", account);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "count"), count);
    assert_true(str_equals(read_str(q, "least"), str_view(least)));
    assert_null(query_end(q));
    db_rollback(u->db);
}

static void passwords_of_before_stay_as_long_as_a_rule_asks_for_them(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job j = {.attempt = 1};
        struct testing_row strict = party_testing_institution(&t, "중구", PARTY_ACTIVE);
        struct testing_row over = party_testing_institution(&t, "남구", PARTY_ACTIVE);
        struct testing_row one = party_testing_person(&t, "a@x.kr", "김하나", "x", NULL);
        struct testing_row two = party_testing_person(&t, "b@x.kr", "이둘", "x", NULL);
        struct testing_row left = party_testing_person(&t, "c@x.kr", "박셋", "x", NULL);
        party_testing_role(&t, one, &strict, NULL, PARTY_OFFICER);
        party_testing_role(&t, two, &over, NULL, PARTY_OFFICER);
        struct former rows[] = {
            {one.id,  strict.id, 3, "2026-11-24"}, // in force today: the one in use and two more
            {two.id,  over.id,   5, "2026-11-23"}, // since yesterday no longer
            {left.id, strict.id, 2, "2026-11-23"}, // of nobody's institution
        };
        for (size_t i = 0; i < COUNT(rows); i++) {
            assert_null(unit_run(&u, turned_clock, add_passwords, &rows[i]));
        }
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        check_passwords(&u, one.id, 2, "3");
        check_passwords(&u, two.id, 0, "");
        check_passwords(&u, left.id, 0, "");
    }
}

static err add_dead(struct unit *u, void *data)
{
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_DEAD);
    bind_str(q, "kind", *(const str *)data);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static bool is_waiting(struct unit *u, str kind)
{
    assert_null(db_begin(u->db, DB_READ));
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_STATE);
    bind_str(q, "kind", kind);
    assert_true(query_next(q));
    bool waits = str_equals(read_str(q, "state"), S("waiting")) && read_i64(q, "attempt") == 0;
    assert_null(query_end(q));
    db_rollback(u->db);
    return waits;
}

static void a_seal_that_was_given_up_is_tried_again_in_the_night(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job j = {.attempt = 1};
        str seal = S("audit.seal");
        str other = S("notice.send");
        assert_null(unit_run(&u, turned_clock, add_dead, &seal));
        assert_null(unit_run(&u, turned_clock, add_dead, &other));
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        assert_true(is_waiting(&u, seal));
        assert_false(is_waiting(&u, other)); // a person looks first
    }
}

static err double_rows(struct unit *u, void *data)
{
    struct query *q = db_query(u->db, &SQL_SWEEP_TEST_MANY);
    bind_str(q, "suffix", str_format(u->arena, "-%d", *(int *)data));
    return query_run(q, NULL);
}

static void a_long_backlog_is_swept_in_pieces(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job j = {.attempt = 1};
        assert_null(unit_run(&u, turned_clock, fill, NULL));
        for (int i = 0; i < 13; i++) {
            assert_null(unit_run(&u, turned_clock, double_rows, &i));
        }
        assert_int_equal(count_all(&u).form_keys, 16384); // half of them old: 8192
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        struct counts c = count_all(&u);
        assert_int_equal(c.form_keys, 16384 - LIMIT_SWEEP_ROWS);
        assert_int_equal(c.sweeps, 1); // the next run, at once
        assert_null(unit_run(&u, turned_clock, sweep, &j));
        assert_int_equal(count_all(&u).form_keys, 8192);
        assert_int_equal(count_all(&u).sweeps, 1); // no further one
    }
}

static void every_recurring_job_is_one_that_the_workers_know(void **state)
{
    (void)state;
    for (size_t i = 0; i < JOB_RECURRING_COUNT; i++) {
        bool known = false;
        for (size_t k = 0; k < JOB_KIND_COUNT; k++) {
            known =
                known || str_equals(str_view(JOBS_RECURRING[i].kind), str_view(JOB_KINDS[k].name));
        }
        assert_true(known);
    }
}

// "1분 안에 점수를 매겨": with the workers' own wait for a due job, and its run.
static void what_came_in_is_weighed_within_the_promised_minute(void **state)
{
    (void)state;
    for (size_t i = 0; i < JOB_RECURRING_COUNT; i++) {
        if (str_equals(str_view(JOBS_RECURRING[i].kind), S("listing.weigh"))) {
            assert_true(JOBS_RECURRING[i].every_s * 1000 + LIMIT_JOB_IDLE_MS < 45000);
            return;
        }
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_past_its_time_goes),
        cmocka_unit_test(no_record_of_who_was_shown_to_whom_is_swept_out),
        cmocka_unit_test(passwords_of_before_stay_as_long_as_a_rule_asks_for_them),
        cmocka_unit_test(a_seal_that_was_given_up_is_tried_again_in_the_night),
        cmocka_unit_test(a_long_backlog_is_swept_in_pieces),
        cmocka_unit_test(every_recurring_job_is_one_that_the_workers_know),
        cmocka_unit_test(what_came_in_is_weighed_within_the_promised_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
