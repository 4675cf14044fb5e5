// What of a ZIP of photos does not stay, and what of it costs too much.
#include "market/catalog/photo_zip_web.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/photo_zip_action.h"
#include "market/catalog/photo_zip_job.h"
#include "market/catalog/photo_zip_testing.h"
#include "market/catalog/photo_zip_testing.sql.h"
#include "platform/file/spool.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static const struct job_kind KIND = {PHOTO_ZIP_JOB, photo_zip_job_prepare, photo_zip_job_call,
                                     photo_zip_job_finish};

// --- What does not stay --------------------------------------------------------------------------

static err do_notes(struct unit *u, void *data)
{
    for (const struct note *n = data; n != NULL; n = n->next) {
        TRY(n->write(u, n->data));
    }
    return NULL;
}

static err do_add(struct unit *u, void *data)
{
    return photo_zip_action_add(u, data);
}

static err do_sweep(struct unit *u, void *data)
{
    return photo_zip_job_sweep(u, data);
}

// As the dispatcher does it: kept before the deed, the note after it.
static void keep_between(struct catalog_scene *s, bool is_done, str zip)
{
    struct testing_db *t = s->database;
    struct upload up = {.name = S("a.zip"), .bytes = zip};
    struct photo_zip z = {.name = S("a.zip"), .size = (int64_t)zip.n};
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &s->owner, .trace = S("t")};
    assert_null(unit_begin(&u, DB_READ, photo_zip_clock));
    assert_null(photo_zip_action_keep(&u, &up, &z.spool));
    unit_rollback(&u);
    struct note *notes = u.notes;
    assert_int_equal(photo_zip_count_spooled(), 1);
    if (is_done) {
        assert_null(unit_run(&u, photo_zip_clock, do_add, &z));
    }
    assert_null(unit_run(&u, photo_zip_clock, do_notes, notes));
}

static void what_is_refused_after_it_was_kept_is_gone_and_counts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        const struct packed files[] = {
            {"K-100.png", picture_paint(t.arena, PAINT_GOODS, 60, 60)},
        };
        str zip = picture_pack(t.arena, files, COUNT(files));
        assert_int_equal(photo_zip_hand_in(&s, zip, "12345").status, 404); // it was never written
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_DAY), 0);
        assert_int_equal(photo_zip_count_spooled(), 0);
        keep_between(&s, false, zip);
        assert_int_equal(photo_zip_count_spooled(), 0);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_DAY), zip.n);
        keep_between(&s, true, zip);
        assert_int_equal(photo_zip_count_spooled(), 1);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_DAY), 2 * zip.n);
        photo_zip_run_all(&s, &KIND);

        s.web.form_key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        struct web_answer first = photo_zip_hand_in(&s, zip, "");
        struct web_answer again = photo_zip_hand_in(&s, zip, "");
        assert_int_equal(again.status, 303);
        assert_true(str_equals(first.location, again.location));
        assert_int_equal(photo_zip_count_spooled(), 1);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ZIPS), 2);
        photo_zip_testing_close(&s);
    }
}

// A process died between the file and its row.
static void what_nobody_dropped_is_swept_out_after_a_week(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        const struct packed files[] = {
            {"K-100.png", picture_paint(t.arena, PAINT_GOODS, 60, 60)},
        };
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        struct upload up = {.bytes = picture_pack(t.arena, files, COUNT(files))};
        str spool;
        assert_null(unit_begin(&u, DB_READ, photo_zip_clock));
        assert_null(photo_zip_action_keep(&u, &up, &spool));
        unit_rollback(&u);
        const struct timespec week_ago[2] = {
            {.tv_sec = web_test_now.us / 1000000 - LIMIT_SPOOL_KEPT_S},
            {.tv_sec = web_test_now.us / 1000000 - LIMIT_SPOOL_KEPT_S}};
        assert_int_equal(utimensat(AT_FDCWD, spool_path(t.arena, spool), week_ago, 0), 0);
        assert_null(unit_run(&u, photo_zip_clock, do_sweep, NULL));
        assert_int_equal(photo_zip_count_spooled(), 1);
        web_test_now = instant_add_s(web_test_now, 1);
        assert_null(unit_run(&u, photo_zip_clock, do_sweep, NULL));
        assert_int_equal(photo_zip_count_spooled(), 0);
        photo_zip_testing_close(&s);
    }
}

