// test-timeout: 300
// Sessions: which cookie opens one, who is asked again, and how long it lasts.
#include "market/party/party_session_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_session_testing.h"
#include "market/party/party_session_testing.sql.h"

#define NEW_PASSWORD "slow cedar harbour"
#define NO_TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// --- A cookie and its session --------------------------------------------------------------------

static void abuse_08_a_planted_cookie_is_never_taken_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_officer(&d, "mallory@x.kr");
        session_testing_open(&t, &d);
        // One that was never given out, and one that opens the account of who planted it.
        str planted[] = {str_view(NO_TOKEN), session_testing_come_in(&t, "mallory@x.kr", "")};
        for (size_t i = 0; i < COUNT(planted); i++) {
            str cookies = str_format(d.arena, VISIT_COOKIE "=" NO_TOKEN "; " SESSION_COOKIE "=%.*s",
                                     STR_ARG(planted[i]));
            t.cookies = str_to_c(d.arena, cookies);
            t.csrf = session_testing_csrf(&t, web_get(&t, "/login"));
            struct web_answer a =
                session_testing_log_in(&t, "hana@x.kr", SESSION_TESTING_PASSWORD, "");
            assert_int_equal(a.status, 303);
            str token = session_testing_token(a);
            assert_int_equal(token.n, TOKEN_LENGTH);
            assert_false(str_equals(token, planted[i]));
            assert_true(session_testing_opens(&t, token) &&
                        web_shows(web_get(&t, "/me"), "hana@x.kr"));
            assert_int_equal(session_testing_opens(&t, planted[i]), i == 1);
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        str old = session_testing_come_in(&t, "hana@x.kr", "");
        const char *csrf = t.csrf;
        struct web_answer a = session_testing_contact(&t, "1", "guess");
        assert_int_equal(a.status, 422);
        assert_int_equal(session_testing_token(a).n, 0);
        a = session_testing_contact(
            &t, "7", SESSION_TESTING_PASSWORD); // the secret is right, and nothing is done
        assert_int_equal(a.status, 422);
        assert_int_equal(session_testing_token(a).n, 0);
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S;
        assert_true(session_testing_opens(&t, old));

        a = session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD);
        assert_int_equal(a.status, 303);
        str token = session_testing_token(a);
        assert_int_equal(token.n, TOKEN_LENGTH);
        assert_false(str_equals(token, old));
        // What is on its way in another tab is still answered; what lies open there can be sent.
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S - 1;
        assert_true(session_testing_opens(&t, old));
        assert_int_equal(session_testing_token(web_get(&t, "/me")).n, 0);
        web_test_now.us += 1;
        assert_false(session_testing_opens(&t, old));
        assert_true(session_testing_opens(&t, token));
        assert_string_equal(session_testing_csrf(&t, web_get(&t, "/me/contact")), csrf);
        a = session_testing_contact(&t, "2", SESSION_TESTING_PASSWORD);
        assert_int_equal(a.status, 303);
        str newest = session_testing_token(a);
        assert_int_equal(newest.n, TOKEN_LENGTH);
        assert_false(str_equals(newest, token) || str_equals(newest, old));

        // The way out takes the one before along.
        session_testing_show(&t, newest);
        a = web_post(&t, "/logout", WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        assert_true(str_contains(a.bytes, S("\r\nClear-Site-Data: \"storage\"\r\n")));
        assert_false(session_testing_opens(&t, newest) || session_testing_opens(&t, token) ||
                     session_testing_opens(&t, old));
        web_test_close(&t);
    }
}

