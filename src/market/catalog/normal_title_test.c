// Makers and models as they are known, and what a title says for the template: a row a case.
#include "market/catalog/normal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"

// --- Makers and models ---------------------------------------------------------------------------

static void makers_are_spelled_as_they_are_known(void **state)
{
    (void)state;
    static str names[] = {
        {"한결문구",       12},
        {"㈜늘푸른나눔", 18},
        {"3M",                 2 },
        {"새빛오피스",    15}
    };
    const normal_words known = {names, COUNT(names)};
    static const struct {
        const char *typed;
        const char *value;
    } CASES[] = {
        {"한결문구",                 "한결문구"      },
        {"한결 문구",                "한결문구"      },
        {"(주)한결문구",            "한결문구"      },
        {"늘푸른나눔",              "㈜늘푸른나눔"},
        {"주식회사 늘푸른나눔", "㈜늘푸른나눔"},
        {"3M",                           "3M"                },
        {"새빛오피수",              "새빛오피스"   },
        {"(주)두레가구",            "㈜두레가구"   },
        {"주식회사  두레가구",   "㈜두레가구"   },
        {"유한회사 두레",          "㈲두레"         },
        {"두레가구",                 "두레가구"      },
        {"두레가구 (주)",           "두레가구㈜"   },
        {"유한회사 한결문구",    "㈲한결문구"   },
        {"한결문구㈜",              "한결문구"      },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct normal_proposal p;
        normal_propose_maker(arena, str_view(CASES[i].typed), &known, &p);
        assert_true(str_equals(p.value, str_view(CASES[i].value)));
        struct normal_proposal again;
        normal_propose_maker(arena, p.value, &known, &again);
        assert_int_equal(again.state, NORMAL_FITS);
    }
}

static void models_are_capitals_with_short_hyphens(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *value;
    } CASES[] = {
        {"KX-100",                  "KX-100"                 },
        {"kx-100",                  "KX-100"                 },
        {"KX – 100",              "KX-100"                 },
        {"ｋｘ－１００",      "KX-100"                 },
        {"모델명: kx-100",       "KX-100"                 },
        {"모델 KX 100",           "KX 100"                 },
        {"Model:CF217A",            "CF217A"                 },
        {"cf217a iPhone15 pro 80g", "CF217A iPhone15 pro 80g"},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct normal_proposal p;
        normal_propose_model(arena, str_view(CASES[i].typed), &p);
        assert_true(str_equals(p.value, str_view(CASES[i].value)));
        assert_int_equal(p.state, i == 0 ? NORMAL_FITS : NORMAL_PROPOSED);
        struct normal_proposal again;
        normal_propose_model(arena, p.value, &again);
        assert_int_equal(again.state, NORMAL_FITS);
    }
}

static void names_that_are_capitals_or_none_by_themselves_stay(void **state)
{
    (void)state;
    static const char *const STAY[] = {"iPhone 15", "Galaxy Book4", "Model Y", "80g",
                                       "a",         "갤럭시"};
    for (size_t i = 0; i < COUNT(STAY); i++) {
        struct normal_proposal p;
        normal_propose_model(arena, str_view(STAY[i]), &p);
        assert_int_equal(p.state, NORMAL_FITS);
        assert_true(str_equals(p.value, str_view(STAY[i])));
    }
}

static void a_maker_is_known_by_one_key(void **state)
{
    (void)state;
    static const char *const SAME[] = {"한결문구",     "㈜한결문구",    "주식회사 한결문구",
                                       "한결 문구",    "(주) 한결문구", "（주）한결문구",
                                       "한결문구(주)", "한결문구 ㈜"};
    for (size_t i = 0; i < COUNT(SAME); i++) {
        assert_true(str_equals(normal_maker_key(arena, str_view(SAME[i])), S("한결문구")));
    }
    assert_true(str_equals(normal_maker_key(arena, S("유한회사 ＨＧ Paper")), S("㈲HGPaper")));
    assert_int_equal(normal_maker_key(arena, S(" ㈜ ")).n, 0);

    str keys[NORMAL_TITLE_KEYS];
    size_t count = normal_title_keys(arena, S("[㈜한결 문구]·HK-100 3M  A"), keys);
    static const char *const KEYS[] = {"한결",       "문구", "한결문구", "HK-100",
                                       "문구HK-100", "3M",   "HK-1003M", "3MA"};
    assert_int_equal(count, COUNT(KEYS));
    for (size_t i = 0; i < count; i++) {
        assert_true(str_equals(keys[i], str_view(KEYS[i])));
    }
    assert_int_equal(
        normal_title_keys(arena, S("가나 다라 마바 사아 자차 카타 파하 거너 더러 머버"), keys),
        NORMAL_TITLE_KEYS);
}