// --- What costs too much -------------------------------------------------------------------------

// One byte of it is another.
static str damage(struct arena *a, str zip)
{
    char *bytes = arena_alloc(a, zip.n);
    memcpy(bytes, zip.p, zip.n);
    char *at = memmem(bytes, zip.n, "to be damaged", 13);
    assert_non_null(at);
    *at = 'T';
    return (str){.p = bytes, .n = zip.n};
}

static void what_is_damaged_counts_as_unpacked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        str photo = picture_paint(t.arena, PAINT_GOODS, 60, 60);
        const struct packed files[] = {
            {"K-100_1.png", S("this photo is to be damaged")},
            {"K-100_2.png", photo                           },
        };
        str zip = damage(t.arena, picture_pack(t.arena, files, COUNT(files)));
        struct web_answer a = photo_zip_hand_in(&s, zip, "");
        photo_zip_run_all(&s, &KIND);
        assert_true(web_shows(web_get(&s.web, a.location.p), "깨져서 풀 수 없습니다."));
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_UNPACKED), 27 + photo.n);
        photo_zip_testing_close(&s);
    }
}

// Whatever its name says: what it holds is no photo, and it is not unpacked a second time.
static void a_zip_in_a_zip_is_refused_and_stays_packed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        const struct packed photo[] = {
            {"K-100.png", picture_paint(t.arena, PAINT_GOODS, 40, 40)},
        };
        str inner = picture_pack(t.arena, photo, COUNT(photo));
        const struct packed files[] = {
            {"K-100.zip", inner},
            {"K-100.png", inner},
        };
        struct web_answer a = photo_zip_hand_in(&s, picture_pack(t.arena, files, COUNT(files)), "");
        photo_zip_run_all(&s, &KIND);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ENTRIES), COUNT(files));
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 0);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_UNPACKED), 2 * inner.n);
        assert_true(web_shows(web_get(&s.web, a.location.p), "마침"));
        photo_zip_testing_close(&s);
    }
}

static void a_zip_that_takes_too_long_is_left_after_a_few_entries(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        str photo = picture_paint(t.arena, PAINT_GOODS, 60, 60);
        const struct packed files[] = {
            {"K-100_1.png", photo},
            {"K-100_2.png", photo},
            {"K-100_3.png", photo},
            {"K-100_4.png", photo},
            {"K-100_5.png", photo},
            {"K-100_6.png", photo},
        };
        struct web_answer a = photo_zip_hand_in(&s, picture_pack(t.arena, files, COUNT(files)), "");
        assert_true(photo_zip_run_one(t.db, t.arena, &KIND));
        picture_testing_program("/bin/false", 1000); // as one that was ended for its time
        photo_zip_run_all(&s, &KIND);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 1);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ENTRIES), 1 + LIMIT_ZIP_GIVEN_UP);
        assert_int_equal(photo_zip_count_spooled(), 0);
        a = web_get(&s.web, a.location.p);
        assert_true(web_shows(a, "마침"));
        assert_true(web_shows(a, "이 ZIP은 끝까지 올리지 못했습니다."));
        assert_true(web_shows(a, "파일이 3개여서 남은 2개는 풀지 않았습니다."));
        photo_zip_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_refused_after_it_was_kept_is_gone_and_counts),
        cmocka_unit_test(what_nobody_dropped_is_swept_out_after_a_week),
        cmocka_unit_test(what_is_damaged_counts_as_unpacked),
        cmocka_unit_test(a_zip_in_a_zip_is_refused_and_stays_packed),
        cmocka_unit_test(a_zip_that_takes_too_long_is_left_after_a_few_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
