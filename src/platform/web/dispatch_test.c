// From a request to its answer: who may enter, what is committed, and what happens when it goes
// wrong.
#include "platform/web/web_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_inject.h"
#include "platform/page/put.h"
#include "platform/secret/secret.h"
#include "platform/web/dispatch_test.sql.h"
#include "platform/web/form_key.h"

#define BUYERS (UINT64_C(1) << 1)

#define TEXT(literal)                                                                              \
    {                                                                                              \
        .p = literal, .n = sizeof(literal) - 1                                                     \
    }

static const struct actor OFFICER = {
    .account = {7},
    .rights = BUYERS | 1,
    .name = TEXT("김담당"),
    .csrf = TEXT("token-of-the-officer"),
};
static const struct actor SELLER = {
    .account = {8},
    .rights = 1,
};

// --- A small site --------------------------------------------------------------------------------

static err do_deed(struct unit *u, const char *kind)
{
    struct query *q = db_query(u->db, &SQL_TEST_DEED_ADD);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", 1);
    return query_run(q, NULL);
}

static int64_t count_deeds(struct testing_db *t, const char *kind)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEED_COUNT);
    bind_str(q, "kind", str_view(kind));
    assert_true(query_next(q));
    int64_t count = read_i64(q, "deed_count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

static err get_home(struct unit *u, const struct request *rq, struct response *rs)
{
    struct frame f;
    frame_fill(u, rq, &f, S("첫 화면"));
    rs->is_public = true;
    out_str(&rs->body, S("안녕하세요 "));
    put_str(&rs->body, f.account_name);
    return NULL;
}

static err get_form(struct unit *u, const struct request *rq, struct response *rs)
{
    struct frame f;
    frame_fill(u, rq, &f, S("적는 화면"));
    rs->is_public = true;
    put_form_token(&rs->body, &f);
    return NULL;
}

static err get_case(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    put_str(&rs->body, request_path(rq, "no"));
    return NULL;
}

static err post_case(struct unit *u, const struct request *rq, struct response *rs)
{
    TRY(do_deed(u, "case"));
    if (str_equals(request_field(rq, "how"), S("with issues"))) {
        rs->status = 422;
        out_str(&rs->body, S("고쳐 주세요"));
        return NULL;
    }
    if (str_equals(request_field(rq, "how"), S("with a page"))) {
        out_str(&rs->body, S("한 번만 보여 드립니다"));
        return NULL;
    }
    if (str_equals(request_field(rq, "how"), S("to be confirmed"))) {
        rs->asks_back = true;
        out_str(&rs->body, S("이대로 할까요?"));
        return NULL;
    }
    return see_other(rs, "/cases/%.*s?done=1", STR_ARG(request_path(rq, "no")));
}

static err post_session(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    TRY(do_deed(u, "session"));
    response_cookie(rs, S("__Host-dure"), S("abc"));
    return see_other(rs, "/");
}

static err get_writing(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    return do_deed(u, "get");
}

static err write_note(struct unit *u, const void *data)
{
    (void)data;
    return do_deed(u, "note");
}

static err write_bad_note(struct unit *u, const void *data)
{
    (void)u;
    (void)data;
    return &DB_FULL;
}

static const struct fault FAULTS[FAULT_KIND_COUNT] = {
    {FAULT_INVALID,  "test.invalid",  "고치세요",           NULL},
    {FAULT_MISSING,  "test.missing",  "없습니다",           NULL},
    {FAULT_REFUSED,  "test.refused",  "안 됩니다",          NULL},
    {FAULT_DENIED,   "test.denied",   "역할이 아닙니다", NULL},
    {FAULT_CONFLICT, "test.conflict", "먼저 했습니다",    NULL},
    {FAULT_BUSY,     "test.busy",     "잠시 뒤에",          NULL},
    {FAULT_BROKEN,   "test.broken",   "고장입니다",        NULL},
};

static err post_refused(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rs;
    int64_t kind = 0;
    assert_true(str_parse_i64(request_path(rq, "kind"), &kind));
    TRY(do_deed(u, "refused"));
    unit_note(u, write_note, NULL);
    return &FAULTS[kind];
}

static err get_shown(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    unit_note(u, write_note, NULL);
    out_str(&rs->body, S("홍길동"));
    return NULL;
}

static err get_shown_unnoted(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    unit_note(u, write_bad_note, NULL);
    out_str(&rs->body, S("홍길동"));
    return NULL;
}

static err before_hash(struct unit *u, struct request *rq)
{
    assert_ptr_equal(do_deed(u, "before"), &DB_BROKEN); // a reading unit
    rq->prepared = NEW(u->arena, int);
    *(int *)rq->prepared = 42;
    return NULL;
}

static err post_hashed(struct unit *u, const struct request *rq, struct response *rs)
{
    assert_int_equal(*(int *)rq->prepared, 42);
    TRY(do_deed(u, "hashed"));
    return see_other(rs, "/");
}

static err get_endless(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    for (int i = 0; i < 1000; i++) {
        (void)arena_alloc(u->arena, 1024 * 1024);
    }
    return NULL;
}

static err get_huge(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    for (int i = 0; i < 5 * 1024; i++) {
        out_str(&rs->body, str_format(u->arena, "%01024d", i));
    }
    return NULL;
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", get_home, 0),
    ROUTE(GET, "/form", get_form, 0),
    ROUTE(GET, "/cases/:no", get_case, BUYERS),
    ROUTE(GET, "/api/v1/cases", get_case, BUYERS),
    ROUTE(POST, "/cases/:no/sign", post_case, BUYERS),
    ROUTE(POST, "/open", post_case, 0),
    ROUTE(POST, "/session", post_session, 0),
    ROUTE(GET, "/writing", get_writing, 0),
    ROUTE_QUESTION("/writing-question", get_writing, 0),
    ROUTE_QUESTION("/question", get_home, BUYERS),
    ROUTE(POST, "/refused/:kind", post_refused, 0),
    ROUTE(GET, "/shown", get_shown, 0),
    ROUTE(GET, "/shown-unnoted", get_shown_unnoted, 0),
    ROUTE_BEFORE(POST, "/hashed", before_hash, post_hashed, 0),
    ROUTE_SLOW(GET, "/export", get_home, 0),
    ROUTE(GET, "/endless", get_endless, 0),
    ROUTE(GET, "/huge", get_huge, 0),
};

// A site on each engine, for what is about commits; one on SQLite for the rest.
#define FOR_EACH_SITE(t)                                                                           \
    FOR_EACH_ENGINE(database)                                                                      \
    ON_SITE_OF(t, database)
#define ON_SQLITE(t)                                                                               \
    for (struct testing_db database,                                                               \
         *database_once_ = testing_db_open(DB_SQLITE, &database) ? &database : NULL;               \
         database_once_ != NULL; testing_db_close(&database), database_once_ = NULL)               \
    ON_SITE_OF(t, database)
#define ON_SITE_OF(t, database)                                                                    \
    for (struct web_test t,                                                                        \
         *site_once_ = (web_test_open(&t, &database, ROUTES, COUNT(ROUTES)), &t);                  \
         site_once_ != NULL; web_test_close(&t), site_once_ = NULL)

// --- Who may enter -------------------------------------------------------------------------------

static void a_page_is_answered_and_another_address_is_missing(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        struct web_answer a = web_get(&t, "/");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "안녕하세요 김담당"));
        assert_int_equal(web_get(&t, "/nowhere").status, 404);
        assert_int_equal(web_get(&t, "/cases/").status, 404);
        assert_int_equal(web_get(&t, "//cases/1").status, 404);
        assert_int_equal(web_get(&t, "/cases/../cases/1").status, 404);
        assert_true(web_shows(web_get(&t, "/cases/%EA%B0%80"), "가"));
    }
}

