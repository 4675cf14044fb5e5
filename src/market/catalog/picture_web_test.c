// A ready picture is everybody's, for good; what was handed in is nobody's.
#include "market/catalog/picture_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "platform/picture/picture_store.h"
#include "platform/web/web_testing.h"

static void a_ready_picture_is_shown_to_everybody_and_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const struct actor NOBODY = {.rights = 0};
        char folder[] = "/tmp/dure-picture-web-XXXXXX";
        struct web_test web;
        struct kept_file f;
        struct picture p = {.added_at = {1}};
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &NOBODY};
        assert_non_null(mkdtemp(folder));
        file_set_place(str_view(folder));
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_null(file_keep_made(&u, S("a.webp"), FILE_WEBP, S("RIFF....WEBP"), &f));
        p.no = public_no_from(7);
        p.original = f.id;
        assert_null(picture_store_add(t.db, &p, NO_ID(account_id), &p.id));
        assert_null(unit_commit(&u));

        const char *address = picture_path(t.arena, p.no, PICTURE_240).path.p;
        web_test_open(&web, &t, PICTURE_ROUTES, PICTURE_ROUTE_COUNT);
        assert_int_equal(web_get(&web, address).status, 404); // it waits

        const file_id made[PICTURE_SIZE_COUNT] = {f.id, f.id, f.id, f.id};
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_null(picture_store_set_ready(t.db, &p, made, u.now));
        assert_null(unit_commit(&u));
        struct web_answer a = web_get(&web, address);
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.bytes, S("X-Accel-Redirect: /private/")));
        assert_true(str_contains(a.bytes, S("Content-Type: image/webp\r\n")));
        assert_true(str_contains(a.bytes, S("Cache-Control: public, max-age=3600")));
        assert_false(str_contains(a.bytes, S("Set-Cookie")));

        str other = str_format(t.arena, "/pictures/%lld/original", (long long)p.no.value);
        assert_int_equal(web_get(&web, other.p).status, 404);
        assert_int_equal(web_get(&web, "/pictures/1/240.webp").status, 404);
        web_test_close(&web);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ready_picture_is_shown_to_everybody_and_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
