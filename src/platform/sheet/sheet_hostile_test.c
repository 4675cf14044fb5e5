// Spreadsheets as nobody should hand them in: what unpacks to far more, leads out, is cut, goes
// deep or takes its reader too long (security.md 3).
#include "platform/sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/clock/clock.h"
#include "platform/sheet/sheet_expect_testing.h"
#include "platform/sheet/sheet_inside.h"
#include "platform/sheet/sheet_testing.h"

static void a_doctype_ends_the_reading(void **state)
{
    (void)state;
    str sheet = S("<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet><sheetData><row><c t='str'><v>&a;</v>"
                  "</c></row></sheetData></worksheet>");
    sheet_expect_fault("a.xlsx", sheet_testing_book(sheet_arena, sheet, S(""), S("")),
                       &SHEET_DOCTYPE, "DOCTYPE");
}

static void a_file_that_unpacks_to_far_more_is_refused(void **state)
{
    (void)state;
    str blanks = sheet_expect_repeat("                                ", (size_t)2 * MIB / 32);
    str bomb = sheet_expect_book(str_to_c(sheet_arena, blanks));
    assert_true(bomb.n < 20000);
    sheet_expect_fault("a.xlsx", bomb, &SHEET_BOMB, "압축을 풀면");
    // one that lies about its sizes is found while it is unpacked
    char *lie = str_to_c(sheet_arena, bomb);
    for (size_t i = 0; i + 46 < bomb.n; i++) {
        if (lie[i] == 'P' && lie[i + 1] == 'K' && lie[i + 2] == 1 && lie[i + 3] == 2) {
            lie[i + 24] = 1; // the size unpacked, in the list at the end
            lie[i + 25] = lie[i + 26] = lie[i + 27] = 0;
        }
    }
    str got = S("");
    err e = sheet_expect_read(S("a.xlsx"), (str){.p = lie, .n = bomb.n}, &got);
    assert_true(e == &SHEET_BOMB || e == &SHEET_BROKEN);
}

// Long cells of one letter pack to next to nothing, and are no more than a few letters long.
static void what_is_small_unpacked_is_no_bomb_however_well_it_packs(void **state)
{
    (void)state;
    static const char *const LETTERS[] = {"x", "가"};
    for (size_t i = 0; i < COUNT(LETTERS); i++) {
        str text = sheet_expect_repeat(LETTERS[i], LIMIT_SHEET_CELL);
        str cell = str_format(sheet_arena, "<c t='str'><v>%.*s</v></c>", STR_ARG(text));
        str row = sheet_expect_repeat(str_to_c(sheet_arena, cell), 7);
        str b = sheet_expect_book(str_format(sheet_arena, "<row>%.*s</row>", STR_ARG(row)).p);
        str got = S("");
        assert_true(row.n < MIB && row.n / 100 > b.n);
        assert_null(sheet_expect_read(S("a.xlsx"), b, &got));
        arena_reset(sheet_arena);
    }
}

static void many_parts_are_a_bomb_as_well(void **state)
{
    (void)state;
    struct testing_part *parts =
        NEW_ARRAY(sheet_arena, LIMIT_SHEET_ENTRIES + 1, struct testing_part);
    for (size_t i = 0; i <= LIMIT_SHEET_ENTRIES; i++) {
        parts[i] = (struct testing_part){str_format(sheet_arena, "p%zu", i).p, S("x")};
    }
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, parts, LIMIT_SHEET_ENTRIES + 1),
                       &SHEET_BOMB, "압축을 풀면");
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, parts, LIMIT_SHEET_ENTRIES),
                       &SHEET_NO_SHEET, "엑셀 파일(.xlsx)이나");
}

static void names_that_lead_out_are_refused(void **state)
{
    (void)state;
    const struct testing_part out[] = {
        {"../x", S("x")}
    };
    const struct testing_part whole[] = {
        {"/x", S("x")}
    };
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, out, 1), &SHEET_BROKEN, "손상");
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, whole, 1), &SHEET_BROKEN,
                       "손상");
}

