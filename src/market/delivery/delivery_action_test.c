// From a signed contract to the last accepted box, on both engines.
#include "market/delivery/delivery_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/delivery/delivery_testing.h"
#include "market/delivery/delivery_testing.sql.h"
#include "market/notice/notice_store.h"
#include "market/party/right.h"

static const instant NOW = {.us = INT64_C(1795482000000000)}; // 2026-11-24 10:00 in Korea

static date day(const char *iso)
{
    date d = DATE_NONE;
    assert_true(date_parse(str_view(iso), &d));
    return d;
}

// A contract of the scene's draft from 2 November to 18 December: 100 paper, 50 pens, 10 books.
static void set_scene(struct purchase_scene *s, struct testing_db *t, struct contract *c)
{
    web_test_now = NOW;
    purchase_testing_open(s, t);
    delivery_testing_sign(s, &s->draft, day("2026-11-02"), day("2026-12-18"), c);
}

static struct delivery find(struct purchase_scene *s, public_no no)
{
    struct unit u;
    struct delivery d;
    purchase_testing_read(s, &s->inspector, &u);
    assert_null(delivery_find(u.db, purchase_side_of(&u), no, &d));
    purchase_testing_read_end(&u);
    return d;
}

static delivery_line_list lines_of(struct purchase_scene *s, contract_id contract, delivery_id of)
{
    struct unit u;
    delivery_line_list lines;
    purchase_testing_read(s, &s->inspector, &u);
    assert_null(delivery_list_lines(u.db, u.arena, contract, of, &lines));
    purchase_testing_read_end(&u);
    return lines;
}

static delivery_came_list came_of(struct purchase_scene *s, contract_id contract)
{
    struct unit u;
    delivery_line_list lines;
    delivery_came_list came;
    purchase_testing_read(s, &s->accountant, &u);
    assert_null(delivery_list_all(u.db, u.arena, contract, NO_ID(delivery_id), &lines, &came));
    purchase_testing_read_end(&u);
    return came;
}

static struct delivery_sum sum_of(struct purchase_scene *s, contract_id contract)
{
    struct unit u;
    struct delivery_sum sum;
    purchase_testing_read(s, &s->inspector, &u);
    assert_null(delivery_sum(u.db, u.arena, contract, &sum));
    purchase_testing_read_end(&u);
    return sum;
}

static size_t count_tasks(struct purchase_scene *s, const char *kind)
{
    struct unit u;
    purchase_task_list tasks;
    size_t count = 0;
    purchase_testing_read(s, &s->inspector, &u);
    assert_null(purchase_list_tasks(u.db, u.arena, s->draft.id, u.today, &tasks));
    purchase_testing_read_end(&u);
    for (size_t i = 0; i < tasks.count; i++) {
        count += str_equals(tasks.items[i].kind, str_view(kind)) ? 1 : 0;
    }
    return count;
}

static int64_t count_notices(struct purchase_scene *s, const struct actor *of)
{
    struct unit u;
    int64_t count = 0;
    purchase_testing_read(s, of, &u);
    assert_null(notice_store_count(u.db, of->account, &count));
    purchase_testing_read_end(&u);
    return count;
}

static int64_t count_jobs(struct purchase_scene *s, const char *kind, int64_t object)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_DELIVERY_TESTING_JOBS);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", object);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

static enum contract_state state_of(struct purchase_scene *s, struct contract *c)
{
    delivery_testing_find(s, c);
    return c->state;
}