// Two workers, each on a connection of its own: what one ends is shut at the other at once.
static void abuse_08_what_ended_at_one_worker_is_shut_at_the_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test one;
        struct web_test other;
        struct testing_db again = d;
        again.db = testing_db_again(&d);
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&one, &d);
        session_testing_open(&other, &again);
        str out = session_testing_come_in(&one, "hana@x.kr", "");
        str kept = session_testing_come_in(&other, "hana@x.kr", "");
        assert_true(session_testing_opens(&other, out) && session_testing_opens(&one, kept));
        session_testing_show(&one, out);
        assert_int_equal(web_post(&one, "/logout", WEB_NO_FIELDS).status, 303);
        assert_false(session_testing_opens(&other, out));
        assert_true(session_testing_opens(&other, kept));

        // A new password at one ends what stands open elsewhere.
        out = session_testing_come_in(&one, "hana@x.kr", "");
        session_testing_show(&one, out);
        struct web_answer a =
            web_post(&one, "/me/password",
                     WEB_FIELDS({"secret", SESSION_TESTING_PASSWORD}, {"password", NEW_PASSWORD},
                                {"password_again", NEW_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_false(session_testing_opens(&other, kept));
        web_test_close(&other);
        web_test_close(&one);
        db_close(again.db);
    }
}

// The page was shown without the field, and five minutes went by before it was sent.
static void who_typed_nothing_is_asked_and_not_slowed(void **state)
{
    (void)state;
    enum { OFTEN = 30 };
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        (void)session_testing_come_in(&t, "hana@x.kr", "");
        for (int i = 0; i < OFTEN; i++) {
            struct web_answer a = session_testing_contact(&t, "1", i % 2 == 0 ? "" : "  ");
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, SESSION_SECRET_MISSING.text));
            assert_false(web_shows(a, SESSION_WRONG_SECRET.text));
        }
        assert_int_equal(session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD).status, 303);
        web_test_close(&t);
    }
}

static void a_form_that_asks_again_posted_twice_is_one_deed_and_one_cookie(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        str old = session_testing_come_in(&t, "hana@x.kr", "");
        t.form_key = NO_TOKEN;
        str token =
            session_testing_token(session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD));
        assert_int_equal(token.n, TOKEN_LENGTH);
        // The answer was lost: the browser has the old cookie, and the person tries once more.
        web_test_now.us += SECOND * LIMIT_SESSION_AGAIN_S - 1;
        assert_false(session_testing_opens(&t, old));
        struct web_answer a = session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD);
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/me")));
        assert_true(str_equals(session_testing_token(a), token));
        assert_int_equal(party_testing_count_audit(&d, "account.change_contact"), 1);
        t.form_key = NULL; // who has the cookie alone knows no form that was posted
        a = session_testing_contact(&t, "2", SESSION_TESTING_PASSWORD);
        assert_true(str_starts(a.location, S("/login")) && session_testing_token(a).n == 0);
        t.form_key = NO_TOKEN;
        web_test_now.us += 1;
        a = session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD);
        assert_true(str_starts(a.location, S("/login")) && session_testing_token(a).n == 0);
        assert_true(session_testing_opens(&t, token));
        web_test_close(&t);
    }
}