static void a_file_cut_anywhere_is_broken(void **state)
{
    (void)state;
    str b = sheet_expect_book("<row><c><v>1</v></c></row><row><c t='str'><v>가</v></c></row>");
    for (size_t n = 2; n < b.n; n++) {
        str got = S("");
        err e = sheet_expect_read(S("a.xlsx"), str_slice(b, 0, n), &got);
        assert_ptr_equal(e, &SHEET_BROKEN);
    }
    sheet_expect_fault("a.xlsx",
                       sheet_testing_book(sheet_arena, S(BOOK_HEAD "<row><c><v>1"), S(""), S("")),
                       &SHEET_BROKEN, "끊겼거나");
    str deep = str_join(sheet_arena, S(BOOK_HEAD), sheet_expect_repeat("<a>", 100));
    sheet_expect_fault("a.xlsx", sheet_testing_book(sheet_arena, deep, S(""), S("")), &SHEET_BROKEN,
                       "끊겼거나");
}

// A row, then `depth` elements that stand open at once, the worksheet among them.
static str book_of_depth(size_t depth)
{
    str sheet = str_join(sheet_arena, S(BOOK_HEAD "<row><c><v>1</v></c></row></sheetData>"),
                         sheet_expect_repeat("<a>", depth - 1));
    sheet = str_join(sheet_arena, sheet, sheet_expect_repeat("</a>", depth - 1));
    return sheet_testing_book(sheet_arena, str_join(sheet_arena, sheet, S("</worksheet>")), S(""),
                              S(""));
}

