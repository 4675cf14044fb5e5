// Korean as people type it.
#include "market/search/search_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/fault.h"
#include "market/search/search_letter.h"

static void assert_same(str got, const char *expected)
{
    assert_string_equal(str_to_c(arena, got), expected);
}

static void a_word_gives_its_pairs_and_its_last_syllable(void **state)
{
    (void)state;
    assert_same(search_doc_tokens(arena, S("복사용지")), "복사 사용 용지 지 ㅡ 복사용 사용지 ");
    assert_same(search_doc_tokens(arena, S("펜")), "펜 ");
    assert_same(search_doc_tokens(arena, S("A4 80g")), "a 4 80 g ");
    assert_same(search_doc_tokens(arena, S("!? …")), "");
}

static void a_text_with_blanks_is_found_without_them(void **state)
{
    (void)state;
    assert_same(search_doc_tokens(arena, S("복사 용지")),
                "복사 사 용지 지 ㅡ 복사 사용 용지 지 ㅡ 복사용 사용지 ");
    assert_same(search_doc_tokens(arena, S("복사용지 A4")),
                "복사 사용 용지 지 a 4 ㅡ 복사용 사용지 ");
    assert_same(search_doc_tokens(arena, S("책상 | 가구")), "책상 상 ㅡ 가구 구 ");
}

static void a_query_becomes_prefix_token_or_phrase(void **state)
{
    (void)state;
    assert_same(search_match(arena, NULL, S("펜")), "\"펜\"*");
    assert_same(search_match(arena, NULL, S("용지")), "\"용지\"");
    assert_same(search_match(arena, NULL, S("복사용지 A4")), "\"복사용 사용지\" AND \"a 4\"");
    assert_same(search_match(arena, NULL, S("의자 -회의용")), "(\"의자\") NOT ((\"회의용\"))");
    assert_same(search_match(arena, NULL, S("의자 -a4-흰 -펜")),
                "(\"의자\") NOT ((\"a 4\" AND \"흰\"*) OR (\"펜\"*))");
    assert_same(search_match(arena, NULL, S("-의자")), "");
    assert_same(search_match(arena, NULL, S("  \" OR * ")), "\"or\"*");
    assert_same(search_match(arena, NULL, S("ㅂㅅ")), "");
}

static void quotes_make_a_phrase(void **state)
{
    (void)state;
    assert_same(search_match(arena, NULL, S("\"복사 용지\"")), "\"복사 사 용지\"");
    assert_same(search_match(arena, NULL, S("“복사 용지” A4")), "\"복사 사 용지\" AND \"a 4\"");
    assert_same(search_match(arena, NULL, S("\"볼펜 세\"")), "\"볼펜 펜 세\"*");
    assert_same(search_match(arena, NULL, S("\"흰 a4 용지함\"")), "\"흰 a 4 용지 지함\"");
    assert_same(search_match(arena, NULL, S("의자 -\"회의 용\"")),
                "(\"의자\") NOT ((\"회의 의 용\"*))");
    assert_same(search_match(arena, NULL, S("\"복사 용지")), "\"복사\" AND \"용지\""); // not closed
    assert_same(search_match(arena, NULL, S("\"\" 용지")), "\"용지\"");
    assert_same(search_match(arena, NULL, S("27\" 모니터")), "\"27\" AND \"모니터\"");
}

static void a_query_is_read_term_by_term(void **state)
{
    (void)state;
    const struct search_term TERMS[] = {
        {S("복사"),        false, false},
        {S("재생 용지"), true,  true },
        {S("A4"),            true,  false},
        {S("80g"),           false, true },
    };
    str query = S(" 복사 -\"재생 용지\"  “A4” -80g ");
    size_t at = 0;
    struct search_term term;
    for (size_t i = 0; i < COUNT(TERMS); i++) {
        assert_true(search_next_term(query, &at, &term));
        assert_true(str_equals(term.text, TERMS[i].text));
        assert_int_equal(term.phrase, TERMS[i].phrase);
        assert_int_equal(term.excluded, TERMS[i].excluded);
    }
    assert_false(search_next_term(query, &at, &term));
    assert_true(search_has_phrase(query));
    assert_false(search_has_phrase(S("27\" -용지 \"")));
}

