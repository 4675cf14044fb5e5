// test-timeout: 240
// Submitting, deciding, sending back and taking back, on both engines: whose turn, by whom, and
// that what was frozen is what is approved, field by field.
#include "market/purchase/purchase_approval_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/purchase/purchase_approval_action_test.sql.h"
#include "market/purchase/purchase_testing.h"
#include "platform/secret/secret.h"

static void set_scene(struct purchase_scene *s, struct testing_db *t)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(s, t);
    purchase_testing_move(s, &s->draft, PURCHASE_CHOSEN);
}

// --- Deeds as units
// ------------------------------------------------------------------------------

struct deed {
    struct purchase *purchase;
    bool agrees;
    str text;
    bool confirms_split;
    str altered;
};

static err submit(struct unit *u, void *data)
{
    const struct deed *d = data;
    struct purchase p = *d->purchase;
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p.id, &lines));
    str content = purchase_content(u->arena, &p, lines.items, lines.count);
    TRY(purchase_approval_action_submit(u, &p, digest_sha256(u->arena, content)));
    *d->purchase = p;
    return NULL;
}

static err decide(struct unit *u, void *data)
{
    struct deed *d = data;
    struct purchase p;
    struct approval_sheet sheet;
    struct purchase_side side = {.institution = d->purchase->institution};
    TRY(purchase_find_id(u->db, side, d->purchase->id, &p));
    TRY(approval_find_sheet(u->db, &p, u->today, &sheet));
    struct approval_decision decision = {d->agrees, d->text, sheet.content_hash, d->confirms_split};
    return purchase_approval_action_decide(u, &p, &decision, &d->altered);
}

static err withdraw(struct unit *u, void *data)
{
    const struct deed *d = data;
    struct purchase p = *d->purchase;
    TRY(purchase_approval_action_withdraw(u, &p));
    *d->purchase = p;
    return NULL;
}

static err do_submit(struct purchase_scene *s, const struct actor *who, struct purchase *p)
{
    struct deed d = {.purchase = p};
    return purchase_testing_run(s, who, submit, &d);
}

static err do_decide(struct purchase_scene *s, const struct actor *who, struct purchase *p,
                     bool agrees, str text)
{
    struct deed d = {.purchase = p, .agrees = agrees, .text = text, .confirms_split = true};
    err e = purchase_testing_run(s, who, decide, &d);
    purchase_testing_find(s, p);
    return e;
}

struct change {
    const struct sql *sql;
    int64_t purchase;
    int64_t other;
    const char *other_name;
};

static err change(struct unit *u, void *data)
{
    const struct change *c = data;
    struct query *q = db_query(u->db, c->sql);
    if (c->purchase != 0) {
        bind_i64(q, "purchase", c->purchase);
    }
    if (c->other_name != NULL) {
        bind_i64(q, c->other_name, c->other);
    }
    return query_run(q, NULL);
}

static void change_rows(struct purchase_scene *s, const struct sql *sql, const char *name,
                        int64_t value)
{
    struct change c = {.sql = sql, .other_name = name, .other = value};
    assert_null(purchase_testing_run(s, &s->operator_, change, &c));
}

struct standing_in {
    const struct actor *from;
    const struct actor *to;
    date first_day;
    date last_day;
    instant revoked_at;
};

static err add_delegation(struct unit *u, void *data)
{
    const struct standing_in *d = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_DELEGATE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", d->from->institution.value);
    bind_i64(q, "from", d->from->account.value);
    bind_i64(q, "to", d->to->account.value);
    bind_date(q, "first_day", d->first_day);
    bind_date(q, "last_day", d->last_day);
    bind_instant(q, "revoked_at", d->revoked_at);
    return query_run(q, NULL);
}

static void delegate(struct purchase_scene *s, const struct actor *from, const struct actor *to)
{
    date today = date_from_ymd(2026, 11, 24);
    struct standing_in d = {from, to, today, today, {0}};
    assert_null(purchase_testing_run(s, &s->admin, add_delegation, &d));
}

// --- The way
// -------------------------------------------------------------------------------------

