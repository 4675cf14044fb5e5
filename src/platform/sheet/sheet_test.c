// Spreadsheets as people hand them in.
#include "platform/sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/sheet/sheet_expect_testing.h"
#include "platform/sheet/sheet_testing.h"

// --- CSV -----------------------------------------------------------------------------------------

static void the_header_line_tells_what_parts_the_fields(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("품명,값\n풀,1\n"), "1:품명|값;2:풀|1;");
    sheet_expect_rows("a.csv", S("품명;값\r\n풀;1,5\r\n"), "1:품명|값;2:풀|1,5;");
    sheet_expect_rows("a.txt", S("품명\t값\r풀\t1"), "1:품명|값;2:풀|1;");
    sheet_expect_rows("a.csv", S("\"품,명\";\"값\"\n풀;2"), "1:품,명|값;2:풀|2;");
}

static void empty_rows_are_passed_over_and_counted(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("가,나\n\n,,,\n1,,\n"), "1:가|나;4:1;");
}

static void quotes_hold_what_stands_between_them(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("가,나\n\"한\n줄\",\"그 \"\"말\"\"\"\n27\" 화면,x\n"),
                      "1:가|나;2:한\n줄|그 \"말\";3:27\" 화면|x;");
    sheet_expect_fault("a.csv", S("가,나\nx,\"열린"), &SHEET_QUOTE, "2행 B열: 여기서 연 따옴표가");
    sheet_expect_fault("a.csv", S("가,나\n\"x\"y,1\n"), &SHEET_QUOTE, "2행 A열: 닫는 따옴표 뒤에");
}

static void text_is_read_as_it_was_saved(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("\xEF\xBB\xBF가,나\n"), "1:가|나;");
    // CP949 with a syllable that EUC-KR lacks: 똠방각하
    sheet_expect_rows("a.csv", S("a,b\n\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF,1\n"),
                      "1:a|b;2:똠방각하|1;");
    const char wide[] = "\xFF\xFE\x00\xAC\t\x00\x98\xB0\n\x00\x3D\xD8\x00\xDE";
    sheet_expect_rows("a.txt", (str){.p = wide, .n = sizeof(wide) - 1}, "1:가|나;2:😀;");
}

static void what_is_no_known_encoding_is_refused_at_its_line(void **state)
{
    (void)state;
    sheet_expect_fault("a.csv", S("가,나\n다,라\n\xC0\xFF,\n"), &SHEET_ENCODING,
                       "3번째 줄의 글자를");
    sheet_expect_fault("a.csv", (str){.p = "a,b\n1,\0\n", .n = 8}, &SHEET_ENCODING, "번째 줄");
    const char odd[] = "\xFF\xFE\x00\xAC\x41";
    sheet_expect_fault("a.csv", (str){.p = odd, .n = sizeof(odd) - 1}, &SHEET_ENCODING, "1번째 줄");
    const char alone[] = "\xFF\xFE\x00\xDC";
    sheet_expect_fault("a.csv", (str){.p = alone, .n = sizeof(alone) - 1}, &SHEET_ENCODING,
                       "1번째 줄");
}

static void long_texts_in_cp949_are_read_in_pieces(void **state)
{
    (void)state;
    str got = S("");
    str bytes = str_join(sheet_arena, S("x"),
                         sheet_expect_repeat("\xB0\xA1\n", 100000)); // 가, off by one from a piece
    assert_null(sheet_expect_read(S("a.csv"), bytes, &got));
    assert_true(str_ends(got, S("100000:가;")));
}

static void a_formula_of_a_csv_is_told_and_our_own_apostrophe_goes(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("가,나\n=1+2,'-5\n'=a,-5\n'좋은',=\n"),
                      "1:가|나;2:=1+2=|-5;3:=a|-5;4:'좋은'|=;");
}

// --- Workbooks -----------------------------------------------------------------------------------

static void cells_stand_where_they_say_or_else_next(void **state)
{
    (void)state;
    sheet_expect_rows(
        "a.xlsx",
        sheet_expect_book(
            "<row r='2'><c r='B2' t='inlineStr'><is><t>가</t></is></c><c><v>7</v></c></row>"
            "<row><c r='A3' t='str'><v>나</v></c><c r='AA3' t='b'><v>1</v></c></row>"),
        "2:|가|7#;3:나||||||||||||||||||||||||||TRUE;");
}

