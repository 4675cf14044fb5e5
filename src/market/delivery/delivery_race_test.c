// Two who inspect at the same time, on both engines: one wins, and nothing is lost.
#include "market/delivery/delivery_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/delivery/delivery_testing.h"

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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), on, &no));
        struct stale stale = {.delivery = delivery_testing_delivery(&s, no)};
        stale.lines = delivery_testing_lines(&s, c.id, stale.delivery.id);
        stale.lines.items[0].passed = 100;
        assert_null(delivery_testing_inspect(&s, &s.inspector, no, QUANTITIES(100), on));
        assert_ptr_equal(purchase_testing_run(&s, &s.allround, inspect_stale, &stale),
                         &DELIVERY_CHANGED);
        assert_ptr_equal(delivery_testing_inspect(&s, &s.allround, no, QUANTITIES(0), on),
                         &DELIVERY_CHANGED);
        struct delivery d = delivery_testing_delivery(&s, no);
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
        delivery_testing_scene(&s, &t, &c);
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), day("2026-11-24"), &no));
        struct race r = {.mine = no, .theirs = no, .refused_by_them = 7};
        err mine = run_race(&r, &t, &s);
        assert_true((mine == NULL) != (r.theirs_fault == NULL));
        bool waited = db_engine(t.db) == DB_SQLITE;
        assert_ptr_equal(mine, waited ? NULL : &DELIVERY_CHANGED);
        struct delivery d = delivery_testing_delivery(&s, no);
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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50), on, &first));
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 0, 10), on, &second));
        struct race r = {.mine = first, .theirs = second};
        assert_null(run_race(&r, &t, &s));
        if (r.theirs_fault != NULL) {
            assert_null(delivery_testing_inspect(&s, &s.allround, second, QUANTITIES(0), on));
        }
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_ACCEPTED);
        assert_int_equal(delivery_testing_tasks(&s, "claim.make"), 1);
        assert_int_equal(delivery_testing_jobs(&s, "record.refresh", c.id.value), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_inspectors_at_once_one_wins),
        cmocka_unit_test(of_two_inspectors_at_two_machines_one_wins),
        cmocka_unit_test(the_last_two_parts_at_once_complete_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