static void another_form_sent_by_the_old_cookie_is_answered_and_turns_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        str old = session_testing_come_in(&t, "hana@x.kr", "");
        str token =
            session_testing_token(session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD));
        session_testing_show(&t, old);
        struct web_answer a = session_testing_contact(&t, "2", SESSION_TESTING_PASSWORD);
        assert_int_equal(a.status, 303);
        assert_int_equal(session_testing_token(a).n, 0);
        assert_int_equal(party_testing_count_audit(&d, "account.change_contact"), 2);
        assert_true(session_testing_opens(&t, token));
        web_test_now.us += SECOND * LIMIT_SESSION_OLD_S; // counted from the first
        assert_false(session_testing_opens(&t, old));
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        str old = session_testing_come_in(&t, "hana@x.kr", "");
        assert_int_equal(web_get(&t, "/confirmed").status, 200); // by the log-in
        str token =
            session_testing_token(session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD));
        session_testing_show(&t, token);
        assert_int_equal(web_get(&t, "/confirmed").status, 200);
        struct web_answer a = web_get(&t, "/login/choose");
        str mark = S("name=\"party\" value=\"");
        size_t at = str_index(a.body, mark) + mark.n;
        assert_true(at < a.body.n);
        str rest = str_slice(a.body, at, a.body.n);
        const char *party = str_to_c(d.arena, str_slice(rest, 0, str_index(rest, S("\""))));

        session_testing_show(&t, old);
        assert_int_equal(web_get(&t, "/confirmed").status, 403);
        a = web_post(&t, "/login/choose", WEB_FIELDS({"party", party}));
        assert_int_equal(a.status, 409);
        assert_int_equal(session_testing_token(a).n, 0);
        session_testing_show(&t, token);
        a = web_post(&t, "/login/choose", WEB_FIELDS({"party", party}));
        assert_int_equal(a.status, 303);
        assert_int_equal(session_testing_token(a).n, TOKEN_LENGTH);
        assert_false(session_testing_opens(&t, token) || session_testing_opens(&t, old));
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        str old = session_testing_come_in(&t, "hana@x.kr", "");
        str token =
            session_testing_token(session_testing_contact(&t, "1", SESSION_TESTING_PASSWORD));
        str kept[COUNT(COLUMNS)];
        assert_null(db_begin(d.db, DB_READ));
        struct query *q = db_query(d.db, &SQL_PARTY_SESSION_TESTING_TEXTS);
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
            assert_false(session_testing_opens(&t, kept[i]));
        }
        assert_true(session_testing_opens(&t, token) && session_testing_opens(&t, old));
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
        struct testing_row hana =
            party_testing_person(&d, "hana@x.kr", "김하나", SESSION_TESTING_PASSWORD, NULL);
        party_testing_role(&d, hana, &office, NULL, PARTY_OFFICER);
        party_testing_role(&d, hana, &office, NULL, PARTY_ADMIN);
        session_testing_open(&t, &d);
        (void)session_testing_come_in(&t, "hana@x.kr", "");
        const char *officer = party_role_label(PARTY_OFFICER).p;
        const char *admin = party_role_label(PARTY_ADMIN).p;
        assert_true(web_shows(web_get(&t, "/acting/request"), officer));
        assert_true(web_shows(web_get(&t, "/acting/admin"), admin));
        assert_true(web_shows(web_get(&t, "/acting/both"), officer)); // neither alone: the first
        assert_true(web_shows(web_get(&t, "/acting"), officer));
        web_test_close(&t);
    }
}

// How often the chains say that hana@x.kr did so from there.
static int64_t lines_of(struct testing_db *d, const char *act, const char *address)
{
    assert_null(db_begin(d->db, DB_READ));
    struct query *q = db_query(d->db, &SQL_PARTY_SESSION_TESTING_AUDIT);
    bind_str(q, "act", str_view(act));
    bind_str(q, "address", str_view(address));
    bind_str(q, "email", S("hana@x.kr"));
    assert_true(query_next(q));
    int64_t n = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(d->db);
    return n;
}

static void who_came_in_was_refused_and_left_is_written_down(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_officer(&d, "dul@x.kr");
        session_testing_open(&t, &d);
        t.address = "198.51.100.4";
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", "guess", "").status, 422);
        assert_int_equal(lines_of(&d, "session.refuse", t.address), 1);
        assert_int_equal(party_testing_count_audit(&d, "session.begin"), 0);

        t.address = "198.51.100.5";
        (void)session_testing_come_in(&t, "hana@x.kr", "");
        assert_int_equal(lines_of(&d, "session.begin", t.address), 1);
        assert_int_equal(party_testing_count_audit(&d, "session.end"), 0);

        t.address = "198.51.100.6";
        assert_int_equal(web_post(&t, "/logout", WEB_NO_FIELDS).status, 303);
        assert_int_equal(lines_of(&d, "session.end", t.address), 1);

        (void)session_testing_come_in(&t, "dul@x.kr", ""); // another's is no line of hers
        assert_int_equal(lines_of(&d, "session.begin", t.address), 0);
        assert_int_equal(party_testing_count_audit(&d, "session.begin"), 2);
        assert_int_equal(party_testing_count_audit(&d, "session.end"), 1);
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"), 1);
        web_test_close(&t);
    }
}