static void figures_units_and_models_are_one_in_every_form(void **state)
{
    (void)state;
    static const char *const SAME[][2] = {
        {"80g",       "80 g"     },
        {"80g",       "80g/㎡"  },
        {"80g",       "80g/m²"  },
        {"80g",       "80 g/m2"  },
        {"80g",       "80gsm"    },
        {"80g",       "８０Ｇ"},
        {"2,500매",  "2500매"  },
        {"1,234,567", "1234567"  },
        {"100㎡",    "100 m2"   },
        {"20㎏",     "20kg"     },
        {"500㎖",    "500 ml"   },
        {"KX-100",    "KX100"    },
        {"KX-100",    "kx100"    },
        {"0.7mm",     "0.7 mm"   },
        {"76×76mm",  "76x76mm"  },
        {"76*76mm",   "76x76mm"  },
        {"A-4",       "a4"       },
    };
    for (size_t i = 0; i < COUNT(SAME); i++) {
        assert_same(search_match(arena, NULL, str_view(SAME[i][0])),
                    str_to_c(arena, search_match(arena, NULL, str_view(SAME[i][1]))));
        str one = search_doc_tokens(arena, str_view(SAME[i][0]));
        assert_same(search_doc_tokens(arena, str_view(SAME[i][1])), str_to_c(arena, one));
    }
    assert_same(search_match(arena, NULL, S("kx 100")), "\"kx\"* AND \"100\"");
    assert_same(search_match(arena, NULL, S("kx-100b")), "\"kx 100 b\"");
    assert_same(search_match(arena, NULL, S("1,2")), "\"1\" AND \"2\"");
    assert_same(search_match(arena, NULL, S("80 gb")), "\"80 gb\"");
    assert_same(search_match(arena, NULL, S("80 gel")), "\"80\" AND \"gel\"*");
    struct normal_units *added = normal_units_new(arena);
    normal_units_add(arena, added, &(struct normal_unit){.name = S("젤"), .times = 1, .by = 1},
                     S("Gel"));
    assert_same(search_match(arena, added, S("80 gel")), "\"80 gel\"");
    assert_same(search_doc_tokens(arena, S("bag/m2 / gsm")), "bag m 2 gsm ");
}

static void texts_that_look_the_same_are_the_same(void **state)
{
    (void)state;
    // 각 as three jamo, and as one syllable; full-width letters.
    assert_same(search_fold(arena, S("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8")), "각");
    assert_same(search_fold(arena, S("\xE1\x84\x80\xE1\x85\xA1\xE1\x84\x82")), "가\xE1\x84\x82");
    assert_same(search_fold(arena, S("Ａ４　용지")), "a4 용지");
}

static void initials_find_words(void **state)
{
    (void)state;
    assert_same(search_initials(arena, S("복사용지")), "ㅂㅅㅇㅈ");
    assert_same(search_initials(arena, S("까치 A4")), "ㄲㅊa4");
    assert_true(search_is_initials(S("ㅂㅅㅇㅈ")));
    assert_true(search_is_initials(S("ㅂㅅ ㅇㅈ")));
    assert_false(search_is_initials(S("ㅂ사")));
    assert_false(search_is_initials(S("  ")));
    assert_false(search_is_initials(S("ㅏ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_gives_its_pairs_and_its_last_syllable),
        cmocka_unit_test(a_text_with_blanks_is_found_without_them),
        cmocka_unit_test(a_query_becomes_prefix_token_or_phrase),
        cmocka_unit_test(quotes_make_a_phrase),
        cmocka_unit_test(a_query_is_read_term_by_term),
        cmocka_unit_test(figures_units_and_models_are_one_in_every_form),
        cmocka_unit_test(texts_that_look_the_same_are_the_same),
        cmocka_unit_test(initials_find_words),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
