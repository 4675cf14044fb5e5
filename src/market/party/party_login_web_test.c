// test-timeout: 300
// What a log-in tells a stranger: of an account, of how long it waits, and that many tries are
// told.
#include "market/party/party_session_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_password.h"
#include "market/party/party_session_testing.h"
#include "market/party/party_session_testing.sql.h"
#include "platform/secret/secret.h"

// --- One stranger --------------------------------------------------------------------------------

// A try a second at both, each time written in another way.
static void try_both(struct web_test *t, const char *expected)
{
    for (size_t i = 0; expected[i] != '\0'; i++) {
        web_test_now.us += SECOND;
        char known = session_testing_told(
            session_testing_log_in(t, i % 2 == 0 ? "hana@x.kr" : "Hana@X.kr", "guess", ""));
        char unknown = session_testing_told(
            session_testing_log_in(t, i % 2 == 0 ? "nobody@x.kr" : "NoBody@X.kr", "guess", ""));
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
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
        struct testing_row hana = party_testing_person(
            &d, "hana@x.kr", "김하나", SESSION_TESTING_PASSWORD, SESSION_TESTING_TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        session_testing_open(&t, &d);
        for (int i = 0; i < 5; i++) {
            assert_int_equal(
                session_testing_told(session_testing_log_in(&t, "hana@x.kr", "guess", "")), 'w');
        }
        assert_int_equal(session_testing_told(
                             session_testing_log_in(&t, "hana@x.kr", SESSION_TESTING_PASSWORD, "")),
                         's');
        assert_int_equal(session_testing_told(session_testing_log_in(
                             &t, "hana@x.kr", SESSION_TESTING_PASSWORD, "000000")),
                         's');
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", SESSION_TESTING_PASSWORD,
                                                session_testing_code(&d))
                             .status,
                         303);
        // And all is forgiven; a code works once.
        assert_int_equal(session_testing_told(session_testing_log_in(
                             &t, "hana@x.kr", SESSION_TESTING_PASSWORD, session_testing_code(&d))),
                         'w');
        web_test_close(&t);
    }
}

// There are but a million codes: who has the password and is held up may not go through them.
static void abuse_19_codes_are_not_guessed_while_the_account_is_slowed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct testing_row office = party_testing_institution(&d, "중구", PARTY_ACTIVE);
        struct testing_row hana = party_testing_person(
            &d, "hana@x.kr", "김하나", SESSION_TESTING_PASSWORD, SESSION_TESTING_TOTP);
        party_testing_role(&d, hana, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        session_testing_open(&t, &d);
        for (int i = 0; i < 10; i++) { // a stranger's codes are beside a wrong password
            (void)session_testing_told(session_testing_log_in(&t, "hana@x.kr", "guess", "000000"));
        }
        for (int i = 0; i < 4; i++) {
            assert_int_equal(session_testing_told(session_testing_log_in(
                                 &t, "hana@x.kr", SESSION_TESTING_PASSWORD, "000000")),
                             's');
        }
        assert_int_equal(session_testing_told(session_testing_log_in(
                             &t, "hana@x.kr", SESSION_TESTING_PASSWORD, "000000")),
                         's'); // the fifth
        int64_t refusals = party_testing_count_audit(&d, "session.refuse");
        assert_int_equal(session_testing_told(session_testing_log_in(
                             &t, "hana@x.kr", SESSION_TESTING_PASSWORD, session_testing_code(&d))),
                         's');
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"), refusals);
        web_test_now.us += SECOND * party_backoff_s(5);
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", SESSION_TESTING_PASSWORD,
                                                session_testing_code(&d))
                             .status,
                         303);

        // The same for who sits at an open session.
        web_test_now.us += SECOND * 60; // a code opens once
        (void)session_testing_come_in(&t, "hana@x.kr", session_testing_code(&d));
        web_test_now.us += SECOND * 60;
        for (int i = 0; i < 5; i++) {
            assert_true(
                web_shows(session_testing_contact(&t, "1", "guess"), SESSION_WRONG_SECRET.text));
        }
        for (int i = 0; i < 5; i++) {
            assert_true(
                web_shows(session_testing_contact(&t, "1", "000000"), SESSION_TOO_SOON.text));
        }
        assert_true(web_shows(session_testing_contact(&t, "1", session_testing_code(&d)),
                              SESSION_TOO_SOON.text));
        web_test_now.us += SECOND * party_backoff_s(5);
        assert_int_equal(session_testing_contact(&t, "1", session_testing_code(&d)).status, 303);
        web_test_close(&t);
    }
}

