// A change of the law: proposed by one operator, decided by another, in force for everybody at
// once.
#include "market/rule/rule_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_change_store.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/rule/rule_testing.h"

static bool rules_show(struct rule_scene *st, const char *text)
{
    return web_shows(web_get(&st->w, "/admin/rules/quote_waivers?all=1"), text);
}

static void two_pairs_of_eyes_put_a_row_in_force(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct law_shelf shelf = {0};
        rule_testing_open(&st, &t);
        st.w.site.law_shelf = &shelf;
        str at = rule_testing_waits_at(&st, "3000000", "2027-01-01");
        assert_false(rules_show(&st, "T-L13.o1")); // proposed is not in force
        assert_false(rules_show(&st, "부터 다음 판"));
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o1"));
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 1);

        web_as(&st.w, &st.second);
        struct web_answer a = web_get(&st.w, str_to_c(t.arena, at));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "3,000,000원"));
        assert_true(web_shows(a, "관보 제20000호"));
        a = web_post(&st.w, rule_testing_verdict(&st, at),
                     WEB_FIELDS({"do", "approve"}, {"word", ""}));
        assert_int_equal(a.status, 422); // without having looked it up
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 303);
        assert_true(rules_show(&st, "T-L13.o1"));
        assert_true(rules_show(&st, "부터 다음 판")); // the one before it
        assert_int_equal(party_testing_count_audit(&t, "rule.approve"), 1);
        assert_int_equal(rule_testing_decide(&st, at, "refuse").status, 422);
        a = web_get(&st.w, "/admin/rules/quote_waivers/T-L13.o1");
        assert_true(web_shows(a, "운영자가 더함"));
        assert_true(web_shows(a, str_to_c(t.arena, at)));
        assert_int_equal(a.statements, 1); // the version alone: the law is on the shelf
        law_shelf_done(&shelf);
        web_test_close(&st.w);
    }
}

// Their pages begin with the law that the process holds: where another one holds by now, they are
// made again with that, and shown with no other.
static void a_visitors_page_goes_by_the_newest_law(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct law_shelf shelf = {0};
        rule_testing_open(&st, &t);
        st.w.site.law_shelf = &shelf;
        err (*by_test)(struct unit *, const struct request *, struct actor *) =
            st.w.site.load_actor;
        int64_t first = law_version(st.w.site.law);
        for (int i = 0; i < 2; i++) { // the second time the law is on the shelf already
            const char *days[] = {"2027-01-01", "2027-02-01"};
            web_as(&st.w, &st.s.operator_);
            str at = rule_testing_waits_at(&st, "3000000", days[i]);
            web_as(&st.w, &st.second);
            assert_int_equal(rule_testing_decide(&st, at, "approve").status, 303);
            web_as(&st.w, NULL);
            st.w.site.load_actor = party_load_actor;
            for (int asked = 0; asked < 2; asked++) {
                struct web_answer a = web_get(&st.w, "/version");
                const char *due =
                    str_to_c(t.arena, str_format(t.arena, "law %lld", (long long)first + i + 1));
                assert_int_equal(a.status, 200);
                assert_true(str_equals(a.body, str_view(due)));
            }
            st.w.site.load_actor = by_test;
        }
        law_shelf_done(&shelf);
        web_test_close(&st.w);
    }
}

static void a_refusal_needs_a_word_and_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        rule_testing_open(&st, &t);
        str at = rule_testing_waits_at(&st, "3000000", "2027-01-01");
        web_as(&st.w, &st.second);
        assert_int_equal(rule_testing_decide(&st, at, "withdraw").status,
                         422); // not the second's to take back
        assert_int_equal(rule_testing_decide(&st, at, "refuse").status, 422);
        struct web_answer a =
            web_post(&st.w, rule_testing_verdict(&st, at),
                     WEB_FIELDS({"do", "refuse"}, {"word", "관보에 그런 조문이 없음"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "관보에 그런 조문이 없음"));
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o1"));
        web_as(&st.w, &st.s.operator_);
        at = rule_testing_waits_at(&st, "3000000", "2027-01-01");
        assert_int_equal(rule_testing_decide(&st, at, "withdraw").status, 303);
        web_as(&st.w, &st.second);
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o2"));
        web_test_close(&st.w);
    }
}

