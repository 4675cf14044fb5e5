// test-timeout: 120
// What a spreadsheet may hold: one below each limit, at it and one above (security.md 3).
#include "platform/sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/sheet/sheet_expect_testing.h"
#include "platform/sheet/sheet_testing.h"

// Reads all of it: the number of rows, and of cells in the widest.
static void expect_size(const char *name, str bytes, size_t rows, size_t columns)
{
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    str sentence = S("");
    size_t row_count = 0;
    size_t cell_count = 0;
    err e = sheet_open(sheet_arena, str_view(name), bytes, S("상품"), &s, &sentence);
    e = e != NULL ? e : sheet_next(s, &row, &sentence);
    while (e == NULL && row != NULL) {
        row_count++;
        cell_count = row->count > cell_count ? row->count : cell_count;
        e = sheet_next(s, &row, &sentence);
    }
    sheet_close(s);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
    }
    assert_int_equal(row_count, rows);
    assert_int_equal(cell_count, columns);
}

// `count` times the same between what begins and ends it.
static str between(const char *begin, const char *piece, size_t count, const char *end)
{
    struct out o;
    out_init(&o, sheet_arena, 64 * (size_t)MIB);
    out_str(&o, str_view(begin));
    for (size_t i = 0; i < count; i++) {
        out_str(&o, str_view(piece));
    }
    out_str(&o, str_view(end));
    return out_view(&o);
}

// Of other numbers each: the same ones would pack too well.
static str book_of_rows(size_t count)
{
    struct out o;
    out_init(&o, sheet_arena, 64 * (size_t)MIB);
    out_str(&o, S(BOOK_HEAD));
    for (size_t i = 0; i < count; i++) {
        out_str(&o, S("<row><c><v>"));
        out_i64(&o, (int64_t)(i * 7919 % 1000003));
        out_str(&o, S("</v></c></row>"));
    }
    out_str(&o, S(BOOK_TAIL));
    return sheet_testing_book(sheet_arena, out_view(&o), S(""), S(""));
}

static str book_of_columns(size_t count)
{
    str sheet = between(BOOK_HEAD "<row>", "<c><v>1</v></c>", count, "</row>" BOOK_TAIL);
    return sheet_testing_book(sheet_arena, sheet, S(""), S(""));
}

// The first row holds the names.
static void as_many_rows_as_the_limit_and_no_more(void **state)
{
    (void)state;
    static const size_t LAST = LIMIT_SHEET_ROWS + 1;
    assert_int_equal(LIMIT_SHEET_ROWS, 200000);
    for (size_t rows = LAST - 1; rows <= LAST; rows++) {
        expect_size("a.xlsx", book_of_rows(rows), rows, 1);
        expect_size("a.csv", between("", "1\n", rows, ""), rows, 1);
        arena_reset(sheet_arena);
    }
    sheet_expect_fault("a.xlsx", book_of_rows(LAST + 1), &SHEET_TOO_LARGE, "200000줄까지");
    sheet_expect_fault("a.csv", between("", "1\n", LAST + 1, ""), &SHEET_TOO_LARGE, "200000줄까지");
}

static void as_many_columns_as_the_limit_and_no_more(void **state)
{
    (void)state;
    static const size_t LAST = LIMIT_SHEET_COLUMNS;
    assert_int_equal(LIMIT_SHEET_COLUMNS, 200);
    for (size_t columns = LAST - 1; columns <= LAST; columns++) {
        expect_size("a.xlsx", book_of_columns(columns), 1, columns);
        expect_size("a.csv", between("1", ",1", columns - 1, "\n"), 1, columns);
    }
    sheet_expect_fault("a.xlsx", book_of_columns(LAST + 1), &SHEET_TOO_LARGE,
                       "1행: 열은 200개까지");
    sheet_expect_fault("a.csv", between("1", ",1", LAST, "\n"), &SHEET_TOO_LARGE,
                       "1행: 열은 200개까지");
}

// A workbook and parts that nobody reads.
static str book_with(const struct testing_part *more, size_t count)
{
    static struct testing_part parts[LIMIT_SHEET_ENTRIES + TESTING_BOOK_PARTS];
    size_t n = sheet_testing_parts(S(BOOK_HEAD "<row><c><v>1</v></c></row>" BOOK_TAIL), S(""),
                                   S(""), parts);
    for (size_t i = 0; i < count; i++) {
        parts[n++] = more[i];
    }
    return sheet_testing_package(sheet_arena, parts, n);
}

