// test-timeout: 300
// What an institution asks of its people's passwords: kept by its administrator, stricter than the
// site, from their first day to their last.
#include "market/party/party_password_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_account_store.h"
#include "market/party/party_account_web.h"
#include "market/party/party_password_store.h"
#include "market/party/party_policy_action.h"
#include "market/party/party_policy_store.h"
#include "market/party/party_policy_web.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "market/party/party_web.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"
#define DAY (INT64_C(86400) * 1000000) // microseconds
#define TOKEN_LENGTH 64

struct house {
    struct testing_db *d;
    struct web_test w;
    struct testing_row office;
    struct testing_row hana; // its administrator
    struct actor admin;
};

static struct web_routes routes;

static void open_house(struct house *h, struct testing_db *d)
{
    if (routes.count == 0) {
        web_routes_add(&routes, PARTY_ROUTES, PARTY_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_ACCOUNT_ROUTES, PARTY_ACCOUNT_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_RECOVERY_ROUTES, PARTY_RECOVERY_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_POLICY_ROUTES, PARTY_POLICY_ROUTE_COUNT);
    }
    *h = (struct house){.d = d};
    h->office = party_testing_institution(d, "중구", PARTY_ACTIVE);
    h->hana = party_testing_person(d, "hana@x.kr", "김하나", PASSWORD, NULL);
    party_testing_role(d, h->hana, &h->office, NULL, PARTY_ADMIN);
    h->admin = party_testing_actor(d, h->hana, &h->office, NULL, PARTY_ADMIN, web_test_now);
    web_test_open(&h->w, d, routes.items, routes.count);
    h->w.site.load_actor = party_load_actor;
}

static instant test_clock(void)
{
    return web_test_now;
}

static err run(struct house *h, err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {.arena = h->d->arena, .db = h->d->db, .actor = &h->admin, .trace = S("t")};
    return unit_run(&u, test_clock, work, data);
}

static err add(struct unit *u, void *data)
{
    return policy_action_add(u, data);
}

static void ask_for(struct house *h, enum policy_kind kind, int64_t count, int days_on)
{
    struct policy p = {.kind = kind,
                       .count = count,
                       .first_day = date_add_days(instant_date(web_test_now), days_on),
                       .last_day = DATE_NONE,
                       .reason = S("감사 지적")};
    assert_null(run(h, add, &p));
}

static void come_in(struct house *h, const char *email, const char *password)
{
    struct web_test *t = &h->w;
    t->cookies = NULL;
    t->csrf = NULL;
    struct web_answer a =
        web_post(t, "/login", WEB_FIELDS({"email", email}, {"password", password}, {"code", ""}));
    assert_int_equal(a.status, 303);
    str begin = S(SESSION_COOKIE "=");
    assert_true(str_starts(a.cookie, begin));
    str token = str_slice(a.cookie, begin.n, TOKEN_LENGTH);
    t->cookies =
        str_to_c(h->d->arena, str_format(h->d->arena, SESSION_COOKIE "=%.*s", STR_ARG(token)));
    str mark = S("name=\"csrf\" value=\"");
    struct web_answer page = web_get(t, "/me/password");
    size_t at = str_index(page.body, mark);
    assert_true(at < page.body.n);
    t->csrf = str_to_c(h->d->arena, str_slice(page.body, at + mark.n, TOKEN_LENGTH));
}

static struct web_answer change(struct house *h, const char *from, const char *to)
{
    struct web_answer a =
        web_post(&h->w, "/me/password",
                 WEB_FIELDS({"secret", from}, {"password", to}, {"password_again", to}));
    str begin = S(SESSION_COOKIE "=");
    if (str_starts(a.cookie, begin)) { // asked again: a new cookie
        str token = str_slice(a.cookie, begin.n, TOKEN_LENGTH);
        h->w.cookies =
            str_to_c(h->d->arena, str_format(h->d->arena, SESSION_COOKIE "=%.*s", STR_ARG(token)));
    }
    return a;
}

static void a_rule_lies_beyond_what_the_site_asks_of_all(void **state)
{
    (void)state;
    static const struct {
        enum policy_kind kind;
        int64_t least;
        int64_t most;
    } ROWS[] = {
        {POLICY_PASSWORD_LENGTH, 9,  64 },
        {POLICY_PASSWORD_KINDS,  2,  4  },
        {POLICY_PASSWORD_DAYS,   30, 730},
        {POLICY_PASSWORD_LAST,   1,  5  },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct policy p = {.kind = ROWS[i].kind};
        const struct {
            int64_t count;
            err fault;
        } EDGES[] = {
            {0,                 &POLICY_COUNT_OUT},
            {ROWS[i].least - 1, &POLICY_COUNT_OUT},
            {ROWS[i].least,     NULL             },
            {ROWS[i].most,      NULL             },
            {ROWS[i].most + 1,  &POLICY_COUNT_OUT},
        };
        for (size_t k = 0; k < COUNT(EDGES); k++) {
            p.count = EDGES[k].count;
            assert_ptr_equal(policy_check(NULL, LAW_LOCAL, &p, NULL), EDGES[k].fault);
        }
    }
}

