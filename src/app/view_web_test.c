#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/view_web.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is

static void text_size_is_kept_and_the_page_comes_back(void **state)
{
    (void)state;
    struct web_test t;
    web_test_open(&t, &database, VIEW_ROUTES, VIEW_ROUTE_COUNT);
    struct web_answer a = web_get(&t, "/view?zoom=130&back=%2Fsearch%3Fq%3D1");
    assert_int_equal(a.status, 303);
    assert_true(str_equals(a.location, S("/search?q=1")));
    assert_true(str_starts(a.cookie, S("ui_zoom=130;")));
    web_test_close(&t);
}

static void another_site_is_no_way_back_and_a_strange_size_no_size(void **state)
{
    (void)state;
    struct web_test t;
    web_test_open(&t, &database, VIEW_ROUTES, VIEW_ROUTE_COUNT);
    struct web_answer a = web_get(&t, "/view?zoom=999&back=%2F%2Fevil.example");
    assert_int_equal(a.status, 303);
    assert_true(str_equals(a.location, S("/")));
    assert_int_equal(a.cookie.n, 0);
    web_test_close(&t);
}

static void only_who_is_logged_in_has_time_to_extend(void **state)
{
    (void)state;
    struct web_test t;
    web_test_open(&t, &database, VIEW_ROUTES, VIEW_ROUTE_COUNT);
    struct web_answer a = web_post(&t, "/session/extend", WEB_FIELDS({"back", "/buyer"}));
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/login?next=")));
    struct actor officer = {
        .account = {1},
        .rights = RIGHT_SIGNED_IN,
        .ends_at = instant_add_s(web_test_now, 1800),
    };
    web_as(&t, &officer);
    a = web_post(&t, "/session/extend", WEB_FIELDS({"back", "/buyer"}));
    assert_int_equal(a.status, 303);
    assert_true(str_equals(a.location, S("/buyer")));
    a = web_post(&t, "/session/extend", WEB_FIELDS({"back", "//evil.example"}));
    assert_true(str_equals(a.location, S("/")));
    assert_int_equal(web_get(&t, "/session/extend").status, 405);
    web_test_close(&t);
}

static void the_script_is_told_the_seconds_left_each_time_it_asks(void **state)
{
    (void)state;
    struct web_test t;
    web_test_open(&t, &database, VIEW_ROUTES, VIEW_ROUTE_COUNT);
    struct actor officer = {
        .account = {1},
        .rights = RIGHT_SIGNED_IN,
        .ends_at = instant_add_s(web_test_now, 1800),
    };
    web_as(&t, &officer);
    t.accept = "application/json";
    for (int i = 0; i < 2; i++) {
        struct web_answer a = web_post(&t, "/session/extend", WEB_FIELDS({"back", "/buyer"}));
        assert_int_equal(a.status, 200);
        assert_true(str_equals(a.body, S("{\"left_s\":1800}\n")));
    }
    web_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_size_is_kept_and_the_page_comes_back),
        cmocka_unit_test(another_site_is_no_way_back_and_a_strange_size_no_size),
        cmocka_unit_test(only_who_is_logged_in_has_time_to_extend),
        cmocka_unit_test(the_script_is_told_the_seconds_left_each_time_it_asks),
    };
    int failed = 0;
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
