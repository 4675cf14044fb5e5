// test-timeout: 300
// Workers that read the list die at any step, as by kill -9: in the end it is there whole.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/number/number_action.h"
#include "market/number/number_testing.h"
#include "platform/process/killed_testing.h"

#define DETAILS 1200
#define PAGES 7
#define CHILDREN_MOST 400

static int64_t turns; // each begins when the lease of the one before has run out

static instant clock_of_turns(void)
{
    return instant_add_s(instant_at(date_from_ymd(2026, 11, 24), 2, 20),
                         turns * (LIMIT_JOB_LEASE_S + 1));
}

static const struct job_kind KINDS[] = {
    {"number.page", number_job_prepare, number_job_call, number_job_finish},
};

enum death { LIVES, DIES_IN_CALL, DIES_SOMETIME };

static void die_in_call(struct number_list *list, int asked)
{
    (void)list;
    (void)asked;
    (void)kill(getpid(), SIGKILL);
}

static struct number_list list; // large

// One job, or what of it the worker lives to see.
static void work(const char *url, enum death death, int64_t life_us)
{
    struct actor machine = {.name = S("일꾼")};
    struct db *db = NULL;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct registry_port port = number_testing_port(&list);
    struct gateways g = {.registry = &port};
    struct unit u = {.arena = arena, .actor = &machine};
    bool ran = false;
    if (db_open(str_view(url), &db) != NULL) {
        _exit(3);
    }
    list.change = death == DIES_IN_CALL ? die_in_call : NULL;
    if (death == DIES_SOMETIME) {
        killed_testing_after(life_us);
    }
    u.db = db;
    db_set_arena(db, arena);
    _exit(job_run_one(&u, clock_of_turns, KINDS, COUNT(KINDS), &g, &ran) == NULL ? 0 : 4);
}

static bool died(const char *url, enum death death, int64_t life_us)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        work(url, death, life_us);
    }
    turns++;
    return killed_testing_wait(child);
}

static err do_night(struct unit *u, void *data)
{
    (void)data;
    return number_action_night(u);
}

static void killed_workers_go_on_at_the_page_where_the_last_one_stopped(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        int deaths = 0;
        int64_t pages = 0;
        int64_t calls = 0;
        int64_t numbers = 0;
        turns = 0;
        list = (struct number_list){0};
        number_testing_fill(&list, DETAILS);
        number_set(true, 1000, 10);
        assert_null(number_testing_do(&t, clock_of_turns(), do_night));
        struct number_run run = number_testing_last(&t);
        for (int k = 0; k < CHILDREN_MOST && run.state == NUMBER_READING; k++) {
            enum death death = k % 2 == 0 ? DIES_IN_CALL : k % 4 == 1 ? DIES_SOMETIME : LIVES;
            deaths += died(t.url, death, 1000 + (k * 3571) % 40000) ? 1 : 0;
            run = number_testing_last(&t);
            assert_true(run.pages >= pages); // never back
            pages = run.pages;
            if (run.state == NUMBER_READING) { // nothing is shown before all is there
                assert_int_equal(number_testing_in_use(&t, date_from_ymd(2026, 11, 24)), 0);
            }
        }
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.pages, PAGES);
        assert_int_equal(run.restarts, 0);
        assert_int_equal(run.added, DETAILS + 4);
        assert_true(deaths >= PAGES);
        assert_null(db_begin(t.db, DB_READ));
        assert_null(number_store_count(t.db, date_from_ymd(2026, 11, 24), &numbers, &calls));
        db_rollback(t.db);
        assert_int_equal(numbers, DETAILS + 4);
        assert_true(calls >= PAGES && calls <= PAGES + deaths); // a page is not asked for twice
        print_message("%d deaths\n", deaths);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_workers_go_on_at_the_page_where_the_last_one_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
