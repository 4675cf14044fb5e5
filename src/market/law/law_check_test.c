// Amounts, pledges, proofs, certificates, ratios and the adding-up of similar purchases.
#include "market/law/law_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_amount.h"
#include "market/law/law_ratio.h"
#include "market/law/law_similar.h"
#include "market/law/law_testing.h"

static struct arena *arena;
static const struct law *law;

static int load(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    law = testing_law();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

#define TODAY day("2026-11-23")

// --- Amounts

static void stamp_duty_climbs_at_each_band(void **state)
{
    (void)state;
    static const struct {
        int64_t price;
        int64_t duty;
        const char *rule;
    } BANDS[] = {
        {10000000,   0,      "S-01"},
        {10000001,   20000,  "S-02"},
        {30000000,   20000,  "S-02"},
        {30000001,   40000,  "S-03"},
        {50000000,   40000,  "S-03"},
        {50000001,   70000,  "S-04"},
        {100000000,  70000,  "S-04"},
        {100000001,  150000, "S-05"},
        {1000000000, 150000, "S-05"},
        {1000000001, 350000, "S-06"},
    };
    for (size_t i = 0; i < COUNT(BANDS); i++) {
        const struct law_stamp_band *band = law_stamp_find(law, WON(BANDS[i].price), TODAY);
        assert_non_null(band);
        assert_int_equal(band->duty.won, BANDS[i].duty);
        assert_true(str_equals(band->head.rule, str_view(BANDS[i].rule)));
    }
    assert_null(law_stamp_find(law, WON(0), TODAY));
}

static void security_is_ten_percent_rounded_up_and_was_five(void **state)
{
    (void)state;
    money amount = WON(0);
    assert_true(law_security_amount(law, LAW_LOCAL, LAW_GOODS, WON(60000001), TODAY, &amount));
    assert_int_equal(amount.won, 6000001);
    assert_true(
        law_security_amount(law, LAW_LOCAL, LAW_GOODS, WON(60000000), day("2026-06-30"), &amount));
    assert_int_equal(amount.won, 3000000);
    assert_true(
        law_security_amount(law, LAW_STATE, LAW_GOODS, WON(60000000), day("2026-06-30"), &amount));
    assert_int_equal(amount.won, 6000000);
    assert_int_equal(law_vat_rate(law, TODAY).part, 1000);
    assert_int_equal(law_vat_rate(law, TODAY).whole, 10000);
}

static void advances_follow_their_day_and_leave_goods_out(void **state)
{
    (void)state;
    static const struct {
        const char *on;
        int64_t bp;
    } CASES[] = {
        {"2024-02-14", 8000 },
        {"2024-02-15", 10000},
        {"2026-06-01", 10000},
        {"2026-06-02", 7000 }
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const struct law_share *row =
            law_share_find(law, LAW_LOCAL, S("advance_max"), LAW_SERVICE, day(CASES[i].on));
        assert_non_null(row);
        assert_int_equal(row->bp, CASES[i].bp);
    }
    assert_null(law_share_find(law, LAW_LOCAL, S("advance_max"), LAW_GOODS, TODAY));
}

static void no_bond_is_charged_before_the_city_confirms_a_rate(void **state)
{
    (void)state;
    assert_null(
        law_bond_find(law, LAW_LOCAL, S("daegu"), LAW_WORKS_GENERAL, WON(900000000), TODAY));
    assert_null(
        law_bond_find(law, LAW_LOCAL, S("seoul"), LAW_WORKS_GENERAL, WON(900000000), TODAY));

    struct law *confirmed = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(confirmed, S("daegu/bonds"),
                            S("OP.1,B-08,any,daegu,urban_railway,works_general,20000000,200,gross,"
                              "5000,half_up,contract,2027-01-01,,조례 제5조,H,1,시가 확인"),
                            &where));
    assert_null(law_finish(confirmed, &where));
    date on = day("2027-01-01");
    assert_non_null(
        law_bond_find(confirmed, LAW_LOCAL, S("daegu"), LAW_WORKS_GENERAL, WON(20000000), on));
    assert_null(
        law_bond_find(confirmed, LAW_LOCAL, S("daegu"), LAW_WORKS_GENERAL, WON(19999999), on));
    assert_null(
        law_bond_find(confirmed, LAW_LOCAL, S("daegu"), LAW_WORKS_GENERAL, WON(20000000), TODAY));
}

