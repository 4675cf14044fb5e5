// Which products look like one.
#include "market/catalog/merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"

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

#define PAPER "매수=2500|무게=80|색=백색|크기=A4|"

// The pair of two products is found, or not, for the same reason either way round.
static void check_close(const char *title, const char *values, const char *other,
                        const char *other_values, bool is_close)
{
    for (int turn = 0; turn < 2; turn++) {
        struct merge_product products[] = {
            {.title = str_view(title), .values = str_view(values)      },
            {.title = str_view(other), .values = str_view(other_values)},
        };
        struct merge_product first = products[turn];
        products[1] = products[1 - turn];
        products[0] = first;
        products[0].id.value = 1;
        products[1].id.value = 2;
        merge_pair_list pairs;
        merge_find(arena, products, COUNT(products), &pairs);
        bool is_found = pairs.count == 1 && (pairs.items[0].reasons & 1U << MERGE_CLOSE) != 0;
        if (is_found != is_close || pairs.count > 1) {
            print_error("%s / %s\n", title, other);
        }
        assert_int_equal(is_found, is_close);
    }
}

static void near_titles_are_found_where_no_attribute_differs(void **state)
{
    (void)state;
    static const char LIGHT[] = "매수=2500|무게=75|색=백색|크기=A4|";
    static const char TITLE[] = "재생 복사용지 A4 80g";
    check_close(TITLE, PAPER, "재생 복사용치 A4 80g", PAPER, true);      // another letter
    check_close(TITLE, PAPER, "재새 복사용지 A4 80g", PAPER, true);      // one less
    check_close(TITLE, PAPER, "재생복사 용지 A4 80g", PAPER, true);      // blanks
    check_close(TITLE, PAPER, "A4 복사용지 묶음 재생 80g", PAPER, true); // a word more
    check_close(TITLE, PAPER, "복사용지 A4 80g", PAPER, true);
    check_close(TITLE, PAPER, "재생 복사용치 A4 80g", PAPER "평활도=높음|", true);
    check_close(TITLE, PAPER, "재생 복사용치 A4 80g", PAPER "평활도=높음|함수율=5|", false);
    check_close(TITLE, PAPER, "재생 복사용치 A4 80g", LIGHT, false);
    check_close(TITLE, PAPER, "재생 복사용지 A4 80g 묶음", LIGHT, false);
    check_close(TITLE, PAPER, "재생 복사용지 A4 100g", PAPER, false); // a figure
    check_close(TITLE, PAPER, "재생 복사용지 A4 80g 500매", PAPER, false);
    check_close(TITLE, PAPER, "고급 복사용지 A4 80g", PAPER, false); // another word
    check_close(TITLE, PAPER, "재생 고급 복사용지 묶음 A4 80g", PAPER, false);
    check_close(TITLE, PAPER, TITLE, PAPER, false);            // the same words are another reason
    check_close(TITLE, "", "재생 복사용치 A4 80g", "", false); // nothing to agree in
    check_close(TITLE, PAPER, "재생 복사용치 A4 80g", "", false);
    check_close("가위", PAPER, "바위", PAPER, false);
}

static void the_oldest_that_fits_is_found_behind_those_that_do_not(void **state)
{
    (void)state;
    struct merge_product products[LIMIT_MERGE_TRIES + 1];
    for (size_t i = 0; i < COUNT(products); i++) {
        str values = str_format(arena, "번호=%zu|", i);
        products[i] = (struct merge_product){
            .id = {(int64_t)i + 1},
            .title =
                i + 1 == COUNT(products) ? S("재생 복사용치 에이포") : S("재생 복사용지 에이포"),
            .values = values,
        };
    }
    products[COUNT(products) - 1].values = products[COUNT(products) - 2].values;
    merge_pair_list pairs;
    merge_find(arena, products, COUNT(products), &pairs);
    size_t close = 0;
    for (size_t i = 0; i < pairs.count; i++) {
        if ((pairs.items[i].reasons & 1U << MERGE_CLOSE) != 0) {
            close++;
            assert_int_equal(pairs.items[i].first.value, LIMIT_MERGE_TRIES);
            assert_int_equal(pairs.items[i].second.value, LIMIT_MERGE_TRIES + 1);
            assert_true(
                str_equals(merge_reasons_format(arena, pairs.items[i].reasons), S("close|values")));
            assert_int_equal(pairs.items[i].points, 70);
        }
    }
    assert_int_equal(close, 1);
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
        cmocka_unit_test(near_titles_are_found_where_no_attribute_differs),
        cmocka_unit_test(the_oldest_that_fits_is_found_behind_those_that_do_not),
        cmocka_unit_test(codes_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
