// The pages of the replay over an answer that is not what the law says, or cannot be asked again.
#include "market/rule/rule_replay_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.h"
#include "market/rule/rule_replay_web_test.sql.h"

struct stage {
    struct purchase_scene s;
    struct web_test w;
};

static err judge(struct unit *u, void *data)
{
    struct purchase_word word = {0};
    return purchase_path_action_take(u, data, &word);
}

static err forge(struct unit *u, void *data)
{
    testing_db_forge(u->db);
    TRY(query_run(db_query(u->db, data), NULL));
    testing_db_forge_end(u->db);
    return NULL;
}

static void open_stage(struct stage *st, struct testing_db *t)
{
    purchase_testing_open(&st->s, t);
    purchase_testing_web(&st->s, &st->w, REPLAY_ROUTES, REPLAY_ROUTE_COUNT);
    assert_null(purchase_testing_run(&st->s, &st->s.officer, judge, &st->s.draft));
}

static struct web_answer own_page(struct stage *st)
{
    web_as(&st->w, &st->s.officer);
    struct web_answer a = web_get(&st->w, purchase_testing_page(&st->s, &st->s.draft, "replay"));
    assert_int_equal(a.status, 200);
    return a;
}

static struct web_answer list_page(struct stage *st)
{
    web_as(&st->w, &st->s.operator_);
    struct web_answer a = web_get(&st->w, REPLAY_PATH);
    assert_int_equal(a.status, 200);
    return a;
}

static void an_answer_that_differs_is_shown_beside_what_the_law_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        assert_true(web_shows(own_page(&st), "한 글자도 다르지 않습니다"));
        assert_false(web_shows(own_page(&st), "다른 항목"));
        assert_null(purchase_testing_run(&st.s, &st.s.operator_, forge,
                                         (void *)(uintptr_t)&SQL_REPLAY_TEST_ANSWER));
        struct web_answer a = own_page(&st);
        assert_true(web_shows(a, "저장된 답과 다시 한 답이 다릅니다."));
        assert_false(web_shows(a, "한 글자도 다르지 않습니다"));
        assert_true(web_shows(a, "저장된 답과 다시 한 답이 다른 항목"));
        assert_true(web_shows(a, "<th scope=\"row\">수의계약 한도</th><td>90000000</td>"
                                 "<td>100000000</td>"));
        assert_true(web_shows(a, str_to_c(t.arena, replay_label(REPLAY_DIFFERS))));
        a = list_page(&st);
        assert_true(web_shows(a, "1건이 저장된 답과 다릅니다."));
        assert_true(web_shows(a, str_to_c(t.arena, replay_label(REPLAY_DIFFERS))));
        web_test_close(&st.w);
    }
}

static void a_question_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        assert_null(purchase_testing_run(&st.s, &st.s.operator_, forge,
                                         (void *)(uintptr_t)&SQL_REPLAY_TEST_QUESTION));
        struct web_answer a = own_page(&st);
        assert_true(web_shows(a, "저장된 답과 다시 한 답이 다릅니다."));
        assert_true(web_shows(a, str_to_c(t.arena, replay_label(REPLAY_UNREADABLE))));
        assert_false(web_shows(a, "판단한 금액(부가세 포함)")); // no facts of a question
        web_test_close(&st.w);
    }
}

// The page is an answer, the worker lives, and the log says where the day stands.
static void an_answer_of_a_day_that_is_none_is_told_in_a_sentence(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        assert_null(purchase_testing_run(&st.s, &st.s.operator_, forge,
                                         (void *)(uintptr_t)&SQL_REPLAY_TEST_NO_DAY));
        web_as(&st.w, &st.s.officer);
        struct web_answer a = web_get(&st.w, purchase_testing_page(&st.s, &st.s.draft, "replay"));
        assert_int_equal(a.status, 500);
        assert_true(web_shows(a, DB_MISREAD.text));
        web_as(&st.w, &st.s.operator_);
        a = web_get(&st.w, REPLAY_PATH);
        assert_int_equal(a.status, 500);
        assert_true(web_shows(a, DB_MISREAD.text));
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_that_differs_is_shown_beside_what_the_law_says),
        cmocka_unit_test(a_question_that_cannot_be_read_is_told),
        cmocka_unit_test(an_answer_of_a_day_that_is_none_is_told_in_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
