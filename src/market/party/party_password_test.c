// Which passwords are taken, one character either side of each bound.
#include "market/party/party_password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"

static const str OWN[] = {
    {"hana.kim@jung.daegu.kr", 22},
    {"김하나",              9 },
    {"010-1234-5678",          13},
    {"늘푸른나눔",        15},
    {"",                       0 },
};

static err check(struct arena *a, const char *password)
{
    return party_password_check(a, str_view(password), OWN, COUNT(OWN));
}

static str of_length(struct arena *a, size_t n)
{
    char *c = arena_alloc(a, n + 1);
    for (size_t i = 0; i < n; i++) {
        c[i] = "qvkzjxwhmp"[(i * 7 + i / 10) % 10];
    }
    return (str){.p = c, .n = n};
}

static void length_alone_is_bounded_at_8_and_128(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    assert_ptr_equal(party_password_check(a, of_length(a, 7), NULL, 0), &PARTY_PASSWORD_SHORT);
    assert_null(party_password_check(a, of_length(a, 8), NULL, 0));
    assert_null(party_password_check(a, of_length(a, LIMIT_PASSWORD), NULL, 0));
    assert_ptr_equal(party_password_check(a, of_length(a, LIMIT_PASSWORD + 1), NULL, 0),
                     &PARTY_PASSWORD_LONG);
    assert_null(check(a, "사과 배 감 귤 밤")); // characters are counted, not bytes
    assert_ptr_equal(check(a, "사과배감귤밤콩"), &PARTY_PASSWORD_SHORT);
    arena_close(a);
}

static void no_kind_of_sign_is_asked_for(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    static const char *const GOOD[] = {"correct horse battery staple", "onlylowercasewords",
                                       "8294610375529", "파란 코끼리가 노래한다", "        kk tt"};
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        assert_null(check(a, GOOD[i]));
    }
    arena_close(a);
}

// Each of the list, as it stands there and in capitals; in an order that can be searched.
static void the_3000_commonest_are_refused(void **state)
{
    (void)state;
    static const char *const COMMONEST[] = {
#define WORD(word) word,
#include "market/party/party_password_common.def"
#undef WORD
    };
    assert_true(COUNT(COMMONEST) >= 3000);
    struct arena *a = arena_open(1 << 20);
    for (size_t i = 0; i < COUNT(COMMONEST); i++) {
        str word = str_view(COMMONEST[i]);
        assert_true(word.n >= PARTY_PASSWORD_LEAST);
        assert_true(i == 0 || str_compare(str_view(COMMONEST[i - 1]), word) < 0);
        char *c = arena_alloc(a, word.n + 1);
        for (size_t k = 0; k < word.n; k++) {
            c[k] = word.p[k] >= 'a' && word.p[k] <= 'z' ? (char)(word.p[k] - 'a' + 'A') : word.p[k];
        }
        str loud = {.p = c, .n = word.n};
        if (party_password_check(a, word, NULL, 0) != &PARTY_PASSWORD_COMMON ||
            party_password_check(a, loud, NULL, 0) != &PARTY_PASSWORD_COMMON) {
            fail_msg("%s is taken", COMMONEST[i]);
        }
        arena_reset(a);
    }
    assert_ptr_equal(check(a, "corvette"), &PARTY_PASSWORD_COMMON); // no word of ours
    assert_ptr_equal(check(a, "Corvette#2026"), &PARTY_PASSWORD_COMMON);
    assert_null(check(a, "corvettechtulu"));
    arena_close(a);
}