static void a_form_comes_back_with_all_its_mistakes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct web_field f[20];
        rule_testing_open(&st, &t);
        struct web_answer a = web_get(&st.w, RULE_PATH "/new?kind=quote_waivers&from=T-L13.1");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "T-L13"));
        size_t count = rule_testing_waiver(&st, f, "삼백만원", "2027-13-01");
        f[count - 2].value = "";
        a = web_post(&st.w, RULE_PATH, f, count);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "2,000,000처럼 원 단위로 적어야 합니다"));
        assert_true(web_shows(a, "꼴의 날짜여야 합니다"));
        assert_true(web_shows(a, "삼백만원"));
        assert_true(web_shows(a, "사유를 적어 주세요"));
        a = rule_testing_propose(&st, "3000000", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "시행일을 적어 주세요"));
        a = rule_testing_propose(&st, "3000000", "2019-06-25"); // the day of the row that there is
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "같은 대상에 같은 날 시작하는"));
        assert_int_equal(web_get(&st.w, RULE_PATH "/new?kind=nothing").status, 404);
        assert_int_equal(web_get(&st.w, RULE_PATH "/new?kind=terms&from=T-L13.1").status, 404);
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 0);
        web_test_close(&st.w);
    }
}

// The fields of the form of a limit for goods, from a day.
static struct web_answer propose_limits(struct rule_scene *st, const char *one_quote,
                                        const char *ceiling)
{
    struct {
        const char *name;
        const char *value;
    } VALUES[] = {
        {"rule",              "T-L08"                             },
        {"regime",            "LOCAL"                             },
        {"object",            "goods"                             },
        {"tag",               "any"                               },
        {"one_quote_max_won", one_quote                           },
        {"ceiling_won",       ceiling                             },
        {"ground",            "시행령 제25조"                },
        {"first_day",         "2027-01-01"                        },
        {"article",           "지방계약법 시행령 제25조"},
        {"confidence",        "H"                                 },
    };
    struct arena *a = st->w.database->arena;
    struct web_field f[COUNT(VALUES) + 3];
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        str key = str_format(a, "field_%zu", rule_testing_column(LAW_THRESHOLDS, VALUES[i].name));
        f[i] = (struct web_field){str_to_c(a, key), VALUES[i].value};
    }
    f[COUNT(VALUES)] = (struct web_field){"kind", "thresholds"};
    f[COUNT(VALUES) + 1] = (struct web_field){"reason", "시행령이 바뀜"};
    f[COUNT(VALUES) + 2] = (struct web_field){"source", "관보 제20000호"};
    return web_post(&st->w, RULE_PATH, f, COUNT(f));
}

static void one_quote_reaches_no_further_than_the_ceiling(void **state)
{
    (void)state;
    static const struct {
        const char *one_quote;
        const char *ceiling;
        int status;
    } CASES[] = {
        {"200,000,000",   "100,000,000",   422},
        {"한도 없음", "100,000,000",   422},
        {"200,000,000",   "",              422},
        {"100,000,000",   "100,000,000",   303},
        {"100,000,000",   "한도 없음", 303},
        {"",              "100,000,000",   303},
    };
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        rule_testing_open(&st, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct web_answer a = propose_limits(&st, CASES[i].one_quote, CASES[i].ceiling);
            assert_int_equal(a.status, CASES[i].status);
            assert_true(a.status == 303 ||
                        web_shows(a, "1인 견적 한도가 수의계약 한도보다 큽니다"));
        }
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 3);
        struct web_answer a = propose_limits(&st, "-5", "100,000,000");
        assert_true(web_shows(a, "‘한도 없음’이라고"));
        assert_false(web_shows(a, "unlimited"));
        web_test_close(&st.w);
    }
}

