// From a request to its answer: who may enter, what is committed, and what happens when it goes
// wrong.
#include "platform/web/dispatch_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_inject.h"
#include "platform/secret/secret.h"
#include "platform/web/dispatch_testing.sql.h"

// --- Who may enter -------------------------------------------------------------------------------

static void a_page_is_answered_and_another_address_is_missing(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
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

// --- What the frame reads ------------------------------------------------------------------------

static int rest_count;
static int rest_fails; // so often

static err take_rest(struct unit *u, struct actor *actor)
{
    (void)u;
    rest_count++;
    actor->name = S("이틀째");
    return rest_count <= rest_fails ? &UNIT_OUTDATED : NULL;
}

static int loaded_count;
static int rested_count;

static err load_part(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)rq;
    *actor = DISPATCH_OFFICER;
    loaded_count++;
    if (u->may_rest) {
        rested_count++;
        u->rest = take_rest;
    }
    return NULL;
}

// What is left to the frame is in it, once; a page that does not show one reads it all the same,
// for it may unmake the page. Then the page is made again, and nothing is left.
static void what_is_left_of_the_actor_is_read_before_the_answer(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int fails;
        int loaded;
    } CASES[] = {
        {"/",        0, 1},
        {"/cases/5", 0, 1},
        {"/",        1, 2},
        {"/cases/5", 1, 2},
        {"/nowhere", 0, 1},
    };
    FOR_EACH_SITE(t)
    {
        t.site.load_actor = load_part;
        for (size_t i = 0; i < COUNT(CASES); i++) {
            rest_count = loaded_count = rested_count = 0;
            rest_fails = CASES[i].fails;
            struct web_answer a = web_get(&t, CASES[i].path);
            assert_int_equal(a.status,
                             str_equals(str_view(CASES[i].path), S("/nowhere")) ? 404 : 200);
            assert_int_equal(loaded_count, CASES[i].loaded);
            assert_int_equal(rested_count, 1);
            assert_int_equal(rest_count, 1);
        }
        rest_fails = 0;
        assert_true(web_shows(web_get(&t, "/"), "안녕하세요 이틀째"));
    }
}

static void unreadable_requests_are_400(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
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

static void a_program_is_told_in_json_what_cannot_be_read(void **state)
{
    (void)state;
    static const char *const ADDRESSES[] = {"/api/v1/x?q=%FF", "/api/v1/x?q=%00",
                                            "/api/v1/x?q=\xFF", "/api/v1/%FF", "/api/\xFF"};
    ON_SQLITE(t)
    {
        for (size_t i = 0; i < COUNT(ADDRESSES); i++) {
            struct web_answer a = web_get(&t, ADDRESSES[i]);
            assert_int_equal(a.status, 400);
            assert_true(str_contains(a.bytes, S("Content-Type: application/json")));
            assert_true(str_contains(a.body, S("{\"error\":{\"code\":\"request.malformed\"")));
        }
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
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);
    }
}

static void a_refusal_leads_back_to_the_nearest_page(void **state)
{
    (void)state;
    ON_SQLITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        assert_true(str_ends(web_get(&t, "/cases/1/nowhere").body, S("\n/cases/1")));
        assert_true(str_ends(web_get(&t, "/cases/1/sign").body, S("\n/cases/1"))); // POST alone
        assert_true(str_ends(web_get(&t, "/nowhere").body, S("\n"))); // only the first page
        web_as(&t, &DISPATCH_SELLER);
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
        web_as(&t, &DISPATCH_SELLER);
        a = web_get(&t, "/api/v1/cases");
        assert_int_equal(a.status, 403);
        assert_true(web_shows(a, "\"request.not_allowed\""));
        a = web_get(&t, "/api/v1/nowhere");
        assert_int_equal(a.status, 404);
        assert_true(web_shows(a, "{\"error\":"));
        web_as(&t, &DISPATCH_OFFICER);
        assert_int_equal(web_get(&t, "/api/v1/cases").status, 200);
    }
}

