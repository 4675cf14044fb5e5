// test-timeout: 120
// The pages of records: what an institution sees of itself, what everybody sees, what is refused.
#include "market/record/record_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "market/record/performance_web.h"
#include "market/record/record_action.h"
#include "market/record/record_target_web.h"
#include "market/record/record_testing.h"
#include "platform/web/web_testing.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static struct web_routes routes;

static int set_up(void **state)
{
    (void)state;
    web_routes_add(&routes, RECORD_ROUTES, RECORD_ROUTE_COUNT);
    web_routes_add(&routes, RECORD_TARGET_ROUTES, RECORD_TARGET_ROUTE_COUNT);
    web_routes_add(&routes, PERFORMANCE_ROUTES, PERFORMANCE_ROUTE_COUNT);
    return 0;
}

struct stage {
    struct record_scene s;
    struct web_test w;
    struct actor officer;
    struct actor admin;
    struct actor neighbour; // an administrator of another institution
    supplier_id firm;
};

static void add(struct stage *st, struct contract_spec spec)
{
    contract_id id = record_scene_contract(&st->s, &spec);
    record_scene_refresh(&st->s, id);
}

// Goods of 10,000,001 won from a women's firm, services of 2,000,000 from another outside the city,
// works of 500,000; 7,777 of the neighbour.
static void set_stage(struct stage *st, struct testing_db *t)
{
    record_scene_open(&st->s, t);
    supplier_id women = record_scene_supplier(&st->s, "㈜다온", TESTING_CITY_DISTRICT, true);
    supplier_id other = record_scene_supplier(&st->s, "한결상사", TESTING_OTHER_DISTRICT, false);
    record_scene_certificate(&st->s, women, "women", DAY(2025, 3, 1), DAY(2028, 2, 29), "verified");
    add(st, (struct contract_spec){.supplier = women, .won = 10000001, .title = "의자 구매"});
    add(st, (struct contract_spec){.supplier = other,
                                   .won = 2000000,
                                   .object = "service",
                                   .title = "=청소 <용역>",
                                   .on = DAY(2026, 3, 2)});
    add(st, (struct contract_spec){.supplier = other,
                                   .won = 500000,
                                   .object = "works_other",
                                   .title = "담장 보수",
                                   .on = DAY(2026, 3, 31)});
    add(st,
        (struct contract_spec){
            .supplier = other, .won = 7777, .institution = st->s.other, .title = "이웃의 계약"});
    st->officer = st->s.actor;
    st->officer.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_REQUEST;
    st->admin = st->s.actor;
    st->admin.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_ADMIN;
    st->neighbour = st->admin;
    st->neighbour.institution = st->s.other;
    web_test_open(&st->w, t, routes.items, routes.count);
    st->w.site.law = st->s.u.law;
    st->w.site.calendar = st->s.u.calendar;
    web_as(&st->w, &st->officer);
}

static struct web_answer page(struct stage *st, const char *address)
{
    struct web_answer a = web_get(&st->w, address);
    assert_int_equal(a.status, 200);
    return a;
}

static void the_year_at_a_glance_shows_figures_that_lead_to_contracts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        struct web_answer a = page(&st, "/buyer/records?year=2026");
        assert_true(web_shows(a, "12,500,001"));
        assert_true(web_shows(a, "여성기업제품(물품)"));
        assert_true(web_shows(a, "/buyer/records/list?year=2026&amp;tag=women&amp;object=goods"));
        assert_true(web_shows(
            a, "/buyer/records/list?year=2026&amp;tag=severe_disability&amp;object=goods_service"));
        assert_true(web_shows(a, "12,000,001")); // goods and services: works are left out
        assert_false(web_shows(a, "7,777"));
        assert_false(web_shows(a, "목표 정하기"));

        a = page(&st, "/buyer/records?year=2025"); // nothing bought
        assert_true(web_shows(a, "이 해의 구매실적이 없습니다"));
        assert_true(web_shows(a, "우선구매 목표와 근거"));

        web_as(&st.w, &st.admin);
        assert_true(web_shows(page(&st, "/buyer/records"), "목표 정하기"));
        web_test_close(&st.w);
    }
}