static str book_of_entries(size_t count)
{
    static struct testing_part more[LIMIT_SHEET_ENTRIES];
    size_t n = count - TESTING_BOOK_PARTS_LEAST;
    for (size_t i = 0; i < n; i++) {
        more[i] = (struct testing_part){str_to_c(sheet_arena, str_format(sheet_arena, "p%zu", i)),
                                        S("x")};
    }
    return book_with(more, n);
}

static void as_many_entries_as_the_limit_and_no_more(void **state)
{
    (void)state;
    assert_int_equal(LIMIT_SHEET_ENTRIES, 2000);
    expect_size("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES - 1), 1, 1);
    expect_size("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES), 1, 1);
    sheet_expect_fault("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES + 1), &SHEET_BOMB,
                       "압축을 풀면");
}

static void a_name_that_leads_out_is_refused_wherever_it_does(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"../x", "a/../b", "a\\b", "/x", "a/.."};
    const struct testing_part honest = {"a/b.c", S("x")};
    expect_size("a.xlsx", book_with(&honest, 1), 1, 1);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        const struct testing_part part = {NAMES[i], S("x")};
        sheet_expect_fault("a.xlsx", book_with(&part, 1), &SHEET_BROKEN, "손상");
    }
}

// A workbook in a workbook is never opened: it is no sheet, and beside one it is not looked at.
static void a_package_in_a_package_is_not_unpacked(void **state)
{
    (void)state;
    str inner = book_of_columns(3);
    const struct testing_part beside = {"xl/embeddings/a.xlsx", inner};
    expect_size("a.xlsx", book_with(&beside, 1), 1, 1);
    sheet_expect_fault("a.xlsx", sheet_testing_book(sheet_arena, inner, S(""), S("")),
                       &SHEET_BROKEN, "손상");
    const struct testing_part alone = {"a.xlsx", inner};
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, &alone, 1), &SHEET_NO_SHEET,
                       "엑셀 파일(.xlsx)이나");
}

// --- A cell, and a row of them -------------------------------------------------------------------

static void too_many_columns_are_told(void **state)
{
    (void)state;
    const char *rest = "<c r='GS1'><v>1</v></c></row>"; // the 201st
    sheet_expect_fault("a.xlsx", sheet_expect_book(str_format(sheet_arena, "<row>%s", rest).p),
                       &SHEET_TOO_LARGE, "1행: 열은 200개까지");
    sheet_expect_rows("a.xlsx", sheet_expect_book("<row><c><v>1</v></c><c r='XFD1' s='1'/></row>"),
                      "1:1#;");
    sheet_expect_fault("a.xlsx", sheet_expect_book("<row><c r='BDWGN1'><v>1</v></c></row>"),
                       &SHEET_TOO_LARGE,
                       "1행: 열은 200개까지"); // the millionth
    sheet_expect_fault("a.csv",
                       str_join(sheet_arena, S("가\n"), sheet_expect_repeat("1,", 1000000)),
                       &SHEET_TOO_LARGE, "2행: 열은 200개까지");
    str got = S("");
    assert_null(sheet_expect_read(S("a.csv"), sheet_expect_repeat("1,", 200), &got));
}

static void too_many_rows_are_told(void **state)
{
    (void)state;
    str got = S("");
    assert_null(
        sheet_expect_read(S("a.csv"), sheet_expect_repeat("1\n", LIMIT_SHEET_ROWS + 1), &got));
    sheet_expect_fault("a.csv", sheet_expect_repeat("1\n", LIMIT_SHEET_ROWS + 2), &SHEET_TOO_LARGE,
                       "200000줄까지");
}

static void a_cell_holds_as_much_as_a_spreadsheet_keeps(void **state)
{
    (void)state;
    str got = S("");
    str full = str_join(sheet_arena, S("가\n"), sheet_expect_repeat("힣", LIMIT_SHEET_CELL));
    assert_null(sheet_expect_read(S("a.csv"), full, &got));
    sheet_expect_fault("a.csv", str_join(sheet_arena, full, S("힣")), &SHEET_TOO_LARGE,
                       "2행 A열: 한 칸의 글은 32767자까지");
    str wide = str_join(sheet_arena, sheet_expect_repeat("힣", LIMIT_SHEET_CELL), S(","));
    sheet_expect_fault("a.csv", sheet_expect_repeat(str_to_c(sheet_arena, wide), 12),
                       &SHEET_TOO_LARGE, "1행: 한 줄의 글이 너무 깁니다");
}