static void unreadable_requests_are_400(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        assert_int_equal(web_get(&t, "/cases/%FF").status, 400);
        assert_int_equal(web_get(&t, "/cases/%00").status, 400);
        assert_int_equal(web_get(&t, "/cases/%4").status, 400);
        assert_int_equal(web_get(&t, "/?q=%C0%AF").status, 400);
        assert_int_equal(web_get(&t, "http://elsewhere.example/").status, 400);
        struct web_answer a =
            web_ask(&t, "POST", "/open", "multipart/form-data; boundary=x", S("nonsense"));
        assert_int_equal(a.status, 400);
    }
}

static void only_what_a_route_names_may_be_asked(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_ask(&t, "POST", "/", "", (str){0});
        assert_int_equal(a.status, 405);
        assert_true(str_contains(a.bytes, S("Allow: GET, HEAD\r\n")));
        a = web_get(&t, "/open");
        assert_int_equal(a.status, 405);
        assert_true(str_contains(a.bytes, S("Allow: POST\r\n")));
        static const char *const OTHERS[] = {"PUT", "DELETE", "TRACE", "OPTIONS", "get", ""};
        for (size_t i = 0; i < COUNT(OTHERS); i++) {
            assert_int_equal(web_ask(&t, OTHERS[i], "/", "", (str){0}).status, 405);
            assert_int_equal(web_ask(&t, OTHERS[i], "/nowhere", "", (str){0}).status, 404);
        }
    }
}