static void an_open_row_is_ended_by_two_and_only_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        rule_testing_open(&st, &t);
        assert_int_equal(web_get(&st.w, RULE_PATH "/end?row=C-06.1").status, 200);
        assert_int_equal(web_get(&st.w, RULE_PATH "/end?row=nothing").status, 404);
        const struct web_field f[] = {
            {"row",      "C-06.1"    },
            {"last_day", "2026-12-31"},
            {"reason",   "폐지"    },
            {"source",   "관보"    }
        };
        struct web_answer a = web_post(&st.w, RULE_PATH "/end", f, COUNT(f));
        assert_int_equal(a.status, 303);
        str at = str_copy(t.arena, a.location);
        assert_int_equal(web_post(&st.w, RULE_PATH "/end", f, COUNT(f)).status, 422); // one waits
        web_as(&st.w, &st.second);
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 303);
        a = web_get(&st.w, "/admin/rules/documents/C-06.1?on=2027-01-01");
        assert_true(web_shows(a, "끝남"));
        assert_true(web_shows(a, "2026. 12. 31."));
        a = web_get(&st.w, "/admin/rules/documents/C-06.1?on=2026-12-31");
        assert_true(web_shows(
            a, "<h2 id=\"h-stands\">2026. 12. 31.에는</h2><span class=\"st ok\">시행 중"));
        assert_int_equal(web_post(&st.w, RULE_PATH "/end", f, COUNT(f)).status, 422); // it has one
        web_test_close(&st.w);
    }
}

// Two proposals for one rule and one day: the second cannot be approved any more.
static void an_approval_is_checked_against_the_law_of_its_moment(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        rule_testing_open(&st, &t);
        str first = rule_testing_waits_at(&st, "3000000", "2027-01-01");
        str second = rule_testing_waits_at(&st, "4000000", "2027-01-01");
        web_as(&st.w, &st.second);
        assert_int_equal(rule_testing_decide(&st, first, "approve").status, 303);
        assert_int_equal(rule_testing_decide(&st, second, "approve").status, 422);
        assert_true(rules_show(&st, "T-L13.o1"));
        assert_false(rules_show(&st, "T-L13.o2"));
        web_test_close(&st.w);
    }
}

static void nobody_but_an_operator_comes_in(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        rule_testing_open(&st, &t);
        const char *at = str_to_c(t.arena, rule_testing_waits_at(&st, "3000000", "2027-01-01"));
        const char *verdict = rule_testing_verdict(&st, str_view(at));
        const char *const PAGES[] = {RULE_PATH, RULE_PATH "/new?kind=terms",
                                     RULE_PATH "/end?row=C-06.1", at};
        for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
            const struct actor *who = st.s.people[i];
            bool may = (who->rights & RIGHT_OPERATOR) != 0;
            web_as(&st.w, who);
            for (size_t k = 0; k < COUNT(PAGES); k++) {
                assert_int_equal(web_get(&st.w, PAGES[k]).status, may ? 200 : 403);
            }
            if (!may) {
                assert_int_equal(
                    web_post(&st.w, verdict, WEB_FIELDS({"do", "approve"}, {"checked", "1"}))
                        .status,
                    403);
                assert_int_equal(rule_testing_propose(&st, "5000000", "2028-01-01").status, 403);
            }
        }
        web_as(&st.w, &st.second);
        assert_int_equal(web_get(&st.w, RULE_PATH "/9999999999999").status, 404);
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_pairs_of_eyes_put_a_row_in_force),
        cmocka_unit_test(a_visitors_page_goes_by_the_newest_law),
        cmocka_unit_test(a_refusal_needs_a_word_and_changes_nothing),
        cmocka_unit_test(a_form_comes_back_with_all_its_mistakes),
        cmocka_unit_test(one_quote_reaches_no_further_than_the_ceiling),
        cmocka_unit_test(an_open_row_is_ended_by_two_and_only_once),
        cmocka_unit_test(an_approval_is_checked_against_the_law_of_its_moment),
        cmocka_unit_test(nobody_but_an_operator_comes_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
