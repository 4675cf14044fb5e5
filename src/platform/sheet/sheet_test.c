// Spreadsheets as people hand them in, and as nobody should.
#include "platform/sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/clock/clock.h"
#include "platform/sheet/sheet_inside.h"
#include "platform/sheet/sheet_testing.h"

#define HEAD "<worksheet><sheetData>"
#define TAIL "</sheetData></worksheet>"

static struct arena *arena;
static str sentence;

// What came of a file: its fault, or the rows as "1:가|나;2:…", with a mark behind a cell that is
// more than text.
static err read_as(str name, str bytes, str *out)
{
    static const char MARKS[] = {' ', '#', '@', '=', '!'};
    struct sheet *s = NULL;
    struct out o;
    sentence = S("");
    *out = S("");
    out_init(&o, arena, 8 * MIB);
    TRY(sheet_open(arena, name, bytes, S("상품"), &s, &sentence));
    err e = NULL;
    for (;;) {
        const struct sheet_row *row = NULL;
        e = sheet_next(s, &row, &sentence);
        if (e != NULL || row == NULL) {
            break;
        }
        out_i64(&o, row->number);
        for (size_t i = 0; i < row->count; i++) {
            out_char(&o, i == 0 ? ':' : '|');
            out_str(&o, row->cells[i].text);
            if (row->cells[i].kind != CELL_TEXT) {
                out_char(&o, MARKS[row->cells[i].kind]);
            }
        }
        out_char(&o, ';');
    }
    sheet_close(s);
    *out = out_view(&o);
    return e;
}

static void expect_rows(const char *name, str bytes, const char *rows)
{
    str got = S("");
    err e = read_as(str_view(name), bytes, &got);
    if (e != NULL) {
        print_error("%s: %.*s\n", e->code, STR_ARG(sentence));
    }
    assert_null(e);
    assert_string_equal(str_to_c(arena, got), rows);
}

static void expect_fault(const char *name, str bytes, err fault, const char *words)
{
    str got = S("");
    err e = read_as(str_view(name), bytes, &got);
    assert_ptr_equal(e, fault);
    if (!str_contains(sentence, str_view(words))) {
        print_error("%.*s\n", STR_ARG(sentence));
    }
    assert_true(str_contains(sentence, str_view(words)));
}

static str book(const char *rows)
{
    return sheet_testing_book(arena, str_format(arena, HEAD "%s" TAIL, rows), S(""), S(""));
}

static str repeat(const char *piece, size_t count)
{
    struct out o;
    out_init(&o, arena, 256 * (size_t)MIB);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, str_view(piece));
    }
    return out_view(&o);
}

// --- CSV
// -----------------------------------------------------------------------------------------

static void the_header_line_tells_what_parts_the_fields(void **state)
{
    (void)state;
    expect_rows("a.csv", S("품명,값\n풀,1\n"), "1:품명|값;2:풀|1;");
    expect_rows("a.csv", S("품명;값\r\n풀;1,5\r\n"), "1:품명|값;2:풀|1,5;");
    expect_rows("a.txt", S("품명\t값\r풀\t1"), "1:품명|값;2:풀|1;");
    expect_rows("a.csv", S("\"품,명\";\"값\"\n풀;2"), "1:품,명|값;2:풀|2;");
}

static void empty_rows_are_passed_over_and_counted(void **state)
{
    (void)state;
    expect_rows("a.csv", S("가,나\n\n,,,\n1,,\n"), "1:가|나;4:1;");
}

static void quotes_hold_what_stands_between_them(void **state)
{
    (void)state;
    expect_rows("a.csv", S("가,나\n\"한\n줄\",\"그 \"\"말\"\"\"\n27\" 화면,x\n"),
                "1:가|나;2:한\n줄|그 \"말\";3:27\" 화면|x;");
    expect_fault("a.csv", S("가,나\nx,\"열린"), &SHEET_QUOTE, "2행 B열: 여기서 연 따옴표가");
    expect_fault("a.csv", S("가,나\n\"x\"y,1\n"), &SHEET_QUOTE, "2행 A열: 닫는 따옴표 뒤에");
}

