// test-timeout: 300
// The operator's desk: which buttons are there, whose decision counts, and who may look.
#include "market/party/party_review_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_review_action.h"
#include "market/party/party_signup_testing.h"
#include "platform/file/looked_testing.h"

static void buttons_and_refusals_agree_in_every_state(void **state)
{
    (void)state;
    static const char *const EVENTS[] = {"approve", "return", "suspend", "restore"};
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        web_as(&t, &keeper);
        for (int s = 0; s < PARTY_STATE_COUNT; s++) {
            for (size_t e = 0; e < COUNT(EVENTS); e++) {
                struct testing_row row = party_testing_institution(&d, "기관", (enum party_state)s);
                enum party_state next = (enum party_state)s;
                bool may =
                    party_move(&next, (enum party_event)review_event_from(str_view(EVENTS[e])),
                               S("사유")) == NULL;
                const char *button = str_format(d.arena, "value=\"%s\"", EVENTS[e]).p;
                struct web_answer page =
                    web_get(&t, signup_testing_path(&d, row, "/admin/institutions"));
                assert_int_equal(web_shows(page, button), may);
                struct web_answer a = signup_testing_decide(&t, row, EVENTS[e], "사유");
                assert_int_equal(a.status, may ? 303 : 422);
                assert_int_equal(signup_testing_institution(&d, row).state, next);
            }
        }
        struct testing_row row = party_testing_institution(&d, "기관", PARTY_APPLIED);
        assert_int_equal(signup_testing_decide(&t, row, "apply", "사유").status, 409);
        web_test_close(&t);
    }
}

static void of_two_operators_the_second_sees_the_conflict(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        web_as(&t, &keeper);
        struct testing_row row = party_testing_institution(&d, "기관", PARTY_ACTIVE);
        const char *path = signup_testing_path(&d, row, "/admin/institutions");
        const char *regime = str_format(d.arena, "%s/regime", path).p;
        const struct web_field change[] = {
            {"regime",        "STATE" },
            {"regime_reason", "국립"},
            {"version",       "1"     }
        };
        assert_int_equal(web_post(&t, regime, change, COUNT(change)).status, 303);
        assert_true(str_equals(signup_testing_institution(&d, row).regime, S("STATE")));
        struct web_answer late = web_post(
            &t, path, WEB_FIELDS({"do", "suspend"}, {"reason", "정지 사유"}, {"version", "1"}));
        assert_int_equal(late.status, 422);
        assert_true(web_shows(late, "그 사이 다른 사람이") && web_shows(late, "정지 사유"));
        const struct web_field same[] = {
            {"regime",        "STATE" },
            {"regime_reason", "국립"},
            {"version",       "2"     }
        };
        assert_true(web_shows(web_post(&t, regime, same, COUNT(same)), "지금과 같은"));
        const struct web_field odd[] = {
            {"regime",        "MARS"  },
            {"regime_reason", "국립"},
            {"version",       "2"     }
        };
        assert_int_equal(web_post(&t, regime, odd, COUNT(odd)).status, 422);
        web_test_close(&t);
    }
}

static void the_list_begins_with_who_waits_and_goes_on_by_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        web_as(&t, &keeper);
        struct web_answer none = web_get(&t, "/admin/suppliers");
        assert_true(web_shows(none, "이 상태인 곳이 없습니다"));
        for (int i = 0; i < LIMIT_DESK_ROWS + 3; i++) {
            bool waits = i == 20 || i == 30;
            (void)party_testing_supplier(&d, str_format(d.arena, "기업%03d", i).p,
                                         str_format(d.arena, "99%08d", i).p,
                                         waits ? PARTY_APPLIED : PARTY_ACTIVE);
        }
        struct web_answer first = web_get(&t, "/admin/suppliers");
        size_t oldest = str_index(first.body, S("기업020"));
        assert_true(oldest < str_index(first.body, S("기업030")));
        assert_true(oldest < str_index(first.body, S("기업052")));
        assert_true(web_shows(first, "박*래") && !web_shows(first, "박나래"));
        assert_false(web_shows(first, "기업002")); // the three oldest are on the next page
        size_t at = str_index(first.body, S("/admin/suppliers?after="));
        const char *next = str_to_c(d.arena, str_slice(first.body, at, 23 + 13));
        struct web_answer second = web_get(&t, next);
        assert_true(web_shows(second, "기업002") && web_shows(second, "기업000"));
        assert_false(web_shows(second, "기업003"));
        assert_false(web_shows(second, "기업020"));
        assert_true(web_shows(web_get(&t, "/admin/suppliers?name=99000000-05"), "기업005"));
        assert_true(
            web_shows(web_get(&t, "/admin/suppliers?name=%EA%B8%B0%EC%97%85007"), "기업007"));
        struct web_answer waiting = web_get(&t, "/admin/suppliers?state=applied");
        assert_true(web_shows(waiting, "기업030") && !web_shows(waiting, "기업031"));
        (void)party_testing_institution(&d, "대구 중구청", PARTY_LISTED);
        assert_true(web_shows(web_get(&t, "/admin/institutions"), "대구 중구청"));
        web_test_close(&t);
    }
}