static void elements_stand_open_to_the_limit_and_no_deeper(void **state)
{
    (void)state;
    sheet_expect_rows("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH - 1), "1:1#;");
    sheet_expect_rows("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH), "1:1#;");
    sheet_expect_fault("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH + 1), &SHEET_BROKEN, "손상");
}

// A row, then `loose` digits that pack to half, then blanks that pack to nothing.
static str book_of_size(size_t loose, size_t blanks)
{
    struct out o;
    uint64_t seed = 20261127;
    out_init(&o, sheet_arena, 256 * (size_t)MIB);
    out_str(&o, S(BOOK_HEAD "<row><c><v>1</v></c></row></sheetData><!--"));
    char piece[4096]; // a call for each character takes longer than all the reading
    for (size_t left = loose, n; left > 0; left -= n) {
        n = left < sizeof(piece) ? left : sizeof(piece);
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            piece[i] = "0123456789abcdef"[seed >> 60];
        }
        out_str(&o, (str){.p = piece, .n = n});
    }
    out_str(&o, S("-->"));
    memset(piece, ' ', sizeof(piece));
    for (size_t left = blanks, n; left > 0; left -= n) {
        n = left < sizeof(piece) ? left : sizeof(piece);
        out_str(&o, (str){.p = piece, .n = n});
    }
    out_str(&o, S("</worksheet>"));
    return sheet_testing_book(sheet_arena, out_view(&o), S(""), S(""));
}

// Bytes of all parts, as the list at the package's end tells.
static size_t unpacked_of(str package)
{
    size_t all = 0;
    for (size_t i = 0; i + 46 < package.n; i++) {
        uint32_t size;
        if (memcmp(package.p + i, "PK\1\2", 4) == 0) {
            memcpy(&size, package.p + i + 24, sizeof(size)); // least byte first, as this machine's
            all += size;
        }
    }
    return all;
}

static void a_file_unpacks_to_a_hundred_times_its_size_and_no_more(void **state)
{
    (void)state;
    size_t blanks = MIB;
    str b = S("");
    str above = S("");
    // One that is just so large, and packs to the same with a blank more.
    for (size_t loose = 24000; b.n == 0 || unpacked_of(b) != b.n * 100 || above.n != b.n; loose++) {
        arena_reset(sheet_arena);
        b = book_of_size(loose, blanks);
        blanks = blanks + b.n * 100 - unpacked_of(b);
        b = book_of_size(loose, blanks);
        above = book_of_size(loose, blanks + 1);
        assert_true(loose < 24200);
    }
    assert_true(unpacked_of(b) > MIB); // below that nobody looks
    sheet_expect_rows("a.xlsx", b, "1:1#;");
    sheet_expect_fault("a.xlsx", above, &SHEET_BOMB, "압축을 풀면");
    str below = book_of_size(24000, blanks - 1000);
    assert_true(unpacked_of(below) < below.n * 100);
    sheet_expect_rows("a.xlsx", below, "1:1#;");
}

static void a_file_unpacks_to_the_limit_and_no_further(void **state)
{
    (void)state;
    const size_t loose = 5 * (size_t)MIB; // else it is refused for its ratio
    size_t blanks = LIMIT_SHEET_UNPACKED - unpacked_of(book_of_size(loose, 0));
    sheet_expect_rows("a.xlsx", book_of_size(loose, blanks - 1), "1:1#;");
    arena_reset(sheet_arena);
    str b = book_of_size(loose, blanks);
    assert_int_equal(unpacked_of(b), LIMIT_SHEET_UNPACKED);
    sheet_expect_rows("a.xlsx", b, "1:1#;");
    arena_reset(sheet_arena);
    sheet_expect_fault("a.xlsx", book_of_size(loose, blanks + 1), &SHEET_BOMB, "압축을 풀면");
}

// What expat keeps of it until its end would be as large as the file unpacked.
static void a_tag_or_comment_that_does_not_end_is_refused(void **state)
{
    (void)state;
    sheet_expect_rows("a.xlsx", book_of_size(LIMIT_SHEET_TAG - MIB, 0), "1:1#;");
    sheet_expect_fault("a.xlsx", book_of_size(LIMIT_SHEET_TAG + 128 * (size_t)KIB, 0),
                       &SHEET_BROKEN, "손상");
}

static void a_file_that_takes_its_reader_too_long_is_given_up(void **state)
{
    (void)state;
    int64_t usual = sheet_cpu_most_us;
    assert_int_equal(usual, 10 * 1000000);
    str b = book_of_size(4 * (size_t)MIB, 0);
    sheet_cpu_most_us = 0; // at the first piece, and at the first row
    sheet_expect_fault("a.xlsx", b, &SHEET_SLOW, "너무 오래 걸리는 파일");
    sheet_expect_fault("a.csv", S("가\n1\n"), &SHEET_SLOW, "너무 오래 걸리는 파일");
    sheet_cpu_most_us = usual;
    sheet_expect_rows("a.xlsx", b, "1:1#;");
    // amid what follows the last row
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    str said = S("");
    assert_null(sheet_open(sheet_arena, S("a.xlsx"), b, S(""), &s, &said));
    assert_null(sheet_next(s, &row, &said));
    assert_non_null(row);
    s->cpu_end_us = clock_cpu_us() + 200; // unpacking four mebibytes takes longer
    assert_ptr_equal(sheet_next(s, &row, &said), &SHEET_SLOW);
    sheet_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_doctype_ends_the_reading, sheet_expect_empty),
        cmocka_unit_test_teardown(a_file_that_unpacks_to_far_more_is_refused, sheet_expect_empty),
        cmocka_unit_test_teardown(what_is_small_unpacked_is_no_bomb_however_well_it_packs,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(many_parts_are_a_bomb_as_well, sheet_expect_empty),
        cmocka_unit_test_teardown(names_that_lead_out_are_refused, sheet_expect_empty),
        cmocka_unit_test_teardown(a_file_cut_anywhere_is_broken, sheet_expect_empty),
        cmocka_unit_test_teardown(elements_stand_open_to_the_limit_and_no_deeper,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(a_file_unpacks_to_a_hundred_times_its_size_and_no_more,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(a_file_unpacks_to_the_limit_and_no_further, sheet_expect_empty),
        cmocka_unit_test_teardown(a_tag_or_comment_that_does_not_end_is_refused,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(a_file_that_takes_its_reader_too_long_is_given_up,
                                  sheet_expect_empty),
    };
    return cmocka_run_group_tests(tests, sheet_expect_begin, sheet_expect_end);
}