static void texts_come_from_the_pool_without_their_sounds(void **state)
{
    (void)state;
    str b = sheet_testing_book(
        sheet_arena,
        S(BOOK_HEAD "<row><c t='s'><v>1</v></c><c t='s'><v>0</v></c></row><row><c "
                    "t='s'><v>2</v></c></row>" BOOK_TAIL),
        S("<sst><si><t>가</t></si><si><r><t>복사</t></r><r><t>용지</t></r><rPh><t>음</t></rPh></si>"
          "<si><t>a_x0041_ &lt;b&gt;</t></si></sst>"),
        S(""));
    sheet_expect_rows("a.xlsx", b, "1:복사용지|가;2:a_x0041_ <b>;");
    sheet_expect_fault("a.xlsx", sheet_expect_book("<row><c t='s'><v>0</v></c></row>"),
                       &SHEET_BROKEN, "손상");
}

static void numbers_read_as_they_are_shown(void **state)
{
    (void)state;
    sheet_expect_rows(
        "a.xlsx",
        sheet_expect_book(
            "<row><c><v>21500</v></c><c><v>0.30000000000000004</v></c><c><v>1E3</v></c>"
            "<c><v>1.5E-7</v></c><c><v>-12</v></c><c><v>8801234567890</v></c></row>"),
        "1:21500#|0.3#|1000#|0.00000015#|-12#|8801234567890#;");
    sheet_expect_fault("a.xlsx", sheet_expect_book("<row><c><v>nan</v></c></row>"), &SHEET_BROKEN,
                       "손상");
    sheet_expect_fault("a.xlsx", sheet_expect_book("<row><c><v>0x10</v></c></row>"), &SHEET_BROKEN,
                       "손상");
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
        sheet_arena,
        S(BOOK_HEAD
          "<row><c s='0'><v>46350</v></c><c s='1'><v>46350</v></c><c s='2'><v>46350.5</v></c>"
          "<c s='3'><v>46350</v></c><c s='1'><v>59</v></c><c s='1'><v>61</v></c>"
          "<c s='1'><v>60</v></c><c s='9'><v>5</v></c></row>" BOOK_TAIL),
        S("<sst/>"), styles);
    sheet_expect_rows(
        "a.xlsx", b,
        "1:46350#|2026-11-24@|2026-11-24 12:00@|46350#|1900-02-28@|1900-03-01@|60#|5#;");
}

static void formulas_and_errors_are_told_apart(void **state)
{
    (void)state;
    sheet_expect_rows(
        "a.xlsx",
        sheet_expect_book(
            "<row><c><f>1+2</f><v>3</v></c><c><f>A1</f></c><c t='e'><v>#N/A</v></c></row>"),
        "1:3=|=|#N/A!;");
}

static void merged_cells_are_refused_with_their_place(void **state)
{
    (void)state;
    str sheet = S("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                  "<mergeCells><mergeCell ref='A1:C1'/></mergeCells></worksheet>");
    sheet_expect_fault("a.xlsx", sheet_testing_book(sheet_arena, sheet, S(""), S("")),
                       &SHEET_MERGED, "A1:C1 칸이 병합되어");
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
        {"1.xml",            S(BOOK_HEAD "<row><c><v>1</v></c></row>" BOOK_TAIL)                                    },
        {"2.xml",            S(BOOK_HEAD "<row><c><v>2</v></c></row>" BOOK_TAIL)                                    },
    };
    sheet_expect_rows("a.xlsx", sheet_testing_package(sheet_arena, parts, 5), "1:2#;");
    parts[1].text = S("<workbook><sheets><sheet name='하나' r:id='b'/><sheet name='둘' "
                      "r:id='c'/></sheets></workbook>");
    sheet_expect_fault("a.xlsx", sheet_testing_package(sheet_arena, parts, 5), &SHEET_SEVERAL,
                       "시트가 2개 있습니다(하나, 둘)");
    parts[1].text = S("<workbook><sheets><sheet name='하나' r:id='b'/><sheet name='둘' "
                      "state='hidden' r:id='c'/></sheets></workbook>");
    sheet_expect_rows("a.xlsx", sheet_testing_package(sheet_arena, parts, 5), "1:1#;");
}

