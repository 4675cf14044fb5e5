// test-timeout: 240
// A draft as people see it: from the basket to the case, who may read it, and how it ends.
#include "market/purchase/purchase_draft_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_basket_web.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_draft_edit_web.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"

static void the_officer_walks_from_the_basket_to_the_case(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        const char *offer = purchase_testing_path(&s, "", purchase_testing_offer_no(&s, 1).value);
        purchase_testing_web(&s, &w, BASKET_ROUTES, BASKET_ROUTE_COUNT);
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, "/buyer/cart");
        assert_true(web_shows(a, "장바구니가 비어 있습니다"));
        a = web_post(&w, "/buyer/cart", WEB_FIELDS({"offer", offer}, {"quantity", "많이"}));
        assert_int_equal(a.status, 422);
        a = web_post(&w, "/buyer/cart",
                     WEB_FIELDS({"offer", offer}, {"quantity", "1,200"}, {"do", "buy"}));
        assert_int_equal(a.status, 303);
        const char *form = str_to_c(t.arena, a.location);
        a = web_get(&w, "/buyer/cart");
        assert_true(web_shows(a, "14,400,000"));
        web_as(&w, &s.approver);
        assert_int_equal(web_get(&w, "/buyer/cart").status, 403);
        web_as(&w, &s.owner);
        assert_int_equal(web_get(&w, "/buyer/cart").status, 403);
        web_test_close(&w);

        purchase_testing_web(&s, &w, DRAFT_ROUTES, DRAFT_ROUTE_COUNT);
        web_as(&w, &s.officer);
        a = web_get(&w, form);
        assert_int_equal(a.status, 200);
        const char *supplier = form + sizeof "/buyer/purchases/new?supplier=" - 1;
        a = web_post(
            &w, "/buyer/purchases",
            WEB_FIELDS({"supplier", supplier}, {"title", "펜 구매"}, {"deliver_by", "2026-11-23"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "펜 구매"));
        assert_true(web_shows(a, "지난 날까지 납품받을 수는 없습니다"));
        assert_true(
            web_shows(a, "부서: 보기 가운데 하나를 골라 주세요")); // a list: nothing to fill in
        const char *department =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department));
        const char *elsewhere =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department_there));
        a = web_post(&w, "/buyer/purchases",
                     WEB_FIELDS({"supplier", supplier}, {"title", "펜 구매"}, {"need", "행사용"},
                                {"department", elsewhere}, {"budget_line", "201-01"},
                                {"object", "goods"}, {"delivery_place", "본관"},
                                {"deliver_by", "2026-11-24"}));
        assert_int_equal(a.status, 422); // another institution's department
        a = web_post(&w, "/buyer/purchases",
                     WEB_FIELDS({"supplier", supplier}, {"title", "펜 구매"}, {"need", "행사용"},
                                {"department", department}, {"budget_line", "201-01"},
                                {"object", "goods"}, {"delivery_place", "본관"},
                                {"deliver_by", "2026-11-24"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이 화면을 연 뒤에 담은 상품입니다"));
        const char *seen = str_format(t.arena, "seen_%s", offer).p;
        a = web_post(&w, "/buyer/purchases",
                     WEB_FIELDS({"supplier", supplier}, {"title", "펜 구매"}, {"need", "행사용"},
                                {"department", department}, {"budget_line", "201-01"},
                                {"object", "goods"}, {"delivery_place", "본관"}, {seen, "1"},
                                {"deliver_by", "2026-11-24"})); // today is the earliest
        assert_int_equal(a.status, 303);
        web_test_close(&w);
    }
}

static void a_forged_kind_of_contract_comes_back_with_what_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, DRAFT_EDIT_ROUTES, DRAFT_EDIT_ROUTE_COUNT);
        web_as(&w, &s.officer);
        str path = str_format(t.arena, "/buyer/purchases/%lld/edit", (long long)s.draft.no.value);
        const char *edit = str_to_c(t.arena, path);
        struct web_answer a = web_get(&w, edit);
        assert_true(web_shows(a, "type=\"hidden\" name=\"object\" value=\"goods\""));
        assert_true(web_shows(a, "구매번호 "));
        assert_false(web_shows(a, "value=\"works_general\""));
        const char *department =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department));
        a = web_post(&w, edit,
                     WEB_FIELDS({"title", "종이 공사"}, {"need", "행사용"},
                                {"department", department}, {"budget_line", "201-01"},
                                {"object", "works_general"}, {"delivery_place", "본관"},
                                {"deliver_by", "2026-12-18"}, {"quantity_1", "1"},
                                {"quantity_2", "1"}, {"quantity_3", "0"},
                                {"version", purchase_testing_version(&w, edit)}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "종이 공사"));
        assert_true(web_shows(a, "품목의 분류와 맞지 않는 계약 목적물입니다"));
        web_test_close(&w);
    }
}

