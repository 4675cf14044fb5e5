// test-timeout: 120
// The public list, its sheet and files, and the desk of what waits.
#include "market/disclosure/disclosure_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/disclosure/disclosure_action.h"
#include "market/disclosure/disclosure_desk_web.h"
#include "market/disclosure/disclosure_open_web.h"
#include "market/disclosure/disclosure_testing.sql.h"
#include "market/party/right.h"
#include "market/record/record_testing.h"
#include "platform/web/web_testing.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static struct web_routes routes;

static int set_up(void **state)
{
    (void)state;
    web_routes_add(&routes, DISCLOSURE_ROUTES, DISCLOSURE_ROUTE_COUNT);
    web_routes_add(&routes, DISCLOSURE_OPEN_ROUTES, DISCLOSURE_OPEN_ROUTE_COUNT);
    web_routes_add(&routes, DISCLOSURE_DESK_ROUTES, DISCLOSURE_DESK_ROUTE_COUNT);
    return 0;
}

static err refresh(struct unit *u, void *data)
{
    return disclosure_action_refresh(u, *(contract_id *)data);
}

struct stage {
    struct record_scene s;
    struct web_test w;
    struct actor officer;
    struct actor approver;
    struct actor neighbour;
    struct actor operator_;
    supplier_id firm;
};

static contract_id add(struct stage *st, struct contract_spec spec)
{
    spec.supplier = spec.supplier.value == 0 ? st->firm : spec.supplier;
    contract_id id = record_scene_contract(&st->s, &spec);
    record_scene_run(&st->s, refresh, &id);
    return id;
}

