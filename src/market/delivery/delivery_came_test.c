// What came in whose place: without a database.
#include "market/delivery/delivery_came.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"

// `passed` of a piece that waits.
#define WAITS (-1)

static struct delivery_piece piece(int64_t seq, const char *on, const char *inspected_on,
                                   int64_t brought, int64_t passed)
{
    return (struct delivery_piece){
        .seq = seq,
        .delivery = {100 + seq},
        .inspection = {passed == WAITS ? 0 : 200 + seq},
        .on = day(on),
        .inspected_on = passed == WAITS ? DATE_NONE : day(inspected_on),
        .inspect_by = date_add_days(day(on), 14),
        .brought = brought,
        .accepted = passed == WAITS ? 0 : passed,
        .refused = passed == WAITS ? 0 : brought - passed,
    };
}

static delivery_came_list read_line(int64_t ordered, const struct delivery_piece *pieces,
                                    size_t count)
{
    struct delivery_came_reader r;
    delivery_came_begin(&r, arena);
    delivery_came_line(&r, WON(1000), ordered);
    for (size_t i = 0; i < count; i++) {
        delivery_came_add(&r, &pieces[i]);
    }
    delivery_came_end(&r);
    return r.list;
}

static void assert_came(const struct delivery_came *came, int64_t seq, int64_t quantity,
                        const char *sent_back_on)
{
    assert_int_equal(came->part.seq, seq);
    assert_int_equal(came->delivery.value, 100 + seq);
    assert_int_equal(came->part.amount.won, quantity * 1000);
    assert_true((came->part.before == NULL) == (sent_back_on == NULL));
    if (sent_back_on != NULL) {
        assert_true(date_equals(came->part.before->checked_on, day(sent_back_on)));
    }
}

static void what_is_brought_again_stands_in_the_place_of_what_was_sent_back(void **state)
{
    (void)state;
    // 60 of 100, of which 20 are sent back on the 5th; then 50, 10 of them for the second time sent
    // back; then the last 20.
    const struct delivery_piece pieces[] = {
        piece(1, "2026-12-01", "2026-12-05", 60, 40),
        piece(2, "2026-12-07", "2026-12-09", 50, 40),
        piece(3, "2026-12-11", "2026-12-12", 20, 20),
    };
    delivery_came_list came = read_line(100, pieces, COUNT(pieces));
    assert_int_equal(came.count, 5);
    assert_came(&came.items[0], 1, 40, NULL);
    assert_came(&came.items[1], 2, 20, "2026-12-05");
    assert_came(&came.items[2], 2, 20, NULL);
    assert_came(&came.items[3], 3, 10, "2026-12-09");
    assert_came(&came.items[4], 3, 10, NULL);
    assert_null(came.items[3].part.before->before); // those ten came for the first time on the 7th
    int64_t sum = 0;
    for (size_t i = 0; i < came.count; i++) {
        sum += came.items[i].part.amount.won;
    }
    assert_int_equal(sum, 100 * 1000);
}

static void what_is_sent_back_twice_keeps_both_turns(void **state)
{
    (void)state;
    const struct delivery_piece pieces[] = {
        piece(1, "2026-12-01", "2026-12-05", 10, 0),
        piece(2, "2026-12-07", "2026-12-09", 10, 0),
        piece(3, "2026-12-11", NULL, 10, WAITS),
    };
    delivery_came_list came = read_line(10, pieces, COUNT(pieces));
    assert_int_equal(came.count, 1);
    assert_came(&came.items[0], 3, 10, "2026-12-09");
    assert_true(date_is_none(came.items[0].part.checked_on));
    assert_true(date_equals(came.items[0].part.before->before->on, day("2026-12-01")));
    assert_null(came.items[0].part.before->before->before);
}

// The second part was on its way when the first was sent back: it is no answer to that.
static void what_came_before_the_inspection_came_for_the_first_time(void **state)
{
    (void)state;
    const struct delivery_piece pieces[] = {
        piece(1, "2026-12-01", "2026-12-05", 50, 0),
        piece(2, "2026-12-04", "2026-12-05", 50, 50),
        piece(3, "2026-12-08", "2026-12-09", 50, 50),
    };
    delivery_came_list came = read_line(100, pieces, COUNT(pieces));
    assert_int_equal(came.count, 2);
    assert_came(&came.items[0], 2, 50, NULL);
    assert_came(&came.items[1], 3, 50, "2026-12-05");
    // Where nothing is left to come for the first time, it can be nothing else: a day was
    // corrected.
    const struct delivery_piece corrected[] = {
        piece(1, "2026-12-01", "2026-12-05", 50, 0),
        piece(2, "2026-12-04", "2026-12-06", 50, 50),
    };
    came = read_line(50, corrected, COUNT(corrected));
    assert_int_equal(came.count, 1);
    assert_came(&came.items[0], 2, 50, "2026-12-05");
}

static void what_did_not_come_again_stands_before_the_rest(void **state)
{
    (void)state;
    const struct delivery_piece pieces[] = {
        piece(1, "2026-12-01", "2026-12-05", 50, 20),
        piece(2, "2026-12-06", "2026-12-07", 10, 10),
    };
    delivery_came_list came = read_line(100, pieces, COUNT(pieces));
    assert_int_equal(came.count, 3);
    assert_int_equal(came.items[0].part.seq, 0);
    assert_int_equal(came.items[0].part.amount.won, 20 * 1000); // of thirty that were sent back
    assert_true(date_equals(came.items[0].part.before->checked_on, day("2026-12-05")));
    assert_came(&came.items[1], 1, 20, NULL);
    assert_came(&came.items[2], 2, 10, "2026-12-05");
}

// Lines of one delivery with the same past are one part; there may be many deliveries.
static void lines_of_one_delivery_add_up(void **state)
{
    (void)state;
    struct delivery_came_reader r;
    delivery_came_begin(&r, arena);
    for (int line = 0; line < 2; line++) {
        delivery_came_line(&r, WON(1000), 300);
        for (int64_t seq = 1; seq <= 299; seq += 2) {
            struct delivery_piece sent_back = piece(seq, "2026-12-01", "2026-12-05", 2, 0);
            struct delivery_piece again = piece(seq + 1, "2026-12-06", "2026-12-07", 2, 2);
            delivery_came_add(&r, &sent_back);
            delivery_came_add(&r, &again);
        }
    }
    delivery_came_end(&r);
    assert_int_equal(r.list.count, 150);
    for (size_t i = 0; i < r.list.count; i++) {
        assert_came(&r.list.items[i], 2 * (int64_t)i + 2, 4, "2026-12-05");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_brought_again_stands_in_the_place_of_what_was_sent_back),
        cmocka_unit_test(what_is_sent_back_twice_keeps_both_turns),
        cmocka_unit_test(what_came_before_the_inspection_came_for_the_first_time),
        cmocka_unit_test(what_did_not_come_again_stands_before_the_rest),
        cmocka_unit_test(lines_of_one_delivery_add_up),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
