// Initial consonants beside other words.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

static void words_of_initials_are_read_beside_others(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"ㅂㅅㅇㅈ a4",            "복사용지 a4"           },
        {"a4 ㅂㅅㅇㅈ",            "a4 복사용지"           },
        {"ㅈㅅ ㅂㅅㅇㅈ 80g",    "재생 복사용지 80g"   },
        {"ㅂㅅㅇㅈ -a3",           "복사용지 -a3"          },
        {"ㅂㅅㅇㅈ \"80g\"",       "복사용지 \"80g\""      },
        {"재생 a4 ㅂㅅㅇㅈ 80g", "재생 a4 복사용지 80g"},
        {"ㅂㅅㅇㅈa4",             "복사용지 a4"           },
        {"a4ㅂㅅㅇㅈ 80g",         "a4 복사용지 80g"       },
        {"ㅂㅅ ㅇㅈ",              "복사용지"              }, // together before each by itself
        {"ㅂㅅㅇㅈ",               "복사용지"              },
        {"복사용ㅈ",               "복사용지"              },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(CASES) * 2; i++) { // the second time it is kept
            const char *const *x = CASES[i % COUNT(CASES)];
            struct search_meaning m =
                search_bench_check_meant(&b, x[0], SEARCH_BY_INITIALS, x[1], "");
            assert_true(search_bench_total(&b, m.text) > 0);
        }
        search_bench_close(&b);
    }
}

// What stands beside them may be a sentence, and words that find nothing together.
static void a_sentence_tells_what_its_initials_became(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (int i = 0; i < 2; i++) { // the second time it is kept
            struct search_meaning m =
                search_bench_check_meant(&b, "ㅂㅅㅇㅈ 5상자", SEARCH_BY_SENTENCE, "복사용지", "");
            search_bench_check_text(m.initials, "복사용지 5상자");
            search_bench_check_text(m.category, "paper.copy.a4");
            assert_int_equal(m.quantity, 5);
            m = search_bench_check_meant(&b, "볼펜 ㅂㅅㅇㅈ", SEARCH_BY_SENTENCE, "복사용지", "");
            search_bench_check_text(m.initials, "볼펜 복사용지");
            search_bench_check_text(m.left_out, "볼펜");
            m = search_bench_check_meant(&b, "ㅂㅅㅇ 볼펜", SEARCH_BY_SENTENCE, "볼펜", "");
            search_bench_check_text(m.left_out, "ㅂㅅㅇ"); // the beginning of a word, found alone
            m = search_bench_check_meant(&b, "ㅋㅌㅍ 복사용지", SEARCH_BY_SENTENCE, "복사용지", "");
            search_bench_check_text(m.initials, "");
            search_bench_check_text(m.left_out, "ㅋㅌㅍ");
        }
        search_bench_close(&b);
    }
}

// Neither in the other language of the keyboard nor as the beginning of a word: it may be anything.
static void one_letter_alone_means_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "이팝나무 r8", b.scene.woman, 9);
        search_bench_catch_up(&b);
        (void)search_bench_check_meant(&b, "ㄱ", SEARCH_AS_TYPED, "ㄱ", "");
        (void)search_bench_check_meant(&b, "ㅁ", SEARCH_AS_TYPED, "ㅁ", "");
        (void)search_bench_check_meant(&b, "ㄱ -a3", SEARCH_AS_TYPED, "ㄱ -a3", "");
        (void)search_bench_check_meant(&b, "\"ㅂㅅㅇㅈ\"", SEARCH_AS_TYPED, "\"ㅂㅅㅇㅈ\"", "");
        struct search_meaning m =
            search_bench_check_meant(&b, "ㄱ 복사용지", SEARCH_BY_SENTENCE, "복사용지", "");
        search_bench_check_text(m.left_out, "ㄱ");
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_initials_are_read_beside_others),
        cmocka_unit_test(a_sentence_tells_what_its_initials_became),
        cmocka_unit_test(one_letter_alone_means_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