static void a_small_case_is_approved_by_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_task task;
        set_scene(&s, &t);
        assert_ptr_equal(do_submit(&s, &s.colleague, &s.draft), &PURCHASE_NOT_OFFICER);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_SUBMITTED);
        assert_int_equal(s.draft.content_hash.n, 64);
        assert_true(purchase_testing_task(&s, &s.draft, "approval.decide", &task));
        assert_int_equal(task.person.value, s.approver.account.value);
        // Three working days: the 27th is a Friday.
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        assert_ptr_equal(do_submit(&s, &s.officer, &s.draft), &PURCHASE_WRONG_STATE);

        assert_ptr_equal(do_decide(&s, &s.head, &s.draft, true, S("")), &APPROVAL_NOT_THEIRS);
        assert_null(do_decide(&s, &s.approver, &s.draft, true, S("적정합니다.")));
        assert_int_equal(s.draft.state, PURCHASE_APPROVED);
        assert_int_equal(s.draft.content_hash.n, 64);
        assert_true(purchase_testing_task(&s, &s.draft, "contract.draw", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        assert_true(str_ends(task.path, S("/contract")));
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        assert_ptr_equal(do_decide(&s, &s.approver, &s.draft, true, S("")), &APPROVAL_NOT_OPEN);
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
        set_scene(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(do_submit(&s, &s.officer, &p));
        assert_ptr_equal(do_decide(&s, &s.head, &p, true, S("")), &APPROVAL_NOT_THEIRS);
        assert_null(do_decide(&s, &s.approver, &p, true, S("")));
        assert_int_equal(p.state, PURCHASE_SUBMITTED);
        assert_true(purchase_testing_task(&s, &p, "approval.decide", &task));
        assert_int_equal(task.person.value, s.head.account.value);
        assert_ptr_equal(do_decide(&s, &s.approver, &p, true, S("")), &APPROVAL_NOT_THEIRS);
        assert_null(do_decide(&s, &s.head, &p, true, S("")));
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
        set_scene(&s, &t);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        assert_ptr_equal(do_decide(&s, &s.approver, &s.draft, false, S("")),
                         &APPROVAL_NEEDS_REASON);
        assert_null(do_decide(&s, &s.approver, &s.draft, false, S("수량을 줄여 주세요.")));
        assert_int_equal(s.draft.state, PURCHASE_RETURNED);
        assert_int_equal(s.draft.content_hash.n, 0);
        assert_true(purchase_testing_task(&s, &s.draft, "purchase.submit", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 11, 27)).us);
        // And again, in a round of its own.
        assert_null(do_submit(&s, &s.officer, &s.draft));
        struct unit u;
        struct approval_sheet sheet;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(approval_find_sheet(u.db, &s.draft, u.today, &sheet));
        purchase_testing_read_end(&u);
        assert_int_equal(sheet.round, 2);
        assert_int_equal(sheet.steps[0].state, APPROVAL_WAITS);
        assert_null(do_decide(&s, &s.approver, &s.draft, true, S("")));
    }
}

static void the_officer_takes_it_back_before_it_is_decided(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        struct deed d = {.purchase = &s.draft};
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, withdraw, &d),
                         &PURCHASE_NOT_OFFICER);
        assert_null(purchase_testing_run(&s, &s.officer, withdraw, &d));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CHOSEN);
        assert_int_equal(s.draft.content_hash.n, 0);
        assert_ptr_equal(do_decide(&s, &s.approver, &s.draft, true, S("")), &APPROVAL_NOT_OPEN);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, withdraw, &d), &PURCHASE_WRONG_STATE);
    }
}

