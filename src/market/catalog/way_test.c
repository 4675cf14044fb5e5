// Which way of buying is told, one won on either side of the limits in force.
#include "market/catalog/way.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"

static const struct law *law;

#define SMALL (UINT64_C(1) << CERTIFICATE_SMALL_MICRO)
#define WOMEN (UINT64_C(1) << CERTIFICATE_WOMEN)

static struct way_question asked(int64_t price_won, int64_t quantity)
{
    return (struct way_question){.regime = LAW_LOCAL,
                                 .object = S("goods"),
                                 .price = WON(price_won),
                                 .quantity = quantity,
                                 .tags = SMALL,
                                 .vulnerable_bp = -1,
                                 .on = date_from_ymd(2026, 11, 24)};
}

static struct way judged(struct way_question q)
{
    struct way w;
    way_judge(law, &q, arena, &w);
    assert_true(w.is_known);
    return w;
}

static void the_price_is_tested_without_its_vat(void **state)
{
    (void)state;
    struct way w = judged(asked(22000000, 1));
    assert_int_equal(w.estimated.won, 20000000);
    assert_int_equal(w.path, LAW_ONE_QUOTE);
    assert_true(w.is_free);
    w = judged(asked(22000001, 1)); // 20,000,001 without VAT
    assert_int_equal(w.path, LAW_DESIGNATED_QUOTES);
    assert_false(w.is_free);
    struct way_question exempt = asked(20000000, 1);
    exempt.exempt = true;
    assert_int_equal(judged(exempt).path, LAW_ONE_QUOTE);
    exempt.price = WON(20000001);
    assert_int_equal(judged(exempt).path, LAW_DESIGNATED_QUOTES);
}

static void below_two_million_no_quote_is_asked(void **state)
{
    (void)state;
    assert_int_equal(judged(asked(2199999, 1)).path, LAW_QUOTE_WAIVED);
    assert_int_equal(judged(asked(2200000, 1)).path, LAW_ONE_QUOTE);
}

static void a_certificate_widens_the_limit(void **state)
{
    (void)state;
    struct way_question q = asked(55000000, 1);
    assert_int_equal(judged(q).path, LAW_DESIGNATED_QUOTES);
    q.tags |= WOMEN;
    assert_int_equal(judged(q).path, LAW_ONE_QUOTE);
    q.price = WON(55000001);
    assert_int_equal(judged(q).path, LAW_DESIGNATED_QUOTES);
}

// T-L20: without a limit for what the facility makes itself, an ordinary firm for what it resells.
static void resold_goods_are_judged_without_the_tags_of_makers(void **state)
{
    (void)state;
    struct way_question q = asked(55000000, 1);
    q.tags |= UINT64_C(1) << CERTIFICATE_SEVERE_DISABILITY;
    assert_int_equal(judged(q).path, LAW_DESIGNATED_QUOTES); // not designated for this (K-09)
    q.tags |= UINT64_C(1) << CERTIFICATE_SEVERE_PRODUCT;
    assert_int_equal(judged(q).path, LAW_ONE_QUOTE);
    q.resold = true;
    assert_int_equal(judged(q).path, LAW_DESIGNATED_QUOTES);
    q.tags |= WOMEN; // asks for no own production
    assert_int_equal(judged(q).path, LAW_ONE_QUOTE);
}

static way_ground_list grounds_of(enum certificate_kind kind, date from, date until, date on)
{
    struct way_held held[] = {
        {kind, from, until}
    };
    return way_list_grounds(law, LAW_LOCAL, on, &(way_held_list){.items = held, .count = 1}, arena);
}

// T-L25: within the certificate's validity, six years at most.
static void a_certificate_of_technology_speaks_for_its_ground_to_its_last_day(void **state)
{
    (void)state;
    static const enum certificate_kind TECHNOLOGY[] = {
        CERTIFICATE_PERFORMANCE, CERTIFICATE_NEW_TECHNOLOGY, CERTIFICATE_EXCELLENT};
    date last = date_from_ymd(2026, 11, 24);
    date next = date_add_days(last, 1);
    for (size_t i = 0; i < COUNT(TECHNOLOGY); i++) {
        way_ground_list g = grounds_of(TECHNOLOGY[i], date_from_ymd(2024, 1, 2), last, last);
        assert_int_equal(g.count, 1);
        assert_true(str_equals(g.items[0].label, S("중소기업 기술개발제품")));
        assert_true(str_equals(g.items[0].certificate, certificate_kind_label(TECHNOLOGY[i])));
        assert_true(str_contains(g.items[0].article, S("제25조제1항제6호라목")));
        assert_true(date_equals(g.items[0].until, last));
        assert_false(g.items[0].is_reference);
        assert_int_equal(grounds_of(TECHNOLOGY[i], date_from_ymd(2024, 1, 2), last, next).count, 0);
        // Printed longer, or without a day: six years by the law.
        date from = date_from_ymd(2020, 11, 25);
        g = grounds_of(TECHNOLOGY[i], from, date_from_ymd(2030, 1, 1), last);
        assert_int_equal(g.count, 1);
        assert_true(date_equals(g.items[0].until, last));
        assert_int_equal(grounds_of(TECHNOLOGY[i], from, DATE_NONE, next).count, 0);
        assert_int_equal(grounds_of(TECHNOLOGY[i], next, DATE_NONE, last).count, 0); // not yet
    }
}