static void set_stage(struct stage *st, struct testing_db *t)
{
    record_scene_open(&st->s, t);
    st->firm = record_scene_supplier(&st->s, "㈜다온 CCTV", TESTING_CITY_DISTRICT, true);
    st->officer = st->s.actor;
    st->officer.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_REQUEST;
    st->approver = st->s.actor;
    st->approver.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_APPROVE;
    st->neighbour = st->officer;
    st->neighbour.institution = st->s.other;
    st->operator_ =
        (struct actor){.account = st->s.account, .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_test_open(&st->w, t, routes.items, routes.count);
    st->w.site.law = st->s.u.law;
    st->w.site.calendar = st->s.u.calendar;
}

static struct web_answer page(struct stage *st, const char *address)
{
    struct web_answer a = web_get(&st->w, address);
    assert_int_equal(a.status, 200);
    return a;
}

static int64_t ask(struct stage *st, const struct sql *sql, contract_id id)
{
    assert_null(db_begin(st->s.t->db, DB_READ));
    struct query *q = db_query(st->s.t->db, sql);
    bind_i64(q, "contract", id.value);
    assert_true(query_next(q));
    int64_t no = read_i64(q, "no");
    assert_null(query_end(q));
    db_rollback(st->s.t->db);
    return no;
}

// "/disclosure/…" of a contract.
static const char *sheet_of(struct stage *st, contract_id id)
{
    return str_format(st->s.t->arena, "/disclosure/%lld",
                      (long long)ask(st, &SQL_DISCLOSURE_TESTING_FIND, id))
        .p;
}

static const char *desk_of(struct stage *st, contract_id id)
{
    return str_format(st->s.t->arena, "/buyer/disclosures/%lld",
                      (long long)ask(st, &SQL_DISCLOSURE_TESTING_CONTRACT_NO, id))
        .p;
}

// --- In public -----------------------------------------------------------------------------------

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
        struct stage st;
        set_stage(&st, &t);
        contract_id id = add(&st, (struct contract_spec){.won = 10890000,
                                                         .estimated_amount = 11000000,
                                                         .title = "의자 <고급> 구매"});
        web_as(&st.w, NULL);
        struct web_answer a = page(&st, sheet_of(&st, id));
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
        struct stage st;
        set_stage(&st, &t);
        institution_id agency = record_scene_institution(&st.s, "대구지방환경청", "STATE");
        supplier_id person = record_scene_supplier(&st.s, "다온상사", TESTING_CITY_DISTRICT, false);
        contract_id id = add(
            &st, (struct contract_spec){.supplier = person, .won = 1000, .institution = agency});
        struct web_answer a = page(&st, sheet_of(&st, id));
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
        struct stage st;
        set_stage(&st, &t);
        for (int i = 0; i <= LIMIT_PAGE_ROWS; i++) {
            add(&st, (struct contract_spec){.won = 10, .title = "의자 구매"});
        }
        web_as(&st.w, NULL);
        struct web_answer a = page(&st, "/disclosure?words=%EC%9D%98"); // 의
        assert_true(web_shows(a, "건수는 세지 않았습니다"));
        assert_false(web_shows(a, "<p>모두"));
        assert_true(web_shows(a, "before="));
        a = page(&st, "/disclosure?words=%EC%9D%98&year=2026&month=11"); // a month is counted
        assert_true(web_shows(a, "25건 · 계약금액 250원"));
        a = page(&st, "/disclosure?words=%EC%9D%98%EC%9E%90"); // 의자
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
        struct stage st;
        set_stage(&st, &t);
        supplier_id firm =
            record_scene_supplier(&st.s, "주식회사달구벌종합오피스", "2726000000", true);
        add(&st, (struct contract_spec){.won = 70, .title = TITLE, .supplier = firm});
        add(&st, (struct contract_spec){.won = 5, .title = "의자 구매"});
        web_as(&st.w, NULL);
        static const char *const WORDS[] = {"오피스", "스", TITLE, "설치운반주식회사"};
        for (size_t i = 0; i < COUNT(WORDS); i++) {
            href h =
                href_with(t.arena, href_to(t.arena, "/disclosure"), "words", str_view(WORDS[i]));
            struct web_answer a = page(&st, str_to_c(t.arena, h.path));
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
        struct stage st;
        set_stage(&st, &t);
        supplier_id far = record_scene_supplier(&st.s, "먼상사", "2726000000", true);
        add(&st, (struct contract_spec){.won = 1000, .title = "의자 구매"});
        add(&st, (struct contract_spec){
                     .won = 200, .title = "책상 구매", .on = DAY(2026, 3, 31), .supplier = far});
        add(&st, (struct contract_spec){.won = 30, .title = "연필 구매", .on = DAY(2025, 12, 31)});
        add(&st,
            (struct contract_spec){.won = 4, .title = "이웃의 구매", .institution = st.s.other});
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
            struct web_answer a = page(&st, str_to_c(t.arena, address));
            if (!web_shows(a, ROWS[i].total)) {
                fail_msg("%s does not show %s", ROWS[i].query, ROWS[i].total);
            }
        }
        // From a sheet to all of its institution.
        contract_id id = add(&st, (struct contract_spec){.won = 500});
        struct web_answer a = page(&st, sheet_of(&st, id));
        str link = str_slice(a.body, str_index(a.body, S("/disclosure?institution=")), 37);
        a = page(&st, str_to_c(t.arena, link));
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
        struct stage st;
        set_stage(&st, &t);
        assert_true(web_shows(page(&st, "/disclosure"), "공개한 수의계약이 아직 없습니다"));
        assert_true(web_shows(page(&st, "/open"), "공개한 계약이 아직 없습니다"));
        assert_int_equal(web_get(&st.w, "/open/ocds/releases.json?month=2026-11").status, 404);
        web_test_close(&st.w);
    }
}

static void a_long_list_has_pages_that_hold_each_line_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        for (int i = 0; i < 2 * LIMIT_PAGE_ROWS + 1; i++) {
            add(&st, (struct contract_spec){.won = 10, .on = DAY(2026, 5, 1 + i % 3)});
        }
        const char *address = "/disclosure?year=2026";
        size_t seen = 0;
        int pages = 0;
        while (address != NULL) {
            struct web_answer a = page(&st, address);
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

// --- As files ------------------------------------------------------------------------------------

static void the_file_holds_the_list_and_no_formula(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        add(&st, (struct contract_spec){.won = 1000, .title = "=SUM(A1), \"따옴표\""});
        add(&st, (struct contract_spec){.won = 234, .on = DAY(2025, 5, 1)});
        web_as(&st.w, NULL);
        static const struct {
            const char *address;
            int64_t sum;
        } ROWS[] = {
            {"/open/disclosure.csv",           1234},
            {"/open/disclosure.csv?year=2026", 1000},
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a = page(&st, ROWS[i].address);
            struct csv c;
            const str *row = NULL;
            size_t title, price;
            int64_t sum = 0;
            assert_null(csv_init(&c, t.arena, a.body));
            assert_true(csv_column(&c, S("사업명"), &title));
            assert_true(csv_column(&c, S("계약금액(B, 원)"), &price));
            for (assert_null(csv_next(&c, &row)); row != NULL; assert_null(csv_next(&c, &row))) {
                int64_t won = 0;
                assert_true(str_parse_i64(row[price], &won));
                sum += won;
                assert_false(str_starts(row[title], S("=")));
            }
            assert_int_equal(sum, ROWS[i].sum);
            assert_false(str_contains(a.bytes, S("rel=\"next\"")));
        }
        web_test_close(&st.w);
    }
}

