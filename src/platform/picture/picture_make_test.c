// test-timeout: 300
// Photos become pictures with one look, and hostile files nothing at all.
#include "platform/picture/picture_make.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/file/bytes.h"
#include "platform/picture/picture.h"
#include "platform/picture/picture_file_testing.h"
#include "platform/picture/picture_testing.h"

static struct arena *spare; // for what is looked at once

static int open_all(void **state)
{
    spare = arena_open(100 * (size_t)MIB);
    return picture_file_begin(state);
}

static int close_all(void **state)
{
    arena_close(spare);
    return picture_file_end(state);
}

static struct picture_made make(str photo)
{
    struct picture_made made;
    picture_file_write(photo);
    assert_null(picture_make(arena, picture_file, &made));
    return made;
}

static bool says(const struct picture_made *m, enum picture_word word)
{
    return (m->words >> word & 1) != 0;
}

// --- Honest photos -------------------------------------------------------------------------------

static void a_photo_becomes_four_pictures(void **state)
{
    (void)state;
    struct picture_made m = make(picture_paint(arena, PAINT_GOODS, 1600, 1400));
    assert_int_equal(m.verdict, PICTURE_MADE);
    assert_int_equal(m.width, 1600);
    assert_int_equal(m.height, 1400);
    assert_int_equal(m.words, 0);
    assert_true(picture_hash_tells(m.hash));
    for (int i = 1; i < PICTURE_SIZE_COUNT - 1; i++) {
        assert_true(m.bytes[i].n > 100);
        assert_true(m.bytes[i].n < m.bytes[i - 1].n);
    }
}

// The one that is read again has nothing to trim or whiten any more, and fills its share of the
// square.
static void what_was_made_has_the_look_already(void **state)
{
    (void)state;
    struct picture_made first = make(picture_paint(arena, PAINT_GOODS, 1600, 1400));
    struct picture_made again = make(first.bytes[PICTURE_1200_JPEG]);
    assert_int_equal(again.verdict, PICTURE_MADE);
    assert_int_equal(again.width, 1200);
    assert_int_equal(again.height, 1200);
    assert_int_equal(again.words, 0);
    assert_true(picture_distance(first.hash, again.hash) <= PICTURE_NEAR);
    struct picture_made small = make(first.bytes[PICTURE_240]); // WebP is read as well
    assert_int_equal(small.verdict, PICTURE_MADE);
    assert_int_equal(small.width, 240);
    assert_true(says(&small, PICTURE_SMALL));
    assert_true(picture_distance(first.hash, small.hash) <= PICTURE_NEAR);
}

static void a_supplier_is_told_what_is_not_well(void **state)
{
    (void)state;
    struct picture_made room = make(picture_paint(arena, PAINT_ROOM, 1600, 1400));
    struct picture_made dark = make(picture_paint(arena, PAINT_DARK, 1600, 1400));
    struct picture_made soft = make(picture_paint(arena, PAINT_SOFT, 1600, 1400));
    struct picture_made small = make(picture_paint(arena, PAINT_GOODS, 1199, 900));
    assert_int_equal(room.words, 1U << PICTURE_NOT_WHITE);
    assert_int_equal(dark.words, 1U << PICTURE_NOT_WHITE | 1U << PICTURE_DARK);
    assert_int_equal(soft.words, 1U << PICTURE_BLURRED);
    assert_int_equal(small.words, 1U << PICTURE_SMALL);
}

static void two_things_do_not_look_alike(void **state)
{
    (void)state;
    struct picture_made box = make(picture_paint(arena, PAINT_GOODS, 1600, 1400));
    struct picture_made larger = make(picture_paint(arena, PAINT_GOODS, 2400, 2100));
    struct picture_made other = make(picture_paint(arena, PAINT_OTHER, 1600, 1400));
    assert_true(picture_distance(box.hash, larger.hash) <= PICTURE_NEAR);
    assert_true(picture_distance(box.hash, other.hash) > PICTURE_NEAR);
}

static bool holds(str bytes, const char *what)
{
    return str_contains(bytes, str_view(what));
}