static struct web_answer post_rule(struct house *h, const char *kind, const char *value,
                                   const char *count)
{
    str today = date_format_iso(h->d->arena, instant_date(web_test_now));
    return web_post(&h->w, "/buyer/org/policies",
                    WEB_FIELDS({"kind", kind}, {"value", value}, {"count", count},
                               {"first_day", str_to_c(h->d->arena, today)}, {"last_day", ""},
                               {"reason", "감사 지적"}));
}

static void the_administrator_sets_rules_for_passwords(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        open_house(&h, &d);
        come_in(&h, "hana@x.kr", PASSWORD);
        assert_int_equal(post_rule(&h, "password_length", "", "8").status, 422);
        assert_int_equal(post_rule(&h, "password_length", "", "").status, 422);
        assert_int_equal(post_rule(&h, "password_length", "100", "12").status, 422);
        assert_int_equal(post_rule(&h, "one_quote", "100", "12").status, 422);
        assert_int_equal(post_rule(&h, "password_days", "", "29").status, 422);
        assert_int_equal(party_testing_count_audit(&d, "policy.add"), 0);
        assert_int_equal(post_rule(&h, "password_length", "", "12").status, 303);
        assert_int_equal(post_rule(&h, "password_days", "", "90").status, 303);
        assert_int_equal(party_testing_count_audit(&d, "policy.add"), 2);
        struct web_answer a = web_get(&h.w, "/buyer/org/policies");
        assert_true(web_shows(a, "12자 이상") && web_shows(a, "90일마다"));
        assert_true(web_shows(web_get(&h.w, "/me/password"), "12자 이상, 90일마다 바꾸기"));
        web_test_close(&h.w);
    }
}

static void a_password_keeps_the_rules_of_the_institution_in_force_today(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        open_house(&h, &d);
        struct testing_row other = party_testing_institution(&d, "서구", PARTY_ACTIVE);
        struct testing_row dul = party_testing_person(&d, "dul@x.kr", "이두리", PASSWORD, NULL);
        party_testing_role(&d, dul, &other, NULL, PARTY_OFFICER);
        ask_for(&h, POLICY_PASSWORD_LENGTH, 12, 1);
        ask_for(&h, POLICY_PASSWORD_KINDS, 3, 1);
        ask_for(&h, POLICY_PASSWORD_LENGTH, 10, 1); // the strictest holds
        come_in(&h, "hana@x.kr", PASSWORD);
        assert_int_equal(change(&h, PASSWORD, "vkzqjxwh").status, 303); // from tomorrow

        web_test_now.us += DAY;
        come_in(&h, "hana@x.kr", "vkzqjxwh");
        struct web_answer a = change(&h, "vkzqjxwh", "vkzqjxwhm1A");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, PARTY_PASSWORD_HOUSE_SHORT.text));
        assert_true(web_shows(a, "소속 기관의 규칙: 12자 이상, "));
        a = change(&h, "vkzqjxwh", "vkzqjxwhmp12");
        assert_true(web_shows(a, PARTY_PASSWORD_HOUSE_KINDS.text));
        assert_int_equal(change(&h, "vkzqjxwh", "vkzqjxwhm12A").status, 303);
        come_in(&h, "dul@x.kr", PASSWORD); // of another institution
        assert_int_equal(change(&h, PASSWORD, "vkzqjxwh").status, 303);
        web_test_now.us -= DAY;
        web_test_close(&h.w);
    }
}

static int64_t kept(struct house *h)
{
    password_hashes list;
    account_id id = {h->hana.id};
    assert_null(db_begin(h->d->db, DB_READ));
    assert_null(password_store_recent(h->d->db, h->d->arena, id, LIMIT_HOUSE_LAST, &list));
    db_rollback(h->d->db);
    return (int64_t)list.count - 1;
}

static err end_rule(struct unit *u, void *data)
{
    const struct policy *p = data;
    return policy_action_end(u, p->no, date_add_days(u->today, -1), S("끝"));
}

