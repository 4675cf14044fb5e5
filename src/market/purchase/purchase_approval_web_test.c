// test-timeout: 240
// The pages of the approval: what is frozen, who decides, how the person is asked again.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/party/party_session_web.sql.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_approval_testing.h"
#include "market/purchase/purchase_approval_web.h"
#include "market/purchase/purchase_approval_web_test.sql.h"
#include "market/purchase/purchase_submit_web.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"
#include "platform/secret/secret.h"

static struct web_routes routes;

struct test {
    struct purchase_scene s;
    struct web_test w;
    char address[128];
    char hash[65];
};

static void open_test(struct test *t, struct testing_db *database)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(&t->s, database);
    routes.count = 0;
    web_routes_add(&routes, SUBMIT_ROUTES, SUBMIT_ROUTE_COUNT);
    web_routes_add(&routes, APPROVAL_ROUTES, APPROVAL_ROUTE_COUNT);
    web_routes_add(&routes, &PURCHASE_ROUTES[1], 1); // the case
    purchase_testing_web(&t->s, &t->w, routes.items, routes.count);
    purchase_testing_move(&t->s, &t->s.draft, PURCHASE_CHOSEN);
}

static const char *at(struct test *t, const char *head, const char *tail)
{
    (void)snprintf(t->address, sizeof t->address, "%s%lld%s", head, (long long)t->s.draft.no.value,
                   tail);
    return t->address;
}

static const char *submit_path(struct test *t)
{
    return at(t, "/buyer/purchases/", "/submit");
}

static const char *approval_path(struct test *t)
{
    return at(t, "/buyer/approvals/", "");
}

// The hash that a page's form carries.
static const char *hash_on(struct test *t, struct web_answer a)
{
    str mark = S("name=\"hash\" value=\"");
    size_t where = str_index(a.body, mark);
    assert_true(where < a.body.n);
    str hash = str_slice(a.body, where + mark.n, 64);
    (void)snprintf(t->hash, sizeof t->hash, "%.*s", STR_ARG(hash));
    return t->hash;
}

static void submit(struct test *t)
{
    web_as(&t->w, &t->s.officer);
    const char *hash = hash_on(t, web_get(&t->w, submit_path(t)));
    struct web_answer a = web_post(&t->w, submit_path(t), WEB_FIELDS({"hash", hash}));
    assert_int_equal(a.status, 303);
    purchase_testing_find(&t->s, &t->s.draft);
    assert_int_equal(t->s.draft.state, PURCHASE_SUBMITTED);
}

// --- Submitting
// ----------------------------------------------------------------------------------

static void the_page_shows_what_will_be_frozen_and_who_will_be_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, submit_path(&t));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2,900,000원"));
        assert_true(web_shows(a, "금 이백구십만원정"));
        assert_true(web_shows(a, "중구청 본관 2층 총무과"));
        assert_true(web_shows(a, "1. 박다솜"));
        assert_false(web_shows(a, "최라온")); // from ten million only
        web_test_close(&t.w);
    }
}

static void what_was_not_seen_is_not_submitted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_post(&t.w, submit_path(&t), WEB_FIELDS({"hash", "another"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 사람이 이 구매 건을 고쳤습니다"));
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_CHOSEN);
        submit(&t);
        assert_int_equal(web_get(&t.w, submit_path(&t)).status, 409);
        web_test_close(&t.w);
    }
}

static void the_officer_takes_it_back_on_a_page_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        struct web_answer a = web_get(&t.w, at(&t, "/buyer/purchases/", "/withdraw"));
        assert_int_equal(a.status, 200);
        a = web_post(&t.w, at(&t, "/buyer/purchases/", "/withdraw"), WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_CHOSEN);
        a = web_get(&t.w, at(&t, "/buyer/purchases/", "/withdraw"));
        assert_int_equal(a.status, 409);
        web_test_close(&t.w);
    }
}

// --- Deciding
// ------------------------------------------------------------------------------------