// --- Pledges, exclusions, proofs

static void pledges_come_in_order_and_complete(void **state)
{
    (void)state;
    static const struct {
        const char *pledge;
        size_t count;
    } PLEDGES[] = {
        {"integrity", 4 },
        {"exclusion", 10},
        {"conflict",  8 },
        {"security",  1 },
        {"tax",       1 }
    };
    for (size_t i = 0; i < COUNT(PLEDGES); i++) {
        struct law_pledges list =
            law_pledges_on(law, LAW_LOCAL, str_view(PLEDGES[i].pledge), TODAY, arena);
        assert_int_equal(list.count, PLEDGES[i].count);
        for (size_t k = 0; k < list.count; k++) {
            assert_int_equal(list.items[k]->number, k + 1);
            assert_false(str_is_empty(list.items[k]->text));
        }
    }
}

// X-03 … X-10 are of the guideline of the local governments, X-16 of their act: who is not bound by
// either asks nobody to pledge them. LOCAL rows bind by reference too.
static void a_pledge_is_asked_by_whom_its_law_binds(void **state)
{
    (void)state;
    static const struct {
        const char *pledge;
        size_t local;
        size_t others;
    } PLEDGES[] = {
        {"integrity", 4,  4},
        {"exclusion", 10, 0},
        {"conflict",  8,  8},
        {"security",  1,  1},
        {"tax",       1,  0},
    };
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        enum law_regime regime = (enum law_regime)r;
        bool local = law_regime_base(law, regime, TODAY) == LAW_LOCAL;
        for (size_t i = 0; i < COUNT(PLEDGES); i++) {
            struct law_pledges list =
                law_pledges_on(law, regime, str_view(PLEDGES[i].pledge), TODAY, arena);
            assert_int_equal(list.count, local ? PLEDGES[i].local : PLEDGES[i].others);
        }
    }
}

static void of_the_articles_of_both_laws_each_reads_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *both;
        const char *local;
        const char *of_state;
    } ROWS[] = {
        {"지방계약법 제6조의2; 국가계약법 제5조의2",                                              "지방계약법 제6조의2",  "국가계약법 제5조의2"                                                },
        {"지방계약법 제33조; 시행령 제93조; 국가계약법 제27조; 같은 법 시행령 제76조",
         "지방계약법 제33조; 시행령 제93조",                                                                                          "국가계약법 제27조; 같은 법 시행령 제76조"                    },
        {"공직자의 이해충돌 방지법 제12조; 같은 법 시행령 제14조",
         "공직자의 이해충돌 방지법 제12조; 같은 법 시행령 제14조",                                                           "공직자의 이해충돌 방지법 제12조; 같은 법 시행령 제14조"},
        {"지방계약법 제31조의5",                                                                          "지방계약법 제31조의5", "지방계약법 제31조의5"                                               }, // none of its own
        {"",                                                                                                      "",                             ""                                                                           },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        str both = str_view(ROWS[i].both);
        assert_true(str_equals(law_article_for(arena, both, LAW_LOCAL), str_view(ROWS[i].local)));
        assert_true(
            str_equals(law_article_for(arena, both, LAW_STATE), str_view(ROWS[i].of_state)));
    }
}

// A claim is asked for the same under both laws, but each by its own article.
static void a_proof_names_the_law_that_asks_for_it(void **state)
{
    (void)state;
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        enum law_regime regime = (enum law_regime)r;
        bool local = law_regime_base(law, regime, TODAY) == LAW_LOCAL;
        struct law_proofs list = law_proofs_on(law, regime, LAW_ONE_QUOTE, TODAY, arena);
        assert_int_equal(list.count, 5);
        size_t of_local = 0;
        for (size_t i = 0; i < list.count; i++) {
            of_local += str_contains(list.items[i]->head.article, S("지방자치단체 입찰")) ? 1 : 0;
        }
        assert_int_equal(of_local, local ? 2 : 0);
    }
}