static void the_list_is_narrowed_and_sums_to_the_won(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        const char *sum;
        const char *shows;
        const char *hides;
    } ROWS[] = {
        {"/buyer/records/list?year=2026",                                  "3건 · 합계 12,500,001원",            "의자 구매",          "이웃의 계약"},
        {"/buyer/records/list?year=2026&tag=women&object=goods",           "1건 · 합계 10,000,001원",
         "여성기업 제-women (2025. 3. 1. ~ 2028. 2. 29.)",                                                                                 "용역&gt;"      },
        {"/buyer/records/list?year=2026&object=goods_service",             "2건 · 합계 12,000,001원",
         "물품·용역(공사 제외)",                                                                                                       "이웃의 계약"},
        {"/buyer/records/list?year=2026&month=3",                          "2건 · 합계 2,500,000원",             "=청소 &lt;용역&gt;",
         "의자 구매"                                                                                                                                          },
        {"/buyer/records/list?year=2026&district=" TESTING_OTHER_DISTRICT, "2건 · 합계 2,500,000원",
         "경산시",                                                                                                                           "의자 구매"   },
        {"/buyer/records/list?year=2026&words=%EB%8B%A4%EC%98%A8",         "1건 · 합계 10,000,001원",
         "의자 구매",                                                                                                                       "용역&gt;"      }, // 다온
        {"/buyer/records/list?year=2026&words=%25",                        "조건에 맞는 계약이 없습니다", "모두 지우기",
         "의자 구매"                                                                                                                                          }, // a percent sign is a percent sign
    };
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a = page(&st, ROWS[i].address);
            assert_true(web_shows(a, ROWS[i].sum));
            assert_true(web_shows(a, ROWS[i].shows));
            assert_false(web_shows(a, ROWS[i].hides));
        }
        web_test_close(&st.w);
    }
}

// Of 30 won 20 are for what is green: the list and the file say so.
static void what_counts_of_a_contract_is_said_where_it_is_not_all(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        supplier_id firm = record_scene_supplier(&st.s, "㈜초록", TESTING_CITY_DISTRICT, true);
        contract_id id = record_scene_contract(
            &st.s, &(struct contract_spec){
                       .supplier = firm, .won = 30, .on = DAY(2026, 11, 27), .second_line = true});
        record_scene_certify(&st.s, firm, "green_product", st.s.product, "", DATE_NONE);
        record_scene_refresh(&st.s, id);
        struct web_answer a = page(&st, "/buyer/records/list?year=2026&tag=green");
        assert_true(web_shows(a, "1건 · 합계 20원"));
        assert_true(web_shows(a, "30<small>이 가운데 20원 인정</small>"));
        assert_true(web_shows(a, "녹색제품 제-green_product"));
        a = page(&st, "/buyer/records/list?year=2026");
        assert_false(web_shows(a, "이 가운데"));
        a = page(&st, "/buyer/records.csv?year=2026&tag=green");
        assert_true(web_shows(a, "녹색제품(20원)"));
        web_test_close(&st.w);
    }
}

static void a_long_list_has_pages_that_hold_each_row_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        supplier_id firm = record_scene_supplier(&st.s, "㈜여럿", TESTING_CITY_DISTRICT, true);
        for (int i = 0; i < LIMIT_DESK_ROWS; i++) {
            add(&st,
                (struct contract_spec){.supplier = firm, .won = 10, .on = DAY(2026, 5, 1 + i % 3)});
        }
        struct web_answer a = page(&st, "/buyer/records/list?year=2026&month=5");
        assert_true(web_shows(a, "50건 · 합계 500원"));
        assert_false(web_shows(a, "rel=\"next\""));
        add(&st, (struct contract_spec){.supplier = firm, .won = 10, .on = DAY(2026, 5, 1)});
        a = page(&st, "/buyer/records/list?year=2026&month=5");
        assert_true(web_shows(a, "51건 · 합계 510원"));
        assert_true(web_shows(a, "rel=\"next\""));
        size_t at = str_index(a.body, S("before="));
        str number = str_slice(a.body, at + 7, 13);
        str next = str_format(t.arena, "/buyer/records/list?year=2026&month=5&before=%.*s",
                              STR_ARG(number));
        a = page(&st, next.p);
        assert_true(web_shows(a, "rel=\"prev\""));
        assert_false(web_shows(a, "rel=\"next\""));
        web_test_close(&st.w);
    }
}

