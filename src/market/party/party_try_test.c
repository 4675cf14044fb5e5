// test-timeout: 300
// Wrong tries to get in: what they tell who makes them, and whom they hold up.
#include "market/party/party_try_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "market/party/party_web.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"
#define HOME "203.0.113.5"
#define SECOND INT64_C(1000000) // microseconds
#define MINUTE (60 * SECOND)

static struct route routes[40];
static size_t route_count;

static void open_site(struct web_test *t, struct testing_db *database)
{
    if (route_count == 0) {
        for (size_t i = 0; i < PARTY_ROUTE_COUNT; i++) {
            routes[route_count++] = PARTY_ROUTES[i];
        }
        for (size_t i = 0; i < PARTY_RECOVERY_ROUTE_COUNT; i++) {
            routes[route_count++] = PARTY_RECOVERY_ROUTES[i];
        }
    }
    struct testing_row office = party_testing_institution(database, "중구", PARTY_ACTIVE);
    struct testing_row hana = party_testing_person(database, "hana@x.kr", "김하나", PASSWORD, NULL);
    party_testing_role(database, hana, &office, NULL, PARTY_OFFICER);
    web_test_open(t, database, routes, route_count);
}

static struct web_answer log_in(struct web_test *t, const char *address, const char *email,
                                const char *password)
{
    t->address = address;
    return web_post(t, "/login",
                    WEB_FIELDS({"email", email}, {"password", password}, {"code", ""}));
}

// w: the secret is wrong; s: it is too soon.
static char told(struct web_answer a)
{
    bool wrong = web_shows(a, SESSION_WRONG_SECRET.text);
    bool soon = web_shows(a, SESSION_TOO_SOON.text);
    assert_int_equal(a.status, 422);
    assert_true(wrong != soon);
    return wrong ? 'w' : 's';
}

// A guess at an e-mail that has an account and at one that nobody has: both are told the same.
static char probe(struct web_test *t, const char *address)
{
    char known = told(log_in(t, address, "hana@x.kr", "guess"));
    char unknown = told(log_in(t, address, "nobody@x.kr", "guess"));
    assert_int_equal(known, unknown);
    return known;
}

static void probe_until_slowed(struct web_test *t, const char *address)
{
    for (int i = 0; i < 5; i++) {
        assert_int_equal(probe(t, address), 'w');
    }
    assert_int_equal(probe(t, address), 's');
}

static void abuse_19_an_owner_who_gets_in_tells_nothing_to_who_probes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        probe_until_slowed(&t, "198.51.100.1");
        // For hours: whether she comes in between or not, the waits are those of nobody's e-mail.
        int held_up = 0;
        for (int minutes = 0; minutes < 4 * 60; minutes += 7) {
            web_test_now.us += 7 * MINUTE;
            assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
            held_up += probe(&t, "198.51.100.1") == 's';
        }
        assert_true(held_up > 10);
        web_test_close(&t);
    }
}

static void abuse_19_who_probes_from_many_networks_is_told_no_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        for (int i = 1; i <= 5; i++) {
            const char *address = str_to_c(d.arena, str_format(d.arena, "198.51.100.%d", i));
            assert_int_equal(probe(&t, address), 'w');
        }
        assert_int_equal(probe(&t, "198.51.100.6"), 's'); // never seen, and held up all the same
        assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        assert_int_equal(probe(&t, "198.51.100.7"), 's');
        web_test_close(&t);
    }
}

static void abuse_19_an_owner_is_not_held_up_by_strangers_elsewhere(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        probe_until_slowed(&t, "198.51.100.1");
        assert_int_equal(told(log_in(&t, "198.51.100.2", "hana@x.kr", PASSWORD)), 's');
        // Her own slips are counted there, and forgiven there.
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                assert_int_equal(told(log_in(&t, HOME, "hana@x.kr", "slip")), 'w');
            }
            assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        }
        for (int i = 0; i < 5; i++) {
            assert_int_equal(told(log_in(&t, HOME, "hana@x.kr", "slip")), 'w');
        }
        assert_int_equal(told(log_in(&t, HOME, "hana@x.kr", PASSWORD)), 's');
        web_test_now.us += SECOND * party_backoff_s(5);
        assert_int_equal(log_in(&t, HOME, "hana@x.kr", PASSWORD).status, 303);
        web_test_close(&t);
    }
}

static void a_code_lets_in_where_strangers_hold_up(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        struct testing_row dul = party_testing_person(&d, "dul@x.kr", "이두리", NULL, NULL);
        party_testing_role(&d, dul, NULL, NULL, PARTY_OFFICER);
        for (int i = 0; i < 5; i++) {
            assert_int_equal(told(log_in(&t, "198.51.100.1", "dul@x.kr", "guess")), 'w');
        }
        t.address = HOME;
        (void)web_post(&t, "/reset-password", WEB_FIELDS({"email", "dul@x.kr"}));
        const char *code = str_to_c(d.arena, party_testing_code(&d, dul));
        struct web_answer a =
            web_post(&t, "/reset-password/code",
                     WEB_FIELDS({"email", "dul@x.kr"}, {"code", code}, {"password", PASSWORD},
                                {"password_again", PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_int_equal(told(log_in(&t, "198.51.100.2", "dul@x.kr", PASSWORD)), 's');
        assert_int_equal(log_in(&t, HOME, "dul@x.kr", PASSWORD).status, 303);
        web_test_close(&t);
    }
}

static void abuse_19_a_network_of_ipv6_fills_one_bucket(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        for (int i = 0; i < LIMIT_LOGIN_ADDRESS_TRIES; i++) {
            const char *address = str_to_c(d.arena, str_format(d.arena, "2001:db8::%x", i + 1));
            const char *email = str_to_c(d.arena, str_format(d.arena, "p%d@x.kr", i));
            assert_int_equal(told(log_in(&t, address, email, "guess")), 'w');
        }
        assert_int_equal(told(log_in(&t, "2001:db8::ffff", "q@x.kr", "guess")), 's');
        // So are codes that are asked for.
        for (int i = 0; i <= LIMIT_REQUESTS_ADDRESS; i++) {
            t.address = str_to_c(d.arena, str_format(d.arena, "2001:db8::%x", i + 1));
            struct web_answer a =
                web_post(&t, "/reset-password", WEB_FIELDS({"email", "nobody@x.kr"}));
            assert_int_equal(a.status, i < LIMIT_REQUESTS_ADDRESS ? 303 : 422);
        }
        assert_int_equal(told(log_in(&t, "2001:db8:0:1::1", "q@x.kr", "guess")), 'w');
        web_test_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_19_an_owner_who_gets_in_tells_nothing_to_who_probes),
        cmocka_unit_test(abuse_19_who_probes_from_many_networks_is_told_no_more),
        cmocka_unit_test(abuse_19_an_owner_is_not_held_up_by_strangers_elsewhere),
        cmocka_unit_test(a_code_lets_in_where_strangers_hold_up),
        cmocka_unit_test(abuse_19_a_network_of_ipv6_fills_one_bucket),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
