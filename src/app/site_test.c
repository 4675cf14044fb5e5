// test-timeout: 240
// Every route of the site is asked by everybody: who may enter does, who may not is told so, and
// every answer carries the headers of security.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/site_test.sql.h"
#include "base/limits.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder.h"
#include "platform/secret/secret.h"
#include "platform/web/form_key.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct purchase_scene scene;
static struct web_test web;
static const struct actor *person; // who asks
static const struct actor NOBODY_OF_NOTE = {.account = {1}, .rights = RIGHT_SIGNED_IN};

static int setup(void **state)
{
    (void)state;
    site_testing_open(&scene, &database, &web);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

// --- Asking --------------------------------------------------------------------------------------

// "/buyer/purchases/:no" with a number in each blank that is nobody's.
static const char *address_of(const struct route *r)
{
    struct out o;
    out_init(&o, database.arena, LIMIT_REQUEST_HEAD);
    for (const char *p = r->path; *p != '\0'; p++) {
        if (*p == ':') {
            p += strcspn(p, "/") - 1;
            out_format(&o, "%lld", (long long)public_no_from(1).value);
        } else {
            out_char(&o, *p);
        }
    }
    return str_to_c(database.arena, out_view(&o));
}

static struct web_answer ask(const struct route *r)
{
    const char *address = address_of(r);
    return r->method == GET ? web_get(&web, address) : web_post(&web, address, WEB_NO_FIELDS);
}

// Answers live in the database's arena: here in one of their own, emptied after each route.
static void each_route(void (*check)(const struct route *r))
{
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    struct arena *of_scene = database.arena;
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            check(&lists[i].items[k]);
            arena_reset(database.arena);
        }
    }
    arena_close(database.arena);
    database.arena = of_scene;
    db_set_arena(database.db, database.arena);
}

// --- Headers -------------------------------------------------------------------------------------

static str headers_of(struct web_answer a)
{
    return str_slice(a.bytes, 0, str_index(a.bytes, S("\r\n\r\n")) + 2);
}

static size_t count_of(str text, str part)
{
    size_t count = 0;
    for (size_t at = str_index(text, part); at < text.n; at = str_index(text, part)) {
        text = str_slice(text, at + part.n, text.n);
        count++;
    }
    return count;
}

static size_t cookie_count;
static size_t answer_count;

static void check_headers(const struct route *r, struct web_answer a, bool is_visitor)
{
    static const char *const EXPECTED[] = {
        "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n",
        "\r\nReferrer-Policy: same-origin\r\n",
        "\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\n",
        "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
        "\r\nPermissions-Policy: camera=(), microphone=(), geolocation=()\r\n",
    };
    str headers = headers_of(a);
    answer_count++;
    for (size_t i = 0; i < COUNT(EXPECTED); i++) {
        if (count_of(headers, str_view(EXPECTED[i])) != 1) {
            fail_msg("%s: not once:%s", r->path, EXPECTED[i]);
        }
    }
    bool kept_nowhere = str_contains(headers, S("\r\nCache-Control: no-store\r\n"));
    bool asked_again = str_contains(headers, S("\r\nCache-Control: private, no-cache\r\n"));
    if (!(kept_nowhere || (is_visitor && asked_again))) {
        fail_msg("%s: a browser may keep it: %.*s", r->path, STR_ARG(headers));
    }
    cookie_count += site_testing_check_cookies(database.arena, r->path, headers);
}

static void check_visitors_headers(const struct route *r)
{
    check_headers(r, ask(r), true);
}

static void check_persons_headers(const struct route *r)
{
    check_headers(r, ask(r), false);
}

static void every_answer_carries_the_headers_of_security(void **state)
{
    (void)state;
    cookie_count = 0;
    answer_count = 0;
    web_as(&web, NULL);
    each_route(check_visitors_headers);
    web_as(&web, &NOBODY_OF_NOTE); // most doors stay shut: the page that says so has them too
    each_route(check_persons_headers);
    const struct actor *const everywhere[] = {&scene.allround, &scene.owner, &scene.operator_};
    for (size_t i = 0; i < COUNT(everywhere); i++) {
        web_as(&web, everywhere[i]);
        each_route(check_persons_headers);
    }
    assert_in_range(cookie_count, 3, 100000); // of how the site looks, at least
    testing_tell("headers", &database, answer_count, "");
}

// --- Who may enter -------------------------------------------------------------------------------

