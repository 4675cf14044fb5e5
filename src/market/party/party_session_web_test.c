// test-timeout: 300
// Sessions: what a log-in tells a stranger, and how long a cookie opens.
#include "market/party/party_session_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_account_web.h"
#include "market/party/party_password.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_session_web_test.sql.h"
#include "market/party/party_testing.h"
#include "market/party/party_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"
#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#define SECOND INT64_C(1000000) // microseconds
#define TOKEN_LENGTH 64
#define NO_TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct route routes[60];
static size_t route_count;

static void add_routes(const struct route *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        routes[route_count++] = list[i];
    }
}

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

static void open_site(struct web_test *t, struct testing_db *database)
{
    if (route_count == 0) {
        add_routes(CONFIRMED, COUNT(CONFIRMED));
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

static void add_officer(struct testing_db *d, const char *email)
{
    struct testing_row office = party_testing_institution(d, "중구", PARTY_ACTIVE);
    struct testing_row person = party_testing_person(d, email, "김하나", PASSWORD, NULL);
    party_testing_role(d, person, &office, NULL, PARTY_OFFICER);
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
        struct web_test t;
        add_officer(&d, "hana@x.kr");
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

// --- Many strangers ------------------------------------------------------------------------------

#define ADDRESSES 50  // on SQLite; on the server one in ten of them, for a try costs a hash
#define TRIES_EACH 20 // a thousand accounts in all

// A try from this address at each of its accounts; how many were held up. Answers live in the
// database's arena: here in one of their own.
static int spray_from(struct web_test *t, int address)
{
    struct testing_db *d = t->database;
    struct arena *kept = d->arena;
    int slowed = 0;
    d->arena = arena_open(LIMIT_ARENA_UNIT);
    t->address = str_to_c(d->arena, str_format(d->arena, "198.51.100.%d", address));
    for (int i = 0; i < TRIES_EACH; i++) {
        str email = str_format(d->arena, "p%d@x.kr", address * TRIES_EACH + i);
        slowed += told(log_in(t, str_to_c(d->arena, email), "spring-2026", "")) == 's';
    }
    t->address = NULL;
    arena_close(d->arena);
    d->arena = kept;
    db_set_arena(d->db, kept);
    return slowed;
}

static void abuse_19_a_thousand_accounts_from_fifty_addresses_are_slowed_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        int addresses = db_engine(d.db) == DB_SQLITE ? ADDRESSES : ADDRESSES / 10;
        int last = addresses * TRIES_EACH - 1;
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row keeper = party_testing_person(&d, "op@x.kr", "최운영", PASSWORD, TOTP);
        struct testing_row owner = {0};
        party_testing_role(&d, keeper, NULL, NULL, PARTY_OPERATOR);
        for (int i = 0; i <= last; i++) {
            const char *email = str_to_c(d.arena, str_format(d.arena, "p%d@x.kr", i));
            owner = party_testing_person(&d, email, "김하나", i == last ? PASSWORD : NULL, TOTP);
        }
        party_testing_role(&d, owner, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        open_site(&t, &d);
        for (int address = 0; address < addresses; address++) {
            assert_int_equal(spray_from(&t, address), TRIES_EACH - LIMIT_LOGIN_ADDRESS_TRIES);
        }
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"),
                         addresses * LIMIT_LOGIN_ADDRESS_TRIES);
        assert_int_equal(party_testing_count_audit(&d, "session.spray"), addresses);
        assert_int_equal(party_testing_count_notices(&d, keeper, "session.spray"), addresses);
        // The last of them, from the last address: the password alone waits, the code opens.
        t.address = str_to_c(d.arena, str_format(d.arena, "198.51.100.%d", addresses - 1));
        const char *email = str_to_c(d.arena, str_format(d.arena, "p%d@x.kr", last));
        assert_int_equal(told(log_in(&t, email, PASSWORD, "")), 's');
        assert_int_equal(log_in(&t, email, PASSWORD, code_now(&d)).status, 303);
        web_test_close(&t);
    }
}

// How many hashes this form costs with the e-mail.
static int64_t hashes_of(struct web_test *t, const char *path, const char *email,
                         const char *password)
{
    int64_t hashes = secret_hashes();
    (void)web_post(t, path,
                   WEB_FIELDS({"email", email}, {"password", password},
                              {"password_again", password}, {"code", "12345678"}));
    return secret_hashes() - hashes;
}

// Counted, not timed: a hash is by far the longest part of an answer.
static void abuse_19_an_email_that_nobody_has_costs_as_many_hashes_as_any_other(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *password;
        int64_t hashes;
    } FORMS[] = {
        {"/login",               "guess",  1},
        {"/login",               "",       0},
        {"/reset-password/code", PASSWORD, 2}, // no code was sent yet
        {"/reset-password",      "",       1},
        {"/reset-password/code", PASSWORD, 2},
        {"/reset-password/code", "short",  0},
    };
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        for (size_t i = 0; i < COUNT(FORMS); i++) {
            const char *emails[] = {"hana@x.kr", "nobody@x.kr"};
            for (size_t k = 0; k < COUNT(emails); k++) {
                int64_t n = hashes_of(&t, FORMS[i].path, emails[k], FORMS[i].password);
                if (n != FORMS[i].hashes) {
                    fail_msg("%s, form %zu: %lld hashes for %s", FORMS[i].path, i, (long long)n,
                             emails[k]);
                }
            }
        }
        for (int i = 0; i < 5; i++) { // and while both are slowed
            (void)log_in(&t, "hana@x.kr", "guess", "");
            (void)log_in(&t, "nobody@x.kr", "guess", "");
        }
        assert_int_equal(told(log_in(&t, "hana@x.kr", "guess", "")), 's');
        assert_int_equal(hashes_of(&t, "/login", "hana@x.kr", "guess"), 1);
        assert_int_equal(hashes_of(&t, "/login", "nobody@x.kr", "guess"), 1);
        web_test_close(&t);
    }
}