static void head_is_get_without_the_body(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer get = web_get(&t, "/");
        struct web_answer head = web_head(&t, "/");
        str length = str_format(database.arena, "Content-Length: %zu\r\n", get.body.n);
        assert_int_equal(head.status, 200);
        assert_true(str_contains(get.bytes, length));
        assert_true(str_contains(head.bytes, length));
        assert_true(str_ends(head.bytes, S("\r\n\r\n")));
    }
}

static void a_visitor_is_led_to_the_log_in_and_back(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_get(&t, "/cases/1?tab=2");
        assert_int_equal(a.status, 303);
        assert_string_equal(a.location.p, "/login?next=%2Fcases%2F1%3Ftab%3D2");
        a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        assert_string_equal(a.location.p, "/login?next=%2Fcases%2F1"); // the page above the form
        assert_int_equal(count_deeds(&database, "case"), 0);
    }
}

static void a_refusal_leads_back_to_the_nearest_page(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        assert_true(str_ends(web_get(&t, "/cases/1/nowhere").body, S("\n/cases/1")));
        assert_true(str_ends(web_get(&t, "/cases/1/sign").body, S("\n/cases/1"))); // POST alone
        assert_true(str_ends(web_get(&t, "/nowhere").body, S("\n"))); // only the first page
        web_as(&t, &SELLER);
        struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
        assert_int_equal(a.status, 403);
        assert_true(str_ends(a.body, S("\n/cases/1")));
    }
}

static void a_program_is_told_in_json(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_get(&t, "/api/v1/cases");
        assert_int_equal(a.status, 401);
        assert_int_equal(a.location.n, 0);
        assert_true(str_contains(a.bytes, S("\r\nContent-Type: application/json\r\n")));
        assert_true(str_contains(a.bytes, S("\r\nWWW-Authenticate: ")));
        assert_true(web_shows(a, "{\"error\":{\"code\":\"request.login_needed\",\"text\":\""));
        web_as(&t, &SELLER);
        a = web_get(&t, "/api/v1/cases");
        assert_int_equal(a.status, 403);
        assert_true(web_shows(a, "\"request.not_allowed\""));
        a = web_get(&t, "/api/v1/nowhere");
        assert_int_equal(a.status, 404);
        assert_true(web_shows(a, "{\"error\":"));
        web_as(&t, &OFFICER);
        assert_int_equal(web_get(&t, "/api/v1/cases").status, 200);
    }
}

static void the_wrong_role_is_denied(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &SELLER);
        struct web_answer a = web_get(&t, "/cases/1");
        assert_int_equal(a.status, 403);
        assert_true(web_shows(a, "request.not_allowed"));
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 403);
        assert_int_equal(count_deeds(&database, "case"), 0);
        web_as(&t, &OFFICER);
        assert_int_equal(web_get(&t, "/cases/1").status, 200);
    }
}

// --- Forms ---------------------------------------------------------------------------------------