static int64_t count_denied(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DENIED_COUNT);
    bind_i64(q, "account", DISPATCH_SELLER.account.value);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "denied_count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

static void the_wrong_role_is_denied_and_leaves_its_trace(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_SELLER);
        struct web_answer a = web_get(&t, "/cases/1");
        assert_int_equal(a.status, 403);
        assert_true(web_shows(a, "request.not_allowed"));
        assert_int_equal(count_denied(&database), 1);
        assert_int_equal(web_post(&t, "/cases/1/sign", WEB_NO_FIELDS).status, 403);
        assert_int_equal(count_denied(&database), 2);
        assert_int_equal(dispatch_testing_count(&database, "case"), 0);
        web_as(&t, &DISPATCH_OFFICER);
        assert_int_equal(web_get(&t, "/cases/1").status, 200);
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
            assert_true(web_shows(a, DISPATCH_FAULTS[kind].code));
            assert_true(str_contains(a.bytes, S("Cache-Control: no-store\r\n")));
            assert_int_equal(dispatch_testing_count(&database, "note"), kind + 1);
        }
        assert_int_equal(dispatch_testing_count(&database, "refused"), 0);
    }
}

static void a_get_changes_nothing_but_its_notes(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        assert_int_equal(web_get(&t, "/writing").status, 500);
        assert_int_equal(dispatch_testing_count(&database, "get"), 0);
        assert_int_equal(web_get(&t, "/shown").status, 200);
        assert_int_equal(dispatch_testing_count(&database, "note"), 1);
    }
}

static void a_question_needs_no_form_and_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        assert_int_equal(web_ask(&t, "POST", "/question", "application/json", S("{}")).status, 200);
        assert_int_equal(
            web_ask(&t, "POST", "/writing-question", "application/json", S("{}")).status, 500);
        assert_int_equal(dispatch_testing_count(&database, "get"), 0);
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
        assert_int_equal(dispatch_testing_count(&database, "hashed"), 1);
    }
}

static void a_unit_that_collides_is_run_again(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
        int done = 0;
        for (uint64_t seed = 1; seed <= 30; seed++) {
            db_inject(database.db, DB_INJECT_COLLISION, seed, 300);
            struct web_answer a = web_post(&t, "/cases/1/sign", WEB_NO_FIELDS);
            db_inject(database.db, DB_INJECT_NONE, 0, 0);
            assert_true(a.status == 303 || a.status == 503);
            done += a.status == 303 ? 1 : 0;
            assert_int_equal(dispatch_testing_count(&database, "case"), done);
        }
        assert_true(done > 20);
    }
}

static void an_unknown_commit_is_resolved_by_the_key(void **state)
{
    (void)state;
    FOR_EACH_SITE(t)
    {
        web_as(&t, &DISPATCH_OFFICER);
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
            assert_int_equal(dispatch_testing_count(&database, "case"), (int64_t)seed);
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
        web_as(&t, &DISPATCH_OFFICER);
        (void)web_get(&t, "/"); // from now on the officer asks
        for (int64_t nth = 1; nth < 200; nth++) {
            int64_t done = dispatch_testing_count(&database, "case");
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
            int64_t now = dispatch_testing_count(&database, "case");
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

        web_as(&t, &DISPATCH_OFFICER); // the same page holds their name
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
        cmocka_unit_test(what_is_left_of_the_actor_is_read_before_the_answer),
        cmocka_unit_test(unreadable_requests_are_400),
        cmocka_unit_test(a_program_is_told_in_json_what_cannot_be_read),
        cmocka_unit_test(only_what_a_route_names_may_be_asked),
        cmocka_unit_test(head_is_get_without_the_body),
        cmocka_unit_test(a_visitor_is_led_to_the_log_in_and_back),
        cmocka_unit_test(a_refusal_leads_back_to_the_nearest_page),
        cmocka_unit_test(a_program_is_told_in_json),
        cmocka_unit_test(the_wrong_role_is_denied_and_leaves_its_trace),
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
