// test-timeout: 300
// A person's own pages: getting in, getting in again, the second factor, which party.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_account_web.h"
#include "market/party/party_account_web_test.sql.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "market/party/party_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"
#define OTHER_PASSWORD "seven blue teapots"
#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#define COOKIE_LENGTH 64

static struct web_routes routes;

static void open_site(struct web_test *t, struct testing_db *database)
{
    if (routes.count == 0) {
        web_routes_add(&routes, PARTY_ROUTES, PARTY_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_ACCOUNT_ROUTES, PARTY_ACCOUNT_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_RECOVERY_ROUTES, PARTY_RECOVERY_ROUTE_COUNT);
    }
    web_test_open(t, database, routes.items, routes.count);
}

static const char *code_now(struct testing_db *t)
{
    return str_to_c(t->arena, secret_totp_code(t->arena, S(TOTP), web_test_now));
}

// Show the cookie that an answer set, from now on.
static void keep_cookie(struct web_test *t, struct web_answer a)
{
    size_t at = str_index(a.cookie, S("=")) + 1;
    str value = str_slice(a.cookie, at, COOKIE_LENGTH);
    assert_int_equal(value.n, COOKIE_LENGTH);
    str header = str_format(t->database->arena, SESSION_COOKIE "=%.*s", STR_ARG(value));
    t->cookies = header.p;
    t->site.load_actor = party_load_actor;
}

static struct web_answer log_in(struct web_test *t, const char *email, const char *password,
                                const char *code)
{
    return web_post(t, "/login",
                    WEB_FIELDS({"email", email}, {"password", password}, {"code", code}));
}

static void a_person_comes_in_to_the_desk_of_the_role(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        struct web_test t;
        open_site(&t, &d);
        struct web_answer a = log_in(&t, "", "", "");
        assert_int_equal(a.status, 422); // which of them is meant
        assert_true(web_shows(a, "아이디(전자우편): 이 칸을") && web_shows(a, "비밀번호: 이 칸을"));
        assert_int_equal(log_in(&t, "hana@x.kr", "wrong", "").status, 422);
        a = log_in(&t, "HANA@x.kr", PASSWORD, "");
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/home")));
        keep_cookie(&t, a);
        assert_true(str_equals(web_get(&t, "/home").location, S("/buyer")));
        struct web_answer me = web_get(&t, "/me");
        assert_true(web_shows(me, "hana@x.kr") && web_shows(me, "계약담당"));
        web_test_close(&t);
    }
}

static void a_right_that_asks_for_a_code_sleeps_until_there_is_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        open_site(&t, &d);
        keep_cookie(&t, log_in(&t, "hana@x.kr", PASSWORD, ""));
        assert_true(str_equals(web_get(&t, "/home").location, S("/me/second-factor")));
        assert_true(web_shows(web_get(&t, "/me"), "인증 앱을 등록해야"));
        web_test_close(&t);
    }
    assert_int_equal(
        party_rights_awake(RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_APPROVE, PARTY_ACTIVE, false),
        RIGHT_SIGNED_IN | RIGHT_BUYER);
}

