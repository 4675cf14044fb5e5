// The frame of a request that is the only one of its connection.
#include "platform/web/scgi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "base/out.h"
#include "platform/web/head.h"

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
    str bytes = REQUEST(S("a=1"), {"SCGI", S("1")}, {"REQUEST_METHOD", S("POST")},
                        {"REQUEST_URI", S("/cases/1?tab=2")},
                        {"CONTENT_TYPE", S("application/x-www-form-urlencoded")},
                        {"HTTP_ACCEPT", S("")}, {"HTTP_HOST", S("dure.example")});
    struct request rq;
    assert_null(scgi_parse(arena, bytes, &rq));
    assert_null(rq.refused);
    assert_int_equal(rq.method, POST);
    assert_true(str_equals(rq.path, S("/cases/1")) && str_equals(rq.query_text, S("tab=2")));
    assert_true(str_equals(request_field(&rq, "a"), S("1")));
    assert_true(str_equals(rq.host, S("dure.example")) && rq.accept.n == 0);
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
        assert_true(n == bytes.n ? fault == NULL : fault == &HEAD_MALFORMED);
    }
    assert_ptr_equal(scgi_measure(bytes, 2, &size), &HEAD_TOO_LARGE);
}

static void a_broken_frame_is_refused(void **state)
{
    (void)state;
    static const struct row {
        str bytes;
        const struct fault *expected;
    } ROWS[] = {
        {{"x", 1},                                    &HEAD_MALFORMED},
        {{":", 1},                                    &HEAD_MALFORMED},
        {{"-5:", 3},                                  &HEAD_MALFORMED},
        {{"+5:", 3},                                  &HEAD_MALFORMED},
        {{"05:", 3},                                  &HEAD_MALFORMED},
        {{"18446744073709551621:", 21},               &HEAD_MALFORMED},
        {{"9999999999:", 11},                         &HEAD_TOO_LARGE},
        {{"5:abc\0dx", 8},                            &HEAD_MALFORMED},
        {{"5:abc\0d,", 8},                            &HEAD_MALFORMED},
        {{"18:CONTENT_LENGTH\0-1\0,", 22},            &HEAD_MALFORMED},
        {{"17:CONTENT_LENGTH\0x\0,", 21},             &HEAD_MALFORMED},
        {{"16:CONTENT_LENGTH\0\0,", 20},              &HEAD_MALFORMED},
        {{"7:SCGI\0001\0,", 10},                      &HEAD_MALFORMED},
        {{"26:CONTENT_LENGTH\00099999999999\0,", 30}, &HEAD_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        size_t size = 0;
        struct request rq;
        assert_ptr_equal(scgi_measure(ROWS[i].bytes, LIMIT_REQUEST_BODY, &size), ROWS[i].expected);
        assert_non_null(scgi_parse(arena, ROWS[i].bytes, &rq));
    }
}

static void what_a_name_may_not_say_is_refused_with_the_frame(void **state)
{
    (void)state;
    struct request rq;
    str bytes = REQUEST(S(""), {"REQUEST_URI", S("/")}, {"REQUEST_URI", S("/")});
    assert_ptr_equal(scgi_parse(arena, bytes, &rq), &HEAD_MALFORMED);
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
    assert_ptr_equal(parse_with_headers(LIMIT_REQUEST_HEADERS, 0), &HEAD_TOO_LARGE);
    assert_null(parse_with_headers(1, LIMIT_REQUEST_HEAD - 1));
    assert_null(parse_with_headers(1, LIMIT_REQUEST_HEAD));
    assert_ptr_equal(parse_with_headers(1, LIMIT_REQUEST_HEAD + 1), &HEAD_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read_whole),
        cmocka_unit_test(a_request_is_measured_before_it_is_whole),
        cmocka_unit_test(a_broken_frame_is_refused),
        cmocka_unit_test(what_a_name_may_not_say_is_refused_with_the_frame),
        cmocka_unit_test(a_head_has_its_limits),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