static void an_approver_reads_all_of_it_and_is_asked_again_who_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_path(&t));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "부서에서 쓰는 종이와 필기구"));
        assert_true(web_shows(a, "등록된 가격이 시중 가격보다 낮습니다."));
        assert_true(web_shows(a, "1인 견적 수의계약"));
        assert_true(web_shows(a, "정가와 같음"));
        assert_true(web_shows(a, "name=\"secret\""));
        const char *hash = hash_on(&t, a);

        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"opinion", "적정 <합니다>"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "id=\"secret-e\""));
        assert_true(web_shows(a, "적정 &lt;합니다&gt;</textarea>"));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", "틀린 비밀번호"}));
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, "틀린 비밀번호"));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"opinion", "적정합니다."},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_APPROVED);
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "적정합니다."));
        assert_false(web_shows(a, "구매 승인</button>"));
        web_test_close(&t.w);
    }
}

#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

static void an_approver_may_show_a_code_instead_and_each_works_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        party_testing_factor(&d, t.s.approver.account, TOTP);
        const char *code = str_to_c(d.arena, secret_totp_code(d.arena, S(TOTP), web_test_now));
        submit(&t);
        web_as(&t.w, &t.s.approver);
        const char *hash = hash_on(&t, web_get(&t.w, approval_path(&t)));
        struct web_answer a =
            web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", "000000"}));
        assert_int_equal(a.status, 422);
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "return"}, {"opinion", "수량이 많습니다."},
                                {"secret", code}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_RETURNED);
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, submit_path(&t));
        assert_true(web_shows(a, "수량이 많습니다."));
        assert_true(web_shows(a, "없으면 그대로 다시 올립니다."));
        submit(&t);
        web_as(&t.w, &t.s.approver);
        hash = hash_on(&t, web_get(&t.w, approval_path(&t)));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", code}));
        assert_int_equal(a.status, 422); // used up
        web_test_now.us += INT64_C(30000000);
        code = str_to_c(d.arena, secret_totp_code(d.arena, S(TOTP), web_test_now));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", code}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_APPROVED);
        web_test_close(&t.w);
    }
}

static void a_fresh_confirmation_is_good_for_five_minutes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        struct actor approver = t.s.approver;
        web_as(&t.w, &approver);
        approver.confirmed_at = instant_add_s(web_test_now, -300);
        struct web_answer a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "name=\"secret\""));
        const char *hash = hash_on(&t, a);
        a = web_post(&t.w, approval_path(&t), WEB_FIELDS({"hash", hash}, {"do", "approve"}));
        assert_int_equal(a.status, 422);
        approver.confirmed_at.us += 1;
        assert_false(web_shows(web_get(&t.w, approval_path(&t)), "name=\"secret\""));
        a = web_post(&t.w, approval_path(&t), WEB_FIELDS({"hash", hash}, {"do", "approve"}));
        assert_int_equal(a.status, 303);
        web_test_close(&t.w);
    }
}

static void sending_back_needs_words_and_a_choice_is_needed_at_all(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        web_as(&t.w, &t.s.approver);
        const char *hash = hash_on(&t, web_get(&t.w, approval_path(&t)));
        struct web_answer a =
            web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        a = web_post(
            &t.w, approval_path(&t),
            WEB_FIELDS({"hash", hash}, {"do", "return"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "id=\"opinion-e\""));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "return"},
                                {"opinion", "수량을 줄여 주세요."},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_RETURNED);
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, at(&t, "/buyer/purchases/", ""));
        assert_true(web_shows(a, "<p>반려했습니다. 의견: 수량을 줄여 주세요.<br>"));
        assert_true(web_shows(a, "작성 중으로 되돌려 고치기</a>"));
        assert_true(web_shows(a, "그대로 다시 올리기</a>"));
        assert_false(web_shows(a, "처리하기"));
        submit(&t);
        web_as(&t.w, &t.s.approver);
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "2차 결재입니다. 1차에서는 반려했습니다."));
        assert_true(web_shows(a, "그때 의견: 수량을 줄여 주세요."));
        assert_true(web_shows(a, "그 뒤 바뀐 내용이 없습니다."));
        web_test_close(&t.w);
    }
}

// --- What an approver is told
// -------------------------------------------------------------------------

struct rival {
    const struct purchase_scene *scene;
    int64_t price_won;
    const char *state;
    int64_t least;
    date sanctioned_until;
};

