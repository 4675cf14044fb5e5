// test-timeout: 240
// What the page of an approval tells whoever decides: other prices, similar purchases, what was
// changed behind its back, and whom a deputy acts for.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/party/party_session_web.sql.h"
#include "market/party/party_testing.h"
#include "market/purchase/purchase_approval_desk_testing.h"
#include "market/purchase/purchase_approval_testing.h"
#include "market/purchase/purchase_approval_web_test.sql.h"

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

static struct web_answer with_rival_of(struct approval_desk *t, struct rival r)
{
    r.scene = &t->s;
    assert_null(purchase_testing_run(&t->s, &t->s.operator_, set_rival, &r));
    return web_get(&t->w, approval_desk_path(t));
}

static struct web_answer with_rival(struct approval_desk *t, int64_t price_won, const char *state)
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_desk_path(&t));
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
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", approval_desk_hash_on(&t, a)}, {"do", "approve"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_false(web_shows(web_get(&t.w, approval_desk_path(&t)), "더 낮은 값에 파는"));
        web_test_close(&t.w);
    }
}

static void abuse_06_a_split_is_approved_with_a_tick_only(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        struct purchase first;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        assert_false(web_shows(web_get(&t.w, approval_desk_path(&t)), "name=\"split\""));

        purchase_testing_add(&t.s, WON(33000000), 1, &first);
        purchase_testing_move(&t.s, &first, PURCHASE_ASKED);
        purchase_testing_add(&t.s, WON(33000000), 1, &t.s.draft);
        purchase_testing_move(&t.s, &t.s.draft, PURCHASE_CHOSEN);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, approval_desk_submit_path(&t));
        assert_true(web_shows(a, "서로 다른 필요입니다."));
        assert_true(web_shows(a, "더하지 않은 비슷한 구매 32,650,000원(부가세 제외)"));
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "타당한지 확인해 주세요"));
        assert_true(web_shows(a, "계약방법이 달라집니다"));
        assert_true(web_shows(a, "서로 다른 필요입니다."));
        assert_true(web_shows(a, "name=\"split\""));
        assert_true(web_shows(a, "href=\"#similar\"") && web_shows(a, "id=\"similar\""));
        const char *hash = approval_desk_hash_on(&t, a);
        a = web_post(
            &t.w, approval_desk_path(&t),
            WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "href=\"#split\""));
        assert_true(web_shows(a, "id=\"split-e\""));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"}));
        assert_int_equal(a.status, 422); // the secret is missing; what was ticked stays
        assert_true(web_shows(a, "name=\"split\" value=\"1\" checked"));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "나누어 구매한 것이 아님을 확인함"));
        assert_false(web_shows(a, "타당한지 확인해 주세요") || web_shows(a, "box decide"));
        assert_false(web_shows(a, "결재자가 확인했습니다.")); // another decides after them
        web_as(&t.w, &t.s.head);
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"split", "1"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&t.w, approval_desk_path(&t)), "결재자가 확인했습니다."));
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

static int64_t altered_traces(struct approval_desk *t)
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        assert_null(purchase_testing_run(&t.s, &t.s.operator_, break_line, &t.s.draft));
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "바뀐 곳이 있습니다: 단가, 1번 품목."));
        assert_false(web_shows(a, "구매 승인</button>"));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", approval_desk_hash_on(&t, a)}, {"do", "approve"},
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
static int64_t waiting_for(struct approval_desk *t, const struct actor *who)
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
    int64_t count = read_i64(q, "own_approval_count") + read_i64(q, "deputy_count");
    assert_true(read_i64(q, "own_count") >= read_i64(q, "own_approval_count"));
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

static void a_delegate_is_told_whom_they_act_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        assert_int_equal(waiting_for(&t, &t.s.head), 0);
        approval_testing_delegate(&t.s, &t.s.approver, &t.s.head);
        assert_int_equal(waiting_for(&t, &t.s.head), 1);
        assert_int_equal(waiting_for(&t, &t.s.approver), 1);
        web_as(&t.w, &t.s.head);
        struct web_answer a = web_get(&t.w, "/buyer/approvals?show=for");
        assert_true(web_shows(a, "하반기 사무용품 구매"));
        assert_true(web_shows(a, "박다솜"));
        a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "박다솜님의 결재를 대신합니다(대결)"));
        assert_true(web_shows(a, "내가 할 일 – 박다솜님을 대신해 결재해 주세요"));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", approval_desk_hash_on(&t, a)}, {"do", "approve"},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        a = web_get(&t.w, approval_desk_path(&t));
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, approval_desk_at(&t, "/buyer/purchases/", ""));
        assert_true(web_shows(a, "결재 회수</a>"));
        a = web_get(&t.w, approval_desk_path(&t));
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, "구매 승인</button>"));
        assert_true(web_shows(a, "결재 회수"));
        web_as(&t.w, &t.s.inspector);
        a = web_get(&t.w, approval_desk_path(&t));
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, "구매 승인</button>"));
        web_test_close(&t.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_approver_is_told_that_another_firm_asks_less),
        cmocka_unit_test(abuse_06_a_split_is_approved_with_a_tick_only),
        cmocka_unit_test(abuse_04_a_changed_case_is_named_and_has_no_button),
        cmocka_unit_test(a_delegate_is_told_whom_they_act_for),
        cmocka_unit_test(who_asked_for_it_reads_but_does_not_decide),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
