// Requests as nginx hands them over, and answers as it takes them.
#include "platform/web/scgi.h"

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

static void add_text(struct out *o, str text)
{
    out_str(o, text);
    out_char(o, '\0');
}

// A request of these headers after CONTENT_LENGTH.
static str request_of(const struct header_row *rows, size_t count, str body)
{
    struct out head;
    out_init(&head, arena, 4 * MIB);
    add_text(&head, S("CONTENT_LENGTH"));
    add_text(&head, str_format(arena, "%zu", body.n));
    for (size_t i = 0; i < count; i++) {
        add_text(&head, str_view(rows[i].name));
        add_text(&head, rows[i].value);
    }
    struct out o;
    out_init(&o, arena, 8 * MIB);
    out_format(&o, "%zu:", head.n);
    out_str(&o, out_view(&head));
    out_char(&o, ',');
    out_str(&o, body);
    return out_view(&o);
}

#define REQUEST(body, ...)                                                                         \
    request_of((const struct header_row[]){__VA_ARGS__},                                           \
               COUNT(((const struct header_row[]){__VA_ARGS__})), (body))

static void a_request_is_read_whole(void **state)
{
    (void)state;
    str bytes = REQUEST(S("a=%EA%B0%80&b=2"), {"REQUEST_METHOD", S("POST")},
                        {"REQUEST_URI", S("/cases/1?tab=2&q=%EB%82%98")},
                        {"CONTENT_TYPE", S("application/x-www-form-urlencoded; charset=UTF-8")},
                        {"REMOTE_ADDR", S("192.0.2.7")}, {"REQUEST_ID", S("4f2a")},
                        {"HTTP_HOST", S("dure.example")}, {"HTTP_COOKIE", S("a=1; b=2")},
                        {"HTTP_ORIGIN", S("https://dure.example")},
                        {"HTTP_SEC_FETCH_SITE", S("same-origin")}, {"HTTP_X_PART", S("1")},
                        {"HTTP_IF_NONE_MATCH", S("\"x\"")}, {"HTTP_ACCEPT", S("text/html")},
                        {"HTTP_USER_AGENT", S("\xFF")});
    struct request rq;
    assert_null(scgi_parse(arena, bytes, &rq));
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
    str bytes = REQUEST(S(""), {"REQUEST_METHOD", S("GET")}, {"REQUEST_URI", S("/")},
                        {"HTTP_X_FORWARDED_FOR", S("10.0.0.1")}, {"HTTP_X_REAL_IP", S("10.0.0.1")},
                        {"HTTP_FORWARDED", S("for=10.0.0.1")}, {"REMOTE_ADDR", S("192.0.2.7")},
                        {"HTTP_REMOTE_ADDR", S("10.0.0.1")}, {"HTTP_CLIENT_IP", S("10.0.0.1")});
    struct request rq;
    assert_null(scgi_parse(arena, bytes, &rq));
    assert_null(rq.refused);
    assert_true(str_equals(rq.address, S("192.0.2.7")));
}

static void a_request_is_measured_before_it_is_whole(void **state)
{
    (void)state;
    str bytes = REQUEST(S("abc"), {"REQUEST_METHOD", S("POST")}, {"REQUEST_URI", S("/")});
    size_t size = 0;
    for (size_t n = 0; n <= bytes.n; n++) {
        struct request rq;
        assert_null(scgi_measure(str_slice(bytes, 0, n), 3, &size));
        assert_int_equal(size, n < bytes.n - 3 ? 0 : bytes.n); // known once the head is whole
        err fault = scgi_parse(arena, str_slice(bytes, 0, n), &rq);
        assert_true(n == bytes.n ? fault == NULL : fault == &SCGI_MALFORMED);
    }
    assert_ptr_equal(scgi_measure(bytes, 2, &size), &SCGI_TOO_LARGE);
}

