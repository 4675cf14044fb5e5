// Korean as people type it.
#include "market/search/search_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"

static struct arena *arena;

static void assert_same(str got, const char *expected)
{
    assert_string_equal(str_to_c(arena, got), expected);
}

static void a_word_gives_its_pairs_and_its_last_syllable(void **state)
{
    (void)state;
    assert_same(search_doc_tokens(arena, S("복사용지")), "복사 사용 용지 지 ");
    assert_same(search_doc_tokens(arena, S("펜")), "펜 ");
    assert_same(search_doc_tokens(arena, S("A4 80g")), "a4 80g ");
    assert_same(search_doc_tokens(arena, S("!? …")), "");
}

static void a_text_with_blanks_is_found_without_them(void **state)
{
    (void)state;
    assert_same(search_doc_tokens(arena, S("복사 용지")), "복사 사 용지 지 | 복사 사용 용지 지 ");
    assert_same(search_doc_tokens(arena, S("복사용지 A4")), "복사 사용 용지 지 a4 ");
}

static void a_query_becomes_prefix_token_or_phrase(void **state)
{
    (void)state;
    assert_same(search_match(arena, S("펜")), "\"펜\"*");
    assert_same(search_match(arena, S("용지")), "\"용지\"");
    assert_same(search_match(arena, S("복사용지 A4")), "\"복사 사용 용지\" AND \"a4\"*");
    assert_same(search_match(arena, S("의자 -회의용")), "(\"의자\") NOT (\"회의 의용\")");
    assert_same(search_match(arena, S("-의자")), "");
    assert_same(search_match(arena, S("  \" OR * ")), "\"or\"*");
    assert_same(search_match(arena, S("ㅂㅅ")), "");
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
        cmocka_unit_test(a_word_gives_its_pairs_and_its_last_syllable),
        cmocka_unit_test(a_text_with_blanks_is_found_without_them),
        cmocka_unit_test(a_query_becomes_prefix_token_or_phrase),
        cmocka_unit_test(texts_that_look_the_same_are_the_same),
        cmocka_unit_test(initials_find_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