static void a_photo_is_turned_upright_and_forgets_where_it_was_taken(void **state)
{
    (void)state;
    struct picture_made first = make(picture_paint(arena, PAINT_ROOM, 1600, 1400));
    str jpeg = first.bytes[PICTURE_1200_JPEG];
    str told = picture_tell_place(arena, jpeg, 6);
    assert_true(holds(told, "DAEGU3587"));
    struct picture_made upright = make(picture_tell_place(arena, jpeg, 1));
    struct picture_made turned = make(told);
    assert_int_equal(upright.verdict, PICTURE_MADE);
    assert_int_equal(turned.verdict, PICTURE_MADE);
    assert_true(picture_distance(first.hash, upright.hash) <= PICTURE_NEAR);
    assert_true(picture_distance(first.hash, turned.hash) > PICTURE_NEAR);
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        assert_false(holds(turned.bytes[i], "DAEGU"));
        assert_false(holds(turned.bytes[i], "ICCP"));
        assert_false(holds(turned.bytes[i], "XMP "));
    }
    assert_false(
        holds(turned.bytes[PICTURE_1200_JPEG], "Exif")); // WebP: an empty one of the library's
}

// --- Hostile files -------------------------------------------------------------------------------

static void what_is_no_photo_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        str bytes;
    } FILES[] = {
        {"nothing", {"", 0}                                                                          },
        {"SVG",     {"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", 70}},
        {"PDF",     {"%PDF-1.7\n1 0 obj", 16}                                                        },
        {"GIF",     {"GIF89a\x01\0\x01\0\0\0\0;", 14}                                                },
        {"TIFF",    {"II*\0\x08\0\0\0\0\0", 10}                                                      },
        {"program",
         {"\x7F"
          "ELF\x02\x01\x01",
          7}                                                                                         },
        {"PPM",     {"P6 1 1 255 abc", 14}                                                           },
        {"ZIP",     {"PK\x03\x04\x14\0\0\0\0\0", 10}                                                 },
        {"HTML",    {"<html><img src=x onerror=alert(1)>", 34}                                       },
        {"sound",   {"RIFF\x10\0\0\0WAVEfmt ", 16}                                                   },
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        struct picture_made m = make(FILES[i].bytes);
        if (m.verdict != PICTURE_OF_NO_KIND) {
            fail_msg("%s: %d", FILES[i].what, m.verdict);
        }
    }
}

static void one_pixel_too_many_is_refused_before_it_is_decoded(void **state)
{
    (void)state;
    static const struct {
        uint32_t width, height;
        enum picture_verdict verdict;
    } BOMBS[] = {
        {12001, 1,     PICTURE_TOO_LARGE},
        {12000, 1,     PICTURE_DAMAGED  }, // its pixels are missing
        {11999, 1,     PICTURE_DAMAGED  },
        {1,     12001, PICTURE_TOO_LARGE},
        {1,     12000, PICTURE_DAMAGED  },
        {1,     11999, PICTURE_DAMAGED  },
        {10202, 4901,  PICTURE_TOO_LARGE}, // 50,000,002 pixels, the first above of any two sides
        {10000, 5000,  PICTURE_DAMAGED  }, // 50,000,000
        {10002, 4999,  PICTURE_DAMAGED  }, // 49,999,998, the first below
        {12000, 4167,  PICTURE_TOO_LARGE},
        {12000, 12000, PICTURE_TOO_LARGE},
        {65535, 65535, PICTURE_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT(BOMBS); i++) {
        struct picture_made m = make(picture_paint_bomb(arena, BOMBS[i].width, BOMBS[i].height));
        if (m.verdict != BOMBS[i].verdict) {
            fail_msg("%u × %u: %d", BOMBS[i].width, BOMBS[i].height, m.verdict);
        }
    }
}

static void a_photo_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    struct picture_made whole = make(picture_paint(arena, PAINT_ROOM, 640, 480));
    const str photos[] = {
        picture_paint(arena, PAINT_ROOM, 640, 480),
        whole.bytes[PICTURE_1200_JPEG],
        whole.bytes[PICTURE_600],
    };
    for (size_t i = 0; i < COUNT(photos); i++) {
        for (size_t part = 1; part < 8; part++) {
            struct picture_made m = make(str_slice(photos[i], 0, photos[i].n * part / 8));
            if (m.verdict == PICTURE_MADE) {
                fail_msg("photo %zu, %zu eighths", i, part);
            }
        }
    }
}