// A password made of the person's own words is refused, and not in another way than a stranger's.
static void abuse_19_a_password_of_a_name_tells_of_no_account(void **state)
{
    (void)state;
    static const char *const PASSWORDS[] = {"김하나qz7!k", "010-0000-0000xq", "hanaqz7!k"};
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct web_test t;
        open_site(&t, &d);
        (void)web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        const char *code = str_to_c(d.arena, party_testing_code(&d, hana));
        for (size_t i = 0; i < COUNT(PASSWORDS); i++) {
            const struct web_field fields[] = {
                {"email",          "hana@x.kr" },
                {"code",           "00000000"  },
                {"password",       PASSWORDS[i]},
                {"password_again", PASSWORDS[i]}
            };
            struct web_field at_nobody[COUNT(fields)];
            struct web_field with_code[COUNT(fields)];
            memcpy(at_nobody, fields, sizeof fields);
            memcpy(with_code, fields, sizeof fields);
            at_nobody[0].value = i == 2 ? "hana@y.kr" : "nobody@x.kr";
            with_code[1].value = code;
            bool known = web_shows(web_post(&t, "/reset-password/code", fields, COUNT(fields)),
                                   PARTY_PASSWORD_OWN.text);
            bool unknown =
                web_shows(web_post(&t, "/reset-password/code", at_nobody, COUNT(at_nobody)),
                          PARTY_PASSWORD_OWN.text);
            assert_int_equal(known, unknown);
            assert_int_equal(known, i == 2); // the e-mail stands in the form itself
            assert_true(web_shows(web_post(&t, "/reset-password/code", with_code, COUNT(with_code)),
                                  PARTY_PASSWORD_OWN.text));
        }
        web_test_close(&t);
    }
}

// --- A cookie and its session --------------------------------------------------------------------

// The session's cookie that an answer sets; empty when it sets none.
static str token_of(struct web_answer a)
{
    str begin = S(SESSION_COOKIE "=");
    return str_starts(a.cookie, begin) ? str_slice(a.cookie, begin.n, TOKEN_LENGTH) : (str){0};
}

// Show this cookie from now on.
static void show(struct web_test *t, str token)
{
    t->cookies = str_to_c(t->database->arena,
                          str_format(t->database->arena, SESSION_COOKIE "=%.*s", STR_ARG(token)));
    t->site.load_actor = party_load_actor;
}

static bool opens(struct web_test *t, str token)
{
    show(t, token);
    struct web_answer a = web_get(t, "/me");
    assert_true(a.status == 200 || str_starts(a.location, S("/login?next=")));
    return a.status == 200;
}

static const char *csrf_of(struct web_test *t, struct web_answer page)
{
    str mark = S("name=\"csrf\" value=\"");
    size_t at = str_index(page.body, mark);
    assert_true(at < page.body.n);
    return str_to_c(t->database->arena, str_slice(page.body, at + mark.n, TOKEN_LENGTH));
}

