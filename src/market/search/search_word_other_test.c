// Other words for the same: letters that are spelled, and words of titles.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

static void letters_that_are_spelled_are_no_slip_of_other_letters(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "엘시디", "볼펜");
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "led 램프", b.scene.woman, 9);
        search_bench_catch_up(&b);
        (void)search_bench_check_meant(&b, "엘이디", SEARCH_BY_SYNONYM, "엘이디", "led");
        (void)search_bench_check_meant(&b, "엘이디 램프", SEARCH_BY_SYNONYM, "엘이디 램프",
                                       "led 램프");
        (void)search_bench_check_meant(&b, "엘시드", SEARCH_BY_SLIP, "볼펜", "");
        search_bench_close(&b);
    }
}

// Both find the same, those that lie in a category called by both; titles have the one.
static void what_stands_in_titles_is_looked_for_besides(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "임대", "렌탈");
        catalog_testing_rename(&b.scene, "paper.copy.a4", "임대·렌탈");
        for (int i = 0; i < 3; i++) {
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "정수기 렌탈", b.scene.woman, 9);
        }
        search_bench_catch_up(&b);
        (void)search_bench_check_meant(&b, "정수기 임대", SEARCH_BY_SYNONYM, "정수기 임대",
                                       "정수기 렌탈");
        (void)search_bench_check_meant(&b, "정수기 렌탈", SEARCH_AS_TYPED, "정수기 렌탈", "");
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "정수기 임대", b.scene.woman, 9);
        search_bench_catch_up(&b);
        (void)search_bench_check_meant(&b, "정수기 임대", SEARCH_AS_TYPED, "정수기 임대", "");
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_that_are_spelled_are_no_slip_of_other_letters),
        cmocka_unit_test(what_stands_in_titles_is_looked_for_besides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