static void what_was_noted_is_what_is_found(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        int64_t officer_knew = count_notices(&s, &s.officer);
        assert_null(delivery_testing_note(&s, &s.staff, c.no, QUANTITIES(40, 0, 10),
                                          day("2026-11-23"), &no));
        struct delivery d = find(&s, no);
        assert_int_equal(d.seq, 1);
        assert_int_equal(d.state, DELIVERY_WAITING);
        assert_true(date_equals(d.delivered_on, day("2026-11-23")));
        assert_true(str_equals(d.place, c.delivery_place));
        assert_true(str_equals(d.contract_number, c.number));
        assert_true(str_equals(d.noted_by, s.staff.name));
        assert_int_equal(d.noted_at.us, NOW.us);
        // Fourteen days from the day the note came, not from the day of the delivery (F-01).
        assert_true(date_equals(d.inspect_by, day("2026-12-08")));
        assert_true(str_contains(d.inspect_article, S("제64조")));

        delivery_line_list lines = lines_of(&s, c.id, d.id);
        assert_int_equal(lines.count, 3);
        assert_int_equal(lines.items[0].brought, 40);
        assert_int_equal(lines.items[0].waiting, 40);
        assert_int_equal(delivery_open(&lines.items[0]), 60);
        assert_int_equal(lines.items[1].row, 0);
        assert_int_equal(lines.items[2].brought, 10);

        assert_int_equal(state_of(&s, &c), CONTRACT_DELIVERED);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_DELIVERING);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.inspect", &task));
        assert_int_equal(task.rights, RIGHT_INSPECT);
        assert_int_equal(task.due_at.us, instant_end_of(day("2026-12-08")).us);
        assert_true(str_contains(task.article, S("제64조")));
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_int_equal(task.due_at.us, instant_end_of(day("2026-12-18")).us);
        assert_int_equal(count_notices(&s, &s.inspector), 1);
        assert_int_equal(count_notices(&s, &s.officer), officer_knew + 1);
        assert_int_equal(count_notices(&s, &s.inspector_there), 0);
    }
}

static void a_note_that_cannot_be_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        const struct {
            struct quantities brought;
            const char *on;
            err expected;
        } CASES[] = {
            {QUANTITIES(101, 0, 0),  "2026-11-24", &DELIVERY_TOO_MANY       },
            {QUANTITIES(0,   0, 11), "2026-11-24", &DELIVERY_TOO_MANY       },
            {QUANTITIES(0,   0, 0),  "2026-11-24", &DELIVERY_NOTHING        },
            {QUANTITIES(1,   0, 0),  "2026-11-25", &DELIVERY_IN_FUTURE      },
            {QUANTITIES(1,   0, 0),  "2026-11-01", &DELIVERY_BEFORE_CONTRACT},
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_ptr_equal(
                delivery_testing_note(&s, &s.owner, c.no, CASES[i].brought, day(CASES[i].on), &no),
                CASES[i].expected);
            assert_int_equal(state_of(&s, &c), CONTRACT_SIGNED);
            assert_int_equal(lines_of(&s, c.id, NO_ID(delivery_id)).items[0].delivered, 0);
        }
        // Another's contract is no contract, to the rival and to another institution.
        assert_ptr_equal(
            delivery_testing_note(&s, &s.rival_owner, c.no, QUANTITIES(1), day("2026-11-24"), &no),
            &CONTRACT_UNKNOWN);
        assert_int_equal(state_of(&s, &c), CONTRACT_SIGNED);
    }
}

static void parts_add_up_and_not_one_box_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no first;
        public_no second;
        public_no none;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(60, 50), on, &first));
        assert_ptr_equal(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(41), on, &none),
                         &DELIVERY_TOO_MANY);
        // While the first waits, a second may be noted; both inspectors' tasks stay open.
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(40, 0, 10), on, &second));
        assert_int_equal(find(&s, second).seq, 2);
        assert_int_equal(count_tasks(&s, "delivery.inspect"), 2);
        assert_int_equal(count_tasks(&s, "delivery.note"), 0); // nothing is open
        assert_int_equal(count_notices(&s, &s.inspector), 2);
        assert_ptr_equal(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(1), on, &none),
                         &DELIVERY_ALL_BROUGHT);
        assert_true(sum_of(&s, c.id).all_brought);

        // The second is inspected first: the contract waits for the other.
        assert_null(delivery_testing_inspect(&s, &s.inspector, second, QUANTITIES(0), on));
        assert_int_equal(state_of(&s, &c), CONTRACT_DELIVERED);
        assert_int_equal(count_tasks(&s, "delivery.inspect"), 1);
        assert_int_equal(count_jobs(&s, "record.refresh", c.id.value), 0);
        assert_null(delivery_testing_inspect(&s, &s.inspector, first, QUANTITIES(0), on));
        assert_int_equal(state_of(&s, &c), CONTRACT_ACCEPTED);
        assert_int_equal(count_tasks(&s, "delivery.inspect"), 0);
        assert_int_equal(count_tasks(&s, "claim.make"), 1);
        struct purchase_task claim;
        assert_true(purchase_testing_task(&s, &s.draft, "claim.make", &claim));
        assert_int_equal(claim.due_at.us, instant_end_of(date_from_ymd(2026, 12, 10)).us);
        assert_true(str_equals(claim.article, S("부가가치세법 제34조")));
        assert_int_equal(count_jobs(&s, "record.refresh", c.id.value), 1);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_ACCEPTED);
        assert_ptr_equal(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(1), on, &none),
                         &DELIVERY_ALL_BROUGHT);
    }
}