static void abuse_09_a_form_from_elsewhere_changes_nothing(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        const struct actor *const people[] = {&OFFICER, NULL};
        for (size_t i = 0; i < COUNT(people); i++) {
            web_as(&t, people[i]);
            t.csrf = "";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.csrf = "token-of-another";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.csrf = NULL;
            t.origin = "https://elsewhere.example";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.origin = "null";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.origin = NULL;
            t.fetch_site = "cross-site";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.fetch_site = "same-site";
            assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
            t.fetch_site = NULL;
        }
        t.cookies = ""; // a visitor whose cookie did not come along
        web_as(&t, NULL);
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 403);
        assert_int_equal(count_deeds(&database, "case"), 0);

        t.cookies = NULL;
        t.origin = "https://dure.example";
        t.fetch_site = "same-origin";
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 303);
        assert_int_equal(count_deeds(&database, "case"), 1);
    }
}

static void a_form_without_its_one_time_key_is_refused(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        static const char *const WRONG[] = {"", "abc", "0123456789ABCDEF"};
        for (size_t i = 0; i < COUNT(WRONG); i++) {
            t.form_key = WRONG[i];
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "form.no_key"));
        }
        assert_int_equal(count_deeds(&database, "case"), 0);
    }
}

static void abuse_16_a_double_click_is_one_deed(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        for (int i = 0; i < 50; i++) {
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "가"}));
            assert_int_equal(a.status, 303);
            assert_string_equal(a.location.p, "/cases/1?done=1");
        }
        assert_int_equal(count_deeds(&database, "case"), 1);

        // What is changed and sent again, or stands in another form of the page, is another deed.
        (void)web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "나"}));
        (void)web_post(&t, "/cases/2/sign", WEB_FIELDS({"memo", "가"}));
        assert_int_equal(count_deeds(&database, "case"), 3);

        // Another person's form with the same key is another form.
        static const struct actor OTHER = {.account = {9}, .rights = BUYERS};
        web_as(&t, &OTHER);
        assert_int_equal(web_post(&t, "/cases/3/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(count_deeds(&database, "case"), 4);
    }
}

#define AT_ONCE 50

// In a process of its own, on a connection of its own, when all stand ready: the form of the page.
static void post_in_a_process(const struct web_test *of_parent, int ready, int start)
{
    struct testing_db mine = *of_parent->database;
    struct web_test t = *of_parent;
    mine.arena = arena_open(LIMIT_ARENA_UNIT);
    t.arena = arena_open(LIMIT_ARENA_UNIT);
    t.database = &mine;
    char byte = 'r';
    if (db_open(str_view(mine.url), &mine.db) != NULL || write(ready, &byte, 1) != 1 ||
        read(start, &byte, 1) != 0) { // until the parent closes it
        _exit(9);
    }
    struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"memo", "가"}));
    bool good = a.status == 303 && str_equals(a.location, S("/cases/1?done=1"));
    _exit(good ? 0 : 1);
}

static void abuse_16_fifty_clicks_at_once_are_one_deed(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "abababababababababababababababababababababababababababababababab";
        int ready[2];
        int start[2];
        assert_true(pipe(ready) == 0 && pipe(start) == 0);
        pid_t children[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                (void)close(start[1]);
                post_in_a_process(&t, ready[1], start[0]);
            }
            assert_true(children[i] > 0);
        }
        (void)close(ready[1]);
        char byte = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            assert_int_equal(read(ready[0], &byte, 1), 1);
        }
        (void)close(start[1]);
        int answered = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            answered += WIFEXITED(status) && WEXITSTATUS(status) == 0;
        }
        (void)close(ready[0]);
        (void)close(start[0]);
        assert_int_equal(answered, AT_ONCE); // all with the same
        assert_int_equal(count_deeds(&database, "case"), 1);
    }
}

static void a_file_sent_twice_is_one_deed(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        struct web_file file = {"file", "가.pdf", S("%PDF-1")};
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        assert_int_equal(count_deeds(&database, "case"), 1);
        file.bytes = S("%PDF-2");
        (void)web_post_file(&t, "/cases/1/sign", &file, WEB_FIELDS({"memo", "가"}));
        assert_int_equal(count_deeds(&database, "case"), 2);
    }
}