// "두레 마을 17" at two passes; this process hashes with one.
#define AT_OTHER_COST                                                                              \
    "$argon2id$v=19$m=16,t=2,p=1$yHsv3Iq4AhiPePlVu+twyg$"                                          \
    "Ctj3VbrwXF+jK3/DvpvWrF0XEKo1riU9lBas1HumlhU"

static void set_hash(struct testing_db *d, const char *hash, bool is_demo)
{
    assert_null(db_begin(d->db, DB_WRITE));
    struct query *q = db_query(d->db, &SQL_PARTY_SESSION_TESTING_SET_HASH);
    bind_str(q, "email", S("hana@x.kr"));
    bind_str(q, "hash", str_view(hash));
    bind_bool(q, "is_demo", is_demo);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(d->db));
}

static str kept_hash(struct testing_db *d)
{
    assert_null(db_begin(d->db, DB_READ));
    struct query *q = db_query(d->db, &SQL_PARTY_SESSION_TESTING_HASH);
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
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        set_hash(&d, AT_OTHER_COST, false);
        (void)session_testing_log_in(&t, "hana@x.kr", "두레 마을 18", "");
        assert_true(str_equals(kept_hash(&d), S(AT_OTHER_COST))); // nobody showed the right one
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        str fresh = kept_hash(&d);
        assert_false(secret_hash_is_outdated(fresh));
        assert_true(secret_password_fits(d.arena, fresh, S("두레 마을 17")));
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        assert_true(str_equals(kept_hash(&d), fresh)); // once
        set_hash(&d, AT_OTHER_COST, true);             // the demo's are cheap for good
        assert_int_equal(session_testing_log_in(&t, "hana@x.kr", "두레 마을 17", "").status, 303);
        assert_true(str_equals(kept_hash(&d), S(AT_OTHER_COST)));
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
        slowed += session_testing_told(session_testing_log_in(t, str_to_c(d->arena, email),
                                                              "spring-2026", "")) == 's';
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
        struct testing_row keeper = party_testing_person(
            &d, "op@x.kr", "최운영", SESSION_TESTING_PASSWORD, SESSION_TESTING_TOTP);
        struct testing_row owner = {0};
        party_testing_role(&d, keeper, NULL, NULL, PARTY_OPERATOR);
        for (int i = 0; i <= last; i++) {
            const char *email = str_to_c(d.arena, str_format(d.arena, "p%d@x.kr", i));
            owner = party_testing_person(&d, email, "김하나",
                                         i == last ? SESSION_TESTING_PASSWORD : NULL,
                                         SESSION_TESTING_TOTP);
        }
        party_testing_role(&d, owner, &office, NULL, PARTY_APPROVER);
        struct web_test t;
        session_testing_open(&t, &d);
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
        assert_int_equal(
            session_testing_told(session_testing_log_in(&t, email, SESSION_TESTING_PASSWORD, "")),
            's');
        assert_int_equal(
            session_testing_log_in(&t, email, SESSION_TESTING_PASSWORD, session_testing_code(&d))
                .status,
            303);
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
        {"/login",               "guess",                  1},
        {"/login",               "",                       0},
        {"/reset-password/code", SESSION_TESTING_PASSWORD, 2}, // no code was sent yet
        {"/reset-password",      "",                       1},
        {"/reset-password/code", SESSION_TESTING_PASSWORD, 2},
        {"/reset-password/code", "short",                  0},
    };
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
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
            (void)session_testing_log_in(&t, "hana@x.kr", "guess", "");
            (void)session_testing_log_in(&t, "nobody@x.kr", "guess", "");
        }
        assert_int_equal(session_testing_told(session_testing_log_in(&t, "hana@x.kr", "guess", "")),
                         's');
        assert_int_equal(hashes_of(&t, "/login", "hana@x.kr", "guess"), 1);
        assert_int_equal(hashes_of(&t, "/login", "nobody@x.kr", "guess"), 1);
        web_test_close(&t);
    }
}