static err set_rival(struct unit *u, void *data)
{
    const struct rival *r = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_RIVAL);
    bind_i64(q, "price", r->price_won);
    bind_i64(q, "offer", r->scene->rival_offer.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_RIVAL_STATE);
    bind_str(q, "state", str_view(r->state));
    bind_i64(q, "supplier", r->scene->rival.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_RIVAL_LEAST);
    bind_i64(q, "least", r->least);
    bind_i64(q, "offer", r->scene->rival_offer.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_RIVAL_SANCTION);
    bind_date(q, "until", r->sanctioned_until);
    bind_i64(q, "supplier", r->scene->rival.value);
    return query_run(q, NULL);
}

static struct web_answer with_rival_of(struct test *t, struct rival r)
{
    r.scene = &t->s;
    assert_null(purchase_testing_run(&t->s, &t->s.operator_, set_rival, &r));
    return web_get(&t->w, approval_path(t));
}

static struct web_answer with_rival(struct test *t, int64_t price_won, const char *state)
{
    return with_rival_of(
        t, (struct rival){
               .price_won = price_won, .state = state, .least = 1, .sanctioned_until = DATE_NONE});
}

static err merge_paper(struct unit *u, void *data)
{
    const struct purchase_scene *s = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_MERGE);
    bind_i64(q, "offer", s->rival_offer.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_MERGE_OFFER);
    bind_i64(q, "offer", s->rival_offer.value);
    return query_run(q, NULL);
}

// 100 boxes of paper at 21,500; another firm asks 20,900.
static void an_approver_is_told_that_another_firm_asks_less(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "더 낮은 값에 파는 품목이 1가지 있습니다."));
        assert_true(web_shows(a, "모두 60,000원이 덜 듭니다"));
        assert_true(web_shows(a, "고른 까닭:</b> 등록된 가격이 시중 가격보다 낮습니다."));
        assert_true(web_shows(a, "600원 낮음"));
        a = with_rival(&t, 21499, "active");
        assert_true(web_shows(a, "모두 100원이 덜 듭니다"));
        a = with_rival(&t, 21500, "active"); // the same is not less
        assert_false(web_shows(a, "더 낮은 값에 파는"));
        assert_true(web_shows(a, "다른 기업(원)"));
        a = with_rival(&t, 20900, "suspended"); // nobody can buy there
        assert_false(web_shows(a, "더 낮은 값에 파는"));
        assert_false(web_shows(a, "다른 기업(원)"));

        // Nor so few there, or of one that may not be contracted with.
        date today = instant_date(web_test_now);
        struct rival r = {.price_won = 20900,
                          .state = "active",
                          .least = 100,
                          .sanctioned_until = date_add_days(today, -1)};
        assert_true(web_shows(with_rival_of(&t, r), "모두 60,000원이 덜 듭니다"));
        r.least = 101;
        assert_false(web_shows(with_rival_of(&t, r), "다른 기업(원)"));
        r.least = 100;
        r.sanctioned_until = today;
        assert_false(web_shows(with_rival_of(&t, r), "다른 기업(원)"));

        // The paper was merged with another product, and the other firm's offer is there now.
        assert_null(purchase_testing_run(&t.s, &t.s.operator_, merge_paper, &t.s));
        assert_true(web_shows(with_rival(&t, 20900, "active"), "모두 60,000원이 덜 듭니다"));

        // What was decided is not set against the prices of another day.
        a = with_rival(&t, 20900, "active");
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash_on(&t, a)}, {"do", "approve"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_false(web_shows(web_get(&t.w, approval_path(&t)), "더 낮은 값에 파는"));
        web_test_close(&t.w);
    }
}