static void an_innovative_product_has_its_ground_and_a_green_one_none(void **state)
{
    (void)state;
    date on = date_from_ymd(2026, 11, 24);
    // Not that of 연구개발 혁신제품 and its three years: the certificate says nothing of them.
    way_ground_list g =
        grounds_of(CERTIFICATE_INNOVATIVE, date_from_ymd(2026, 1, 2), DATE_NONE, on);
    assert_int_equal(g.count, 1);
    assert_true(str_equals(g.items[0].label, S("혁신제품")));
    assert_true(str_contains(g.items[0].article, S("제8호다목")));
    assert_true(date_is_none(g.items[0].until));
    assert_int_equal(grounds_of(CERTIFICATE_GREEN, date_from_ymd(2026, 1, 1), on, on).count, 0);
    // Under the law of the state none was researched.
    struct way_held held[] = {
        {CERTIFICATE_PERFORMANCE, date_from_ymd(2026, 1, 1), DATE_NONE}
    };
    way_held_list list = {.items = held, .count = 1};
    assert_int_equal(way_list_grounds(law, LAW_STATE, on, &list, arena).count, 0);
}

// T-L26.3: off until an operator confirmed what its certificate is; three years by the law.
static void a_product_of_research_has_its_ground_once_its_certificate_is_known(void **state)
{
    (void)state;
    date on = date_from_ymd(2026, 11, 24);
    struct way_held held[] = {
        {CERTIFICATE_RND_INNOVATION, date_from_ymd(2024, 1, 2), DATE_NONE}
    };
    way_held_list list = {.items = held, .count = 1};
    assert_int_equal(way_list_grounds(law, LAW_LOCAL, on, &list, arena).count, 0);
    struct law *known = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(known, S("kr/certificates"),
                            S("T-L26.7,T-L26,any,rnd_innovation,연구개발 혁신제품 지정서,,,years,"
                              "관계 중앙행정기관,발급기관,,,지방계약법 시행령 제25조제1항제8호차목,"
                              "H,1,시험"),
                            &where));
    assert_null(law_finish(known, &where));
    way_ground_list g = way_list_grounds(known, LAW_LOCAL, on, &list, arena);
    assert_int_equal(g.count, 1);
    assert_true(str_equals(g.items[0].label, S("연구개발 혁신제품")));
    assert_true(str_contains(g.items[0].article, S("제8호차목")));
    assert_true(date_equals(g.items[0].until, date_from_ymd(2027, 1, 1)));
    assert_int_equal(
        way_list_grounds(known, LAW_LOCAL, date_from_ymd(2027, 1, 2), &list, arena).count, 0);
}

static void the_most_that_one_quote_buys_is_exact(void **state)
{
    (void)state;
    struct way w = judged(asked(21500, 1));
    assert_true(w.quantity_most > 1);
    assert_int_equal(judged(asked(21500, w.quantity_most)).path, LAW_ONE_QUOTE);
    assert_int_equal(judged(asked(21500, w.quantity_most + 1)).path, LAW_DESIGNATED_QUOTES);
    assert_int_equal(judged(asked(30000000, 1)).quantity_most, 0);
    assert_true(w.quantity_waived > 1 && w.quantity_waived < w.quantity_most);
    assert_int_equal(judged(asked(21500, w.quantity_waived)).path, LAW_QUOTE_WAIVED);
    assert_int_equal(judged(asked(21500, w.quantity_waived + 1)).path, LAW_ONE_QUOTE);
    assert_int_equal(judged(asked(30000000, 1)).quantity_waived, 0);
}

static void works_are_judged_by_the_narrowest_kind(void **state)
{
    (void)state;
    struct way_question q = asked(INT64_C(176000001), 1); // 160,000,001 without VAT
    q.object = S("works");
    assert_int_equal(judged(q).path, LAW_OPEN_BIDDING);
    q.price = WON(176000000);
    assert_int_equal(judged(q).path, LAW_DESIGNATED_QUOTES);
}

static void a_sum_beyond_every_amount_is_not_judged(void **state)
{
    (void)state;
    struct way_question q = asked(LIMIT_WON, 2);
    struct way w;
    way_judge(law, &q, arena, &w);
    assert_false(w.is_known);
}

