// What is looked at in a listing, and for how much it counts.
#include "market/catalog/vetting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"

static struct vetting_rules rules(void)
{
    struct vetting_rules r = {.batch_points = 15, .promise_days = 3};
    for (int i = 0; i < VETTING_REASON_COUNT; i++) {
        r.of[i] = (struct vetting_rule){.label = S("까닭"), .points = 10 + i};
    }
    r.of[VETTING_FORBIDDEN].needs_two = true;
    r.of[VETTING_PRICE_HIGH] = (struct vetting_rule){S("높음"), 60, 8, true};
    r.of[VETTING_PRICE_LOW] = (struct vetting_rule){S("낮음"), 60, 20, true};
    r.of[VETTING_NEW_FIRM].limit = 90;
    return r;
}

// A listing nobody would look at twice.
static struct vetting_facts plain(void)
{
    return (struct vetting_facts){.price = WON(10000),
                                  .lowest = WON(10000),
                                  .price_count = 8,
                                  .median = WON(10000),
                                  .spread = WON(1000),
                                  .has_picture = true,
                                  .firm_days = 90};
}

static struct vetting_result weigh(const struct vetting_facts *f)
{
    static struct vetting_result r;
    struct vetting_rules all = rules();
    vetting_weigh(arena, &all, f, &r);
    return r;
}

static void nothing_odd_weighs_nothing(void **state)
{
    (void)state;
    struct vetting_facts f = plain();
    struct vetting_result r = weigh(&f);
    assert_int_equal(r.points, 0);
    assert_int_equal(r.count, 0);
    assert_false(r.needs_two);
}

static void every_reason_counts_for_itself(void **state)
{
    (void)state;
    struct vetting_facts f = plain();
    f.has_picture = false;
    assert_int_equal(weigh(&f).items[0].reason, VETTING_NO_PICTURE);
    f = plain();
    f.firm_days = 89;
    assert_int_equal(weigh(&f).items[0].reason, VETTING_NEW_FIRM);
    f = plain();
    f.twin = S("같은 것");
    assert_int_equal(weigh(&f).items[0].reason, VETTING_DUPLICATE);
    f = plain();
    f.missing = 2; // each counts
    assert_int_equal(weigh(&f).points, 2 * (10 + VETTING_MISSING));
    f = plain();
    f.number = S("끝난 번호입니다.");
    f.item = S("모르는 번호입니다.");
    assert_int_equal(weigh(&f).items[0].reason, VETTING_NUMBER);
    assert_int_equal(weigh(&f).count, 2);
    struct vetting_word words[] = {
        {S("짝퉁"),    true,  S("상표법")      },
        {S("최저가"), false, S("표시광고법")}
    };
    f = plain();
    f.words = &words[1];
    f.word_count = 1;
    assert_false(weigh(&f).needs_two);
    f.words = words;
    f.word_count = 2;
    struct vetting_result r = weigh(&f);
    assert_true(r.needs_two);
    assert_true(str_equals(r.codes, S("forbidden|watch")));
    assert_true(str_contains(r.items[0].said, S("‘짝퉁’ – 상표법")));
}

static void what_counts_nothing_may_still_need_two(void **state)
{
    (void)state;
    const struct vetting_word word = {S("짝퉁"), true, S("상표법")};
    struct vetting_rules all = rules();
    struct vetting_facts f = plain();
    struct vetting_result r;
    f.words = &word;
    f.word_count = 1;
    all.of[VETTING_FORBIDDEN].points = 0;
    vetting_weigh(arena, &all, &f, &r);
    assert_true(r.needs_two);
    all.of[VETTING_FORBIDDEN].needs_two = false;
    vetting_weigh(arena, &all, &f, &r);
    assert_int_equal(r.count, 0);
}

static void a_firm_is_told_what_two_must_look_at_and_not_how_it_is_found(void **state)
{
    (void)state;
    struct vetting_word words[] = {
        {S("짝퉁"),    true,  S("상표법.")      },
        {S("최저가"), false, S("표시광고법.")},
        {S("둘째"),    true,  S("법 둘.")        },
        {S("셋째"),    true,  S("법 셋.")        },
        {S("넷째"),    true,  S("법 넷.")        },
    };
    struct vetting_facts f = plain();
    f.words = words;
    f.word_count = 2; // the second needs no two
    struct vetting_result r = weigh(&f);
    assert_true(
        str_equals(vetting_tell(arena, &r), S("살펴봐야 할 것이 있습니다. ‘짝퉁’ – 상표법.")));
    f.word_count = COUNT(words);
    f.price = f.lowest = WON(18001);
    r = weigh(&f);
    assert_true(str_equals(vetting_tell(arena, &r),
                           S("살펴봐야 할 것이 있습니다. ‘짝퉁’ – 상표법. ‘둘째’ – 법 둘. "
                             "‘셋째’ – 법 셋. 그 밖에 1가지가 더 있습니다. 단가가 같은 분류의 다른 "
                             "상품과 크게 다릅니다.")));
    f.word_count = 0;
    r = weigh(&f);
    assert_true(
        str_equals(vetting_tell(arena, &r), S("단가가 같은 분류의 다른 상품과 크게 다릅니다.")));
}

