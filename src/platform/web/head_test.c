// What a request says of itself, by its names and values.
#include "platform/web/head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"

struct header_row {
    const char *name;
    str value;
};

static err read_rows(struct request *out, str body, const struct header_row *rows, size_t count)
{
    struct head h = {0};
    for (size_t i = 0; i < count; i++) {
        TRY(head_take(&h, str_view(rows[i].name), rows[i].value));
    }
    head_finish(&h, arena, body, out);
    return NULL;
}

static struct request read_rows_well(str body, const struct header_row *rows, size_t count)
{
    struct request rq;
    assert_null(read_rows(&rq, body, rows, count));
    return rq;
}

#define ROWS(...)                                                                                  \
    (const struct header_row[]){__VA_ARGS__}, COUNT(((const struct header_row[]){__VA_ARGS__}))
#define READ(out, body, ...) read_rows((out), (body), ROWS(__VA_ARGS__))
#define READ_WELL(body, ...) read_rows_well((body), ROWS(__VA_ARGS__))

static void a_request_is_read_whole(void **state)
{
    (void)state;
    struct request rq;
    err fault =
        READ(&rq, S("a=%EA%B0%80&b=2"), {"REQUEST_METHOD", S("POST")},
             {"REQUEST_URI", S("/cases/1?tab=2&q=%EB%82%98")},
             {"CONTENT_TYPE", S("application/x-www-form-urlencoded; charset=UTF-8")},
             {"REMOTE_ADDR", S("192.0.2.7")}, {"REQUEST_ID", S("4f2a")},
             {"HTTP_HOST", S("dure.example")}, {"HTTP_COOKIE", S("a=1; b=2")},
             {"HTTP_ORIGIN", S("https://dure.example")}, {"HTTP_SEC_FETCH_SITE", S("same-origin")},
             {"HTTP_X_PART", S("1")}, {"HTTP_IF_NONE_MATCH", S("\"x\"")},
             {"HTTP_ACCEPT", S("text/html")}, {"HTTP_USER_AGENT", S("\xFF")});
    assert_null(fault);
    assert_null(rq.refused);
    assert_int_equal(rq.method, POST);
    assert_false(rq.head_only);
    assert_true(rq.wants_part);
    assert_true(str_equals(rq.path, S("/cases/1")));
    assert_true(str_equals(rq.query_text, S("tab=2&q=%EB%82%98")));
    assert_true(str_equals(request_query(&rq, "q"), S("나")));
    assert_true(str_equals(request_field(&rq, "a"), S("가")));
    assert_true(str_equals(request_cookie(&rq, "b"), S("2")));
    assert_true(str_equals(rq.address, S("192.0.2.7")));
    assert_true(str_equals(rq.trace, S("4f2a")));
    assert_true(str_equals(rq.host, S("dure.example")));
    assert_true(str_equals(rq.origin, S("https://dure.example")));
    assert_true(str_equals(rq.fetch_site, S("same-origin")));
    assert_true(str_equals(rq.if_none_match, S("\"x\"")));
    assert_true(str_equals(rq.accept, S("text/html")));
}

// The edge is the outermost: what a client says of where it comes from counts for nothing.
static void the_address_is_the_one_the_edge_saw(void **state)
{
    (void)state;
    struct request rq;
    err fault = READ(&rq, S(""), {"REQUEST_METHOD", S("GET")}, {"REQUEST_URI", S("/")},
                     {"HTTP_X_FORWARDED_FOR", S("10.0.0.1")}, {"HTTP_X_REAL_IP", S("10.0.0.1")},
                     {"HTTP_FORWARDED", S("for=10.0.0.1")}, {"REMOTE_ADDR", S("192.0.2.7")},
                     {"HTTP_REMOTE_ADDR", S("10.0.0.1")}, {"HTTP_CLIENT_IP", S("10.0.0.1")});
    assert_null(fault);
    assert_null(rq.refused);
    assert_true(str_equals(rq.address, S("192.0.2.7")));
}

static void a_header_that_decides_comes_once(void **state)
{
    (void)state;
    static const char *const ONCE[] = {"REQUEST_METHOD", "REQUEST_URI", "HTTP_HOST",
                                       "HTTP_ORIGIN",    "HTTP_COOKIE", "REMOTE_ADDR",
                                       "CONTENT_TYPE",   "HTTP_X_PART"};
    struct request rq;
    for (size_t i = 0; i < COUNT(ONCE); i++) {
        err fault = READ(&rq, S(""), {ONCE[i], S("/")}, {ONCE[i], S("/")});
        assert_ptr_equal(fault, &HEAD_MALFORMED);
    }
    err fault = READ(&rq, S(""), {"REQUEST_URI", S("/")}, {"HTTP_X_OTHER", S("1")},
                     {"HTTP_X_OTHER", S("2")});
    assert_null(fault);
}

