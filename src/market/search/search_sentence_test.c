// Quantities and sums as people type them, and what is none.
#include "market/search/search_sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"

static struct arena *arena;

struct expected {
    const char *typed;
    const char *text;
    int64_t quantity;
    int64_t budget_won;
    int64_t each_won;
};

static void check(const struct expected *x)
{
    struct search_sentence s;
    search_sentence_read(arena, NULL, str_view(x->typed), &s);
    if (!str_equals(s.text, str_view(x->text)) || s.quantity != x->quantity ||
        s.budget.won != x->budget_won || s.each.won != x->each_won) {
        fail_msg("%s: '%.*s' %lld %lld %lld", x->typed, STR_ARG(s.text), (long long)s.quantity,
                 (long long)s.budget.won, (long long)s.each.won);
    }
    assert_int_equal(search_sentence_has_figures(&s),
                     x->quantity + x->budget_won + x->each_won > 0);
}

static void sums_are_read_in_every_way_of_writing(void **state)
{
    (void)state;
    static const struct expected CASES[] = {
        {"800만원",               "", 0, 8000000,   0    },
        {"800만 원",              "", 0, 8000000,   0    },
        {"8백만원",              "", 0, 8000000,   0    },
        {"팔백만원",            "", 0, 8000000,   0    },
        {"팔백만 원",           "", 0, 8000000,   0    },
        {"8,000,000원",            "", 0, 8000000,   0    },
        {"8000000원",              "", 0, 8000000,   0    },
        {"800만",                  "", 0, 8000000,   0    },
        {"8백만",                 "", 0, 8000000,   0    },
        {"1억 2천",               "", 0, 120000000, 0    },
        {"1억2천",                "", 0, 120000000, 0    },
        {"1억 2천만원",         "", 0, 120000000, 0    },
        {"1억 2천만 원",        "", 0, 120000000, 0    },
        {"일억 이천만원",     "", 0, 120000000, 0    },
        {"일억이천",            "", 0, 120000000, 0    },
        {"1억 5백",               "", 0, 105000000, 0    },
        {"1억 2345원",            "", 0, 100002345, 0    },
        {"1억",                    "", 0, 100000000, 0    },
        {"1.5억",                  "", 0, 150000000, 0    },
        {"2.5만원",               "", 0, 25000,     0    },
        {"1만 5000원",            "", 0, 15000,     0    },
        {"1만5천원",             "", 0, 15000,     0    },
        {"1만 5천원",            "", 0, 15000,     0    },
        {"3천5백만원",          "", 0, 35000000,  0    },
        {"500천원",               "", 0, 500000,    0    }, // as the books of account write it
        {"천원",                  "", 0, 1000,      0    },
        {"만원",                  "", 0, 10000,     0    },
        {"만 원",                 "", 0, 10000,     0    },
        {"5천만원",              "", 0, 50000000,  0    },
        {"오천만원",            "", 0, 50000000,  0    },
        {"이십이만사천원",   "", 0, 224000,    0    },
        {"500원",                  "", 0, 500,       0    },
        {"1000조원",              "", 0, LIMIT_WON, 0    },
        {"800만원 이하",        "", 0, 8000000,   0    },
        {"800만원이하",         "", 0, 8000000,   0    },
        {"800만원까지",         "", 0, 8000000,   0    },
        {"800만원 안에서",     "", 0, 8000000,   0    },
        {"800만원정",            "", 0, 8000000,   0    },
        {"예산 800만원 이내", "", 0, 8000000,   0    },
        {"예산은 총 800만원", "", 0, 8000000,   0    },
        {"800만원 예산",        "", 0, 8000000,   0    },
        {"개당 1만원",          "", 0, 0,         10000},
        {"1인당 만원",          "", 0, 0,         10000},
        {"만원짜리",            "", 0, 0,         10000},
        {"1만 2천원씩",         "", 0, 0,         12000},
        {"단가 12,000원 이하", "", 0, 0,         12000},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        check(&CASES[i]);
    }
}

static void quantities_are_read_with_their_counters(void **state)
{
    (void)state;
    static const struct expected CASES[] = {
        {"80개",            "",          80,    0, 0},
        {"80 개",           "",          80,    0, 0},
        {"80명",            "",          80,    0, 0},
        {"80인분",         "",          80,    0, 0},
        {"80명분",         "",          80,    0, 0},
        {"3상자",          "",          3,     0, 0},
        {"3박스",          "",          3,     0, 0},
        {"12권",            "",          12,    0, 0},
        {"2세트",          "",          2,     0, 0},
        {"2,500매",         "",          2500,  0, 0},
        {"2500매",          "",          2500,  0, 0},
        {"2만매",          "",          20000, 0, 0},
        {"2만 5천매",     "",          25000, 0, 0},
        {"3회",             "",          3,     0, 0},
        {"1식",             "",          1,     0, 0},
        {"팔십 명",       "",          80,    0, 0},
        {"이백개",        "",          200,   0, 0},
        {"80개 정도",     "",          80,    0, 0},
        {"80개를",         "",          80,    0, 0},
        {"30개 이상",     "",          30,    0, 0},
        {"도시락80개",   "도시락", 80,    0, 0},
        {"도시락 80 개", "도시락", 80,    0, 0},
        {"열 명",          "",          10,    0, 0},
        {"스무 대",       "",          20,    0, 0},
        {"스물네 명분", "",          24,    0, 0},
        {"다섯개",        "",          5,     0, 0},
        {"두 상자",       "",          2,     0, 0},
        {"상패 세 개",   "상패",    3,     0, 0},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        check(&CASES[i]);
    }
}

