// Which products look like one.
#include "market/catalog/merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void likeness_is_found_by_number_model_and_title(void **state)
{
    (void)state;
    struct merge_product products[] = {
        {.id = {1},                    .title = S("재생 복사용지 A4 80g"), .values = S("size=A4|")             },
        {.id = {2},                    .title = S("복사용지 80g A4 재생"), .values = S("size=A4|")             },
        {.id = {3},                    .title = S("토너 검정"),              .maker = S("한결"),                 .model = S("KX-100")},
        {.id = {4},                            .title = S("정품 토너"),                                                            .maker = S("한 결"),                                          .model = S("kx100")},
        {.id = {5},         .title = S("책상"),                                                 .item_no = S("12345678")                                   },
        {.id = {6},    .title = S("사무용 책상"),.item_no = S("12345678")},
        {.id = {7},    .title = S("재생 복사용지 A4 75g")                                                },
        {.id = {8},                            .title = S("의자"),            .maker = S("한결")                                                                                        },
        {.id = {9},                            .title = S("걸상"),                                                            .maker = S("한결")},
        {.id = {10},                            .title = S("꽃"),                                                           .photo = 0x123456789ABCDEF0,.bands = {1, 2}},
        {.id = {11},             .title = S("꽃다발"),                                                     .photo = 0x123456789ABCDEF3                                                  }, // two bits apart
        {.id = {12}, .title = S("화분"),.photo = 0xEDCBA98765432101                                                                                                                       },
    };
    merge_pair_list pairs;
    merge_find(arena, products, COUNT(products), &pairs);
    assert_int_equal(pairs.count, 4);
    assert_int_equal(pairs.items[3].first.value, 10);
    assert_int_equal(pairs.items[3].second.value, 11);
    assert_true(str_equals(merge_reasons_format(arena, pairs.items[3].reasons), S("picture")));
    assert_int_equal(pairs.items[0].first.value, 5); // the surest first
    assert_int_equal(pairs.items[0].second.value, 6);
    assert_true(str_equals(merge_reasons_format(arena, pairs.items[0].reasons), S("item_no")));
    assert_int_equal(pairs.items[1].points, 80);
    assert_int_equal(pairs.items[1].first.value + pairs.items[2].first.value, 4);
    for (size_t i = 1; i < 3; i++) {
        bool paper = pairs.items[i].first.value == 1;
        assert_int_equal(pairs.items[i].second.value, paper ? 2 : 4);
        assert_true(str_equals(merge_reasons_format(arena, pairs.items[i].reasons),
                               paper ? S("title|values") : S("model")));
    }
}

static void each_of_many_is_paired_with_the_oldest(void **state)
{
    (void)state;
    static struct merge_product products[MERGE_PAIRS_MAX + 50];
    for (size_t i = 0; i < COUNT(products); i++) {
        products[i] = (struct merge_product){.id = {(int64_t)i + 1}, .title = S("복사용지")};
    }
    merge_pair_list pairs;
    merge_find(arena, products, 5, &pairs);
    assert_int_equal(pairs.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pairs.items[i].first.value, 1);
    }
    merge_find(arena, products, COUNT(products), &pairs);
    assert_int_equal(pairs.count, MERGE_PAIRS_MAX);
    merge_find(arena, products, 0, &pairs);
    assert_int_equal(pairs.count, 0);
}

static void codes_are_read_as_they_are_written(void **state)
{
    (void)state;
    for (int i = 0; i < MERGE_REASON_COUNT; i++) {
        enum merge_reason reason = (enum merge_reason)i;
        assert_int_equal(merge_reason_from(str_view(merge_reason_code(reason))), i);
        assert_true(merge_reason_label(reason).n > 0);
        assert_true(merge_reason_points(reason) > 0);
    }
    assert_int_equal(merge_reason_from(S("x")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_found_by_number_model_and_title),
        cmocka_unit_test(each_of_many_is_paired_with_the_oldest),
        cmocka_unit_test(codes_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
