#include "market/party/party_session_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/party/party_account_web.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

static struct web_routes routes;

// Would a deed ask this person again?
static err get_confirmed(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    rs->status = session_is_confirmed(u) ? 200 : 403;
    return NULL;
}

// In which role does this person act here?
static err get_acting(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    out_str(&rs->body, u->actor->role_label);
    return NULL;
}

static const struct route CONFIRMED[] = {
    ROUTE(GET, "/confirmed", get_confirmed, RIGHT_PUBLIC),
    ROUTE(GET, "/acting/request", get_acting, RIGHT_REQUEST),
    ROUTE(GET, "/acting/admin", get_acting, RIGHT_ADMIN),
    ROUTE(GET, "/acting/both", get_acting, RIGHT_ADMIN | RIGHT_REQUEST),
    ROUTE(GET, "/acting", get_acting, RIGHT_SIGNED_IN),
};

void session_testing_open(struct web_test *t, struct testing_db *database)
{
    if (routes.count == 0) {
        web_routes_add(&routes, CONFIRMED, COUNT(CONFIRMED));
        web_routes_add(&routes, PARTY_ROUTES, PARTY_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_ACCOUNT_ROUTES, PARTY_ACCOUNT_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_RECOVERY_ROUTES, PARTY_RECOVERY_ROUTE_COUNT);
    }
    web_test_open(t, database, routes.items, routes.count);
}

const char *session_testing_code(struct testing_db *d)
{
    return str_to_c(d->arena, secret_totp_code(d->arena, S(SESSION_TESTING_TOTP), web_test_now));
}

struct web_answer session_testing_log_in(struct web_test *t, const char *email,
                                         const char *password, const char *code)
{
    return web_post(t, "/login",
                    WEB_FIELDS({"email", email}, {"password", password}, {"code", code}));
}

void session_testing_officer(struct testing_db *d, const char *email)
{
    struct testing_row office = party_testing_institution(d, "중구", PARTY_ACTIVE);
    struct testing_row person =
        party_testing_person(d, email, "김하나", SESSION_TESTING_PASSWORD, NULL);
    party_testing_role(d, person, &office, NULL, PARTY_OFFICER);
}

char session_testing_told(struct web_answer a)
{
    bool wrong = web_shows(a, SESSION_WRONG_SECRET.text);
    bool soon = web_shows(a, SESSION_TOO_SOON.text);
    assert_int_equal(a.status, 422);
    assert_true(wrong != soon);
    return wrong ? 'w' : 's';
}

str session_testing_token(struct web_answer a)
{
    str begin = S(SESSION_COOKIE "=");
    return str_starts(a.cookie, begin) ? str_slice(a.cookie, begin.n, TOKEN_LENGTH) : (str){0};
}

void session_testing_show(struct web_test *t, str token)
{
    t->cookies = str_to_c(t->database->arena,
                          str_format(t->database->arena, SESSION_COOKIE "=%.*s", STR_ARG(token)));
    t->site.load_actor = party_load_actor;
}

bool session_testing_opens(struct web_test *t, str token)
{
    session_testing_show(t, token);
    struct web_answer a = web_get(t, "/me");
    assert_true(a.status == 200 || str_starts(a.location, S("/login?next=")));
    return a.status == 200;
}

const char *session_testing_csrf(struct web_test *t, struct web_answer page)
{
    str mark = S("name=\"csrf\" value=\"");
    size_t at = str_index(page.body, mark);
    assert_true(at < page.body.n);
    return str_to_c(t->database->arena, str_slice(page.body, at + mark.n, TOKEN_LENGTH));
}

str session_testing_come_in(struct web_test *t, const char *email, const char *code)
{
    t->cookies = NULL;
    t->csrf = NULL;
    struct web_answer a = session_testing_log_in(t, email, SESSION_TESTING_PASSWORD, code);
    assert_int_equal(a.status, 303);
    str token = session_testing_token(a);
    assert_int_equal(token.n, TOKEN_LENGTH);
    session_testing_show(t, token);
    t->csrf = session_testing_csrf(t, web_get(t, "/me/contact"));
    return token;
}

struct web_answer session_testing_contact(struct web_test *t, const char *version,
                                          const char *secret)
{
    return web_post(t, "/me/contact",
                    WEB_FIELDS({"name", "김한아"}, {"phone", "010-1111-2222"}, {"version", version},
                               {"secret", secret}));
}
