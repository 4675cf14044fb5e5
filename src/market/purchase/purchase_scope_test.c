// test-timeout: 240
// 과업 내용: asked in the draft, kept with the case, refused while it is not whole.
#include "market/purchase/purchase_scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/purchase/purchase_basket_store.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_draft_edit_web.h"
#include "market/purchase/purchase_draft_web.h"
#include "market/purchase/purchase_scope_test.sql.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"

static const struct {
    const char *key;
    const char *label;
    const char *kind;
    const char *unit;
    const char *words;
    bool is_required;
} ASKED[] = {
    {"area",  "청소 면적",    "number",    "m²", "",                true },
    {"freq",  "청소 횟수",    "enum",      "",    "매일|주 3회", true },
    {"days",  "요일",           "multi",     "",    "월|수|금",     false},
    {"term",  "계약 기간",    "daterange", "",    "",                true },
    {"start", "첫 작업",       "datetime",  "",    "",                false},
    {"place", "공간별 면적", "table",     "m²", "",                false},
};

static void an_answer_is_read_by_its_kind(void **state)
{
    (void)state;
    static const struct {
        enum scope_kind kind;
        const char *text;
        bool reads;
    } CASES[] = {
        {SCOPE_NUMBER,   "1200",                    true },
        {SCOPE_NUMBER,   "12.5",                    true },
        {SCOPE_NUMBER,   "-1",                      false},
        {SCOPE_NUMBER,   "많이",                  false},
        {SCOPE_CHOICE,   "가",                     true },
        {SCOPE_CHOICE,   "다",                     false},
        {SCOPE_CHOICES,  "가, 나",                true },
        {SCOPE_CHOICES,  "가, 다",                false},
        {SCOPE_FLAG,     "예",                     true },
        {SCOPE_FLAG,     "1",                       false},
        {SCOPE_DATE,     "2026-12-01",              true },
        {SCOPE_DATE,     "2026-13-01",              false},
        {SCOPE_DATETIME, "2026-12-01 09:30",        true },
        {SCOPE_DATETIME, "2026-12-01 24:00",        false},
        {SCOPE_DATETIME, "2026-12-01",              false},
        {SCOPE_RANGE,    "2026-12-01 ~ 2027-11-30", true },
        {SCOPE_RANGE,    "2026-12-01 ~ ",           false},
        {SCOPE_RANGE,    "2026-12-02 ~ 2026-12-01", false},
        {SCOPE_TEXT,     "무엇이든",            true },
    };
    struct arena *a = arena_open(256 * KIB);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct scope_question q = {
            .label = S("물음"), .kind = CASES[i].kind, .words = S("가|나"), .is_required = true};
        assert_int_equal(scope_wrong(a, &q, str_view(CASES[i].text)).n == 0, CASES[i].reads);
        assert_true(scope_wrong(a, &q, S("")).n > 0);
        q.is_required = false;
        assert_int_equal(scope_wrong(a, &q, S("")).n, 0);
    }
    arena_close(a);
}

static void answers_are_kept_with_their_words(void **state)
{
    (void)state;
    struct arena *a = arena_open(256 * KIB);
    struct scope_answer items[] = {
        {S("a.area"),  S("면적"), S("m²"), S("1200")                },
        {S("a.none"),  S("없음"), S(""),    S("")                    },
        {S("a.place"), S("공간"), S("m²"), S("1층 80\nanswer=2층")},
    };
    scope_answer_list list = {items, COUNT(items)};
    scope_answer_list again = scope_parse(a, scope_format(a, &list));
    assert_int_equal(again.count, 2);
    assert_true(str_equals(scope_text_of(&again, S("a.place")), items[2].text));
    assert_true(str_equals(scope_shown(a, &again.items[0]), S("1200m²")));
    assert_int_equal(scope_format(a, &(scope_answer_list){0}).n, 0);
    arena_close(a);
}

struct deed {
    offer_id offer;
    department_id department;
    int64_t offer_no;
    int64_t supplier_no;
    int64_t department_no;
    int64_t ids[COUNT(ASKED)];
};

static err set_up(struct unit *u, void *data)
{
    struct deed *d = data;
    for (size_t i = 0; i < COUNT(ASKED); i++) {
        struct query *q = db_query(u->db, &SQL_SCOPE_TEST_ASK);
        bind_i64(q, "id", (int64_t)i + 1);
        bind_str(q, "key", str_view(ASKED[i].key));
        bind_str(q, "label", str_view(ASKED[i].label));
        bind_str(q, "kind", str_view(ASKED[i].kind));
        bind_str(q, "unit", str_view(ASKED[i].unit));
        bind_str(q, "words", str_view(ASKED[i].words));
        bind_bool(q, "is_required", ASKED[i].is_required);
        TRY(query_run(q, NULL));
    }
    struct query *q = db_query(u->db, &SQL_SCOPE_TEST_IDS);
    for (size_t i = 0; i < COUNT(ASKED) && query_next(q); i++) {
        d->ids[i] = read_i64(q, "id");
    }
    TRY(query_end(q));
    q = db_query(u->db, &SQL_SCOPE_TEST_OFFER);
    bind_i64(q, "offer", d->offer.value);
    assert_true(query_next(q));
    d->offer_no = read_i64(q, "no");
    d->supplier_no = read_i64(q, "supplier_no");
    TRY(query_end(q));
    q = db_query(u->db, &SQL_SCOPE_TEST_DEPARTMENT);
    bind_i64(q, "department", d->department.value);
    assert_true(query_next(q));
    d->department_no = read_i64(q, "no");
    TRY(query_end(q));
    struct basket_offer offer;
    return basket_put(u->db, u->actor->account, (public_no){d->offer_no}, 10, u->now, &offer);
}

