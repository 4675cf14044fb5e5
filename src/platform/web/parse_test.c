// Parsers of what a browser sends: what they read, what they refuse, and their limits one below, at
// and one above.
#include "platform/web/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open(3 * LIMIT_ARENA_STARTUP);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static str repeat(str text, size_t times)
{
    struct out o;
    out_init(&o, arena, LIMIT_UPLOAD + MIB);
    for (size_t i = 0; i < times; i++) {
        out_str(&o, text);
    }
    return out_view(&o);
}

static void assert_pair(const struct pair *pair, const char *name, const char *value)
{
    assert_true(str_equals(pair->name, str_view(name)));
    assert_true(str_equals(pair->value, str_view(value)));
}

static void percent_signs_are_decoded_or_refused(void **state)
{
    (void)state;
    str out = {0};
    assert_null(parse_percent(arena, S("%EA%b0%80+a"), true, &out));
    assert_true(str_equals(out, S("가 a")));
    assert_null(parse_percent(arena, S("a+b"), false, &out));
    assert_true(str_equals(out, S("a+b")));
    static const char *const REFUSED[] = {"%",   "%4",     "%4g",       "a%",
                                          "%00", "%C0%AF", "%ED%A0%80", "\xFF"};
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        assert_ptr_equal(parse_percent(arena, str_view(REFUSED[i]), true, &out),
                         &REQUEST_MALFORMED);
        assert_true(str_equals(out, S("a+b"))); // untouched
    }
}

static void a_form_is_read_pair_by_pair(void **state)
{
    (void)state;
    struct pair_list list;
    assert_null(parse_urlencoded(arena, S("a=1&b=%EA%B0%80+%EB%82%98&c&&=d&a=2=3"), &list));
    assert_int_equal(list.count, 5);
    assert_pair(&list.items[0], "a", "1");
    assert_pair(&list.items[1], "b", "가 나");
    assert_pair(&list.items[2], "c", "");
    assert_pair(&list.items[3], "", "d");
    assert_pair(&list.items[4], "a", "2=3");
    assert_null(parse_urlencoded(arena, (str){0}, &list));
    assert_int_equal(list.count, 0);
    assert_ptr_equal(parse_urlencoded(arena, S("a=1&b=%"), &list), &REQUEST_MALFORMED);
}

static void a_form_has_so_many_fields(void **state)
{
    (void)state;
    struct pair_list list;
    assert_null(parse_urlencoded(arena, repeat(S("a&"), LIMIT_FIELDS - 1), &list));
    assert_int_equal(list.count, LIMIT_FIELDS - 1);
    str most = str_join(arena, repeat(S("a&"), LIMIT_FIELDS - 1), S("a"));
    assert_null(parse_urlencoded(arena, most, &list));
    assert_int_equal(list.count, LIMIT_FIELDS);
    str above = str_join(arena, repeat(S("a&"), LIMIT_FIELDS), S("a"));
    assert_ptr_equal(parse_urlencoded(arena, above, &list), &REQUEST_TOO_LARGE);
}

static void cookies_that_cannot_be_read_are_passed_over(void **state)
{
    (void)state;
    struct pair_list list;
    assert_null(parse_cookies(
        arena, S("__Host-dure=ab; \xFF=1;; =x; bad=\xC0\xAF; zoom=120 ; flag; a=b=c"), &list));
    assert_int_equal(list.count, 4);
    assert_pair(&list.items[0], "__Host-dure", "ab");
    assert_pair(&list.items[1], "zoom", "120");
    assert_pair(&list.items[2], "flag", "");
    assert_pair(&list.items[3], "a", "b=c");
    assert_null(
        parse_cookies(arena, str_join(arena, repeat(S("a=1;"), LIMIT_COOKIES - 1), S("b")), &list));
    assert_int_equal(list.count, LIMIT_COOKIES);
    assert_ptr_equal(
        parse_cookies(arena, str_join(arena, repeat(S("a=1;"), LIMIT_COOKIES), S("b")), &list),
        &REQUEST_TOO_LARGE);
}