static void what_was_refused_is_brought_again_and_its_term_begins_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no first;
        public_no again;
        set_scene(&s, &t, &c);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50, 10),
                                          day("2026-11-24"), &first));
        int64_t owner_knew = count_notices(&s, &s.owner);
        assert_null(delivery_testing_inspect(&s, &s.inspector, first, QUANTITIES(5, 0, 10),
                                             day("2026-11-24")));
        struct delivery d = find(&s, first);
        assert_int_equal(d.state, DELIVERY_PART_ACCEPTED);
        assert_int_equal(d.inspection.result, DELIVERY_PART_ACCEPTED);
        assert_int_equal(count_notices(&s, &s.owner), owner_knew + 1);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_true(str_contains(task.text, S("불합격한 것을 포함해")));
        assert_int_equal(count_tasks(&s, "delivery.inspect"), 0);
        delivery_line_list lines = lines_of(&s, c.id, d.id);
        assert_int_equal(delivery_open(&lines.items[0]), 5);
        assert_int_equal(delivery_open(&lines.items[1]), 0);
        assert_int_equal(delivery_open(&lines.items[2]), 10);
        assert_true(str_equals(lines.items[0].reason, S("모서리가 젖었습니다.")));
        assert_int_equal(lines.items[1].reason.n, 0);

        web_test_now = instant_add_s(NOW, INT64_C(7) * 86400); // 1 December
        public_no none;
        assert_ptr_equal(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(6), day("2026-12-01"), &none),
            &DELIVERY_TOO_MANY);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(5, 0, 10),
                                          day("2026-12-01"), &again));
        assert_true(date_equals(find(&s, again).inspect_by, day("2026-12-15")));
        assert_null(delivery_testing_inspect(&s, &s.inspector, again, QUANTITIES(5, 0, 10),
                                             day("2026-12-01")));
        assert_int_equal(find(&s, again).state, DELIVERY_REFUSED);
        assert_int_equal(state_of(&s, &c), CONTRACT_DELIVERED);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(5, 0, 10),
                                          day("2026-12-01"), &again));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, again, QUANTITIES(0), day("2026-12-01")));
        assert_int_equal(find(&s, again).seq, 3);
        assert_int_equal(state_of(&s, &c), CONTRACT_ACCEPTED);
    }
}

static void the_term_ends_on_a_working_day(void **state)
{
    (void)state;
    static const struct {
        int64_t days_later; // than 24 November
        const char *inspect_by;
    } CASES[] = {
        {-3, "2026-12-07"}, // Saturday 21 November: 5 December is one too
        {-4, "2026-12-04"}, // Friday
        {17, "2026-12-28"}, // 11 December: Christmas is a Friday, then the weekend
        {16, "2026-12-24"}, // the day before
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            web_test_now = instant_add_s(NOW, CASES[i].days_later * 86400);
            assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(1),
                                              instant_date(web_test_now), &no));
            assert_true(date_equals(find(&s, no).inspect_by, day(CASES[i].inspect_by)));
        }
    }
}

static void who_asked_for_it_does_not_inspect_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), on, &no));
        s.officer.rights |= RIGHT_INSPECT;
        assert_ptr_equal(delivery_testing_inspect(&s, &s.officer, no, QUANTITIES(0), on),
                         &PURCHASE_OWN_HANDS);
        assert_int_equal(find(&s, no).state, DELIVERY_WAITING);
        // Somebody who holds every role, but did not ask for this one, may.
        assert_null(delivery_testing_inspect(&s, &s.allround, no, QUANTITIES(0), on));
    }
}