static void a_form_with_mistakes_changes_nothing_and_can_be_sent_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
        for (int i = 0; i < 2; i++) {
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_FIELDS({"how", "with issues"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "고쳐 주세요"));
        }
        assert_int_equal(count_deeds(&database, "case"), 0);
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(count_deeds(&database, "case"), 1);
    }
}

static void a_page_that_was_not_kept_says_that_it_is_done(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";
        assert_int_equal(web_post(&t, "/open", WEB_FIELDS({"how", "with a page"})).status, 200);
        struct web_answer a = web_post(&t, "/open", WEB_FIELDS({"how", "with a page"}));
        assert_int_equal(a.status, 409);
        assert_true(web_shows(a, "form.done"));
        assert_int_equal(count_deeds(&database, "case"), 1);
    }
}

static void a_form_asked_back_did_nothing_and_may_be_sent_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        t.form_key = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
        for (int i = 0; i < 2; i++) {
            struct web_answer a =
                web_post(&t, "/cases/1/sign", WEB_FIELDS({"how", "to be confirmed"}));
            assert_int_equal(a.status, 200);
            assert_true(web_shows(a, "이대로 할까요?"));
        }
        assert_int_equal(count_deeds(&database, "case"), 0);
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 303);
        assert_int_equal(count_deeds(&database, "case"), 1);
    }
}

static void a_log_in_clicked_twice_sets_its_cookie_twice(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        t.form_key = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
        for (int i = 0; i < 2; i++) {
            struct web_answer a = web_post(&t, "/session", WEB_NO_FIELDS);
            assert_int_equal(a.status, 303);
            assert_string_equal(a.cookie.p,
                                "__Host-dure=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
        }
    }
}

static void a_visitor_gets_a_cookie_with_the_first_form_only(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        t.cookies = "";
        assert_int_equal(web_get(&t, "/").cookie.n, 0);
        struct web_answer a = web_get(&t, "/form");
        assert_true(str_starts(a.cookie, S(VISIT_COOKIE "=")));
        assert_true(str_ends(a.cookie, S("; Path=/; Secure; HttpOnly; SameSite=Lax")));
        assert_true(web_shows(a, "name=\"form_key\""));

        // With what the page gave, the form can be sent.
        t.cookies = a.cookie.p;
        str visit = str_slice(a.cookie, S(VISIT_COOKIE "=").n, 64);
        struct actor nobody = {0};
        t.csrf = form_csrf(database.arena, &nobody, visit).p;
        assert_true(web_shows(a, t.csrf));
        assert_int_equal(web_get(&t, "/form").cookie.n, 0);
        assert_int_equal(web_post(&t, "/open", WEB_NO_FIELDS).status, 303);
    }
}

// --- What is committed ---------------------------------------------------------------------------

static void each_kind_of_fault_has_its_status_and_leaves_only_its_note(void **state)
{
    (void)state;
    static const int STATUS[FAULT_KIND_COUNT] = {422, 404, 422, 403, 409, 503, 500};
    FOR_EACH_SITE(t)
    {
        for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
            const char *path = str_format(database.arena, "/refused/%d", kind).p;
            struct web_answer a = web_post(&t, path, WEB_NO_FIELDS);
            assert_int_equal(a.status, STATUS[kind]);
            assert_true(web_shows(a, FAULTS[kind].code));
            assert_true(str_contains(a.bytes, S("Cache-Control: no-store\r\n")));
            assert_int_equal(count_deeds(&database, "note"), kind + 1);
        }
        assert_int_equal(count_deeds(&database, "refused"), 0);
    }
}

static void a_get_changes_nothing_but_its_notes(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        assert_int_equal(web_get(&t, "/writing").status, 500);
        assert_int_equal(count_deeds(&database, "get"), 0);
        assert_int_equal(web_get(&t, "/shown").status, 200);
        assert_int_equal(count_deeds(&database, "note"), 1);
    }
}

static void a_question_needs_no_form_and_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        assert_int_equal(web_ask(&t, "POST", "/question", "application/json", S("{}")).status, 200);
        assert_int_equal(
            web_ask(&t, "POST", "/writing-question", "application/json", S("{}")).status, 500);
        assert_int_equal(count_deeds(&database, "get"), 0);
        web_as(&t, NULL);
        assert_int_equal(web_ask(&t, "POST", "/question", "application/json", S("{}")).status, 303);
    }
}

