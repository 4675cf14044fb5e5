// The frame of requests that follow one another on a connection, and of their answers.
#include "platform/web/fastcgi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "platform/web/fastcgi_testing.h"
#include "platform/web/head.h"

#define BEGINNING 24 // bytes before the names
#define CLOSING 16   // bytes after them and their padding

#define REQUEST(stays, ...)                                                                        \
    fastcgi_testing_request(arena, (stays), (const struct fastcgi_testing_row[]){__VA_ARGS__},     \
                            COUNT(((const struct fastcgi_testing_row[]){__VA_ARGS__})))

static str many(char c, size_t n)
{
    char *p = arena_alloc(arena, n);
    memset(p, c, n);
    return (str){.p = p, .n = n};
}

static void a_request_is_read_whole(void **state)
{
    (void)state;
    str cookie = str_join(arena, S("a="), many('x', 300)); // its length takes four bytes
    for (int stays = 0; stays < 2; stays++) {
        str bytes = REQUEST(stays == 1, {"REQUEST_METHOD", S("HEAD")},
                            {"REQUEST_URI", S("/products/7?offer=3")}, {"HTTP_COOKIE", cookie},
                            {"HTTP_ACCEPT", S("")}, {"HTTP_HOST", S("dure.example")});
        struct request rq;
        bool kept = stays == 0;
        assert_true(fastcgi_begins(bytes.p[0]));
        assert_null(fastcgi_parse(arena, bytes, &rq, &kept));
        assert_int_equal(kept, stays);
        assert_null(rq.refused);
        assert_int_equal(rq.method, GET);
        assert_true(rq.head_only);
        assert_true(str_equals(rq.path, S("/products/7")));
        assert_true(str_equals(rq.query_text, S("offer=3")));
        assert_int_equal(request_cookie(&rq, "a").n, 300);
        assert_true(str_equals(rq.host, S("dure.example")) && rq.accept.n == 0);
        assert_int_equal(rq.body.n, 0);
    }
    assert_false(fastcgi_begins('7')); // a netstring's
}

static void a_request_is_measured_before_it_is_whole(void **state)
{
    (void)state;
    str bytes = REQUEST(true, {"REQUEST_METHOD", S("GET")}, {"REQUEST_URI", S("/")});
    for (size_t n = 1; n <= bytes.n; n++) {
        struct request rq;
        bool stays = false;
        size_t size = 1;
        assert_null(fastcgi_measure(str_slice(bytes, 0, n), &size));
        assert_int_equal(size, n < BEGINNING ? 0 : bytes.n);
        err fault = fastcgi_parse(arena, str_slice(bytes, 0, n), &rq, &stays);
        assert_true(n == bytes.n ? fault == NULL : fault == &HEAD_MALFORMED);
    }
    str more = str_join(arena, bytes, S("\1"));
    struct request rq;
    bool stays = false;
    assert_ptr_equal(fastcgi_parse(arena, more, &rq, &stays), &HEAD_MALFORMED);
}

// Each byte that is not a name's, a value's or padding has one value. Whether the connection stays
// has two, and how much is padding is nginx's affair as long as the whole is as long as it says.
static void a_byte_of_the_frame_that_is_another_is_refused(void **state)
{
    (void)state;
    const size_t keep_at = 10;
    str bytes = REQUEST(true, {"REQUEST_METHOD", S("GET")}, {"REQUEST_URI", S("/cases")});
    char *copy = arena_alloc(arena, bytes.n);
    for (size_t i = 0; i < bytes.n; i++) {
        if (i >= BEGINNING && i < bytes.n - CLOSING) {
            continue;
        }
        for (int value = 0; value < 256; value++) {
            struct request rq;
            bool stays = false;
            memcpy(copy, bytes.p, bytes.n);
            copy[i] = (char)value;
            err fault = fastcgi_parse(arena, (str){.p = copy, .n = bytes.n}, &rq, &stays);
            bool is_right = copy[i] == bytes.p[i] || (i == keep_at && value < 2);
            assert_int_equal(fault == NULL, is_right);
            assert_true(fault == NULL || fault == &HEAD_MALFORMED || fault == &HEAD_TOO_LARGE);
        }
    }
}