static void a_broken_frame_is_refused(void **state)
{
    (void)state;
    static const struct row {
        str bytes;
        const struct fault *expected;
    } ROWS[] = {
        {{"x", 1},                                    &SCGI_MALFORMED},
        {{":", 1},                                    &SCGI_MALFORMED},
        {{"-5:", 3},                                  &SCGI_MALFORMED},
        {{"+5:", 3},                                  &SCGI_MALFORMED},
        {{"05:", 3},                                  &SCGI_MALFORMED},
        {{"18446744073709551621:", 21},               &SCGI_MALFORMED},
        {{"9999999999:", 11},                         &SCGI_TOO_LARGE},
        {{"5:abc\0dx", 8},                            &SCGI_MALFORMED},
        {{"5:abc\0d,", 8},                            &SCGI_MALFORMED},
        {{"18:CONTENT_LENGTH\0-1\0,", 22},            &SCGI_MALFORMED},
        {{"17:CONTENT_LENGTH\0x\0,", 21},             &SCGI_MALFORMED},
        {{"16:CONTENT_LENGTH\0\0,", 20},              &SCGI_MALFORMED},
        {{"7:SCGI\0001\0,", 10},                      &SCGI_MALFORMED},
        {{"26:CONTENT_LENGTH\00099999999999\0,", 30}, &SCGI_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        size_t size = 0;
        struct request rq;
        assert_ptr_equal(scgi_measure(ROWS[i].bytes, LIMIT_REQUEST_BODY, &size), ROWS[i].expected);
        assert_non_null(scgi_parse(arena, ROWS[i].bytes, &rq));
    }
}

static void a_header_that_decides_comes_once(void **state)
{
    (void)state;
    static const char *const ONCE[] = {"REQUEST_METHOD", "REQUEST_URI", "HTTP_HOST",
                                       "HTTP_ORIGIN",    "HTTP_COOKIE", "REMOTE_ADDR",
                                       "CONTENT_TYPE"};
    struct request rq;
    for (size_t i = 0; i < COUNT(ONCE); i++) {
        str bytes = REQUEST(S(""), {ONCE[i], S("/")}, {ONCE[i], S("/")});
        assert_ptr_equal(scgi_parse(arena, bytes, &rq), &SCGI_MALFORMED);
    }
    str bytes =
        REQUEST(S(""), {"REQUEST_URI", S("/")}, {"HTTP_X_OTHER", S("1")}, {"HTTP_X_OTHER", S("2")});
    assert_null(scgi_parse(arena, bytes, &rq));
}

static err parse_with_headers(size_t count, size_t size)
{
    struct header_row *rows = NEW_ARRAY(arena, count, struct header_row);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct header_row){"HTTP_X", S("1")};
    }
    if (size > 0) { // together with the rest of the head, so many bytes
        char *filler = arena_alloc(arena, size);
        for (size_t i = 0; i < size; i++) {
            filler[i] = 'x';
        }
        size_t rest = S("CONTENT_LENGTH").n + 1 + 2 + S("HTTP_X").n + 2;
        rows[0].value = (str){.p = filler, .n = size - rest};
    }
    struct request rq;
    err fault = scgi_parse(arena, request_of(rows, count, S("")), &rq);
    arena_reset(arena);
    return fault;
}

static void a_head_has_its_limits(void **state)
{
    (void)state;
    // CONTENT_LENGTH is one of the headers.
    assert_null(parse_with_headers(LIMIT_REQUEST_HEADERS - 2, 0));
    assert_null(parse_with_headers(LIMIT_REQUEST_HEADERS - 1, 0));
    assert_ptr_equal(parse_with_headers(LIMIT_REQUEST_HEADERS, 0), &SCGI_TOO_LARGE);
    assert_null(parse_with_headers(1, LIMIT_REQUEST_HEAD - 1));
    assert_null(parse_with_headers(1, LIMIT_REQUEST_HEAD));
    assert_ptr_equal(parse_with_headers(1, LIMIT_REQUEST_HEAD + 1), &SCGI_TOO_LARGE);
}