static void check_visitor(const struct route *r)
{
    struct web_answer a = ask(r);
    bool shut = r->right != RIGHT_PUBLIC;
    bool api = str_starts(str_view(r->path), S("/api/"));
    bool sent_away =
        api ? a.status == 401 : a.status == 303 && str_starts(a.location, S("/login?next="));
    if (shut != sent_away) {
        fail_msg("%s answers a visitor %d", r->path, a.status);
    }
    if (a.status >= 500) {
        fail_msg("%s answers a visitor %d", r->path, a.status);
    }
}

static void abuse_01_a_visitor_is_led_to_the_log_in(void **state)
{
    (void)state;
    web_as(&web, NULL);
    each_route(check_visitor);
}

static void check_person(const struct route *r)
{
    struct web_answer a = ask(r);
    bool may = (person->rights & r->right) == r->right;
    bool denied = a.status == 403 && web_shows(a, "이 화면을 볼 수 있는 역할이 아닙니다");
    if (may == denied || a.status >= 500 || a.status == 401) {
        fail_msg("%s answers %.*s with %d", r->path, STR_ARG(person->role_label), a.status);
    }
}

static void abuse_01_each_role_enters_by_its_own_doors_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
        person = scene.people[i];
        web_as(&web, person);
        each_route(check_person);
    }
}

// What is not there and what is another's are the same answer.
static void check_missing(const struct route *r)
{
    bool of_one = strstr(r->path, "/:no") != NULL;
    if (of_one && r->method == GET && (person->rights & r->right) == r->right) {
        struct web_answer a = ask(r);
        if (a.status != 404 && a.status != 303) { // or on to a list
            fail_msg("%s answers %d to a number that is nobody's", r->path, a.status);
        }
    }
}

static void a_number_that_is_nobodys_is_missing(void **state)
{
    (void)state;
    for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
        person = scene.people[i];
        web_as(&web, person);
        each_route(check_missing);
    }
}

// Who gets which answer where, as it was decided: a line a route, a column a role. Forms are empty,
// a number in the address is nobody's.
#define ACCESS_FILE "src/app/site_access.csv"

static const struct {
    const char *column;
    const struct actor *actor; // NULL: a visitor
} ROLES[] = {
    {"visitor",    NULL             },
    {"no role",    &NOBODY_OF_NOTE  },
    {"officer",    &scene.officer   },
    {"approver",   &scene.approver  },
    {"inspector",  &scene.inspector },
    {"accountant", &scene.accountant},
    {"admin",      &scene.admin     },
    {"staff",      &scene.staff     },
    {"owner",      &scene.owner     },
    {"operator",   &scene.operator_ },
};

static str decided; // the whole of the file
static size_t route_count;
static size_t undecided;

static void check_line(str line)
{
    if (!str_contains(decided, str_format(database.arena, "\n%.*s\n", STR_ARG(line)))) {
        print_error("%.*s\n", STR_ARG(line));
        undecided++;
    }
    route_count++;
}

static void check_access(const struct route *r)
{
    struct out line;
    out_init(&line, database.arena, LIMIT_CSV_FIELD);
    out_format(&line, "%s %s", r->method == GET ? "GET" : "POST", r->path);
    for (size_t i = 0; i < COUNT(ROLES); i++) {
        web_as(&web, ROLES[i].actor);
        out_format(&line, ",%d", ask(r).status);
    }
    check_line(out_view(&line));
}

static void abuse_01_every_route_answers_every_role_as_decided(void **state)
{
    (void)state;
    str sentence = S("");
    struct out head;
    if (folder_read_file(database.arena, S(ACCESS_FILE), &decided, &sentence) != NULL) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
    out_init(&head, database.arena, LIMIT_CSV_FIELD);
    out_str(&head, S("route"));
    for (size_t i = 0; i < COUNT(ROLES); i++) {
        out_format(&head, ",%s", ROLES[i].column);
    }
    out_char(&head, '\n');
    assert_true(str_starts(decided, out_view(&head)));
    route_count = 0;
    undecided = 0;
    each_route(check_access);
    if (undecided > 0) {
        fail_msg("%zu of these lines are not in " ACCESS_FILE, undecided);
    }
    assert_int_equal(count_of(decided, S("\n")), route_count + 1); // none is of a route that was
    char more[60];
    (void)snprintf(more, sizeof(more), ",\"routes\":%zu,\"roles\":%zu", route_count, COUNT(ROLES));
    testing_tell("roles", &database, route_count * COUNT(ROLES), more);
}

// --- The mark of a demo --------------------------------------------------------------------------

static err set_fact(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_SITE_TEST_DEMO_SET), NULL);
}

