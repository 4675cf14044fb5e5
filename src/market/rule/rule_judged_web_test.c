// What a row of the operators does to cases: those judged before it keep their answer, and a
// proposal tells which open ones it would touch.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_support_action.h"
#include "market/party/party_testing.h"
#include "market/purchase/purchase_path_action.h"
#include "market/rule/rule_replay_store.h"
#include "market/rule/rule_replay_web.h"
#include "market/rule/rule_testing.h"

static err judge(struct unit *u, void *data)
{
    int64_t version = 0;
    struct purchase *p = data;
    struct purchase_word word = {0};
    TRY(law_change_version(u->db, &version));
    TRY(law_shelf_take(NULL, u->db, u->arena, version, &u->law));
    return purchase_path_action_take(u, p, &word);
}

static void all_answers_are_given_again(struct rule_scene *st)
{
    struct unit u;
    stored_answers list;
    bool more = true;
    int64_t version = 0;
    purchase_testing_read(&st->s, &st->s.operator_, &u);
    assert_null(law_change_version(u.db, &version));
    assert_int_equal(version, 1);
    assert_null(law_shelf_take(NULL, u.db, u.arena, version, &u.law));
    assert_null(replay_store_list(u.db, u.arena, REPLAY_NEWEST, &list, &more));
    assert_int_equal(list.count, 2);
    assert_false(more);
    struct replay_law law = {.now = u.law, .arena = u.arena};
    for (size_t i = 0; i < list.count; i++) {
        const struct stored_answer *s = &list.items[i];
        assert_int_equal(s->law_version, i == 0 ? 1 : 0);
        struct replay r = replay_ask(&law, s->question, s->answer, s->law_version, u.arena);
        assert_int_equal(r.result, REPLAY_SAME);
        // Were the rows of the other version asked, the answer would be another.
        r = replay_ask(&law, s->question, s->answer, i == 0 ? 0 : 1, u.arena);
        assert_int_equal(r.result, REPLAY_DIFFERS);
        replay_differences d = replay_compare(u.arena, s->answer, r.answer);
        assert_true(d.count > 0);
        assert_true(str_equals(d.items[0].label, S("계약방법")));
    }
    struct replay r = replay_ask(&law, S("{}"), S("{}"), 0, u.arena);
    assert_int_equal(r.result, REPLAY_UNREADABLE);
    purchase_testing_read_end(&u);
}

static const char *replay_path(struct rule_scene *st, const char *format, const struct purchase *p)
{
    str no = str_format(st->w.database->arena, "%lld", (long long)p->no.value);
    str path = str_format(st->w.database->arena, "%s/%.*s%s", format, STR_ARG(no),
                          str_equals(str_view(format), S("/buyer/purchases")) ? "/replay" : "");
    return str_to_c(st->w.database->arena, path);
}

static err begin_view(struct unit *u, void *data)
{
    struct rule_scene *st = data;
    struct institution own;
    public_no view;
    TRY(institution_store_find_own(u->db, st->s.here, &own));
    return support_action_begin(u, own.no, S("확인"), &view);
}

static void cases_are_shown_to_their_own(struct rule_scene *st, const struct purchase *earlier,
                                         const struct purchase *later)
{
    const char *own = replay_path(st, "/buyer/purchases", earlier);
    struct web_answer a = web_get(&st->w, REPLAY_PATH);
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "모두 저장된 답과 같습니다"));
    // What was asked about one is seen in a support view of its institution alone.
    web_as(&st->w, &st->s.operator_);
    a = web_get(&st->w, replay_path(st, REPLAY_PATH, later));
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/admin/institutions/")));
    assert_int_equal(party_testing_count_audit(st->w.database, "support.read"), 0);
    assert_null(purchase_testing_run(&st->s, &st->second, begin_view, st));
    assert_int_equal(web_get(&st->w, replay_path(st, REPLAY_PATH, later)).status,
                     303); // not theirs
    assert_null(purchase_testing_run(&st->s, &st->s.operator_, begin_view, st));
    a = web_get(&st->w, replay_path(st, REPLAY_PATH, later));
    assert_true(web_shows(a, "한 글자도 다르지 않습니다"));
    assert_int_equal(party_testing_count_audit(st->w.database, "support.read"), 1);
    web_as(&st->w, &st->s.inspector);
    assert_true(web_shows(web_get(&st->w, own), "한 글자도 다르지 않습니다"));
    assert_int_equal(web_get(&st->w, REPLAY_PATH).status, 403);
    assert_int_equal(web_get(&st->w, replay_path(st, REPLAY_PATH, earlier)).status, 403);
    web_as(&st->w, &st->s.officer_there);
    assert_int_equal(web_get(&st->w, own).status, 404);
    web_as(&st->w, &st->s.owner);
    assert_int_equal(web_get(&st->w, own).status, 403);
}