static err draft_without(struct unit *u, void *data)
{
    const struct deed *d = data;
    struct purchase made;
    struct purchase_need need = {
        .title = S("가"),
        .need = S("나"),
        .department = d->department,
        .budget_line = S("다"),
        .object = LAW_GOODS,
        .delivery_place = S("라"),
        .deliver_by = date_add_days(u->today, 10),
    };
    return purchase_action_draft(u, (public_no){d->supplier_no}, &need, &made);
}

static const char *text(struct arena *a, const char *head, int64_t n)
{
    return str_to_c(a, str_format(a, "%s%lld", head, (long long)n));
}

static void a_draft_asks_what_a_service_needs(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        struct web_routes routes = {.count = 0};
        purchase_testing_open(&s, &t);
        web_routes_add(&routes, DRAFT_ROUTES, DRAFT_ROUTE_COUNT);
        web_routes_add(&routes, DRAFT_EDIT_ROUTES, DRAFT_EDIT_ROUTE_COUNT);
        web_routes_add(&routes, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
        purchase_testing_web(&s, &w, routes.items, routes.count);
        web_as(&w, &s.officer);
        struct deed d = {.offer = s.offers[1], .department = s.department};
        assert_null(purchase_testing_run(&s, &s.officer, set_up, &d));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft_without, &d),
                         &SCOPE_UNANSWERED);
        const char *supplier = text(t.arena, "", d.supplier_no);
        const char *department = text(t.arena, "", d.department_no);
        struct web_answer a =
            web_get(&w, text(t.arena, "/buyer/purchases/new?supplier=", d.supplier_no));
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.body, S("청소 면적 (m²)")));
        assert_true(str_contains(a.body, S("<option value=\"주 3회\">")));
        const char *area = text(t.arena, "answer_", d.ids[0]);
        const char *freq = text(t.arena, "answer_", d.ids[1]);
        const char *days = text(t.arena, "answer_", d.ids[2]);
        const char *term = text(t.arena, "answer_", d.ids[3]);
        const char *until = text(t.arena, "until_", d.ids[3]);
        const char *start = text(t.arena, "answer_", d.ids[4]);
        const char *seen = text(t.arena, "seen_", d.offer_no);
#define NEED(more)                                                                                 \
    {"supplier", supplier}, {"title", "청사 청소"}, {"need", "봄맞이"},                            \
        {"department", department}, {"budget_line", "201-01"}, {"object", "goods"},                \
        {"delivery_place", "본관"}, {"deliver_by", "2026-12-10"}, {seen, "1"}, {"version", more}
        a = web_post(
            &w, "/buyer/purchases",
            WEB_FIELDS(NEED(""), {area, "넓음"}, {days, "월"}, {days, "금"}, {term, "2026-12-01"}));
        assert_int_equal(a.status, 422);
        assert_true(str_contains(a.body, S("‘청소 면적’: 숫자로 적어 주세요.")));
        assert_true(str_contains(a.body, S("‘청소 횟수’에 답해 주세요.")));
        assert_true(str_contains(a.body, S("첫날과 마지막 날을 모두")));
        assert_true(str_contains(a.body, S("value=\"넓음\""))); // what was typed stays
        assert_true(str_contains(a.body, S("value=\"금\" checked")));
        assert_false(str_contains(a.body, S("value=\"수\" checked")));
        a = web_post(&w, "/buyer/purchases",
                     WEB_FIELDS(NEED(""), {area, "1,200"}, {freq, "주 3회"}, {days, "월"},
                                {days, "금"}, {term, "2026-12-01"}, {until, "2027-11-30"},
                                {start, "2026-12-01T09:00"}));
        assert_int_equal(a.status, 303);
        str page = str_slice(a.location, 0, a.location.n - S("/path").n);
        a = web_get(&w, str_to_c(t.arena, page));
        assert_true(str_contains(a.body, S("<dt>청소 면적</dt><dd>1200m²</dd>")));
        assert_true(str_contains(a.body, S("<dt>요일</dt><dd>월, 금</dd>")));
        assert_true(str_contains(a.body, S("<dd>2026-12-01 ~ 2027-11-30</dd>")));
        assert_true(str_contains(a.body, S("<dd>2026-12-01 09:00</dd>")));
        a = web_get(&w, str_to_c(t.arena, str_join(t.arena, page, S("/print"))));
        assert_true(str_contains(a.body, S("<dt>청소 횟수</dt><dd>주 3회</dd>")));
        a = web_get(&w, str_to_c(t.arena, str_join(t.arena, page, S("/edit"))));
        assert_true(str_contains(a.body, S("value=\"2027-11-30\"")));
        assert_true(str_contains(a.body, S("value=\"2026-12-01T09:00\"")));
        assert_true(str_contains(a.body, S("value=\"주 3회\" selected")));
        web_test_close(&w);
    }
}

static void what_is_approved_holds_the_answers(void **state)
{
    (void)state;
    struct arena *a = arena_open(256 * KIB);
    struct purchase p = {.title = S("가"), .deliver_by = DATE_NONE};
    struct purchase_line line = {.seq = 1, .title = S("나")};
    str without = purchase_content(a, &p, &line, 1);
    assert_false(str_contains(without, S("scope=")));
    p.scope = S("question=a\n");
    assert_true(str_contains(purchase_content(a, &p, &line, 1), S("scope=question=a\\n\n")));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_read_by_its_kind),
        cmocka_unit_test(answers_are_kept_with_their_words),
        cmocka_unit_test(a_draft_asks_what_a_service_needs),
        cmocka_unit_test(what_is_approved_holds_the_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