static void a_second_factor_is_set_with_the_apps_own_code(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct actor me = party_testing_actor(&d, hana, NULL, NULL, PARTY_OPERATOR, web_test_now);
        struct web_test t;
        open_site(&t, &d);
        web_as(&t, &me);
        struct web_answer page = web_get(&t, "/me/second-factor");
        assert_true(web_shows(page, "otpauth://totp/"));
        str sealed = secret_seal(
            d.arena, S(TOTP),
            str_format(d.arena, "account.totp.pending:%lld", (long long)me.account.value));
        const char *pending = str_to_c(d.arena, sealed);
        struct web_answer a =
            web_post(&t, "/me/second-factor",
                     WEB_FIELDS({"pending", pending}, {"code", "000000"}, {"secret", PASSWORD}));
        assert_int_equal(a.status, 422);
        a = web_post(&t, "/me/second-factor",
                     WEB_FIELDS({"pending", pending}, {"code", code_now(&d)}, {"secret", "no"}));
        assert_int_equal(a.status, 422);
        a = web_post(
            &t, "/me/second-factor",
            WEB_FIELDS({"pending", pending}, {"code", code_now(&d)}, {"secret", PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&d, hana, "account.changed"), 1);

        // A new one is confirmed by the old, not by the password.
        web_test_now.us += INT64_C(60000000);
        str other = secret_seal(
            d.arena, S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            str_format(d.arena, "account.totp.pending:%lld", (long long)me.account.value));
        const char *code =
            str_to_c(d.arena, secret_totp_code(d.arena, S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
                                               web_test_now));
        a = web_post(&t, "/me/second-factor",
                     WEB_FIELDS({"pending", str_to_c(d.arena, other)}, {"code", code},
                                {"secret", PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "쓰던 인증 앱"));
        a = web_post(&t, "/me/second-factor",
                     WEB_FIELDS({"pending", str_to_c(d.arena, other)}, {"code", code},
                                {"secret", code_now(&d)}));
        assert_int_equal(a.status, 303);

        // A secret sealed for somebody else is none of ours.
        str foreign = secret_seal(d.arena, S(TOTP), S("account.totp.pending:0"));
        a = web_post(&t, "/me/second-factor", WEB_FIELDS({"pending", str_to_c(d.arena, foreign)}));
        assert_true(str_equals(a.location, S("/me/second-factor")));
        web_test_close(&t);
    }
}

static void a_second_factor_put_into_another_persons_row_opens_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, TOTP);
        struct testing_row thief = party_testing_person(&d, "n@x.kr", "박나래", PASSWORD, TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_ADMIN);
        party_testing_role(&d, thief, &office, NULL, PARTY_OFFICER);
        struct web_test t;
        open_site(&t, &d);
        assert_null(db_begin(d.db, DB_WRITE));
        struct query *q = db_query(d.db, &SQL_PARTY_ACCOUNT_WEB_TEST_PUT_FACTOR);
        bind_i64(q, "own", thief.id);
        bind_i64(q, "account", hana.id);
        assert_null(query_run(q, NULL));
        assert_null(db_commit(d.db));
        assert_int_equal(log_in(&t, "hana@x.kr", PASSWORD, code_now(&d)).status, 500);
        assert_int_equal(log_in(&t, "n@x.kr", PASSWORD, code_now(&d)).status, 303);
        web_test_close(&t);
    }
}

static void at_a_party_that_waits_or_was_stopped_a_person_sees_where_it_stands(void **state)
{
    (void)state;
    static const enum party_state STATES[] = {PARTY_APPLIED, PARTY_RETURNED, PARTY_SUSPENDED};
    FOR_EACH_ENGINE(d)
    {
        for (size_t i = 0; i < COUNT(STATES); i++) {
            const char *email = str_format(d.arena, "p%zu@x.kr", i).p;
            struct testing_row firm =
                party_testing_supplier(&d, "늘푸른", str_format(d.arena, "%zu", i).p, STATES[i]);
            struct testing_row owner = party_testing_person(&d, email, "박나래", PASSWORD, NULL);
            party_testing_role(&d, owner, NULL, &firm, PARTY_OWNER);
            struct web_test t;
            open_site(&t, &d);
            keep_cookie(&t, log_in(&t, email, PASSWORD, ""));
            assert_true(str_equals(web_get(&t, "/home").location, S("/join/state")));
            web_test_close(&t);
        }
    }
}

