// test-timeout: 180
// Mass reading of personal data by a valid account stops, is told, and is on record to the last
// person.
#include "app/access_watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "app/access_watch_test.sql.h"
#include "app/privacy_web.h"
#include "base/limits.h"
#include "market/party/party_review_web.h"
#include "market/party/party_testing.h"
#include "platform/log/log.h"
#include "platform/unit/access.h"
#include "platform/web/web_testing.h"

#define FIRM_LIST "/admin/suppliers"
#define FIRMS 40                 // on each page of the list
#define PROFILES 10000           // that the script wants
#define HOUR_MOST 800            // 20 pages
#define DAY_MOST 1200            // 30 pages
#define DAY_UNUSUAL 400          // the tenth page
#define HOUR INT64_C(3600000000) // microseconds

struct scene {
    struct testing_db *database;
    struct web_test web;
    struct route_list routes[2];
    struct testing_row reader_row;
    struct testing_row keeper_row;
    struct actor reader;
    struct actor keeper; // another operator
};

static void watch(int64_t hour_most, int64_t day_most, int64_t day_unusual)
{
    struct settings s = {.access_hour_most = hour_most,
                         .access_day_most = day_most,
                         .access_day_unusual = day_unusual};
    access_watch_set(&s);
}

static struct actor add_operator(struct testing_db *t, const char *email, const char *name,
                                 struct testing_row *out)
{
    *out = party_testing_person(t, email, name, NULL, NULL);
    party_testing_role(t, *out, NULL, NULL, PARTY_OPERATOR);
    return party_testing_actor(t, *out, NULL, NULL, PARTY_OPERATOR, web_test_now);
}

static void open_scene(struct scene *s, struct testing_db *t)
{
    *s = (struct scene){.database = t};
    for (int i = 0; i < FIRMS; i++) {
        char number[16];
        (void)snprintf(number, sizeof(number), "%010d", i + 1);
        party_testing_supplier(t, "한빛문구", number, PARTY_ACTIVE);
    }
    s->reader = add_operator(t, "many@dure.example", "안두리", &s->reader_row);
    s->keeper = add_operator(t, "keeper@dure.example", "이운영", &s->keeper_row);
    s->routes[0] = (struct route_list){PARTY_REVIEW_ROUTES, PARTY_REVIEW_ROUTE_COUNT};
    s->routes[1] = (struct route_list){PRIVACY_ROUTES, PRIVACY_ROUTE_COUNT};
    web_test_open(&s->web, t, PARTY_REVIEW_ROUTES, PARTY_REVIEW_ROUTE_COUNT);
    s->web.site.routes = s->routes;
    s->web.site.route_list_count = COUNT(s->routes);
    site_ready(&s->web.site, t->arena);
    web_as(&s->web, &s->reader);
}

struct left {
    int64_t persons, rows, unusual, refused;
};

static struct left left_of(struct scene *s)
{
    assert_null(db_begin(s->database->db, DB_READ));
    struct query *q = db_query(s->database->db, &SQL_WATCH_TEST_LEFT);
    bind_i64(q, "account", s->reader.account.value);
    assert_true(query_next(q));
    struct left left = {read_i64(q, "persons"), read_i64(q, "rows_count"), read_i64(q, "unusual"),
                        read_i64(q, "refused")};
    assert_null(query_end(q));
    db_rollback(s->database->db);
    return left;
}

static int64_t persons_on(struct web_answer a)
{
    int64_t count = 0;
    str rest = a.body;
    str mark = S("<a class=\"krds-btn xsmall tertiary\" href=\"/admin/suppliers/");
    for (size_t i = 0; i + mark.n <= rest.n; i++) {
        count += str_starts(str_slice(rest, i, rest.n), mark);
    }
    return count;
}

// Pages until as many persons were asked for; *out_shown are those that were shown.
static int read_on(struct scene *s, int64_t wanted, int64_t *out_shown)
{
    int status = 200;
    for (int64_t asked = 0; asked < wanted; asked += FIRMS) {
        struct web_answer a = web_get(&s->web, FIRM_LIST);
        status = a.status;
        *out_shown += persons_on(a);
        if (status != 200) {
            assert_true(web_shows(a, ACCESS_LIMITED.text));
            assert_false(web_shows(a, "한빛문구"));
        }
    }
    return status;
}

static void abuse_18_a_script_that_reads_all_profiles_is_stopped_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        instant began = web_test_now;
        int64_t shown = 0;
        open_scene(&s, &t);
        watch(0, DAY_MOST, DAY_UNUSUAL);
        assert_int_equal(read_on(&s, DAY_UNUSUAL - FIRMS, &shown), 200);
        assert_int_equal(left_of(&s).unusual, 0);
        assert_int_equal(read_on(&s, FIRMS, &shown), 200);
        assert_int_equal(left_of(&s).unusual, 1);
        assert_int_equal(read_on(&s, PROFILES, &shown), 403);
        assert_int_equal(shown, DAY_MOST);
        struct left left = left_of(&s);
        assert_int_equal(left.persons, shown); // 접속기록 knows each that was shown, and no other
        assert_int_equal(left.rows, shown);
        assert_int_equal(left.unusual, 1); // once a day
        assert_int_equal(left.refused, 1);
        assert_int_equal(party_testing_count_notices(&t, s.keeper_row, "access.unusual"), 1);
        assert_int_equal(party_testing_count_notices(&t, s.keeper_row, "access.refused"), 1);
        assert_int_equal(party_testing_count_audit(&t, "access.unusual"), 1);
        assert_int_equal(party_testing_count_audit(&t, "access.refused"), 1);

        // Another account is not held up, and sees it on the page of 접속기록.
        web_as(&s.web, &s.keeper);
        assert_int_equal(web_get(&s.web, FIRM_LIST).status, 200);
        struct web_answer a = web_get(&s.web, "/admin/privacy");
        assert_true(web_shows(a, "한도에 닿음") && web_shows(a, "많이 봄"));
        assert_true(web_shows(a, "안두리"));

        // The next day begins anew.
        web_as(&s.web, &s.reader);
        web_test_now.us = began.us + 24 * HOUR;
        assert_int_equal(web_get(&s.web, FIRM_LIST).status, 200);
        web_test_now = began;
        watch(0, 0, 0);
        web_test_close(&s.web);
    }
}

static void abuse_18_an_hour_has_a_limit_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        instant began = web_test_now;
        int64_t shown = 0;
        open_scene(&s, &t);
        watch(HOUR_MOST, DAY_MOST, 0);
        assert_int_equal(read_on(&s, HOUR_MOST, &shown), 200);
        assert_int_equal(read_on(&s, FIRMS, &shown), 403);
        web_test_now.us = began.us + HOUR - 1;
        assert_int_equal(read_on(&s, FIRMS, &shown), 403);
        web_test_now.us = began.us + HOUR;
        assert_int_equal(read_on(&s, DAY_MOST - HOUR_MOST, &shown), 200);
        assert_int_equal(read_on(&s, FIRMS, &shown), 403); // the day's
        assert_int_equal(shown, DAY_MOST);
        assert_int_equal(left_of(&s).persons, shown);
        assert_int_equal(left_of(&s).unusual, 0);
        assert_int_equal(left_of(&s).refused, 1);
        web_test_now = began;
        watch(0, 0, 0);
        web_test_close(&s.web);
    }
}

int main(void)
{
    log_init("test", LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_18_a_script_that_reads_all_profiles_is_stopped_and_told),
        cmocka_unit_test(abuse_18_an_hour_has_a_limit_of_its_own),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
