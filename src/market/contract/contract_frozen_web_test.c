// test-timeout: 240
// The page a contract is drawn on, over a case that is no longer what was approved.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/contract/contract_draw_web.h"
#include "market/contract/contract_hand_testing.h"
#include "market/purchase/purchase_approval_testing.h"

static void check_break(struct purchase_scene *s, struct web_test *w,
                        const struct approval_break *b)
{
    struct approval_change c = {.sql = b->sql, .purchase = s->draft.id.value};
    purchase_testing_move(s, &s->draft, PURCHASE_APPROVED);
    assert_null(purchase_testing_run(s, &s->operator_, approval_deed_change, &c));
    web_as(w, &s->officer);
    const char *page = purchase_testing_page(s, &s->draft, "contract");
    struct web_answer a = web_get(w, page);
    if (str_equals(str_view(b->field == NULL ? "" : b->field), S("purchase"))) {
        assert_int_equal(a.status, 404); // of another number, it is found no more
        return;
    }
    str named = str_format(s->database->arena, "달라진 것: <b>%s</b>",
                           b->field == NULL ? "결재 원본" : b->names);
    if (a.status != 200 || !str_contains(a.body, named)) {
        fail_msg("%s: %d %.*s", b->sql->name, a.status, STR_ARG(a.body));
    }
    assert_false(web_shows(a, "계약 문서 보내기"));
    a = web_post(w, page,
                 WEB_FIELDS({"kind", "document"}, {"security", "promise"},
                            {"reason", "가격이 낮습니다."}, {"sign_by", "2026-11-27"}));
    assert_int_equal(a.status, 422);
    assert_true(web_shows(a, "결재받은 내용과 다릅니다"));
    assert_int_equal(contract_hand_count(s, &s->officer).altered, 1);
    assert_int_equal(contract_hand_count(s, &s->officer).contract_count, 0);
}

static void abuse_04_each_field_moved_after_the_approval_is_named_and_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < APPROVAL_BREAK_COUNT; i++) {
            struct testing_db fresh;
            struct purchase_scene s;
            struct web_test w;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            purchase_testing_open(&s, &fresh);
            purchase_testing_web(&s, &w, CONTRACT_DRAW_ROUTES, CONTRACT_DRAW_ROUTE_COUNT);
            check_break(&s, &w, &APPROVAL_BREAKS[i]);
            web_test_close(&w);
            testing_db_close(&fresh);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_04_each_field_moved_after_the_approval_is_named_and_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
