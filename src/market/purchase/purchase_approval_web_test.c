// test-timeout: 240
// The pages of the approval: what is frozen, who decides, how the person is asked again.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_approval_desk_testing.h"
#include "platform/secret/secret.h"

// --- Submitting ----------------------------------------------------------------------------------

static void the_page_shows_what_will_be_frozen_and_who_will_be_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        approval_desk_open(&t, &d);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, approval_desk_submit_path(&t));
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        web_as(&t.w, &t.s.officer);
        struct web_answer a =
            web_post(&t.w, approval_desk_submit_path(&t), WEB_FIELDS({"hash", "another"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 사람이 이 구매 건을 고쳤습니다"));
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_CHOSEN);
        approval_desk_submit(&t);
        assert_int_equal(web_get(&t.w, approval_desk_submit_path(&t)).status, 409);
        web_test_close(&t.w);
    }
}

static void the_officer_takes_it_back_on_a_page_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        struct web_answer a = web_get(&t.w, approval_desk_at(&t, "/buyer/purchases/", "/withdraw"));
        assert_int_equal(a.status, 200);
        a = web_post(&t.w, approval_desk_at(&t, "/buyer/purchases/", "/withdraw"), WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_CHOSEN);
        a = web_get(&t.w, approval_desk_at(&t, "/buyer/purchases/", "/withdraw"));
        assert_int_equal(a.status, 409);
        web_test_close(&t.w);
    }
}

// --- Deciding ------------------------------------------------------------------------------------

static void an_approver_reads_all_of_it_and_is_asked_again_who_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        struct web_answer a = web_get(&t.w, approval_desk_path(&t));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "부서에서 쓰는 종이와 필기구"));
        assert_true(web_shows(a, "등록된 가격이 시중 가격보다 낮습니다."));
        assert_true(web_shows(a, "1인 견적 수의계약"));
        assert_true(web_shows(a, "정가와 같음"));
        assert_true(web_shows(a, "name=\"secret\""));
        const char *hash = approval_desk_hash_on(&t, a);

        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"opinion", "적정 <합니다>"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "id=\"secret-e\""));
        assert_true(web_shows(a, "적정 &lt;합니다&gt;</textarea>"));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", "틀린 비밀번호"}));
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, "틀린 비밀번호"));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422); // by no button: the summary leads to the two
        assert_true(web_shows(a, "<a href=\"#do\">결정: 보기 가운데 하나를 골라 주세요"));
        assert_true(web_shows(a, " id=\"do\" tabindex=\"-1\" role=\"group\" aria-label=\"결정\""));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"opinion", "적정합니다."},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_APPROVED);
        a = web_get(&t.w, approval_desk_path(&t));
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        party_testing_factor(&d, t.s.approver.account, TOTP);
        const char *code = str_to_c(d.arena, secret_totp_code(d.arena, S(TOTP), web_test_now));
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        const char *hash = approval_desk_hash_on(&t, web_get(&t.w, approval_desk_path(&t)));
        struct web_answer a =
            web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", "000000"}));
        assert_int_equal(a.status, 422);
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "return"}, {"opinion", "수량이 많습니다."},
                                {"secret", code}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_RETURNED);
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, approval_desk_submit_path(&t));
        assert_true(web_shows(a, "수량이 많습니다."));
        assert_true(web_shows(a, "없으면 그대로 다시 올립니다."));
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        hash = approval_desk_hash_on(&t, web_get(&t.w, approval_desk_path(&t)));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "approve"}, {"secret", code}));
        assert_int_equal(a.status, 422); // used up
        web_test_now.us += INT64_C(30000000);
        code = str_to_c(d.arena, secret_totp_code(d.arena, S(TOTP), web_test_now));
        a = web_post(&t.w, approval_desk_path(&t),
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        struct actor approver = t.s.approver;
        web_as(&t.w, &approver);
        approver.confirmed_at = instant_add_s(web_test_now, -300);
        struct web_answer a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "name=\"secret\""));
        const char *hash = approval_desk_hash_on(&t, a);
        a = web_post(&t.w, approval_desk_path(&t), WEB_FIELDS({"hash", hash}, {"do", "approve"}));
        assert_int_equal(a.status, 422);
        approver.confirmed_at.us += 1;
        assert_false(web_shows(web_get(&t.w, approval_desk_path(&t)), "name=\"secret\""));
        a = web_post(&t.w, approval_desk_path(&t), WEB_FIELDS({"hash", hash}, {"do", "approve"}));
        assert_int_equal(a.status, 303);
        web_test_close(&t.w);
    }
}

static void sending_back_needs_words_and_a_choice_is_needed_at_all(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        const char *hash = approval_desk_hash_on(&t, web_get(&t.w, approval_desk_path(&t)));
        struct web_answer a =
            web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        a = web_post(
            &t.w, approval_desk_path(&t),
            WEB_FIELDS({"hash", hash}, {"do", "return"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "id=\"opinion-e\""));
        a = web_post(&t.w, approval_desk_path(&t),
                     WEB_FIELDS({"hash", hash}, {"do", "return"},
                                {"opinion", "수량을 줄여 주세요."},
                                {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_RETURNED);
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, approval_desk_at(&t, "/buyer/purchases/", ""));
        assert_true(web_shows(a, "<p>반려했습니다. 의견: 수량을 줄여 주세요.<br>"));
        assert_true(web_shows(a, "작성 중으로 되돌려 고치기</a>"));
        assert_true(web_shows(a, "그대로 다시 올리기</a>"));
        assert_false(web_shows(a, "처리하기"));
        approval_desk_submit(&t);
        web_as(&t.w, &t.s.approver);
        a = web_get(&t.w, approval_desk_path(&t));
        assert_true(web_shows(a, "2차 결재입니다. 1차에서는 반려했습니다."));
        assert_true(web_shows(a, "그때 의견: 수량을 줄여 주세요."));
        assert_true(web_shows(a, "그 뒤 바뀐 내용이 없습니다."));
        web_test_close(&t.w);
    }
}

// --- Who may knock -------------------------------------------------------------------------------

static const char *address_of(struct approval_desk *t, const struct route *r)
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

static int expected(struct approval_desk *t, const struct route *r, const struct actor *who)
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
        struct approval_desk t;
        approval_desk_open(&t, &d);
        approval_desk_submit(&t);
        for (size_t i = 0; i < approval_desk_routes.count; i++) {
            for (size_t k = 0; k <= COUNT(t.s.people); k++) {
                const struct actor *who = k < COUNT(t.s.people) ? t.s.people[k] : NULL;
                if (approval_desk_routes.items[i].method == POST && who == &t.s.officer) {
                    continue; // would move the case; tested above
                }
                web_as(&t.w, who);
                const char *address = address_of(&t, &approval_desk_routes.items[i]);
                struct web_answer a = approval_desk_routes.items[i].method == GET
                                          ? web_get(&t.w, address)
                                          : web_post(&t.w, address, WEB_NO_FIELDS);
                if (who == NULL) {
                    assert_int_equal(a.status, 303);
                    assert_true(str_starts(a.location, S("/login")));
                    continue;
                }
                int status = expected(&t, &approval_desk_routes.items[i], who);
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
        cmocka_unit_test(sending_back_needs_words_and_a_choice_is_needed_at_all),
        cmocka_unit_test(abuse_01_every_role_meets_every_route_as_it_should),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
