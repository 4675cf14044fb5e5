// What a sentence says besides words: that green is wanted, and what nothing is called by.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"

#define TAG(kind) (UINT64_C(1) << (kind))

struct expected {
    const char *typed;
    const char *text;
    bool green;
    uint64_t tags;
    const char *left_out;
};

static void check(struct search_bench *b, const struct expected *cases, size_t count)
{
    for (size_t i = 0; i < count * 2; i++) { // the second time it is kept
        const struct expected *x = &cases[i % count];
        struct search_meaning m = search_bench_meant(b, x->typed);
        print_message("%s\n", x->typed);
        search_bench_check_text(m.text, x->text);
        assert_int_equal(m.green, x->green);
        assert_int_equal(m.tags, x->tags);
        search_bench_check_text(m.left_out, x->left_out);
    }
}

// A certificate where something has it, the categories that green goods are bought of where nothing
// has. The pens are of none of them.
static void green_is_the_certificate_or_else_the_category(void **state)
{
    (void)state;
    static const struct expected NONE[] = {
        {"녹색제품 복사용지",              "복사용지", true,  0,                      ""      },
        {"녹색 제품 복사용지",             "복사용지", true,  0,                      ""      },
        {"복사용지 녹색",                    "복사용지", true,  0,                      ""      },
        {"친환경 인증 복사용지",          "복사용지", true,  0,                      ""      },
        {"여성기업 녹색제품 복사용지", "복사용지", true,  TAG(CERTIFICATE_WOMEN), ""      },
        {"녹색제품",                           "",             true,  0,                      ""      },
        {"녹색",                                 "",             true,  0,                      ""      },
        {"녹색제품 볼펜",                    "볼펜",       false, TAG(CERTIFICATE_GREEN), ""      },
        {"녹색 볼펜",                          "볼펜",       false, 0,                      "녹색"},
    };
    static const struct expected SOME[] = {
        {"녹색제품 복사용지",    "복사용지",     false, TAG(CERTIFICATE_GREEN), ""      },
        {"녹색 복사용지",          "복사용지",     false, TAG(CERTIFICATE_GREEN), ""      },
        {"친환경인증 복사용지", "복사용지",     false, TAG(CERTIFICATE_GREEN), ""      },
        {"녹색제품",                 "",                 false, TAG(CERTIFICATE_GREEN), ""      },
        {"녹색 볼펜",                "볼펜",           false, 0,                      "녹색"},
        {"녹색 청소포",             "녹색 청소포", false, 0,                      ""      }, // a colour
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        check(&b, NONE, COUNT(NONE));
        catalog_testing_certify_product(&b.scene, b.scene.woman, CERTIFICATE_GREEN,
                                        b.scene.paper.product, "", date_from_ymd(2027, 11, 24));
        (void)catalog_testing_add(&b.scene, "sclean.clean.building", "녹색 청소포", b.scene.woman,
                                  9);
        search_bench_catch_up(&b);
        check(&b, SOME, COUNT(SOME));
        search_bench_close(&b);
    }
}

// The noun of a category that no title has: what is shown is the category.
static void what_nothing_is_called_by_is_told(void **state)
{
    (void)state;
    static const char *const CASES[][4] = {
  // typed, text, not found, left out
        {"잉크붓",                 "볼펜·필기구", "잉크붓",       ""               },
        {"잉크붓 3개",            "볼펜·필기구", "잉크붓",       ""               },
        {"주문합니다 잉크붓", "볼펜·필기구", "잉크붓",       "주문합니다"},
        {"종이 용 칼날",         "볼펜·필기구", "종이용칼날", ""               }, // a syllable begins too much
        {"만년볼펜",              "볼펜",            "",                ""               }, // the end of it is found there
        {"볼펜",                    "볼펜",            "",                ""               },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_things(&b.scene, "office.write.pen", "잉크붓|만년볼펜|종이용칼날");
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(CASES) * 2; i++) { // the second time it is kept
            const char *const *x = CASES[i % COUNT(CASES)];
            struct search_meaning m = search_bench_meant(&b, x[0]);
            print_message("%s\n", x[0]);
            search_bench_check_text(m.text, x[1]);
            search_bench_check_text(m.unfound, x[2]);
            search_bench_check_text(m.left_out, x[3]);
        }
        search_bench_close(&b);
    }
}

// 배송 is in a category of its own, and no more than what is done with the paper.
static void what_is_done_with_a_thing_is_left_out_before_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "배송", "청소");
        search_bench_catch_up(&b);
        struct search_meaning m = search_bench_meant(&b, "복사용지 배송");
        search_bench_check_text(m.text, "복사용지");
        search_bench_check_text(m.left_out, "배송");
        search_bench_check_text(search_bench_meant(&b, "배송").also, "청소");
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(green_is_the_certificate_or_else_the_category),
        cmocka_unit_test(what_nothing_is_called_by_is_told),
        cmocka_unit_test(what_is_done_with_a_thing_is_left_out_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
