// How many days a part is late, to the day: to its arrival, or to the day it passed (F-26).
#include "market/law/law_term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "market/law/law_testing.h"

#define MADE "2026-11-30"   // a contract whose inspections count
#define DUE "2026-12-10"    // a Thursday
#define PRICE WON(10000000) // at 0.08 % a day: 8,000 won

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

// What this part alone costs, as counted on a day.
static struct law_delay_line late_by(enum law_regime regime, const char *made,
                                     const struct law_delay_part *part, int32_t excused)
{
    struct law_delay_question contract = {
        .regime = regime,
        .object = LAW_GOODS,
        .contracted_on = day(made),
        .ppm = 800,
        .due_on = day(DUE),
        .excused_days = excused,
        .count_row = law_delay_counts_inspection(law, regime, day(made)),
        .contract_price = PRICE,
    };
    struct law_delay_sum sum;
    law_delay_add_up(law, arena, &contract, part, 1, day("2027-01-29"), &sum);
    assert_true((contract.count_row != NULL) == !date_before(day(made), day("2026-11-28")));
    assert_int_equal(sum.late.count, date_before(day(DUE), part->on));
    return sum.late.count == 0 ? (struct law_delay_line){.days = 0} : sum.late.items[0];
}

static struct law_delay_part part(const char *on, const char *checked_on, const char *inspect_by,
                                  const struct law_delay_turn *before)
{
    return (struct law_delay_part){
        .seq = 1,
        .on = day(on),
        .amount = PRICE,
        .checked_on = day(checked_on),
        .inspect_by = day(inspect_by),
        .before = before,
    };
}

static struct law_delay_turn turn(const char *on, const char *checked_on, const char *inspect_by,
                                  const struct law_delay_turn *before)
{
    return (struct law_delay_turn){day(on), day(checked_on), day(inspect_by), before};
}

static void what_comes_late_is_late_until_it_passed(void **state)
{
    (void)state;
    static const struct {
        const char *on;
        const char *passed_on;
        const char *inspect_by;
        int32_t days;
        int64_t damages;
    } CASES[] = {
        {"2026-12-09", "2026-12-22", "2026-12-23", 0,  0     }, // in time, inspected after
        {"2026-12-10", "2026-12-24", "2026-12-24", 0,  0     }, // on the last day
        {"2026-12-11", "2026-12-11", "2026-12-28", 1,  8000  },
        {"2026-12-11", "2026-12-12", "2026-12-28", 2,  16000 },
        {"2026-12-11", "2026-12-28", "2026-12-28", 18, 144000}, // the whole term of the inspection
        {"2026-12-11", "2026-12-29", "2026-12-28", 18, 144000}, // and no day of what it took beyond
        {"2026-12-11", "2027-01-15", "2026-12-28", 18, 144000},
        {"2026-12-30", "2027-01-05", "2026-12-28", 20, 160000}, // came after what it calls its term
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct law_delay_part p = part(CASES[i].on, CASES[i].passed_on, CASES[i].inspect_by, NULL);
        struct law_delay_line l = late_by(LAW_LOCAL, MADE, &p, 0);
        assert_int_equal(l.days, CASES[i].days);
        assert_int_equal(l.damages.won, CASES[i].damages);
    }
}

// The procurement service's own examples, with this contract's month.
static void what_was_sent_back_counts_from_that_day_if_it_had_come_in_time(void **state)
{
    (void)state;
    // Due on the 10th, asked by then, sent back on the 12th, passed on the 17th: six days.
    struct law_delay_turn in_time = turn("2026-12-09", "2026-12-12", "2026-12-23", NULL);
    struct law_delay_part again = part("2026-12-16", "2026-12-17", "2026-12-30", &in_time);
    struct law_delay_line l = late_by(LAW_STATE, MADE, &again, 0);
    assert_int_equal(l.days, 6);
    assert_true(date_equals(l.from, day("2026-12-12")));
    assert_true(date_equals(l.until, day("2026-12-17")));
    // Due on the 10th, asked on the 12th, sent back on the 15th, passed on the 20th: ten days.
    struct law_delay_turn late = turn("2026-12-12", "2026-12-15", "2026-12-28", NULL);
    again = part("2026-12-18", "2026-12-20", "2027-01-04", &late);
    assert_int_equal(late_by(LAW_STATE, MADE, &again, 0).days, 10);
    // Sent back while there was time: what then comes late is late like any other.
    in_time = turn("2026-12-03", "2026-12-08", "2026-12-17", NULL);
    again = part("2026-12-16", "2026-12-17", "2026-12-30", &in_time);
    assert_int_equal(late_by(LAW_STATE, MADE, &again, 0).days, 7);
    again = part("2026-12-10", "2026-12-17", "2026-12-24", &in_time);
    assert_int_equal(late_by(LAW_STATE, MADE, &again, 0).days, 0);
    // On the last day itself there still was.
    in_time.checked_on = day(DUE);
    again = part("2026-12-16", "2026-12-17", "2026-12-30", &in_time);
    assert_int_equal(late_by(LAW_STATE, MADE, &again, 0).days, 7);
    // Sent back twice: from the first time on.
    in_time = turn("2026-12-09", "2026-12-12", "2026-12-23", NULL);
    struct law_delay_turn twice = turn("2026-12-14", "2026-12-16", "2026-12-28", &in_time);
    again = part("2026-12-18", "2026-12-19", "2027-01-04", &twice);
    assert_int_equal(late_by(LAW_STATE, MADE, &again, 0).days, 8);
}