static void an_inspection_that_cannot_be_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-23"), &no));
        static const struct {
            int64_t refused;
            const char *on;
            err expected;
        } CASES[] = {
            {101, "2026-11-24", &INSPECTION_SUM      },
            {-1,  "2026-11-24", &INSPECTION_SUM      },
            {0,   "2026-11-25", &INSPECTION_IN_FUTURE},
            {0,   "2026-11-22", &INSPECTION_TOO_EARLY},
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_ptr_equal(delivery_testing_inspect(&s, &s.inspector, no,
                                                      QUANTITIES(CASES[i].refused),
                                                      day(CASES[i].on)),
                             CASES[i].expected);
            assert_int_equal(find(&s, no).state, DELIVERY_WAITING);
        }
        // Another's delivery is no delivery.
        assert_ptr_equal(
            delivery_testing_inspect(&s, &s.inspector_there, no, QUANTITIES(0), day("2026-11-24")),
            &DELIVERY_UNKNOWN);
    }
}

// What was inspected once is settled, whatever a second inspector finds.
static void an_inspection_in_each_state_of_a_delivery(void **state)
{
    (void)state;
    static const int64_t REFUSED[DELIVERY_STATE_COUNT] = {
        [DELIVERY_ACCEPTED] = 0, [DELIVERY_PART_ACCEPTED] = 4, [DELIVERY_REFUSED] = 10};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        for (int from = DELIVERY_WAITING; from < DELIVERY_STATE_COUNT; from++) {
            for (int to = DELIVERY_ACCEPTED; to < DELIVERY_STATE_COUNT; to++) {
                public_no no;
                assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(10), on, &no));
                if (from != DELIVERY_WAITING) {
                    assert_null(delivery_testing_inspect(&s, &s.inspector, no,
                                                         QUANTITIES(REFUSED[from]), on));
                }
                assert_int_equal(find(&s, no).state, from);
                err e = delivery_testing_inspect(&s, &s.allround, no, QUANTITIES(REFUSED[to]), on);
                assert_ptr_equal(e, from == DELIVERY_WAITING ? NULL : &DELIVERY_CHANGED);
                struct delivery d = find(&s, no);
                assert_int_equal(d.state, from == DELIVERY_WAITING ? to : from);
                assert_int_equal(d.inspection.result, d.state);
                account_id by = from == DELIVERY_WAITING ? s.allround.account : s.inspector.account;
                assert_int_equal(d.inspection.inspector.value, by.value);
            }
        }
    }
}

static void the_goods_came_between_contract_and_inspection(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-23"), &no));
        static const struct {
            const char *came;
            const char *inspected;
            err expected;
        } CASES[] = {
            {"2026-11-01", "2026-11-24", &DELIVERY_BEFORE_CONTRACT},
            {"2026-11-25", "2026-11-24", &DELIVERY_IN_FUTURE      },
            {"2026-11-24", "2026-11-23", &INSPECTION_TOO_EARLY    },
            {"2026-11-02", "2026-11-02", NULL                     },
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_ptr_equal(delivery_testing_inspect_arrival(&s, &s.inspector, no, QUANTITIES(0),
                                                              day(CASES[i].came),
                                                              day(CASES[i].inspected)),
                             CASES[i].expected);
        }
        assert_true(date_equals(find(&s, no).inspection.arrived_on, day("2026-11-02")));
    }
}

static void the_inspectors_day_counts_and_not_the_suppliers(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no[2];
        struct unit u;
        delivery_part_list parts;
        web_test_now = NOW;
        purchase_testing_open(&s, &t);
        delivery_testing_sign(&s, &s.draft, day("2026-11-02"), day("2026-11-20"), &c);
        // Said to be in time, and came late; said to be late, and came in time.
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-20"), &no[0]));
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 50, 10),
                                          day("2026-11-21"), &no[1]));
        assert_null(delivery_testing_inspect_arrival(&s, &s.inspector, no[0], QUANTITIES(0),
                                                     day("2026-11-23"), day("2026-11-24")));
        assert_null(delivery_testing_inspect_arrival(&s, &s.inspector, no[1], QUANTITIES(0),
                                                     day("2026-11-20"), day("2026-11-24")));
        struct delivery_sum sum = sum_of(&s, c.id);
        assert_int_equal(sum.accepted.won, 2900000);
        delivery_came_list came = came_of(&s, c.id);
        assert_int_equal(came.count, 2);
        assert_true(date_equals(came.items[0].on, day("2026-11-23")));
        assert_true(date_equals(came.items[1].on, day("2026-11-20")));
        assert_int_equal(came.items[1].amount.won, 750000);
        assert_true(date_equals(sum.completed_on, day("2026-11-23")));
        purchase_testing_read(&s, &s.accountant, &u);
        assert_null(delivery_list_parts(u.db, u.arena, c.id, &parts));
        purchase_testing_read_end(&u);
        assert_true(date_equals(parts.items[0].arrived_on, day("2026-11-23")));
        assert_true(date_equals(parts.items[1].arrived_on, day("2026-11-20")));
        // What the supplier said stays its word; the other day is signed, and told to both.
        struct delivery d = find(&s, no[0]);
        assert_true(date_equals(d.delivered_on, day("2026-11-20")));
        assert_true(str_contains(d.inspection.content, S("\narrived_on=2026-11-23\n")));
        purchase_happening_list told;
        purchase_testing_read(&s, &s.owner, &u);
        assert_null(purchase_list_events(u.db, u.arena, s.draft.id, false, &told));
        purchase_testing_read_end(&u);
        assert_true(str_contains(told.items[0].text, S("도착한 날은 2026-11-20입니다")));
        assert_true(str_contains(told.items[0].text, S("공급기업이 적은 날 2026-11-21")));
    }
}