static void text_is_read_as_it_was_saved(void **state)
{
    (void)state;
    expect_rows("a.csv", S("\xEF\xBB\xBF가,나\n"), "1:가|나;");
    // CP949 with a syllable that EUC-KR lacks: 똠방각하
    expect_rows("a.csv", S("a,b\n\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF,1\n"), "1:a|b;2:똠방각하|1;");
    const char wide[] = "\xFF\xFE\x00\xAC\t\x00\x98\xB0\n\x00\x3D\xD8\x00\xDE";
    expect_rows("a.txt", (str){.p = wide, .n = sizeof(wide) - 1}, "1:가|나;2:😀;");
}

static void what_is_no_known_encoding_is_refused_at_its_line(void **state)
{
    (void)state;
    expect_fault("a.csv", S("가,나\n다,라\n\xC0\xFF,\n"), &SHEET_ENCODING, "3번째 줄의 글자를");
    expect_fault("a.csv", (str){.p = "a,b\n1,\0\n", .n = 8}, &SHEET_ENCODING, "번째 줄");
    const char odd[] = "\xFF\xFE\x00\xAC\x41";
    expect_fault("a.csv", (str){.p = odd, .n = sizeof(odd) - 1}, &SHEET_ENCODING, "1번째 줄");
    const char alone[] = "\xFF\xFE\x00\xDC";
    expect_fault("a.csv", (str){.p = alone, .n = sizeof(alone) - 1}, &SHEET_ENCODING, "1번째 줄");
}

static void long_texts_in_cp949_are_read_in_pieces(void **state)
{
    (void)state;
    str got = S("");
    str bytes =
        str_join(arena, S("x"), repeat("\xB0\xA1\n", 100000)); // 가, off by one from a piece
    assert_null(read_as(S("a.csv"), bytes, &got));
    assert_true(str_ends(got, S("100000:가;")));
}

static void a_formula_of_a_csv_is_told_and_our_own_apostrophe_goes(void **state)
{
    (void)state;
    expect_rows("a.csv", S("가,나\n=1+2,'-5\n'=a,-5\n'좋은',=\n"),
                "1:가|나;2:=1+2=|-5;3:=a|-5;4:'좋은'|=;");
}

// --- Workbooks
// -----------------------------------------------------------------------------------

static void cells_stand_where_they_say_or_else_next(void **state)
{
    (void)state;
    expect_rows(
        "a.xlsx",
        book("<row r='2'><c r='B2' t='inlineStr'><is><t>가</t></is></c><c><v>7</v></c></row>"
             "<row><c r='A3' t='str'><v>나</v></c><c r='AA3' t='b'><v>1</v></c></row>"),
        "2:|가|7#;3:나||||||||||||||||||||||||||TRUE;");
}

static void texts_come_from_the_pool_without_their_sounds(void **state)
{
    (void)state;
    str b = sheet_testing_book(
        arena,
        S(HEAD "<row><c t='s'><v>1</v></c><c t='s'><v>0</v></c></row><row><c "
               "t='s'><v>2</v></c></row>" TAIL),
        S("<sst><si><t>가</t></si><si><r><t>복사</t></r><r><t>용지</t></r><rPh><t>음</t></rPh></si>"
          "<si><t>a_x0041_ &lt;b&gt;</t></si></sst>"),
        S(""));
    expect_rows("a.xlsx", b, "1:복사용지|가;2:a_x0041_ <b>;");
    expect_fault("a.xlsx", book("<row><c t='s'><v>0</v></c></row>"), &SHEET_BROKEN, "손상");
}

static void numbers_read_as_they_are_shown(void **state)
{
    (void)state;
    expect_rows("a.xlsx",
                book("<row><c><v>21500</v></c><c><v>0.30000000000000004</v></c><c><v>1E3</v></c>"
                     "<c><v>1.5E-7</v></c><c><v>-12</v></c><c><v>8801234567890</v></c></row>"),
                "1:21500#|0.3#|1000#|0.00000015#|-12#|8801234567890#;");
    expect_fault("a.xlsx", book("<row><c><v>nan</v></c></row>"), &SHEET_BROKEN, "손상");
    expect_fault("a.xlsx", book("<row><c><v>0x10</v></c></row>"), &SHEET_BROKEN, "손상");
}