static void papers_go_to_the_operator_and_nobody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        struct testing_row office = party_testing_institution(&d, "대구 중구청", PARTY_LISTED);
        assert_int_equal(signup_testing_apply(&t, office, "hana@x.kr").status, 303);
        const char *paper =
            str_format(d.arena, "/admin/institutions/%lld/paper", (long long)office.no.value).p;
        struct testing_row firm = party_testing_supplier(&d, "남", "1", PARTY_ACTIVE);
        struct testing_row owner = party_testing_person(&d, "s@x.kr", "박남", NULL, NULL);
        static const enum party_role ROLES[] = {PARTY_OFFICER,    PARTY_APPROVER, PARTY_INSPECTOR,
                                                PARTY_ACCOUNTANT, PARTY_ADMIN,    PARTY_OWNER,
                                                PARTY_STAFF};
        static const char *const PAGES[] = {"/admin/suppliers", "/admin/institutions"};
        for (size_t r = 0; r < COUNT(ROLES); r++) {
            bool buyer = party_role_side(ROLES[r]) == PARTY_AT_INSTITUTION;
            struct actor other = party_testing_actor(&d, owner, buyer ? &office : NULL,
                                                     buyer ? NULL : &firm, ROLES[r], web_test_now);
            web_as(&t, &other);
            assert_int_equal(web_get(&t, paper).status, 403);
            for (size_t p = 0; p < COUNT(PAGES); p++) {
                assert_int_equal(web_get(&t, PAGES[p]).status, 403);
            }
            assert_int_equal(signup_testing_decide(&t, office, "approve", "").status, 403);
        }
        web_as(&t, NULL);
        assert_int_equal(web_get(&t, paper).status, 303); // to the log-in
        web_as(&t, &keeper);
        const char *page =
            str_format(d.arena, "/admin/institutions/%lld", (long long)office.no.value).p;
        assert_true(web_shows(web_get(&t, page), "(파일 확인 중)"));
        assert_int_equal(web_get(&t, paper).status, 422);
        looked_testing_all(&d);
        struct web_answer a = web_get(&t, paper);
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(web_get(&t, "/admin/institutions/1234567890128").status, 404);
        web_test_close(&t);
    }
}

// Seen by the operator of that institution alone, not changed.
static void the_operator_sees_departments_and_roles_of_an_institution(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        struct testing_row office = party_testing_institution(&d, "대구 중구청", PARTY_ACTIVE);
        struct testing_row other = party_testing_institution(&d, "대구 서구청", PARTY_ACTIVE);
        const char *path = signup_testing_path(&d, office, "/admin/institutions");
        web_as(&t, &keeper);
        struct web_answer none = web_get(&t, path);
        assert_true(web_shows(none, "부서가 아직 없습니다") &&
                    web_shows(none, "역할을 가진 사람이 아직 없습니다"));
        party_testing_department(&d, office, "재무과");
        party_testing_department(&d, other, "서구 총무과");
        struct testing_row chief = party_testing_person(&d, "chief@x.kr", "이과장", NULL, NULL);
        struct testing_row far = party_testing_person(&d, "far@x.kr", "최남", NULL, NULL);
        party_testing_role(&d, chief, &office, NULL, PARTY_APPROVER);
        party_testing_role(&d, far, &other, NULL, PARTY_ADMIN);
        for (int i = 0; i < LIMIT_DESK_ROWS; i++) {
            struct testing_row person =
                party_testing_person(&d, str_format(d.arena, "p%d@x.kr", i).p,
                                     str_format(d.arena, "사람%02d", i).p, NULL, NULL);
            party_testing_role(&d, person, &office, NULL, PARTY_OFFICER);
        }
        struct web_answer page = web_get(&t, path);
        assert_true(web_shows(page, "재무과") && web_shows(page, "이과장"));
        assert_true(web_shows(page, "결재자") && web_shows(page, "사람48"));
        assert_false(web_shows(page, "사람49")); // on the next page
        assert_false(web_shows(page, "서구 총무과") || web_shows(page, "최남"));
        assert_false(web_shows(page, "@x.kr") || web_shows(page, "/org/"));
        size_t at = str_index(page.body, S("?after="));
        assert_true(at < page.body.n);
        str next = str_join(d.arena, str_view(path), str_slice(page.body, at, 7 + 13));
        struct web_answer second = web_get(&t, str_to_c(d.arena, next));
        assert_true(web_shows(second, "사람49") && !web_shows(second, "이과장"));
        web_test_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buttons_and_refusals_agree_in_every_state),
        cmocka_unit_test(of_two_operators_the_second_sees_the_conflict),
        cmocka_unit_test(the_list_begins_with_who_waits_and_goes_on_by_key),
        cmocka_unit_test(papers_go_to_the_operator_and_nobody_else),
        cmocka_unit_test(the_operator_sees_departments_and_roles_of_an_institution),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