struct stale {
    struct delivery delivery;
    delivery_line_list lines;
};

// An inspector whose page was read before another was done.
static err inspect_stale(struct unit *u, void *data)
{
    struct stale stale = *(const struct stale *)data;
    struct inspection_note note = {
        .arrived_on = u->today,
        .inspected_on = u->today,
        .method = INSPECTION_SAMPLE,
        .confirmed_with = S("code"),
    };
    return delivery_action_inspect(u, &stale.delivery, &stale.lines, &note);
}

static void of_two_inspectors_at_once_one_wins(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), on, &no));
        struct stale stale = {.delivery = find(&s, no)};
        stale.lines = lines_of(&s, c.id, stale.delivery.id);
        stale.lines.items[0].passed = 100;
        assert_null(delivery_testing_inspect(&s, &s.inspector, no, QUANTITIES(100), on));
        assert_ptr_equal(purchase_testing_run(&s, &s.allround, inspect_stale, &stale),
                         &DELIVERY_CHANGED);
        assert_ptr_equal(delivery_testing_inspect(&s, &s.allround, no, QUANTITIES(0), on),
                         &DELIVERY_CHANGED);
        struct delivery d = find(&s, no);
        assert_int_equal(d.state, DELIVERY_REFUSED);
        assert_int_equal(d.inspection.inspector.value, s.inspector.account.value);
    }
}

// Two people at two connections: in the middle of one's unit the other does a whole one.
struct race {
    struct purchase_scene second; // the same scene at the other connection
    public_no mine;
    public_no theirs;
    int64_t refused_by_them;
    bool is_over;
    err theirs_fault;
};

static err inspect_racing(struct unit *u, void *data)
{
    struct race *r = data;
    struct stale stale;
    TRY(delivery_find(u->db, purchase_side_of(u), r->mine, &stale.delivery));
    TRY(delivery_list_lines(u->db, u->arena, stale.delivery.contract, stale.delivery.id,
                            &stale.lines));
    if (!r->is_over) {
        r->is_over = true;
        r->theirs_fault =
            delivery_testing_inspect(&r->second, &r->second.allround, r->theirs,
                                     QUANTITIES(r->refused_by_them), day("2026-11-24"));
    }
    for (size_t i = 0; i < stale.lines.count; i++) {
        stale.lines.items[i].passed = stale.lines.items[i].brought;
    }
    return inspect_stale(u, &stale);
}

static err run_race(struct race *r, struct testing_db *t, struct purchase_scene *s)
{
    struct testing_db again = *t;
    again.db = testing_db_again(t);
    db_set_patience(again.db, 50); // SQLite has one writer: the other is told to wait
    r->second = *s;
    r->second.database = &again;
    err mine = purchase_testing_run(s, &s->inspector, inspect_racing, r);
    db_close(again.db);
    return mine;
}

