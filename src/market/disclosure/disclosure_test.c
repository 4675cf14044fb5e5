// What is published of a negotiated contract, and what is not.
#include "market/disclosure/disclosure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;
static struct calendar calendar;

#define DAY(y, m, d) date_from_ymd(y, m, d)

static int set_up(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    calendar = testing_calendar(arena);
    return 0;
}

static struct disclosure good(void)
{
    return (struct disclosure){
        .institution_name = S("대구광역시 중구"),
        .title = S("사무용 의자 구매"),
        .object = LAW_RATIO_GOODS,
        .contracted_on = DAY(2026, 11, 24),
        .starts_on = DAY(2026, 11, 24),
        .ends_on = DAY(2026, 12, 24),
        .estimated = WON(11000000),
        .price = WON(10890000),
        .supplier_name = S("다온상사"),
        .representative = S("박다솜"),
        .address = S("대구광역시 중구 시범로 7"),
        .ground = S("지방계약법 시행령 제25조제1항제5호나목"),
        .reason = S("추정가격이 2천만원 이하인 물품 구매"),
        .site = S("본관 3층"),
        .completed_on = DATE_NONE,
    };
}

static struct disclosure_sheet sheet_of(enum law_regime regime)
{
    return disclosure_sheet_of(law, regime, DAY(2026, 11, 24), arena);
}

static void each_regime_has_the_sheet_of_its_law(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        size_t fields;
        bool is_ordered;
    } ROWS[] = {
        {LAW_LOCAL,          13, true },
        {LAW_LOCAL_CORP,     13, true }, // by reference
        {LAW_LOCAL_INVESTED, 13, true },
        {LAW_PUBCORP,        8,  true }, // the monthly sheet
        {LAW_STATE,          13, false},
        {LAW_PRIVATE_SCHOOL, 13, false},
    };
    static const char *const ORDER[] = {
        "title",   "contracted_on", "period",         "estimated_won", "contract_won",
        "rate_bp", "supplier_name", "representative", "address",       "ground",
        "reason",  "site",          "remarks",
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct disclosure_sheet sheet = sheet_of(ROWS[i].regime);
        assert_int_equal(sheet.fields.count, ROWS[i].fields);
        assert_int_equal(sheet.is_ordered, ROWS[i].is_ordered);
    }
    struct disclosure_sheet local = sheet_of(LAW_LOCAL);
    for (size_t i = 0; i < COUNT(ORDER); i++) {
        assert_true(str_equals(local.fields.items[i]->field, str_view(ORDER[i])));
    }
}

static void a_person_who_trades_is_named_only_where_a_sheet_orders_it(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        bool is_corporation;
        bool is_named;
    } ROWS[] = {
        {LAW_LOCAL,          false, true },
        {LAW_LOCAL,          true,  true },
        {LAW_PUBCORP,        false, true },
        {LAW_STATE,          false, false},
        {LAW_STATE,          true,  true },
        {LAW_PRIVATE_SCHOOL, false, false},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct disclosure_sheet sheet = sheet_of(ROWS[i].regime);
        struct disclosure d = good();
        disclosure_prepare(&d, &sheet, ROWS[i].is_corporation);
        assert_int_equal(d.representative.n > 0, ROWS[i].is_named);
        assert_int_equal(d.address.n > 0, ROWS[i].is_named);
        assert_true(d.supplier_name.n > 0);
        assert_int_equal(d.rate_bp, 9900);
    }
}

static void what_is_whole_and_free_of_personal_data_may_be_published(void **state)
{
    (void)state;
    struct disclosure d = good();
    struct disclosure_faults faults;
    disclosure_check(&d, arena, &faults);
    assert_int_equal(faults.count, 0);
    d.estimated = WON(1); // one won is an amount
    d.price = WON(1);
    disclosure_check(&d, arena, &faults);
    assert_int_equal(faults.count, 0);
}

static void check_one(struct disclosure d, err want)
{
    struct disclosure_faults faults;
    disclosure_check(&d, arena, &faults);
    assert_int_equal(faults.count, 1);
    assert_ptr_equal(faults.items[0], want);
    assert_ptr_equal(disclosure_fault_from(str_view(want->code)), want);
}