// Agrees, with the tick or without.
static err agree(struct purchase_scene *s, const struct actor *who, struct purchase *p, bool ticks)
{
    struct deed d = {.purchase = p, .agrees = true, .text = S(""), .confirms_split = ticks};
    err e = purchase_testing_run(s, who, decide, &d);
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

static struct approval_sheet sheet_of(struct purchase_scene *s, const struct purchase *p)
{
    struct unit u;
    struct approval_sheet sheet;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(approval_find_sheet(u.db, p, u.today, &sheet));
    purchase_testing_read_end(&u);
    return sheet;
}

// Together 60,000,000 without VAT, where 50,000,000 is the limit: the officer explained it.
static void abuse_06_each_who_approves_looks_at_the_similar_purchases(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase first, p;
        set_scene(&s, &t);
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        purchase_testing_add(&s, WON(33000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(do_submit(&s, &s.officer, &p));
        assert_ptr_equal(agree(&s, &s.approver, &p, false), &APPROVAL_SPLIT);
        assert_int_equal(sheet_of(&s, &p).steps[0].state, APPROVAL_WAITS);
        assert_null(agree(&s, &s.approver, &p, true));
        assert_int_equal(confirmed_in_chain(&s, &p), 1);
        assert_ptr_equal(agree(&s, &s.head, &p, false), &APPROVAL_SPLIT); // each for themselves
        assert_int_equal(p.state, PURCHASE_SUBMITTED);
        assert_null(agree(&s, &s.head, &p, true));
        assert_int_equal(p.state, PURCHASE_APPROVED);
        assert_int_equal(confirmed_in_chain(&s, &p), 2);
        struct approval_sheet sheet = sheet_of(&s, &p);
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
        set_scene(&s, &t);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        assert_null(agree(&s, &s.approver, &s.draft, true)); // of no similar purchases
        assert_false(sheet_of(&s, &s.draft).steps[0].split_confirmed);
        assert_int_equal(confirmed_in_chain(&s, &s.draft), 0);
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        purchase_testing_add(&s, WON(33000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(do_submit(&s, &s.officer, &p));
        assert_null(
            do_decide(&s, &s.approver, &p, false, S("같은 행사입니다. 더해서 진행하세요.")));
        assert_int_equal(p.state, PURCHASE_RETURNED);
        assert_false(sheet_of(&s, &p).steps[0].split_confirmed);
        assert_int_equal(confirmed_in_chain(&s, &p), 0);
    }
}

static void abuse_07_one_person_decides_one_step_of_a_round(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        set_scene(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_null(do_submit(&s, &s.officer, &p));
        assert_null(do_decide(&s, &s.approver, &p, true, S("")));
        delegate(&s, &s.head, &s.approver); // who has decided already
        assert_ptr_equal(do_decide(&s, &s.approver, &p, true, S("")), &APPROVAL_TWICE);
        assert_ptr_equal(do_decide(&s, &s.approver, &p, false, S("줄여 주세요.")), &APPROVAL_TWICE);
        assert_null(do_decide(&s, &s.head, &p, true, S("")));
        assert_int_equal(p.state, PURCHASE_APPROVED);
        // Submitted now, both steps would be the approver's.
        purchase_testing_add(&s, WON(10000000), 1, &p);
        purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
        assert_ptr_equal(do_submit(&s, &s.officer, &p), &APPROVAL_TWICE);
    }
}

// --- The line
// ------------------------------------------------------------------------------------

static void without_a_line_nothing_is_submitted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        change_rows(&s, &SQL_TEST_APPROVAL_END_LINES, "institution", s.here.value);
        assert_ptr_equal(do_submit(&s, &s.officer, &s.draft), &APPROVAL_NO_LINE);
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
        set_scene(&s, &t);
        assert_null(purchase_testing_run(&s, &s.admin, add_line, &s));
        assert_ptr_equal(do_submit(&s, &s.officer, &s.draft), &APPROVAL_OWN_STEP);
        delegate(&s, &s.officer, &s.head);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        assert_true(purchase_testing_task(&s, &s.draft, "approval.decide", &task));
        assert_int_equal(task.person.value, s.head.account.value);
        assert_ptr_equal(do_decide(&s, &s.officer, &s.draft, true, S("")), &PURCHASE_OWN_HANDS);
        assert_null(do_decide(&s, &s.head, &s.draft, true, S("")));
    }
}

static void an_approver_whose_role_ended_is_not_waited_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        change_rows(&s, &SQL_TEST_APPROVAL_END_ROLE, "account", s.approver.account.value);
        assert_ptr_equal(do_submit(&s, &s.officer, &s.draft), &APPROVAL_ABSENT);
        delegate(&s, &s.approver, &s.inspector); // who approves nothing
        assert_ptr_equal(do_submit(&s, &s.officer, &s.draft), &APPROVAL_ABSENT);
        delegate(&s, &s.approver, &s.head);
        assert_null(do_submit(&s, &s.officer, &s.draft));
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
            set_scene(&s, &fresh);
            assert_null(do_submit(&s, &s.officer, &s.draft));
            struct standing_in d = {&s.approver, &s.allround, date_add_days(today, ROWS[i].first),
                                    date_add_days(today, ROWS[i].last),
                                    ROWS[i].revoked ? web_test_now : (instant){0}};
            assert_null(purchase_testing_run(&s, &s.admin, add_delegation, &d));
            assert_ptr_equal(do_decide(&s, &s.allround, &s.draft, true, S("")), ROWS[i].fault);
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
                assert_null(do_decide(&s, &s.approver, &s.draft, true, S("")));
                assert_int_equal(behalf_of(&s, "purchase.approve"), 0);
            }
            testing_db_close(&fresh);
        }
    }
}

