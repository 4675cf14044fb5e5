// Whose turn it is to decide, on both engines: the line, who acts for whom, two hands, and the
// lists of what waits.
#include "market/purchase/purchase_approval_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_approval_testing.h"
#include "market/purchase/purchase_approval_testing.sql.h"
#include "platform/secret/secret.h"

// --- The line ------------------------------------------------------------------------------------

static void without_a_line_nothing_is_submitted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        approval_testing_change(&s, &SQL_TEST_APPROVAL_END_LINES, "institution", s.here.value);
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &s.draft), &APPROVAL_NO_LINE);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CHOSEN);
        assert_int_equal(s.draft.content_hash.n, 0);
    }
}

static err add_line(struct unit *u, void *data)
{
    const struct purchase_scene *s = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_LINE_OF);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", s->here.value);
    bind_i64(q, "department", s->department.value);
    bind_i64(q, "account", s->officer.account.value);
    return query_run(q, NULL);
}

static void a_line_that_names_the_officer_needs_a_delegate(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_task task;
        approval_testing_open(&s, &t);
        assert_null(purchase_testing_run(&s, &s.admin, add_line, &s));
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &s.draft), &APPROVAL_OWN_STEP);
        approval_testing_delegate(&s, &s.officer, &s.head);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        assert_true(purchase_testing_task(&s, &s.draft, "approval.decide", &task));
        assert_int_equal(task.person.value, s.head.account.value);
        assert_ptr_equal(approval_testing_decide(&s, &s.officer, &s.draft, true, S("")),
                         &PURCHASE_OWN_HANDS);
        assert_null(approval_testing_decide(&s, &s.head, &s.draft, true, S("")));
    }
}

static void an_approver_whose_role_ended_is_not_waited_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        approval_testing_change(&s, &SQL_TEST_APPROVAL_END_ROLE, "account",
                                s.approver.account.value);
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &s.draft), &APPROVAL_ABSENT);
        approval_testing_delegate(&s, &s.approver, &s.inspector); // who approves nothing
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &s.draft), &APPROVAL_ABSENT);
        approval_testing_delegate(&s, &s.approver, &s.head);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
    }
}

// In whose place this was done, as the chain of deeds says.
static int64_t behalf_of(struct purchase_scene *s, const char *act)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_TEST_APPROVAL_BEHALF);
    bind_i64(q, "purchase", s->draft.id.value);
    bind_str(q, "act", str_view(act));
    assert_true(query_next(q));
    int64_t behalf = read_i64(q, "behalf");
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return behalf;
}

static void a_delegate_acts_on_the_first_and_the_last_day_and_is_recorded(void **state)
{
    (void)state;
    date today = date_from_ymd(2026, 11, 24);
    const struct {
        int first; // days from today
        int last;
        bool revoked;
        err fault;
    } ROWS[] = {
        {0,  0,  false, NULL                },
        {-1, 0,  false, NULL                },
        {0,  1,  false, NULL                },
        {1,  2,  false, &APPROVAL_NOT_THEIRS},
        {-2, -1, false, &APPROVAL_NOT_THEIRS},
        {0,  0,  true,  &APPROVAL_NOT_THEIRS},
    };
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct testing_db fresh;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            struct purchase_scene s;
            approval_testing_open(&s, &fresh);
            assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
            struct approval_standing_in d = {
                &s.approver, &s.allround, date_add_days(today, ROWS[i].first),
                date_add_days(today, ROWS[i].last), ROWS[i].revoked ? web_test_now : (instant){0}};
            assert_null(purchase_testing_run(&s, &s.admin, approval_deed_stand_in, &d));
            assert_ptr_equal(approval_testing_decide(&s, &s.allround, &s.draft, true, S("")),
                             ROWS[i].fault);
            if (ROWS[i].fault == NULL) {
                struct unit u;
                struct approval_sheet sheet;
                purchase_testing_read(&s, &s.officer, &u);
                assert_null(approval_find_sheet(u.db, &s.draft, u.today, &sheet));
                purchase_testing_read_end(&u);
                assert_int_equal(sheet.steps[0].account.value, s.approver.account.value);
                assert_int_equal(sheet.steps[0].decided_by.value, s.allround.account.value);
                assert_int_equal(behalf_of(&s, "purchase.approve"), s.approver.account.value);
            } else { // the approver's own decision is in nobody's place
                assert_null(approval_testing_decide(&s, &s.approver, &s.draft, true, S("")));
                assert_int_equal(behalf_of(&s, "purchase.approve"), 0);
            }
            testing_db_close(&fresh);
        }
    }
}

// --- Two hands -----------------------------------------------------------------------------------

static void abuse_07_one_person_decides_one_step_of_a_round(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        approval_testing_open(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(approval_testing_submit(&s, &s.officer, &p));
        assert_null(approval_testing_decide(&s, &s.approver, &p, true, S("")));
        approval_testing_delegate(&s, &s.head, &s.approver); // who has decided already
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &p, true, S("")),
                         &APPROVAL_TWICE);
        assert_ptr_equal(approval_testing_decide(&s, &s.approver, &p, false, S("줄여 주세요.")),
                         &APPROVAL_TWICE);
        assert_null(approval_testing_decide(&s, &s.head, &p, true, S("")));
        assert_int_equal(p.state, PURCHASE_APPROVED);
        // Submitted now, both steps would be the approver's.
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_ptr_equal(approval_testing_submit(&s, &s.officer, &p), &APPROVAL_TWICE);
    }
}