static void what_is_missing_or_personal_is_refused_with_its_reason(void **state)
{
    (void)state;
    struct disclosure d = good();
    d.estimated = WON(0);
    check_one(d, &DISCLOSURE_NO_AMOUNT);
    d = good();
    d.price = WON(0);
    check_one(d, &DISCLOSURE_NO_AMOUNT);
    d = good();
    d.title = S("");
    check_one(d, &DISCLOSURE_NO_TITLE);
    d = good();
    d.supplier_name = S(" ");
    check_one(d, &DISCLOSURE_NO_FIRM);
    d = good();
    d.ground = S("");
    check_one(d, &DISCLOSURE_NO_GROUND);
    d = good();
    d.reason = S(" \n");
    check_one(d, &DISCLOSURE_NO_REASON);
    d = good();
    d.site = S("");
    check_one(d, &DISCLOSURE_NO_SITE);
    d = good();
    d.reason = S("담당 010-1234-5678");
    check_one(d, &DISCLOSURE_HAS_PHONE);
    d = good();
    d.title = S("의자 구매(hong@example.kr)");
    check_one(d, &DISCLOSURE_HAS_EMAIL);
    d = good();
    d.site = S("계좌 504-10-123456-7");
    check_one(d, &DISCLOSURE_HAS_ACCOUNT);
    d = good();
    d.remarks = S("900101-1234567");
    check_one(d, &DISCLOSURE_HAS_RESIDENT_NO);
    assert_null(disclosure_fault_from(S("disclosure.of_yore")));
}

static void all_reasons_are_told_at_once_and_each_once(void **state)
{
    (void)state;
    struct disclosure d = good();
    d.price = WON(0);
    d.ground = S("");
    d.title = S("010-1234-5678");
    d.reason = S("010-1234-5678");
    struct disclosure_faults faults;
    disclosure_check(&d, arena, &faults);
    assert_int_equal(faults.count, 3);
}

static void it_is_kept_for_years_from_completion(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        int completed[3];
        int until[3]; // 0: no term
    } ROWS[] = {
        {LAW_LOCAL,      {2026, 11, 24}, {2031, 11, 24}},
        {LAW_LOCAL_CORP, {2026, 11, 24}, {2031, 11, 24}},
        {LAW_LOCAL,      {2024, 2, 29},  {2029, 2, 28} },
        {LAW_PUBCORP,    {2026, 11, 24}, {2027, 11, 24}},
        {LAW_STATE,      {2026, 11, 24}, {0}           },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const int *c = ROWS[i].completed;
        const int *w = ROWS[i].until;
        date until = disclosure_keep_until(law, &calendar, ROWS[i].regime, DAY(c[0], c[1], c[2]));
        assert_int_equal(date_is_none(until), w[0] == 0);
        assert_true(w[0] == 0 || date_equals(until, DAY(w[0], w[1], w[2])));
    }
}

static void a_tender_is_no_negotiated_contract(void **state)
{
    (void)state;
    assert_true(disclosure_is_due(S("quote_waived")));
    assert_true(disclosure_is_due(S("one_quote")));
    assert_true(disclosure_is_due(S("designated_quotes"))); // may be left out; we do not (D-06)
    assert_false(disclosure_is_due(S("open_bidding")));
    assert_false(disclosure_is_due(S("")));
}

static void words_are_searched_without_blanks_and_case(void **state)
{
    (void)state;
    assert_true(
        str_equals(disclosure_search_text(arena, S(" A4 복사 용지 CCTV")), S("a4복사용지cctv")));
}

static void words_are_filed_by_pairs_of_letters(void **state)
{
    (void)state;
    assert_true(str_equals(disclosure_grams(arena, S("a4복")), S("6134 34ebb3b5")));
    assert_true(str_equals(disclosure_grams(arena, S("복사")), S("ebb3b5ec82ac")));
    assert_true(str_equals(disclosure_grams(arena, S("복")), S("")));
    assert_true(str_equals(disclosure_grams(arena, S("")), S("")));
    // However long, the last pair is whole.
    for (int n = 2; n <= 200; n++) {
        str hangul = S("");
        str ascii = S("");
        for (int i = 1; i < n; i++) {
            hangul = str_join(arena, hangul, S("가"));
            ascii = str_join(arena, ascii, S("a"));
        }
        str grams = disclosure_grams(arena, str_join(arena, hangul, S("힣")));
        assert_int_equal(grams.n, (size_t)(n - 1) * 13 - 1);
        assert_true(str_equals(str_slice(grams, grams.n - 12, grams.n), S("eab080ed9ea3")));
        grams = disclosure_grams(arena, str_join(arena, ascii, S("z")));
        assert_int_equal(grams.n, (size_t)(n - 1) * 5 - 1);
        assert_true(str_equals(str_slice(grams, grams.n - 4, grams.n), S("617a")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_regime_has_the_sheet_of_its_law),
        cmocka_unit_test(a_person_who_trades_is_named_only_where_a_sheet_orders_it),
        cmocka_unit_test(what_is_whole_and_free_of_personal_data_may_be_published),
        cmocka_unit_test(what_is_missing_or_personal_is_refused_with_its_reason),
        cmocka_unit_test(all_reasons_are_told_at_once_and_each_once),
        cmocka_unit_test(it_is_kept_for_years_from_completion),
        cmocka_unit_test(a_tender_is_no_negotiated_contract),
        cmocka_unit_test(words_are_searched_without_blanks_and_case),
        cmocka_unit_test(words_are_filed_by_pairs_of_letters),
    };
    return cmocka_run_group_tests(tests, set_up, arena_testing_end);
}