static size_t count_releases(struct web_answer a)
{
    json_t *package = json_loadb(a.body.p, a.body.n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(package);
    size_t count = json_array_size(json_object_get(package, "releases"));
    json_decref(package);
    return count;
}

static void a_month_is_given_as_open_contracting_data(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        contract_id paid = add(&st, (struct contract_spec){.won = 1000, .second_line = true});
        add(&st, (struct contract_spec){.won = 1000, .on = DAY(2026, 11, 1)});
        add(&st, (struct contract_spec){.won = 1000, .on = DAY(2026, 10, 31)});
        record_scene_inspect(&st.s, paid, 1, DAY(2026, 12, 1), "accepted");
        record_scene_pay(&st.s, paid, 1, DAY(2026, 12, 3), 400);
        record_scene_pay(&st.s, paid, 2, DAY(2026, 12, 7), 600);
        record_scene_move(&st.s, paid, "paid");
        record_scene_run(&st.s, refresh, &paid);
        struct web_answer a = page(&st, "/open/ocds/releases.json?month=2026-11");
        assert_int_equal(count_releases(a), 2 + 1 + 2); // signings, completion, payments
        assert_true(web_shows(a, "\"https://dure.example/open/ocds/releases.json?month=2026-11\""));
        assert_true(web_shows(a, "\"quantity\":1"));
        assert_true(str_contains(a.bytes, S("application/json")));
        a = page(&st, "/open/ocds/releases.json?month=2026-10");
        assert_int_equal(count_releases(a), 1);
        a = page(&st, "/open/ocds/releases.json"); // this month
        assert_int_equal(count_releases(a), 5);
        assert_true(web_shows(page(&st, "/open"), "2026년 11월"));
        web_test_close(&st.w);
    }
}

static void days_that_are_none_give_no_file_of_others(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const struct {
            const char *path;
            const struct fault *fault; // NULL: a file
        } ASKED[] = {
            {"/open/disclosure.csv?year=bad",           &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?year=0",             &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?year=1999",          &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?year=2101",          &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?year=2026&month=13", &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?year=2026&month=0",  &DISCLOSURE_TIME_UNREAD },
            {"/open/disclosure.csv?month=11",           &DISCLOSURE_TIME_UNREAD }, // of which year?
            {"/open/disclosure.csv?year=&month=",       NULL                    },
            {"/open/disclosure.csv?year=2026",          NULL                    },
            {"/open/disclosure.csv?year=2026&month=12", NULL                    },
            {"/open/ocds/releases.json?month=bad",      &DISCLOSURE_MONTH_UNREAD},
            {"/open/ocds/releases.json?month=11",       &DISCLOSURE_MONTH_UNREAD},
            {"/open/ocds/releases.json?month=2026-13",  &DISCLOSURE_MONTH_UNREAD},
            {"/open/ocds/releases.json?month=",         NULL                    },
        };
        struct stage st;
        set_stage(&st, &t);
        add(&st, (struct contract_spec){.won = 1000});
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            struct web_answer a = web_get(&st.w, ASKED[i].path);
            assert_int_equal(a.status, ASKED[i].fault == NULL ? 200 : 422);
            assert_true(ASKED[i].fault == NULL || web_shows(a, ASKED[i].fault->text));
            assert_int_equal(str_contains(a.bytes, S("Content-Disposition: attachment")) ||
                                 str_contains(a.bytes, S("application/json")),
                             ASKED[i].fault == NULL);
        }
        web_test_close(&st.w);
    }
}

static void a_long_month_goes_on_where_the_header_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        for (int i = 0; i < 103; i++) {
            add(&st, (struct contract_spec){.won = 10});
        }
        struct web_answer a = page(&st, "/open/ocds/releases.json?month=2026-11");
        assert_int_equal(count_releases(a), 100);
        size_t at = str_index(a.bytes, S("&before="));
        assert_true(str_contains(a.bytes, S("rel=\"next\"")));
        str next = str_format(t.arena, "/open/ocds/releases.json?month=2026-11&before=%.*s", 13,
                              a.bytes.p + at + 8);
        a = page(&st, next.p);
        assert_int_equal(count_releases(a), 3);
        assert_false(str_contains(a.bytes, S("rel=\"next\"")));
        web_test_close(&st.w);
    }
}