static void texts_that_cannot_be_read_are_refused_with_a_page(void **state)
{
    (void)state;
    struct request rq;
    const str requests[] = {
        REQUEST(S(""), {"REQUEST_URI", S("/?a=%FF")}, {"REQUEST_ID", S("0f")}),
        REQUEST(S(""), {"REQUEST_URI", S("/\xFF")}, {"REQUEST_ID", S("0f")}),
        REQUEST(S(""), {"REQUEST_URI", S("/")}, {"HTTP_HOST", S("\xC0\xAF")},
                {"REQUEST_ID", S("0f")}),
        REQUEST(S("a=%00"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                {"CONTENT_TYPE", S("application/x-www-form-urlencoded")}),
        REQUEST(S("x"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                {"CONTENT_TYPE", S("multipart/form-data")}),
    };
    for (size_t i = 0; i < COUNT(requests); i++) {
        assert_null(scgi_parse(arena, requests[i], &rq));
        assert_ptr_equal(rq.refused, &REQUEST_MALFORMED);
        assert_int_equal(rq.fields.count + rq.query.count + rq.path.n, 0);
        assert_true(i > 2 || str_equals(rq.trace, S("0f"))); // the log's line is the edge's
    }
    // A program's path stays, as far as it can be read, for it is answered in its own tongue.
    assert_null(scgi_parse(arena, REQUEST(S(""), {"REQUEST_URI", S("/api/v1/a?q=%FF")}), &rq));
    assert_true(str_equals(rq.path, S("/api/v1/a")) && rq.query_text.n == 0);
    assert_null(scgi_parse(arena, REQUEST(S(""), {"REQUEST_URI", S("/api/\xFF")}), &rq));
    assert_true(str_equals(rq.path, S("/api/")) && rq.refused == &REQUEST_MALFORMED);
    assert_null(scgi_parse(arena, REQUEST(S(""), {"REQUEST_ID", S("\xFF")}), &rq));
    assert_true(rq.trace.p != NULL && rq.trace.n == 0);
}

static void a_body_that_is_no_form_is_kept_as_it_is(void **state)
{
    (void)state;
    struct request rq;
    str bytes = REQUEST(S("{\"a\":1}"), {"REQUEST_URI", S("/")}, {"REQUEST_METHOD", S("POST")},
                        {"CONTENT_TYPE", S("application/json")});
    assert_null(scgi_parse(arena, bytes, &rq));
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
            str bytes =
                REQUEST(((str){.p = large, .n = n}), {"REQUEST_URI", S("/")},
                        {"REQUEST_METHOD", S("POST")}, {"CONTENT_TYPE", str_view(TYPES[i])});
            assert_null(scgi_parse(arena, bytes, &rq));
            assert_ptr_equal(rq.refused, n > LIMIT_REQUEST_BODY ? &REQUEST_TOO_LARGE : NULL);
            assert_int_equal(rq.fields.count, i == 1 && rq.refused == NULL ? 1 : 0);
        }
    }
}

static void an_answer_is_written_with_its_headers(void **state)
{
    (void)state;
    struct response rs;
    response_init(&rs, arena);
    out_str(&rs.body, S("<h1>"));
    response_cookie(&rs, S("__Host-a"), (str){0});
    struct out o;
    out_init(&o, arena, MIB);
    scgi_write_head(&o, &rs);
    str text = out_view(&o);
    assert_true(
        str_starts(text, S("Status: 200\r\nSet-Cookie: __Host-a=; Path=/; Secure; HttpOnly; "
                           "SameSite=Lax; Max-Age=0\r\n")));
    assert_true(str_contains(text, S("\r\nContent-Type: text/html; charset=utf-8\r\n")));
    assert_true(str_contains(text, S("\r\nCache-Control: no-store\r\n")));
    assert_true(str_ends(text, S("\r\nContent-Length: 4\r\n\r\n")));
    assert_true(scgi_sends_body(&rs));
    rs.head_only = true;
    assert_false(scgi_sends_body(&rs));
}