static void no_day_counts_that_an_inspection_took_beyond_its_term(void **state)
{
    (void)state;
    // Came on the 11th, sent back on 4 January though the 28th was the last day: seven days.
    struct law_delay_turn late = turn("2026-12-11", "2027-01-04", "2026-12-28", NULL);
    struct law_delay_part again = part("2027-01-06", "2027-01-08", "2027-01-20", &late);
    struct law_delay_line l = late_by(LAW_LOCAL, MADE, &again, 0);
    assert_int_equal(l.spared_days, 7);
    assert_int_equal(l.late_days, 29 - 7);
    assert_int_equal(l.days, 29 - 7);
    assert_int_equal(l.damages.won, 22 * 8000);
    // What nobody is to blame for goes off besides, down to nothing.
    assert_int_equal(late_by(LAW_LOCAL, MADE, &again, 2).days, 20);
    assert_int_equal(late_by(LAW_LOCAL, MADE, &again, 22).days, 0);
    assert_int_equal(late_by(LAW_LOCAL, MADE, &again, 23).days, 0);
}

static void a_contract_of_before_counts_to_the_day_of_arrival(void **state)
{
    (void)state;
    struct law_delay_turn in_time = turn("2026-12-09", "2026-12-12", "2026-12-23", NULL);
    struct law_delay_part again = part("2026-12-16", "2026-12-17", "2026-12-30", &in_time);
    assert_int_equal(late_by(LAW_LOCAL, "2026-11-27", &again, 0).days, 6); // 11th to 16th
    assert_int_equal(late_by(LAW_LOCAL, "2026-11-28", &again, 0).days, 6); // 12th to 17th
    struct law_delay_part late = part("2026-12-12", "2026-12-17", "2026-12-28", NULL);
    for (int regime = 0; regime < LAW_REGIME_COUNT; regime++) {
        assert_int_equal(late_by((enum law_regime)regime, "2026-11-27", &late, 0).days, 2);
        assert_int_equal(late_by((enum law_regime)regime, "2026-11-28", &late, 0).days, 7);
    }
}

// What did not come has no inspection: it is late until today.
static void what_did_not_come_is_late_until_today(void **state)
{
    (void)state;
    struct law_delay_part open = {.on = day("2026-12-20"), .amount = PRICE};
    assert_int_equal(late_by(LAW_LOCAL, MADE, &open, 0).days, 10);
}

// What one delivery brought costs what it cost as one part, however it is told apart; and what is
// counted from other days stands for itself.
static void to_tell_parts_of_a_delivery_apart_costs_no_won(void **state)
{
    (void)state;
    struct law_delay_turn sent_back = turn("2026-12-08", "2026-12-14", "2026-12-22", NULL);
    struct law_delay_part parts[] = {
        part("2026-12-16", "2026-12-16", "2026-12-30", NULL),
        part("2026-12-16", "2026-12-16", "2026-12-30", &sent_back),
        part("2026-12-16", "2026-12-16", "2026-12-30", NULL),
    };
    parts[0].amount = WON(33330);
    parts[1].amount = WON(17170);
    parts[2].amount = WON(500);
    struct law_delay_question contract = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .contracted_on = day("2026-11-27"),
        .ppm = 800,
        .due_on = day(DUE),
        .contract_price = WON(51000),
    };
    struct law_delay_sum sum;
    law_delay_add_up(law, arena, &contract, parts, COUNT(parts), day("2026-12-17"), &sum);
    assert_int_equal(sum.late.count, 1);
    assert_int_equal(sum.damages.won, 51000 * 6 * 8 / 10000); // 244.8
    contract.count_row = law_delay_counts_inspection(law, LAW_LOCAL, day(MADE));
    law_delay_add_up(law, arena, &contract, parts, COUNT(parts), day("2026-12-17"), &sum);
    assert_int_equal(sum.late.count, 2);
    assert_int_equal(sum.damages.won, 33830 * 6 * 8 / 10000 + 17170 * 3 * 8 / 10000);
}

// It is the contract that says whether they count: drawn without the clause, signed a day later.
static void a_contract_counts_by_the_rows_it_rests_on(void **state)
{
    (void)state;
    assert_null(law_delay_count_row_of(law, S("")));
    assert_null(law_delay_count_row_of(law, S("T-L08.8 F-12.1 F-2")));
    const struct law_fact *row = law_delay_count_row_of(law, S("T-L08.8 F-26.1 F-12.1"));
    assert_true(str_equals(row->head.id, S("F-26.1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_late_is_late_until_it_passed),
        cmocka_unit_test(what_was_sent_back_counts_from_that_day_if_it_had_come_in_time),
        cmocka_unit_test(no_day_counts_that_an_inspection_took_beyond_its_term),
        cmocka_unit_test(a_contract_of_before_counts_to_the_day_of_arrival),
        cmocka_unit_test(what_did_not_come_is_late_until_today),
        cmocka_unit_test(to_tell_parts_of_a_delivery_apart_costs_no_won),
        cmocka_unit_test(a_contract_counts_by_the_rows_it_rests_on),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
