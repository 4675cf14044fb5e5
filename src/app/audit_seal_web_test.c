// The hourly job seals the chains, and everybody reads the seals without learning who did how much.
#include "app/audit_seal_job.h"
#include "app/audit_seal_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/jobs.h"
#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/secret/secret.h"
#include "platform/secret/sign.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static char data_dir[] = "/tmp/dure-seal-web-XXXXXX";
static struct settings settings;

static const struct actor SELLER = {.account = {8}, .supplier = {5}};
static const struct actor MACHINE = {0};

static instant clock_now;

static instant turned_clock(void)
{
    return clock_now;
}

static err work(struct unit *u, void *kind)
{
    if (kind != NULL) {
        return job_add(u, kind, 0, S(""), (instant){0});
    }
    audit_write(u, S("quote.submit"), S("quote"), 7, S(""));
    return NULL;
}

static void act(const struct actor *actor, char *kind)
{
    struct unit u = {.arena = database.arena, .db = database.db, .actor = actor, .trace = S("t")};
    assert_null(unit_run(&u, turned_clock, work, kind));
}

// As the worker does, an hour after the last time.
static void run_job(void)
{
    static char kind[] = "audit.seal";
    bool ran = false;
    clock_now = instant_add_s(clock_now, 3600);
    act(&MACHINE, kind);
    struct unit u = {
        .arena = database.arena, .db = database.db, .actor = &MACHINE, .trace = S("t")};
    assert_null(job_run_one(&u, turned_clock, JOB_KINDS, JOB_KIND_COUNT, NULL, &ran));
    assert_true(ran);
}

static void the_job_comes_every_hour(void **state)
{
    (void)state;
    bool found = false;
    for (size_t i = 0; i < JOB_RECURRING_COUNT; i++) {
        found = found || (strcmp(JOBS_RECURRING[i].kind, "audit.seal") == 0 &&
                          JOBS_RECURRING[i].every_s == 3600);
    }
    assert_true(found);
}

static void a_site_without_a_seal_says_so(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/open/heads");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "아직 서명한 값이 없습니다"));
    assert_int_equal(web_get(&web, "/open/heads.txt").status, 200);
}

static void what_was_sealed_is_shown_and_can_be_checked(void **state)
{
    (void)state;
    act(&SELLER, NULL);
    run_job();
    struct web_answer a = web_get(&web, "/open/heads.txt");
    str line = a.body;
    str moment = str_cut(&line, ' ');
    assert_true(str_equals(str_cut(&line, ' '), S("day")));
    str root = str_cut(&line, ' ');
    str key = str_cut(&line, ' ');
    str signature = str_cut(&line, '\n');
    str text = str_format(database.arena, "dure-heads %.*s %.*s", STR_ARG(moment), STR_ARG(root));
    assert_true(sign_fits(key, text, signature));
    a = web_get(&web, "/open/heads");
    assert_true(web_shows(a, str_to_c(database.arena, root)));
    assert_true(web_shows(a, str_to_c(database.arena, key)));
    assert_true(a.statements <= 8);
}

// A supplier's chain grows when it answers: neither page may tell (abuse case 2).
static void abuse_02_no_chain_and_no_count_is_told(void **state)
{
    (void)state;
    run_job();
    size_t n = web_get(&web, "/open/heads").body.n;
    size_t text_n = web_get(&web, "/open/heads.txt").body.n;
    for (int i = 0; i < 5; i++) {
        act(&SELLER, NULL);
    }
    struct web_answer page = web_get(&web, "/open/heads");
    struct web_answer text = web_get(&web, "/open/heads.txt");
    assert_int_equal(page.body.n, n);
    assert_int_equal(text.body.n, text_n);
    assert_false(str_contains(page.body, S("s:5")) || str_contains(text.body, S("s:5")));
}

static void days_go_on_by_pages(void **state)
{
    (void)state;
    for (int i = 0; i <= LIMIT_SEAL_DAYS; i++) {
        run_job();
        clock_now = instant_add_s(clock_now, 23 * 3600);
    }
    struct web_answer first = web_get(&web, "/open/heads");
    str rest = first.body;
    size_t at = 0;
    while (at < rest.n && !str_starts(str_slice(rest, at, rest.n), S("/open/heads?before="))) {
        at++;
    }
    assert_true(at < rest.n);
    rest = str_slice(rest, at, rest.n);
    struct web_answer older = web_get(&web, str_to_c(database.arena, str_cut(&rest, '"')));
    assert_int_equal(older.status, 200);
    assert_false(str_contains(older.body, S("/open/heads?before=")));
    assert_true(web_shows(older, "그날의 첫 값"));
}

static int set_up(void **state)
{
    (void)state;
    clock_now = web_test_now;
    web_test_open(&web, &database, AUDIT_SEAL_ROUTES, AUDIT_SEAL_ROUTE_COUNT);
    settings.data_dir = str_view(data_dir);
    audit_seal_job_set(&settings);
    return sign_key_make(database.arena, settings.data_dir, clock_now) == NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    web_test_close(&web);
    return 0;
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_job_comes_every_hour),
        cmocka_unit_test(a_site_without_a_seal_says_so),
        cmocka_unit_test(what_was_sealed_is_shown_and_can_be_checked),
        cmocka_unit_test(abuse_02_no_chain_and_no_count_is_told),
        cmocka_unit_test(days_go_on_by_pages),
    };
    if (mkdtemp(data_dir) == NULL) {
        return 1;
    }
    int failed = 0;
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    return backup_remove(data_dir) ? failed : 1;
}
