// What columns are called, and how a row is read: every mistake is told where it stands.
#include "market/catalog/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"

static struct arena *arena;

static struct attribute attributes[] = {
    {{"size", 4},   {"규격", 6},            ATTRIBUTE_ENUM,   {"", 0},      {"A4|B 4", 6}, true,  false, NULL},
    {{"weight", 6}, {"평량", 6},            ATTRIBUTE_NUMBER, {"g/㎡", 5}, {"", 0},       false, false, NULL},
    {{"soft", 4},   {"무염소 표백", 16}, ATTRIBUTE_BOOL,   {"", 0},      {"", 0},       false, false, NULL},
};

static struct listing_template template_of_paper(void)
{
    struct listing_template t = {
        .code = S("paper"), .name = S("종이"), .vat = S("mixed"), .unit = S("상자")};
    t.attributes.items = attributes;
    t.attributes.count = COUNT(attributes);
    return t;
}

static void columns_are_known_without_blanks_brackets_and_marks(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *target;
    } CASES[] = {
        {"상품명",                    "title"       },
        {"품 명",                      "title"       },
        {"* 품목명 (필수)",         "title"       },
        {"단가(원, 부가세포함)", "price"       },
        {"［무엇］",                 "a"           },
        {"납품 소요일",             "lead_days"   },
        {"MOQ",                          "quantity_min"},
        {"고칠 것",                   ""            },
        {"",                             ""            },
        {"규격",                       "a.size"      },
        {"평량(g/㎡)",                "a.weight"    },
        {"무염소표백",              "a.soft"      },
        {"모르는 이름",             "a"           },
    };
    struct listing_template t = template_of_paper();
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str got = import_guess(arena, str_view(CASES[i].name), &t);
        assert_string_equal(str_to_c(arena, got), CASES[i].target);
    }
}

// A row of one column read over a blank listing that may stand otherwise.
static str read_one(const char *target, const char *text, enum sheet_cell_kind kind,
                    struct listing *out)
{
    struct import_column column = {.name = S("열"), .target = str_view(target)};
    struct import_district district = {.code = S("27110"), .name = S("중구")};
    struct import_plan plan = {.category = S("paper"), .today = date_from_ymd(2026, 11, 24)};
    struct sheet_cell cell = {.text = str_view(text), .kind = kind};
    struct sheet_row row = {.number = 2, .cells = &cell, .count = 1};
    struct listing_template t = template_of_paper();
    import_word_list wrong;
    import_word_list otherwise;
    struct listing_value size = {.key = S("size"), .value = S("A4")};
    plan.columns.items = &column;
    plan.columns.count = 1;
    plan.districts.items = &district;
    plan.districts.count = 1;
    *out = import_blank(&t);
    out->text.title = S("종이");
    out->terms.price = (money){100};
    out->terms.lead_days = 1;
    out->text.values.items = &size;
    out->text.values.count = 1;
    import_read_row(arena, &plan, &t, &row, out, &wrong, &otherwise);
    return wrong.count == 0 ? S("") : wrong.items[0];
}

static void expect_good(const char *target, const char *text, enum import_field field,
                        const char *shown)
{
    struct listing l;
    str wrong = read_one(target, text, CELL_TEXT, &l);
    if (wrong.n > 0) {
        fail_msg("%s %s: %.*s", target, text, STR_ARG(wrong));
    }
    struct import_district district = {.code = S("27110"), .name = S("중구")};
    struct import_plan plan = {
        .districts = {&district, 1}
    };
    assert_string_equal(str_to_c(arena, import_show(arena, &l, field, &plan)), shown);
}

static void expect_wrong(const char *target, const char *text, enum sheet_cell_kind kind,
                         const char *words)
{
    struct listing l;
    str wrong = read_one(target, text, kind, &l);
    if (!str_contains(wrong, str_view(words)) || !str_starts(wrong, S("열(A열): "))) {
        fail_msg("%s %s: %.*s", target, text, STR_ARG(wrong));
    }
}

