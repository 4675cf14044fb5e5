// A ZIP gives up its entries one by one, and a hostile one nothing that would hurt.
#include "platform/picture/picture_unpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/file/bytes.h"
#include "platform/picture/picture_file_testing.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static struct unpacked ask(int64_t index, int64_t room)
{
    struct unpacked x;
    assert_null(picture_unpack(arena, picture_file, index, room, &x));
    return x;
}

static enum unpack_verdict verdict_of(str zip)
{
    picture_file_write(zip);
    return ask(0, LIMIT_ARCHIVE_UNPACKED).verdict;
}

static void entries_come_one_by_one_with_their_names(void **state)
{
    (void)state;
    const struct packed files[] = {
        {"사진/앞.png",     S("first") },
        {"둘째..png",        S("second")},
        {"__MACOSX/._앞.png", S("fork")  },
        {"빈.png",            S("")      },
    };
    picture_file_write(picture_pack(arena, files, COUNT(files)));
    struct unpacked x = ask(0, 100);
    assert_int_equal(x.verdict, UNPACK_DONE);
    assert_int_equal(x.count, 4);
    assert_true(str_equals(x.name, S("사진/앞.png")));
    assert_true(str_equals(x.bytes, S("first")));
    x = ask(1, 6); // as much as there is room for
    assert_int_equal(x.verdict, UNPACK_DONE);
    assert_true(str_equals(x.bytes, S("second")));
    x = ask(1, 5);
    assert_int_equal(x.verdict, UNPACK_NO_ROOM);
    assert_int_equal(x.bytes.n, 0);
    assert_int_equal(ask(2, 100).verdict, UNPACK_PASSED_OVER);
    assert_int_equal(ask(3, 0).verdict, UNPACK_DONE);
    assert_int_equal(ask(4, 100).verdict, UNPACK_END);
    // A program killed by its first word of nonsense answers nothing.
    picture_file_write(S("x"));
    assert_int_equal(ask(0, 100).verdict, UNPACK_BAD);
}

static void names_of_korean_windows_are_read(void **state)
{
    (void)state;
    const struct packed files[] = {
        {"abcd.png", S("x")},
    };
    str zip = picture_pack(arena, files, 1);
    char *bytes = arena_alloc(arena, zip.n);
    memcpy(bytes, zip.p, zip.n);
    for (size_t i = 0; i + 8 <= zip.n; i++) {
        if (memcmp(bytes + i, "abcd.png", 8) == 0) {
            memcpy(bytes + i, "\xBB\xE7\xC1\xF8", 4); // 사진
        }
    }
    // No word of UTF-8 in the head, as Windows writes it.
    picture_file_write((str){.p = bytes, .n = zip.n});
    struct unpacked x = ask(0, 100);
    assert_int_equal(x.verdict, UNPACK_DONE);
    assert_true(str_equals(x.name, S("사진.png")));
}

// The last letter that does not fit goes whole, in whatever it is written.
static void a_name_too_long_is_cut_between_two_letters(void **state)
{
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        struct out o;
        out_init(&o, arena, 4 * KIB);
        out_str(&o, str_slice(S("abcd"), 0, before));
        while (o.n < UNPACK_NAME_MAX + 8) {
            out_str(&o, S("가"));
        }
        out_str(&o, S(".png"));
        const struct packed files[] = {
            {str_to_c(arena, out_view(&o)), S("x")},
        };
        picture_file_write(picture_pack(arena, files, 1));
        struct unpacked x = ask(0, 100);
        assert_int_equal(x.verdict, UNPACK_DONE);
        assert_int_equal(x.name.n, before + (UNPACK_NAME_MAX - before) / 3 * 3);
        assert_true(str_equals(x.name, str_slice(out_view(&o), 0, x.name.n)));
    }
    for (size_t before = 0; before < 2; before++) { // two bytes a letter
        char name[UNPACK_NAME_MAX + 9];
        memset(name, 'a', sizeof(name));
        name[sizeof(name) - 1] = '\0';
        const struct packed files[] = {
            {name, S("x")},
        };
        str zip = picture_pack(arena, files, 1);
        char *bytes = arena_alloc(arena, zip.n);
        memcpy(bytes, zip.p, zip.n);
        for (char *at = bytes;
             (at = memmem(at, (size_t)(bytes + zip.n - at), name, sizeof(name) - 1)) != NULL;) {
            for (size_t i = before; i + 1 < sizeof(name) - 1; i += 2) {
                memcpy(at + i, "\xBB\xE7", 2); // 사
            }
            at += sizeof(name) - 1;
        }
        picture_file_write((str){.p = bytes, .n = zip.n});
        struct unpacked x = ask(0, 100);
        assert_int_equal(x.verdict, UNPACK_DONE);
        assert_int_equal(x.name.n, before + (UNPACK_NAME_MAX - before) / 2 * 3);
        assert_true(str_ends(x.name, S("사")));
    }
}

