// test-timeout: 240
// Submitting, deciding, sending back and taking back, on both engines, and that what was frozen is
// what is approved, field by field.
#include "market/purchase/purchase_approval_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/purchase/purchase_approval_testing.h"
#include "market/purchase/purchase_approval_testing.sql.h"

// --- The way -------------------------------------------------------------------------------------

static void a_small_case_is_approved_by_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_task task;
        approval_testing_open(&s, &t);
        assert_ptr_equal(approval_testing_submit(&s, &s.colleague, &s.draft),
                         &PURCHASE_NOT_OFFICER);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_SUBMITTED);
        assert_int_equal(s.draft.content_hash.n, 64);
        assert_true(purchase_testing_task(&s, &s.draft, "approval.decide", &task));
        assert_int_equal(task.person.value, s.approver.account.value);
        // Three working days: the 27th is a Friday.
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &s.draft), &PURCHASE_WRONG_STATE);

        assert_ptr_equal(approval_testing_decide(&s, &s.head, &s.draft, true, S("")),
                         &APPROVAL_NOT_THEIRS);
        assert_null(approval_testing_decide(&s, &s.approver, &s.draft, true, S("적정합니다.")));
        assert_int_equal(s.draft.state, PURCHASE_APPROVED);
        assert_int_equal(s.draft.content_hash.n, 64);
        assert_true(purchase_testing_task(&s, &s.draft, "contract.draw", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        assert_true(str_ends(task.path, S("/contract")));
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &s.draft, true, S("")),
                         &APPROVAL_NOT_OPEN);
    }
}

static void from_ten_million_on_the_head_decides_after_the_first(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_task task;
        struct purchase p;
        approval_testing_open(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(approval_testing_submit(&s, &s.officer, &p));
        assert_ptr_equal(approval_testing_decide(&s, &s.head, &p, true, S("")),
                         &APPROVAL_NOT_THEIRS);
        assert_null(approval_testing_decide(&s, &s.approver, &p, true, S("")));
        assert_int_equal(p.state, PURCHASE_SUBMITTED);
        assert_true(purchase_testing_task(&s, &p, "approval.decide", &task));
        assert_int_equal(task.person.value, s.head.account.value);
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &p, true, S("")),
                         &APPROVAL_NOT_THEIRS);
        assert_null(approval_testing_decide(&s, &s.head, &p, true, S("")));
        assert_int_equal(p.state, PURCHASE_APPROVED);
    }
}

static void sending_back_needs_a_reason_and_ends_the_freeze(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_task task;
        approval_testing_open(&s, &t);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &s.draft, false, S("")),
                         &APPROVAL_NEEDS_REASON);
        assert_null(
            approval_testing_decide(&s, &s.approver, &s.draft, false, S("수량을 줄여 주세요.")));
        assert_int_equal(s.draft.state, PURCHASE_RETURNED);
        assert_int_equal(s.draft.content_hash.n, 0);
        assert_true(purchase_testing_task(&s, &s.draft, "purchase.submit", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        // And again, in a round of its own.
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        struct unit u;
        struct approval_sheet sheet;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(approval_find_sheet(u.db, &s.draft, u.today, &sheet));
        purchase_testing_read_end(&u);
        assert_int_equal(sheet.round, 2);
        assert_int_equal(sheet.steps[0].state, APPROVAL_WAITS);
        assert_null(approval_testing_decide(&s, &s.approver, &s.draft, true, S("")));
    }
}

static void the_officer_takes_it_back_before_it_is_decided(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        struct approval_deed d = {.purchase = &s.draft};
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, approval_deed_withdraw, &d),
                         &PURCHASE_NOT_OFFICER);
        assert_null(purchase_testing_run(&s, &s.officer, approval_deed_withdraw, &d));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CHOSEN);
        assert_int_equal(s.draft.content_hash.n, 0);
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &s.draft, true, S("")),
                         &APPROVAL_NOT_OPEN);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, approval_deed_withdraw, &d),
                         &PURCHASE_WRONG_STATE);
    }
}

// Agrees, with the tick or without.
static err agree(struct purchase_scene *s, const struct actor *who, struct purchase *p, bool ticks)
{
    struct approval_deed d = {
        .purchase = p, .agrees = true, .text = S(""), .confirms_split = ticks};
    err e = purchase_testing_run(s, who, approval_deed_decide, &d);
    purchase_testing_find(s, p);
    return e;
}