static void values_are_read_as_people_write_them(void **state)
{
    (void)state;
    expect_good("price", " 21,500 원", IMPORT_PRICE, "21500");
    expect_good("price", "₩300", IMPORT_PRICE, "300");
    expect_good("vat", "면세", IMPORT_VAT, "면세");
    expect_good("vat", "", IMPORT_VAT, "과세");
    expect_good("unit", "", IMPORT_UNIT, "상자");
    expect_good("quantity_min", "5상자", IMPORT_QUANTITY_MIN, "5");
    expect_good("quantity_min", "", IMPORT_QUANTITY_MIN, "1");
    expect_good("lead_days", "7일", IMPORT_LEAD_DAYS, "7");
    expect_good("lead_days", "1주일", IMPORT_LEAD_DAYS, "7");
    expect_good("lead_days", "7~10일", IMPORT_LEAD_DAYS, "10");
    expect_good("lead_days", "7일 ~ 2주", IMPORT_LEAD_DAYS, "14");
    expect_good("lead_days", "3-5", IMPORT_LEAD_DAYS, "5");
    expect_good("lead_days", "즉시", IMPORT_LEAD_DAYS, "0");
    expect_good("lead_days", "당일 출고", IMPORT_LEAD_DAYS, "0");
    expect_good("stock", "", IMPORT_STOCK, "");
    expect_good("stock", "0", IMPORT_STOCK, "0");
    expect_good("tiers", "10:90, 50:80", IMPORT_TIERS, "10:90, 50:80");
    expect_good("districts", "중구", IMPORT_DISTRICTS, "중구");
    char many[3000];
    memset(many, 0, sizeof(many));
    for (size_t i = 0; i + 8 < sizeof(many); i += 7) {
        memcpy(many + i, "중구,", 7);
    }
    expect_good("districts", many, IMPORT_DISTRICTS, "중구"); // no code is cut within
    expect_good("own_production", "Y", IMPORT_OWN_PRODUCTION, "예");
    expect_good("valid_until", "2027년 3월 1일", IMPORT_VALID_UNTIL, "2027-03-01");
    expect_good("valid_until", "20270301", IMPORT_VALID_UNTIL, "2027-03-01");
    expect_good("valid_until", "2027.3.1.", IMPORT_VALID_UNTIL, "2027-03-01");
    struct listing l;
    assert_int_equal(read_one("a.weight", "1,080 g/㎡", CELL_TEXT, &l).n, 0);
    assert_true(str_equals(listing_value_of(&l.text.values, S("weight")), S("1080")));
    assert_int_equal(read_one("a.size", "b4", CELL_TEXT, &l).n, 0);
    assert_true(str_equals(listing_value_of(&l.text.values, S("size")), S("B 4")));
    assert_int_equal(read_one("a.soft", "o", CELL_TEXT, &l).n, 0);
    assert_true(str_equals(listing_value_of(&l.text.values, S("soft")), S("예")));
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    expect_wrong("price", "비쌈", CELL_TEXT, "숫자만 적어 주세요. 지금은 '비쌈'");
    expect_wrong("price", "", CELL_TEXT, "1원 이상");
    expect_wrong("price", "21만 5천원(VAT별도)", CELL_TEXT, "부가가치세를 포함한 값으로");
    expect_wrong("price", "협의하여 정하며 수량과 시기에 따라 달라집니다", CELL_TEXT,
                 "지금은 '협의하여 정하며 수량과 시기에 따라 달라집…'");
    expect_wrong("price", "협의협의협의협의협의협의협의협의협의협의", CELL_TEXT, // all 60 bytes
                 "지금은 '협의협의협의협의협의협의협의협의협의협의'");
    expect_wrong("districts", "서울특별시와 부산광역시와 그 밖의 모든 곳에", CELL_TEXT,
                 "없는 구·군입니다: '서울특별시와 부산광역시와 그 밖의 모든 곳…'");
    expect_wrong("lead_days", "10~7일", CELL_TEXT, "숫자만 적어 주세요");
    expect_wrong("lead_days", "2026-12-01", CELL_TEXT, "숫자만 적어 주세요");
    expect_wrong("lead_days", "협의", CELL_TEXT, "숫자만 적어 주세요");
    expect_wrong("price", "3", CELL_FORMULA, "수식");
    expect_wrong("price", "#N/A", CELL_ERROR, "오류 값");
    expect_wrong("title", "2026-01-02", CELL_DATE, "날짜로 바뀐 칸");
    expect_wrong("vat", "몰라", CELL_TEXT, "과세 또는 면세");
    expect_wrong("tiers", "열 개 만원", CELL_TEXT, "수량:단가");
    expect_wrong("tiers", "10:200", CELL_TEXT, "낮아야");
    expect_wrong("districts", "중구, 서울", CELL_TEXT, "없는 구·군입니다: '서울'.");
    expect_wrong("valid_until", "46500", CELL_NUMBER, "날짜가 숫자로 들어왔습니다(46500)");
    expect_wrong("valid_until", "내년", CELL_TEXT, "2027-03-31처럼");
    expect_wrong("valid_until", "2027-02-30", CELL_TEXT, "2027-03-31처럼");
    expect_wrong("valid_until", "2026-11-23", CELL_TEXT, "이미 지난 날");
    expect_wrong("own_production", "글쎄", CELL_TEXT, "예 또는 아니오");
    expect_wrong("a.size", "A5", CELL_TEXT, "양식의 말 가운데 하나를 골라 주세요: A4, B 4.");
    expect_wrong("a.size", "", CELL_TEXT, "규격 칸에서 하나를 골라");
    expect_wrong("a.weight", "무거움", CELL_TEXT, "숫자로 적어 주세요. 단위는 g/㎡입니다.");
    expect_wrong("a.weight", "70~80", CELL_TEXT, "범위가 아니라 값 하나를");
    expect_wrong("price", "1,2", CELL_TEXT, "숫자만 적어 주세요");
    expect_wrong("stock", "5 10", CELL_TEXT, "숫자만 적어 주세요");
    expect_wrong("a.soft", "글쎄", CELL_TEXT, "예 또는 아니오");
    expect_wrong("detail_no", "12", CELL_TEXT, "숫자 10자리");
}