// --- Of either kind, or of none ------------------------------------------------------------------

static void other_kinds_of_file_are_named(void **state)
{
    (void)state;
    const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    str old = {.p = ole, .n = sizeof(ole) - 1};
    const char word[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    str locked = str_join(sheet_arena, old, (str){.p = word, .n = sizeof(word) - 1});
    sheet_expect_fault("a.xls", old, &SHEET_OLD, "옛 형식");
    sheet_expect_fault("a.xlsx", locked, &SHEET_LOCKED, "암호");
    sheet_expect_fault("a.xls", S("<html><table>"), &SHEET_NO_SHEET, "엑셀 파일");
    sheet_expect_fault("a.pdf", S("%PDF-1.7"), &SHEET_NO_SHEET, "엑셀 파일");
    sheet_expect_fault("a.xlsx", S("가,나\n"), &SHEET_BROKEN, "손상");
    sheet_expect_fault("a.csv", sheet_expect_book(""), &SHEET_NO_SHEET, "이름의 끝을 .xlsx로");
    sheet_expect_fault("a.xlsx", S("가,나\n"), &SHEET_BROKEN, "이름의 끝을 .csv로");
}

static void nothing_is_told_as_nothing(void **state)
{
    (void)state;
    sheet_expect_fault("a.csv", S(""), &SHEET_EMPTY, "내용이 없습니다");
    sheet_expect_fault("a.csv", S("\xEF\xBB\xBF\r\n,,\n"), &SHEET_EMPTY, "내용이 없습니다");
    sheet_expect_fault("a.xlsx", sheet_expect_book(""), &SHEET_EMPTY, "내용이 없습니다");
    sheet_expect_fault("a.xlsx", sheet_expect_book("<row r='1'><c r='A1' s='1'/></row>"),
                       &SHEET_EMPTY, "내용이");
}

static void control_characters_do_not_come_through(void **state)
{
    (void)state;
    sheet_expect_rows("a.csv", S("a\x01\x1F\x7F,\"b\r\nc\rd\"\n"), "1:a   |b\nc\nd;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_header_line_tells_what_parts_the_fields, sheet_expect_empty),
        cmocka_unit_test_teardown(empty_rows_are_passed_over_and_counted, sheet_expect_empty),
        cmocka_unit_test_teardown(quotes_hold_what_stands_between_them, sheet_expect_empty),
        cmocka_unit_test_teardown(text_is_read_as_it_was_saved, sheet_expect_empty),
        cmocka_unit_test_teardown(what_is_no_known_encoding_is_refused_at_its_line,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(long_texts_in_cp949_are_read_in_pieces, sheet_expect_empty),
        cmocka_unit_test_teardown(a_formula_of_a_csv_is_told_and_our_own_apostrophe_goes,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(cells_stand_where_they_say_or_else_next, sheet_expect_empty),
        cmocka_unit_test_teardown(texts_come_from_the_pool_without_their_sounds,
                                  sheet_expect_empty),
        cmocka_unit_test_teardown(numbers_read_as_they_are_shown, sheet_expect_empty),
        cmocka_unit_test_teardown(a_day_is_a_number_with_the_format_of_a_day, sheet_expect_empty),
        cmocka_unit_test_teardown(formulas_and_errors_are_told_apart, sheet_expect_empty),
        cmocka_unit_test_teardown(merged_cells_are_refused_with_their_place, sheet_expect_empty),
        cmocka_unit_test_teardown(of_several_sheets_the_wanted_one_is_read, sheet_expect_empty),
        cmocka_unit_test_teardown(other_kinds_of_file_are_named, sheet_expect_empty),
        cmocka_unit_test_teardown(nothing_is_told_as_nothing, sheet_expect_empty),
        cmocka_unit_test_teardown(control_characters_do_not_come_through, sheet_expect_empty),
    };
    return cmocka_run_group_tests(tests, sheet_expect_begin, sheet_expect_end);
}
