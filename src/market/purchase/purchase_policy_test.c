// An institution's own limits and separated hands: kept by its administrator, stricter than the
// law, from their first day to their last.
#include "market/party/party_policy_action.h"
#include "market/party/party_policy_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/law/law_testing.h"
#include "market/law/law_text.h"
#include "market/party/party_org.h"
#include "market/party/party_policy_store.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_path_testing.h"

static err add(struct unit *u, void *data)
{
    return policy_action_add(u, data);
}

static struct policy limit_of(enum policy_kind kind, int64_t won, const char *first_day)
{
    return (struct policy){.kind = kind,
                           .value = WON(won),
                           .first_day = day(first_day),
                           .last_day = DATE_NONE,
                           .reason = S("감사 지적")};
}

static void add_policy(struct purchase_scene *s, enum policy_kind kind, int64_t won,
                       const char *first_day)
{
    struct policy p = limit_of(kind, won, first_day);
    assert_null(purchase_testing_run(s, &s->admin, add, &p));
}

// --- The decision --------------------------------------------------------------------------------

static enum law_path decide(const struct law *law, struct arena *a, int64_t won, int64_t quote_cap,
                            int64_t ceiling_cap, struct law_answer *out)
{
    struct law_question q = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(won),
        .contract_price = WON(won),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .one_quote_cap = WON(quote_cap),
        .ceiling_cap = WON(ceiling_cap),
        .on = day("2026-11-24"),
    };
    law_decide(law, &q, a, out);
    struct law_question again;
    assert_true(law_question_read(law_question_text(a, &q), &again)); // as it is stored
    assert_true(str_equals(law_question_text(a, &again), law_question_text(a, &q)));
    return out->path;
}

// T-L04: 20,000,000 by law; 10,000,000 and 15,000,000 by the institution.
static void a_limit_of_ones_own_holds_to_the_won(void **state)
{
    (void)state;
    struct arena *a = arena_open((size_t)64 << 20);
    const struct law *law = testing_law();
    struct law_answer answer;
    assert_int_equal(decide(law, a, 10000001, 0, 0, &answer), LAW_ONE_QUOTE);
    str without = answer.why;
    assert_false(str_contains(without, S("자체 한도")));
    assert_int_equal(decide(law, a, 10000000, 10000000, 0, &answer), LAW_ONE_QUOTE);
    assert_int_equal(answer.one_quote_max.won.won, 10000000);
    assert_true(str_contains(answer.why, S("자체 한도")));
    assert_int_equal(decide(law, a, 10000001, 10000000, 0, &answer), LAW_DESIGNATED_QUOTES);
    assert_int_equal(answer.path_alone, LAW_DESIGNATED_QUOTES);
    assert_int_equal(decide(law, a, 15000000, 0, 15000000, &answer), LAW_ONE_QUOTE);
    assert_int_equal(decide(law, a, 15000001, 0, 15000000, &answer), LAW_OPEN_BIDDING);
    assert_int_equal(answer.ground.n, 0);
    assert_int_equal(answer.need_count, 0);
    // Never weaker than the law: a limit above it says nothing.
    assert_int_equal(decide(law, a, 20000001, 90000000, 90000000, &answer), LAW_OPEN_BIDDING);
    assert_int_equal(answer.ceiling.won.won, 20000000);
    assert_false(str_contains(answer.why, S("자체 한도")));
    // Below the waiver of quotes too: the institution asks for two.
    assert_int_equal(decide(law, a, 1500000, 1000000, 0, &answer), LAW_DESIGNATED_QUOTES);
    arena_close(a);
}

static void a_limit_that_is_no_stricter_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_open((size_t)16 << 20);
    struct law *law = law_new(a);
    str where = S("");
    assert_null(law_add_row(law, S("thresholds"),
                            S("X.1,X,LOCAL,goods,any,,20000000,30000000,,g,,,a,H,1,"), &where));
    struct policy p = limit_of(POLICY_ONE_QUOTE, 19999999, "2026-11-24");
    assert_null(policy_check(law, LAW_LOCAL, &p, a));
    p.value = WON(20000000);
    assert_ptr_equal(policy_check(law, LAW_LOCAL, &p, a), &POLICY_NOT_STRICTER);
    p.kind = POLICY_CEILING;
    assert_null(policy_check(law, LAW_LOCAL, &p, a));
    p.value = WON(30000000);
    assert_ptr_equal(policy_check(law, LAW_LOCAL, &p, a), &POLICY_NOT_STRICTER);
    p.value = WON(0);
    assert_ptr_equal(policy_check(law, LAW_LOCAL, &p, a), &POLICY_NEEDS_LIMIT);
    p.kind = POLICY_APART;
    assert_null(policy_check(law, LAW_LOCAL, &p, a));
    arena_close(a);
}

