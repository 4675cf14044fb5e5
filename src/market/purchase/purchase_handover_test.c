// test-timeout: 120
// What goes to a designated system, and what came of it there.
#include "market/purchase/purchase_handover_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_path_testing.h"

struct hand {
    struct purchase *p;
    int64_t corrects;
    struct handover_result result;
    struct arena *arena; // where results are kept
    handover_result_list results;
};

static err hand_over(struct unit *u, void *data)
{
    struct hand *h = data;
    struct purchase p = *h->p;
    TRY(handover_action_hand_over(u, &p, S("나라장터")));
    *h->p = p;
    return NULL;
}

static err take_result(struct unit *u, void *data)
{
    struct hand *h = data;
    return handover_action_take_result(u, h->p, h->corrects, &h->result);
}

static err read_results(struct unit *u, void *data)
{
    struct hand *h = data;
    return handover_results(u->db, h->arena, h->p->id, &h->results);
}

static handover_result_list results_of(struct purchase_scene *s, struct purchase *p)
{
    struct hand h = {.p = p, .arena = s->database->arena};
    assert_null(purchase_testing_run(s, &s->officer, read_results, &h));
    return h.results;
}

static void what_is_handed_over_takes_its_result_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase p;
        purchase_testing_add(&s, WON(66000000), 1, &p);
        struct purchase_judgement j;
        struct hand h = {.p = &p};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, hand_over, &h),
                         &PURCHASE_PATH_MISSING);
        assert_null(path_testing_take(&s, &p, S("")));
        assert_null(purchase_testing_run(&s, &s.officer, hand_over, &h));
        assert_int_equal(p.state, PURCHASE_HANDED_OVER);
        (void)path_testing_judge(&s, &s.draft, &j);
        assert_int_equal(j.similar.sum.won, 60000000);
        purchase_testing_find(&s, &p);
        assert_true(date_equals(p.requested_on, instant_date(web_test_now)));

        date today = instant_date(web_test_now);
        h.result = (struct handover_result){.number = S("R26TA0001"),
                                            .name = S("㈜한결상사"),
                                            .amount = WON(64000000),
                                            .on = date_add_days(today, -1)};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_TOO_EARLY);
        h.result.on = date_add_days(today, 1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_TOO_EARLY);
        h.result.on = today;
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, take_result, &h),
                         &PURCHASE_NOT_OFFICER);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &p, "handover.result", &task));
        assert_null(purchase_testing_run(&s, &s.officer, take_result, &h));
        assert_false(purchase_testing_task(&s, &p, "handover.result", &task));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_HAS_RESULT);
        // From then on it counts with what it came to: 64,000,000 / 1.1.
        (void)path_testing_judge(&s, &s.draft, &j);
        assert_int_equal(j.similar.sum.won, 58181818);
        assert_true(str_equals(j.similar_cases.shown.items[0].supplier_name, S("㈜한결상사")));

        // A figure mistyped is corrected, once, with a reason; what was written stays.
        handover_result_list all = results_of(&s, &p);
        assert_int_equal(all.count, 1);
        h.corrects = all.items[0].id;
        h.result.amount = WON(63800000);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_NO_REASON);
        h.result.note = S("부가세를 두 번 더했습니다.");
        assert_null(purchase_testing_run(&s, &s.officer, take_result, &h));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_HAS_RESULT);
        (void)path_testing_judge(&s, &s.draft, &j);
        assert_int_equal(j.similar.sum.won, 58000000);
        all = results_of(&s, &p);
        assert_int_equal(all.count, 2);
        assert_int_equal(all.items[0].amount.won, 63800000);
        assert_int_equal(all.items[1].amount.won, 64000000);

        // Where nobody was found, nothing was bought.
        h.corrects = all.items[0].id;
        h.result.outcome = HANDOVER_FAILED;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                         &HANDOVER_NOTHING_WON);
        h.result.name = S("");
        h.result.amount = WON(0);
        assert_null(purchase_testing_run(&s, &s.officer, take_result, &h));
        (void)path_testing_judge(&s, &s.draft, &j);
        assert_int_equal(j.similar.sum.won, 0);
    }
}