static void abuse_16_a_second_window_sees_what_the_first_one_saved(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, DRAFT_EDIT_ROUTES, DRAFT_EDIT_ROUTE_COUNT);
        web_as(&w, &s.officer);
        str path = str_format(t.arena, "/buyer/purchases/%lld/edit", (long long)s.draft.no.value);
        const char *edit = str_to_c(t.arena, path);
        const char *department =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department));
        const char *both = purchase_testing_version(&w, edit); // two windows are open
#define SAVE(title, paper, version)                                                                \
    web_post(&w, edit,                                                                             \
             WEB_FIELDS({"title", title}, {"need", "행사용"}, {"department", department},          \
                        {"budget_line", "201-01"}, {"object", "goods"},                            \
                        {"delivery_place", "본관"}, {"deliver_by", "2026-12-18"},                  \
                        {"quantity_1", paper}, {"quantity_2", "50"}, {"quantity_3", "10"},         \
                        {"version", version}))
        assert_int_equal(SAVE("첫째 창의 이름", "7", both).status, 303);
        struct web_answer a = SAVE("둘째 창의 이름", "-8", both); // a mistake besides
        assert_int_equal(a.status, 422);
        assert_true(
            web_shows(a, str_to_c(t.arena, str_format(t.arena, "name=\"version\" value=\"%s\"",
                                                      both)))); // and nothing was told yet
        a = SAVE("둘째 창의 이름", "여덟", both);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "value=\"여덟\"")); // not the number saved, beside a mistake
        a = SAVE("둘째 창의 이름", "8", both);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 곳에서 먼저 저장했습니다"));
        assert_true(web_shows(a, "먼저 저장된 것: 첫째 창의 이름"));
        assert_true(web_shows(a, "먼저 저장된 것: 7"));
        assert_true(web_shows(a, "둘째 창의 이름")); // what was typed stays
        a = web_get(&w, edit);
        assert_true(web_shows(a, "첫째 창의 이름") && !web_shows(a, "둘째 창의 이름"));
        a = SAVE("둘째 창의 이름", "8", purchase_testing_version(&w, edit)); // having seen it
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&w, edit), "둘째 창의 이름"));
#undef SAVE
        web_test_close(&w);
    }
}