// --- At the desk ---------------------------------------------------------------------------------

#define GOOD_WORDS                                                                                 \
    {"title", "의자 구매"}, {"ground", "지방계약법 시행령 제25조제1항제5호나목"},                  \
        {"reason", "추정가격이 2천만원 이하인 물품 구매"},                                         \
    {                                                                                              \
        "site", "본관"                                                                           \
    }

static void what_waits_is_worded_anew_and_published(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        contract_id id = add(
            &st, (struct contract_spec){.won = 1000, .title = "의자(010-1234-5678)", .reason = ""});
        const char *desk = desk_of(&st, id);
        web_as(&st.w, &st.officer);
        struct web_answer a = page(&st, "/buyer/disclosures");
        assert_true(web_shows(a, "전화번호로 보이는 숫자를 빼 주세요"));
        assert_true(web_shows(a, "수의계약 사유를 구체적으로 적어 주세요"));
        assert_true(web_shows(page(&st, desk), "의자(010-1234-5678)"));
        assert_false(web_shows(page(&st, "/disclosure"), "의자("));

        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 303);
        assert_true(web_shows(page(&st, "/disclosure"), "의자 구매"));
        assert_true(web_shows(page(&st, "/buyer/disclosures"), "공개를 기다리는 계약이 없습니다"));
        assert_int_equal(web_get(&st.w, desk).status, 404); // it waits no more
        web_test_close(&st.w);
    }
}

static void bad_words_come_back_as_they_were_typed(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        const char *agree;
        const char *says;
    } ROWS[] = {
        {"담당 010-1234-5678", "1", "전화번호로 보이는 숫자를"           },
        {"  ",                   "1", "적어"                                        },
        {"물품 구매",        "0", "공개될 내용을 읽고 확인에 표시해"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        contract_id id = add(&st, (struct contract_spec){.won = 1000, .reason = ""});
        const char *desk = desk_of(&st, id);
        web_as(&st.w, &st.officer);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a =
                web_post(&st.w, desk,
                         WEB_FIELDS({"title", "새로 지은 이름"}, {"ground", "제25조"},
                                    {"reason", ROWS[i].reason}, {"site", "본관"},
                                    {ROWS[i].agree[0] == '1' ? "agree" : "other", "1"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, ROWS[i].says));
            assert_true(web_shows(a, "새로 지은 이름"));
        }
        assert_false(web_shows(page(&st, desk), "새로 지은 이름")); // nothing of it was kept
        web_test_close(&st.w);
    }
}

static void others_neither_see_nor_word_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_stage(&st, &t);
        contract_id id =
            add(&st, (struct contract_spec){.won = 1000, .title = "미뤄진 것", .reason = ""});
        const char *desk = desk_of(&st, id);

        web_as(&st.w, &st.neighbour); // another institution's officer
        assert_false(web_shows(page(&st, "/buyer/disclosures"), "미뤄진 것"));
        assert_int_equal(web_get(&st.w, desk).status, 404);
        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 404);

        web_as(&st.w, &st.approver); // may see, may not word
        struct web_answer a = page(&st, "/buyer/disclosures");
        assert_true(web_shows(a, "미뤄진 것"));
        assert_false(web_shows(a, "고쳐서 공개"));
        assert_int_equal(web_get(&st.w, desk).status, 403);
        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 403);

        web_as(&st.w, &st.operator_); // sees all
        a = page(&st, "/admin/disclosures");
        assert_true(web_shows(a, "미뤄진 것"));
        assert_true(web_shows(a, "대구광역시 중구"));
        assert_int_equal(web_get(&st.w, "/buyer/disclosures").status, 403);

        web_as(&st.w, &st.officer);
        assert_int_equal(web_get(&st.w, "/admin/disclosures").status, 403);
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
        cmocka_unit_test(the_file_holds_the_list_and_no_formula),
        cmocka_unit_test(a_month_is_given_as_open_contracting_data),
        cmocka_unit_test(days_that_are_none_give_no_file_of_others),
        cmocka_unit_test(a_long_month_goes_on_where_the_header_says),
        cmocka_unit_test(what_waits_is_worded_anew_and_published),
        cmocka_unit_test(bad_words_come_back_as_they_were_typed),
        cmocka_unit_test(others_neither_see_nor_word_it),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