// --- Two hands
// -----------------------------------------------------------------------------------

static void abuse_07_of_all_people_only_whose_turn_it_is_decides(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        delegate(&s, &s.approver, &s.officer); // the officer acts for the approver: in vain
        for (size_t i = 0; i < COUNT(s.people); i++) {
            if (s.people[i] == &s.approver) {
                continue;
            }
            err e = do_decide(&s, s.people[i], &s.draft, true, S(""));
            assert_ptr_equal(e, s.people[i] == &s.officer ? &PURCHASE_OWN_HANDS
                                                          : &APPROVAL_NOT_THEIRS);
            assert_int_equal(s.draft.state, PURCHASE_SUBMITTED);
        }
        assert_null(do_decide(&s, &s.approver, &s.draft, true, S("")));
    }
}

// A case put down to another officer in the table: who submitted it still may not approve it.
static void abuse_07_who_submitted_it_stays_the_first_hand(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        struct change c = {.sql = &SQL_TEST_APPROVAL_BREAK_OFFICER,
                           .purchase = s.draft.id.value,
                           .other_name = "officer",
                           .other = s.colleague.account.value};
        assert_null(purchase_testing_run(&s, &s.operator_, change, &c));
        delegate(&s, &s.approver, &s.officer);
        assert_ptr_equal(do_decide(&s, &s.officer, &s.draft, true, S("")), &PURCHASE_OWN_HANDS);
    }
}

// --- What was frozen
// -----------------------------------------------------------------------------

static const struct {
    const struct sql *sql;
    const char *names; // what the refusal must name
} BREAKS[] = {
    {&SQL_TEST_APPROVAL_BREAK_TITLE,      "계약건명"                     },
    {&SQL_TEST_APPROVAL_BREAK_NEED,       "구매 사유"                    },
    {&SQL_TEST_APPROVAL_BREAK_BUDGET,     "예산 과목"                    },
    {&SQL_TEST_APPROVAL_BREAK_OBJECT,     "계약 목적물"                 },
    {&SQL_TEST_APPROVAL_BREAK_PLACE,      "납품 장소"                    },
    {&SQL_TEST_APPROVAL_BREAK_DAY,        "납품 기한"                    },
    {&SQL_TEST_APPROVAL_BREAK_PATH,       "계약방법"                     },
    {&SQL_TEST_APPROVAL_BREAK_ESTIMATE,   "추정가격"                     },
    {&SQL_TEST_APPROVAL_BREAK_PRICE,      "계약금액"                     },
    {&SQL_TEST_APPROVAL_BREAK_VAT,        "공급가액"                     },
    {&SQL_TEST_APPROVAL_BREAK_SUPPLIER,   "공급기업"                     },
    {&SQL_TEST_APPROVAL_BREAK_DEPARTMENT, "부서"                           },
    {&SQL_TEST_APPROVAL_BREAK_NUMBER,     "구매번호"                     },
    {&SQL_TEST_APPROVAL_BREAK_HASH,       "결재 원본"                    },
    {&SQL_TEST_APPROVAL_BREAK_CONTENT,    "공급가액"                     },
    {&SQL_TEST_APPROVAL_BREAK_QUANTITY,   "수량, 2번 품목"              },
    {&SQL_TEST_APPROVAL_BREAK_UNIT_PRICE, "단가, 2번 품목"              },
    {&SQL_TEST_APPROVAL_BREAK_LINE_TITLE, "품목 이름, 2번 품목"       },
    {&SQL_TEST_APPROVAL_BREAK_UNIT,       "단위, 2번 품목"              },
    {&SQL_TEST_APPROVAL_BREAK_LINE_VAT,   "과세 여부, 2번 품목"       },
    {&SQL_TEST_APPROVAL_BREAK_OFFER,      "판매 조건, 2번 품목"       },
    {&SQL_TEST_APPROVAL_BREAK_REVISION,   "판매 조건의 판, 2번 품목"},
    {&SQL_TEST_APPROVAL_BREAK_LINES,      "품목 차례, 3번 품목"       },
};