static void a_person_of_several_parties_chooses_and_the_old_cookie_dies(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row firm = party_testing_supplier(&d, "늘푸른", "1", PARTY_ACTIVE);
        struct testing_row other = party_testing_supplier(&d, "남의 회사", "2", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        party_testing_role(&d, hana, NULL, &firm, PARTY_STAFF);
        struct web_test t;
        open_site(&t, &d);
        struct web_answer a = log_in(&t, "hana@x.kr", PASSWORD, "");
        assert_true(str_starts(a.location, S("/login/choose")));
        keep_cookie(&t, a);
        struct web_answer choose = web_get(&t, "/login/choose");
        assert_true(web_shows(choose, "중구") && web_shows(choose, "늘푸른"));
        assert_false(web_shows(choose, "남의 회사"));

        // As the page's own form: the token of the session stands in it.
        size_t at = str_index(choose.body, S("name=\"csrf\" value=\"")) + 19;
        t.csrf = str_to_c(d.arena, str_slice(choose.body, at, 64));
        const char *old = t.cookies;
        const char *firm_no = str_format(d.arena, "%lld", (long long)firm.no.value).p;
        const char *other_no = str_format(d.arena, "%lld", (long long)other.no.value).p;
        assert_int_equal(web_post(&t, "/login/choose", WEB_FIELDS({"party", other_no})).status,
                         404);
        a = web_post(&t, "/login/choose", WEB_FIELDS({"party", firm_no}));
        assert_int_equal(a.status, 303);
        keep_cookie(&t, a);
        assert_true(str_equals(web_get(&t, "/home").location, S("/supplier")));
        t.cookies = old;
        assert_true(str_starts(web_get(&t, "/home").location, S("/login")));
        web_test_close(&t);
    }
}

// What a log-in from `address` ends with.
static err try_from(struct testing_db *d, const char *address, const char *email,
                    const char *password, const char *code)
{
    struct actor visitor = {.address = str_view(address)};
    struct unit u = {.arena = d->arena,
                     .db = d->db,
                     .actor = &visitor,
                     .now = web_test_now,
                     .today = instant_date(web_test_now)};
    struct session_check check;
    assert_null(db_begin(d->db, DB_READ));
    assert_null(
        session_check_login(&u, str_view(email), str_view(password), str_view(code), &check));
    db_rollback(d->db);
    return check.fault;
}

static void abuse_19_spraying_from_one_address_is_slowed_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct testing_row dul = party_testing_person(&d, "dul@x.kr", "이두리", PASSWORD, TOTP);
        struct testing_row set = party_testing_person(&d, "set@x.kr", "박세나", PASSWORD, NULL);
        struct testing_row keeper = party_testing_person(&d, "op@x.kr", "최운영", PASSWORD, TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        party_testing_role(&d, set, &office, NULL, PARTY_OFFICER);
        party_testing_role(&d, dul, &office, NULL, PARTY_APPROVER);
        party_testing_role(&d, keeper, NULL, NULL, PARTY_OPERATOR);
        party_testing_session(&d, set, web_test_now); // from this address, of late
        struct web_test t;
        open_site(&t, &d);
        for (int i = 1; i <= LIMIT_LOGIN_ADDRESS_TRIES; i++) {
            assert_null(try_from(&d, "192.0.2.7", "hana@x.kr", PASSWORD, ""));
            const char *email = str_format(d.arena, "stranger%d@x.kr", i).p;
            assert_int_equal(log_in(&t, email, "guess", "").status, 422);
        }
        assert_ptr_equal(try_from(&d, "192.0.2.7", "hana@x.kr", PASSWORD, ""), &SESSION_TOO_SOON);
        assert_ptr_equal(try_from(&d, "192.0.2.7", "nobody@x.kr", "x", ""), &SESSION_TOO_SOON);
        assert_null(try_from(&d, "192.0.2.7", "dul@x.kr", PASSWORD, code_now(&d)));
        assert_null(try_from(&d, "192.0.2.7", "set@x.kr", PASSWORD, ""));
        // Who may go on from here is told of a wrong try what strangers are told.
        assert_ptr_equal(try_from(&d, "192.0.2.7", "set@x.kr", "guess", ""), &SESSION_TOO_SOON);
        assert_null(try_from(&d, "192.0.2.8", "hana@x.kr", PASSWORD, ""));
        assert_int_equal(party_testing_count_notices(&d, keeper, "session.spray"), 1);
        web_test_now.us += INT64_C(1000000) * LIMIT_LOGIN_ADDRESS_S;
        assert_null(try_from(&d, "192.0.2.7", "hana@x.kr", PASSWORD, ""));
        web_test_close(&t);
    }
}

