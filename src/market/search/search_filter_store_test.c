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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(districts_in_a_row_are_left_out_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
