// test-timeout: 120
// The first page of each desk: whose work it shows, and nobody else's.
#include "market/insight/insight_desk_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/insight/insight_desk_test.sql.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_testing.h"

struct asked {
    const struct purchase *p;
    uint64_t rights;
    bool of_supplier;
    date due_on;
};

static err ask(struct unit *u, void *data)
{
    const struct asked *a = data;
    struct purchase_task task =
        a->of_supplier ? purchase_task_of_supplier(a->p, S("test.sell"), S("견적을 내 주세요"),
                                                   S("/supplier/quotes"))
                       : purchase_task_at(a->p, a->rights, S("test.buy"), S("검사해 주세요"),
                                          S("/buyer/deliveries"));
    task.due_at = date_is_none(a->due_on) ? (instant){0} : instant_end_of(a->due_on);
    return purchase_ask(u, a->p, &task);
}

static void each_desk_shows_its_own_work(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_DELIVERING);
        date today = instant_date(web_test_now);
        struct asked inspect = {.p = &s.draft, .rights = RIGHT_INSPECT, .due_on = today};
        assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        struct asked sell = {.p = &s.draft, .of_supplier = true, .due_on = date_add_days(today, 1)};
        assert_null(purchase_testing_run(&s, &s.officer, ask, &sell));

        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.inspector);
        struct web_answer a = web_get(&w, "/buyer");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "검사해 주세요"));
        assert_true(web_shows(a, "오늘"));
        web_as(&w, &s.accountant); // reads the case, has nothing to do with this task
        a = web_get(&w, "/buyer");
        assert_false(web_shows(a, "검사해 주세요"));
        assert_true(web_shows(a, "지금 기다리는 일이 없습니다"));
        assert_true(web_shows(a, "납품·검사 중"));
        web_as(&w, &s.inspector_there);
        a = web_get(&w, "/buyer");
        assert_false(web_shows(a, "검사해 주세요"));
        assert_true(web_shows(a, "진행 중인 구매가 없습니다"));

        web_as(&w, &s.owner);
        a = web_get(&w, "/supplier");
        assert_true(web_shows(a, "견적을 내 주세요"));
        assert_true(web_shows(a, "D-1"));
        assert_false(web_shows(a, "검사해 주세요"));
        web_as(&w, &s.rival_owner);
        assert_false(web_shows(web_get(&w, "/supplier"), "견적을 내 주세요"));

        web_as(&w, &s.operator_);
        a = web_get(&w, "/admin");
        assert_int_equal(a.status, 200);
        assert_int_equal(web_get(&w, "/buyer").status, 403);
        assert_int_equal(web_get(&w, "/supplier").status, 403);
        web_as(&w, &s.officer);
        assert_int_equal(web_get(&w, "/admin").status, 403);
        web_test_close(&w);
    }
}

static void what_is_late_is_counted_apart_from_what_is_due_today(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_DELIVERING);
        date today = instant_date(web_test_now);
        for (int32_t days = -2; days <= 1; days++) { // two late, one today, one tomorrow
            struct asked sell = {
                .p = &s.draft, .of_supplier = true, .due_on = date_add_days(today, days)};
            struct asked inspect = {.p = &s.draft,
                                    .rights = RIGHT_INSPECT,
                                    .due_on = date_add_days(today, days < 0 ? days : 1)};
            assert_null(purchase_testing_run(&s, &s.officer, ask, &sell));
            assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        }
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.owner);
        struct web_answer a = web_get(&w, "/supplier");
        assert_true(web_shows(a, "기한 지남 2건"));
        assert_true(web_shows(a, "오늘까지 1건"));
        web_as(&w, &s.inspector);
        a = web_get(&w, "/buyer");
        assert_true(web_shows(a, "<h2>오늘까지 처리</h2><p>2<small>건"));
        assert_true(web_shows(a, "기한 지남 2건"));
        web_test_close(&w);
    }
}

static err give_up_seal(struct unit *u, void *data)
{
    (void)data;
    struct query *q = db_query(u->db, &SQL_DESK_TEST_DEAD_SEAL);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static void the_operator_is_told_what_only_the_server_can_mend(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.operator_);
        struct web_answer a = web_get(&w, "/admin");
        assert_false(web_shows(a, "끝내 처리하지 못한 작업"));
        assert_false(web_shows(a, "시행일이 정해지지 않았습니다"));
        assert_null(purchase_testing_run(&s, &s.owner, give_up_seal, NULL));
        desk_tell_undated_policy(true);
        a = web_get(&w, "/admin");
        assert_true(web_shows(a, "끝내 처리하지 못한 작업이 1건 있습니다."));
        assert_true(web_shows(a, "그 가운데 1건은 감사 기록의 서명입니다."));
        assert_true(web_shows(a, "시행일이 정해지지 않았습니다."));
        desk_tell_undated_policy(false);
        web_test_close(&w);
    }
}

// The day of the term is today's work, the day before it is not.
static void a_term_of_today_is_todays_work(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        struct asked inspect = {.p = &s.draft, .rights = RIGHT_INSPECT};
        date today = instant_date(web_test_now);
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.inspector);
        inspect.due_on = date_add_days(today, 1);
        assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        assert_true(web_shows(web_get(&w, "/buyer"), "<p>0<small>건</small></p>"));
        inspect.due_on = today;
        assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        assert_true(web_shows(web_get(&w, "/buyer"), "<p>1<small>건</small></p>"));
        inspect.due_on = date_add_days(today, -1);
        assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        struct web_answer a = web_get(&w, "/buyer");
        assert_true(web_shows(a, "<p>2<small>건</small></p>"));
        assert_true(web_shows(a, "1일 지남"));
        web_test_close(&w);
    }
}