static struct web_answer use_code(struct web_test *t, const char *email, const char *code,
                                  const char *password)
{
    return web_post(t, "/reset-password/code",
                    WEB_FIELDS({"email", email}, {"code", code}, {"password", password},
                               {"password_again", password}));
}

static void a_code_opens_the_account_once_and_ends_every_session(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        party_testing_session(&d, hana, web_test_now);
        struct web_test t;
        open_site(&t, &d);
        struct web_answer a = web_post(&t, "/reset-password", WEB_FIELDS({"email", "no@x.kr"}));
        struct web_answer b = web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        assert_int_equal(a.status, 303);
        assert_int_equal(b.status, 303);
        assert_true(str_equals(a.location, S("/reset-password/code?asked=1&email=no%40x.kr")));
        const char *code = str_to_c(d.arena, party_testing_code(&d, hana));
        assert_true(code[0] != '\0');
        assert_int_equal(use_code(&t, "hana@x.kr", code, "password1").status, 422);
        assert_int_equal(use_code(&t, "no@x.kr", code, OTHER_PASSWORD).status, 422);
        assert_int_equal(party_testing_count_sessions(&d, hana), 1);
        assert_int_equal(use_code(&t, "hana@x.kr", code, OTHER_PASSWORD).status, 303);
        assert_int_equal(party_testing_count_sessions(&d, hana), 0);
        assert_int_equal(party_testing_count_notices(&d, hana, "account.changed"), 1);
        assert_null(try_from(&d, "192.0.2.9", "hana@x.kr", OTHER_PASSWORD, ""));
        assert_ptr_equal(try_from(&d, "192.0.2.9", "hana@x.kr", PASSWORD, ""),
                         &SESSION_WRONG_SECRET);
        assert_int_equal(use_code(&t, "hana@x.kr", code, OTHER_PASSWORD " too").status, 422);
        web_test_close(&t);
    }
}

static void a_code_dies_after_five_wrong_tries_and_after_fifteen_minutes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct web_test t;
        open_site(&t, &d);
        web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        const char *code = str_to_c(d.arena, party_testing_code(&d, hana));
        for (int i = 0; i < LIMIT_CODE_TRIES; i++) {
            assert_int_equal(use_code(&t, "hana@x.kr", "00000000", OTHER_PASSWORD).status, 422);
        }
        assert_int_equal(use_code(&t, "hana@x.kr", code, OTHER_PASSWORD).status, 422);

        web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        code = str_to_c(d.arena, party_testing_code(&d, hana));
        web_test_now.us += INT64_C(1000000) * LIMIT_CODE_S;
        assert_int_equal(use_code(&t, "hana@x.kr", code, OTHER_PASSWORD).status, 422);
        web_test_now.us -= 1; // the last moment still counts
        assert_int_equal(use_code(&t, "hana@x.kr", code, OTHER_PASSWORD).status, 303);
        web_test_close(&t);
    }
}

static void of_a_code_only_a_slow_hash_is_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct web_test t;
        open_site(&t, &d);
        web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        str code = party_testing_code(&d, hana);
        assert_null(db_begin(d.db, DB_READ));
        struct query *q = db_query(d.db, &SQL_PARTY_ACCOUNT_WEB_TEST_CODE);
        bind_i64(q, "account", hana.id);
        assert_true(query_next(q));
        str kept = str_copy(d.arena, read_str(q, "code_hash"));
        assert_null(query_end(q));
        db_rollback(d.db);
        assert_int_equal(code.n, LIMIT_CODE_DIGITS);
        assert_true(str_starts(kept, S("$argon2id$")));
        assert_true(secret_password_fits(d.arena, kept, code));
        assert_false(str_contains(kept, code));
        web_test_close(&t);
    }
}

static void nobody_is_flooded_with_codes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct web_test t;
        open_site(&t, &d);
        for (int i = 0; i < LIMIT_REQUESTS_ADDRESS; i++) {
            struct web_answer a =
                web_post(&t, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
            assert_int_equal(a.status, 303);
        }
        assert_int_equal(web_post(&t, "/reset-password", WEB_FIELDS({"email", "b@x.kr"})).status,
                         422);
        assert_int_equal(party_testing_count_audit(&d, "account.send_code"), LIMIT_CODES_AN_HOUR);
        assert_int_equal(party_testing_count_notices(&d, hana, "account.changed"), 0);
        web_test_close(&t);
    }
}