static void a_boundary_is_read_from_the_media_type(void **state)
{
    (void)state;
    static const char *const ROWS[][2] = {
        {"multipart/form-data; boundary=abc",                  "abc"  },
        {"Multipart/Form-Data ; charset=utf-8; Boundary=abc ", "abc"  },
        {"multipart/form-data; boundary=\"a b;c\"; x=y",       "a b;c"},
        {"multipart/form-data",                                ""     },
        {"multipart/mixed; boundary=abc",                      ""     },
        {"application/x-www-form-urlencoded",                  ""     },
        {"",                                                   ""     },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_true(str_equals(parse_boundary(str_view(ROWS[i][0])), str_view(ROWS[i][1])));
    }
    str start = S("multipart/form-data; boundary=");
    assert_int_equal(parse_boundary(str_join(arena, start, repeat(S("a"), 70))).n, 70);
    assert_int_equal(parse_boundary(str_join(arena, start, repeat(S("a"), 71))).n, 0);
}

#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_OF(field, name)                                                                       \
    "Content-Disposition: form-data; name=\"" field "\"; filename=\"" name "\"\r\n"                \
    "Content-Type: application/pdf\r\n\r\n"

static void a_multipart_form_gives_fields_and_files(void **state)
{
    (void)state;
    struct pair_list fields;
    struct upload_list uploads;
    str body = S("--b\r\n" FIELD(
        "title") "가\r\n나\r\n"
                 "--b\r\n" FILE_OF("f", "C:\\docs\\a%22b.pdf") "%PDF-1\r\n--c\r\n\0\xFF\r\n"
                                                               "--b\r\n" FILE_OF(
                                                                   "none",
                                                                   "") "\r\n"
                                                                       "--b\r\n" FIELD(
                                                                           "empty") "\r\n"
                                                                                    "--b--\r\n");
    assert_null(parse_multipart(arena, S("b"), body, LIMIT_UPLOAD, &fields, &uploads));
    assert_int_equal(fields.count, 2);
    assert_pair(&fields.items[0], "title", "가\r\n나");
    assert_pair(&fields.items[1], "empty", "");
    assert_int_equal(uploads.count, 1); // a file input left empty is none
    assert_true(str_equals(uploads.items[0].field, S("f")));
    assert_true(str_equals(uploads.items[0].name, S("a\"b.pdf")));
    assert_true(str_equals(uploads.items[0].media_type, S("application/pdf")));
    assert_true(str_equals(uploads.items[0].bytes, S("%PDF-1\r\n--c\r\n\0\xFF")));

    assert_null(parse_multipart(arena, S("b"), S("--b--"), LIMIT_UPLOAD, &fields, &uploads));
    assert_int_equal(fields.count + uploads.count, 0);
}

static void a_broken_multipart_form_is_refused(void **state)
{
    (void)state;
    static const char *const REFUSED[] = {
        "",
        "--a--",
        "--b",
        "--b\r\n",
        "--b\r\n" FIELD("a") "1",           // no end
        "--b\r\n" FIELD("a") "1\r\n--b",    // half an end
        "--b\r\n" FIELD("a") "1\r\n--bb--", // another boundary
        "--b\r\n" FIELD("") "1\r\n--b--",   // no name
        "--b\r\nX: y\r\n\r\n1\r\n--b--",    // no disposition
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
        "--b\r\n" FIELD("\xFF") "1\r\n--b--", // not UTF-8
        "--b\r\n" FIELD("a") "\xC0\xAF\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--b--", // headers do not end
    };
    struct pair_list fields;
    struct upload_list uploads;
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        assert_ptr_equal(
            parse_multipart(arena, S("b"), str_view(REFUSED[i]), LIMIT_UPLOAD, &fields, &uploads),
            &REQUEST_MALFORMED);
    }
    assert_ptr_equal(parse_multipart(arena, (str){0}, S("----"), LIMIT_UPLOAD, &fields, &uploads),
                     &REQUEST_MALFORMED);
}