// Some grounds have no limit in law: one above every sum is kept, and told.
static void a_limit_above_every_sum_is_for_what_has_none(void **state)
{
    (void)state;
    struct arena *a = arena_open((size_t)16 << 20);
    const struct law *law = testing_law();
    date on = day("2026-11-24");
    struct policy p = limit_of(POLICY_CEILING, 15000000, "2026-11-24");
    assert_int_equal(policy_bite_on(law, LAW_LOCAL, &p, on, a), POLICY_BITES);
    p.value = WON(900000000000);
    assert_int_equal(policy_bite_on(law, LAW_LOCAL, &p, on, a), POLICY_BITES_UNLIMITED);
    p.kind = POLICY_ONE_QUOTE;
    assert_int_equal(policy_bite_on(law, LAW_LOCAL, &p, on, a), POLICY_BITES_UNLIMITED);
    assert_int_equal(policy_bite_on(law, LAW_STATE, &p, on, a), POLICY_BITES_NOTHING);
    arena_close(a);
}

static void a_second_one_is_the_same_while_the_first_holds_as_long(void **state)
{
    (void)state;
    struct policy first = limit_of(POLICY_CEILING, 15000000, "2026-11-24");
    struct policy p = first;
    assert_true(policy_is_same(&first, &p));
    p.last_day = day("2026-12-31");
    assert_true(policy_is_same(&first, &p));
    assert_false(policy_is_same(&p, &first)); // holds on
    struct policy ends = p;
    assert_true(policy_is_same(&ends, &p));
    p.last_day = day("2027-01-01");
    assert_false(policy_is_same(&ends, &p));
    p = first;
    p.first_day = day("2026-11-23");
    assert_false(policy_is_same(&first, &p));
    p = first;
    p.value = WON(14999999);
    assert_false(policy_is_same(&first, &p));
    p = first;
    p.kind = POLICY_ONE_QUOTE;
    assert_false(policy_is_same(&first, &p));
    p = first;
    p.count = 1;
    assert_false(policy_is_same(&first, &p));
}

// --- Cases ---------------------------------------------------------------------------------------

static err take(struct unit *u, void *data)
{
    struct purchase_word word = {0};
    return purchase_path_action_take(u, data, &word);
}

static err admit(struct unit *u, void *data)
{
    return purchase_path_admit(u, data);
}

// The scene's supplier is a woman's firm: 50,000,000 by law; 3,000,000 by the institution.
static void the_path_of_a_case_keeps_the_limit_from_its_first_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_judgement j;
        struct purchase p;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(44000), 100, &p); // 4,000,000 without VAT
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE);
        str plain = law_question_text(t.arena, &j.question);
        assert_false(str_contains(plain, S("cap")));
        add_policy(&s, POLICY_ONE_QUOTE, 3000000, "2026-11-25");
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE); // from tomorrow
        assert_null(purchase_testing_run(&s, &s.officer, take, &p));
        web_test_now = instant_add_s(web_test_now, 86400);
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_DESIGNATED_QUOTES);
        assert_true(str_contains(j.answer.why, S("자체 한도")));
        // What was judged before cannot go on as it was: the deed asks again.
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &p), &PURCHASE_PATH_STALE);
        add_policy(&s, POLICY_ONE_QUOTE, 9000000, "2026-11-25"); // the lowest holds
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_DESIGNATED_QUOTES);
        assert_int_equal(j.question.one_quote_cap.won, 3000000);
        web_test_now = instant_add_s(web_test_now, -86400);
    }
}

static err hands_admit(struct unit *u, void *data)
{
    const struct purchase *p = data;
    return purchase_admit_inspection(u, p->id);
}

static void who_approved_does_not_inspect_where_the_policy_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        assert_null(purchase_testing_run(&s, &s.approver, hands_admit, &s.draft));
        add_policy(&s, POLICY_APART, 0, "2026-11-24");
        assert_ptr_equal(purchase_testing_run(&s, &s.approver, hands_admit, &s.draft),
                         &PURCHASE_POLICY_APART);
        assert_null(purchase_testing_run(&s, &s.inspector, hands_admit, &s.draft));
    }
}

// --- Pages ---------------------------------------------------------------------------------------

static struct web_answer post_limit(struct web_test *w, const char *kind, const char *value,
                                    const char *first_day, const char *last_day)
{
    return web_post(w, "/buyer/org/policies",
                    WEB_FIELDS({"kind", kind}, {"value", value}, {"first_day", first_day},
                               {"last_day", last_day}, {"reason", "감사 지적"}));
}

static struct policy newest(struct purchase_scene *s)
{
    struct unit u;
    policy_list list;
    purchase_testing_read(s, &s->admin, &u);
    assert_null(policy_store_list(u.db, u.arena, s->here, &list));
    purchase_testing_read_end(&u);
    assert_true(list.count > 0);
    return list.items[0];
}

static const char *path_of(struct purchase_scene *s, const struct policy *p, const char *tail)
{
    return str_to_c(s->database->arena, str_format(s->database->arena, "/buyer/org/policies/%lld%s",
                                                   (long long)p->no.value, tail));
}