static void a_password_is_changed_with_the_old_one_and_other_sessions_end(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, TOTP);
        struct actor me = party_testing_actor(&d, hana, NULL, NULL, PARTY_OPERATOR, web_test_now);
        party_testing_session(&d, hana, web_test_now);
        struct web_test t;
        open_site(&t, &d);
        web_as(&t, &me);
        struct web_answer a =
            web_post(&t, "/me/password",
                     WEB_FIELDS({"secret", code_now(&d)}, {"password", OTHER_PASSWORD},
                                {"password_again", OTHER_PASSWORD}));
        assert_int_equal(a.status, 422); // a code is not the old password
        a = web_post(&t, "/me/password",
                     WEB_FIELDS({"secret", PASSWORD}, {"password", OTHER_PASSWORD},
                                {"password_again", "something else"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "두 번 적은 비밀번호"));
        assert_int_equal(party_testing_count_sessions(&d, hana), 2);
        a = web_post(&t, "/me/password",
                     WEB_FIELDS({"secret", PASSWORD}, {"password", OTHER_PASSWORD},
                                {"password_again", OTHER_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_sessions(&d, hana), 1);
        assert_int_equal(party_testing_count_audit(&d, "account.change_password"), 1);
        web_test_close(&t);
    }
}

static void abuse_16_a_name_changed_in_two_windows_is_told_with_both_values(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct actor me = party_testing_actor(&d, hana, NULL, NULL, PARTY_OPERATOR, web_test_now);
        struct web_test t;
        open_site(&t, &d);
        web_as(&t, &me);
        const struct web_field first[] = {
            {"name",    "김한아"    },
            {"phone",   "010-1111-2222"},
            {"version", "1"            },
            {"secret",  PASSWORD       }
        };
        assert_int_equal(web_post(&t, "/me/contact", first, COUNT(first)).status, 303);
        const struct web_field second[] = {
            {"name",    "김하늘"    },
            {"phone",   "010-3333-4444"},
            {"version", "1"            },
            {"secret",  PASSWORD       }
        };
        struct web_answer a = web_post(&t, "/me/contact", second, COUNT(second));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 곳에서 먼저 저장했습니다"));
        assert_true(web_shows(a, "value=\"김하늘\"") && web_shows(a, "먼저 저장된 것: 김한아"));
        assert_true(web_shows(a, "value=\"010-3333-4444\"") &&
                    web_shows(a, "먼저 저장된 것: 010-1111-2222"));
        assert_true(web_shows(a, "name=\"version\" value=\"2\"")); // sent again it is saved
        assert_true(web_shows(web_get(&t, "/me"), "010-1111-2222"));
        const struct web_field bad[] = {
            {"name",    "김한아"},
            {"phone",   "전화"   },
            {"version", "2"        },
            {"secret",  PASSWORD   }
        };
        a = web_post(&t, "/me/contact", bad, COUNT(bad));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "value=\"전화\""));       // what was typed stays
        assert_true(web_shows(a, "휴대전화: 전화번호를")); // which input is meant
        web_test_close(&t);
    }
}

static void a_telephone_is_changed_by_who_shows_the_password_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, NULL);
        struct actor me = party_testing_actor(&d, hana, NULL, NULL, PARTY_OPERATOR, web_test_now);
        struct web_test t;
        open_site(&t, &d);
        web_as(&t, &me);
        static const char *const WRONG[] = {"", OTHER_PASSWORD, "000000"};
        for (size_t i = 0; i < COUNT(WRONG); i++) {
            struct web_answer a =
                web_post(&t, "/me/contact",
                         WEB_FIELDS({"name", "김하나"}, {"phone", "010-1111-2222"},
                                    {"version", "1"}, {"secret", WRONG[i]}));
            assert_int_equal(a.status, 422);
        }
        assert_false(web_shows(web_get(&t, "/me"), "010-1111-2222"));
        web_test_now = instant_add_s(web_test_now, 3600); // the wrong tries are forgotten
        struct web_answer a = web_post(&t, "/me/contact",
                                       WEB_FIELDS({"name", "김하나"}, {"phone", "010-1111-2222"},
                                                  {"version", "1"}, {"secret", PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&t, "/me"), "010-1111-2222"));
        web_test_close(&t);
    }
}