static void a_day_is_a_number_with_the_format_of_a_day(void **state)
{
    (void)state;
    str styles = S("<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;년&quot; m'/>"
                   "<numFmt numFmtId='171' formatCode='#,##0&quot;day&quot;[Red]'/></numFmts>"
                   "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                   "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/>"
                   "<xf numFmtId='171'/></cellXfs></styleSheet>");
    str b = sheet_testing_book(
        arena,
        S(HEAD "<row><c s='0'><v>46350</v></c><c s='1'><v>46350</v></c><c s='2'><v>46350.5</v></c>"
               "<c s='3'><v>46350</v></c><c s='1'><v>59</v></c><c s='1'><v>61</v></c>"
               "<c s='1'><v>60</v></c><c s='9'><v>5</v></c></row>" TAIL),
        S("<sst/>"), styles);
    expect_rows("a.xlsx", b,
                "1:46350#|2026-11-24@|2026-11-24 12:00@|46350#|1900-02-28@|1900-03-01@|60#|5#;");
}

static void formulas_and_errors_are_told_apart(void **state)
{
    (void)state;
    expect_rows(
        "a.xlsx",
        book("<row><c><f>1+2</f><v>3</v></c><c><f>A1</f></c><c t='e'><v>#N/A</v></c></row>"),
        "1:3=|=|#N/A!;");
}

