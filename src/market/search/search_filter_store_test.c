// Districts of a sentence: those that are meant, and those that are left out.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_import_action.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"

#define JUNG "2711000000"
#define NAM "2720000000"
#define SUSEONG "2726000000"
#define DALSEO "2729000000"

static const struct actor MACHINE = {0};

static const char REGIONS[] = "code,level,name,full_name,parent_code,in_daegu\n"
                              "2726000000,sigungu,수성구,대구광역시 수성구,2700000000,1\n"
                              "2729000000,sigungu,달서구,대구광역시 달서구,2700000000,1\n";

static err add_regions(struct unit *u, void *data)
{
    str said = {0};
    (void)data;
    return catalog_import_regions(u, S("regions"), str_view(REGIONS), &said);
}

static void open_city(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    assert_null(unit_run(&u, unit_clock_system, add_regions, NULL));
    (void)catalog_testing_add(&b->scene, "office.write.pen", "볼펜 청색", b->scene.woman, 9000);
    catalog_testing_things(&b->scene, "paper.copy.a4", "복사용지"); // what it knows is read anew
    search_bench_catch_up(b);
}

// Each district lies apart from the others: of several in a row all are left out.
static void districts_in_a_row_are_left_out_together(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *districts;
        const char *text;
    } CASES[] = {
        {"달서구와 남구 빼고 볼펜",            JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구 남구 빼고 볼펜",               JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구, 남구 제외 볼펜",              JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구,남구 제외 볼펜",               JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구·남구 말고 볼펜",              JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구 및 남구를 제외하고 볼펜",  JUNG "|" SUSEONG,            "볼펜"        },
        {"달서구랑 남구만 빼고 볼펜",         JUNG "|" SUSEONG,            "볼펜"        },
        {"볼펜 남구 제외",                         JUNG "|" SUSEONG "|" DALSEO, "볼펜"        },
        {"볼펜 남구제외",                          JUNG "|" SUSEONG "|" DALSEO, "볼펜"        },
        {"남구 말고 달서구 볼펜",               DALSEO,                      "볼펜"        },
        {"달서구와 남구 볼펜",                   DALSEO "|" NAM,              "볼펜"        },
        {"달서구 볼펜 남구 제외 청색 제외", DALSEO,                      "볼펜 -청색"},
        {"중구와 남구와 수성구 말고 볼펜",  DALSEO,                      "볼펜"        },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_city(&b, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_meaning m = search_bench_meant(&b, CASES[i].typed);
            print_message("%s: %.*s\n", CASES[i].typed, STR_ARG(m.districts));
            assert_true(str_equals(m.text, str_view(CASES[i].text)));
            assert_int_equal(search_district_bits(b.search, m.districts),
                             search_district_bits(b.search, str_view(CASES[i].districts)));
            assert_int_equal(m.ignored.n, 0);
        }
        // Nowhere is left: that is said, and nothing done.
        struct search_meaning m = search_bench_meant(&b, "남구 볼펜 남구 빼고");
        assert_true(str_equals(m.districts, S(NAM)));
        assert_true(str_equals(m.ignored, S("남구 빼고")));
        search_bench_close(&b);
    }
}

// 납품 beside a district: who sells may be anywhere.
static void districts_beside_delivery_are_delivered_to(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *deliveries;
        const char *districts;
        const char *text;
        const char *left_out;
    } CASES[] = {
        {"중구에서 납품 가능한 볼펜",         JUNG,         "",     "볼펜", ""      },
        {"중구 납품 볼펜",                         JUNG,         "",     "볼펜", ""      },
        {"중구 내 납품 가능한 볼펜",           JUNG,         "",     "볼펜", ""      },
        {"중구 전역 납품 볼펜",                  JUNG,         "",     "볼펜", ""      },
        {"중구까지 배송되는 볼펜",             JUNG,         "",     "볼펜", ""      },
        {"볼펜 배송 중구",                         JUNG,         "",     "볼펜", ""      },
        {"볼펜 납품 지역 중구 남구",           JUNG "|" NAM, "",     "볼펜", ""      },
        {"중구와 남구 납품할 수 있는 볼펜", JUNG "|" NAM, "",     "볼펜", ""      },
        {"달서구 볼펜 중구 납품",               JUNG,         DALSEO, "볼펜", ""      },
        {"중구 납품 달서구 볼펜",               JUNG,         DALSEO, "볼펜", ""      },
        {"중구 볼펜 납품",                         "",           JUNG,   "볼펜", "납품"}, // beside something else
        {"납품 볼펜 중구",                         "",           JUNG,   "볼펜", "납품"},
        {"중구 납품",                                JUNG,         "",     "",       ""      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_city(&b, &t);
        for (size_t i = 0; i < COUNT(CASES) * 2; i++) { // the second time it is kept
            struct search_meaning m = search_bench_meant(&b, CASES[i % COUNT(CASES)].typed);
            print_message("%s\n", CASES[i % COUNT(CASES)].typed);
            search_bench_check_text(m.deliveries, CASES[i % COUNT(CASES)].deliveries);
            search_bench_check_text(m.districts, CASES[i % COUNT(CASES)].districts);
            search_bench_check_text(m.text, CASES[i % COUNT(CASES)].text);
            search_bench_check_text(m.left_out, CASES[i % COUNT(CASES)].left_out);
        }
        search_bench_close(&b);
    }
}

// The words before 빼고 are two where they would be all that is said, and one beside others.
static void what_is_to_be_left_out_is_never_all_there_is(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"커피 원두 빼고",        "커피 -원두"      },
        {"커피 원두 제외",        "커피 -원두"      },
        {"커피 원두빼고",         "커피 -원두"      },
        {"볼펜 커피 원두 빼고", "볼펜 -커피원두"},
        {"볼펜 청색 없이",        "볼펜 -청색"      },
        {"청색 없는 볼펜",        "-청색 볼펜"      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_city(&b, &t);
        catalog_testing_things(&b.scene, "office.write.pen", "커피원두");
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "커피 믹스", b.scene.woman, 9);
        for (int i = 0; i < 3; i++) {
            (void)catalog_testing_add(&b.scene, "office.write.pen", "커피 원두", b.scene.woman, 9);
        }
        search_bench_catch_up(&b);
        search_bench_check_text(search_bench_meant(&b, "커피 원두 5개").text, "커피원두");
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_meaning m = search_bench_meant(&b, CASES[i][0]);
            print_message("%s\n", CASES[i][0]);
            assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
            search_bench_check_text(m.text, CASES[i][1]);
        }
        // One syllable is in too many words.
        search_bench_check_text(search_bench_meant(&b, "색 없는 볼펜").left_out, "색 없는");
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(districts_beside_delivery_are_delivered_to),
        cmocka_unit_test(what_is_to_be_left_out_is_never_all_there_is),
        cmocka_unit_test(districts_in_a_row_are_left_out_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