static void the_article_goes_with_the_way(void **state)
{
    (void)state;
    struct way w = judged(asked(11000000, 1));
    assert_true(str_contains(w.article, S("지방계약법 시행령 제25조")));
    assert_true(str_contains(w.sentence, S("1인 견적 수의계약을 할 수 있습니다.")));
    assert_false(str_contains(w.article, S("제33조")));
    assert_true(str_contains(judged(asked(21500, 1)).article, S("지방계약법 시행규칙 제33조")));
    struct way_question q = asked(11000000, 1);
    q.regime = LAW_STATE;
    assert_true(str_contains(judged(q).article, S("국가계약법 시행령 제26조")));
}

// Every object and kind of firm, made and resold, one won on either side of each limit.
static void a_list_tells_what_is_judged_one_by_one(void **state)
{
    (void)state;
    static const char *const OBJECTS[] = {"goods", "service", "works", "lease"};
    static const int64_t PRICES[] = {1999999,  2000000,   2199999,   2200000,   20000000,
                                     20000001, 22000000,  22000001,  55000000,  55000001,
                                     99999999, 100000001, 110000000, 110000001, LIMIT_WON};
    size_t free_count = 0;
    size_t told = 0;
    for (int regime = 0; regime < LAW_REGIME_COUNT; regime++) {
        struct way_book book =
            way_book_open(law, (enum law_regime)regime, date_from_ymd(2026, 11, 24));
        for (size_t i = 0; i < COUNT(OBJECTS) * COUNT(PRICES); i++) {
            struct way_question q = asked(PRICES[i % COUNT(PRICES)], 1);
            q.regime = book.regime;
            q.object = str_view(OBJECTS[i / COUNT(PRICES)]);
            for (int k = 0; k < 2 * CERTIFICATE_KIND_COUNT; k++) {
                q.tags = UINT64_C(1) << k / 2 | SMALL;
                q.resold = k % 2 == 1;
                bool is_free = false;
                str label = way_tell(&book, &q, &is_free);
                struct way w = judged(q);
                assert_true(str_equals(label, w.label));
                assert_int_equal(is_free, w.is_free);
                free_count += is_free;
                told++;
            }
            arena_reset(arena);
        }
    }
    assert_true(free_count > 0 && free_count < told);
    struct way_book book = way_book_open(law, LAW_LOCAL, date_from_ymd(2026, 11, 24));
    struct way_question q = asked(LIMIT_WON, 2);
    bool is_free = true;
    assert_int_equal(way_tell(&book, &q, &is_free).n, 0);
    assert_false(is_free);
}

static void limits_are_listed_by_kind_of_firm(void **state)
{
    (void)state;
    struct way_limit limits[WAY_LIMITS];
    way_list_limits(law, LAW_LOCAL, date_from_ymd(2026, 11, 24), arena, limits);
    assert_true(str_equals(limits[0].most, S("2,000만원")));
    assert_true(str_equals(limits[1].most, S("5,000만원")));
    assert_true(str_equals(limits[1].ceiling, S("1억원")));
    way_list_limits(law, LAW_LOCAL, date_from_ymd(2020, 7, 13), arena, limits);
    assert_true(str_equals(limits[1].ceiling, S("5,000만원"))); // the day before it was doubled
    way_list_limits(law, LAW_LOCAL, date_from_ymd(2020, 7, 14), arena, limits);
    assert_true(str_equals(limits[1].ceiling, S("1억원")));
}

static void amounts_are_written_as_rules_write_them(void **state)
{
    (void)state;
    assert_true(str_equals(way_amount(arena, WON(2000000)), S("200만원")));
    assert_true(str_equals(way_amount(arena, WON(120000000)), S("1억 2,000만원")));
    assert_true(str_equals(way_amount(arena, WON(12345)), S("12,345원")));
}

static int set_up(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_price_is_tested_without_its_vat),
        cmocka_unit_test(below_two_million_no_quote_is_asked),
        cmocka_unit_test(a_certificate_widens_the_limit),
        cmocka_unit_test(a_certificate_of_technology_speaks_for_its_ground_to_its_last_day),
        cmocka_unit_test(an_innovative_product_has_its_ground_and_a_green_one_none),
        cmocka_unit_test(a_product_of_research_has_its_ground_once_its_certificate_is_known),
        cmocka_unit_test(resold_goods_are_judged_without_the_tags_of_makers),
        cmocka_unit_test(the_most_that_one_quote_buys_is_exact),
        cmocka_unit_test(works_are_judged_by_the_narrowest_kind),
        cmocka_unit_test(a_sum_beyond_every_amount_is_not_judged),
        cmocka_unit_test(the_article_goes_with_the_way),
        cmocka_unit_test(a_list_tells_what_is_judged_one_by_one),
        cmocka_unit_test(limits_are_listed_by_kind_of_firm),
        cmocka_unit_test(amounts_are_written_as_rules_write_them),
    };
    return cmocka_run_group_tests(tests, set_up, arena_testing_end);
}