static void an_answer_leads_to_an_address_in_ascii(void **state)
{
    (void)state;
    struct response rs;
    response_init(&rs, arena);
    assert_null(see_other(&rs, "/search?q=%s", "가"));
    assert_int_equal(rs.status, 303);
    assert_true(str_equals(response_find_header(&rs, S("Location")), S("/search?q=%EA%B0%80")));
}

static void a_download_has_a_name_old_and_new_programs_read(void **state)
{
    (void)state;
    struct response rs;
    response_init(&rs, arena);
    response_private_file(&rs, S("ab/abcd"), S("application/pdf"), S("계약서 \"1\".pdf"));
    assert_true(
        str_equals(response_find_header(&rs, S("X-Accel-Redirect")), S("/private/ab/abcd")));
    assert_true(str_equals(response_find_header(&rs, S("Content-Disposition")),
                           S("attachment; filename=\"___ _1_.pdf\"; filename*=UTF-8''"
                             "%EA%B3%84%EC%95%BD%EC%84%9C%20%221%22.pdf")));
}

static void a_file_of_everybodys_is_kept_for_an_hour_and_shown_in_its_place(void **state)
{
    (void)state;
    struct response rs;
    response_init(&rs, arena);
    response_lasting_file(&rs, S("ab/abcd"), S("image/webp"));
    struct out o;
    out_init(&o, arena, MIB);
    scgi_write_head(&o, &rs);
    str text = out_view(&o);
    assert_true(str_contains(text, S("\r\nX-Accel-Redirect: /private/ab/abcd\r\n")));
    assert_true(str_contains(text, S("\r\nCache-Control: public, max-age=3600\r\n")));
    assert_false(str_contains(text, S("no-store")));
    assert_false(str_contains(text, S("Content-Disposition")));
}

static void a_tag_matches_however_the_edge_wrote_it(void **state)
{
    (void)state;
    struct response first;
    response_init(&first, arena);
    first.is_public = true;
    response_revalidate(&first, (str){0});
    str tag = response_find_header(&first, S("ETag"));
    assert_true(str_starts(tag, S("W/\"")));
    str strong = str_slice(tag, 2, tag.n);
    const str lists[] = {tag, strong, str_join(arena, S("\"x\", "), tag)};
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct response again;
        response_init(&again, arena);
        again.is_public = true;
        response_revalidate(&again, lists[i]);
        assert_int_equal(again.status, 304);
    }
    struct response other;
    response_init(&other, arena);
    other.is_public = true;
    out_str(&other.body, S("changed"));
    response_revalidate(&other, tag);
    assert_int_equal(other.status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read_whole),
        cmocka_unit_test(the_address_is_the_one_the_edge_saw),
        cmocka_unit_test(a_request_is_measured_before_it_is_whole),
        cmocka_unit_test(a_broken_frame_is_refused),
        cmocka_unit_test(a_header_that_decides_comes_once),
        cmocka_unit_test(a_head_has_its_limits),
        cmocka_unit_test(texts_that_cannot_be_read_are_refused_with_a_page),
        cmocka_unit_test(a_body_that_is_no_form_is_kept_as_it_is),
        cmocka_unit_test(a_body_is_as_large_as_the_limit_and_no_larger),
        cmocka_unit_test(an_answer_is_written_with_its_headers),
        cmocka_unit_test(an_answer_leads_to_an_address_in_ascii),
        cmocka_unit_test(a_download_has_a_name_old_and_new_programs_read),
        cmocka_unit_test(a_file_of_everybodys_is_kept_for_an_hour_and_shown_in_its_place),
        cmocka_unit_test(a_tag_matches_however_the_edge_wrote_it),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