// Of the first entry, in the list at the end: made on Unix, of that mode.
static str with_mode(str zip, unsigned mode)
{
    char *bytes = arena_alloc(arena, zip.n);
    memcpy(bytes, zip.p, zip.n);
    char *head = memmem(bytes, zip.n, "PK\1\2", 4);
    assert_non_null(head);
    head[5] = 3;
    head[38] = head[39] = 0;
    head[40] = (char)(mode & 0xFF);
    head[41] = (char)(mode >> 8);
    return (str){.p = bytes, .n = zip.n};
}

static void what_leads_out_of_its_folder_is_not_unpacked(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum unpack_verdict verdict;
    } ROWS[] = {
        {"../../etc/passwd", UNPACK_LEADS_OUT  },
        {"..",               UNPACK_LEADS_OUT  },
        {"a/../b.png",       UNPACK_LEADS_OUT  },
        {"a/..",             UNPACK_LEADS_OUT  },
        {"a\\..\\b.png",     UNPACK_LEADS_OUT  },
        {"../",              UNPACK_LEADS_OUT  }, // not passed over as a folder
        {"__MACOSX/../a",    UNPACK_LEADS_OUT  },
        {"/a.png",           UNPACK_LEADS_OUT  },
        {"\\\\host\\a.png",  UNPACK_LEADS_OUT  },
        {"C:\\a.png",        UNPACK_LEADS_OUT  },
        {"c:a.png",          UNPACK_LEADS_OUT  },
        {"a..png",           UNPACK_DONE       },
        {".../a.png",        UNPACK_DONE       },
        {"..a/b..",          UNPACK_DONE       },
        {"1:a.png",          UNPACK_DONE       },
        {"a/",               UNPACK_PASSED_OVER},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct packed files[] = {
            {ROWS[i].name, S("x")},
        };
        arena_reset(arena); // each answer has room for a photo
        enum unpack_verdict verdict = verdict_of(picture_pack(arena, files, 1));
        if (verdict != ROWS[i].verdict) {
            fail_msg("%s: %d", ROWS[i].name, verdict);
        }
    }
    assert_true(str_contains(picture_unpack_sentence(UNPACK_LEADS_OUT), S("풀지 않습니다")));
}

static void a_link_or_a_device_is_not_unpacked(void **state)
{
    (void)state;
    const struct packed files[] = {
        {"a.png", S("/etc/passwd")},
    };
    str zip = picture_pack(arena, files, 1);
    assert_int_equal(verdict_of(with_mode(zip, S_IFLNK | 0777)), UNPACK_LEADS_OUT);
    assert_int_equal(verdict_of(with_mode(zip, S_IFBLK | 0600)), UNPACK_LEADS_OUT);
    assert_int_equal(verdict_of(with_mode(zip, S_IFIFO | 0600)), UNPACK_LEADS_OUT);
    assert_int_equal(verdict_of(with_mode(zip, S_IFREG | 0644)), UNPACK_DONE);
    assert_int_equal(verdict_of(with_mode(zip, 0644)), UNPACK_DONE); // says not what it is
}

// Bytes that do not pack, then bytes that pack well: `size` of them.
static str half_packed(size_t loose, size_t size)
{
    char *bytes = arena_alloc(arena, size);
    uint64_t seed = 20261127;
    memset(bytes, 0, size);
    for (size_t i = 0; i < loose; i++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        bytes[i] = (char)(seed >> 56);
    }
    return (str){.p = bytes, .n = size};
}

static str pack_one(size_t loose, size_t size)
{
    const struct packed files[] = {
        {"a.png", half_packed(loose, size)},
    };
    return picture_pack(arena, files, 1);
}

// What one of that size may be unpacked to: a hundred times what the head of its entry says, and a
// KiB for small ones.
static size_t most_of(size_t loose, size_t size)
{
    uint32_t packed;
    memcpy(&packed, pack_one(loose, size).p + 18, sizeof(packed)); // least byte first, as ours
    return (packed + KIB) * 100;
}

static void unpacked_to_a_hundred_times_its_size_and_no_more(void **state)
{
    (void)state;
    size_t loose = 12000;
    size_t size = 2 * (size_t)MIB;
    // One that is just so large, and packs to the same with a byte more.
    while (size != most_of(loose, size) || size != most_of(loose, size + 1)) {
        arena_reset(arena);
        size = most_of(++loose, size);
        assert_true(loose < 12200);
    }
    assert_true(size > MIB); // else it was not packed at all
    arena_reset(arena);
    assert_int_equal(verdict_of(pack_one(loose, size - 1)), UNPACK_DONE);
    assert_int_equal(verdict_of(pack_one(loose, size)), UNPACK_DONE);
    assert_int_equal(verdict_of(pack_one(loose, size + 1)), UNPACK_TOO_LARGE);
}

static void an_entry_as_large_as_an_upload_and_no_more(void **state)
{
    (void)state;
    const size_t loose = 400 * (size_t)KIB;
    assert_int_equal(verdict_of(pack_one(loose, LIMIT_UPLOAD - 1)), UNPACK_DONE);
    assert_int_equal(verdict_of(pack_one(loose, LIMIT_UPLOAD)), UNPACK_DONE);
    arena_reset(arena);
    assert_int_equal(verdict_of(pack_one(loose, LIMIT_UPLOAD + 1)), UNPACK_TOO_LARGE);
}

