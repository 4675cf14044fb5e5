// 접속기록: who saw whom, a month at a time, as the operator reads and reviews it.
#include "app/privacy_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/audit_testing.h"
#include "market/party/party_testing.h"
#include "platform/unit/access.h"

static err show_someone(struct unit *u, void *data)
{
    struct access *seen = access_begin(u, S("account.show"), S(""));
    access_add_account(seen, *(account_id *)data);
    for (const struct note *n = u->notes; n != NULL; n = n->next) {
        TRY(n->write(u, n->data));
    }
    return NULL;
}

static void see(struct audit_stage *s, const struct actor *viewer, const struct actor *seen)
{
    account_id account = seen->account;
    audit_stage_do(s, viewer, show_someone, &account);
}

static void a_month_tells_who_saw_whom(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
    {
        see(&s, &s.admin, &s.another);
        see(&s, &s.another, &s.admin);
        web_as(&s.web, &s.keeper);
        const struct {
            const char *address;
            size_t count;
        } ASKED[] = {
            {"/admin/privacy",                        2},
            {"/admin/privacy?month=2026-11",          2},
            {"/admin/privacy?month=2026-10",          0},
            {"/admin/privacy?person=kim%40junggu.kr", 1},
            {"/admin/privacy?whose=kim%40junggu.kr",  1},
            {"/admin/privacy?whose=op%40dure.kr",     0},
            {"/admin/privacy?person=nobody",          0},
        };
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            struct web_answer a = web_get(&s.web, ASKED[i].address);
            assert_int_equal(a.status, 200);
            if (web_count(a, "계정 보기") != ASKED[i].count) {
                fail_msg("%s gives %zu", ASKED[i].address, web_count(a, "계정 보기"));
            }
        }
    }
}

static const char *counted(struct audit_stage *s, int entries)
{
    struct arena *a = s->database->arena;
    return str_to_c(a, str_format(a, "<dt>열람</dt><dd>%d번</dd>", entries));
}

// Who reviews the month does not meet their own looks at it unless they ask; another does.
static void a_review_is_not_drowned_by_itself(void **state)
{
    (void)state;
    static const char OWN[] = "접속기록 목록 보기";
    FOR_EACH_AUDIT_STAGE(s)
    {
        see(&s, &s.admin, &s.another);
        struct actor second = s.keeper;
        second.account.value = s.another.account.value;
        web_as(&s.web, &s.keeper);
        for (int i = 0; i < 3; i++) {
            struct web_answer a = web_get(&s.web, "/admin/privacy");
            assert_int_equal(web_count(a, OWN), 0);
            assert_true(web_shows(a, counted(&s, 1)));
        }
        struct web_answer a = web_get(&s.web, "/admin/privacy?own=1");
        assert_int_equal(web_count(a, OWN), 3);
        assert_true(web_shows(a, counted(&s, 4)));
        assert_true(web_shows(a, "name=\"own\" value=\"1\" checked"));
        a = web_get(&s.web, "/admin/privacy?person=op%40dure.kr"); // asked for by name
        assert_in_range(web_count(a, OWN), 3, 4);
        web_as(&s.web, &second);
        a = web_get(&s.web, "/admin/privacy");
        assert_int_equal(web_count(a, OWN), 5);
        assert_true(web_shows(a, counted(&s, 6)));
    }
}

static void one_record_names_the_persons_masked(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
    {
        see(&s, &s.admin, &s.another);
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/privacy");
        size_t at = str_index(a.body, S("href=\"/admin/privacy/"));
        assert_true(at < a.body.n);
        str path = str_slice(a.body, at + 6, sizeof("/admin/privacy/") - 1 + 13);
        a = web_get(&s.web, str_to_c(database.arena, path));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "이*리"));
        assert_false(web_shows(a, "이관리"));
        assert_int_equal(web_get(&s.web, "/admin/privacy/1234567890123").status, 404);
    }
}

static void a_months_review_is_a_deed_with_its_words(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
    {
        web_as(&s.web, &s.keeper);
        assert_true(web_shows(web_get(&s.web, "/admin/privacy?month=2026-10"), "점검 전"));
        assert_int_equal(
            web_post(&s.web, "/admin/privacy", WEB_FIELDS({"month", "2026-10"})).status, 422);
        struct web_answer a = web_post(&s.web, "/admin/privacy",
                                       WEB_FIELDS({"month", "2026-10"}, {"opinion", "이상 없음"}));
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/admin/privacy?month=2026-10")));
        a = web_get(&s.web, "/admin/privacy?month=2026-10");
        assert_true(web_shows(a, "점검함"));
        assert_true(web_shows(a, "이상 없음"));
        assert_true(web_shows(web_get(&s.web, "/admin/privacy?month=2026-11"), "점검 전"));
    }
}

// This month stood below a month that cannot be read, and a review of it was signed.
static void a_month_that_is_none_is_told_and_not_reviewed(void **state)
{
    static const char *const ODD[] = {"2026-13", "2026-1", "x", "2026-11-01"};
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
    {
        web_as(&s.web, &s.keeper);
        for (size_t i = 0; i < COUNT(ODD); i++) {
            str path = str_format(s.web.arena, "/admin/privacy?month=%s", ODD[i]);
            struct web_answer a = web_get(&s.web, str_to_c(s.web.arena, path));
            assert_int_equal(a.status, 422);
            str typed = str_format(s.web.arena, "value=\"%s\"", ODD[i]);
            assert_true(web_shows(a, str_to_c(s.web.arena, typed)));
            assert_true(web_shows(a, "<a href=\"#month\">달: 연-월로 적어 주세요."));
            assert_true(web_shows(a, "2026년 11월"));
            a = web_post(&s.web, "/admin/privacy",
                         WEB_FIELDS({"month", ODD[i]}, {"opinion", "이상 없음"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "읽을 수 없어 남기지 않았습니다."));
            assert_true(web_shows(a, ">이상 없음</textarea>"));
            assert_false(web_shows(a, "점검 남기기")); // of another month
        }
        assert_int_equal(
            web_post(&s.web, "/admin/privacy", WEB_FIELDS({"opinion", "이상 없음"})).status, 422);
        assert_int_equal(web_get(&s.web, "/admin/privacy?month=").status, 200);
        assert_int_equal(web_get(&s.web, "/admin/privacy?month=9999-12").status, 200); // no end
        struct web_answer a = web_get(&s.web, "/admin/privacy");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "점검 전"));
        assert_false(web_shows(a, "점검함"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_tells_who_saw_whom),
        cmocka_unit_test(a_review_is_not_drowned_by_itself),
        cmocka_unit_test(one_record_names_the_persons_masked),
        cmocka_unit_test(a_months_review_is_a_deed_with_its_words),
        cmocka_unit_test(a_month_that_is_none_is_told_and_not_reviewed),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