static void an_exclusion_is_judged_on_the_articles_day(void **state)
{
    (void)state;
    struct law_exclusions deadline =
        law_exclusions_on(law, LAW_LOCAL, LAW_AT_QUOTE_DEADLINE, TODAY, arena);
    struct law_exclusions contract =
        law_exclusions_on(law, LAW_LOCAL, LAW_AT_CONTRACT, TODAY, arena);
    size_t numbered = 0;
    for (size_t i = 0; i < deadline.count; i++) {
        numbered += deadline.items[i]->number > 0 ? 1 : 0;
        assert_false(str_equals(deadline.items[i]->head.rule, S("X-08")));
    }
    assert_int_equal(numbered, 9); // ① to ⑩ but ⑦
    bool related = false;
    for (size_t i = 0; i < contract.count; i++) {
        related = related || str_equals(contract.items[i]->head.rule, S("X-08"));
        assert_false(
            str_equals(contract.items[i]->head.rule, S("T-P01"))); // of public corporations
    }
    assert_true(related);
}

static bool needs_proof(enum law_path path, const char *proof)
{
    struct law_proofs list = law_proofs_on(law, LAW_LOCAL, path, TODAY, arena);
    for (size_t i = 0; i < list.count; i++) {
        if (str_equals(list.items[i]->proof, str_view(proof))) {
            assert_false(str_is_empty(list.items[i]->reason));
            return list.items[i]->needed;
        }
    }
    fail_msg("no row of %s", proof);
    return false;
}

static void a_negotiated_contract_needs_no_tax_clearance(void **state)
{
    (void)state;
    for (int path = 0; path < LAW_OPEN_BIDDING; path++) {
        assert_false(needs_proof((enum law_path)path, "national_tax"));
        assert_false(needs_proof((enum law_path)path, "local_tax"));
        assert_true(needs_proof((enum law_path)path, "social_insurance"));
        assert_true(needs_proof((enum law_path)path, "inspection"));
        assert_true(needs_proof((enum law_path)path, "tax_invoice"));
    }
    assert_true(needs_proof(LAW_OPEN_BIDDING, "national_tax"));
    assert_true(needs_proof(LAW_OPEN_BIDDING, "local_tax"));
}

static void the_public_sheet_has_its_thirteen_fields(void **state)
{
    (void)state;
    struct law_disclosure_fields list =
        law_disclosure_fields_on(law, LAW_LOCAL, S("negotiated"), TODAY, arena);
    assert_int_equal(list.count, 13);
    assert_true(str_equals(list.items[0]->field, S("title")));
    assert_true(str_equals(list.items[9]->field, S("ground")));
    assert_true(law_disclosure_is_optional(LAW_DESIGNATED_QUOTES));
    assert_false(law_disclosure_is_optional(LAW_ONE_QUOTE));
    assert_false(law_disclosure_is_optional(LAW_QUOTE_WAIVED));
}

// --- Certificates

static void certificates_end_on_the_day_the_law_says(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        const char *issued;
        const char *until; // NULL: no term
    } CASES[] = {
        {"women",                 "2024-03-02", "2027-03-01"},
        {"disabled",              "2024-02-29", "2027-02-28"}, // no 29 February: the month itself ends it
        {"women",                 "2025-02-28", "2028-02-27"},
        {"women",                 "2025-03-01", "2028-02-29"},
        {"seal_certificate",      "2025-11-30", "2026-02-28"},
        {"seal_certificate",      "2025-11-29", "2026-02-28"},
        {"seal_certificate",      "2025-11-28", "2026-02-27"},
        {"direct_production",     "2025-01-01", "2026-12-31"},
        {"vulnerable_employment", "2026-05-27", "2026-11-23"},
        {"national_tax",          "2026-11-23", "2026-12-23"},
        {"social_enterprise",     "2020-01-01", NULL        },
        {"small_micro",           "2026-04-01", NULL        },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const struct law_certificate *row =
            law_certificate_find(law, str_view(CASES[i].kind), TODAY);
        assert_non_null(row);
        date until = law_certificate_valid_until(row, day(CASES[i].issued));
        if (CASES[i].until == NULL) {
            assert_true(date_is_none(until));
        } else {
            assert_true(date_equals(until, day(CASES[i].until)));
        }
    }
    assert_null(law_certificate_find(law, S("certificate_number"), TODAY)); // switched off
    const struct law_certificate *ratio_paper =
        law_certificate_find(law, S("vulnerable_employment"), TODAY);
    assert_true(law_certificate_holds(ratio_paper, day("2026-05-27"), DATE_NONE, TODAY));
    assert_false(law_certificate_holds(ratio_paper, day("2026-05-26"), DATE_NONE, TODAY));
    assert_false(law_certificate_holds(ratio_paper, day("2026-11-24"), DATE_NONE, TODAY));
    assert_false(law_certificate_holds(ratio_paper, day("2026-11-01"), day("2026-11-22"), TODAY));
}

