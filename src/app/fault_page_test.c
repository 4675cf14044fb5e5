// What the page of an error tells: the number to ask with, and nothing that was asked, run or kept.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/site_test.sql.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;

// A deed where only reading is allowed: what a mistake in the program would do.
static err write_for_all(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)rq;
    *actor = (struct actor){0};
    return query_run(db_query(u->db, &SQL_SITE_TEST_DEMO_SET), NULL);
}

static void check_says_not(const char *address, str text, const char *word)
{
    size_t at = str_index(text, str_view(word));
    if (at < text.n) {
        str around = str_slice(text, at > 60 ? at - 60 : 0, 160);
        fail_msg("%s: an error page says %s: %.*s", address, word, STR_ARG(around));
    }
}

// In the frame stands where to come back to after another size of text was chosen: the path alone.
static void check_says_nothing(const char *address, int status)
{
    static const char *const INSIDE[] = {"secret-word", "INSERT",      "SELECT",     "site_fact",
                                         "src/",        "transaction", "only reads", "ERROR",
                                         "sqlite",      "postgres"};
    struct web_answer a = web_get(&web, address);
    assert_int_equal(a.status, status);
    assert_true(web_shows(a, "오류 번호를 알려 주세요: <b>trace-of</b>"));
    for (size_t i = 0; i < COUNT(INSIDE); i++) {
        check_says_not(address, a.body, INSIDE[i]);
    }
    str told = str_slice(a.body, str_index(a.body, S("<main")), a.body.n);
    assert_true(told.n > 0);
    check_says_not(address, told, "secret-path");
}

// A page that is not there, one that is not theirs, and one whose database refuses a statement.
static void an_error_page_says_its_trace_and_nothing_of_the_inside(void **state)
{
    (void)state;
    static const struct actor OFFICER = {.account = {1}, .rights = RIGHT_SIGNED_IN | RIGHT_BUYER};
    static const struct actor *const PEOPLE[] = {NULL, &OFFICER};
    err (*of_test)(struct unit *, const struct request *, struct actor *) = web.site.load_actor;
    for (size_t i = 0; i < COUNT(PEOPLE); i++) {
        web_as(&web, PEOPLE[i]);
        check_says_nothing("/secret-path?key=secret-word", 404);
        web.site.load_actor = write_for_all;
        check_says_nothing("/search?key=secret-word", 500);
        assert_true(db_error(database.db).n > 0);
        web.site.load_actor = of_test;
    }
    check_says_nothing("/admin/rules/secret-path?key=secret-word", 403);
}

static int set_up(void **state)
{
    (void)state;
    static struct settings settings;
    web_test_open(&web, &database, NULL, 0);
    site_testing_make(&web, &settings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_page_says_its_trace_and_nothing_of_the_inside),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    party_testing_end();
    return failed;
}
