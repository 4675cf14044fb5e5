// Korean as the keyboard types it, the wrong language included.
#include "market/search/search_letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/fault.h"

static void assert_same(str got, const char *expected)
{
    assert_string_equal(str_to_c(arena, got), expected);
}

static void a_syllable_is_its_keystrokes(void **state)
{
    (void)state;
    assert_same(search_letters(arena, S("복사 용지")), "ㅂㅗㄱㅅㅏㅇㅛㅇㅈㅣ");
    assert_same(search_letters(arena, S("화환 A4")), "ㅎㅗㅏㅎㅗㅏㄴa4");
    assert_same(search_letters(arena, S("닭")), "ㄷㅏㄹㄱ");
    assert_same(search_letters(arena, S("까치")), "ㄲㅏㅊㅣ"); // one key with shift
    assert_same(search_letters(arena, S("")), "");
}

static void every_state_of_typing_is_a_beginning_of_the_word(void **state)
{
    (void)state;
    static const char *const STATES[] = {"ㅅ",     "사",     "삼",       "사무",    "사뭉",
                                         "사무요", "사무용", "사무용ㅍ", "사무용푸"};
    str whole = search_letters(arena, S("사무용품"));
    for (size_t i = 0; i < COUNT(STATES); i++) {
        assert_true(str_starts(whole, search_letters(arena, str_view(STATES[i]))));
    }
    assert_false(str_starts(whole, search_letters(arena, S("사물"))));
}

static void keys_and_letters_are_the_same_keyboard(void **state)
{
    (void)state;
    assert_same(search_keys_to_letters(arena, S("tkandydvna")), "ㅅㅏㅁㅜㅇㅛㅇㅍㅜㅁ");
    assert_same(search_keys_to_letters(arena, S("Rk 4 가")), "ㄲㅏ 4 가");
    assert_same(search_keys_to_letters(arena, S("A")), "ㅁ"); // shift changes nothing there
    assert_same(search_letters_to_keys(arena, S("ㅕㄴㅠ")), "usb");
    assert_same(search_letters_to_keys(arena, S("ㅔㅇㄹ 4")), "pdf 4");
    assert_same(search_letters_to_keys(arena, S("ㄲ")), "R");
}

static void letters_come_together_as_the_keyboard_does_it(void **state)
{
    (void)state;
    assert_same(search_compose(arena, S("ㅅㅏㅁㅜㅇㅛㅇㅍㅜㅁ")), "사무용품");
    assert_same(search_compose(arena, S("ㅎㅗㅏㅎㅗㅏㄴ")), "화환");
    assert_same(search_compose(arena, S("ㄷㅏㄹㄱㅗㄱㅣ")), "달고기"); // the second goes on
    assert_same(search_compose(arena, S("ㄷㅏㄹㄱㄱㅗㄱㅣ")), "닭고기");
    assert_same(search_compose(arena, S("ㅇㅣㅆㄷㅏ")), "있다");
    assert_same(search_compose(arena, S("ㅏㄸㅏ")), "ㅏ따"); // ㄸ ends no syllable
    assert_same(search_compose(arena, S("ㄱㅏㄸ")), "가ㄸ");
    assert_same(search_compose(arena, S("ㅂㅅㅇㅈ")), "ㅂㅅㅇㅈ");
    assert_same(search_compose(arena, S("a4 ㅇㅛㅇ")), "a4 용");
    assert_same(search_compose(arena, S("ㅗㅏ")), "ㅘ");
}

static void what_is_taken_apart_comes_together_again(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"복사용지", "쐐기",   "흙손", "왜관", "의자",
                                        "값진선물", "뷔페식", "꿔줘", "읊다"};
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        str letters = search_letters(arena, str_view(WORDS[i]));
        assert_same(search_compose(arena, letters), WORDS[i]);
        str keys = search_letters_to_keys(arena, letters);
        assert_same(search_keys_to_letters(arena, keys), str_to_c(arena, letters));
    }
}

static void a_letter_alone_is_seen(void **state)
{
    (void)state;
    assert_true(search_has_letter(S("사무ㅇ")));
    assert_true(search_has_letter(S("ㅏ")));
    assert_false(search_has_letter(S("사무용 a4")));
}

static void letters_spelled_in_korean_are_latin_ones(void **state)
{
    (void)state;
    assert_same(search_spelled_letters(arena, S("엘이디")), "led");
    assert_same(search_spelled_letters(arena, S("유에스비")), "usb");
    assert_same(search_spelled_letters(arena, S("엘이디조명")), "led조명");
    assert_same(search_spelled_letters(arena, S("에이치디엠아이")), "hdmi");
    assert_same(search_spelled_letters(arena, S("오이")), "");
    assert_same(search_spelled_letters(arena, S("에이포")), ""); // a single letter
    assert_same(search_spelled_letters(arena, S("복사용지")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_spelled_in_korean_are_latin_ones),
        cmocka_unit_test(a_syllable_is_its_keystrokes),
        cmocka_unit_test(every_state_of_typing_is_a_beginning_of_the_word),
        cmocka_unit_test(keys_and_letters_are_the_same_keyboard),
        cmocka_unit_test(letters_come_together_as_the_keyboard_does_it),
        cmocka_unit_test(what_is_taken_apart_comes_together_again),
        cmocka_unit_test(a_letter_alone_is_seen),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