static void what_many_choose_is_refused_in_any_disguise(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    static const char *const COMMON[] = {
        "password",   "PassWord1!", "p@ssw0rd",  "P4ssw0rd2026", "12345678",      "87654321",
        "abcdefgh",   "aaaaaaaa",   "abcabcabc", "12341234",     "qwerty123",     "1q2w3e4r!",
        "Daegu2026!", "dure-2026",  "19850101",  "01012345678",  "dkssudgktpdy1", "비밀번호1234"};
    for (size_t i = 0; i < COUNT(COMMON); i++) {
        err e = check(a, COMMON[i]);
        if (e != &PARTY_PASSWORD_COMMON) {
            fail_msg("%s: %s", COMMON[i], e == NULL ? "taken" : e->code);
        }
    }
    assert_null(check(a, "daegu-maple-2026-river")); // a word among others is no harm
    assert_null(check(a, "19851301"));               // no date: the 13th month
    arena_close(a);
}

static void a_word_with_seven_signs_around_it_is_no_longer_that_word(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    assert_ptr_equal(check(a, "password284719"), &PARTY_PASSWORD_COMMON);
    assert_null(check(a, "password2847193"));
    arena_close(a);
}

static void the_persons_own_words_are_refused(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    assert_ptr_equal(check(a, "hana.kim77"), &PARTY_PASSWORD_OWN);
    assert_ptr_equal(check(a, "HANA.KIM!!"), &PARTY_PASSWORD_OWN);
    assert_ptr_equal(check(a, "010-1234-5678"), &PARTY_PASSWORD_OWN);
    assert_ptr_equal(check(a, "늘푸른나눔2026"), &PARTY_PASSWORD_OWN);
    assert_ptr_equal(check(a, "김하나82734"), &PARTY_PASSWORD_OWN);
    assert_null(check(a, "김하나의 오래된 자전거"));
    arena_close(a);
}

static void an_institutions_rules_hold_to_the_character_and_the_day(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    struct password_rules r = {0};
    assert_null(party_password_check_house(&r, S("")));
    assert_true(str_equals(party_password_house_words(a, &r), S("")));
    r.length = 10;
    assert_ptr_equal(party_password_check_house(&r, S("vkzqjxwhm")), &PARTY_PASSWORD_HOUSE_SHORT);
    assert_null(party_password_check_house(&r, S("vkzqjxwhmp")));
    assert_null(party_password_check_house(&r, S("사과배감귤밤콩쌀깨잣")));
    static const char *const KINDS[] = {"vkzqjxwhmp", "vkzqjxwhmP", "vkzqjxwh7P", "vkzqjxw 7P"};
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        for (int64_t kinds = 2; kinds <= PARTY_PASSWORD_KINDS; kinds++) {
            r.kinds = kinds;
            assert_ptr_equal(party_password_check_house(&r, str_view(KINDS[i])),
                             (int64_t)i + 1 < kinds ? &PARTY_PASSWORD_HOUSE_KINDS : NULL);
        }
    }
    r.kinds = 2;
    assert_null(party_password_check_house(&r, S("사과배감귤밤콩쌀깨7"))); // letters beyond ASCII
    date set_on = day("2026-08-26");
    assert_false(party_password_is_due(&r, set_on, day("2036-08-26")));
    r.days = 90;
    assert_false(party_password_is_due(&r, set_on, day("2026-11-24")));
    assert_true(party_password_is_due(&r, set_on, day("2026-11-25")));
    r.last = 3;
    assert_true(str_equals(party_password_house_words(a, &r),
                           S("10자 이상, 영문 대문자·영문 소문자·숫자·그 밖의 글자와 기호 가운데 "
                             "2가지 이상, 최근에 쓴 3개와 다르게, 90일마다 바꾸기")));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_institutions_rules_hold_to_the_character_and_the_day),
        cmocka_unit_test(length_alone_is_bounded_at_8_and_128),
        cmocka_unit_test(no_kind_of_sign_is_asked_for),
        cmocka_unit_test(the_3000_commonest_are_refused),
        cmocka_unit_test(what_many_choose_is_refused_in_any_disguise),
        cmocka_unit_test(a_word_with_seven_signs_around_it_is_no_longer_that_word),
        cmocka_unit_test(the_persons_own_words_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