static void merged_cells_are_refused_with_their_place(void **state)
{
    (void)state;
    str sheet = S("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                  "<mergeCells><mergeCell ref='A1:C1'/></mergeCells></worksheet>");
    expect_fault("a.xlsx", sheet_testing_book(arena, sheet, S(""), S("")), &SHEET_MERGED,
                 "A1:C1 칸이 병합되어");
}

static void of_several_sheets_the_wanted_one_is_read(void **state)
{
    (void)state;
    struct testing_part parts[] = {
        {"_rels/.rels",      S("<Relationships><Relationship Id='a' Type='x/officeDocument' "
                          "Target='w.xml'/></Relationships>")                                },
        {"w.xml",            S("<workbook><sheets><sheet name='하나' r:id='b'/><sheet name='상품' "
                    "r:id='c'/><sheet name='숨긴' state='hidden' r:id='d'/></sheets></workbook>")},
        {"_rels/w.xml.rels", S("<Relationships><Relationship Id='b' Type='x/worksheet' "
                               "Target='1.xml'/><Relationship Id='c' Type='x/worksheet' "
                               "Target='2.xml'/></Relationships>")                      },
        {"1.xml",            S(HEAD "<row><c><v>1</v></c></row>" TAIL)                                              },
        {"2.xml",            S(HEAD "<row><c><v>2</v></c></row>" TAIL)                                              },
    };
    expect_rows("a.xlsx", sheet_testing_package(arena, parts, 5), "1:2#;");
    parts[1].text = S("<workbook><sheets><sheet name='하나' r:id='b'/><sheet name='둘' "
                      "r:id='c'/></sheets></workbook>");
    expect_fault("a.xlsx", sheet_testing_package(arena, parts, 5), &SHEET_SEVERAL,
                 "시트가 2개 있습니다(하나, 둘)");
    parts[1].text = S("<workbook><sheets><sheet name='하나' r:id='b'/><sheet name='둘' "
                      "state='hidden' r:id='c'/></sheets></workbook>");
    expect_rows("a.xlsx", sheet_testing_package(arena, parts, 5), "1:1#;");
}

// --- What nobody should hand in
// ------------------------------------------------------------------

static void a_doctype_ends_the_reading(void **state)
{
    (void)state;
    str sheet = S("<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet><sheetData><row><c t='str'><v>&a;</v>"
                  "</c></row></sheetData></worksheet>");
    expect_fault("a.xlsx", sheet_testing_book(arena, sheet, S(""), S("")), &SHEET_DOCTYPE,
                 "DOCTYPE");
}

static void a_file_that_unpacks_to_far_more_is_refused(void **state)
{
    (void)state;
    str blanks = repeat("                                ", (size_t)2 * MIB / 32);
    str bomb = book(str_to_c(arena, blanks));
    assert_true(bomb.n < 20000);
    expect_fault("a.xlsx", bomb, &SHEET_BOMB, "압축을 풀면");
    // one that lies about its sizes is found while it is unpacked
    char *lie = str_to_c(arena, bomb);
    for (size_t i = 0; i + 46 < bomb.n; i++) {
        if (lie[i] == 'P' && lie[i + 1] == 'K' && lie[i + 2] == 1 && lie[i + 3] == 2) {
            lie[i + 24] = 1; // the size unpacked, in the list at the end
            lie[i + 25] = lie[i + 26] = lie[i + 27] = 0;
        }
    }
    str got = S("");
    err e = read_as(S("a.xlsx"), (str){.p = lie, .n = bomb.n}, &got);
    assert_true(e == &SHEET_BOMB || e == &SHEET_BROKEN);
}

static void many_parts_are_a_bomb_as_well(void **state)
{
    (void)state;
    struct testing_part *parts = NEW_ARRAY(arena, LIMIT_SHEET_ENTRIES + 1, struct testing_part);
    for (size_t i = 0; i <= LIMIT_SHEET_ENTRIES; i++) {
        parts[i] = (struct testing_part){str_format(arena, "p%zu", i).p, S("x")};
    }
    expect_fault("a.xlsx", sheet_testing_package(arena, parts, LIMIT_SHEET_ENTRIES + 1),
                 &SHEET_BOMB, "압축을 풀면");
    expect_fault("a.xlsx", sheet_testing_package(arena, parts, LIMIT_SHEET_ENTRIES),
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
    expect_fault("a.xlsx", sheet_testing_package(arena, out, 1), &SHEET_BROKEN, "손상");
    expect_fault("a.xlsx", sheet_testing_package(arena, whole, 1), &SHEET_BROKEN, "손상");
}

static void a_file_cut_anywhere_is_broken(void **state)
{
    (void)state;
    str b = book("<row><c><v>1</v></c></row><row><c t='str'><v>가</v></c></row>");
    for (size_t n = 2; n < b.n; n++) {
        str got = S("");
        err e = read_as(S("a.xlsx"), str_slice(b, 0, n), &got);
        assert_ptr_equal(e, &SHEET_BROKEN);
    }
    expect_fault("a.xlsx", sheet_testing_book(arena, S(HEAD "<row><c><v>1"), S(""), S("")),
                 &SHEET_BROKEN, "끊겼거나");
    str deep = str_join(arena, S(HEAD), repeat("<a>", 100));
    expect_fault("a.xlsx", sheet_testing_book(arena, deep, S(""), S("")), &SHEET_BROKEN,
                 "끊겼거나");
}

// A row, then `depth` elements that stand open at once, the worksheet among them.
static str book_of_depth(size_t depth)
{
    str sheet =
        str_join(arena, S(HEAD "<row><c><v>1</v></c></row></sheetData>"), repeat("<a>", depth - 1));
    sheet = str_join(arena, sheet, repeat("</a>", depth - 1));
    return sheet_testing_book(arena, str_join(arena, sheet, S("</worksheet>")), S(""), S(""));
}

static void elements_stand_open_to_the_limit_and_no_deeper(void **state)
{
    (void)state;
    expect_rows("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH - 1), "1:1#;");
    expect_rows("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH), "1:1#;");
    expect_fault("a.xlsx", book_of_depth(LIMIT_SHEET_DEPTH + 1), &SHEET_BROKEN, "손상");
}

// A row, then `loose` digits that pack to half, then blanks that pack to nothing.
static str book_of_size(size_t loose, size_t blanks)
{
    struct out o;
    uint64_t seed = 20261127;
    out_init(&o, arena, 256 * (size_t)MIB);
    out_str(&o, S(HEAD "<row><c><v>1</v></c></row></sheetData><!--"));
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
    return sheet_testing_book(arena, out_view(&o), S(""), S(""));
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
        arena_reset(arena);
        b = book_of_size(loose, blanks);
        blanks = blanks + b.n * 100 - unpacked_of(b);
        b = book_of_size(loose, blanks);
        above = book_of_size(loose, blanks + 1);
        assert_true(loose < 24200);
    }
    assert_true(unpacked_of(b) > MIB); // below that nobody looks
    expect_rows("a.xlsx", b, "1:1#;");
    expect_fault("a.xlsx", above, &SHEET_BOMB, "압축을 풀면");
    str below = book_of_size(24000, blanks - 1000);
    assert_true(unpacked_of(below) < below.n * 100);
    expect_rows("a.xlsx", below, "1:1#;");
}

static void a_file_unpacks_to_the_limit_and_no_further(void **state)
{
    (void)state;
    const size_t loose = 5 * (size_t)MIB; // else it is refused for its ratio
    size_t blanks = LIMIT_SHEET_UNPACKED - unpacked_of(book_of_size(loose, 0));
    expect_rows("a.xlsx", book_of_size(loose, blanks - 1), "1:1#;");
    arena_reset(arena);
    str b = book_of_size(loose, blanks);
    assert_int_equal(unpacked_of(b), LIMIT_SHEET_UNPACKED);
    expect_rows("a.xlsx", b, "1:1#;");
    arena_reset(arena);
    expect_fault("a.xlsx", book_of_size(loose, blanks + 1), &SHEET_BOMB, "압축을 풀면");
}

// What expat keeps of it until its end would be as large as the file unpacked.
static void a_tag_or_comment_that_does_not_end_is_refused(void **state)
{
    (void)state;
    expect_rows("a.xlsx", book_of_size(LIMIT_SHEET_TAG - MIB, 0), "1:1#;");
    expect_fault("a.xlsx", book_of_size(LIMIT_SHEET_TAG + 128 * (size_t)KIB, 0), &SHEET_BROKEN,
                 "손상");
}

static void a_file_that_takes_its_reader_too_long_is_given_up(void **state)
{
    (void)state;
    int64_t usual = sheet_cpu_most_us;
    assert_int_equal(usual, 10 * 1000000);
    str b = book_of_size(4 * (size_t)MIB, 0);
    sheet_cpu_most_us = 0; // at the first piece, and at the first row
    expect_fault("a.xlsx", b, &SHEET_SLOW, "너무 오래 걸리는 파일");
    expect_fault("a.csv", S("가\n1\n"), &SHEET_SLOW, "너무 오래 걸리는 파일");
    sheet_cpu_most_us = usual;
    expect_rows("a.xlsx", b, "1:1#;");
    // amid what follows the last row
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    str said = S("");
    assert_null(sheet_open(arena, S("a.xlsx"), b, S(""), &s, &said));
    assert_null(sheet_next(s, &row, &said));
    assert_non_null(row);
    s->cpu_end_us = clock_cpu_us() + 200; // unpacking four mebibytes takes longer
    assert_ptr_equal(sheet_next(s, &row, &said), &SHEET_SLOW);
    sheet_close(s);
}

static void too_many_columns_are_told(void **state)
{
    (void)state;
    const char *rest = "<c r='GS1'><v>1</v></c></row>"; // the 201st
    expect_fault("a.xlsx", book(str_format(arena, "<row>%s", rest).p), &SHEET_TOO_LARGE,
                 "1행: 열은 200개까지");
    expect_rows("a.xlsx", book("<row><c><v>1</v></c><c r='XFD1' s='1'/></row>"), "1:1#;");
    expect_fault("a.xlsx", book("<row><c r='BDWGN1'><v>1</v></c></row>"), &SHEET_TOO_LARGE,
                 "1행: 열은 200개까지"); // the millionth
    expect_fault("a.csv", str_join(arena, S("가\n"), repeat("1,", 1000000)), &SHEET_TOO_LARGE,
                 "2행: 열은 200개까지");
    str got = S("");
    assert_null(read_as(S("a.csv"), repeat("1,", 200), &got));
}

static void too_many_rows_are_told(void **state)
{
    (void)state;
    str got = S("");
    assert_null(read_as(S("a.csv"), repeat("1\n", LIMIT_SHEET_ROWS + 1), &got));
    expect_fault("a.csv", repeat("1\n", LIMIT_SHEET_ROWS + 2), &SHEET_TOO_LARGE, "200000줄까지");
}

static void a_cell_holds_as_much_as_a_spreadsheet_keeps(void **state)
{
    (void)state;
    str got = S("");
    str full = str_join(arena, S("가\n"), repeat("힣", LIMIT_SHEET_CELL));
    assert_null(read_as(S("a.csv"), full, &got));
    expect_fault("a.csv", str_join(arena, full, S("힣")), &SHEET_TOO_LARGE,
                 "2행 A열: 한 칸의 글은 32767자까지");
    str wide = str_join(arena, repeat("힣", LIMIT_SHEET_CELL), S(","));
    expect_fault("a.csv", repeat(str_to_c(arena, wide), 12), &SHEET_TOO_LARGE,
                 "1행: 한 줄의 글이 너무 깁니다");
}

// Syllables one like no other, so that the package does not unpack to a hundred times its size.
static const char *mixed(size_t count)
{
    struct out o;
    uint32_t turn = 1;
    out_init(&o, arena, 4 * (size_t)MIB);
    for (size_t i = 0; i < count; i++) {
        turn = turn * 1664525 + 1013904223;
        uint32_t code = 0xAC00 + (turn >> 12) % 11172;
        out_char(&o, (char)(0xE0 | (code >> 12)));
        out_char(&o, (char)(0x80 | ((code >> 6) & 0x3F)));
        out_char(&o, (char)(0x80 | (code & 0x3F)));
    }
    return str_to_c(arena, out_view(&o));
}

// In a workbook a text stands in its cell or in the pool.
static void a_cell_of_a_workbook_holds_as_much(void **state)
{
    (void)state;
    static const char CELL[] = "<c t='inlineStr'><is><t>%s</t></is></c>";
    static const char POOLED[] = HEAD "<row r='7'><c r='B7' t='s'><v>0</v></c></row>" TAIL;
    str got = S("");
    const char *full = mixed(LIMIT_SHEET_CELL);
    const char *over = mixed(LIMIT_SHEET_CELL + 1);
    str full_cell = str_format(arena, CELL, full);
    str over_cell = str_format(arena, CELL, over);
    str row = str_format(arena, "<row r='7'>%.*s</row>", STR_ARG(full_cell));
    assert_null(read_as(S("a.xlsx"), book(row.p), &got));
    assert_true(str_equals(got, str_format(arena, "7:%s;", full))); // to the last syllable
    row = str_format(arena, "<row r='7'>%.*s</row>", STR_ARG(over_cell));
    expect_fault("a.xlsx", book(row.p), &SHEET_TOO_LARGE, "7행 A열: 한 칸의 글은 32767자까지");

    str pool = str_format(arena, "<sst><si><t>%s</t></si></sst>", full);
    assert_null(
        read_as(S("a.xlsx"), sheet_testing_book(arena, str_view(POOLED), pool, S("")), &got));
    assert_true(str_equals(got, str_format(arena, "7:|%s;", full)));
    pool = str_format(arena, "<sst><si><t>%s</t></si></sst>", over);
    expect_fault("a.xlsx", sheet_testing_book(arena, str_view(POOLED), pool, S("")),
                 &SHEET_TOO_LARGE, "7행 B열: 한 칸의 글은 32767자까지");

    // A row of such cells, each of which may stand.
    row =
        str_format(arena, "<row r='7'>%.*s</row>", STR_ARG(repeat(str_to_c(arena, full_cell), 12)));
    expect_fault("a.xlsx", book(row.p), &SHEET_TOO_LARGE, "7행: 한 줄의 글이 너무 깁니다");
}

static void other_kinds_of_file_are_named(void **state)
{
    (void)state;
    const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    str old = {.p = ole, .n = sizeof(ole) - 1};
    const char word[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    str locked = str_join(arena, old, (str){.p = word, .n = sizeof(word) - 1});
    expect_fault("a.xls", old, &SHEET_OLD, "옛 형식");
    expect_fault("a.xlsx", locked, &SHEET_LOCKED, "암호");
    expect_fault("a.xls", S("<html><table>"), &SHEET_NO_SHEET, "엑셀 파일");
    expect_fault("a.pdf", S("%PDF-1.7"), &SHEET_NO_SHEET, "엑셀 파일");
    expect_fault("a.xlsx", S("가,나\n"), &SHEET_BROKEN, "손상");
    expect_fault("a.csv", book(""), &SHEET_NO_SHEET, "엑셀 파일");
}

static void nothing_is_told_as_nothing(void **state)
{
    (void)state;
    expect_fault("a.csv", S(""), &SHEET_EMPTY, "내용이 없습니다");
    expect_fault("a.csv", S("\xEF\xBB\xBF\r\n,,\n"), &SHEET_EMPTY, "내용이 없습니다");
    expect_fault("a.xlsx", book(""), &SHEET_EMPTY, "내용이 없습니다");
    expect_fault("a.xlsx", book("<row r='1'><c r='A1' s='1'/></row>"), &SHEET_EMPTY, "내용이");
}

static void control_characters_do_not_come_through(void **state)
{
    (void)state;
    expect_rows("a.csv", S("a\x01\x1F\x7F,\"b\r\nc\rd\"\n"), "1:a   |b\nc\nd;");
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
        cmocka_unit_test_teardown(the_header_line_tells_what_parts_the_fields, empty_arena),
        cmocka_unit_test_teardown(empty_rows_are_passed_over_and_counted, empty_arena),
        cmocka_unit_test_teardown(quotes_hold_what_stands_between_them, empty_arena),
        cmocka_unit_test_teardown(text_is_read_as_it_was_saved, empty_arena),
        cmocka_unit_test_teardown(what_is_no_known_encoding_is_refused_at_its_line, empty_arena),
        cmocka_unit_test_teardown(long_texts_in_cp949_are_read_in_pieces, empty_arena),
        cmocka_unit_test_teardown(a_formula_of_a_csv_is_told_and_our_own_apostrophe_goes,
                                  empty_arena),
        cmocka_unit_test_teardown(cells_stand_where_they_say_or_else_next, empty_arena),
        cmocka_unit_test_teardown(texts_come_from_the_pool_without_their_sounds, empty_arena),
        cmocka_unit_test_teardown(numbers_read_as_they_are_shown, empty_arena),
        cmocka_unit_test_teardown(a_day_is_a_number_with_the_format_of_a_day, empty_arena),
        cmocka_unit_test_teardown(formulas_and_errors_are_told_apart, empty_arena),
        cmocka_unit_test_teardown(merged_cells_are_refused_with_their_place, empty_arena),
        cmocka_unit_test_teardown(of_several_sheets_the_wanted_one_is_read, empty_arena),
        cmocka_unit_test_teardown(a_doctype_ends_the_reading, empty_arena),
        cmocka_unit_test_teardown(a_file_that_unpacks_to_far_more_is_refused, empty_arena),
        cmocka_unit_test_teardown(many_parts_are_a_bomb_as_well, empty_arena),
        cmocka_unit_test_teardown(names_that_lead_out_are_refused, empty_arena),
        cmocka_unit_test_teardown(a_file_cut_anywhere_is_broken, empty_arena),
        cmocka_unit_test_teardown(elements_stand_open_to_the_limit_and_no_deeper, empty_arena),
        cmocka_unit_test_teardown(a_file_unpacks_to_a_hundred_times_its_size_and_no_more,
                                  empty_arena),
        cmocka_unit_test_teardown(a_file_unpacks_to_the_limit_and_no_further, empty_arena),
        cmocka_unit_test_teardown(a_tag_or_comment_that_does_not_end_is_refused, empty_arena),
        cmocka_unit_test_teardown(a_file_that_takes_its_reader_too_long_is_given_up, empty_arena),
        cmocka_unit_test_teardown(too_many_columns_are_told, empty_arena),
        cmocka_unit_test_teardown(too_many_rows_are_told, empty_arena),
        cmocka_unit_test_teardown(a_cell_holds_as_much_as_a_spreadsheet_keeps, empty_arena),
        cmocka_unit_test_teardown(a_cell_of_a_workbook_holds_as_much, empty_arena),
        cmocka_unit_test_teardown(other_kinds_of_file_are_named, empty_arena),
        cmocka_unit_test_teardown(nothing_is_told_as_nothing, empty_arena),
        cmocka_unit_test_teardown(control_characters_do_not_come_through, empty_arena),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
