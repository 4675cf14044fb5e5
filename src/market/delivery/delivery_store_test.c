// What was noted and inspected is what is found, by whoever may see it, on both engines.
#include "market/delivery/delivery_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/digest.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/right.h"

static void what_was_noted_is_what_is_found(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no;
        delivery_testing_scene(&s, &t, &c);
        int64_t officer_knew = delivery_testing_notices(&s, &s.officer);
        assert_null(delivery_testing_note(&s, &s.staff, c.no, QUANTITIES(40, 0, 10),
                                          day("2026-11-23"), &no));
        struct delivery d = delivery_testing_delivery(&s, no);
        assert_int_equal(d.seq, 1);
        assert_int_equal(d.state, DELIVERY_WAITING);
        assert_true(date_equals(d.delivered_on, day("2026-11-23")));
        assert_true(str_equals(d.place, c.delivery_place));
        assert_true(str_equals(d.contract_number, c.number));
        assert_true(str_equals(d.noted_by, s.staff.name));
        assert_int_equal(d.noted_at.us, DELIVERY_TESTING_NOW.us);
        // Fourteen days from the day the note came, not from the day of the delivery (F-01).
        assert_true(date_equals(d.inspect_by, day("2026-12-08")));
        assert_true(str_contains(d.inspect_article, S("제64조")));

        delivery_line_list lines = delivery_testing_lines(&s, c.id, d.id);
        assert_int_equal(lines.count, 3);
        assert_int_equal(lines.items[0].brought, 40);
        assert_int_equal(lines.items[0].waiting, 40);
        assert_int_equal(delivery_open(&lines.items[0]), 60);
        assert_int_equal(lines.items[1].row, 0);
        assert_int_equal(lines.items[2].brought, 10);

        assert_int_equal(delivery_testing_state(&s, &c), CONTRACT_DELIVERED);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_DELIVERING);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.inspect", &task));
        assert_int_equal(task.rights, RIGHT_INSPECT);
        assert_int_equal(task.due_at.us, instant_end_of(day("2026-12-08")).us);
        assert_true(str_contains(task.article, S("제64조")));
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_int_equal(task.due_at.us, instant_end_of(day("2026-12-18")).us);
        assert_int_equal(delivery_testing_notices(&s, &s.inspector), 1);
        assert_int_equal(delivery_testing_notices(&s, &s.officer), officer_knew + 1);
        assert_int_equal(delivery_testing_notices(&s, &s.inspector_there), 0);
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
        delivery_testing_scene(&s, &t, &c);
        date on = day("2026-11-24");
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100, 50), on, &no));
        assert_null(delivery_testing_inspect(&s, &s.inspector, no, QUANTITIES(3), on));
        struct delivery d = delivery_testing_delivery(&s, no);
        const struct inspection *i = &d.inspection;
        assert_true(i->no.value != 0 && i->no.value != no.value);
        assert_int_equal(i->method, INSPECTION_FULL);
        assert_true(date_equals(i->inspected_on, on));
        assert_true(date_equals(i->arrived_on, on));
        assert_true(str_equals(i->inspector_name, s.inspector.name));
        assert_true(str_equals(i->opinion, S("계약한 규격과 같습니다.")));
        assert_int_equal(i->noted_at.us, DELIVERY_TESTING_NOW.us);
        assert_true(str_equals(i->content_hash, digest_sha256(t.arena, i->content)));
        delivery_line_list lines = delivery_testing_lines(&s, c.id, d.id);
        assert_int_equal(lines.items[0].passed, 97);
        assert_int_equal(lines.items[0].failed, 3);
        assert_int_equal(lines.items[1].passed, 50);
        assert_true(str_equals(i->content, inspection_content(t.arena, &d, i, &lines)));
    }
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

static void the_inspectors_day_counts_and_not_the_suppliers(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no[2];
        struct unit u;
        web_test_now = DELIVERY_TESTING_NOW;
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
        struct delivery_sum sum = delivery_testing_sum(&s, c.id);
        assert_int_equal(sum.accepted.won, 2900000);
        delivery_came_list came = came_of(&s, c.id);
        assert_int_equal(came.count, 2);
        assert_true(date_equals(came.items[0].part.on, day("2026-11-23")));
        assert_true(date_equals(came.items[1].part.on, day("2026-11-20")));
        assert_int_equal(came.items[1].part.amount.won, 750000);
        assert_true(date_equals(sum.completed_on, day("2026-11-23")));
        // What the supplier said stays its word; the other day is signed, and told to both.
        struct delivery d = delivery_testing_delivery(&s, no[0]);
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

static void the_claim_learns_what_was_accepted_by_which_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        public_no no[3];
        web_test_now = DELIVERY_TESTING_NOW;
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
        struct delivery_sum sum = delivery_testing_sum(&s, c.id);
        assert_false(sum.all_accepted);
        assert_int_equal(sum.accepted.won, 100 * 21500 + 30 * 12000);
        delivery_came_list came = came_of(&s, c.id);
        assert_int_equal(came.count, 3);
        assert_int_equal(came.items[0].part.seq, 0); // sent back, and not here again
        assert_int_equal(came.items[0].part.amount.won, 20 * 12000 + 10 * 15000);
        assert_int_equal(came.items[1].part.amount.won + came.items[2].part.amount.won,
                         sum.accepted.won);
        assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(0, 20, 10),
                                          day("2026-11-23"), &no[2]));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, no[2], QUANTITIES(0), day("2026-11-24")));
        sum = delivery_testing_sum(&s, c.id);
        assert_true(sum.all_accepted);
        assert_int_equal(sum.accepted.won, c.price.won);
        came = came_of(&s, c.id);
        assert_int_equal(came.count, 3);
        assert_int_equal(came.items[2].part.amount.won, c.price.won - (100 * 21500 + 30 * 12000));
        assert_true(date_equals(came.items[2].part.on, day("2026-11-23")));
        assert_true(date_equals(sum.completed_on, day("2026-11-23")));
        assert_true(date_equals(sum.passed_on, day("2026-11-24")));

        assert_int_equal(came.items[1].part.amount.won, 30 * 12000);
        assert_int_equal(came.items[2].part.amount.won, 20 * 12000 + 10 * 15000);
        assert_int_equal(came.items[2].delivery.value, no[2].value);
        assert_int_equal(came.items[2].inspection.value,
                         delivery_testing_delivery(&s, no[2]).inspection.no.value);
        assert_true(date_equals(came.items[0].part.on, day("2026-11-20")));
        // In the place of what was sent back on the 23rd, which had come in time.
        assert_null(came.items[0].part.before);
        assert_true(date_equals(came.items[2].part.before->on, day("2026-11-19")));
        assert_true(date_equals(came.items[2].part.before->checked_on, day("2026-11-23")));
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
        delivery_testing_scene(&s, &t, &c);
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
        cmocka_unit_test(what_was_inspected_is_what_is_found_and_its_hash_fits),
        cmocka_unit_test(the_inspectors_day_counts_and_not_the_suppliers),
        cmocka_unit_test(the_claim_learns_what_was_accepted_by_which_day),
        cmocka_unit_test(a_list_shows_its_own_side_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