static void abuse_07_of_all_people_only_whose_turn_it_is_decides(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        approval_testing_delegate(&s, &s.approver,
                                  &s.officer); // the officer acts for the approver: in vain
        for (size_t i = 0; i < COUNT(s.people); i++) {
            if (s.people[i] == &s.approver) {
                continue;
            }
            err e = approval_testing_decide(&s, s.people[i], &s.draft, true, S(""));
            assert_ptr_equal(e, s.people[i] == &s.officer ? &PURCHASE_OWN_HANDS
                                                          : &APPROVAL_NOT_THEIRS);
            assert_int_equal(s.draft.state, PURCHASE_SUBMITTED);
        }
        assert_null(approval_testing_decide(&s, &s.approver, &s.draft, true, S("")));
    }
}

// A case put down to another officer in the table: who submitted it still may not approve it.
static void abuse_07_who_submitted_it_stays_the_first_hand(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        approval_testing_open(&s, &t);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        struct approval_change c = {.sql = &SQL_TEST_APPROVAL_BREAK_OFFICER,
                                    .purchase = s.draft.id.value,
                                    .other_name = "officer",
                                    .other = s.colleague.account.value};
        assert_null(purchase_testing_run(&s, &s.operator_, approval_deed_change, &c));
        approval_testing_delegate(&s, &s.approver, &s.officer);
        assert_ptr_equal(approval_testing_decide(&s, &s.officer, &s.draft, true, S("")),
                         &PURCHASE_OWN_HANDS);
    }
}

// --- Lists ---------------------------------------------------------------------------------------

static void check_counts(struct purchase_scene *s, const struct actor *who, int64_t mine,
                         int64_t for_others, int64_t done)
{
    struct unit u;
    int64_t counts[APPROVAL_BUCKET_COUNT];
    purchase_testing_read(s, who, &u);
    assert_null(approval_count(u.db, who->institution, who->account, u.today, counts));
    for (int b = 0; b < APPROVAL_BUCKET_COUNT; b++) {
        approval_case_list list;
        assert_null(approval_list_cases(u.db, u.arena, who->institution, who->account, u.today,
                                        (enum approval_bucket)b, NO_ID(public_no), 50, &list));
        assert_int_equal(list.count, counts[b]);
    }
    purchase_testing_read_end(&u);
    assert_int_equal(counts[APPROVAL_MINE], mine);
    assert_int_equal(counts[APPROVAL_FOR_OTHERS], for_others);
    assert_int_equal(counts[APPROVAL_DONE], done);
}

static void each_sees_what_waits_for_them_and_what_they_did(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase large;
        approval_testing_open(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &large);
        purchase_testing_move(&s, &large, PURCHASE_CHOSEN);
        assert_null(approval_testing_submit(&s, &s.officer, &s.draft));
        assert_null(approval_testing_submit(&s, &s.officer, &large));
        approval_testing_delegate(&s, &s.approver, &s.allround);
        check_counts(&s, &s.approver, 2, 0, 0);
        check_counts(&s, &s.allround, 0, 2, 0);
        check_counts(&s, &s.head, 0, 0, 0); // not yet their turn
        check_counts(&s, &s.approver_there, 0, 0, 0);
        assert_null(approval_testing_decide(&s, &s.allround, &large, true, S("")));
        check_counts(&s, &s.approver, 1, 0, 0);
        check_counts(&s, &s.allround, 0, 1, 1);
        check_counts(&s, &s.head, 1, 0, 0);
    }
}

static void a_long_list_goes_on_after_a_case(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct unit u;
        approval_case_list list;
        approval_testing_open(&s, &t);
        for (int i = 0; i < 3; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(2200000), 1, &p);
            purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
            assert_null(approval_testing_submit(&s, &s.officer, &p));
        }
        purchase_testing_read(&s, &s.approver, &u);
        public_no after = NO_ID(public_no);
        for (int i = 0; i < 3; i++) {
            assert_null(approval_list_cases(u.db, u.arena, s.here, s.approver.account, u.today,
                                            APPROVAL_MINE, after, 1, &list));
            assert_int_equal(list.count, 1);
            assert_int_not_equal(list.items[0].no.value, after.value);
            after = list.items[0].no;
        }
        assert_null(approval_list_cases(u.db, u.arena, s.here, s.approver.account, u.today,
                                        APPROVAL_MINE, after, 1, &list));
        assert_int_equal(list.count, 0);
        purchase_testing_read_end(&u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_07_one_person_decides_one_step_of_a_round),
        cmocka_unit_test(without_a_line_nothing_is_submitted),
        cmocka_unit_test(a_line_that_names_the_officer_needs_a_delegate),
        cmocka_unit_test(an_approver_whose_role_ended_is_not_waited_for),
        cmocka_unit_test(a_delegate_acts_on_the_first_and_the_last_day_and_is_recorded),
        cmocka_unit_test(abuse_07_of_all_people_only_whose_turn_it_is_decides),
        cmocka_unit_test(abuse_07_who_submitted_it_stays_the_first_hand),
        cmocka_unit_test(each_sees_what_waits_for_them_and_what_they_did),
        cmocka_unit_test(a_long_list_goes_on_after_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
