// test-timeout: 240
// Answering, declining and staying silent, on both engines: the deadline to the microsecond, and
// suppliers who answer at the same time.
#include "market/quote/quote_answer_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/quote/quote_job.h"
#include "market/quote/quote_testing.h"

static const struct job_kind KINDS[] = {
    {"quote.expire", quote_job_expire, NULL, NULL},
};

static instant clock_of_test(void)
{
    return web_test_now;
}

// --- Answering -----------------------------------------------------------------------------------

static void an_answer_moves_the_case_and_a_later_one_replaces_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_LISTED, quote_testing_last_day()));
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));

        struct quote_request r;
        quote_list given;
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_ANSWERED);
        assert_int_equal(given.count, 2); // both are kept
        assert_int_equal(given.items[0].revision, 2);
        assert_int_equal(given.items[0].price.won, 2790000);
        assert_int_equal(given.items[0].supply.won, 2550000); // 2,640,000 / 1.1 + 150,000
        assert_int_equal(given.items[0].vat.won, 240000);
        assert_int_equal(given.items[0].content_hash.n, 64);
        assert_int_equal(given.items[1].price.won, 2900000);

        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_QUOTED);
        assert_true(money_is_zero(s.draft.price)); // nothing is agreed yet
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "quote.choose", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        // Three working days from a Tuesday.
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        assert_false(purchase_testing_task(&s, &s.draft, "quote.answer", &task));
        // From a Thursday on until Tuesday, and never later than the quote is valid.
        static const struct {
            int valid_until; // of December; 0: 30 November
            int due;
        } DAYS[] = {
            {0, 0},
            {1, 1},
            {2, 1},
        };
        web_test_now = instant_at(date_from_ymd(2026, 11, 26), 10, 0);
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            date november = date_from_ymd(2026, 11, 30);
            assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER,
                                             date_add_days(november, DAYS[i].valid_until)));
            assert_true(purchase_testing_task(&s, &s.draft, "quote.choose", &task));
            assert_int_equal(task.due_at.us,
                             instant_end_of(date_add_days(november, DAYS[i].due)).us);
        }
    }
}

// A stepped clock across the deadline: what came before it stands, what came at it or after does
// not, and leaves a trace.
static void abuse_03_nothing_is_taken_at_the_deadline_or_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        int taken = 0;
        for (int64_t us = -10; us <= 10; us++) {
            web_test_now = (instant){quote_testing_closing().us + us};
            err e = quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day());
            assert_ptr_equal(e, us < 0 ? NULL : &QUOTE_TOO_LATE);
            taken += e == NULL;
        }
        struct quote_request r;
        quote_list given;
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(taken, 10);
        assert_int_equal(given.count, 10);
        for (size_t i = 0; i < given.count; i++) {
            assert_true(instant_before(given.items[i].given_at, quote_testing_closing()));
        }
    }
}

static void a_rivals_request_is_not_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_ptr_equal(quote_testing_decline(&s, &s.rival_owner, no, S("못 합니다.")),
                         &QUOTE_UNKNOWN);
        assert_ptr_equal(quote_testing_decline(&s, &s.operator_, no, S("못 합니다.")),
                         &QUOTE_UNKNOWN);
        no.value += 1;
        assert_ptr_equal(quote_testing_decline(&s, &s.owner, no, S("못 합니다.")), &QUOTE_UNKNOWN);
    }
}

static void declining_needs_a_reason_and_ends_the_request(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        str reason = S("재고가 없습니다.");
        assert_ptr_equal(quote_testing_decline(&s, &s.owner, no, S("")), &QUOTE_NEEDS_REASON);
        assert_null(quote_testing_decline(&s, &s.staff, no, reason));
        assert_ptr_equal(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()),
                         &QUOTE_OVER);
        struct quote_request r;
        quote_list given;
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_DECLINED);
        assert_true(str_equals(given.items[0].decline_reason, reason));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_DECLINED);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "quote.again", &task));
    }
}

// One of several processes of the supplier, each with an answer of its own.
static void answer_in_a_process(const struct purchase_scene *scene, public_no no, int which)
{
    struct purchase_scene s = *scene;
    struct testing_db mine = *s.database;
    mine.arena = arena_open(LIMIT_ARENA_UNIT);
    if (db_open(str_view(s.database->url), &mine.db) != NULL) {
        _exit(9);
    }
    db_set_arena(mine.db, mine.arena);
    s.database = &mine;
    const int64_t prices[] = {20000 + which, 11000, 15000};
    err e = quote_testing_answer(&s, no, prices, quote_testing_last_day());
    _exit(e == NULL ? 0 : (e->kind == FAULT_CONFLICT || e->kind == FAULT_BUSY ? 1 : 2));
}

#define SUPPLIERS_AT_ONCE 4

static void answers_at_the_same_time_are_one_after_another(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        pid_t children[SUPPLIERS_AT_ONCE];
        for (int i = 0; i < SUPPLIERS_AT_ONCE; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                answer_in_a_process(&s, no, i);
            }
        }
        size_t taken = 0;
        for (int i = 0; i < SUPPLIERS_AT_ONCE; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
            taken += WEXITSTATUS(status) == 0;
        }
        struct quote_request r;
        quote_list given;
        quote_testing_find(&s, no, &r, &given);
        assert_true(taken > 0);
        assert_int_equal(given.count, taken);
        for (size_t i = 0; i < given.count; i++) {
            assert_int_equal(given.items[i].revision, given.count - i);
        }
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "quote.choose", &task));
    }
}

// --- Nobody answered -----------------------------------------------------------------------------

static void run_jobs(struct purchase_scene *s)
{
    struct actor nobody = {0};
    struct unit u = {.db = s->database->db,
                     .arena = s->database->arena,
                     .actor = &nobody,
                     .law = s->law,
                     .calendar = &s->calendar};
    bool ran = true;
    while (ran) {
        assert_null(job_run_one(&u, clock_of_test, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

static void a_request_nobody_answers_ends_and_the_officer_goes_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct quote_request r;
        quote_list given;
        struct purchase_task task;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        web_test_now = (instant){quote_testing_closing().us - 1};
        run_jobs(&s);
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_OPEN);
        web_test_now = quote_testing_closing();
        run_jobs(&s);
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_EXPIRED);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_ASKED);
        assert_false(purchase_testing_task(&s, &s.draft, "quote.answer", &task));
        assert_true(purchase_testing_task(&s, &s.draft, "quote.again", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
    }
}

static void an_answered_request_is_left_alone_by_the_job(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct quote_request r;
        quote_list given;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));
        web_test_now = quote_testing_closing();
        run_jobs(&s);
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_ANSWERED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_moves_the_case_and_a_later_one_replaces_it),
        cmocka_unit_test(abuse_03_nothing_is_taken_at_the_deadline_or_after),
        cmocka_unit_test(a_rivals_request_is_not_there),
        cmocka_unit_test(declining_needs_a_reason_and_ends_the_request),
        cmocka_unit_test(answers_at_the_same_time_are_one_after_another),
        cmocka_unit_test(a_request_nobody_answers_ends_and_the_officer_goes_on),
        cmocka_unit_test(an_answered_request_is_left_alone_by_the_job),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
