// test-timeout: 120
// The public list and its sheets.
#include "market/disclosure/disclosure_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/disclosure/disclosure_testing.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static void everybody_reads_every_field_of_the_sheet_in_its_order(void **state)
{
    (void)state;
    static const char *const ORDER[] = {
        ">사업명<",      ">계약일자<",      ">계약기간<",        ">예정가격 또는 추정금액(A)<",
        ">계약금액(B)<", ">계약률(B/A)<",   ">계약상대자 상호<", ">대표자<",
        ">주소<",        ">수의계약 근거<", ">수의계약 사유<",   ">사업장소<",
        ">기타<",
    };
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        contract_id id = disclosure_stage_add(
            &st, (struct contract_spec){
                     .won = 10890000, .estimated_amount = 11000000, .title = "의자 <고급> 구매"});
        web_as(&st.w, NULL);
        struct web_answer a = disclosure_stage_get(&st, disclosure_stage_sheet(&st, id));
        size_t at = 0;
        for (size_t i = 0; i < COUNT(ORDER); i++) {
            str rest = str_slice(a.body, at, a.body.n);
            size_t next = str_index(rest, str_view(ORDER[i]));
            if (next == rest.n) {
                fail_msg("%s is missing or out of order", ORDER[i]);
            }
            at += next + 1;
        }
        static const char *const VALUES[] = {
            "의자 &lt;고급&gt; 구매",
            "11,000,000원",
            "10,890,000원",
            "99.00%",
            "㈜다온 CCTV",
            "박다솜",
            "대구광역시 중구 시범로 7",
            "지방계약법 시행령 제25조제1항제5호나목",
            "추정가격이 2천만원 이하인 물품 구매",
            "본관 3층 재무과",
            "2026. 11. 24. ~ 2030. 12. 31.",
        };
        for (size_t i = 0; i < COUNT(VALUES); i++) {
            if (!web_shows(a, VALUES[i])) {
                fail_msg("%s is not shown", VALUES[i]);
            }
        }
        assert_int_equal(web_get(&st.w, "/disclosure/1000000000009").status, 404);
        web_test_close(&st.w);
    }
}

static void a_sheet_that_no_law_orders_names_no_trading_person(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        institution_id agency = record_scene_institution(&st.s, "대구지방환경청", "STATE");
        supplier_id person = record_scene_supplier(&st.s, "다온상사", TESTING_CITY_DISTRICT, false);
        contract_id id = disclosure_stage_add(
            &st, (struct contract_spec){.supplier = person, .won = 1000, .institution = agency});
        struct web_answer a = disclosure_stage_get(&st, disclosure_stage_sheet(&st, id));
        assert_true(web_shows(a, "다온상사"));
        assert_false(web_shows(a, "박다솜"));
        assert_false(web_shows(a, "시범로"));
        assert_true(web_shows(a, "공개하지 않음"));
        a = web_get(&st.w, "/open/disclosure.csv");
        assert_false(web_shows(a, "박다솜"));
        web_test_close(&st.w);
    }
}

// A single letter is in no pair: what holds it is met in the order of days, and counted where a
// month or an institution leaves little to look at.
static void more_than_a_page_of_common_words_is_not_counted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        for (int i = 0; i <= LIMIT_PAGE_ROWS; i++) {
            disclosure_stage_add(&st, (struct contract_spec){.won = 10, .title = "의자 구매"});
        }
        web_as(&st.w, NULL);
        struct web_answer a = disclosure_stage_get(&st, "/disclosure?words=%EC%9D%98"); // 의
        assert_true(web_shows(a, "건수는 세지 않았습니다"));
        assert_false(web_shows(a, "<p>모두"));
        assert_true(web_shows(a, "before="));
        a = disclosure_stage_get(
            &st, "/disclosure?words=%EC%9D%98&year=2026&month=11"); // a month is counted
        assert_true(web_shows(a, "25건 · 계약금액 250원"));
        a = disclosure_stage_get(&st, "/disclosure?words=%EC%9D%98%EC%9E%90"); // 의자
        assert_true(web_shows(a, "25건 · 계약금액 250원"));
        assert_true(web_shows(a, "<p>모두 25건"));
        web_test_close(&st.w);
    }
}

// Names of institution, thing and firm are long together; their last letters are found as well.
static void a_long_line_is_found_by_its_end_and_by_all_of_it(void **state)
{
    (void)state;
    static const char TITLE[] =
        "2026년도하반기사무용복사용지및토너카트리지와청소용품일괄구매및설치운반";
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        supplier_id firm =
            record_scene_supplier(&st.s, "주식회사달구벌종합오피스", "2726000000", true);
        disclosure_stage_add(&st,
                             (struct contract_spec){.won = 70, .title = TITLE, .supplier = firm});
        disclosure_stage_add(&st, (struct contract_spec){.won = 5, .title = "의자 구매"});
        web_as(&st.w, NULL);
        static const char *const WORDS[] = {"오피스", "스", TITLE, "설치운반주식회사"};
        for (size_t i = 0; i < COUNT(WORDS); i++) {
            href h =
                href_with(t.arena, href_to(t.arena, "/disclosure"), "words", str_view(WORDS[i]));
            struct web_answer a = disclosure_stage_get(&st, str_to_c(t.arena, h.path));
            if (!web_shows(a, "1건 · 계약금액 70원")) {
                fail_msg("not found by %s", WORDS[i]);
            }
        }
        web_test_close(&st.w);
    }
}