static void of_two_inspectors_at_two_machines_one_wins(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-24"), &no));
        struct race r = {.mine = no, .theirs = no, .refused_by_them = 7};
        err mine = run_race(&r, &t, &s);
        assert_true((mine == NULL) != (r.theirs_fault == NULL));
        bool waited = db_engine(t.db) == DB_SQLITE;
        assert_ptr_equal(mine, waited ? NULL : &DELIVERY_CHANGED);
        struct delivery d = find(&s, no);
        account_id winner = waited ? s.inspector.account : s.allround.account;
        assert_int_equal(d.inspection.inspector.value, winner.value);
        assert_int_equal(d.state, waited ? DELIVERY_ACCEPTED : DELIVERY_PART_ACCEPTED);
    }
}

// Each of the last two parts sees the other as still waiting, unless one of the units runs again.
static void the_last_two_parts_at_once_complete_the_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no first;
        public_no second;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50), on, &first));
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 0, 10), on, &second));
        struct race r = {.mine = first, .theirs = second};
        assert_null(run_race(&r, &t, &s));
        if (r.theirs_fault != NULL) {
            assert_null(delivery_testing_inspect(&s, &s.allround, second, QUANTITIES(0), on));
        }
        assert_int_equal(state_of(&s, &c), CONTRACT_ACCEPTED);
        assert_int_equal(count_tasks(&s, "claim.make"), 1);
        assert_int_equal(count_jobs(&s, "record.refresh", c.id.value), 1);
    }
}

static void what_was_inspected_is_what_is_found_and_its_hash_fits(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50), on, &no));
        assert_null(delivery_testing_inspect(&s, &s.inspector, no, QUANTITIES(3), on));
        struct delivery d = find(&s, no);
        const struct inspection *i = &d.inspection;
        assert_true(i->no.value != 0 && i->no.value != no.value);
        assert_int_equal(i->method, INSPECTION_FULL);
        assert_true(date_equals(i->inspected_on, on));
        assert_true(date_equals(i->arrived_on, on));
        assert_true(str_equals(i->inspector_name, s.inspector.name));
        assert_true(str_equals(i->opinion, S("계약한 규격과 같습니다.")));
        assert_int_equal(i->noted_at.us, NOW.us);
        assert_true(str_equals(i->content_hash, digest_sha256(t.arena, i->content)));
        delivery_line_list lines = lines_of(&s, c.id, d.id);
        assert_int_equal(lines.items[0].passed, 97);
        assert_int_equal(lines.items[0].failed, 3);
        assert_int_equal(lines.items[1].passed, 50);
        assert_true(str_equals(i->content, inspection_content(t.arena, &d, i, &lines)));
    }
}

static void the_claim_learns_what_was_accepted_by_which_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no[3];
        web_test_now = NOW;
        purchase_testing_open(&s, &t);
        delivery_testing_sign(&s, &s.draft, day("2026-11-02"), day("2026-11-20"), &c);
        // In time, in time but refused in part, and late.
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-20"), &no[0]));
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 50, 10),
                                          day("2026-11-19"), &no[1]));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, no[0], QUANTITIES(0), day("2026-11-24")));
        assert_null(delivery_testing_inspect(&s, &s.inspector, no[1], QUANTITIES(0, 20, 10),
                                             day("2026-11-23")));
        struct delivery_sum sum = sum_of(&s, c.id);
        assert_false(sum.all_accepted);
        assert_int_equal(sum.accepted.won, 100 * 21500 + 30 * 12000);
        delivery_came_list came = came_of(&s, c.id);
        assert_int_equal(came.count, 2);
        assert_int_equal(came.items[0].amount.won + came.items[1].amount.won, sum.accepted.won);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 20, 10),
                                          day("2026-11-23"), &no[2]));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, no[2], QUANTITIES(0), day("2026-11-24")));
        sum = sum_of(&s, c.id);
        assert_true(sum.all_accepted);
        assert_int_equal(sum.accepted.won, c.price.won);
        came = came_of(&s, c.id);
        assert_int_equal(came.count, 3);
        assert_int_equal(came.items[2].amount.won, c.price.won - (100 * 21500 + 30 * 12000));
        assert_true(date_equals(came.items[2].on, day("2026-11-23")));
        assert_true(date_equals(sum.completed_on, day("2026-11-23")));
        assert_true(date_equals(sum.passed_on, day("2026-11-24")));

        struct unit u;
        delivery_part_list parts;
        purchase_testing_read(&s, &s.accountant, &u);
        assert_null(delivery_list_parts(u.db, u.arena, c.id, &parts));
        purchase_testing_read_end(&u);
        assert_int_equal(parts.count, 3);
        assert_int_equal(parts.items[1].amount.won, 30 * 12000);
        assert_int_equal(parts.items[2].amount.won, 20 * 12000 + 10 * 15000);
        assert_int_equal(parts.items[2].delivery.value, no[2].value);
        assert_int_equal(parts.items[2].inspection.value, find(&s, no[2]).inspection.no.value);
        assert_true(date_equals(parts.items[0].arrived_on, day("2026-11-20")));
    }
}