// Syllables one like no other, so that the package does not unpack to a hundred times its size.
static const char *mixed(size_t count)
{
    struct out o;
    uint32_t turn = 1;
    out_init(&o, sheet_arena, 4 * (size_t)MIB);
    for (size_t i = 0; i < count; i++) {
        turn = turn * 1664525 + 1013904223;
        uint32_t code = 0xAC00 + (turn >> 12) % 11172;
        out_char(&o, (char)(0xE0 | (code >> 12)));
        out_char(&o, (char)(0x80 | ((code >> 6) & 0x3F)));
        out_char(&o, (char)(0x80 | (code & 0x3F)));
    }
    return str_to_c(sheet_arena, out_view(&o));
}

// In a workbook a text stands in its cell or in the pool.
static void a_cell_of_a_workbook_holds_as_much(void **state)
{
    (void)state;
    static const char CELL[] = "<c t='inlineStr'><is><t>%s</t></is></c>";
    static const char POOLED[] =
        BOOK_HEAD "<row r='7'><c r='B7' t='s'><v>0</v></c></row>" BOOK_TAIL;
    str got = S("");
    const char *full = mixed(LIMIT_SHEET_CELL);
    const char *over = mixed(LIMIT_SHEET_CELL + 1);
    str full_cell = str_format(sheet_arena, CELL, full);
    str over_cell = str_format(sheet_arena, CELL, over);
    str row = str_format(sheet_arena, "<row r='7'>%.*s</row>", STR_ARG(full_cell));
    assert_null(sheet_expect_read(S("a.xlsx"), sheet_expect_book(row.p), &got));
    assert_true(str_equals(got, str_format(sheet_arena, "7:%s;", full))); // to the last syllable
    row = str_format(sheet_arena, "<row r='7'>%.*s</row>", STR_ARG(over_cell));
    sheet_expect_fault("a.xlsx", sheet_expect_book(row.p), &SHEET_TOO_LARGE,
                       "7행 A열: 한 칸의 글은 32767자까지");

    str pool = str_format(sheet_arena, "<sst><si><t>%s</t></si></sst>", full);
    assert_null(sheet_expect_read(
        S("a.xlsx"), sheet_testing_book(sheet_arena, str_view(POOLED), pool, S("")), &got));
    assert_true(str_equals(got, str_format(sheet_arena, "7:|%s;", full)));
    pool = str_format(sheet_arena, "<sst><si><t>%s</t></si></sst>", over);
    sheet_expect_fault("a.xlsx", sheet_testing_book(sheet_arena, str_view(POOLED), pool, S("")),
                       &SHEET_TOO_LARGE, "7행 B열: 한 칸의 글은 32767자까지");

    // A row of such cells, each of which may stand.
    row = str_format(sheet_arena, "<row r='7'>%.*s</row>",
                     STR_ARG(sheet_expect_repeat(str_to_c(sheet_arena, full_cell), 12)));
    sheet_expect_fault("a.xlsx", sheet_expect_book(row.p), &SHEET_TOO_LARGE,
                       "7행: 한 줄의 글이 너무 깁니다");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(as_many_rows_as_the_limit_and_no_more, sheet_expect_empty),
        cmocka_unit_test_teardown(as_many_columns_as_the_limit_and_no_more, sheet_expect_empty),
        cmocka_unit_test_teardown(as_many_entries_as_the_limit_and_no_more, sheet_expect_empty),
        cmocka_unit_test_teardown(a_name_that_leads_out_is_refused_wherever_it_does,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(a_package_in_a_package_is_not_unpacked, sheet_expect_empty),
        cmocka_unit_test_teardown(too_many_columns_are_told, sheet_expect_empty),
        cmocka_unit_test_teardown(too_many_rows_are_told, sheet_expect_empty),
        cmocka_unit_test_teardown(a_cell_holds_as_much_as_a_spreadsheet_keeps, sheet_expect_empty),
        cmocka_unit_test_teardown(a_cell_of_a_workbook_holds_as_much, sheet_expect_empty),
    };
    return cmocka_run_group_tests(tests, sheet_expect_begin, sheet_expect_end);
}