// Log in and go on with the cookie and the token of the session's forms.
static str come_in(struct web_test *t, const char *email, const char *code)
{
    t->cookies = NULL;
    t->csrf = NULL;
    struct web_answer a = log_in(t, email, PASSWORD, code);
    assert_int_equal(a.status, 303);
    str token = token_of(a);
    assert_int_equal(token.n, TOKEN_LENGTH);
    show(t, token);
    t->csrf = csrf_of(t, web_get(t, "/me/contact"));
    return token;
}

// A form that asks again.
static struct web_answer post_contact(struct web_test *t, const char *version, const char *secret)
{
    return web_post(t, "/me/contact",
                    WEB_FIELDS({"name", "김한아"}, {"phone", "010-1111-2222"}, {"version", version},
                               {"secret", secret}));
}

// There are but a million codes: who has the password and is held up may not go through them.
static void abuse_19_codes_are_not_guessed_while_the_account_is_slowed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        open_site(&t, &d);
        for (int i = 0; i < 10; i++) { // a stranger's codes are beside a wrong password
            (void)told(log_in(&t, "hana@x.kr", "guess", "000000"));
        }
        for (int i = 0; i < 4; i++) {
            assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, "000000")), 's');
        }
        assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, "000000")), 's'); // the fifth
        int64_t refusals = party_testing_count_audit(&d, "session.refuse");
        assert_int_equal(told(log_in(&t, "hana@x.kr", PASSWORD, code_now(&d))), 's');
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"), refusals);
        web_test_now.us += SECOND * party_backoff_s(5);
        assert_int_equal(log_in(&t, "hana@x.kr", PASSWORD, code_now(&d)).status, 303);

        // The same for who sits at an open session.
        web_test_now.us += SECOND * 60; // a code opens once
        (void)come_in(&t, "hana@x.kr", code_now(&d));
        web_test_now.us += SECOND * 60;
        for (int i = 0; i < 5; i++) {
            assert_true(web_shows(post_contact(&t, "1", "guess"), SESSION_WRONG_SECRET.text));
        }
        for (int i = 0; i < 5; i++) {
            assert_true(web_shows(post_contact(&t, "1", "000000"), SESSION_TOO_SOON.text));
        }
        assert_true(web_shows(post_contact(&t, "1", code_now(&d)), SESSION_TOO_SOON.text));
        web_test_now.us += SECOND * party_backoff_s(5);
        assert_int_equal(post_contact(&t, "1", code_now(&d)).status, 303);
        web_test_close(&t);
    }
}

static void abuse_08_a_planted_cookie_is_never_taken_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        add_officer(&d, "mallory@x.kr");
        open_site(&t, &d);
        // One that was never given out, and one that opens the account of who planted it.
        str planted[] = {str_view(NO_TOKEN), come_in(&t, "mallory@x.kr", "")};
        for (size_t i = 0; i < COUNT(planted); i++) {
            str cookies = str_format(d.arena, VISIT_COOKIE "=" NO_TOKEN "; " SESSION_COOKIE "=%.*s",
                                     STR_ARG(planted[i]));
            t.cookies = str_to_c(d.arena, cookies);
            t.csrf = csrf_of(&t, web_get(&t, "/login"));
            struct web_answer a = log_in(&t, "hana@x.kr", PASSWORD, "");
            assert_int_equal(a.status, 303);
            str token = token_of(a);
            assert_int_equal(token.n, TOKEN_LENGTH);
            assert_false(str_equals(token, planted[i]));
            assert_true(opens(&t, token) && web_shows(web_get(&t, "/me"), "hana@x.kr"));
            assert_int_equal(opens(&t, planted[i]), i == 1);
            assert_false(web_shows(web_get(&t, "/me"), "hana@x.kr"));
        }
        web_test_close(&t);
    }
}