static void a_hostile_zip_hurts_nobody(void **state)
{
    (void)state;
    char *blank = arena_alloc(arena, 29 * (size_t)MIB);
    const struct packed bomb[] = {
        {"a.png", {blank, 29 * (size_t)MIB}}
    };
    str zip = picture_pack(arena, bomb, 1);
    assert_int_equal(verdict_of(zip), UNPACK_TOO_LARGE);
    assert_int_equal(verdict_of(str_slice(zip, 0, zip.n / 2)), UNPACK_BAD);
    assert_int_equal(verdict_of(S("PK\x03\x04")), UNPACK_BAD);

    // One byte of what is packed is another: its sum tells.
    const struct packed small[] = {
        {"a.png", S("a photo of some bytes")}
    };
    str whole = picture_pack(arena, small, 1);
    char *bytes = arena_alloc(arena, whole.n);
    memcpy(bytes, whole.p, whole.n);
    char *at = memmem(bytes, whole.n, "photo", 5);
    assert_non_null(at);
    *at = 'P';
    assert_int_equal(verdict_of((str){.p = bytes, .n = whole.n}), UNPACK_DAMAGED);
    struct unpacked x = ask(0, LIMIT_ARCHIVE_UNPACKED);
    assert_int_equal(x.written, small[0].bytes.n); // it was unpacked for all that
    assert_int_equal(x.bytes.n, 0);
}

static void as_many_entries_as_the_limit_and_no_more(void **state)
{
    (void)state;
    static struct packed many[LIMIT_ARCHIVE_ENTRIES + 1];
    for (size_t i = 0; i < COUNT(many); i++) {
        many[i] = (struct packed){str_format(arena, "%zu.png", i).p, S("x")};
    }
    assert_int_equal(verdict_of(picture_pack(arena, many, COUNT(many))), UNPACK_TOO_MANY);
    assert_int_equal(verdict_of(picture_pack(arena, many, COUNT(many) - 2)), UNPACK_DONE);
    picture_file_write(picture_pack(arena, many, COUNT(many) - 1));
    struct unpacked x = ask(LIMIT_ARCHIVE_ENTRIES - 1, 100);
    assert_int_equal(x.verdict, UNPACK_DONE);
    assert_true(str_equals(x.name, S("1999.png")));
    picture_file_write(picture_pack(arena, many, 0 + 1));
    assert_int_equal(ask(1, 100).verdict, UNPACK_END);
}

// By the file's length alone: nobody writes 200 MiB for it.
static void a_zip_above_the_limit_is_not_looked_into(void **state)
{
    (void)state;
    picture_file_write(S("PK\x03\x04"));
    assert_int_equal(truncate(picture_file, LIMIT_ZIP), 0);
    assert_int_equal(ask(0, 100).verdict, UNPACK_BAD);
    assert_int_equal(truncate(picture_file, (off_t)LIMIT_ZIP + 1), 0);
    assert_int_equal(ask(0, 100).verdict, UNPACK_GIVEN_UP);
}

static void without_the_program_or_the_file_it_is_said(void **state)
{
    (void)state;
    struct unpacked x;
    picture_file_write(S("PK\x03\x04"));
    picture_testing_program("/nonexistent/dure-unpack", 1000);
    assert_ptr_equal(picture_unpack(arena, picture_file, 0, 1, &x), &PICTURE_NO_PROGRAM);
    picture_testing_program("/bin/false", 1000);
    assert_null(picture_unpack(arena, picture_file, 0, 1, &x));
    assert_int_equal(x.verdict, UNPACK_GIVEN_UP);
    picture_testing_program("/bin/echo", 1000); // says what cannot be
    assert_null(picture_unpack(arena, picture_file, 0, 1, &x));
    assert_int_equal(x.verdict, UNPACK_GIVEN_UP);
    assert_ptr_equal(picture_unpack(arena, "/nonexistent", 0, 1, &x), &BYTES_CANNOT_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(entries_come_one_by_one_with_their_names, picture_file_each),
        cmocka_unit_test_setup(names_of_korean_windows_are_read, picture_file_each),
        cmocka_unit_test_setup(a_name_too_long_is_cut_between_two_letters, picture_file_each),
        cmocka_unit_test_setup(what_leads_out_of_its_folder_is_not_unpacked, picture_file_each),
        cmocka_unit_test_setup(a_link_or_a_device_is_not_unpacked, picture_file_each),
        cmocka_unit_test_setup(unpacked_to_a_hundred_times_its_size_and_no_more, picture_file_each),
        cmocka_unit_test_setup(an_entry_as_large_as_an_upload_and_no_more, picture_file_each),
        cmocka_unit_test_setup(a_hostile_zip_hurts_nobody, picture_file_each),
        cmocka_unit_test_setup(as_many_entries_as_the_limit_and_no_more, picture_file_each),
        cmocka_unit_test_setup(a_zip_above_the_limit_is_not_looked_into, picture_file_each),
        cmocka_unit_test_setup(without_the_program_or_the_file_it_is_said, picture_file_each),
    };
    return cmocka_run_group_tests(tests, picture_file_begin, picture_file_end);
}