static void a_price_is_odd_one_won_beyond_its_limits(void **state)
{
    (void)state;
    struct vetting_facts f = plain();
    f.price = f.lowest = WON(18000); // 8 spreads above
    assert_int_equal(weigh(&f).points, 0);
    f.price = f.lowest = WON(18001);
    assert_true(weigh(&f).needs_two);
    f.price = f.lowest = WON(2000); // a fifth
    assert_int_equal(weigh(&f).points, 0);
    f.price = f.lowest = WON(1999);
    assert_int_equal(weigh(&f).items[0].reason, VETTING_PRICE_LOW);
    f.price = f.lowest = WON(10000);
    f.lowest = WON(2000); // for many
    assert_int_equal(weigh(&f).points, 0);
    f.lowest = WON(1999);
    assert_int_equal(weigh(&f).items[0].reason, VETTING_PRICE_LOW);
    assert_true(str_starts(weigh(&f).items[0].said, S("많이 살 때의 단가가 1,999원까지")));
    f.price_count = 7; // too few to say what is usual
    assert_int_equal(weigh(&f).points, 0);
    f = plain();
    f.spread = WON(0); // all cost the same: a twentieth of the median is the spread
    f.price = f.lowest = WON(14000);
    assert_int_equal(weigh(&f).points, 0);
    f.price = f.lowest = WON(14001);
    assert_int_equal(weigh(&f).points, 60);
    f.median = WON(LIMIT_WON);
    f.spread = WON(LIMIT_WON);
    assert_int_equal(weigh(&f).items[0].reason, VETTING_PRICE_LOW);
}

static void the_median_and_how_far_prices_are_from_it(void **state)
{
    (void)state;
    int64_t median = 0;
    int64_t spread = 0;
    int64_t odd[] = {5, 1, 100, 3, 4};
    vetting_spread(odd, 5, &median, &spread);
    assert_int_equal(median, 4);
    assert_int_equal(spread, 1);
    int64_t even[] = {10, 20, 30, 40};
    vetting_spread(even, 4, &median, &spread);
    assert_int_equal(median, 20);
    assert_int_equal(spread, 10);
    int64_t one[] = {7};
    vetting_spread(one, 1, &median, &spread);
    assert_int_equal(median, 7);
    assert_int_equal(spread, 0);
}

static void twins_differ_by_one_letter_and_never_by_a_figure(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool twin;
    } CASES[] = {
        {"복사용지 A4",                     "복사 용지 a4",                  true },
        {"재생 복사용지 A4 80g 2,500매", "재생복사용지 A4 80g 2500매", true },
        {"사무용 책상 1200×700",          "사무용 책상 1400×700",        false},
        {"정부화일 청색 A4",              "정부화일 적색 A4",            false},
        {"스테인리스 분리수거함",     "스테인레스 분리수거함",   true },
        {"가위",                              "바위",                            false},
        {"",                                    "",                                  false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        bool is = vetting_is_twin(arena, str_view(CASES[i].a), str_view(CASES[i].b));
        if (is != CASES[i].twin) {
            print_error("%s\n", CASES[i].a);
        }
        assert_int_equal(is, CASES[i].twin);
    }
}

static void codes_are_read_as_they_are_written(void **state)
{
    (void)state;
    for (int i = 0; i < VETTING_REASON_COUNT; i++) {
        const char *code = vetting_reason_code((enum vetting_reason)i);
        assert_int_equal(vetting_reason_from(str_view(code)), i);
    }
    assert_int_equal(vetting_reason_from(S("nothing")), -1);
    assert_true(vetting_has_word(arena, S("업계최저가입니다"), S("최저 가")));
    assert_false(vetting_has_word(arena, S("복사용지"), S("-")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_odd_weighs_nothing),
        cmocka_unit_test(every_reason_counts_for_itself),
        cmocka_unit_test(what_counts_nothing_may_still_need_two),
        cmocka_unit_test(a_firm_is_told_what_two_must_look_at_and_not_how_it_is_found),
        cmocka_unit_test(a_price_is_odd_one_won_beyond_its_limits),
        cmocka_unit_test(the_median_and_how_far_prices_are_from_it),
        cmocka_unit_test(twins_differ_by_one_letter_and_never_by_a_figure),
        cmocka_unit_test(codes_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