static void a_length_that_reaches_beyond_the_names_is_refused(void **state)
{
    (void)state;
    static const str NAMES[] = {
        {"\x01",         1}, // no length of the value
        {"\x80",         1}, // a length of four bytes that ends
        {"\x01\x80\0\0", 4}, // likewise
        {"\x02\0a",      3}, // a name
        {"\x01\x02"
         "ab",  4}, // a value
        {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
         "a",   9}, // 2 GiB each
    };
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        struct request rq;
        bool stays = false;
        str bytes = fastcgi_testing_frame(arena, true, NAMES[i]);
        assert_ptr_equal(fastcgi_parse(arena, bytes, &rq, &stays), &HEAD_MALFORMED);
    }
    struct request rq;
    bool stays = false;
    str none = fastcgi_testing_frame(arena, true, S(""));
    assert_ptr_equal(fastcgi_parse(arena, none, &rq, &stays), &HEAD_MALFORMED);
}

static void a_head_has_its_limits(void **state)
{
    (void)state;
    const size_t rest = 1 + 4 + 1; // the name with its length, and that of the value
    for (size_t n = LIMIT_REQUEST_HEAD - 1; n <= LIMIT_REQUEST_HEAD + 1; n++) {
        str bytes = REQUEST(true, {"X", many('x', n - rest)});
        struct request rq;
        bool stays = false;
        size_t size = 0;
        err expected = n > LIMIT_REQUEST_HEAD ? &HEAD_TOO_LARGE : NULL;
        assert_ptr_equal(fastcgi_measure(bytes, &size), expected);
        assert_ptr_equal(fastcgi_parse(arena, bytes, &rq, &stays), expected);
    }
    struct request rq;
    bool stays = false;
    str twice = REQUEST(true, {"REQUEST_URI", S("/")}, {"REQUEST_URI", S("/")});
    assert_ptr_equal(fastcgi_parse(arena, twice, &rq, &stays), &HEAD_MALFORMED);
}

static void an_answer_is_framed_and_ended(void **state)
{
    (void)state;
    static const struct row {
        size_t n;
        char bytes[FASTCGI_FRAME];
    } ROWS[] = {
        {1,            {1, 6, 0, 1, 0, 1, 0, 0}                  },
        {255,          {1, 6, 0, 1, 0, (char)0xFF, 0, 0}         },
        {256,          {1, 6, 0, 1, 1, 0, 0, 0}                  },
        {FASTCGI_MOST, {1, 6, 0, 1, (char)0xFF, (char)0xF8, 0, 0}},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        char frame[FASTCGI_FRAME];
        fastcgi_frame(frame, ROWS[i].n);
        assert_memory_equal(frame, ROWS[i].bytes, FASTCGI_FRAME);
    }
    static const char ENDING[] = {1, 6, 0, 1, 0, 0, 0, 0, // no more of the answer
                                  1, 3, 0, 1, 0, 8, 0, 0, // all is well
                                  0, 0, 0, 0, 0, 0, 0, 0};
    assert_int_equal(sizeof ENDING, FASTCGI_END);
    assert_memory_equal(FASTCGI_ENDING, ENDING, FASTCGI_END);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read_whole),
        cmocka_unit_test(a_request_is_measured_before_it_is_whole),
        cmocka_unit_test(a_byte_of_the_frame_that_is_another_is_refused),
        cmocka_unit_test(a_length_that_reaches_beyond_the_names_is_refused),
        cmocka_unit_test(a_head_has_its_limits),
        cmocka_unit_test(an_answer_is_framed_and_ended),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
