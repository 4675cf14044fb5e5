// test-timeout: 120
// The desk of what waits to be published.
#include "market/disclosure/disclosure_desk_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/disclosure/disclosure_testing.h"

#define GOOD_WORDS                                                                                 \
    {"title", "의자 구매"}, {"ground", "지방계약법 시행령 제25조제1항제5호나목"},                  \
        {"reason", "추정가격이 2천만원 이하인 물품 구매"},                                         \
    {                                                                                              \
        "site", "본관"                                                                           \
    }

static void what_waits_is_worded_anew_and_published(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        contract_id id = disclosure_stage_add(
            &st, (struct contract_spec){.won = 1000, .title = "의자(010-1234-5678)", .reason = ""});
        const char *desk = disclosure_stage_desk(&st, id);
        web_as(&st.w, &st.officer);
        struct web_answer a = disclosure_stage_get(&st, "/buyer/disclosures");
        assert_true(web_shows(a, "전화번호로 보이는 숫자를 빼 주세요"));
        assert_true(web_shows(a, "수의계약 사유를 구체적으로 적어 주세요"));
        assert_true(web_shows(disclosure_stage_get(&st, desk), "의자(010-1234-5678)"));
        assert_false(web_shows(disclosure_stage_get(&st, "/disclosure"), "의자("));

        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 303);
        assert_true(web_shows(disclosure_stage_get(&st, "/disclosure"), "의자 구매"));
        assert_true(web_shows(disclosure_stage_get(&st, "/buyer/disclosures"),
                              "공개를 기다리는 계약이 없습니다"));
        assert_int_equal(web_get(&st.w, desk).status, 404); // it waits no more
        web_test_close(&st.w);
    }
}

static void bad_words_come_back_as_they_were_typed(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        const char *agree;
        const char *says;
    } ROWS[] = {
        {"담당 010-1234-5678", "1", "전화번호로 보이는 숫자를"           },
        {"  ",                   "1", "적어"                                        },
        {"물품 구매",        "0", "공개될 내용을 읽고 확인에 표시해"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        contract_id id =
            disclosure_stage_add(&st, (struct contract_spec){.won = 1000, .reason = ""});
        const char *desk = disclosure_stage_desk(&st, id);
        web_as(&st.w, &st.officer);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a =
                web_post(&st.w, desk,
                         WEB_FIELDS({"title", "새로 지은 이름"}, {"ground", "제25조"},
                                    {"reason", ROWS[i].reason}, {"site", "본관"},
                                    {ROWS[i].agree[0] == '1' ? "agree" : "other", "1"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, ROWS[i].says));
            assert_true(web_shows(a, "새로 지은 이름"));
        }
        assert_false(
            web_shows(disclosure_stage_get(&st, desk), "새로 지은 이름")); // nothing of it was kept
        web_test_close(&st.w);
    }
}

static void others_neither_see_nor_word_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        contract_id id = disclosure_stage_add(
            &st, (struct contract_spec){.won = 1000, .title = "미뤄진 것", .reason = ""});
        const char *desk = disclosure_stage_desk(&st, id);

        web_as(&st.w, &st.neighbour); // another institution's officer
        assert_false(web_shows(disclosure_stage_get(&st, "/buyer/disclosures"), "미뤄진 것"));
        assert_int_equal(web_get(&st.w, desk).status, 404);
        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 404);

        web_as(&st.w, &st.approver); // may see, may not word
        struct web_answer a = disclosure_stage_get(&st, "/buyer/disclosures");
        assert_true(web_shows(a, "미뤄진 것"));
        assert_false(web_shows(a, "고쳐서 공개"));
        assert_int_equal(web_get(&st.w, desk).status, 403);
        assert_int_equal(web_post(&st.w, desk, WEB_FIELDS(GOOD_WORDS, {"agree", "1"})).status, 403);

        web_as(&st.w, &st.operator_); // sees all
        a = disclosure_stage_get(&st, "/admin/disclosures");
        assert_true(web_shows(a, "미뤄진 것"));
        assert_true(web_shows(a, "대구광역시 중구"));
        assert_int_equal(web_get(&st.w, "/buyer/disclosures").status, 403);

        web_as(&st.w, &st.officer);
        assert_int_equal(web_get(&st.w, "/admin/disclosures").status, 403);
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_is_worded_anew_and_published),
        cmocka_unit_test(bad_words_come_back_as_they_were_typed),
        cmocka_unit_test(others_neither_see_nor_word_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