// A page behind a photo, and a photo before an archive: only pixels come out.
static void what_hangs_on_a_photo_is_gone(void **state)
{
    (void)state;
    str photo = make(picture_paint(arena, PAINT_GOODS, 1600, 1400)).bytes[PICTURE_1200_JPEG];
    struct picture_made m = make(str_join(arena, photo, S("<script>alert(1)</script>PK\x03\x04")));
    assert_int_equal(m.verdict, PICTURE_MADE);
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        assert_false(holds(m.bytes[i], "script"));
        assert_false(str_contains(m.bytes[i], S("PK\x03\x04")));
    }
}

// Bytes changed here and there: whatever comes of it, it is an answer, and nobody waits long.
static void broken_bytes_end_in_an_answer(void **state)
{
    (void)state;
    struct picture_made whole = make(picture_paint(arena, PAINT_ROOM, 320, 240));
    const str photos[] = {
        picture_paint(arena, PAINT_ROOM, 320, 240),
        whole.bytes[PICTURE_1200_JPEG],
        whole.bytes[PICTURE_240],
    };
    uint64_t seed = 20261127;
    for (int round = 0; round < 60; round++) {
        str photo = photos[round % 3];
        char *bytes = arena_alloc(arena, photo.n);
        memcpy(bytes, photo.p, photo.n);
        for (int change = 0; change < 1 + round / 10; change++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            // In the head more often than not.
            size_t most = (seed >> 20 & 1) == 0 ? photo.n : (photo.n < 200 ? photo.n : 200);
            bytes[(seed >> 33) % most] = (char)(seed >> 25);
        }
        struct picture_made m;
        picture_file_write((str){.p = bytes, .n = photo.n});
        assert_null(picture_make(spare, picture_file, &m));
        assert_true(m.verdict < PICTURE_VERDICT_COUNT);
        arena_reset(spare);
    }
}

// --- A child that goes astray --------------------------------------------------------------------

// The program is a script of ours; the photo is what it reads.
static err try_by(const char *script, str photo, int64_t wall_ms, struct picture_made *out)
{
    picture_file_script(script, wall_ms);
    picture_file_write(photo);
    return picture_make(arena, picture_file, out);
}

static void a_child_that_takes_too_long_is_ended(void **state)
{
    (void)state;
    struct picture_made m;
    int64_t began = clock_ms();
    assert_ptr_equal(try_by("#!/bin/sh\nexec sleep 60\n", S("x"), 200, &m), &PICTURE_NO_ANSWER);
    assert_true(clock_ms() - began < 10000);
}

// What the machine, its keeper or we brought about is no verdict on the photo.
static void only_what_the_photo_did_is_told_of_the_photo(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        err fault; // NULL: the verdict is that it was given up
    } ENDS[] = {
        {"kill -XCPU $$",      NULL              },
        {"kill -SEGV $$",      NULL              },
        {"exit 121",           NULL              },
        {"exit 120",           &PICTURE_NOT_READY},
        {"exit 3",             &PICTURE_NO_ANSWER},
        {"kill -9 $$",         &PICTURE_NO_ANSWER}, // the kernel, short of memory
        {"kill -TERM $$",      &PICTURE_NO_ANSWER},
        {"exec cat /dev/zero", &PICTURE_NO_ANSWER}, // more than there is room for
    };
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        struct picture_made m = {.verdict = PICTURE_MADE};
        const char *script = str_format(arena, "#!/bin/sh\n%s\n", ENDS[i].script).p;
        err e = try_by(script, S("x"), 20000, &m);
        if (e != ENDS[i].fault) {
            fail_msg("%s: %s", ENDS[i].script, e == NULL ? "a verdict" : e->code);
        }
        assert_int_equal(m.verdict, e == NULL ? PICTURE_GIVEN_UP : PICTURE_MADE);
    }
}

static str answer_of(struct picture_answer a, str after)
{
    return str_join(arena, str_copy(arena, (str){.p = (const char *)&a, .n = sizeof(a)}), after);
}