static void abuse_04_a_case_changed_after_it_was_submitted_is_not_approved(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(BREAKS); i++) {
            struct testing_db fresh;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            struct purchase_scene s;
            set_scene(&s, &fresh);
            assert_null(do_submit(&s, &s.officer, &s.draft));
            struct change c = {.sql = BREAKS[i].sql, .purchase = s.draft.id.value};
            assert_null(purchase_testing_run(&s, &s.operator_, change, &c));
            struct deed d = {.purchase = &s.draft, .agrees = true, .text = S("")};
            assert_ptr_equal(purchase_testing_run(&s, &s.approver, decide, &d), &APPROVAL_ALTERED);
            assert_true(str_equals(d.altered, str_view(BREAKS[i].names)));
            // It may still be sent back.
            d.agrees = false;
            d.text = S("내용이 바뀌었습니다.");
            assert_null(purchase_testing_run(&s, &s.approver, decide, &d));
            testing_db_close(&fresh);
        }
    }
}

// --- At the same time
// ----------------------------------------------------------------------------

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
    struct deed d = {.purchase = &s.draft, .agrees = agrees, .text = S("동시에")};
    err e = purchase_testing_run(&s, agrees ? &s.approver : &s.allround, decide, &d);
    _exit(e == NULL ? 0 : (e->kind == FAULT_CONFLICT || e->kind == FAULT_BUSY ? 1 : 2));
}

static void an_approver_and_the_delegate_at_once_are_one_decision(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        delegate(&s, &s.approver, &s.allround);
        assert_null(do_submit(&s, &s.officer, &s.draft));
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

// --- Lists
// ---------------------------------------------------------------------------------------

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
        set_scene(&s, &t);
        purchase_testing_add(&s, WON(10000000), 1, &large);
        purchase_testing_move(&s, &large, PURCHASE_CHOSEN);
        assert_null(do_submit(&s, &s.officer, &s.draft));
        assert_null(do_submit(&s, &s.officer, &large));
        delegate(&s, &s.approver, &s.allround);
        check_counts(&s, &s.approver, 2, 0, 0);
        check_counts(&s, &s.allround, 0, 2, 0);
        check_counts(&s, &s.head, 0, 0, 0); // not yet their turn
        check_counts(&s, &s.approver_there, 0, 0, 0);
        assert_null(do_decide(&s, &s.allround, &large, true, S("")));
        check_counts(&s, &s.approver, 1, 0, 0);
        check_counts(&s, &s.allround, 0, 1, 1);
        check_counts(&s, &s.head, 1, 0, 0);
    }
}

// --- Every state, every deed
// ---------------------------------------------------------------------

enum round_deed { SUBMIT, AGREE, SEND_BACK, WITHDRAW, ROUND_DEED_COUNT };