static void abuse_08_who_is_asked_again_goes_on_with_a_new_cookie(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        str old = come_in(&t, "hana@x.kr", "");
        const char *csrf = t.csrf;
        struct web_answer a = post_contact(&t, "1", "guess");
        assert_int_equal(a.status, 422);
        assert_int_equal(token_of(a).n, 0);
        a = post_contact(&t, "7", PASSWORD); // the secret is right, and nothing is done
        assert_int_equal(a.status, 422);
        assert_int_equal(token_of(a).n, 0);
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S;
        assert_true(opens(&t, old));

        a = post_contact(&t, "1", PASSWORD);
        assert_int_equal(a.status, 303);
        str token = token_of(a);
        assert_int_equal(token.n, TOKEN_LENGTH);
        assert_false(str_equals(token, old));
        // What is on its way in another tab is still answered; what lies open there can be sent.
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S - 1;
        assert_true(opens(&t, old));
        assert_int_equal(token_of(web_get(&t, "/me")).n, 0);
        web_test_now.us += 1;
        assert_false(opens(&t, old));
        assert_true(opens(&t, token));
        assert_string_equal(csrf_of(&t, web_get(&t, "/me/contact")), csrf);
        a = post_contact(&t, "2", PASSWORD);
        assert_int_equal(a.status, 303);
        str newest = token_of(a);
        assert_int_equal(newest.n, TOKEN_LENGTH);
        assert_false(str_equals(newest, token) || str_equals(newest, old));

        // The way out takes the one before along.
        show(&t, newest);
        assert_int_equal(web_post(&t, "/logout", WEB_NO_FIELDS).status, 303);
        assert_false(opens(&t, newest) || opens(&t, token) || opens(&t, old));
        web_test_close(&t);
    }
}

// The page was shown without the field, and five minutes went by before it was sent.
// "두레 마을 17" at two passes; this process hashes with one.
#define AT_OTHER_COST                                                                              \
    "$argon2id$v=19$m=16,t=2,p=1$yHsv3Iq4AhiPePlVu+twyg$"                                          \
    "Ctj3VbrwXF+jK3/DvpvWrF0XEKo1riU9lBas1HumlhU"

static void set_hash(struct testing_db *d, const char *hash, bool is_demo)
{
    assert_null(db_begin(d->db, DB_WRITE));
    struct query *q = db_query(d->db, &SQL_PARTY_SESSION_WEB_TEST_SET_HASH);
    bind_str(q, "email", S("hana@x.kr"));
    bind_str(q, "hash", str_view(hash));
    bind_bool(q, "is_demo", is_demo);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(d->db));
}

static str kept_hash(struct testing_db *d)
{
    assert_null(db_begin(d->db, DB_READ));
    struct query *q = db_query(d->db, &SQL_PARTY_SESSION_WEB_TEST_HASH);
    bind_str(q, "email", S("hana@x.kr"));
    assert_true(query_next(q));
    str hash = str_copy(d->arena, read_str(q, "password_hash"));
    assert_null(query_end(q));
    db_rollback(d->db);
    return hash;
}

static void a_hash_of_another_cost_is_made_anew_at_the_next_log_in(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        set_hash(&d, AT_OTHER_COST, false);
        (void)log_in(&t, "hana@x.kr", "두레 마을 18", "");
        assert_true(str_equals(kept_hash(&d), S(AT_OTHER_COST))); // nobody showed the right one
        assert_int_equal(log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        str fresh = kept_hash(&d);
        assert_false(secret_hash_is_outdated(fresh));
        assert_true(secret_password_fits(d.arena, fresh, S("두레 마을 17")));
        assert_int_equal(log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        assert_true(str_equals(kept_hash(&d), fresh)); // once
        set_hash(&d, AT_OTHER_COST, true);             // the demo's are cheap for good
        assert_int_equal(log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        assert_true(str_equals(kept_hash(&d), S(AT_OTHER_COST)));
        web_test_close(&t);
    }
}

static void who_typed_nothing_is_asked_and_not_slowed(void **state)
{
    (void)state;
    enum { OFTEN = 30 };
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        (void)come_in(&t, "hana@x.kr", "");
        for (int i = 0; i < OFTEN; i++) {
            struct web_answer a = post_contact(&t, "1", i % 2 == 0 ? "" : "  ");
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, SESSION_SECRET_MISSING.text));
            assert_false(web_shows(a, SESSION_WRONG_SECRET.text));
        }
        assert_int_equal(post_contact(&t, "1", PASSWORD).status, 303);
        web_test_close(&t);
    }
}