static void an_answer_that_cannot_be_is_none(void **state)
{
    (void)state;
    static const char REPEAT[] = "#!/bin/sh\nexec cat\n"; // the answer is the photo
    const struct picture_answer good = {
        .mark = {'D',  'U', 'R', 'E', 'P', 'I', 'C', '1'},
        .width = 10,
        .height = 10,
        .sizes = {12, 12, 12, 3   }
    };
    str files = S("RIFF....WEBPRIFF....WEBPRIFF....WEBP\xFF\xD8\xFF");
    struct picture_made m;
    assert_null(try_by(REPEAT, answer_of(good, files), 20000, &m));
    assert_int_equal(m.verdict, PICTURE_MADE);

    struct picture_answer bad[10];
    for (size_t i = 0; i < COUNT(bad); i++) {
        bad[i] = good;
    }
    bad[0].mark[7] = '2';
    bad[1].verdict = PICTURE_GIVEN_UP;
    bad[2].verdict = 4000000000;
    bad[3].width = 0;
    bad[4].height = LIMIT_PICTURE_SIDE + 1;
    bad[5].words = 1U << PICTURE_WORD_COUNT;
    bad[6].sizes[0] = 13;
    bad[7].sizes[3] = 4000000000;
    bad[8].sizes[0] = 24; // the second is missing then
    bad[8].sizes[1] = 0;
    bad[9].verdict = PICTURE_DAMAGED; // and yet pictures follow
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (try_by(REPEAT, answer_of(bad[i], files), 20000, &m) != &PICTURE_NO_ANSWER) {
            fail_msg("answer %zu: %d", i, m.verdict);
        }
    }
    assert_ptr_equal(try_by(REPEAT, answer_of(good, S("")), 20000, &m), &PICTURE_NO_ANSWER);
    assert_ptr_equal(try_by(REPEAT, S("DURE"), 20000, &m), &PICTURE_NO_ANSWER);
}

static void a_program_or_photo_that_is_missing_is_told(void **state)
{
    (void)state;
    struct picture_made m;
    picture_file_write(S("x"));
    picture_testing_program("/nowhere/dure-picture", 20000);
    assert_ptr_equal(picture_make(arena, picture_file, &m), &PICTURE_NO_PROGRAM);
    picture_testing_begin();
    assert_ptr_equal(picture_make(arena, "/nowhere/photo", &m), &BYTES_CANNOT_READ);
}

// A script in the child's place tells what the parent leaves it.
static void the_child_has_limits_and_nothing_of_ours(void **state)
{
    (void)state;
    static const char ASK[] = "#!/bin/sh\n"
                              "[ \"$(ulimit -t)\" = 10 ] && [ \"$(ulimit -v)\" = 524288 ] && "
                              "[ \"$(ulimit -f)\" = 0 ] && [ \"$(ulimit -c)\" = 0 ] && "
                              "[ -z \"$HOME$DURE_TEST_PG\" ] && "
                              "[ \"$(ls /proc/$$/fd | wc -l)\" -le 5 ] && exec cat\n";
    const struct picture_answer good = {
        .mark = {'D', 'U', 'R', 'E', 'P', 'I', 'C', '1'},
        .verdict = PICTURE_DAMAGED,
    };
    struct picture_made m;
    assert_null(try_by(ASK, answer_of(good, S("")), 20000, &m));
    assert_int_equal(m.verdict, PICTURE_DAMAGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_photo_becomes_four_pictures, picture_file_each),
        cmocka_unit_test_setup(what_was_made_has_the_look_already, picture_file_each),
        cmocka_unit_test_setup(a_supplier_is_told_what_is_not_well, picture_file_each),
        cmocka_unit_test_setup(two_things_do_not_look_alike, picture_file_each),
        cmocka_unit_test_setup(a_photo_is_turned_upright_and_forgets_where_it_was_taken,
                               picture_file_each),
        cmocka_unit_test_setup(what_is_no_photo_is_refused, picture_file_each),
        cmocka_unit_test_setup(one_pixel_too_many_is_refused_before_it_is_decoded,
                               picture_file_each),
        cmocka_unit_test_setup(a_photo_that_is_cut_off_is_refused, picture_file_each),
        cmocka_unit_test_setup(what_hangs_on_a_photo_is_gone, picture_file_each),
        cmocka_unit_test_setup(broken_bytes_end_in_an_answer, picture_file_each),
        cmocka_unit_test_setup(a_child_that_takes_too_long_is_ended, picture_file_each),
        cmocka_unit_test_setup(only_what_the_photo_did_is_told_of_the_photo, picture_file_each),
        cmocka_unit_test_setup(an_answer_that_cannot_be_is_none, picture_file_each),
        cmocka_unit_test_setup(a_program_or_photo_that_is_missing_is_told, picture_file_each),
        cmocka_unit_test_setup(the_child_has_limits_and_nothing_of_ours, picture_file_each),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