static void a_year_or_month_that_is_none_gives_no_file_of_another(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const char *const ODD[] = {"year=bad",
                                          "year=1999",
                                          "year=2101",
                                          "year=0",
                                          "month=bad",
                                          "month=0",
                                          "year=2026&month=13",
                                          "year=x&month=11",
                                          "year=2026&month=2026-11"};
        struct stage st;
        set_stage(&st, &t);
        for (size_t i = 0; i < COUNT(ODD); i++) {
            str path = str_format(t.arena, "/buyer/records.csv?%s", ODD[i]);
            struct web_answer a = web_get(&st.w, path.p);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, RECORD_TIME_UNREAD.text));
            assert_false(str_contains(a.bytes, S("text/csv")));
        }
        struct web_answer odd = web_get(&st.w, "/buyer/records.csv?object=books");
        assert_int_equal(odd.status, 422);
        assert_true(web_shows(odd, RECORD_OBJECT_UNREAD.text));
        str path = str_format(t.arena, "/buyer/records.csv?words=%0*d", LIMIT_QUERY, 0);
        assert_int_equal(web_get(&st.w, path.p).status, 200);
        odd = web_get(&st.w, str_join(t.arena, path, S("0")).p);
        assert_int_equal(odd.status, 422);
        assert_true(web_shows(odd, RECORD_WORDS_LONG.text));
        assert_int_equal(web_get(&st.w, "/buyer/records.csv?object=goods").status, 200);
        assert_int_equal(web_get(&st.w, "/buyer/records.csv?object=").status, 200);
        assert_int_equal(web_get(&st.w, "/buyer/records.csv").status, 200); // this year
        assert_int_equal(web_get(&st.w, "/buyer/records.csv?year=&month=").status, 200);
        assert_int_equal(web_get(&st.w, "/buyer/records.csv?year=2000&month=12").status, 200);
        web_test_close(&st.w);
    }
}

static void the_file_holds_what_the_list_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        struct web_answer a = page(&st, "/buyer/records.csv?year=2026");
        struct csv c;
        const str *row = NULL;
        assert_null(csv_init(&c, t.arena, a.body));
        size_t price, title, proof;
        assert_true(csv_column(&c, S("계약금액(원)"), &price));
        assert_true(csv_column(&c, S("계약명"), &title));
        assert_true(csv_column(&c, S("확인서"), &proof));
        int64_t sum = 0;
        size_t rows = 0;
        for (assert_null(csv_next(&c, &row)); row != NULL; assert_null(csv_next(&c, &row))) {
            int64_t won = 0;
            assert_true(str_parse_i64(row[price], &won));
            sum += won;
            rows++;
            assert_false(str_starts(row[title], S("=")));
            assert_int_equal(str_contains(row[proof], S("제-women")), won == 10000001);
        }
        assert_int_equal(sum, 12500001);
        assert_int_equal(rows, 3);
        assert_true(str_contains(a.bytes, S("attachment")));
        web_test_close(&st.w);
    }
}

static void only_the_administrator_sets_targets(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        assert_int_equal(web_get(&st.w, "/buyer/records/targets").status, 403);
        assert_int_equal(web_post(&st.w, "/buyer/records/targets",
                                  WEB_FIELDS({"category_0", "sme"}, {"target_0", "60"}))
                             .status,
                         403);
        web_as(&st.w, &st.admin);
        assert_true(web_shows(page(&st, "/buyer/records/targets"), "물품 5%, 용역 5%, 공사 3%"));
        struct web_answer a =
            web_post(&st.w, "/buyer/records/targets",
                     WEB_FIELDS({"year", "2026"}, {"category_0", "social_enterprise"},
                                {"target_0", "3.5"}, {"category_1", "local"}, {"target_1", ""}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(page(&st, "/buyer/records"), "3.5%<small>기관 목표</small>"));
        assert_true(web_shows(page(&st, "/buyer/records/targets"), "value=\"3.5\""));

        web_as(&st.w, &st.neighbour);
        assert_false(web_shows(page(&st, "/buyer/records"), "기관 목표</small>"));
        web_test_close(&st.w);
    }
}

