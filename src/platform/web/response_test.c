// Answers as nginx takes them.
#include "platform/web/response.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"

static void an_answer_is_written_with_its_headers(void **state)
{
    (void)state;
    struct response rs;
    response_init(&rs, arena);
    out_str(&rs.body, S("<h1>"));
    response_cookie(&rs, S("__Host-a"), (str){0});
    struct out o;
    out_init(&o, arena, MIB);
    response_write_head(&o, &rs);
    str text = out_view(&o);
    assert_true(
        str_starts(text, S("Status: 200\r\nSet-Cookie: __Host-a=; Path=/; Secure; HttpOnly; "
                           "SameSite=Lax; Max-Age=0\r\n")));
    assert_true(str_contains(text, S("\r\nContent-Type: text/html; charset=utf-8\r\n")));
    assert_true(str_contains(text, S("\r\nCache-Control: no-store\r\n")));
    assert_true(str_ends(text, S("\r\nContent-Length: 4\r\n\r\n")));
    assert_true(response_sends_body(&rs));
    rs.head_only = true;
    assert_false(response_sends_body(&rs));
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
    response_write_head(&o, &rs);
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
        cmocka_unit_test(an_answer_is_written_with_its_headers),
        cmocka_unit_test(an_answer_leads_to_an_address_in_ascii),
        cmocka_unit_test(a_download_has_a_name_old_and_new_programs_read),
        cmocka_unit_test(a_file_of_everybodys_is_kept_for_an_hour_and_shown_in_its_place),
        cmocka_unit_test(a_tag_matches_however_the_edge_wrote_it),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