static void a_form_that_asks_again_posted_twice_is_one_deed_and_one_cookie(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        str old = come_in(&t, "hana@x.kr", "");
        t.form_key = NO_TOKEN;
        str token = token_of(post_contact(&t, "1", PASSWORD));
        assert_int_equal(token.n, TOKEN_LENGTH);
        // The answer was lost: the browser has the old cookie, and the person tries once more.
        web_test_now.us += SECOND * LIMIT_SESSION_AGAIN_S - 1;
        assert_false(opens(&t, old));
        struct web_answer a = post_contact(&t, "1", PASSWORD);
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/me")));
        assert_true(str_equals(token_of(a), token));
        assert_int_equal(party_testing_count_audit(&d, "account.change_contact"), 1);
        t.form_key = NULL; // who has the cookie alone knows no form that was posted
        a = post_contact(&t, "2", PASSWORD);
        assert_true(str_starts(a.location, S("/login")) && token_of(a).n == 0);
        t.form_key = NO_TOKEN;
        web_test_now.us += 1;
        a = post_contact(&t, "1", PASSWORD);
        assert_true(str_starts(a.location, S("/login")) && token_of(a).n == 0);
        assert_true(opens(&t, token));
        web_test_close(&t);
    }
}

static void another_form_sent_by_the_old_cookie_is_answered_and_turns_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        str old = come_in(&t, "hana@x.kr", "");
        str token = token_of(post_contact(&t, "1", PASSWORD));
        show(&t, old);
        struct web_answer a = post_contact(&t, "2", PASSWORD);
        assert_int_equal(a.status, 303);
        assert_int_equal(token_of(a).n, 0);
        assert_int_equal(party_testing_count_audit(&d, "account.change_contact"), 2);
        assert_true(opens(&t, token));
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S; // counted from the first
        assert_false(opens(&t, old));
        web_test_close(&t);
    }
}

// Who has stolen the cookie before goes on for a moment, with nothing of what was shown for the new
// one.
static void abuse_08_a_replaced_cookie_confirms_nothing_and_gets_no_new_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        str old = come_in(&t, "hana@x.kr", "");
        assert_int_equal(web_get(&t, "/confirmed").status, 200); // by the log-in
        str token = token_of(post_contact(&t, "1", PASSWORD));
        show(&t, token);
        assert_int_equal(web_get(&t, "/confirmed").status, 200);
        struct web_answer a = web_get(&t, "/login/choose");
        str mark = S("name=\"party\" value=\"");
        size_t at = str_index(a.body, mark) + mark.n;
        assert_true(at < a.body.n);
        str rest = str_slice(a.body, at, a.body.n);
        const char *party = str_to_c(d.arena, str_slice(rest, 0, str_index(rest, S("\""))));

        show(&t, old);
        assert_int_equal(web_get(&t, "/confirmed").status, 403);
        a = web_post(&t, "/login/choose", WEB_FIELDS({"party", party}));
        assert_int_equal(a.status, 409);
        assert_int_equal(token_of(a).n, 0);
        show(&t, token);
        a = web_post(&t, "/login/choose", WEB_FIELDS({"party", party}));
        assert_int_equal(a.status, 303);
        assert_int_equal(token_of(a).n, TOKEN_LENGTH);
        assert_false(opens(&t, token) || opens(&t, old));
        web_test_close(&t);
    }
}

static void abuse_08_nothing_that_is_kept_opens_a_session(void **state)
{
    (void)state;
    static const char *const COLUMNS[] = {"token_hash", "old_token_hash", "csrf", "address"};
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        str old = come_in(&t, "hana@x.kr", "");
        str token = token_of(post_contact(&t, "1", PASSWORD));
        str kept[COUNT(COLUMNS)];
        assert_null(db_begin(d.db, DB_READ));
        struct query *q = db_query(d.db, &SQL_PARTY_SESSION_WEB_TEST_TEXTS);
        assert_true(query_next(q));
        for (size_t i = 0; i < COUNT(COLUMNS); i++) {
            kept[i] = str_copy(d.arena, read_str(q, COLUMNS[i]));
            assert_true(kept[i].n > 0);
        }
        assert_false(query_next(q)); // one session, whatever its cookies were
        assert_null(query_end(q));
        db_rollback(d.db);
        for (size_t i = 0; i < COUNT(COLUMNS); i++) {
            assert_false(str_contains(kept[i], token) || str_contains(kept[i], old));
            assert_false(opens(&t, kept[i]));
        }
        assert_true(opens(&t, token) && opens(&t, old));
        web_test_close(&t);
    }
}

// --- When it ends --------------------------------------------------------------------------------

// Of several roles the chain names the one that opened the door.
static void who_holds_two_roles_acts_in_the_one_that_is_asked_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        party_testing_role(&d, hana, &office, NULL, PARTY_ADMIN);
        open_site(&t, &d);
        (void)come_in(&t, "hana@x.kr", "");
        const char *officer = party_role_label(PARTY_OFFICER).p;
        const char *admin = party_role_label(PARTY_ADMIN).p;
        assert_true(web_shows(web_get(&t, "/acting/request"), officer));
        assert_true(web_shows(web_get(&t, "/acting/admin"), admin));
        assert_true(web_shows(web_get(&t, "/acting/both"), officer)); // neither alone: the first
        assert_true(web_shows(web_get(&t, "/acting"), officer));
        web_test_close(&t);
    }
}