static void a_refused_target_keeps_what_was_typed_and_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *category;
        const char *typed;
        const char *says;
    } ROWS[] = {
        {"women",   "2.99",            "법이 정한 목표보다 높게"   },
        {"sme",     "아주 많이",   "소수점 아래 두 자리까지"   },
        {"sme",     "123456789012345", "소수점 아래 두 자리까지"   },
        {"nothing", "5",               "시행 중인 구분이 아닙니다"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        web_as(&st.w, &st.admin);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a = web_post(
                &st.w, "/buyer/records/targets",
                WEB_FIELDS({"year", "2026"}, {"category_0", "social_enterprise"}, {"target_0", "9"},
                           {"category_1", ROWS[i].category}, {"target_1", ROWS[i].typed}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, ROWS[i].says));
            assert_true(web_shows(a, ROWS[i].typed));
        }
        assert_false(web_shows(page(&st, "/buyer/records"), "기관 목표</small>"));
        web_test_close(&st.w);
    }
}

static void everybody_sees_the_sums_and_no_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        web_as(&st.w, NULL);
        struct web_answer a = page(&st, "/performance?year=2026");
        assert_true(web_shows(a, "12,507,778")); // of both institutions
        assert_true(web_shows(a, "대구광역시 수성구"));
        assert_false(web_shows(a, "/buyer/"));
        a = page(&st, "/performance?year=2026&words=%EC%88%98%EC%84%B1"); // 수성
        assert_true(web_shows(a, "대구광역시 수성구"));
        assert_false(web_shows(a, "대구광역시 중구"));
        size_t at = str_index(a.body, S("href=\"/performance/"));
        str no = str_slice(a.body, at + 19, 13);
        str address = str_format(t.arena, "/performance/%.*s?year=2026", STR_ARG(no));
        a = page(&st, address.p);
        assert_true(web_shows(a, "대구광역시 수성구 구매실적"));
        assert_true(web_shows(a, "7,777"));
        assert_false(web_shows(a, "/buyer/"));
        assert_true(web_shows(page(&st, "/performance?year=2025"), "공개할 구매실적이 없습니다"));
        assert_int_equal(web_get(&st.w, "/performance/1000000000009").status, 404);
        assert_int_equal(web_get(&st.w, "/buyer/records").status, 303); // to the log-in
        web_test_close(&st.w);
    }
}

static void institutions_are_paged_by_what_they_bought(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        supplier_id firm = record_scene_supplier(&st.s, "㈜여럿", TESTING_CITY_DISTRICT, true);
        for (int i = 0; i < LIMIT_PAGE_ROWS + 3; i++) { // many of one price
            institution_id many = record_scene_institution(&st.s, "여럿 가운데 하나", "LOCAL");
            add(&st, (struct contract_spec){.supplier = firm, .won = 50, .institution = many});
        }
        web_as(&st.w, NULL);
        const char *address = "/performance?year=2026";
        size_t seen = 0;
        for (int pages = 1; address != NULL; pages++) {
            assert_true(pages <= 2);
            struct web_answer a = page(&st, address);
            str rest = a.body;
            for (size_t at = str_index(rest, S("href=\"/performance/")); at < rest.n;
                 at = str_index(rest, S("href=\"/performance/"))) {
                seen++;
                rest = str_slice(rest, at + 1, rest.n);
            }
            size_t next = str_index(a.body, S("&amp;after="));
            str key = str_slice(a.body, next + 11, 60);
            key = str_slice(key, 0, str_index(key, S("\"")));
            address =
                next == a.body.n
                    ? NULL
                    : str_to_c(t.arena, str_format(t.arena, "/performance?year=2026&after=%.*s",
                                                   STR_ARG(key)));
        }
        assert_int_equal(seen, LIMIT_PAGE_ROWS + 5);
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_at_a_glance_shows_figures_that_lead_to_contracts),
        cmocka_unit_test(the_list_is_narrowed_and_sums_to_the_won),
        cmocka_unit_test(what_counts_of_a_contract_is_said_where_it_is_not_all),
        cmocka_unit_test(a_long_list_has_pages_that_hold_each_row_once),
        cmocka_unit_test(a_year_or_month_that_is_none_gives_no_file_of_another),
        cmocka_unit_test(the_file_holds_what_the_list_holds),
        cmocka_unit_test(only_the_administrator_sets_targets),
        cmocka_unit_test(a_refused_target_keeps_what_was_typed_and_changes_nothing),
        cmocka_unit_test(everybody_sees_the_sums_and_no_contract),
        cmocka_unit_test(institutions_are_paged_by_what_they_bought),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
