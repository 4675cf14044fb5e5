// A form that is posted: from where, once however often it is sent, and again when it was refused.
#include "platform/web/dispatch_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/web/form_key.h"

static void abuse_09_a_form_from_elsewhere_changes_nothing(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        const struct actor *const people[] = {&DISPATCH_OFFICER, NULL};
        for (size_t i = 0; i < COUNT(people); i++) {
            web_as(&t, people[i]);
            t.csrf = "";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.csrf = "token-of-another";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.csrf = NULL;
            t.origin = "https://elsewhere.example";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.origin = "null";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.origin = NULL;
            t.fetch_site = "cross-site";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.fetch_site = "same-site";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.fetch_site = NULL;
        }
        t.cookies = ""; // a visitor whose cookie did not come along
        web_as(&t, NULL);
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);

        t.cookies = NULL;
        t.origin = "https://dure.example";
        t.fetch_site = "same-origin";
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 303);
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
    }
}

static void a_form_without_its_one_time_key_is_refused(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        static const char *const WRONG[] = {"", "abc", "0123456789ABCDEF"};
        for (size_t i = 0; i < COUNT(WRONG); i++) {
            t.form_key = WRONG[i];
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "form.no_key"));
        }
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);
    }
}

static void abuse_16_a_double_click_is_one_deed(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        for (int i = 0; i < 50; i++) {
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "가"}));
            assert_int_equal(a.status, 303);
            assert_string_equal(a.location.p, "/cases/1?done=1");
        }
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);

        // What is changed and sent again, or stands in another form of the page, is another deed.
        (void)web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "나"}));
        (void)web_post(&t, "/cases/2/sign", WEB_FIELDS({"memo", "가"}));
        assert_int_equal(dispatch_testing_count(&database, "case"), 3);

        // Another person's form with the same key is another form.
        static const struct actor OTHER = {.account = {9}, .rights = DISPATCH_BUYERS};
        web_as(&t, &OTHER);
        assert_int_equal(web_post(&t, "/cases/3/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(dispatch_testing_count(&database, "case"), 4);
    }
}

#define AT_ONCE 50

// In a process of its own, on a connection of its own, when all stand ready: the form of the page.
static void post_in_a_process(const struct web_test *of_parent, int ready, int start)
{
    struct testing_db mine = *of_parent->database;
    struct web_test t = *of_parent;
    mine.arena = arena_open(LIMIT_ARENA_UNIT);
    t.arena = arena_open(LIMIT_ARENA_UNIT);
    t.database = &mine;
    char byte = 'r';
    if (db_open(str_view(mine.url), &mine.db) != NULL || write(ready, &byte, 1) != 1 ||
        read(start, &byte, 1) != 0) { // until the parent closes it
        _exit(9);
    }
    struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "가"}));
    bool good = a.status == 303 && str_equals(a.location, S("/cases/1?done=1"));
    _exit(good ? 0 : 1);
}

static void abuse_16_fifty_clicks_at_once_are_one_deed(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "abababababababababababababababababababababababababababababababab";
        int ready[2];
        int start[2];
        assert_true(pipe(ready) == 0 && pipe(start) == 0);
        pid_t children[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                (void)close(start[1]);
                post_in_a_process(&t, ready[1], start[0]);
            }
            assert_true(children[i] > 0);
        }
        (void)close(ready[1]);
        char byte = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            assert_int_equal(read(ready[0], &byte, 1), 1);
        }
        (void)close(start[1]);
        int answered = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            answered += WIFEXITED(status) && WEXITSTATUS(status) == 0;
        }
        (void)close(ready[0]);
        (void)close(start[0]);
        assert_int_equal(answered, AT_ONCE); // all with the same
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
    }
}

static void a_file_sent_twice_is_one_deed(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        struct web_file file = {"file", "가.pdf", S("%PDF-1")};
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
        file.bytes = S("%PDF-2");
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        assert_int_equal(dispatch_testing_count(&database, "case"), 2);
    }
}

static void a_form_with_mistakes_changes_nothing_and_can_be_sent_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
        for (int i = 0; i < 2; i++) {
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"how", "with issues"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "고쳐 주세요"));
        }
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
    }
}

static void a_page_that_was_not_kept_says_that_it_is_done(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";
        assert_int_equal(web_post(&t, "/open", WEB_FIELDS({"how", "with a page"})).status, 200);
        struct web_answer a = web_post(&t, "/open", WEB_FIELDS({"how", "with a page"}));
        assert_int_equal(a.status, 409);
        assert_true(web_shows(a, "form.done"));
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
    }
}

static void a_form_asked_back_did_nothing_and_may_be_sent_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        t.form_key = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
        for (int i = 0; i < 2; i++) {
            struct web_answer a =
                web_post(&t, "/cases/1/sign", WEB_FIELDS({"how", "to be confirmed"}));
            assert_int_equal(a.status, 200);
            assert_true(web_shows(a, "이대로 할까요?"));
        }
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(dispatch_testing_count(&database, "case"), 1);
    }
}

static void a_log_in_clicked_twice_sets_its_cookie_twice(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        t.form_key = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
        for (int i = 0; i < 2; i++) {
            struct web_answer a = web_post(&t, "/session", WEB_NO_FIELDS);
            assert_int_equal(a.status, 303);
            assert_string_equal(a.cookie.p,
                                "__Host-dure=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
        }
    }
}

static void a_visitor_gets_a_cookie_with_the_first_form_only(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        t.cookies = "";
        assert_int_equal(web_get(&t, "/").cookie.n, 0);
        struct web_answer a = web_get(&t, "/form");
        assert_true(str_starts(a.cookie, S("__Host-visit=")));
        assert_true(str_ends(a.cookie, S("; Path=/; Secure; HttpOnly; SameSite=Lax")));
        assert_true(web_shows(a, "name=\"form_key\""));

        // With what the page gave, the form can be sent.
        t.cookies = a.cookie.p;
        str visit = str_slice(a.cookie, S(VISIT_COOKIE "=").n, 64);
        struct actor nobody = {0};
        t.csrf = form_csrf(database.arena, &nobody, visit).p;
        assert_true(web_shows(a, t.csrf));
        assert_int_equal(web_get(&t, "/form").cookie.n, 0);
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 303);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_09_a_form_from_elsewhere_changes_nothing),
        cmocka_unit_test(a_form_without_its_one_time_key_is_refused),
        cmocka_unit_test(abuse_16_a_double_click_is_one_deed),
        cmocka_unit_test(abuse_16_fifty_clicks_at_once_are_one_deed),
        cmocka_unit_test(a_file_sent_twice_is_one_deed),
        cmocka_unit_test(a_form_with_mistakes_changes_nothing_and_can_be_sent_again),
        cmocka_unit_test(a_page_that_was_not_kept_says_that_it_is_done),
        cmocka_unit_test(a_form_asked_back_did_nothing_and_may_be_sent_again),
        cmocka_unit_test(a_log_in_clicked_twice_sets_its_cookie_twice),
        cmocka_unit_test(a_visitor_gets_a_cookie_with_the_first_form_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