static void abuse_06_a_split_is_approved_with_a_tick_only(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        struct purchase first;
        open_test(&t, &d);
        submit(&t);
        web_as(&t.w, &t.s.approver);
        assert_false(web_shows(web_get(&t.w, approval_path(&t)), "name=\"split\""));

        purchase_testing_add(&t.s, WON(33000000), 1, &first);
        purchase_testing_move(&t.s, &first, PURCHASE_ASKED);
        purchase_testing_add(&t.s, WON(33000000), 1, &t.s.draft);
        purchase_testing_move(&t.s, &t.s.draft, PURCHASE_CHOSEN);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, submit_path(&t));
        assert_true(web_shows(a, "서로 다른 필요입니다."));
        assert_true(web_shows(a, "더하지 않은 비슷한 구매 32,650,000원(부가세 제외)"));
        submit(&t);
        web_as(&t.w, &t.s.approver);
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "타당한지 확인해 주세요"));
        assert_true(web_shows(a, "계약방법이 달라집니다"));
        assert_true(web_shows(a, "서로 다른 필요입니다."));
        assert_true(web_shows(a, "name=\"split\""));
        assert_true(web_shows(a, "href=\"#similar\"") && web_shows(a, "id=\"similar\""));
        const char *hash = hash_on(&t, a);
        a = web_post(
            &t.w, approval_path(&t),
            WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "href=\"#split\""));
        assert_true(web_shows(a, "id=\"split-e\""));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"}));
        assert_int_equal(a.status, 422); // the secret is missing; what was ticked stays
        assert_true(web_shows(a, "name=\"split\" value=\"1\" checked"));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "나누어 구매한 것이 아님을 확인함"));
        assert_false(web_shows(a, "타당한지 확인해 주세요") || web_shows(a, "box decide"));
        assert_false(web_shows(a, "결재자가 확인했습니다.")); // another decides after them
        web_as(&t.w, &t.s.head);
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&t.w, approval_path(&t)), "결재자가 확인했습니다."));
        web_test_close(&t.w);
    }
}

static err break_line(struct unit *u, void *data)
{
    const struct purchase *p = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_WEB_BREAK);
    bind_i64(q, "purchase", p->id.value);
    return query_run(q, NULL);
}

static int64_t altered_traces(struct test *t)
{
    struct unit u;
    purchase_testing_read(&t->s, &t->s.operator_, &u);
    struct query *q = db_query(u.db, &SQL_TEST_APPROVAL_WEB_ALTERED);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

static void abuse_04_a_changed_case_is_named_and_has_no_button(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        assert_null(purchase_testing_run(&t.s, &t.s.operator_, break_line, &t.s.draft));
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "바뀐 곳이 있습니다: 단가, 1번 품목."));
        assert_false(web_shows(a, "구매 승인</button>"));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash_on(&t, a)}, {"do", "approve"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "바뀐 곳: 단가, 1번 품목"));
        assert_int_equal(altered_traces(&t), 1);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_SUBMITTED);
        web_test_close(&t.w);
    }
}

// The approvals that wait for a person, as the menu counts them.
static int64_t waiting_for(struct test *t, const struct actor *who)
{
    struct unit u;
    purchase_testing_read(&t->s, who, &u);
    struct query *q = db_query(u.db, &SQL_SESSION_COUNTS);
    bind_i64(q, "account", who->account.value);
    bind_i64(q, "rights", (int64_t)who->rights);
    bind_id(q, "institution", who->institution.value);
    bind_id(q, "supplier", who->supplier.value);
    bind_date(q, "today", u.today);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "approval_count");
    assert_true(read_i64(q, "todo_count") >= count);
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

static void a_delegate_is_told_whom_they_act_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        assert_int_equal(waiting_for(&t, &t.s.head), 0);
        approval_testing_delegate(&t.s, &t.s.approver, &t.s.head);
        assert_int_equal(waiting_for(&t, &t.s.head), 1);
        assert_int_equal(waiting_for(&t, &t.s.approver), 1);
        web_as(&t.w, &t.s.head);
        struct web_answer a = web_get(&t.w, "/buyer/approvals?show=for");
        assert_true(web_shows(a, "하반기 사무용품 구매"));
        assert_true(web_shows(a, "박다솜"));
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "박다솜님의 결재를 대신합니다(대결)"));
        assert_true(web_shows(a, "내가 할 일 – 박다솜님을 대신해 결재해 주세요"));
        a = web_post(&t.w, approval_path(&t),
                     WEB_FIELDS({"hash", hash_on(&t, a)}, {"do", "approve"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        a = web_get(&t.w, approval_path(&t));
        assert_true(web_shows(a, "최라온님이 대결"));
        a = web_get(&t.w, "/buyer/approvals?show=done");
        assert_true(web_shows(a, "승인함"));
        web_test_close(&t.w);
    }
}

static void who_asked_for_it_reads_but_does_not_decide(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, at(&t, "/buyer/purchases/", ""));
        assert_true(web_shows(a, "결재 회수</a>"));
        a = web_get(&t.w, approval_path(&t));
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, "구매 승인</button>"));
        assert_true(web_shows(a, "결재 회수"));
        web_as(&t.w, &t.s.inspector);
        a = web_get(&t.w, approval_path(&t));
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, "구매 승인</button>"));
        web_test_close(&t.w);
    }
}