static err do_deed(struct purchase_scene *s, enum round_deed deed, const struct actor *approver,
                   struct purchase *p)
{
    struct deed d = {.purchase = p};
    err e = NULL;
    switch (deed) {
    case SUBMIT:
        e = do_submit(s, &s->officer, p);
        break;
    case AGREE:
        e = do_decide(s, approver, p, true, S(""));
        break;
    case SEND_BACK:
        e = do_decide(s, approver, p, false, S("수량을 줄여 주세요."));
        break;
    case WITHDRAW:
        e = purchase_testing_run(s, &s->officer, withdraw, &d);
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
    assert_int_equal(sheet_of(s, p).state, to);
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
        set_scene(&s, &t);
        for (int from = 0; from <= NO_ROUND; from++) {
            for (int deed = 0; deed < ROUND_DEED_COUNT; deed++) {
                struct purchase p;
                bring_round_to(&s, from, &p);
                err e = do_deed(&s, (enum round_deed)deed, &s.approver, &p);
                assert_ptr_equal(e, faults[from][deed]);
                if (e == NULL) {
                    assert_int_equal(sheet_of(&s, &p).state, TO[deed]);
                } else if (from != NO_ROUND) {
                    assert_int_equal(sheet_of(&s, &p).state, from); // a refusal moves nothing
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
        set_scene(&s, &t);
        for (int from = 0; from < APPROVAL_STEP_STATE_COUNT; from++) {
            for (int back = 0; back <= 1; back++) {
                struct purchase p;
                purchase_testing_add(&s, WON(11000000), 1, &p); // of two steps
                purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
                assert_null(do_submit(&s, &s.officer, &p));
                if (from != APPROVAL_WAITS) {
                    assert_null(do_decide(&s, &s.approver, &p, from == APPROVAL_AGREED, S("예")));
                }
                assert_int_equal(sheet_of(&s, &p).steps[0].state, from);
                err e = do_deed(&s, back == 1 ? SEND_BACK : AGREE, &s.approver, &p);
                assert_ptr_equal(e, faults[from]);
                enum approval_step_state to = back == 1 ? APPROVAL_SENT_BACK : APPROVAL_AGREED;
                struct approval_sheet sheet = sheet_of(&s, &p);
                assert_int_equal(sheet.steps[0].state, e == NULL ? (int)to : from);
                assert_int_equal(sheet.steps[1].state, APPROVAL_WAITS);
            }
        }
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
        set_scene(&s, &t);
        for (int i = 0; i < 3; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(2200000), 1, &p);
            purchase_testing_move(&s, &p, PURCHASE_CHOSEN);
            assert_null(do_submit(&s, &s.officer, &p));
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
        cmocka_unit_test(a_small_case_is_approved_by_one),
        cmocka_unit_test(from_ten_million_on_the_head_decides_after_the_first),
        cmocka_unit_test(abuse_06_each_who_approves_looks_at_the_similar_purchases),
        cmocka_unit_test(sending_a_split_back_asks_for_no_tick_and_no_tick_is_kept_unasked),
        cmocka_unit_test(abuse_07_one_person_decides_one_step_of_a_round),
        cmocka_unit_test(sending_back_needs_a_reason_and_ends_the_freeze),
        cmocka_unit_test(the_officer_takes_it_back_before_it_is_decided),
        cmocka_unit_test(without_a_line_nothing_is_submitted),
        cmocka_unit_test(a_line_that_names_the_officer_needs_a_delegate),
        cmocka_unit_test(an_approver_whose_role_ended_is_not_waited_for),
        cmocka_unit_test(a_delegate_acts_on_the_first_and_the_last_day_and_is_recorded),
        cmocka_unit_test(abuse_07_of_all_people_only_whose_turn_it_is_decides),
        cmocka_unit_test(abuse_07_who_submitted_it_stays_the_first_hand),
        cmocka_unit_test(abuse_04_a_case_changed_after_it_was_submitted_is_not_approved),
        cmocka_unit_test(an_approver_and_the_delegate_at_once_are_one_decision),
        cmocka_unit_test(each_sees_what_waits_for_them_and_what_they_did),
        cmocka_unit_test(a_long_list_goes_on_after_a_case),
        cmocka_unit_test(each_deed_in_each_state_of_a_round),
        cmocka_unit_test(each_deed_in_each_state_of_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