static err forget_fact(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_SITE_TEST_DEMO_FORGET), NULL);
}

// The rights of `person`, and of a demo what the real session reads of the site.
static err load_person(struct unit *u, const struct request *rq, struct actor *actor)
{
    struct actor read = {0};
    TRY(party_load_actor(u, rq, &read));
    *actor = *person;
    actor->demo = read.demo;
    return NULL;
}

static size_t marks_expected;
static size_t page_count;

static void check_mark(const struct route *r)
{
    struct web_answer a = ask(r);
    if (a.body.n == 0 || !str_contains(headers_of(a), S("\r\nContent-Type: text/html"))) {
        return;
    }
    size_t marks = count_of(a.body, S("<aside class=\"demo\""));
    if (marks != marks_expected) {
        fail_msg("%s (%d) bears %zu marks of a demo", r->path, a.status, marks);
    }
    page_count++;
}

// With the fact and without it.
static void check_marks(void)
{
    for (marks_expected = 0; marks_expected <= 1; marks_expected++) {
        assert_null(purchase_testing_run(&scene, &scene.operator_,
                                         marks_expected == 1 ? set_fact : forget_fact, NULL));
        page_count = 0;
        each_route(check_mark);
        assert_true(page_count > 20);
    }
    assert_null(purchase_testing_run(&scene, &scene.operator_, forget_fact, NULL));
}

static const char *log_in_owner(void)
{
    const char *email =
        str_to_c(database.arena, str_format(database.arena, "p%zu@dure.example",
                                            offsetof(struct purchase_scene, owner)));
    struct web_answer a = web_post(
        &web, "/login", WEB_FIELDS({"email", email}, {"password", PURCHASE_TESTING_PASSWORD}));
    assert_int_equal(a.status, 303);
    str cookie = str_slice(a.cookie, 0, str_index(a.cookie, S(";")));
    return str_to_c(database.arena, cookie);
}

// A number is nobody's here: where a path has one, the mark looked for is that of the page which
// says that it is missing, so the papers of a purchase are not seen.
static void each_page_bears_the_mark_of_a_demo_and_no_page_otherwise(void **state)
{
    (void)state;
    static const struct actor *const PEOPLE[] = {&scene.allround, &scene.owner, &scene.operator_};
    err (*of_test)(struct unit *, const struct request *, struct actor *) = web.site.load_actor;
    web_as(&web, NULL);
    web.site.load_actor = party_load_actor;
    check_marks(); // a visitor's
    web.cookies = log_in_owner();
    assert_int_equal(web_get(&web, "/supplier").status, 200);
    check_marks(); // of a real session
    web.cookies = NULL;
    web.site.load_actor = load_person;
    for (size_t i = 0; i < COUNT(PEOPLE); i++) {
        person = PEOPLE[i];
        web_as(&web, person);
        check_marks();
    }
    web.site.load_actor = of_test;
}

// --- Forms from elsewhere ------------------------------------------------------------------------

#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#define TOKEN_LENGTH 64

struct session {
    const char *cookies;
    const char *csrf;
};

static void go_on(struct session s)
{
    web.cookies = s.cookies;
    web.csrf = s.csrf;
}

// Each of them half a minute after the one before: a code works once.
static struct session log_in(const struct actor *who)
{
    struct arena *a = database.arena;
    size_t offset = (size_t)((const char *)who - (const char *)&scene);
    web_test_now = instant_add_s(web_test_now, 30);
    go_on((struct session){0});
    struct web_answer in =
        web_post(&web, "/login",
                 WEB_FIELDS({"email", str_format(a, "p%zu@dure.example", offset).p},
                            {"password", PURCHASE_TESTING_PASSWORD},
                            {"code", secret_totp_code(a, S(TOTP), web_test_now).p}));
    assert_int_equal(in.status, 303);
    go_on((struct session){.cookies =
                               str_to_c(a, str_slice(in.cookie, 0, str_index(in.cookie, S(";"))))});
    str body = web_get(&web, "/me/contact").body;
    str mark = S("name=\"csrf\" value=\"");
    size_t at = str_index(body, mark);
    assert_true(at < body.n);
    web.csrf = str_to_c(a, str_slice(body, at + mark.n, TOKEN_LENGTH));
    return (struct session){web.cookies, web.csrf};
}

static struct session own;   // of `person`; a visitor has none
static struct session other; // somebody else's, alive
static struct session ended; // the person's before
static size_t forged_count;