static int64_t confirmed_in_chain(struct purchase_scene *s, const struct purchase *p)
{
    struct unit u;
    purchase_testing_read(s, &s->operator_, &u);
    struct query *q = db_query(u.db, &SQL_TEST_APPROVAL_CONFIRMED);
    bind_i64(q, "purchase", p->id.value);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_true(count == 0 || str_equals(read_str(q, "reason"), S("서로 다른 필요입니다.")));
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

// Together 60,000,000 without VAT, where 50,000,000 is the limit: the officer explained it.
static void abuse_06_each_who_approves_looks_at_the_similar_purchases(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase first, p;
        approval_testing_open(&s, &t);
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        purchase_testing_add(&s, WON(33000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(approval_testing_submit(&s, &s.officer, &p));
        assert_ptr_equal(agree(&s, &s.approver, &p, false), &APPROVAL_SPLIT);
        assert_int_equal(approval_testing_sheet(&s, &p).steps[0].state, APPROVAL_WAITS);
        assert_null(agree(&s, &s.approver, &p, true));
        assert_int_equal(confirmed_in_chain(&s, &p), 1);
        assert_ptr_equal(agree(&s, &s.head, &p, false), &APPROVAL_SPLIT); // each for themselves
        assert_int_equal(p.state, PURCHASE_SUBMITTED);
        assert_null(agree(&s, &s.head, &p, true));
        assert_int_equal(p.state, PURCHASE_APPROVED);
        assert_int_equal(confirmed_in_chain(&s, &p), 2);
        struct approval_sheet sheet = approval_testing_sheet(&s, &p);
        assert_true(sheet.steps[0].split_confirmed && sheet.steps[1].split_confirmed);
    }
}

static void sending_a_split_back_asks_for_no_tick_and_no_tick_is_kept_unasked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase first, p;
        approval_testing_open(&s, &t);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        assert_null(agree(&s, &s.approver, &s.draft, true)); // of no similar purchases
        assert_false(approval_testing_sheet(&s, &s.draft).steps[0].split_confirmed);
        assert_int_equal(confirmed_in_chain(&s, &s.draft), 0);
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        purchase_testing_add(&s, WON(33000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(approval_testing_submit(&s, &s.officer, &p));
        assert_null(approval_testing_decide(&s, &s.approver, &p, false,
                                            S("같은 행사입니다. 더해서 진행하세요.")));
        assert_int_equal(p.state, PURCHASE_RETURNED);
        assert_false(approval_testing_sheet(&s, &p).steps[0].split_confirmed);
        assert_int_equal(confirmed_in_chain(&s, &p), 0);
    }
}

// --- What was frozen -----------------------------------------------------------------------------

static void abuse_04_a_case_changed_after_it_was_submitted_is_not_approved(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < APPROVAL_BREAK_COUNT; i++) {
            struct testing_db fresh;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            struct purchase_scene s;
            approval_testing_open(&s, &fresh);
            assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
            struct approval_change c = {.sql = APPROVAL_BREAKS[i].sql,
                                        .purchase = s.draft.id.value};
            assert_null(purchase_testing_run(&s, &s.operator_, approval_deed_change, &c));
            struct approval_deed d = {.purchase = &s.draft, .agrees = true, .text = S("")};
            assert_ptr_equal(purchase_testing_run(&s, &s.approver, approval_deed_decide, &d),
                             &APPROVAL_ALTERED);
            assert_true(str_equals(d.altered, str_view(APPROVAL_BREAKS[i].names)));
            // It may still be sent back.
            d.agrees = false;
            d.text = S("내용이 바뀌었습니다.");
            assert_null(purchase_testing_run(&s, &s.approver, approval_deed_decide, &d));
            testing_db_close(&fresh);
        }
    }
}

// --- At the same time ----------------------------------------------------------------------------

static void decide_in_a_process(const struct purchase_scene *scene, bool agrees)
{
    struct purchase_scene s = *scene;
    struct testing_db mine = *s.database;
    mine.arena = arena_open(LIMIT_ARENA_UNIT);
    if (db_open(str_view(s.database->url), &mine.db) != NULL) {
        _exit(9);
    }
    db_set_arena(mine.db, mine.arena);
    s.database = &mine;
    struct approval_deed d = {.purchase = &s.draft, .agrees = agrees, .text = S("동시에")};
    err e = purchase_testing_run(&s, agrees ? &s.approver : &s.allround, approval_deed_decide, &d);
    _exit(e == NULL ? 0 : (e->kind == FAULT_CONFLICT || e->kind == FAULT_BUSY ? 1 : 2));
}

static void an_approver_and_the_delegate_at_once_are_one_decision(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        approval_testing_delegate(&s, &s.approver, &s.allround);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        pid_t children[2];
        for (int i = 0; i < 2; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                decide_in_a_process(&s, i == 0);
            }
        }
        int done = 0;
        for (int i = 0; i < 2; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
            done += WEXITSTATUS(status) == 0;
        }
        assert_int_equal(done, 1);
        purchase_testing_find(&s, &s.draft);
        assert_true(s.draft.state == PURCHASE_APPROVED || s.draft.state == PURCHASE_RETURNED);
    }
}

// --- Every state, every deed ---------------------------------------------------------------------

enum round_deed { SUBMIT, AGREE, SEND_BACK, WITHDRAW, ROUND_DEED_COUNT };

static err do_deed(struct purchase_scene *s, enum round_deed deed, const struct actor *approver,
                   struct purchase *p)
{
    struct approval_deed d = {.purchase = p};
    err e = NULL;
    switch (deed) {
    case SUBMIT:
        e = approval_testing_submit(s, &s->officer, p);
        break;
    case AGREE:
        e = approval_testing_decide(s, approver, p, true, S(""));
        break;
    case SEND_BACK:
        e = approval_testing_decide(s, approver, p, false, S("수량을 줄여 주세요."));
        break;
    case WITHDRAW:
        e = purchase_testing_run(s, &s->officer, approval_deed_withdraw, &d);
        break;
    case ROUND_DEED_COUNT:
        fail();
    }
    purchase_testing_find(s, p);
    return e;
}