// --- Who may knock
// -------------------------------------------------------------------------------

static const char *address_of(struct test *t, const struct route *r)
{
    str path = str_view(r->path);
    size_t colon = str_index(path, S(":no"));
    if (colon == path.n) {
        return r->path;
    }
    (void)snprintf(t->address, sizeof t->address, "%.*s%lld%s", (int)colon, path.p,
                   (long long)t->s.draft.no.value, r->path + colon + 3);
    return t->address;
}

static int expected(struct test *t, const struct route *r, const struct actor *who)
{
    if ((who->rights & r->right) != r->right) {
        return 403;
    }
    if (!str_contains(str_view(r->path), S(":no"))) {
        return 200;
    }
    if (who->institution.value != t->s.here.value) {
        return 404;
    }
    bool officers = r->right == RIGHT_REQUEST;
    return officers && who != &t->s.officer ? 403 : 0; // 0: the page or deed decides
}

static void abuse_01_every_role_meets_every_route_as_it_should(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct test t;
        open_test(&t, &d);
        submit(&t);
        for (size_t i = 0; i < routes.count; i++) {
            for (size_t k = 0; k <= COUNT(t.s.people); k++) {
                const struct actor *who = k < COUNT(t.s.people) ? t.s.people[k] : NULL;
                if (routes.items[i].method == POST && who == &t.s.officer) {
                    continue; // would move the case; tested above
                }
                web_as(&t.w, who);
                const char *address = address_of(&t, &routes.items[i]);
                struct web_answer a = routes.items[i].method == GET
                                          ? web_get(&t.w, address)
                                          : web_post(&t.w, address, WEB_NO_FIELDS);
                if (who == NULL) {
                    assert_int_equal(a.status, 303);
                    assert_true(str_starts(a.location, S("/login")));
                    continue;
                }
                int status = expected(&t, &routes.items[i], who);
                if (status != 0 && a.status != status) {
                    fail_msg("%s as %.*s: %d, not %d", address, STR_ARG(who->name), a.status,
                             status);
                }
                assert_true(status != 0 || (a.status != 403 && a.status != 404 && a.status < 500));
            }
        }
        web_test_close(&t.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_shows_what_will_be_frozen_and_who_will_be_asked),
        cmocka_unit_test(what_was_not_seen_is_not_submitted),
        cmocka_unit_test(the_officer_takes_it_back_on_a_page_of_its_own),
        cmocka_unit_test(an_approver_reads_all_of_it_and_is_asked_again_who_they_are),
        cmocka_unit_test(an_approver_may_show_a_code_instead_and_each_works_once),
        cmocka_unit_test(a_fresh_confirmation_is_good_for_five_minutes),
        cmocka_unit_test(an_approver_is_told_that_another_firm_asks_less),
        cmocka_unit_test(abuse_06_a_split_is_approved_with_a_tick_only),
        cmocka_unit_test(sending_back_needs_words_and_a_choice_is_needed_at_all),
        cmocka_unit_test(abuse_04_a_changed_case_is_named_and_has_no_button),
        cmocka_unit_test(a_delegate_is_told_whom_they_act_for),
        cmocka_unit_test(who_asked_for_it_reads_but_does_not_decide),
        cmocka_unit_test(abuse_01_every_role_meets_every_route_as_it_should),
    };
    party_testing_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    party_testing_end();
    return failed;
}