static void a_head_has_so_many_names(void **state)
{
    (void)state;
    struct head h = {0};
    for (size_t i = 0; i < LIMIT_REQUEST_HEADERS; i++) {
        assert_null(head_take(&h, S("HTTP_X"), S("1")));
    }
    assert_ptr_equal(head_take(&h, S("HTTP_X"), S("1")), &HEAD_TOO_LARGE);
}

static void texts_that_cannot_be_read_are_refused_with_a_page(void **state)
{
    (void)state;
    const struct request refused[] = {
        READ_WELL(S(""), {"REQUEST_URI", S("/?a=%FF")}, {"REQUEST_ID", S("0f")}),
        READ_WELL(S(""), {"REQUEST_URI", S("/\xFF")}, {"REQUEST_ID", S("0f")}),
        READ_WELL(S(""), {"REQUEST_URI", S("/")}, {"HTTP_HOST", S("\xC0\xAF")},
                  {"REQUEST_ID", S("0f")}),
        READ_WELL(S("a=%00"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                  {"CONTENT_TYPE", S("application/x-www-form-urlencoded")}),
        READ_WELL(S("x"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                  {"CONTENT_TYPE", S("multipart/form-data")}),
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct request rq = refused[i];
        assert_ptr_equal(rq.refused, &REQUEST_MALFORMED);
        assert_int_equal(rq.fields.count + rq.query.count + rq.path.n, 0);
        assert_true(i > 2 || str_equals(rq.trace, S("0f"))); // the log's line is the edge's
    }
    // A program's path stays, as far as it can be read, for it is answered in its own tongue.
    struct request rq = READ_WELL(S(""), {"REQUEST_URI", S("/api/v1/a?q=%FF")});
    assert_true(str_equals(rq.path, S("/api/v1/a")) && rq.query_text.n == 0);
    rq = READ_WELL(S(""), {"REQUEST_URI", S("/api/\xFF")});
    assert_true(str_equals(rq.path, S("/api/")) && rq.refused == &REQUEST_MALFORMED);
    rq = READ_WELL(S(""), {"REQUEST_ID", S("\xFF")});
    assert_true(rq.trace.p != NULL && rq.trace.n == 0);
}

static void a_body_that_is_no_form_is_kept_as_it_is(void **state)
{
    (void)state;
    struct request rq;
    err fault = READ(&rq, S("{\"a\":1}"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                     {"CONTENT_TYPE", S("application/json")});
    assert_null(fault);
    assert_int_equal(rq.fields.count, 0);
    assert_true(str_equals(rq.body, S("{\"a\":1}")));
}

// JSON and what a form sends in one piece; the parts of a form are counted one by one (parse_test).
static void a_body_is_as_large_as_the_limit_and_no_larger(void **state)
{
    (void)state;
    static const char *const TYPES[] = {"application/json", "application/x-www-form-urlencoded"};
    char *large = arena_alloc(arena, LIMIT_REQUEST_BODY + 1);
    memset(large, 'a', LIMIT_REQUEST_BODY + 1);
    assert_int_equal(LIMIT_REQUEST_BODY, 1024 * 1024);
    for (size_t i = 0; i < COUNT(TYPES); i++) {
        for (size_t n = LIMIT_REQUEST_BODY - 1; n <= LIMIT_REQUEST_BODY + 1; n++) {
            struct request rq;
            err fault = READ(&rq, ((str){.p = large, .n = n}), {"REQUEST_URI", S("/")},
                             {"REQUEST_METHOD", S("POST")}, {"CONTENT_TYPE", str_view(TYPES[i])});
            assert_null(fault);
            assert_ptr_equal(rq.refused, n > LIMIT_REQUEST_BODY ? &REQUEST_TOO_LARGE : NULL);
            assert_int_equal(rq.fields.count, i == 1 && rq.refused == NULL ? 1 : 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read_whole),
        cmocka_unit_test(the_address_is_the_one_the_edge_saw),
        cmocka_unit_test(a_header_that_decides_comes_once),
        cmocka_unit_test(a_head_has_so_many_names),
        cmocka_unit_test(texts_that_cannot_be_read_are_refused_with_a_page),
        cmocka_unit_test(a_body_that_is_no_form_is_kept_as_it_is),
        cmocka_unit_test(a_body_is_as_large_as_the_limit_and_no_larger),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