static const char *place_of(struct web_answer a, const char *text)
{
    const char *place = memmem(a.body.p, a.body.n, text, strlen(text));
    assert_non_null(place);
    return place;
}

// In whatever order they were asked, and however many: what has no term, and the last, find no
// room.
static void the_nearest_terms_are_shown_in_their_order(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        date today = instant_date(web_test_now);
        struct asked inspect = {.p = &s.draft, .rights = RIGHT_INSPECT, .due_on = DATE_NONE};
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.inspector);
        assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        for (int32_t days = 1; days < LIMIT_DESK_ROWS; days += 2) {
            inspect.due_on = date_add_days(today, days);
            assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        }
        struct web_answer a = web_get(&w, "/buyer");
        assert_true(place_of(a, ">D-49<") < place_of(a, ">기한 없음<"));
        for (int32_t days = LIMIT_DESK_ROWS; days >= 0; days -= 2) {
            inspect.due_on = date_add_days(today, days);
            assert_null(purchase_testing_run(&s, &s.owner, ask, &inspect));
        }
        a = web_get(&w, "/buyer");
        assert_true(place_of(a, ">오늘<") < place_of(a, ">D-1<"));
        assert_true(place_of(a, ">D-1<") < place_of(a, ">D-2<"));
        assert_true(place_of(a, ">D-48<") < place_of(a, ">D-49<"));
        assert_false(web_shows(a, ">D-50<"));
        assert_false(web_shows(a, ">기한 없음<"));
        web_test_close(&w);
    }
}

static err undo(struct unit *u, void *data)
{
    const struct purchase_scene *s = data;
    struct query *q = db_query(u->db, &SQL_DESK_TEST_END_LINES);
    bind_i64(q, "institution", s->here.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_DESK_TEST_TAKE_ACCOUNT);
    bind_i64(q, "supplier", s->supplier.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_DESK_TEST_APPLY_AGAIN);
    bind_i64(q, "supplier", s->rival.value);
    return query_run(q, NULL);
}

static void what_is_done_once_stands_first_until_it_is_done(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.admin);
        assert_false(web_shows(web_get(&w, "/buyer"), "처음 할 일"));
        web_as(&w, &s.operator_);
        assert_true(web_shows(web_get(&w, "/admin"), "지금 기다리는 신청이 없습니다"));

        assert_null(purchase_testing_run(&s, &s.admin, undo, &s));
        web_as(&w, &s.admin);
        struct web_answer a = web_get(&w, "/buyer");
        assert_true(web_shows(a, "처음 할 일"));
        assert_true(web_shows(a, "결재선 정하기"));
        assert_false(web_shows(a, "사람과 역할 정하기"));
        assert_false(web_shows(a, "장바구니에 담으면")); // may not buy
        web_as(&w, &s.officer);                          // may not set it up
        assert_false(web_shows(web_get(&w, "/buyer"), "처음 할 일"));
        web_as(&w, &s.owner);
        assert_true(web_shows(web_get(&w, "/supplier"), "대금 받을 계좌 등록"));
        assert_false(web_shows(web_get(&w, "/supplier"), "상품 알리기")); // it has some
        web_as(&w, &s.staff);
        assert_false(web_shows(web_get(&w, "/supplier"), "대금 받을 계좌 등록"));
        web_as(&w, &s.operator_);
        a = web_get(&w, "/admin");
        assert_true(web_shows(a, "㈜한결상사"));
        assert_true(web_shows(a, "공급기업 심사</span>"));
        web_test_close(&w);
    }
}

static err keep_sums(struct unit *u, void *data)
{
    (void)data;
    static const struct {
        int64_t year;
        int64_t part;
        const char *tag;
        int64_t price;
        int64_t count;
    } SUMS[] = {
        {2026, 0, "",      30000000,  3},
        {2026, 7, "",      10000000,  4},
        {2026, 7, "women", 10000000,  2}, // of those four
        {2025, 0, "",      500000000, 9},
    };
    for (size_t i = 0; i < COUNT(SUMS); i++) {
        struct query *q = db_query(u->db, &SQL_DESK_TEST_CITY_SUM);
        bind_i64(q, "year", SUMS[i].year);
        bind_i64(q, "part", SUMS[i].part);
        bind_str(q, "tag", str_view(SUMS[i].tag));
        bind_i64(q, "price", SUMS[i].price);
        bind_i64(q, "count", SUMS[i].count);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static void the_years_contracts_are_those_of_the_records(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, DESK_ROUTES, DESK_ROUTE_COUNT);
        web_as(&w, &s.operator_);
        assert_true(web_shows(web_get(&w, "/admin"), "2026년 계약</h2><p>0<small>건"));
        assert_null(purchase_testing_run(&s, &s.owner, keep_sums, NULL));
        struct web_answer a = web_get(&w, "/admin");
        assert_true(web_shows(a, "2026년 계약</h2><p>7<small>건"));
        assert_true(web_shows(a, "<span>4,000만원"));
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_years_contracts_are_those_of_the_records),
        cmocka_unit_test(each_desk_shows_its_own_work),
        cmocka_unit_test(what_is_late_is_counted_apart_from_what_is_due_today),
        cmocka_unit_test(the_operator_is_told_what_only_the_server_can_mend),
        cmocka_unit_test(a_term_of_today_is_todays_work),
        cmocka_unit_test(the_nearest_terms_are_shown_in_their_order),
        cmocka_unit_test(what_is_done_once_stands_first_until_it_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