static void the_administrator_adds_and_ends_policies(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, PARTY_POLICY_ROUTES, PARTY_POLICY_ROUTE_COUNT);
        web_as(&w, &s.admin);
        assert_true(web_shows(web_get(&w, "/buyer/org/policies"), "정한 정책이 없습니다"));
        assert_int_equal(web_get(&w, "/buyer/org/policies/new").status, 200);
        assert_int_equal(post_limit(&w, "", "1", "2026-11-24", "").status, 422);
        assert_int_equal(post_limit(&w, "one_quote", "", "2026-11-24", "").status, 422);
        struct web_answer past = post_limit(&w, "one_quote", "5,000,000", "2026-11-23", "");
        assert_int_equal(past.status, 422);
        assert_true(web_shows(past, "지난날의 정책은 나중에 정할 수 없습니다"));
        assert_int_equal(post_limit(&w, "one_quote", "5000000", "2026-11-24", "2026-11-23").status,
                         422);
        assert_int_equal(post_limit(&w, "approver_inspects", "5", "2026-11-24", "").status, 422);
        assert_int_equal(party_testing_count_audit(&t, "policy.add"), 0);
        assert_int_equal(
            post_limit(&w, "one_quote", "5,000,000", "2026-11-24", "2026-12-31").status, 303);
        struct web_answer a = web_get(&w, "/buyer/org/policies");
        assert_true(web_shows(a, "5,000,000"));
        assert_true(web_shows(a, "적용 중"));
        assert_false(web_shows(a, "보다 커서"));
        a = post_limit(&w, "one_quote", "5000000", "2026-11-25", "2026-12-31");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "기준이 같은 정책이 이미 있습니다"));

        struct policy p = newest(&s);
        const char *end = path_of(&s, &p, "/end");
        assert_int_equal(web_get(&w, path_of(&s, &p, "")).status, 200);
        assert_int_equal(
            web_post(&w, end, WEB_FIELDS({"last_day", "2027-01-01"}, {"reason", "x"})).status, 422);
        assert_int_equal(
            web_post(&w, end, WEB_FIELDS({"last_day", "2026-11-22"}, {"reason", "x"})).status, 422);
        assert_int_equal(
            web_post(&w, end, WEB_FIELDS({"last_day", "2026-11-24"}, {"reason", ""})).status, 422);
        assert_int_equal(
            web_post(&w, end, WEB_FIELDS({"last_day", "2026-11-24"}, {"reason", "끝"})).status,
            303);
        assert_int_equal(
            web_post(&w, end, WEB_FIELDS({"last_day", "2026-11-24"}, {"reason", "끝"})).status,
            422);
        assert_true(date_equals(newest(&s).last_day, day("2026-11-24")));
        assert_int_equal(party_testing_count_audit(&t, "policy.add"), 1);
        assert_int_equal(party_testing_count_audit(&t, "policy.end"), 1);
        assert_int_equal(post_limit(&w, "ceiling", "900000000000", "2026-11-24", "").status, 303);
        assert_true(web_shows(web_get(&w, "/buyer/org/policies"), "한도가 없는 계약에만 쓰입니다"));
        web_test_close(&w);
    }
}

static void policies_are_the_administrators_of_their_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        purchase_testing_web(&s, &w, PARTY_POLICY_ROUTES, PARTY_POLICY_ROUTE_COUNT);
        add_policy(&s, POLICY_CEILING, 15000000, "2026-11-24");
        struct policy p = newest(&s);
        for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
            bool may = (s.people[i]->rights & RIGHT_ADMIN) != 0;
            web_as(&w, s.people[i]);
            assert_int_equal(web_get(&w, "/buyer/org/policies").status, may ? 200 : 403);
            assert_int_equal(web_get(&w, path_of(&s, &p, "")).status, may ? 200 : 403);
            if (!may) {
                assert_int_equal(post_limit(&w, "one_quote", "1", "2026-11-24", "").status, 403);
            }
        }
        struct actor other = s.admin;
        other.institution = s.there;
        web_as(&w, &other);
        assert_int_equal(web_get(&w, path_of(&s, &p, "")).status, 404);
        assert_int_equal(web_post(&w, path_of(&s, &p, "/end"),
                                  WEB_FIELDS({"last_day", "2026-11-24"}, {"reason", "끝"}))
                             .status,
                         404);
        assert_true(web_shows(web_get(&w, "/buyer/org/policies"), "정한 정책이 없습니다"));
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_of_ones_own_holds_to_the_won),
        cmocka_unit_test(a_limit_that_is_no_stricter_is_refused),
        cmocka_unit_test(a_limit_above_every_sum_is_for_what_has_none),
        cmocka_unit_test(a_second_one_is_the_same_while_the_first_holds_as_long),
        cmocka_unit_test(the_path_of_a_case_keeps_the_limit_from_its_first_day),
        cmocka_unit_test(who_approved_does_not_inspect_where_the_policy_says_so),
        cmocka_unit_test(the_administrator_adds_and_ends_policies),
        cmocka_unit_test(policies_are_the_administrators_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