static err parse_file_of(size_t size)
{
    struct out o;
    out_init(&o, arena, LIMIT_UPLOAD + MIB);
    out_str(&o, S("--b\r\n" FILE_OF("f", "a.pdf")));
    out_str(&o, repeat(S("0123456789abcdef"), size / 16));
    out_str(&o, repeat(S("x"), size % 16));
    out_str(&o, S("\r\n--b--\r\n"));
    struct pair_list fields;
    struct upload_list uploads;
    err fault = parse_multipart(arena, S("b"), out_view(&o), LIMIT_UPLOAD, &fields, &uploads);
    arena_reset(arena);
    return fault;
}

static err parse_fields_of(size_t count, size_t size)
{
    struct out o;
    out_init(&o, arena, 4 * MIB);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, S("--b\r\n" FIELD("n")));
        out_str(&o, repeat(S("x"), size));
        out_str(&o, S("\r\n"));
    }
    out_str(&o, S("--b--\r\n"));
    struct pair_list fields;
    struct upload_list uploads;
    err fault = parse_multipart(arena, S("b"), out_view(&o), LIMIT_UPLOAD, &fields, &uploads);
    arena_reset(arena);
    return fault;
}

static void a_multipart_form_has_its_limits(void **state)
{
    (void)state;
    assert_null(parse_file_of(LIMIT_UPLOAD - 1));
    assert_null(parse_file_of(LIMIT_UPLOAD));
    assert_ptr_equal(parse_file_of(LIMIT_UPLOAD + 1), &REQUEST_TOO_LARGE);
    assert_null(parse_fields_of(LIMIT_FIELDS - 1, 1));
    assert_null(parse_fields_of(LIMIT_FIELDS, 1));
    assert_ptr_equal(parse_fields_of(LIMIT_FIELDS + 1, 1), &REQUEST_TOO_LARGE);
    assert_null(parse_fields_of(1, LIMIT_REQUEST_BODY - 1)); // the name counts too
    assert_ptr_equal(parse_fields_of(1, LIMIT_REQUEST_BODY), &REQUEST_TOO_LARGE);
}

static void a_path_is_cut_into_segments(void **state)
{
    (void)state;
    str segments[LIMIT_PATH_SEGMENTS];
    size_t count = 9;
    assert_null(parse_path(arena, S("/"), segments, &count));
    assert_int_equal(count, 0);
    assert_null(parse_path(arena, S("/a/%EA%B0%80+b/c%2Fd"), segments, &count));
    assert_int_equal(count, 3);
    assert_true(str_equals(segments[0], S("a")));
    assert_true(str_equals(segments[1], S("가+b")));
    assert_true(str_equals(segments[2], S("c/d")));
    static const char *const NO_PAGES[] = {"//", "/a/", "/a//b", "/.", "/a/../b", "/%2e%2E/a"};
    for (size_t i = 0; i < COUNT(NO_PAGES); i++) {
        assert_ptr_equal(parse_path(arena, str_view(NO_PAGES[i]), segments, &count),
                         &REQUEST_NO_SUCH_PAGE);
    }
    static const char *const REFUSED[] = {"", "a", "*", "http://a/", "/%", "/%00", "/\xFF"};
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        assert_ptr_equal(parse_path(arena, str_view(REFUSED[i]), segments, &count),
                         &REQUEST_MALFORMED);
    }
    assert_null(parse_path(arena, repeat(S("/a"), LIMIT_PATH_SEGMENTS), segments, &count));
    assert_int_equal(count, LIMIT_PATH_SEGMENTS);
    assert_ptr_equal(parse_path(arena, repeat(S("/a"), LIMIT_PATH_SEGMENTS + 1), segments, &count),
                     &REQUEST_NO_SUCH_PAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percent_signs_are_decoded_or_refused),
        cmocka_unit_test(a_form_is_read_pair_by_pair),
        cmocka_unit_test(a_form_has_so_many_fields),
        cmocka_unit_test(cookies_that_cannot_be_read_are_passed_over),
        cmocka_unit_test(a_boundary_is_read_from_the_media_type),
        cmocka_unit_test(a_multipart_form_gives_fields_and_files),
        cmocka_unit_test(a_broken_multipart_form_is_refused),
        cmocka_unit_test(a_multipart_form_has_its_limits),
        cmocka_unit_test(a_path_is_cut_into_segments),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
