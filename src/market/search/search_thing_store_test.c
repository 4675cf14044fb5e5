// Words that find nothing by themselves: nouns of a category's things, and what is made of two.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

struct meant {
    const char *typed;
    enum search_mend mend;
    const char *text;
    const char *also;
    const char *category;
    const char *left_out;
};

static void assert_meant(struct search_bench *b, const struct meant *x)
{
    struct search_meaning m = search_bench_check_meant(b, x->typed, x->mend, x->text, x->also);
    search_bench_check_text(m.category, x->category);
    search_bench_check_text(m.left_out, x->left_out);
}

static void open_with_things(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    (void)catalog_testing_add(&b->scene, "office.write.pen", "보드마카 흑색", b->scene.woman, 9000);
    (void)catalog_testing_add(&b->scene, "office.write.pen", "물백문 한 통", b->scene.woman, 9000);
    (void)catalog_testing_add(&b->scene, "sclean.clean.building", "저수조 청소", b->scene.woman, 9);
    (void)catalog_testing_add(&b->scene, "sclean.clean.building", "저수조 정비", b->scene.woman, 9);
    catalog_testing_synonym(&b->scene, "물탱크", "저수조");
    catalog_testing_synonym(&b->scene, "청소", "청소 용역");
    search_bench_catch_up(b);
}

static void a_noun_leads_to_the_category_whose_things_are_called_so(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"에이포종이",         SEARCH_BY_SENTENCE, "복사용지",        "", "paper.copy.a4",    ""      },
        {"에이 포종이",        SEARCH_BY_SENTENCE, "복사용지",        "", "paper.copy.a4",    ""      },
        {"에이포종이 2상자", SEARCH_BY_SENTENCE, "복사용지",        "", "paper.copy.a4",    ""      },
        {"에이포종이제작",   SEARCH_BY_SENTENCE, "복사용지",        "", "paper.copy.a4",    "제작"},
        {"교사용보드마카",   SEARCH_BY_SENTENCE, "보드마카",        "", "office.write.pen", ""      }, // its end
        {"한통 보드마카",     SEARCH_BY_SENTENCE, "보드마카",        "", "office.write.pen",
         ""                                                                                                    }, // no 통 보드마카
        {"물백묵",               SEARCH_BY_SENTENCE, "볼펜·필기구",   "", "office.write.pen", ""      }, // no slip
        {"\"에이포종이\"",     SEARCH_AS_TYPED,    "\"에이포종이\"", "", "",                 ""      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_things(&b, &t);
        assert_int_equal(search_bench_meant(&b, "에이포종이").mend, SEARCH_AS_TYPED);
        assert_int_equal(search_bench_meant(&b, "물백묵").mend, SEARCH_BY_SLIP);
        catalog_testing_things(&b.scene, "paper.copy.a4", "복사용지|에이포종이");
        catalog_testing_things(&b.scene, "office.write.pen",
                               "볼펜|물백묵|교사용 보드마카|한통보드마카");
        (void)catalog_testing_add(&b.scene, "office.write.pen", "보드마카 통", b.scene.woman, 9);
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        // An operator calls them otherwise.
        catalog_testing_things(&b.scene, "paper.copy.a4", "복사용지");
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_meant(&b, "에이포종이").mend, SEARCH_AS_TYPED);
        search_bench_close(&b);
    }
}

static void one_word_that_is_two_is_read_by_their_other_names(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"물탱크정비",  SEARCH_BY_SENTENCE, "저수조 정비", "",                 "", ""      },
        {"물탱크 청소", SEARCH_BY_SYNONYM,  "물탱크 청소", "저수조 청소", "", ""      }, // no 청소 용역
        {"물탱크공사",  SEARCH_BY_SENTENCE, "저수조",        "",                 "", "공사"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_things(&b, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        search_bench_close(&b);
    }
}

static void what_is_done_is_left_out_before_the_thing_it_is_done_with(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"보드마카 수리",    SEARCH_BY_SENTENCE, "보드마카",     "", "", "수리"},
        {"보드마카를 수리", SEARCH_BY_SENTENCE, "보드마카",     "", "", "수리"},
        {"수리 빠른",          SEARCH_BY_SENTENCE, "수리",           "", "", "빠른"},
        {"저수조 정비",       SEARCH_AS_TYPED,    "저수조 정비", "", "", ""      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_things(&b, &t);
        (void)catalog_testing_add(&b.scene, "sclean.clean.building", "건물 수리", b.scene.woman, 9);
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        search_bench_close(&b);
    }
}

static void letters_spelled_in_korean_find_what_has_them(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"엘이디",        SEARCH_BY_SYNONYM, "엘이디",        "led",        "", ""},
        {"엘이디 표시", SEARCH_BY_SYNONYM, "엘이디 표시", "led 표시", "", ""},
        {"유에스비",     SEARCH_AS_TYPED,   "유에스비",     "",           "", ""}, // nothing has them
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_things(&b, &t);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "LED 표시 볼펜", b.scene.woman, 9);
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        search_bench_close(&b);
    }
}

// The words of A4 용지 stand in more than is meant.
static void a_narrower_name_of_all_that_was_typed_comes_first(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"A4 용지", SEARCH_BY_SYNONYM, "복사용지 A4", "A4 용지", "", ""},
        {"A4용지",  SEARCH_BY_SYNONYM, "복사용지 A4", "A4용지",  "", ""},
        {"용지",    SEARCH_AS_TYPED,   "용지",          "",          "", ""},
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "A4용지", "복사용지 A4");
        (void)catalog_testing_add(&b.scene, "office.write.pen", "라벨용지 A4 1칸", b.scene.woman,
                                  9);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "복사용지 B4 75g", b.scene.woman, 9);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "복사용지 A4 75g", b.scene.woman, 9);
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        struct search_result r = search_bench_ask(
            &b, (struct search_query){.text = S("복사용지 A4"), .also = S("A4 용지")});
        assert_true(r.total >= 2);
        assert_true(str_contains(r.hits.items[0].title, S("복사용지 A4")));
        assert_true(str_starts(r.hits.items[r.total - 1].title, S("라벨용지 A4")));
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_is_left_out_before_the_thing_it_is_done_with),
        cmocka_unit_test(letters_spelled_in_korean_find_what_has_them),
        cmocka_unit_test(a_narrower_name_of_all_that_was_typed_comes_first),
        cmocka_unit_test(a_noun_leads_to_the_category_whose_things_are_called_so),
        cmocka_unit_test(one_word_that_is_two_is_read_by_their_other_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