static void check_refused(const struct route *r, const char *what, const struct fault *fault)
{
    struct web_answer a = ask(r);
    forged_count++;
    if (a.status != 403 || !web_shows(a, fault->text)) {
        fail_msg("%s answers %d to %s", r->path, a.status, what);
    }
}

static bool changes_state(const struct route *r)
{
    return r->method == POST && !r->is_question;
}

static void check_forged(const struct route *r)
{
    uint64_t rights = person == NULL ? RIGHT_PUBLIC : person->rights;
    if (!changes_state(r) || (rights & r->right) != r->right) {
        return;
    }
    static const char *const SITES[] = {"cross-site", "same-site"};
    static const char *const ORIGINS[] = {"https://elsewhere.example", "null",
                                          "https://dure.example.elsewhere.example"};
    go_on((struct session){own.cookies, ""});
    check_refused(r, "no token", &FORM_STALE);
    web.csrf = other.csrf;
    check_refused(r, "another session's token", &FORM_STALE);
    web.csrf = ended.csrf;
    check_refused(r, "the token of a session that ended", &FORM_STALE);
    go_on(own);
    for (size_t i = 0; i < COUNT(ORIGINS); i++) {
        web.origin = ORIGINS[i];
        check_refused(r, web.origin, &FORM_FOREIGN);
    }
    web.origin = NULL;
    for (size_t i = 0; i < COUNT(SITES); i++) {
        web.fetch_site = SITES[i];
        check_refused(r, web.fetch_site, &FORM_FOREIGN);
    }
    web.fetch_site = NULL;
    go_on(ended); // nobody's any more: a visitor without a token, or one to be led to the log-in
    forged_count++;
    struct web_answer a = ask(r);
    if (a.status != 403 && a.status != 401 && !str_starts(a.location, S("/login?next="))) {
        fail_msg("%s answers %d to a session that ended", r->path, a.status);
    }
}

static int64_t count_deeds(void)
{
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_SITE_TEST_DEEDS);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(database.db);
    return count;
}

static void check_somebody_may(const struct route *r)
{
    uint64_t held[] = {scene.allround.rights, scene.owner.rights, scene.operator_.rights};
    bool may = false;
    for (size_t i = 0; i < COUNT(held); i++) {
        may = may || (held[i] & r->right) == r->right;
    }
    if (!may) {
        fail_msg("%s was asked by nobody", r->path);
    }
}

static void abuse_09_a_form_from_elsewhere_changes_nothing_at_any_route(void **state)
{
    (void)state;
    static const struct actor *const PEOPLE[] = {&scene.allround, &scene.owner, &scene.operator_,
                                                 NULL}; // and a visitor
    err (*of_test)(struct unit *, const struct request *, struct actor *) = web.site.load_actor;
    party_testing_factor(&database, scene.allround.account, TOTP);
    party_testing_factor(&database, scene.operator_.account, TOTP);
    web_as(&web, NULL);
    web.site.load_actor = party_load_actor;
    each_route(check_somebody_may);
    forged_count = 0;
    for (size_t i = 0; i < COUNT(PEOPLE); i++) {
        person = PEOPLE[i];
        ended = log_in(person == NULL ? &scene.staff : person);
        assert_int_equal(web_post(&web, "/logout", WEB_NO_FIELDS).status, 303);
        other = log_in(&scene.rival_owner);
        own = person == NULL ? (struct session){0} : log_in(person);
        int64_t deeds = count_deeds();
        each_route(check_forged);
        assert_int_equal(count_deeds(), deeds);
        go_on(own); // and by its own page it is a deed
        if (person != NULL) {
            assert_int_equal(web_post(&web, "/me/sessions", WEB_NO_FIELDS).status, 303);
            assert_true(count_deeds() > deeds);
        }
    }
    go_on((struct session){0});
    web.site.load_actor = of_test;
    testing_tell("forged", &database, forged_count, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_a_visitor_is_led_to_the_log_in),
        cmocka_unit_test(abuse_01_each_role_enters_by_its_own_doors_alone),
        cmocka_unit_test(abuse_01_every_route_answers_every_role_as_decided),
        cmocka_unit_test(a_number_that_is_nobodys_is_missing),
        cmocka_unit_test(every_answer_carries_the_headers_of_security),
        cmocka_unit_test(each_page_bears_the_mark_of_a_demo_and_no_page_otherwise),
        cmocka_unit_test(abuse_09_a_form_from_elsewhere_changes_nothing_at_any_route),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, setup, teardown);
    }
    party_testing_end();
    return failed;
}