// Statements of the answer, and of what is written down before it is sent.
struct asked {
    int64_t by_page;
    int64_t by_notes;
    int64_t trips; // of them
};

static struct asked statements_of(struct web_test *t, const char *email)
{
    struct web_answer a = session_testing_log_in(t, email, "guess", "");
    assert_int_equal(a.status, 422);
    return (struct asked){a.statements, db_statements(t->database->db), db_trips(t->database->db)};
}

// What takes longest after the hash, a server's round trips above all: as often for both.
static void abuse_19_an_email_that_nobody_has_asks_the_database_as_often(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        for (int i = 0; i < 7; i++) { // the last of them are slowed, and the address is not yet
            struct asked known = statements_of(&t, "hana@x.kr");
            struct asked unknown = statements_of(&t, "nobody@x.kr");
            assert_int_equal(unknown.by_page, known.by_page);
            assert_int_equal(unknown.by_notes, known.by_notes);
            assert_int_equal(unknown.trips, known.trips);
            assert_true(i > 4 || known.by_notes > 4);
        }
        web_test_close(&t);
    }
}

// Anybody may try as many as they like, from as many networks: the chain of deeds does not grow.
static void abuse_19_an_email_that_nobody_has_leaves_no_line_for_ever(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        session_testing_officer(&d, "hana@x.kr");
        session_testing_open(&t, &d);
        (void)session_testing_log_in(&t, "hana@x.kr", "guess", "");
        int64_t lines = party_testing_count_audit(&d, "session.refuse");
        assert_int_equal(lines, 1);
        for (int i = 1; i <= 40; i++) {
            web_test_now.us++;
            t.address = str_to_c(d.arena, str_format(d.arena, "198.51.100.%d", i));
            const char *email = str_to_c(d.arena, str_format(d.arena, "nobody%d@x.kr", i));
            assert_int_equal(session_testing_log_in(&t, email, "guess", "").status, 422);
        }
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"), lines);
        (void)session_testing_log_in(&t, "hana@x.kr", "guess", "");
        assert_int_equal(party_testing_count_audit(&d, "session.refuse"), lines + 1);
        int64_t rows = 0;
        str bad = S("");
        assert_null(db_begin(d.db, DB_READ));
        assert_null(audit_verify(d.db, d.arena, &rows, &bad));
        db_rollback(d.db);
        assert_int_equal(bad.n, 0); // the lines that are kept follow one another
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
        struct testing_row hana =
            party_testing_person(&d, "hana@x.kr", "김하나", SESSION_TESTING_PASSWORD, NULL);
        struct web_test t;
        session_testing_open(&t, &d);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_is_answered_as_any_other),
        cmocka_unit_test(abuse_19_the_owners_code_opens_while_the_account_is_slowed),
        cmocka_unit_test(abuse_19_codes_are_not_guessed_while_the_account_is_slowed),
        cmocka_unit_test(abuse_19_a_thousand_accounts_from_fifty_addresses_are_slowed_and_told),
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_costs_as_many_hashes_as_any_other),
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_asks_the_database_as_often),
        cmocka_unit_test(abuse_19_an_email_that_nobody_has_leaves_no_line_for_ever),
        cmocka_unit_test(abuse_19_a_password_of_a_name_tells_of_no_account),
        cmocka_unit_test(a_hash_of_another_cost_is_made_anew_at_the_next_log_in),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
