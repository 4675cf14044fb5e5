// Standing pages say what is in force today.
#include "app/guide_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_testing.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;

static void the_guide_reads_its_figures_from_the_law(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/guide");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "아홉 단계"));
    assert_true(web_shows(a, "여성기업"));
    assert_true(web_shows(a, "5,000만원"));
    assert_true(web_shows(a, "200만원 미만은 견적서를"));
    assert_true(web_shows(a, "이행 완료 통지를 받은 날부터 14일 안에 검사합니다."));
    assert_true(web_shows(a, "5일 안(토요일·공휴일 제외)에 지급합니다."));
    assert_true(web_shows(a, "1,000분의 0.8"));
    assert_true(web_shows(a, "1,000분의 1.3"));
    assert_true(web_shows(a, "1,000분의 2.5(이사·화물 운송과 보관)"));
    assert_true(web_shows(a, "3,000만원 미만은 검사조서 없이"));
    assert_true(web_shows(a, "2026. 11. 24. 시행 기준"));
    assert_int_equal(a.statements, 0);
}

static void another_day_has_other_figures(void **state)
{
    (void)state;
    instant now = web_test_now;
    web_test_now = instant_at(date_from_ymd(2019, 6, 24), 9, 0); // the day before it was doubled
    assert_true(web_shows(web_get(&web, "/guide"), "100만원 미만은 견적서를"));
    web_test_now = now;
}

static void the_policies_are_there_and_say_who_is_no_party(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/policy/terms");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "통신판매중개자이며 거래 당사자가 아닙니다."));
    assert_true(web_shows(a, "전자상거래법 제20조"));
    assert_true(web_shows(a, "시행일 2026. 12. 1."));
    assert_true(web_shows(a, "이 약관은 2026년 12월 1일(화)부터 시행합니다."));
    a = web_get(&web, "/policy/privacy");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "개인정보 보호법 제30조"));
    assert_true(web_shows(a, "주민등록번호는 받지 않습니다."));
    assert_true(web_shows(a, "시행일 2027. 1. 4."));
    a = web_get(&web, "/policy/accessibility");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "품질인증을 받은 것은 아닙니다"));
}

static void a_policy_whose_day_nobody_set_names_none(void **state)
{
    (void)state;
    guide_set_policy_days(DATE_NONE, DATE_NONE);
    struct web_answer a = web_get(&web, "/policy/terms");
    assert_true(web_shows(a, "시행일은 아직 정하지 않았습니다"));
    assert_true(web_shows(a, "이 약관의 시행일은 아직 정하지 않았습니다."));
    assert_false(web_shows(a, "부터 시행합니다"));
    a = web_get(&web, "/policy/privacy");
    assert_true(web_shows(a, "이 처리방침의 시행일은 아직 정하지 않았습니다."));
    assert_false(web_shows(a, "부터 시행합니다"));
    guide_set_policy_days(date_from_ymd(2026, 12, 1), date_from_ymd(2027, 1, 4));
}

static int set_up(void **state)
{
    (void)state;
    web_test_open(&web, &database, GUIDE_ROUTES, GUIDE_ROUTE_COUNT);
    web.site.law = testing_law();
    guide_set_policy_days(date_from_ymd(2026, 12, 1), date_from_ymd(2027, 1, 4));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    web_test_close(&web);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guide_reads_its_figures_from_the_law),
        cmocka_unit_test(another_day_has_other_figures),
        cmocka_unit_test(a_policy_whose_day_nobody_set_names_none),
        cmocka_unit_test(the_policies_are_there_and_say_who_is_no_party),
    };
    int failed = 0;
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    return failed;
}