#define NO_ROUND APPROVAL_ROUND_STATE_COUNT // nothing was submitted yet

// A case whose round is in this state.
static void bring_round_to(struct purchase_scene *s, int to, struct purchase *p)
{
    static const enum round_deed LAST[APPROVAL_ROUND_STATE_COUNT] = {
        [APPROVAL_OPEN] = SUBMIT,
        [APPROVAL_APPROVED] = AGREE,
        [APPROVAL_RETURNED] = SEND_BACK,
        [APPROVAL_WITHDRAWN] = WITHDRAW,
    };
    purchase_testing_add(s, WON(1100000), 1, p);
    purchase_testing_move(s, p, PURCHASE_CHOSEN);
    if (to == NO_ROUND) {
        return;
    }
    assert_null(do_deed(s, SUBMIT, &s->approver, p));
    if (LAST[to] != SUBMIT) {
        assert_null(do_deed(s, LAST[to], &s->approver, p));
    }
    assert_int_equal(approval_testing_sheet(s, p).state, to);
}

static void each_deed_in_each_state_of_a_round(void **state)
{
    (void)state;
    const err wrong = &PURCHASE_WRONG_STATE;
    const err not_open = &APPROVAL_NOT_OPEN;
    const err faults[][ROUND_DEED_COUNT] = {
        {wrong, NULL,     NULL,     NULL },
        {wrong, not_open, not_open, wrong}, // approved
        {NULL,  not_open, not_open, wrong}, // returned
        {NULL,  not_open, not_open, wrong}, // withdrawn
        {NULL,  not_open, not_open, wrong}, // none yet
    };
    static const enum approval_round_state TO[ROUND_DEED_COUNT] = {
        APPROVAL_OPEN, APPROVAL_APPROVED, APPROVAL_RETURNED, APPROVAL_WITHDRAWN};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        for (int from = 0; from <= NO_ROUND; from++) {
            for (int deed = 0; deed < ROUND_DEED_COUNT; deed++) {
                struct purchase p;
                bring_round_to(&s, from, &p);
                err e = do_deed(&s, (enum round_deed)deed, &s.approver, &p);
                assert_ptr_equal(e, faults[from][deed]);
                if (e == NULL) {
                    assert_int_equal(approval_testing_sheet(&s, &p).state, TO[deed]);
                } else if (from != NO_ROUND) {
                    assert_int_equal(approval_testing_sheet(&s, &p).state,
                                     from); // a refusal moves nothing
                }
            }
        }
    }
}

// The first of two steps, whose approver comes back when it waits, is agreed, was sent back.
static void each_deed_in_each_state_of_a_step(void **state)
{
    (void)state;
    const err faults[APPROVAL_STEP_STATE_COUNT] = {NULL, &APPROVAL_NOT_THEIRS, &APPROVAL_NOT_OPEN};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        for (int from = 0; from < APPROVAL_STEP_STATE_COUNT; from++) {
            for (int back = 0; back <= 1; back++) {
                struct purchase p;
                purchase_testing_add(&s, WON(11000000), 1, &p); // of two steps
                purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
                assert_null(approval_testing_submit(&s, &s.officer, &p));
                if (from != APPROVAL_WAITS) {
                    assert_null(approval_testing_decide(&s, &s.approver, &p,
                                                        from == APPROVAL_AGREED, S("예")));
                }
                assert_int_equal(approval_testing_sheet(&s, &p).steps[0].state, from);
                err e = do_deed(&s, back == 1 ? SEND_BACK : AGREE, &s.approver, &p);
                assert_ptr_equal(e, faults[from]);
                enum approval_step_state to = back == 1 ? APPROVAL_SENT_BACK : APPROVAL_AGREED;
                struct approval_sheet sheet = approval_testing_sheet(&s, &p);
                assert_int_equal(sheet.steps[0].state, e == NULL ? (int)to : from);
                assert_int_equal(sheet.steps[1].state, APPROVAL_WAITS);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_case_is_approved_by_one),
        cmocka_unit_test(from_ten_million_on_the_head_decides_after_the_first),
        cmocka_unit_test(abuse_06_each_who_approves_looks_at_the_similar_purchases),
        cmocka_unit_test(sending_a_split_back_asks_for_no_tick_and_no_tick_is_kept_unasked),
        cmocka_unit_test(sending_back_needs_a_reason_and_ends_the_freeze),
        cmocka_unit_test(the_officer_takes_it_back_before_it_is_decided),
        cmocka_unit_test(abuse_04_a_case_changed_after_it_was_submitted_is_not_approved),
        cmocka_unit_test(an_approver_and_the_delegate_at_once_are_one_decision),
        cmocka_unit_test(each_deed_in_each_state_of_a_round),
        cmocka_unit_test(each_deed_in_each_state_of_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