static void a_list_shows_its_own_side_only(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no[3];
        set_scene(&s, &t, &c);
        date on = day("2026-11-24");
        for (size_t i = 0; i < COUNT(no); i++) {
            assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(10), on, &no[i]));
        }
        assert_null(delivery_testing_inspect(&s, &s.inspector, no[1], QUANTITIES(0), on));
        const struct {
            struct purchase_side side;
            size_t count;
        } SIDES[] = {
            {{.institution = s.here},  3},
            {{.supplier = s.supplier}, 3},
            {{.institution = s.there}, 0},
            {{.supplier = s.rival},    0},
        };
        struct unit u;
        delivery_row_list rows;
        int64_t all;
        int64_t waiting;
        purchase_testing_read(&s, &s.inspector, &u);
        for (size_t i = 0; i < COUNT(SIDES); i++) {
            assert_null(delivery_list(u.db, u.arena, SIDES[i].side, NO_ID(public_no), 10, &rows));
            assert_int_equal(rows.count, SIDES[i].count);
            assert_null(delivery_count(u.db, SIDES[i].side, &all, &waiting));
            assert_int_equal(all, SIDES[i].count);
            assert_int_equal(waiting, SIDES[i].count == 0 ? 0 : 2);
        }
        // Going on below the newest: the two older ones, each other side by its name.
        struct purchase_side here = {.institution = s.here};
        assert_null(delivery_list(u.db, u.arena, here, no[2], 10, &rows));
        assert_int_equal(rows.count, 2);
        assert_int_equal(rows.items[0].no.value, no[1].value);
        assert_true(str_equals(rows.items[0].other_name, S("㈜늘푸른나눔")));
        struct purchase_side supplier = {.supplier = s.supplier};
        assert_null(delivery_list(u.db, u.arena, supplier, no[2], 1, &rows));
        assert_true(str_equals(rows.items[0].other_name, S("대구광역시 중구")));

        assert_null(delivery_list_waiting(u.db, u.arena, s.here, 10, &rows));
        assert_int_equal(rows.count, 2);
        assert_int_equal(rows.items[0].no.value, no[0].value);
        assert_null(delivery_list_waiting(u.db, u.arena, s.there, 10, &rows));
        assert_int_equal(rows.count, 0);
        assert_null(delivery_list_inspected(u.db, u.arena, s.here, NO_ID(public_no), 10, &rows));
        assert_int_equal(rows.count, 1);
        assert_int_equal(rows.items[0].no.value, no[1].value);
        purchase_testing_read_end(&u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_noted_is_what_is_found),
        cmocka_unit_test(a_note_that_cannot_be_leaves_nothing),
        cmocka_unit_test(parts_add_up_and_not_one_box_more),
        cmocka_unit_test(what_was_refused_is_brought_again_and_its_term_begins_anew),
        cmocka_unit_test(the_term_ends_on_a_working_day),
        cmocka_unit_test(who_asked_for_it_does_not_inspect_it),
        cmocka_unit_test(an_inspection_that_cannot_be_leaves_nothing),
        cmocka_unit_test(the_goods_came_between_contract_and_inspection),
        cmocka_unit_test(the_inspectors_day_counts_and_not_the_suppliers),
        cmocka_unit_test(of_two_inspectors_at_once_one_wins),
        cmocka_unit_test(of_two_inspectors_at_two_machines_one_wins),
        cmocka_unit_test(the_last_two_parts_at_once_complete_the_contract),
        cmocka_unit_test(what_was_inspected_is_what_is_found_and_its_hash_fits),
        cmocka_unit_test(the_claim_learns_what_was_accepted_by_which_day),
        cmocka_unit_test(a_list_shows_its_own_side_only),
        cmocka_unit_test(an_inspection_in_each_state_of_a_delivery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
