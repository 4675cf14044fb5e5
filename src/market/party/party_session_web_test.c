// test-timeout: 300
// Sessions: what a log-in tells a stranger, and how long a cookie opens.
#include "market/party/party_session_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_account_web.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_testing.h"
#include "market/party/party_web.h"
#include "platform/secret/secret.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"
#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#define SECOND INT64_C(1000000) // microseconds

static struct route routes[40];
static size_t route_count;

static void add_routes(const struct route *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        routes[route_count++] = list[i];
    }
}

static void open_site(struct web_test *t, struct testing_db *database)
{
    if (route_count == 0) {
        add_routes(PARTY_ROUTES, PARTY_ROUTE_COUNT);
        add_routes(PARTY_ACCOUNT_ROUTES, PARTY_ACCOUNT_ROUTE_COUNT);
        add_routes(PARTY_RECOVERY_ROUTES, PARTY_RECOVERY_ROUTE_COUNT);
    }
    web_test_open(t, database, routes, route_count);
}

static const char *code_now(struct testing_db *d)
{
    return str_to_c(d->arena, secret_totp_code(d->arena, S(TOTP), web_test_now));
}

static struct web_answer log_in(struct web_test *t, const char *email, const char *password,
                                const char *code)
{
    return web_post(t, "/login",
                    WEB_FIELDS({"email", email}, {"password", password}, {"code", code}));
}

// --- What a stranger is told ---------------------------------------------------------------------

// w: the secret is wrong; s: it is too soon.
static char told(struct web_answer a)
{
    bool wrong = web_shows(a, SESSION_WRONG_SECRET.text);
    bool soon = web_shows(a, SESSION_TOO_SOON.text);
    assert_int_equal(a.status, 422);
    assert_true(wrong != soon);
    return wrong ? 'w' : 's';
}

// A try a second at both, each time written in another way.
static void try_both(struct web_test *t, const char *expected)
{
    for (size_t i = 0; expected[i] != '\0'; i++) {
        web_test_now.us += SECOND;
        char known = told(log_in(t, i % 2 == 0 ? "hana@x.kr" : "Hana@X.kr", "guess", ""));
        char unknown = told(log_in(t, i % 2 == 0 ? "nobody@x.kr" : "NoBody@X.kr", "guess", ""));
        if (known != expected[i] || unknown != expected[i]) {
            fail_msg("try %zu: known %c, unknown %c, %c expected", i + 1, known, unknown,
                     expected[i]);
        }
    }
}

static void abuse_19_an_email_that_nobody_has_is_answered_as_any_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        struct web_test t;
        open_site(&t, &d);
        try_both(&t, "wwwwwswsssws"); // the fifth wrong one waits 2 s, the sixth 4, the seventh 8
        web_test_now.us += SECOND * LIMIT_LOGIN_ADDRESS_S; // the address is forgotten, they are not
        try_both(&t, "ws");
        web_test_now.us += SECOND * (LIMIT_LOGIN_BUCKET_S + party_backoff_s(8));
        try_both(&t, "wwwwws"); // left alone for a day: anew
        web_test_close(&t);
    }
}

static void abuse_19_the_owners_code_opens_while_the_account_is_slowed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        open_site(&t, &d);
        for (int i = 0; i < 5; i++) {
            assert_int_equal(told(log_in(&t, "hana@x.kr", "guess", "")), 'w');
        }
        assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, "")), 's');
        assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, "000000")), 's');
        assert_int_equal(log_in(&t, "hana@x.kr", PASSWORD, code_now(&d)).status, 303);
        // And all is forgiven; a code works once.
        assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, code_now(&d))), 'w');
        web_test_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_is_answered_as_any_other),
        cmocka_unit_test(abuse_19_the_owners_code_opens_while_the_account_is_slowed),
    };
    party_testing_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    party_testing_end();
    return failed;
}