static void the_list_is_narrowed_by_words_institution_time_and_district(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        supplier_id far = record_scene_supplier(&st.s, "먼상사", "2726000000", true);
        disclosure_stage_add(&st, (struct contract_spec){.won = 1000, .title = "의자 구매"});
        disclosure_stage_add(
            &st, (struct contract_spec){
                     .won = 200, .title = "책상 구매", .on = DAY(2026, 3, 31), .supplier = far});
        disclosure_stage_add(
            &st, (struct contract_spec){.won = 30, .title = "연필 구매", .on = DAY(2025, 12, 31)});
        disclosure_stage_add(&st, (struct contract_spec){
                                      .won = 4, .title = "이웃의 구매", .institution = st.s.other});
        web_as(&st.w, NULL);
        static const struct {
            const char *query;
            const char *total;
        } ROWS[] = {
            {"",                                   "4건 · 계약금액 1,234원"   },
            {"?year=2026",                         "3건 · 계약금액 1,204원"   },
            {"?year=2025&month=12",                "1건 · 계약금액 30원"      },
            {"?year=2026&month=3",                 "1건 · 계약금액 200원"     },
            {"?month=3",                           "4건 · 계약금액 1,234원"   }, // of no year
            {"?district=2726000000",               "1건 · 계약금액 200원"     },
            {"?words=%EC%9D%98+%EC%9E%90",         "1건 · 계약금액 1,000원"   }, // 의 자
            {"?words=cctv",                        "3건 · 계약금액 1,034원"   }, // of the firm
            {"?words=%EC%88%98%EC%84%B1%EA%B5%AC", "1건 · 계약금액 4원"       }, // 수성구: buyer
            {"?words=%EC%9D%98",                   "2건 · 계약금액 1,004원"   }, // 의
            {"?words=%EC%9E%90%EC%9D%98",          "조건에 맞는 수의계약이"}, // 자의: both, apart
            {"?words=%25",                         "조건에 맞는 수의계약이"},
            {"?year=2024",                         "조건에 맞는 수의계약이"},
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            str address = str_join(t.arena, S("/disclosure"), str_view(ROWS[i].query));
            struct web_answer a = disclosure_stage_get(&st, str_to_c(t.arena, address));
            if (!web_shows(a, ROWS[i].total)) {
                fail_msg("%s does not show %s", ROWS[i].query, ROWS[i].total);
            }
        }
        // From a sheet to all of its institution.
        contract_id id = disclosure_stage_add(&st, (struct contract_spec){.won = 500});
        struct web_answer a = disclosure_stage_get(&st, disclosure_stage_sheet(&st, id));
        str link = str_slice(a.body, str_index(a.body, S("/disclosure?institution=")), 37);
        a = disclosure_stage_get(&st, str_to_c(t.arena, link));
        assert_true(web_shows(a, "4건 · 계약금액 1,730원"));
        assert_false(web_shows(a, "이웃의 구매"));
        assert_int_equal(web_get(&st.w, "/disclosure?institution=1000000000009").status, 404);
        web_test_close(&st.w);
    }
}

static void an_empty_site_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        assert_true(
            web_shows(disclosure_stage_get(&st, "/disclosure"), "공개한 수의계약이 아직 없습니다"));
        assert_true(web_shows(disclosure_stage_get(&st, "/open"), "공개한 계약이 아직 없습니다"));
        assert_int_equal(web_get(&st.w, "/open/ocds/releases.json?month=2026-11").status, 404);
        web_test_close(&st.w);
    }
}

static void a_long_list_has_pages_that_hold_each_line_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        for (int i = 0; i < 2 * LIMIT_PAGE_ROWS + 1; i++) {
            disclosure_stage_add(&st,
                                 (struct contract_spec){.won = 10, .on = DAY(2026, 5, 1 + i % 3)});
        }
        const char *address = "/disclosure?year=2026";
        size_t seen = 0;
        int pages = 0;
        while (address != NULL) {
            struct web_answer a = disclosure_stage_get(&st, address);
            str rest = a.body;
            for (size_t at = str_index(rest, S("href=\"/disclosure/")); at < rest.n;
                 at = str_index(rest, S("href=\"/disclosure/"))) {
                seen++;
                rest = str_slice(rest, at + 1, rest.n);
            }
            size_t next = str_index(a.body, S("before="));
            address = next == a.body.n ? NULL
                                       : str_format(t.arena, "/disclosure?year=2026&before=%.*s",
                                                    13, a.body.p + next + 7)
                                             .p;
            assert_true(++pages <= 3);
        }
        assert_int_equal(pages, 3);
        assert_int_equal(seen, 2 * LIMIT_PAGE_ROWS + 1);
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_reads_every_field_of_the_sheet_in_its_order),
        cmocka_unit_test(a_sheet_that_no_law_orders_names_no_trading_person),
        cmocka_unit_test(more_than_a_page_of_common_words_is_not_counted),
        cmocka_unit_test(a_long_line_is_found_by_its_end_and_by_all_of_it),
        cmocka_unit_test(the_list_is_narrowed_by_words_institution_time_and_district),
        cmocka_unit_test(an_empty_site_says_so),
        cmocka_unit_test(a_long_list_has_pages_that_hold_each_line_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