static void a_number_is_checked_as_far_as_its_row_says(void **state)
{
    (void)state;
    assert_int_equal(law_identifier_find(law, S("tax_invoice_no"), TODAY)->digits, 24);
    // Numbers given since 2025-01-31 carry no check digit (I-03, I-04).
    date last_day = date_from_ymd(2025, 1, 30);
    const struct law_identifier *row = law_identifier_find(law, S("corporate_no"), last_day);
    assert_true(str_equals(row->severity, S("warn")));
    row = law_identifier_find(law, S("corporate_no"), date_add_days(last_day, 1));
    assert_true(str_equals(row->severity, S("none")));
    assert_null(law_identifier_find(law, S("nothing"), TODAY));
}

static void every_tag_has_its_certificate(void **state)
{
    (void)state;
    for (int tag = 0; tag < LAW_TAG_COUNT; tag++) {
        str word = str_view(law_tag_word((enum law_tag)tag));
        const struct law_certificate *row = law_certificate_find(law, word, TODAY);
        assert_non_null(row);
        assert_true(str_equals(row->tag, word));
    }
}

// --- Ratios

static const struct law_ratio *ratio_of(const char *category, enum law_ratio_object object,
                                        const char *on)
{
    struct law_ratios list = law_ratios_on(law, LAW_LOCAL, day(on), arena);
    for (size_t i = 0; i < list.count; i++) {
        if (str_equals(list.items[i]->category, str_view(category)) &&
            list.items[i]->object == object) {
            return list.items[i];
        }
    }
    return NULL;
}

static void targets_follow_category_object_and_day(void **state)
{
    (void)state;
    static const struct {
        const char *category;
        enum law_ratio_object object;
        const char *on;
        int64_t target_bp;
    } CASES[] = {
        {"sme",                LAW_RATIO_ANY,     "2026-11-23", 5000},
        {"sme_technology",     LAW_RATIO_GOODS,   "2020-02-17", 1000},
        {"sme_technology",     LAW_RATIO_GOODS,   "2020-02-18", 1500},
        {"women",              LAW_RATIO_GOODS,   "2026-11-23", 500 },
        {"women",              LAW_RATIO_SERVICE, "2026-11-23", 500 },
        {"women",              LAW_RATIO_WORKS,   "2026-11-23", 300 },
        {"disabled",           LAW_RATIO_ANY,     "2026-11-23", 100 },
        {"startup",            LAW_RATIO_ANY,     "2026-11-23", 800 },
        {"severe_disability",  LAW_RATIO_ANY,     "2024-12-31", 100 },
        {"severe_disability",  LAW_RATIO_ANY,     "2025-01-01", 110 },
        {"standard_workplace", LAW_RATIO_ANY,     "2026-11-23", 60  }, // 0.8 % is L: off
        {"social_enterprise",  LAW_RATIO_ANY,     "2026-11-23", 0   }, // no statutory ratio
        {"local",              LAW_RATIO_ANY,     "2026-11-23", 0   },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const struct law_ratio *row = ratio_of(CASES[i].category, CASES[i].object, CASES[i].on);
        assert_non_null(row);
        assert_int_equal(row->target_bp, CASES[i].target_bp);
    }
    assert_null(ratio_of("self_support_village", LAW_RATIO_ANY, "2026-11-23")); // U
}

static void the_whole_is_what_the_denominator_says(void **state)
{
    (void)state;
    const struct law_ratio *severe = ratio_of("severe_disability", LAW_RATIO_ANY, "2026-11-23");
    assert_false(law_ratio_counts_object(severe, LAW_RATIO_WORKS));
    assert_true(law_ratio_counts_object(severe, LAW_RATIO_SERVICE));
    const struct law_ratio *women = ratio_of("women", LAW_RATIO_WORKS, "2026-11-23");
    assert_true(law_ratio_counts_object(women, LAW_RATIO_WORKS));
    assert_false(law_ratio_counts_object(women, LAW_RATIO_GOODS));
    const struct law_ratio *startup = ratio_of("startup", LAW_RATIO_ANY, "2026-11-23");
    assert_true(law_ratio_counts_tag(startup, S("youth_startup")));
    assert_false(law_ratio_counts_tag(startup, S("start")));
    assert_int_equal(law_ratio_object_of(LAW_WORKS_OTHER), LAW_RATIO_WORKS);
}