static struct handover_result result_of(enum handover_outcome outcome)
{
    bool has_firm = outcome == HANDOVER_CONTRACTED;
    return (struct handover_result){
        .outcome = outcome,
        .number = S("R26TA0001"),
        .name = has_firm ? S("㈜한결상사") : S(""),
        .amount = WON(has_firm ? 64000000 : 0),
        .note = S("까닭"),
        .on = instant_date(web_test_now),
    };
}

#define NO_RESULT HANDOVER_OUTCOME_COUNT

// From no result and from each to each: the newest is corrected, once, and nothing else is.
static void each_result_follows_each(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (int from = 0; from <= NO_RESULT; from++) {
            for (int to = 0; to < HANDOVER_OUTCOME_COUNT; to++) {
                struct purchase p;
                purchase_testing_add(&s, WON(66000000), 1, &p);
                struct hand h = {.p = &p};
                assert_null(path_testing_take(&s, &p, S("")));
                assert_null(purchase_testing_run(&s, &s.officer, hand_over, &h));
                if (from != NO_RESULT) {
                    h.result = result_of((enum handover_outcome)from);
                    assert_null(purchase_testing_run(&s, &s.officer, take_result, &h));
                    h.corrects = results_of(&s, &p).items[0].id;
                }
                struct hand again = {.p = &p, .result = result_of((enum handover_outcome)to)};
                again.corrects = from == NO_RESULT ? 1 : 0; // of what is not the newest
                assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &again),
                                 &HANDOVER_HAS_RESULT);
                again.corrects = h.corrects;
                assert_null(purchase_testing_run(&s, &s.officer, take_result, &again));
                assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &again),
                                 &HANDOVER_HAS_RESULT);
                handover_result_list all = results_of(&s, &p);
                assert_int_equal(all.count, from == NO_RESULT ? 1 : 2);
                assert_int_equal(all.items[0].outcome, to);
            }
        }
    }
}

static void only_what_was_handed_over_has_a_result(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (int at = 0; at < PURCHASE_STATE_COUNT; at++) {
            struct purchase p = s.draft;
            p.state = (enum purchase_state)at;
            p.requested_on = instant_date(web_test_now);
            struct hand h = {.p = &p};
            for (int to = 0; to < HANDOVER_OUTCOME_COUNT && at != PURCHASE_HANDED_OVER; to++) {
                h.result = result_of((enum handover_outcome)to);
                assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h),
                                 &PURCHASE_WRONG_STATE);
            }
        }
    }
}

// Each outcome has its own fields.
static void a_result_says_what_its_outcome_asks_for(void **state)
{
    (void)state;
    static const struct {
        enum handover_outcome outcome;
        const char *number;
        const char *name;
        int64_t won;
        const char *note;
        const struct fault *fault;
    } CASES[] = {
        {HANDOVER_CONTRACTED, "R26TA0001", "㈜한결상사", 0,        "",                                 &HANDOVER_NO_CONTRACT},
        {HANDOVER_CONTRACTED, "R26TA0001", "",                64000000, "",                                 &HANDOVER_NO_CONTRACT},
        {HANDOVER_CONTRACTED, "",          "㈜한결상사", 64000000, "",                                 &HANDOVER_NO_CONTRACT},
        {HANDOVER_FAILED,     "R26TA0001", "㈜한결상사", 0,        "",                                 &HANDOVER_NOTHING_WON},
        {HANDOVER_FAILED,     "R26TA0001", "",                1,        "",                                 &HANDOVER_NOTHING_WON},
        {HANDOVER_FAILED,     "",          "",                0,        "",                                 &HANDOVER_NO_NUMBER  },
        {HANDOVER_STOPPED,    "",          "",                0,        "",                                 &HANDOVER_NO_REASON  },
        {HANDOVER_STOPPED,    "",          "",                0,        "사업이 미루어졌습니다.", NULL                 },
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase p;
        purchase_testing_add(&s, WON(66000000), 1, &p);
        struct hand h = {.p = &p};
        assert_null(path_testing_take(&s, &p, S("")));
        assert_null(purchase_testing_run(&s, &s.officer, hand_over, &h));
        for (size_t i = 0; i < COUNT(CASES); i++) {
            h.result = (struct handover_result){
                .outcome = CASES[i].outcome,
                .number = str_view(CASES[i].number),
                .name = str_view(CASES[i].name),
                .amount = WON(CASES[i].won),
                .note = str_view(CASES[i].note),
                .on = instant_date(web_test_now),
            };
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, take_result, &h), CASES[i].fault);
        }
    }
}