static struct attribute sides[] = {
    {{"w", 1}, {"가로", 6}, ATTRIBUTE_NUMBER, {"mm", 2}, {"", 0}, true,  false, NULL},
    {{"d", 1}, {"세로", 6}, ATTRIBUTE_NUMBER, {"mm", 2}, {"", 0}, true,  false, NULL},
    {{"h", 1}, {"높이", 6}, ATTRIBUTE_NUMBER, {"mm", 2}, {"", 0}, false, false, NULL},
};

// A desk of which the sheet has 가로 and 세로.
static void read_desk(const char *w, const char *d, struct listing *l, import_word_list *wrong,
                      import_word_list *otherwise)
{
    struct import_column columns[] = {
        {.name = S("가로"), .target = S("a.w")},
        {.name = S("세로"), .target = S("a.d")},
    };
    struct sheet_cell cells[] = {
        {.text = str_view(w), .kind = CELL_TEXT},
        {.text = str_view(d), .kind = CELL_TEXT},
    };
    struct import_plan plan = {
        .columns = {columns, COUNT(columns)},
          .today = date_from_ymd(2026, 11, 24)
    };
    struct sheet_row row = {.number = 2, .cells = cells, .count = COUNT(cells)};
    struct listing_template t = template_of_paper();
    t.attributes.items = sides;
    t.attributes.count = COUNT(sides);
    l->text.title = S("책상 1400×700");
    l->terms.price = (money){100};
    l->terms.lead_days = 1;
    l->terms.unit = S("개");
    l->terms.quantity_min = 1;
    l->terms.stock = LISTING_MADE_TO_ORDER;
    l->terms.valid_until = DATE_NONE;
    import_read_row(arena, &plan, &t, &row, l, wrong, otherwise);
}

static void assert_value_is(const struct listing *l, str key, const char *value)
{
    assert_string_equal(str_to_c(arena, listing_value_of(&l->text.values, key)), value);
}

static void a_size_is_parted_and_told(void **state)
{
    (void)state;
    struct listing l = {0};
    import_word_list wrong;
    import_word_list otherwise;
    read_desk("1.2×0.7×0.72m", "", &l, &wrong, &otherwise);
    assert_int_equal(wrong.count, 0);
    assert_int_equal(otherwise.count, 3);
    assert_true(str_starts(otherwise.items[0], S("가로(A열): 1.2×0.7×0.72m → 1200. ")));
    assert_true(str_starts(otherwise.items[1], S("세로(B열): (빈칸) → 700. ‘가로’ 칸에 적은 ")));
    assert_true(str_starts(otherwise.items[2], S("높이: (빈칸) → 720. ")));
    assert_value_is(&l, S("h"), "720");

    // what is known already and no column says stays
    struct listing known = {.id = {7}};
    read_desk("1200×700×720mm", "600", &known, &wrong, &otherwise);
    assert_int_equal(otherwise.count, 1);
    assert_value_is(&known, S("d"), "600");
    assert_value_is(&known, S("h"), "");
}

static void what_the_title_says_is_proposed_and_not_taken(void **state)
{
    (void)state;
    struct listing l = {0};
    import_word_list wrong;
    import_word_list otherwise;
    read_desk("", "600", &l, &wrong, &otherwise);
    assert_int_equal(otherwise.count, 0);
    assert_int_equal(wrong.count, 1);
    assert_string_equal(str_to_c(arena, wrong.items[0]),
                        "가로(A열): 가로 칸을 채워 주세요. 상품명에서 읽으면 ‘1400’입니다.");
    assert_value_is(&l, S("w"), "");
}