static void a_target_is_reached_to_the_won(void **state)
{
    (void)state;
    const struct law_ratio *women = ratio_of("women", LAW_RATIO_GOODS, "2026-11-23"); // 5 %
    struct law_ratio_result r = law_ratio_judge(women, WON(50000), WON(1000000));
    assert_true(r.is_reached);
    assert_int_equal(r.reached_bp, 500);
    assert_int_equal(r.missing.won, 0);
    r = law_ratio_judge(women, WON(49999), WON(1000000));
    assert_false(r.is_reached); // though it is shown as 5.00 %
    assert_int_equal(r.reached_bp, 500);
    assert_int_equal(r.missing.won, 1);
    r = law_ratio_judge(women, WON(0), WON(0));
    assert_true(r.is_reached);
}

// --- Similar purchases

static void the_larger_of_year_and_twelve_months_is_added(void **state)
{
    (void)state;
    struct law_question q = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(10000000),
        .contract_price = WON(11000000),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = day("2026-03-10"),
    };
    date year_from;
    date twelve_from;
    law_similar_days(q.on, &year_from, &twelve_from);
    assert_true(date_equals(year_from, day("2026-01-01")));
    assert_true(date_equals(twelve_from, day("2025-03-11")));
    struct law_similar_sum year = {WON(4000001), 2};
    struct law_similar_sum twelve = {WON(10000001), 3};
    struct law_similar s;
    law_similar_judge(law, &q, year, twelve, arena, &s);
    assert_int_equal(s.sum.won, 10000001);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.alone, LAW_ONE_QUOTE);
    assert_int_equal(s.together, LAW_OPEN_BIDDING);
    assert_true(s.looks_split);
    assert_true(str_contains(s.advice, S("10,000,001")));
    assert_true(str_contains(s.advice, S("'입찰'로 바뀝니다")));
    assert_true(str_equals(s.ban, S("지방자치단체 입찰 및 계약 집행기준 제1장 제1절 5")));
    struct law_question works = q;
    works.object = LAW_WORKS_SPECIAL;
    law_similar_judge(law, &works, year, twelve, arena, &s);
    assert_true(str_contains(s.ban, S("지방계약법 시행령 제77조")));

    law_similar_judge(law, &q, twelve, year, arena, &s); // whichever it is
    assert_int_equal(s.sum.won, 10000001);
    twelve.sum = WON(10000000); // exactly 20,000,000 together
    law_similar_judge(law, &q, year, twelve, arena, &s);
    assert_false(s.looks_split);
    assert_false(str_is_empty(s.advice));
    law_similar_judge(law, &q, (struct law_similar_sum){0}, (struct law_similar_sum){0}, arena, &s);
    assert_int_equal(s.sum.won, 0);
    assert_true(str_is_empty(s.advice));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stamp_duty_climbs_at_each_band),
        cmocka_unit_test(security_is_ten_percent_rounded_up_and_was_five),
        cmocka_unit_test(advances_follow_their_day_and_leave_goods_out),
        cmocka_unit_test(no_bond_is_charged_before_the_city_confirms_a_rate),
        cmocka_unit_test(pledges_come_in_order_and_complete),
        cmocka_unit_test(a_pledge_is_asked_by_whom_its_law_binds),
        cmocka_unit_test(of_the_articles_of_both_laws_each_reads_its_own),
        cmocka_unit_test(a_proof_names_the_law_that_asks_for_it),
        cmocka_unit_test(an_exclusion_is_judged_on_the_articles_day),
        cmocka_unit_test(a_negotiated_contract_needs_no_tax_clearance),
        cmocka_unit_test(the_public_sheet_has_its_thirteen_fields),
        cmocka_unit_test(certificates_end_on_the_day_the_law_says),
        cmocka_unit_test(a_number_is_checked_as_far_as_its_row_says),
        cmocka_unit_test(every_tag_has_its_certificate),
        cmocka_unit_test(targets_follow_category_object_and_day),
        cmocka_unit_test(the_whole_is_what_the_denominator_says),
        cmocka_unit_test(a_target_is_reached_to_the_won),
        cmocka_unit_test(the_larger_of_year_and_twelve_months_is_added),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