static void the_case_is_read_by_its_institution_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
        const char *page = purchase_testing_path(&s, "/buyer/purchases/", s.draft.no.value);
        const struct actor *inside[] = {&s.officer, &s.colleague, &s.approver, &s.inspector,
                                        &s.accountant};
        for (size_t i = 0; i < COUNT(inside); i++) {
            web_as(&w, inside[i]);
            struct web_answer a = web_get(&w, page);
            assert_int_equal(a.status, 200);
            assert_true(web_shows(a, "2,900,000원"));
            assert_int_equal(web_shows(a, "구매 취소"), inside[i] == &s.officer);
        }
        web_as(&w, &s.officer_there);
        assert_int_equal(web_get(&w, page).status, 404);
        assert_true(web_shows(web_get(&w, "/buyer/purchases"), "구매 건이 없습니다"));
        web_as(&w, &s.owner);
        assert_int_equal(web_get(&w, page).status, 403);
        web_as(&w, &s.operator_);
        assert_int_equal(web_get(&w, page).status, 403);
        web_as(&w, NULL);
        assert_int_equal(web_get(&w, page).status, 303); // to the log-in

        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, "/buyer/purchases?state=draft&q=%25");
        assert_true(web_shows(a, "구매 건이 없습니다")); // a percent sign is a percent sign
        a = web_get(&w, "/buyer/purchases?state=draft");
        assert_false(web_shows(a, "구매 건이 없습니다"));
        assert_int_equal(
            web_get(&w, purchase_testing_path(&s, "/buyer/purchases?before=", 1)).status, 200);
        web_test_close(&w);
    }
}

static void the_summary_on_paper_is_of_its_institution_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_judge(&s, &s.draft);
        purchase_testing_web(&s, &w, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
        str path = str_format(t.arena, "/buyer/purchases/%lld/print", (long long)s.draft.no.value);
        const char *print = str_to_c(t.arena, path);
        static const char *const FIGURES[] = {
            "구매 요약서",   "대구광역시 중구 총무과",
            "김가온",        "재생 복사용지 A4",
            "21,500",        "2,150,000",
            "600,000",       "150,000",
            "2,900,000",     "2,650,000",
            "1인 견적",      "지방계약법 시행령",
            "2026. 11. 24.", "㈜늘푸른나눔",
        };
        const struct actor *inside[] = {&s.officer, &s.colleague, &s.accountant};
        for (size_t i = 0; i < COUNT(inside); i++) {
            web_as(&w, inside[i]);
            struct web_answer a = web_get(&w, print);
            assert_int_equal(a.status, 200);
            for (size_t k = 0; k < COUNT(FIGURES); k++) {
                if (!web_shows(a, FIGURES[k])) {
                    fail_msg("the summary lacks %s", FIGURES[k]);
                }
            }
            assert_true(web_shows(a, ">정가(원)<")); // nothing is agreed yet
            assert_true(web_shows(a, "돌아가기"));
        }
        web_as(&w, &s.officer_there);
        assert_int_equal(web_get(&w, print).status, 404);
        web_as(&w, &s.owner);
        assert_int_equal(web_get(&w, print).status, 403);
        web_test_close(&w);
    }
}

static void cancelling_needs_words_and_keeps_them(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
        str to = str_format(t.arena, "/buyer/purchases/%lld/cancel", (long long)s.draft.no.value);
        const char *path = str_to_c(t.arena, to);
        web_as(&w, &s.officer);
        assert_int_equal(web_post(&w, path, WEB_FIELDS({"reason", " "})).status, 422);
        web_as(&w, &s.colleague);
        assert_int_equal(web_post(&w, path, WEB_FIELDS({"reason", "까닭"})).status, 403);
        web_as(&w, &s.officer);
        assert_int_equal(web_post(&w, path, WEB_FIELDS({"reason", "예산 전용"})).status, 303);
        struct web_answer a =
            web_get(&w, purchase_testing_path(&s, "/buyer/purchases/", s.draft.no.value));
        assert_true(web_shows(a, "예산 전용"));
        assert_true(web_shows(a, "취소"));
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_officer_walks_from_the_basket_to_the_case),
        cmocka_unit_test(a_forged_kind_of_contract_comes_back_with_what_was_typed),
        cmocka_unit_test(abuse_16_a_second_window_sees_what_the_first_one_saved),
        cmocka_unit_test(the_case_is_read_by_its_institution_alone),
        cmocka_unit_test(the_summary_on_paper_is_of_its_institution_alone),
        cmocka_unit_test(cancelling_needs_words_and_keeps_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