static void a_visitor_is_sent_to_log_in_first(void **state)
{
    (void)state;
    static const char *const PAGES[] = {"/me", "/me/password", "/me/contact", "/me/second-factor",
                                        "/login/choose"};
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        open_site(&t, &d);
        for (size_t i = 0; i < COUNT(PAGES); i++) {
            struct web_answer a = web_get(&t, PAGES[i]);
            assert_int_equal(a.status, 303);
            assert_true(str_starts(a.location, S("/login?next=")));
        }
        assert_int_equal(web_get(&t, "/reset-password").status, 200);
        assert_int_equal(web_get(&t, "/reset-password/code").status, 200);
        web_test_close(&t);
    }
}

static void run(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

// An account that a demo made is listed while the site says that it is one; nobody else ever is.
static void a_demo_alone_shows_its_accounts_and_their_codes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(&d, "hana@x.kr", "김하나", PASSWORD, TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        run(&d, &SQL_PARTY_ACCOUNT_WEB_TEST_ALL_OF_DEMO);
        struct testing_row real = party_testing_person(&d, "real@x.kr", "이두리", PASSWORD, TOTP);
        party_testing_role(&d, real, NULL, NULL, PARTY_OPERATOR);
        const char *const shown[] = {"시범 계정", "dure-demo-2026", "hana@x.kr", code_now(&d)};
        struct web_test t;
        open_site(&t, &d);
        for (int is_demo = 0; is_demo <= 1; is_demo++) {
            struct web_answer a = web_get(&t, "/login");
            assert_int_equal(a.status, 200);
            for (size_t i = 0; i < COUNT(shown); i++) {
                assert_int_equal(web_shows(a, shown[i]), is_demo);
            }
            assert_false(web_shows(a, "real@x.kr"));
            a = log_in(&t, "nobody@x.kr", "wrong", ""); // the page that says so is the same
            assert_int_equal(a.status, 422);
            for (size_t i = 0; i < COUNT(shown); i++) {
                assert_int_equal(web_shows(a, shown[i]), is_demo);
            }
            if (!is_demo) {
                run(&d, &SQL_PARTY_ACCOUNT_WEB_TEST_IS_DEMO);
            }
        }
        web_test_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_comes_in_to_the_desk_of_the_role),
        cmocka_unit_test(a_right_that_asks_for_a_code_sleeps_until_there_is_one),
        cmocka_unit_test(a_second_factor_is_set_with_the_apps_own_code),
        cmocka_unit_test(a_second_factor_put_into_another_persons_row_opens_nothing),
        cmocka_unit_test(at_a_party_that_waits_or_was_stopped_a_person_sees_where_it_stands),
        cmocka_unit_test(a_person_of_several_parties_chooses_and_the_old_cookie_dies),
        cmocka_unit_test(abuse_19_spraying_from_one_address_is_slowed_and_told),
        cmocka_unit_test(a_code_opens_the_account_once_and_ends_every_session),
        cmocka_unit_test(a_code_dies_after_five_wrong_tries_and_after_fifteen_minutes),
        cmocka_unit_test(of_a_code_only_a_slow_hash_is_kept),
        cmocka_unit_test(nobody_is_flooded_with_codes),
        cmocka_unit_test(a_password_is_changed_with_the_old_one_and_other_sessions_end),
        cmocka_unit_test(abuse_16_a_name_changed_in_two_windows_is_told_with_both_values),
        cmocka_unit_test(a_telephone_is_changed_by_who_shows_the_password_again),
        cmocka_unit_test(a_visitor_is_sent_to_log_in_first),
        cmocka_unit_test(a_demo_alone_shows_its_accounts_and_their_codes),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