// A list has to be chosen from: its words are named, unless there are too many to read in a cell.
static void what_is_to_be_chosen_is_told_with_its_choices(void **state)
{
    (void)state;
    char many[700] = "백색";
    for (size_t n = strlen(many); n + 4 < sizeof(many); n += 4) {
        memcpy(many + n, "|말", 5);
    }
    struct attribute rows[] = {
        {.key = S("color"),
         .name = S("색상"),
         .kind = ATTRIBUTE_ENUM,
         .words = S("백색|검정"),
         .is_required = true                                                                           },
        {.key = S("fit"),     .name = S("설치 포함"), .kind = ATTRIBUTE_BOOL, .is_required = true},
        {.key = S("tone"),
         .name = S("색조"),
         .kind = ATTRIBUTE_ENUM,
         .words = str_view(many),
         .is_required = true},
    };
    struct listing_template t = template_of_paper();
    struct import_plan plan = {.today = date_from_ymd(2026, 11, 24)};
    struct sheet_row row = {.number = 2};
    import_word_list wrong;
    import_word_list otherwise;
    t.attributes.items = rows;
    t.attributes.count = COUNT(rows);
    struct listing l = import_blank(&t);
    l.text.title = S("책상 백색 설치 포함");
    import_read_row(arena, &plan, &t, &row, &l, &wrong, &otherwise);
    static const char *const TOLD[] = {
        "색상 칸에서 하나를 골라 주세요: 백색, 검정. 상품명에서 읽으면 ‘백색’입니다.",
        "설치 포함 칸에서 하나를 골라 주세요: 예, 아니오. 상품명에서 읽으면 ‘예’입니다.",
        "색조 칸에서 하나를 골라 주세요. 상품명에서 읽으면 ‘백색’입니다.",
    };
    for (size_t i = 0; i < COUNT(TOLD); i++) {
        bool is_told = false;
        for (size_t k = 0; k < wrong.count; k++) {
            is_told |= str_equals(wrong.items[k], str_view(TOLD[i]));
        }
        if (!is_told) {
            fail_msg("not told: %s", TOLD[i]);
        }
    }
}

static void what_is_missing_is_told_by_the_name_it_would_have(void **state)
{
    (void)state;
    struct listing_template t = template_of_paper();
    struct listing l = import_blank(&t);
    struct import_plan plan = {.today = date_from_ymd(2026, 11, 24)};
    struct sheet_row row = {.number = 2};
    import_word_list wrong;
    import_word_list otherwise;
    import_read_row(arena, &plan, &t, &row, &l, &wrong, &otherwise);
    assert_int_equal(wrong.count, 4); // title, price, days, size
    assert_true(str_starts(wrong.items[0], S("상품명 열이 없습니다: ")));
    assert_true(str_equals(wrong.items[1], S("규격 칸에서 하나를 골라 주세요.")));
}

static void a_row_comes_back_as_it_was_packed(void **state)
{
    (void)state;
    struct sheet_cell cells[] = {
        {{"가\n나", 7},    CELL_TEXT   },
        {{"", 0},            CELL_TEXT   },
        {{"=1", 2},          CELL_FORMULA},
        {{"2026-01-02", 10}, CELL_DATE   },
    };
    struct sheet_row row = {.number = 7, .cells = cells, .count = COUNT(cells)};
    struct sheet_row none = {.number = 8};
    struct out o;
    out_init(&o, arena, KIB);
    import_pack(&o, &row);
    import_pack(&o, &none);
    str rest = out_view(&o);
    struct sheet_row got;
    assert_true(import_unpack(arena, &rest, &got));
    assert_int_equal(got.number, 7);
    assert_int_equal(got.count, COUNT(cells));
    for (size_t i = 0; i < COUNT(cells); i++) {
        assert_int_equal(got.cells[i].kind, cells[i].kind);
        assert_true(str_equals(got.cells[i].text, cells[i].text));
    }
    assert_true(import_unpack(arena, &rest, &got));
    assert_int_equal(got.number, 8);
    assert_int_equal(got.count, 0);
    assert_false(import_unpack(arena, &rest, &got));
}

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open((size_t)16 * MIB);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_known_without_blanks_brackets_and_marks),
        cmocka_unit_test(values_are_read_as_people_write_them),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(a_size_is_parted_and_told),
        cmocka_unit_test(what_the_title_says_is_proposed_and_not_taken),
        cmocka_unit_test(what_is_to_be_chosen_is_told_with_its_choices),
        cmocka_unit_test(what_is_missing_is_told_by_the_name_it_would_have),
        cmocka_unit_test(a_row_comes_back_as_it_was_packed),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