// The page keeps what was typed, shows what counts and what was corrected.
static void a_result_is_written_and_corrected_on_the_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        path_testing_web(&s, &w);
        struct purchase p;
        purchase_testing_add(&s, WON(66000000), 1, &p);
        struct hand h = {.p = &p};
        assert_null(path_testing_take(&s, &p, S("")));
        assert_null(purchase_testing_run(&s, &s.officer, hand_over, &h));
        const char *path = purchase_testing_page(&s, &p, "hand-over");
        str today = date_format_iso(t.arena, instant_date(web_test_now));
        const char *on = str_to_c(t.arena, today);
        web_as(&w, &s.officer);
        struct web_answer a = web_post(&w, path,
                                       WEB_FIELDS({"outcome", "contracted"}, {"on", on},
                                                  {"number", "R26TA0001"}, {"name", "㈜한결상사"},
                                                  {"amount", ""}, {"note", ""}, {"corrects", "0"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "계약 업체, 계약금액이 모두 있어야 합니다"));
        assert_true(web_shows(a, "value=\"R26TA0001\""));
        a = web_post(&w, path,
                     WEB_FIELDS({"outcome", "contracted"}, {"on", on}, {"number", "R26TA0001"},
                                {"name", "㈜한결상사"}, {"amount", "64,000,000"}, {"note", ""},
                                {"corrects", "0"}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, path);
        assert_true(web_shows(a, "64,000,000원<small>공급가액 58,181,818원</small>"));
        assert_true(web_shows(a, "두레에서 할 일이 없습니다"));
        assert_true(web_shows(a, "결과 고치기"));
        assert_false(web_shows(a, "고치기 전의 결과"));
        handover_result_list all = results_of(&s, &p);
        const char *newest =
            str_to_c(t.arena, str_format(t.arena, "%lld", (long long)all.items[0].id));
        a = web_post(&w, path,
                     WEB_FIELDS({"outcome", "failed"}, {"on", on}, {"number", "R26TA0001"},
                                {"name", ""}, {"amount", ""}, {"note", "유찰을 잘못 적었습니다."},
                                {"corrects", newest}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, path);
        assert_true(web_shows(a, "유찰을 잘못 적었습니다."));
        assert_true(web_shows(a, "고치기 전의 결과"));
        web_test_close(&w);
    }
}

static void a_result_that_cannot_be_read_comes_back_as_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        path_testing_web(&s, &w);
        struct purchase p;
        purchase_testing_add(&s, WON(66000000), 1, &p);
        web_as(&w, &s.officer);
        assert_int_equal(web_post(&w, purchase_testing_page(&s, &p, "path"), WEB_NO_FIELDS).status,
                         303);
        const char *path = purchase_testing_page(&s, &p, "hand-over");
        assert_int_equal(web_post(&w, path, WEB_FIELDS({"system", "나라장터"})).status, 303);
        struct web_answer a =
            web_post(&w, path,
                     WEB_FIELDS({"outcome", "contracted"}, {"number", "R26TA0001"},
                                {"on", "2026-13-01"}, {"amount", "만원"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "R26TA0001"));
        assert_true(web_shows(a, "2026-13-01"));
        assert_true(web_shows(a, "만원"));
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_handed_over_takes_its_result_back),
        cmocka_unit_test(a_result_says_what_its_outcome_asks_for),
        cmocka_unit_test(a_result_is_written_and_corrected_on_the_page),
        cmocka_unit_test(a_result_that_cannot_be_read_comes_back_as_typed),
        cmocka_unit_test(each_result_follows_each),
        cmocka_unit_test(only_what_was_handed_over_has_a_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
