// From a signed contract to the last accepted box, on both engines.
#include "market/delivery/delivery_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/right.h"

static void a_note_that_cannot_be_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        delivery_testing_scene(&s, &t, &c);
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
            assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_SIGNED);
            assert_int_equal(
                delivery_testing_lines(&s, c.id, NO_ID(delivery_id)).items[0].delivered, 0);
        }
        // Another's contract is no contract, to the rival and to another institution.
        assert_ptr_equal(
            delivery_testing_note(&s, &s.rival_owner, c.no, QUANTITIES(1), day("2026-11-24"), &no),
            &CONTRACT_UNKNOWN);
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_SIGNED);
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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(60, 50), on, &first));
        assert_ptr_equal(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(41), on, &none),
                         &DELIVERY_TOO_MANY);
        // While the first waits, a second may be noted; both inspectors' tasks stay open.
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(40, 0, 10), on, &second));
        assert_int_equal(delivery_testing_delivery(&s, second).seq, 2);
        assert_int_equal(delivery_testing_tasks(&s, "delivery.inspect"), 2);
        assert_int_equal(delivery_testing_tasks(&s, "delivery.note"), 0); // nothing is open
        assert_int_equal(delivery_testing_notices(&s, &s.inspector), 2);
        assert_ptr_equal(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(1), on, &none),
                         &DELIVERY_ALL_BROUGHT);
        assert_true(delivery_testing_sum(&s, c.id).all_brought);

        // The second is inspected first: the contract waits for the other.
        assert_null(delivery_testing_inspect(&s, &s.inspector, second, QUANTITIES(0), on));
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_DELIVERED);
        assert_int_equal(delivery_testing_tasks(&s, "delivery.inspect"), 1);
        assert_int_equal(delivery_testing_jobs(&s, "record.refresh", c.id.value), 0);
        assert_null(delivery_testing_inspect(&s, &s.inspector, first, QUANTITIES(0), on));
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_ACCEPTED);
        assert_int_equal(delivery_testing_tasks(&s, "delivery.inspect"), 0);
        assert_int_equal(delivery_testing_tasks(&s, "claim.make"), 1);
        struct purchase_task claim;
        assert_true(purchase_testing_task(&s, &s.draft, "claim.make", &claim));
        assert_int_equal(claim.due_at.us, instant_end_of(date_from_ymd(2026, 12, 10)).us);
        assert_true(str_equals(claim.article, S("부가가치세법 제34조")));
        assert_int_equal(delivery_testing_jobs(&s, "record.refresh", c.id.value), 1);
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
        delivery_testing_scene(&s, &t, &c);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50, 10),
                                          day("2026-11-24"), &first));
        int64_t owner_knew = delivery_testing_notices(&s, &s.owner);
        assert_null(delivery_testing_inspect(&s, &s.inspector, first, QUANTITIES(5, 0, 10),
                                             day("2026-11-24")));
        struct delivery d = delivery_testing_delivery(&s, first);
        assert_int_equal(d.state, DELIVERY_PART_ACCEPTED);
        assert_int_equal(d.inspection.result, DELIVERY_PART_ACCEPTED);
        assert_int_equal(delivery_testing_notices(&s, &s.owner), owner_knew + 1);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_true(str_contains(task.text, S("불합격한 것을 포함해")));
        assert_int_equal(delivery_testing_tasks(&s, "delivery.inspect"), 0);
        delivery_line_list lines = delivery_testing_lines(&s, c.id, d.id);
        assert_int_equal(delivery_open(&lines.items[0]), 5);
        assert_int_equal(delivery_open(&lines.items[1]), 0);
        assert_int_equal(delivery_open(&lines.items[2]), 10);
        assert_true(str_equals(lines.items[0].reason, S("모서리가 젖었습니다.")));
        assert_int_equal(lines.items[1].reason.n, 0);

        web_test_now = instant_add_s(DELIVERY_TESTING_NOW, INT64_C(7) * 86400); // 1 December
        public_no none;
        assert_ptr_equal(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(6), day("2026-12-01"), &none),
            &DELIVERY_TOO_MANY);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(5, 0, 10),
                                          day("2026-12-01"), &again));
        assert_true(
            date_equals(delivery_testing_delivery(&s, again).inspect_by, day("2026-12-15")));
        assert_null(delivery_testing_inspect(&s, &s.inspector, again, QUANTITIES(5, 0, 10),
                                             day("2026-12-01")));
        assert_int_equal(delivery_testing_delivery(&s, again).state, DELIVERY_REFUSED);
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_DELIVERED);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(5, 0, 10),
                                          day("2026-12-01"), &again));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, again, QUANTITIES(0), day("2026-12-01")));
        assert_int_equal(delivery_testing_delivery(&s, again).seq, 3);
        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_ACCEPTED);
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
        delivery_testing_scene(&s, &t, &c);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            web_test_now = instant_add_s(DELIVERY_TESTING_NOW, CASES[i].days_later * 86400);
            assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(1),
                                              instant_date(web_test_now), &no));
            assert_true(date_equals(delivery_testing_delivery(&s, no).inspect_by,
                                    day(CASES[i].inspect_by)));
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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100), on, &no));
        s.officer.rights |= RIGHT_INSPECT;
        assert_ptr_equal(delivery_testing_inspect(&s, &s.officer, no, QUANTITIES(0), on),
                         &PURCHASE_OWN_HANDS);
        assert_int_equal(delivery_testing_delivery(&s, no).state, DELIVERY_WAITING);
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
        delivery_testing_scene(&s, &t, &c);
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
            assert_int_equal(delivery_testing_delivery(&s, no).state, DELIVERY_WAITING);
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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        for (int from = DELIVERY_WAITING; from < DELIVERY_STATE_COUNT; from++) {
            for (int to = DELIVERY_ACCEPTED; to < DELIVERY_STATE_COUNT; to++) {
                public_no no;
                assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(10), on, &no));
                if (from != DELIVERY_WAITING) {
                    assert_null(delivery_testing_inspect(&s, &s.inspector, no,
                                                         QUANTITIES(REFUSED[from]), on));
                }
                assert_int_equal(delivery_testing_delivery(&s, no).state, from);
                err e = delivery_testing_inspect(&s, &s.allround, no, QUANTITIES(REFUSED[to]), on);
                assert_ptr_equal(e, from == DELIVERY_WAITING ? NULL : &DELIVERY_CHANGED);
                struct delivery d = delivery_testing_delivery(&s, no);
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
        delivery_testing_scene(&s, &t, &c);
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
        assert_true(date_equals(delivery_testing_delivery(&s, no).inspection.arrived_on,
                                day("2026-11-02")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_that_cannot_be_leaves_nothing),
        cmocka_unit_test(parts_add_up_and_not_one_box_more),
        cmocka_unit_test(what_was_refused_is_brought_again_and_its_term_begins_anew),
        cmocka_unit_test(the_term_ends_on_a_working_day),
        cmocka_unit_test(who_asked_for_it_does_not_inspect_it),
        cmocka_unit_test(an_inspection_that_cannot_be_leaves_nothing),
        cmocka_unit_test(the_goods_came_between_contract_and_inspection),
        cmocka_unit_test(an_inspection_in_each_state_of_a_delivery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