// 2,500,000 without VAT: one quote by the packs, waived by the row of the operators.
static void a_case_is_judged_by_what_was_known_when_it_was_judged(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct purchase earlier;
        struct purchase later;
        rule_testing_open(&st, &t);
        purchase_testing_add(&st.s, WON(27500), 100, &earlier);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &earlier));
        assert_int_equal(earlier.path, LAW_ONE_QUOTE);
        str at = rule_testing_waits_at(&st, "3000000", "2026-01-01"); // begins earlier today
        web_as(&st.w, &st.second);
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "시행일이 지난 규칙입니다"));
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 303);
        purchase_testing_add(&st.s, WON(27500), 100, &later);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &later));
        assert_int_equal(later.path, LAW_QUOTE_WAIVED);
        purchase_testing_find(&st.s, &earlier);
        assert_int_equal(earlier.path, LAW_ONE_QUOTE);
        all_answers_are_given_again(&st);
        cases_are_shown_to_their_own(&st, &earlier, &later);
        web_test_close(&st.w);
    }
}

static struct web_answer cases_of(struct rule_scene *st, str at)
{
    str path = str_format(st->w.database->arena, "%.*s/cases", STR_ARG(at));
    return web_get(&st->w, str_to_c(st->w.database->arena, path));
}

// 2,500,000 without VAT again: waived below 2,500,001, not below 2,500,000; a draft is judged when
// the row speaks, a case that was asked for keeps its day.
static void a_proposal_shows_the_open_cases_it_would_touch(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct purchase draft;
        struct purchase asked;
        rule_testing_open(&st, &t);
        purchase_testing_add(&st.s, WON(27500), 100, &draft);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
        struct web_answer a = cases_of(&st, rule_testing_waits_at(&st, "2500000", "2027-01-01"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "1건에 지금 규칙과 제안한 규칙을 물었습니다. 0건"));
        str at = rule_testing_waits_at(&st, "2500001", "2027-01-01");
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "달라질 건 보기"));
        a = cases_of(&st, at);
        assert_true(web_shows(a, "1건의 답이 달라집니다"));
        assert_true(web_shows(a, "달라지는 건 1건, 같은 방법에서 근거나 조건만 달라지는 건 0건"));
        assert_true(web_shows(a, law_path_label(LAW_ONE_QUOTE)));
        assert_true(web_shows(a, law_path_label(LAW_QUOTE_WAIVED)));
        assert_false(web_shows(a, str_to_c(t.arena, st.s.draft.title))); // a number, no more
        assert_false(web_shows(a, str_to_c(t.arena, st.s.draft.institution_name)));

        purchase_testing_add(&st.s, WON(27500), 100, &asked);
        purchase_testing_move(&st.s, &asked, PURCHASE_ASKED);
        a = cases_of(&st, at);
        assert_true(web_shows(a, "2건에 지금 규칙과 제안한 규칙을 물었습니다. 1건"));
        a = cases_of(&st,
                     rule_testing_waits_at(&st, "3000000", "2026-01-01")); // speaks on both days
        assert_true(web_shows(a, "2건의 답이 달라집니다"));

        web_as(&st.w, &st.second);
        assert_int_equal(rule_testing_decide(&st, at, "approve").status, 303);
        assert_int_equal(cases_of(&st, at).status, 409);
        web_as(&st.w, &st.s.officer);
        assert_int_equal(cases_of(&st, at).status, 403);
        web_test_close(&st.w);
    }
}

static const char *next_of(struct web_answer a, struct arena *arena)
{
    size_t at = str_index(a.body, S("/cases?before="));
    str address = str_slice(a.body, 0, at);
    while (address.n > 0 && address.p[address.n - 1] != '"') {
        address.n--;
    }
    str from = str_slice(a.body, address.n, a.body.n);
    return at == a.body.n ? NULL : str_to_c(arena, str_slice(from, 0, str_index(from, S("\""))));
}

// A page and two cases of others more are touched; each page tells the number of all.
static void all_touched_cases_are_counted_and_shown_by_pages(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct rule_scene st;
        struct purchase draft;
        rule_testing_open(&st, &t);
        for (int i = 0; i < LIMIT_DESK_ROWS + 2; i++) {
            purchase_testing_add(&st.s, WON(27500), 100, &draft);
            assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
            purchase_testing_add(&st.s, WON(27500), 200, &draft); // waived by neither
            assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
        }
        struct web_answer a = cases_of(&st, rule_testing_waits_at(&st, "2500001", "2027-01-01"));
        assert_true(web_shows(a, "104건에 지금 규칙과 제안한 규칙을 물었습니다. 52건의 답이"));
        assert_int_equal(web_count(a, "<th scope=\"row\">"), LIMIT_DESK_ROWS);
        const char *next = next_of(a, t.arena);
        assert_non_null(next);
        a = web_get(&st.w, next);
        assert_true(web_shows(a, "104건에 지금 규칙과 제안한 규칙을 물었습니다. 52건의 답이"));
        assert_int_equal(web_count(a, "<th scope=\"row\">"), 2);
        assert_null(next_of(a, t.arena));
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_judged_by_what_was_known_when_it_was_judged),
        cmocka_unit_test(a_proposal_shows_the_open_cases_it_would_touch),
        cmocka_unit_test(all_touched_cases_are_counted_and_shown_by_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
