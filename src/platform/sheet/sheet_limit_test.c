// test-timeout: 120
// What a spreadsheet may hold: one below each limit, at it and one above (security.md 3).
#include "platform/sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/sheet/sheet_testing.h"

#define HEAD "<worksheet><sheetData>"
#define TAIL "</sheetData></worksheet>"

static struct arena *arena;
static str sentence;

// Reads all of it; *out is the number of rows, *cells those of the widest.
static err read_all(const char *name, str bytes, size_t *out, size_t *cells)
{
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    sentence = S("");
    *out = 0;
    *cells = 0;
    TRY(sheet_open(arena, str_view(name), bytes, S("상품"), &s, &sentence));
    err e = sheet_next(s, &row, &sentence);
    while (e == NULL && row != NULL) {
        ++*out;
        *cells = row->count > *cells ? row->count : *cells;
        e = sheet_next(s, &row, &sentence);
    }
    sheet_close(s);
    return e;
}

static void expect_size(const char *name, str bytes, size_t rows, size_t columns)
{
    size_t row_count = 0;
    size_t cell_count = 0;
    err e = read_all(name, bytes, &row_count, &cell_count);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
    }
    assert_int_equal(row_count, rows);
    assert_int_equal(cell_count, columns);
}

static void expect_fault(const char *name, str bytes, err fault, const char *words)
{
    size_t row_count = 0;
    size_t cell_count = 0;
    err e = read_all(name, bytes, &row_count, &cell_count);
    assert_ptr_equal(e, fault);
    if (!str_contains(sentence, str_view(words))) {
        fail_msg("%.*s", STR_ARG(sentence));
    }
}

// `count` times the same between what begins and ends it.
static str between(const char *begin, const char *piece, size_t count, const char *end)
{
    struct out o;
    out_init(&o, arena, 64 * (size_t)MIB);
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
    out_init(&o, arena, 64 * (size_t)MIB);
    out_str(&o, S(HEAD));
    for (size_t i = 0; i < count; i++) {
        out_str(&o, S("<row><c><v>"));
        out_i64(&o, (int64_t)(i * 7919 % 1000003));
        out_str(&o, S("</v></c></row>"));
    }
    out_str(&o, S(TAIL));
    return sheet_testing_book(arena, out_view(&o), S(""), S(""));
}

static str book_of_columns(size_t count)
{
    str sheet = between(HEAD "<row>", "<c><v>1</v></c>", count, "</row>" TAIL);
    return sheet_testing_book(arena, sheet, S(""), S(""));
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
        arena_reset(arena);
    }
    expect_fault("a.xlsx", book_of_rows(LAST + 1), &SHEET_TOO_LARGE, "200000줄까지");
    expect_fault("a.csv", between("", "1\n", LAST + 1, ""), &SHEET_TOO_LARGE, "200000줄까지");
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
    expect_fault("a.xlsx", book_of_columns(LAST + 1), &SHEET_TOO_LARGE, "1행: 열은 200개까지");
    expect_fault("a.csv", between("1", ",1", LAST, "\n"), &SHEET_TOO_LARGE, "1행: 열은 200개까지");
}

// A workbook and parts that nobody reads.
static str book_with(const struct testing_part *more, size_t count)
{
    static struct testing_part parts[LIMIT_SHEET_ENTRIES + TESTING_BOOK_PARTS];
    size_t n = sheet_testing_parts(S(HEAD "<row><c><v>1</v></c></row>" TAIL), S(""), S(""), parts);
    for (size_t i = 0; i < count; i++) {
        parts[n++] = more[i];
    }
    return sheet_testing_package(arena, parts, n);
}

static str book_of_entries(size_t count)
{
    static struct testing_part more[LIMIT_SHEET_ENTRIES];
    size_t n = count - TESTING_BOOK_PARTS_LEAST;
    for (size_t i = 0; i < n; i++) {
        more[i] = (struct testing_part){str_to_c(arena, str_format(arena, "p%zu", i)), S("x")};
    }
    return book_with(more, n);
}

static void as_many_entries_as_the_limit_and_no_more(void **state)
{
    (void)state;
    assert_int_equal(LIMIT_SHEET_ENTRIES, 2000);
    expect_size("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES - 1), 1, 1);
    expect_size("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES), 1, 1);
    expect_fault("a.xlsx", book_of_entries(LIMIT_SHEET_ENTRIES + 1), &SHEET_BOMB, "압축을 풀면");
}

static void a_name_that_leads_out_is_refused_wherever_it_does(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"../x", "a/../b", "a\\b", "/x", "a/.."};
    const struct testing_part honest = {"a/b.c", S("x")};
    expect_size("a.xlsx", book_with(&honest, 1), 1, 1);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        const struct testing_part part = {NAMES[i], S("x")};
        expect_fault("a.xlsx", book_with(&part, 1), &SHEET_BROKEN, "손상");
    }
}

// A workbook in a workbook is never opened: it is no sheet, and beside one it is not looked at.
static void a_package_in_a_package_is_not_unpacked(void **state)
{
    (void)state;
    str inner = book_of_columns(3);
    const struct testing_part beside = {"xl/embeddings/a.xlsx", inner};
    expect_size("a.xlsx", book_with(&beside, 1), 1, 1);
    expect_fault("a.xlsx", sheet_testing_book(arena, inner, S(""), S("")), &SHEET_BROKEN, "손상");
    const struct testing_part alone = {"a.xlsx", inner};
    expect_fault("a.xlsx", sheet_testing_package(arena, &alone, 1), &SHEET_NO_SHEET,
                 "엑셀 파일(.xlsx)이나");
}

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open((size_t)1024 * MIB);
    return 0;
}

static int empty_arena(void **state)
{
    (void)state;
    arena_reset(arena);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sheet_close(NULL);
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(as_many_rows_as_the_limit_and_no_more, empty_arena),
        cmocka_unit_test_teardown(as_many_columns_as_the_limit_and_no_more, empty_arena),
        cmocka_unit_test_teardown(as_many_entries_as_the_limit_and_no_more, empty_arena),
        cmocka_unit_test_teardown(a_name_that_leads_out_is_refused_wherever_it_does, empty_arena),
        cmocka_unit_test_teardown(a_package_in_a_package_is_not_unpacked, empty_arena),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