static void a_title_says_its_maker_and_its_model(void **state)
{
    (void)state;
    static str names[] = {
        {"한결문구", 12},
        {"한결",       6 },
        {"참문구",    9 }
    };
    const normal_words known = {names, COUNT(names)};
    struct normal_proposal p;
    normal_read_maker(arena, S("한결문구 복사용지 A4"), &known, &p);
    assert_true(str_equals(p.value, S("한결문구")));
    normal_read_maker(arena, S("한결문구·참문구 복사용지"), &known, &p);
    assert_int_equal(p.state, NORMAL_EMPTY);
    str firm = S("㈜두레가구");
    normal_read_maker(arena, S("두레가구 책상 1200"), &(normal_words){&firm, 1}, &p);
    assert_true(str_equals(p.value, firm));
    normal_read_maker(arena, S("복사용지"), &known, &p);
    assert_int_equal(p.state, NORMAL_EMPTY);
    normal_read_model(arena, S("정품토너 cf217a 검정 1,500매"), &p);
    assert_true(str_equals(p.value, S("CF217A")));
    assert_true(p.why.n > 0);
    normal_read_model(arena, S("복사용지 A4 80g 2,500매"), &p);
    assert_int_equal(p.state, NORMAL_EMPTY);
    normal_read_model(arena, S("토너 CF217A CF218A"), &p);
    assert_int_equal(p.state, NORMAL_EMPTY);
}

// --- Titles against a template -------------------------------------------------------------------

#define ROWS_MAX 8

struct title_case {
    const char *title;
    const char *values[ROWS_MAX]; // NULL: nothing is read
};

static void check_titles(const attribute_list *rows, const struct title_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str typed[ROWS_MAX] = {{0}};
        struct normal_proposal out[ROWS_MAX];
        normal_propose_all(arena, rows, str_view(cases[i].title), typed, out);
        for (size_t r = 0; r < rows->count; r++) {
            const char *wanted = cases[i].values[r];
            if (!str_equals(out[r].value, str_view(wanted))) {
                print_error("%s / %.*s: %.*s\n", cases[i].title, STR_ARG(rows->items[r].name),
                            STR_ARG(out[r].value));
            }
            assert_true(str_equals(out[r].value, str_view(wanted)));
            assert_int_equal(out[r].state, wanted == NULL ? NORMAL_EMPTY : NORMAL_PROPOSED);
            assert_true((out[r].why.n > 0) == (wanted != NULL));
        }
    }
}

static void a_title_fills_what_was_not_typed(void **state)
{
    (void)state;
    static struct attribute paper[] = {
        {T("size"),     T("규격"),              ATTRIBUTE_ENUM,   T(""),      T("A4|A3|B4|B5"), true,  false, NULL},
        {T("weight"),   T("평량"),              ATTRIBUTE_NUMBER, T("g/m²"), T(""),            true,  false, NULL},
        {T("sheets"),   T("1상자 매수"),      ATTRIBUTE_NUMBER, T("매"),   T(""),            true,  false, NULL},
        {T("recycled"), T("재생원료 함량"), ATTRIBUTE_NUMBER, T("%"),     T(""),            false, false, NULL},
        {T("eco"),      T("환경표지 인증"), ATTRIBUTE_BOOL,   T(""),      T(""),            false, false, NULL},
    };
    static const attribute_list PAPER = {paper, COUNT(paper)};
    static const struct title_case CASES[] = {
        {"재생 복사용지 A4 80g 2,500매",               {"A4", "80", "2500", NULL, NULL}     },
        {"복사용지 a4 80g/㎡ 2500매",                   {"A4", "80", "2500", NULL, NULL}     },
        {"복사용지 A4 75gsm 이천오백매",             {"A4", "75", NULL, NULL, NULL}       },
        {"복사용지 재생원료 70% 환경표지 인증", {NULL, NULL, NULL, "70", "예"}      },
        {"복사용지 환경표지 미인증",               {NULL, NULL, NULL, NULL, "아니오"}},
        {"복사용지 A4 A3 500매 2500매",                 {NULL, NULL, NULL, NULL, NULL}       },
        {"복사용지",                                      {NULL, NULL, NULL, NULL, NULL}       },
        {"",                                                  {NULL, NULL, NULL, NULL, NULL}       },
    };
    check_titles(&PAPER, CASES, COUNT(CASES));
}