static void a_session_ends_when_it_is_not_used(void **state)
{
    (void)state;
    static const struct {
        enum party_role role;
        int64_t idle_s;
    } ROLES[] = {
        {PARTY_OFFICER,  30 * 60},
        {PARTY_APPROVER, 30 * 60},
        {PARTY_OWNER,    30 * 60},
        {PARTY_OPERATOR, 10 * 60}
    };
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row firm = party_testing_supplier(&d, "늘푸른", "1", PARTY_ACTIVE);
        struct web_test t;
        open_site(&t, &d);
        for (size_t i = 0; i < COUNT(ROLES); i++) {
            enum party_side side = party_role_side(ROLES[i].role);
            const char *email = str_to_c(d.arena, str_format(d.arena, "p%zu@x.kr", i));
            struct testing_row who = party_testing_person(&d, email, "김하나", PASSWORD, TOTP);
            party_testing_role(&d, who, side == PARTY_AT_INSTITUTION ? &office : NULL,
                               side == PARTY_AT_SUPPLIER ? &firm : NULL, ROLES[i].role);
            str token = come_in(&t, email, code_now(&d));
            for (int uses = 0; uses < 2; uses++) { // each use begins it anew
                instant used_at = web_test_now;
                web_test_now = instant_add_s(used_at, ROLES[i].idle_s + 1);
                assert_false(opens(&t, token));
                web_test_now = instant_add_s(used_at, ROLES[i].idle_s - 1);
                assert_true(opens(&t, token));
            }
        }
        web_test_close(&t);
    }
}

static void a_session_ends_after_twelve_hours_however_it_is_used(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        add_officer(&d, "hana@x.kr");
        open_site(&t, &d);
        instant begun_at = web_test_now;
        str token = come_in(&t, "hana@x.kr", "");
        for (int minutes = 25; minutes < 12 * 60; minutes += 25) {
            web_test_now = instant_add_s(begun_at, minutes * INT64_C(60));
            assert_true(opens(&t, token));
        }
        token = token_of(post_contact(&t, "1", PASSWORD)); // asked again, it ends no later
        web_test_now = instant_add_s(begun_at, SESSION_LONGEST_S + 1);
        assert_false(opens(&t, token));
        web_test_now = instant_add_s(begun_at, SESSION_LONGEST_S - 1);
        assert_true(opens(&t, token));
        web_test_close(&t);
    }
    assert_int_equal(SESSION_LONGEST_S, 12 * 60 * 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_is_answered_as_any_other),
        cmocka_unit_test(abuse_19_the_owners_code_opens_while_the_account_is_slowed),
        cmocka_unit_test(abuse_19_codes_are_not_guessed_while_the_account_is_slowed),
        cmocka_unit_test(abuse_19_a_thousand_accounts_from_fifty_addresses_are_slowed_and_told),
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_costs_as_many_hashes_as_any_other),
        cmocka_unit_test(abuse_19_a_password_of_a_name_tells_of_no_account),
        cmocka_unit_test(a_hash_of_another_cost_is_made_anew_at_the_next_log_in),
        cmocka_unit_test(abuse_08_a_planted_cookie_is_never_taken_over),
        cmocka_unit_test(abuse_08_who_is_asked_again_goes_on_with_a_new_cookie),
        cmocka_unit_test(who_typed_nothing_is_asked_and_not_slowed),
        cmocka_unit_test(a_form_that_asks_again_posted_twice_is_one_deed_and_one_cookie),
        cmocka_unit_test(another_form_sent_by_the_old_cookie_is_answered_and_turns_nothing),
        cmocka_unit_test(abuse_08_a_replaced_cookie_confirms_nothing_and_gets_no_new_one),
        cmocka_unit_test(abuse_08_nothing_that_is_kept_opens_a_session),
        cmocka_unit_test(who_holds_two_roles_acts_in_the_one_that_is_asked_for),
        cmocka_unit_test(a_session_ends_when_it_is_not_used),
        cmocka_unit_test(a_session_ends_after_twelve_hours_however_it_is_used),
    };
    party_testing_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    party_testing_end();
    return failed;
}