static void the_last_three_do_not_come_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        open_house(&h, &d);
        ask_for(&h, POLICY_PASSWORD_LAST, 3, 0);
        come_in(&h, "hana@x.kr", PASSWORD);
        static const char *const NEXT[] = {PASSWORD, "second old boat", "third old boat",
                                           "fourth old boat"};
        for (size_t i = 1; i < COUNT(NEXT); i++) {
            for (size_t k = 0; k < i; k++) { // none of those before, the one in use included
                struct web_answer a = change(&h, NEXT[i - 1], NEXT[k]);
                assert_true(web_shows(a, PARTY_PASSWORD_HOUSE_AGAIN.text));
            }
            assert_int_equal(change(&h, NEXT[i - 1], NEXT[i]).status, 303);
            assert_int_equal(kept(&h), i < 2 ? (int64_t)i : 2);
        }
        // To who has the session alone nothing is told of what was used.
        struct web_answer a = change(&h, "guess", NEXT[2]);
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, PARTY_PASSWORD_HOUSE_AGAIN.text));
        assert_int_equal(change(&h, NEXT[3], NEXT[0]).status, 303); // the fourth before
        policy_list list;
        assert_null(db_begin(d.db, DB_READ));
        assert_null(policy_store_list(d.db, d.arena, (institution_id){h.office.id}, &list));
        db_rollback(d.db);
        assert_null(run(&h, end_rule, &list.items[0]));
        assert_int_equal(change(&h, NEXT[0], NEXT[3]).status, 303);
        assert_int_equal(kept(&h), 0); // nobody asks any more
        web_test_close(&h.w);
    }
}

static void a_password_of_years_ago_opens_where_no_institution_asks(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        open_house(&h, &d);
        ask_for(&h, POLICY_PASSWORD_DAYS, 730, 1); // from tomorrow
        come_in(&h, "hana@x.kr", PASSWORD);        // made at the epoch
        assert_int_equal(web_get(&h.w, "/buyer/org/policies").status, 200);
        web_test_close(&h.w);
    }
}

static void an_old_password_opens_nothing_but_its_change(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        instant began = web_test_now;
        open_house(&h, &d);
        ask_for(&h, POLICY_PASSWORD_DAYS, 90, 0);
        come_in(&h, "hana@x.kr", PASSWORD); // made at the epoch: due at once
        assert_true(str_equals(web_get(&h.w, "/home").location, S("/me/password")));
        assert_int_equal(change(&h, PASSWORD, "second old boat").status, 303);
        assert_int_equal(web_get(&h.w, "/buyer/org/policies").status, 200);

        web_test_now.us = began.us + 90 * DAY;
        come_in(&h, "hana@x.kr", "second old boat");
        assert_int_equal(web_get(&h.w, "/buyer/org/policies").status, 200);
        web_test_now.us += DAY;
        come_in(&h, "hana@x.kr", "second old boat");
        assert_int_equal(web_get(&h.w, "/buyer/org/policies").status, 403);
        assert_true(web_shows(web_get(&h.w, "/me"), "비밀번호를 바꿔야"));
        assert_true(web_shows(web_get(&h.w, "/me/password"), "기간이 지났습니다"));
        assert_int_equal(change(&h, "second old boat", "third old boat").status, 303);
        assert_int_equal(web_get(&h.w, "/buyer/org/policies").status, 200);
        web_test_now = began;
        web_test_close(&h.w);
    }
}

static void who_has_the_code_is_told_the_rule_and_nobody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct house h;
        open_house(&h, &d);
        ask_for(&h, POLICY_PASSWORD_LENGTH, 12, 0);
        (void)web_post(&h.w, "/reset-password", WEB_FIELDS({"email", "hana@x.kr"}));
        const char *code = str_to_c(d.arena, party_testing_code(&d, h.hana));
        const struct {
            const char *code;
            const char *password;
            bool told;
            int status;
        } ROWS[] = {
            {"00000000", "vkzqjxwhmpv",  false, 422},
            {code,       "vkzqjxwhmpv",  true,  422},
            {code,       "vkzqjxwhmpvk", false, 303},
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a = web_post(
                &h.w, "/reset-password/code",
                WEB_FIELDS({"email", "hana@x.kr"}, {"code", ROWS[i].code},
                           {"password", ROWS[i].password}, {"password_again", ROWS[i].password}));
            assert_int_equal(a.status, ROWS[i].status);
            assert_int_equal(web_shows(a, "소속 기관의 규칙: 12자 이상"), ROWS[i].told);
            assert_int_equal(web_shows(a, PARTY_PASSWORD_HOUSE_SHORT.text), ROWS[i].told);
        }
        web_test_close(&h.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_lies_beyond_what_the_site_asks_of_all),
        cmocka_unit_test(the_administrator_sets_rules_for_passwords),
        cmocka_unit_test(a_password_keeps_the_rules_of_the_institution_in_force_today),
        cmocka_unit_test(the_last_three_do_not_come_again),
        cmocka_unit_test(a_password_of_years_ago_opens_where_no_institution_asks),
        cmocka_unit_test(an_old_password_opens_nothing_but_its_change),
        cmocka_unit_test(who_has_the_code_is_told_the_rule_and_nobody_else),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