static struct attribute desk[] = {
    {T("w"),   T("가로"),        ATTRIBUTE_NUMBER, T("mm"),     T(""),                            true,  false, NULL},
    {T("d"),   T("세로"),        ATTRIBUTE_NUMBER, T("mm"),     T(""),                            true,  false, NULL},
    {T("h"),   T("높이"),        ATTRIBUTE_NUMBER, T("mm"),     T(""),                            true,  false, NULL},
    {T("top"), T("상판 재질"), ATTRIBUTE_ENUM,   T(""),       T("LPM|HPM|원목무늬|강판"), true,  false,
     NULL                                                                                                             },
    {T("war"), T("보증기간"),  ATTRIBUTE_NUMBER, T("개월"), T(""),                            false, false, NULL},
};
static const attribute_list DESK = {desk, COUNT(desk)};

static void a_title_s_size_goes_to_its_sides(void **state)
{
    (void)state;
    static const struct title_case CASES[] = {
        {"사무용 책상 1200×700×720mm LPM", {"1200", "700", "720", "LPM", NULL}},
        {"사무용 책상 1200x700",             {"1200", "700", NULL, NULL, NULL}  },
        {"책상 120×70cm hpm 1년 보증",      {"1200", "700", NULL, "HPM", "12"} },
        {"책상 W1200 D700 H720",                {"1200", "700", "720", NULL, NULL} },
        {"책상 H720×W1200",                    {"1200", NULL, "720", NULL, NULL}  },
        {"책상 1200×700 또는 1400×700",     {NULL, NULL, NULL, NULL, NULL}     },
    };
    check_titles(&DESK, CASES, COUNT(CASES));
    // Without a 세로, nobody knows what the second side is.
    static struct attribute case_rows[] = {
        {T("w"), T("가로"), ATTRIBUTE_NUMBER, T("mm"), T(""), true, false, NULL},
        {T("h"), T("높이"), ATTRIBUTE_NUMBER, T("mm"), T(""), true, false, NULL},
    };
    static const attribute_list CASE = {case_rows, COUNT(case_rows)};
    static const struct title_case TWO[] = {
        {"책장 800×300",       {NULL, NULL}   },
        {"책장 800×300×1800", {"800", "1800"}},
    };
    check_titles(&CASE, TWO, COUNT(TWO));
}

static void a_size_typed_into_one_side_fills_the_others_that_are_free(void **state)
{
    (void)state;
    str typed[ROWS_MAX] = {S("1200×700×720"), S(""), S("730"), S(""), S("")};
    struct normal_proposal out[ROWS_MAX];
    normal_propose_all(arena, &DESK, S("책상 1400×800"), typed, out);
    assert_true(str_equals(out[0].value, S("1200")));
    assert_true(str_equals(out[1].value, S("700"))); // and not the title's
    assert_true(str_equals(out[2].value, S("730")));
    assert_int_equal(out[2].state, NORMAL_FITS); // what was typed stays
    assert_int_equal(out[0].state, NORMAL_PROPOSED);
    assert_true(str_contains(out[1].why, S("가로")));
}

static void what_was_typed_is_never_replaced_by_the_title(void **state)
{
    (void)state;
    str typed[ROWS_MAX] = {S("1000"), S("600"), S(""), S("모름"), S("")};
    struct normal_proposal out[ROWS_MAX];
    normal_propose_all(arena, &DESK, S("책상 1200×700×720 LPM"), typed, out);
    assert_true(str_equals(out[0].value, S("1000")));
    assert_true(str_equals(out[1].value, S("600")));
    assert_true(str_equals(out[2].value, S("720")));
    assert_int_equal(out[3].state, NORMAL_UNFIT);
    assert_true(str_equals(out[3].value, S("모름")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makers_are_spelled_as_they_are_known),
        cmocka_unit_test(models_are_capitals_with_short_hyphens),
        cmocka_unit_test(names_that_are_capitals_or_none_by_themselves_stay),
        cmocka_unit_test(a_maker_is_known_by_one_key),
        cmocka_unit_test(a_title_says_its_maker_and_its_model),
        cmocka_unit_test(a_title_fills_what_was_not_typed),
        cmocka_unit_test(a_title_s_size_goes_to_its_sides),
        cmocka_unit_test(a_size_typed_into_one_side_fills_the_others_that_are_free),
        cmocka_unit_test(what_was_typed_is_never_replaced_by_the_title),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