static void the_cookie_of_a_session_is_the_hosts_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        struct web_answer a = session_testing_log_in(&t, "hana@x.kr", SESSION_TESTING_PASSWORD, "");
        assert_true(str_starts(a.cookie, S("__Host-dure=")));
        assert_true(str_ends(a.cookie, S("; Path=/; Secure; HttpOnly; SameSite=Lax")));
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
        session_testing_open(&t, &d);
        for (size_t i = 0; i < COUNT(ROLES); i++) {
            enum party_side side = party_role_side(ROLES[i].role);
            const char *email = str_to_c(d.arena, str_format(d.arena, "p%zu@x.kr", i));
            struct testing_row who = party_testing_person(
                &d, email, "김하나", SESSION_TESTING_PASSWORD, SESSION_TESTING_TOTP);
            party_testing_role(&d, who, side == PARTY_AT_INSTITUTION ? &office : NULL,
                               side == PARTY_AT_SUPPLIER ? &firm : NULL, ROLES[i].role);
            str token = session_testing_come_in(&t, email, session_testing_code(&d));
            for (int uses = 0; uses < 2; uses++) { // each use begins it anew
                instant used_at = web_test_now;
                web_test_now = instant_add_s(used_at, ROLES[i].idle_s + 1);
                assert_false(session_testing_opens(&t, token));
                web_test_now = instant_add_s(used_at, ROLES[i].idle_s - 1);
                assert_true(session_testing_opens(&t, token));
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        instant begun_at = web_test_now;
        str token = session_testing_come_in(&t, "hana@x.kr", "");
        for (int minutes = 25; minutes < 12 * 60; minutes += 25) {
            web_test_now = instant_add_s(begun_at, minutes * INT64_C(60));
            assert_true(session_testing_opens(&t, token));
        }
        token = session_testing_token(session_testing_contact(
            &t, "1", SESSION_TESTING_PASSWORD)); // asked again, it ends no later
        web_test_now = instant_add_s(begun_at, SESSION_LONGEST_S + 1);
        assert_false(session_testing_opens(&t, token));
        web_test_now = instant_add_s(begun_at, SESSION_LONGEST_S - 1);
        assert_true(session_testing_opens(&t, token));
        web_test_close(&t);
    }
    assert_int_equal(SESSION_LONGEST_S, 12 * 60 * 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_08_a_planted_cookie_is_never_taken_over),
        cmocka_unit_test(abuse_08_who_is_asked_again_goes_on_with_a_new_cookie),
        cmocka_unit_test(abuse_08_what_ended_at_one_worker_is_shut_at_the_other),
        cmocka_unit_test(who_typed_nothing_is_asked_and_not_slowed),
        cmocka_unit_test(a_form_that_asks_again_posted_twice_is_one_deed_and_one_cookie),
        cmocka_unit_test(another_form_sent_by_the_old_cookie_is_answered_and_turns_nothing),
        cmocka_unit_test(abuse_08_a_replaced_cookie_confirms_nothing_and_gets_no_new_one),
        cmocka_unit_test(abuse_08_nothing_that_is_kept_opens_a_session),
        cmocka_unit_test(who_holds_two_roles_acts_in_the_one_that_is_asked_for),
        cmocka_unit_test(who_came_in_was_refused_and_left_is_written_down),
        cmocka_unit_test(the_cookie_of_a_session_is_the_hosts_alone),
        cmocka_unit_test(a_session_ends_when_it_is_not_used),
        cmocka_unit_test(a_session_ends_after_twelve_hours_however_it_is_used),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