static void a_sentence_says_what_how_many_and_for_how_much(void **state)
{
    (void)state;
    static const struct expected CASES[] = {
        {"창립행사 도시락 80개 800만원",            "창립행사 도시락", 80, 8000000,   0    },
        {"800만원 80개 도시락",                         "도시락",              80, 8000000,   0    },
        {"800만 80개 도시락",                            "도시락",              80, 8000000,   0    },
        {"도시락 80개, 800만원",                        "도시락",              80, 8000000,   0    },
        {"80명 도시락 1인당 1만 2천원",              "도시락",              80, 0,         12000},
        {"워크숍용  버스 2대  예산 150만원까지", "워크숍용 버스",    2,  1500000,   0    },
        {"복사용지 A4 80g 10상자",                      "복사용지 A4 80g",    10, 0,         0    },
        {"청사 도장 공사 1억 2천",                    "청사 도장 공사",   0,  120000000, 0    },
        {"도시락 80개 물 90병",                         "도시락 물 90병",    80, 0,         0    },
        {"80개",                                             "",                       80, 0,         0    },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        check(&CASES[i]);
    }
}

// 이하 of little is said of one thing, unless how many or 예산 is said.
static void a_small_sum_that_is_the_most_is_a_price(void **state)
{
    (void)state;
    static const struct expected CASES[] = {
        {"1만원 이하 도시락",              "도시락",        0, 0,      10000 },
        {"도시락 만원이하",                "도시락",        0, 0,      10000 },
        {"도시락 5천원 미만",              "도시락",        0, 0,      5000  },
        {"3만원까지 되는 도시락",        "되는 도시락", 0, 0,      30000 },
        {"10만원 이내 도시락",             "도시락",        0, 0,      100000},
        {"100,001원 이하 도시락",           "도시락",        0, 100001, 0     },
        {"1만원 도시락",                     "도시락",        0, 10000,  0     },
        {"1만원 정도 도시락",              "도시락",        0, 10000,  0     },
        {"예산 1만원 이하 도시락",       "도시락",        0, 10000,  0     },
        {"총 5만원 이하 도시락",          "도시락",        0, 50000,  0     },
        {"1만원 이하 예산으로 도시락", "도시락",        0, 10000,  0     },
        {"1만원 한도 도시락",              "도시락",        0, 10000,  0     },
        {"도시락 5개 5만원 이하",         "도시락",        5, 50000,  0     },
        {"5만원 이하 도시락 5개",         "도시락",        5, 50000,  0     },
        {"개당 1만원 이하 도시락",       "도시락",        0, 0,      10000 },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        check(&CASES[i]);
    }
    struct search_sentence s;
    search_sentence_read(arena, NULL, S("1만원 이하 도시락"), &s);
    assert_true(s.is_price);
    search_sentence_read(arena, NULL, S("개당 1만원 이하 도시락"), &s);
    assert_false(s.is_price);
}

static void what_is_no_amount_stays_a_word(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"복사용지",
                                        "A4",
                                        "80g",
                                        "KX-100",
                                        "구매",
                                        "사장",
                                        "사원",
                                        "이천 쌀",
                                        "천막",
                                        "만능 공구",
                                        "백매",
                                        "제3회 행사",
                                        "3인용 소파",
                                        "12개월 청소",
                                        "100만원 이상",
                                        "50~100만원",
                                        "-80개",
                                        "\"80개\" 상자",
                                        "0개",
                                        "0원",
                                        "1.5개",
                                        "9999조원",
                                        "99999999999999999개",
                                        "200000000개",
                                        "만만원",
                                        "십백원",
                                        "천장",
                                        "일회용 컵",
                                        "코로나19 개인",
                                        "육개장",
                                        "두부",
                                        "한식 도시락",
                                        "세부 일정",
                                        "네모 상자",
                                        "한 장소",
                                        "열풍기",
                                        "만두 두",
                                        "2026년",
                                        "",
                                        "원",
                                        "개"};
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        struct expected x = {.typed = WORDS[i], .text = WORDS[i]};
        check(&x);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_read_in_every_way_of_writing),
        cmocka_unit_test(quantities_are_read_with_their_counters),
        cmocka_unit_test(a_sentence_says_what_how_many_and_for_how_much),
        cmocka_unit_test(a_small_sum_that_is_the_most_is_a_price),
        cmocka_unit_test(what_is_no_amount_stays_a_word),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