static void nobody_is_shown_without_the_note_of_it(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_get(&t, "/shown-unnoted");
        assert_int_equal(a.status, 503);
        assert_false(web_shows(a, "홍길동"));
    }
}

static void hashing_is_done_before_the_lock_is_taken(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        assert_int_equal(web_post(&t, "/hashed", WEB_NO_FIELDS).status, 303);
        assert_int_equal(count_deeds(&database, "hashed"), 1);
    }
}

static void a_unit_that_collides_is_run_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        int done = 0;
        for (uint64_t seed = 1; seed <= 30; seed++) {
            db_inject(database.db, DB_INJECT_COLLISION, seed, 300);
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            db_inject(database.db, DB_INJECT_NONE, 0, 0);
            assert_true(a.status == 303 || a.status == 503);
            done += a.status == 303 ? 1 : 0;
            assert_int_equal(count_deeds(&database, "case"), done);
        }
        assert_true(done > 20);
    }
}

static void an_unknown_commit_is_resolved_by_the_key(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        for (uint64_t seed = 1; seed <= 40; seed++) {
            str key = str_format(database.arena, "%064x", (unsigned)seed);
            t.form_key = key.p;
            db_inject(database.db, DB_INJECT_UNKNOWN, seed, 500);
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            db_inject(database.db, DB_INJECT_NONE, 0, 0);
            if (a.status == 503) { // unknown twice: the person sends the same form again
                a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            }
            assert_int_equal(a.status, 303);
            assert_string_equal(a.location.p, "/cases/1?done=1");
            assert_int_equal(count_deeds(&database, "case"), (int64_t)seed);
        }
    }
}

// --- Limits of a worker --------------------------------------------------------------------------

static void a_slow_route_is_handed_on_and_nothing_else_is_said(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        t.site.pool = POOL_WEB;
        struct web_answer a = web_get(&t, "/export");
        assert_true(str_equals(a.bytes, S("Status: 200\r\nX-Accel-Redirect: @slow\r\n\r\n")));
        t.site.pool = POOL_SLOW;
        assert_true(web_shows(web_get(&t, "/export"), "안녕하세요"));
    }
}

static void memory_that_runs_out_is_a_page(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_get(&t, "/endless");
        assert_int_equal(a.status, 503);
        assert_true(web_shows(a, "request.out_of_memory"));
        assert_true(str_contains(a.bytes, S("Retry-After: 5\r\n")));
        struct request rq = {.arena = t.arena, .method = GET, .path = S("/endless")};
        struct response rs;
        rq.trace = str_copy(t.arena, S("0f"));
        web_dispatch(&t, &rq, &rs);
        assert_true(rs.status == 503 && str_equals(rq.trace, S("0f"))); // for the log
        a = web_get(&t, "/huge");
        assert_int_equal(a.status, 500);
        assert_true(web_shows(a, "response.too_large"));
        assert_int_equal(web_get(&t, "/").status, 200);
    }
}

static void each_allocation_may_fail_and_no_deed_is_done_in_part(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &OFFICER);
        (void)web_get(&t, "/"); // from now on the officer asks
        for (int64_t nth = 1; nth < 200; nth++) {
            int64_t done = count_deeds(&database, "case");
            struct request rq = {
                .arena = t.arena,
                .method = POST,
                .path = S("/open"),
                .host = S("dure.example"),
            };
            struct pair fields[] = {
                {S("csrf"),     S("token-of-the-officer")   },
                {S("form_key"), secret_token(database.arena)},
            };
            rq.fields.items = fields;
            rq.fields.count = COUNT(fields);
            struct response rs;
            arena_fail_at(nth);
            dispatch(&t.site, database.db, t.arena, &rq, &rs);
            arena_fail_at(0);
            int status = rs.status;
            arena_reset(t.arena);
            db_set_arena(database.db, database.arena);
            int64_t now = count_deeds(&database, "case");
            assert_true(status == 303 || status == 503);
            assert_true(now == done || now == done + 1);
            assert_true(status != 303 || now == done + 1);
        }
    }
}

