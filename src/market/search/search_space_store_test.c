// The same words with a blank and without one.
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
};

static void assert_meant(struct search_bench *b, const struct meant *x)
{
    (void)search_bench_check_meant(b, x->typed, x->mend, x->text, x->also);
}

static struct search_result ask_meant(struct search_bench *b, const char *typed)
{
    struct search_meaning m = search_bench_meant(b, typed);
    return search_bench_ask(
        b, (struct search_query){.text = m.text, .also = m.also, .category = m.category});
}

// The same goods in the same order.
static void assert_found_alike(struct search_bench *b, const char *typed, const char *other)
{
    struct search_result x = ask_meant(b, typed);
    struct search_result y = ask_meant(b, other);
    print_message("%s, %s\n", typed, other);
    search_bench_check_same(&x, &y);
}

static void add(struct search_bench *b, const char *category, const char *title)
{
    (void)catalog_testing_add(&b->scene, category, title, b->scene.woman, 9000);
}

// Paper that is called so with a blank and without, and what holds both words apart alone.
static void open_with_paper(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    add(b, "paper.copy.a4", "친환경 복사 용지 A3");
    add(b, "paper.copy.a4", "고급 색지");
    add(b, "office.write.pen", "복사 방지 펜 용지 세트");
    add(b, "office.write.pen", "영수증 용지 2매 복사");
    search_bench_catch_up(b);
}

static void words_that_are_the_name_of_a_category_are_one(void **state)
{
    (void)state;
    static const struct meant CASES[] = {
        {"복사 용지",            SEARCH_BY_SPACING, "복사용지",            ""},
        {"복사용 지",            SEARCH_AS_TYPED,   "복사용지",            ""},
        {"복 사  용지",          SEARCH_BY_SPACING, "복사용지",            ""},
        {"복사용지",             SEARCH_AS_TYPED,   "복사용지",            ""},
        {"친환경 복사 용지",  SEARCH_AS_TYPED,   "친환경 복사용지",  ""},
        {"복사 용지 A4",         SEARCH_AS_TYPED,   "복사용지 A4",         ""},
        {"A3 복사 용지 -재생", SEARCH_AS_TYPED,   "A3 복사용지 -재생", ""},
        {"\"복사 용지\"",        SEARCH_AS_TYPED,   "\"복사 용지\"",       ""},
        {"용지 복사",            SEARCH_AS_TYPED,   "용지 복사",           ""},
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_paper(&b, &t);
        assert_int_equal(search_bench_total(&b, S("복사 용지")), 6); // as it is typed
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_meant(&b, &CASES[i]);
        }
        assert_int_equal(ask_meant(&b, "복사 용지").total, 4);
        assert_found_alike(&b, "복사 용지", "복사용지");
        assert_found_alike(&b, "복사 용지 A4", "복사용지 A4");
        assert_found_alike(&b, "친환경 복사 용지", "친환경 복사용지");
        assert_found_alike(&b, "복사 용지 5상자 100만원", "복사용지 5상자 100만원");
        search_bench_close(&b);
    }
}

// 금속제 볼펜 is called so, and 금속제 유성 볼펜 is one as well.
static void words_stay_two_where_goods_of_their_kind_would_be_lost(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_things(&b.scene, "office.write.pen", "볼펜|금속제볼펜|볼펜수리");
        add(&b, "office.write.pen", "금속제 볼펜 흑색");
        add(&b, "office.write.pen", "금속제볼펜 적색");
        add(&b, "paper.copy.a4", "금속제 용지함과 볼펜");
        search_bench_catch_up(&b);
        assert_meant(&b, &(struct meant){"금속제 볼펜", SEARCH_AS_TYPED, "금속제 볼펜", ""});
        add(&b, "office.write.pen", "금속제볼펜 청색");
        search_bench_catch_up(&b); // enough of them
        assert_meant(&b, &(struct meant){"금속제 볼펜", SEARCH_BY_SPACING, "금속제볼펜", ""});
        assert_found_alike(&b, "금속제 볼펜", "금속제볼펜");
        add(&b, "office.write.pen", "금속제 유성 볼펜");
        search_bench_catch_up(&b);
        assert_meant(&b, &(struct meant){"금속제 볼펜", SEARCH_AS_TYPED, "금속제 볼펜", ""});
        assert_int_equal(ask_meant(&b, "금속제 볼펜").total, 5);
        assert_meant(&b, &(struct meant){"금속제볼펜", SEARCH_BY_SPACING, "금속제 볼펜", ""});
        assert_found_alike(&b, "금속제 볼펜", "금속제볼펜");
        assert_found_alike(&b, "금속제 볼펜 2개 10만원", "금속제볼펜 2개 10만원");
        search_bench_close(&b);
    }
}

static void words_that_are_another_word_for_a_thing_are_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_with_paper(&b, &t);
        catalog_testing_synonym(&b.scene, "인쇄종이", "복사용지");
        add(&b, "office.write.pen", "인쇄 잘 되는 종이 펜");
        search_bench_catch_up(&b);
        assert_meant(&b, &(struct meant){"인쇄 종이", SEARCH_BY_SPACING, "인쇄종이", "복사용지"});
        assert_found_alike(&b, "인쇄 종이", "인쇄종이");
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_are_the_name_of_a_category_are_one),
        cmocka_unit_test(words_stay_two_where_goods_of_their_kind_would_be_lost),
        cmocka_unit_test(words_that_are_another_word_for_a_thing_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