static void a_public_page_is_kept_by_a_visitors_browser_only(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        struct web_answer a = web_get(&t, "/");
        assert_true(a.etag.n > 0);
        assert_true(str_contains(a.bytes, S("Cache-Control: private, no-cache\r\n")));
        t.if_none_match = a.etag;
        struct web_answer again = web_get(&t, "/");
        assert_int_equal(again.status, 304);
        assert_int_equal(again.body.n, 0);
        assert_false(str_contains(again.bytes, S("Content-Length")));

        web_as(&t, &OFFICER); // the same page holds their name
        a = web_get(&t, "/");
        assert_int_equal(a.status, 200);
        assert_int_equal(a.etag.n, 0);
        assert_true(str_contains(a.bytes, S("Cache-Control: no-store\r\n")));
        web_as(&t, NULL); // a form's token is the visitor's own
        assert_int_equal(web_get(&t, "/form").etag.n, 0);
    }
}

static void every_answer_carries_the_headers_of_security(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n",
        "X-Content-Type-Options: nosniff\r\n",
        "Referrer-Policy: same-origin\r\n",
        "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n",
        "Cross-Origin-Opener-Policy: same-origin\r\n",
        "Cross-Origin-Resource-Policy: same-origin\r\n",
    };
    static const char *const ADDRESSES[] = {"/", "/form", "/nowhere", "/cases/1", "/open", "/%FF"};
    ON_SQLITE(t)
    {
        for (size_t i = 0; i < COUNT(ADDRESSES); i++) {
            struct web_answer a = web_get(&t, ADDRESSES[i]);
            for (size_t j = 0; j < COUNT(EXPECTED); j++) {
                assert_true(str_contains(a.bytes, str_view(EXPECTED[j])));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_answered_and_another_address_is_missing),
        cmocka_unit_test(unreadable_requests_are_400),
        cmocka_unit_test(only_what_a_route_names_may_be_asked),
        cmocka_unit_test(head_is_get_without_the_body),
        cmocka_unit_test(a_visitor_is_led_to_the_log_in_and_back),
        cmocka_unit_test(a_refusal_leads_back_to_the_nearest_page),
        cmocka_unit_test(a_program_is_told_in_json),
        cmocka_unit_test(the_wrong_role_is_denied),
        cmocka_unit_test(abuse_09_a_form_from_elsewhere_changes_nothing),
        cmocka_unit_test(a_form_without_its_one_time_key_is_refused),
        cmocka_unit_test(abuse_16_a_double_click_is_one_deed),
        cmocka_unit_test(abuse_16_fifty_clicks_at_once_are_one_deed),
        cmocka_unit_test(a_file_sent_twice_is_one_deed),
        cmocka_unit_test(a_form_with_mistakes_changes_nothing_and_can_be_sent_again),
        cmocka_unit_test(a_page_that_was_not_kept_says_that_it_is_done),
        cmocka_unit_test(a_form_asked_back_did_nothing_and_may_be_sent_again),
        cmocka_unit_test(a_log_in_clicked_twice_sets_its_cookie_twice),
        cmocka_unit_test(a_visitor_gets_a_cookie_with_the_first_form_only),
        cmocka_unit_test(each_kind_of_fault_has_its_status_and_leaves_only_its_note),
        cmocka_unit_test(a_get_changes_nothing_but_its_notes),
        cmocka_unit_test(a_question_needs_no_form_and_changes_nothing),
        cmocka_unit_test(nobody_is_shown_without_the_note_of_it),
        cmocka_unit_test(hashing_is_done_before_the_lock_is_taken),
        cmocka_unit_test(a_unit_that_collides_is_run_again),
        cmocka_unit_test(an_unknown_commit_is_resolved_by_the_key),
        cmocka_unit_test(a_slow_route_is_handed_on_and_nothing_else_is_said),
        cmocka_unit_test(memory_that_runs_out_is_a_page),
        cmocka_unit_test(each_allocation_may_fail_and_no_deed_is_done_in_part),
        cmocka_unit_test(a_public_page_is_kept_by_a_visitors_browser_only),
        cmocka_unit_test(every_answer_carries_the_headers_of_security),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
