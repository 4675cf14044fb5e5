// What a late part costs to the won, and when the money is due.
#include "market/claim/claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "market/law/law_term.h"
#include "market/law/law_testing.h"

static const struct law *law;
static struct calendar calendar;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    calendar = testing_calendar(arena);
    return 0;
}

// --- Moves ---------------------------------------------------------------------------------------

static void only_a_waiting_claim_moves(void **state)
{
    (void)state;
    static const int TO[CLAIM_STATE_COUNT][CLAIM_EVENT_COUNT] = {
        [CLAIM_CLAIMED] = {[CLAIM_RETURN] = CLAIM_RETURNED, [CLAIM_PAY] = CLAIM_PAID},
        [CLAIM_RETURNED] = {[CLAIM_RETURN] = -1,             [CLAIM_PAY] = -1        },
        [CLAIM_PAID] = {[CLAIM_RETURN] = -1,             [CLAIM_PAY] = -1        },
    };
    for (int from = 0; from < CLAIM_STATE_COUNT; from++) {
        for (int event = 0; event < CLAIM_EVENT_COUNT; event++) {
            enum claim_state s = (enum claim_state)from;
            bool may = TO[from][event] >= 0;
            assert_int_equal(claim_may(s, (enum claim_event)event), may);
            assert_ptr_equal(claim_move(&s, (enum claim_event)event),
                             may ? NULL : &CLAIM_WRONG_STATE);
            assert_int_equal(s, may ? TO[from][event] : from);
        }
        assert_int_equal(claim_state_from(str_view(claim_state_word((enum claim_state)from))),
                         from);
    }
    for (int i = 0; i < CLAIM_PROOF_STATE_COUNT; i++) {
        const char *word = claim_proof_state_word((enum claim_proof_state)i);
        assert_int_equal(claim_proof_state_from(str_view(word)), i);
    }
    assert_int_equal(claim_state_from(S("lost")), -1);
    assert_int_equal(claim_proof_state_from(S("lost")), -1);
}

// --- What is due ---------------------------------------------------------------------------------

// A contract with what was accepted of it; parts of zero are none.
static struct claim_basis basis(enum law_regime regime, enum law_object object, int64_t price,
                                struct delivery_came first, struct delivery_came second)
{
    struct claim_basis b = {
        .regime = regime,
        .object = object,
        .path = LAW_ONE_QUOTE,
        .contracted_on = day("2026-10-01"),
        .ends_on = day("2026-11-20"),
        .due_on = day("2026-11-20"),
        .price = WON(price),
        .came = {NEW_ARRAY(arena, 2, struct delivery_came), 0},
    };
    first.part.seq = 1;
    second.part.seq = 2;
    b.came.items[b.came.count++] = first;
    if (!money_is_zero(second.part.amount)) {
        b.came.items[b.came.count++] = second;
    }
    return b;
}

static struct delivery_came part(const char *delivered_on, int64_t accepted)
{
    date on = day(delivered_on);
    return (struct delivery_came){
        .part = {.on = on, .checked_on = on, .amount = WON(accepted)}
    };
}

static struct claim_bill judge(const struct claim_basis *b, int32_t excused_days)
{
    struct claim_bill bill;
    assert_null(claim_judge(law, arena, b, day("2026-11-27"), excused_days, &bill));
    assert_int_equal(bill.net.won + bill.delay.damages.won + bill.cut.won, bill.amount.won);
    return bill;
}

static const struct delivery_came NO_PART = {0};

static void a_day_late_costs_a_day_and_the_last_day_costs_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *delivered_on;
        int32_t excused;
        int32_t days;
        int64_t delay;
    } CASES[] = {
        {"2026-11-19", 0,  0,  0    },
        {"2026-11-20", 0,  0,  0    },
        {"2026-11-21", 0,  1,  8800 },
        {"2026-11-30", 0,  10, 88000},
        {"2026-11-30", 4,  6,  52800},
        {"2026-11-30", 9,  1,  8800 },
        {"2026-11-30", 10, 0,  0    },
        {"2026-11-30", 11, 0,  0    },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_basis b =
            basis(LAW_LOCAL, LAW_GOODS, 11000000, part(CASES[i].delivered_on, 11000000), NO_PART);
        struct claim_bill bill = judge(&b, CASES[i].excused);
        assert_int_equal(bill.delay.days, CASES[i].days);
        assert_int_equal(bill.delay.damages.won, CASES[i].delay);
        assert_int_equal(bill.net.won, 11000000 - CASES[i].delay);
        assert_int_equal(bill.delay.late.count, date_before(b.ends_on, day(CASES[i].delivered_on)));
    }
}

// 민법 제161조: what was promised for a Saturday or a holiday is in time on the next working day,
// and the day after that is the first late one.
static void a_last_day_that_nobody_works_on_is_the_next_working_day(void **state)
{
    (void)state;
    static const struct {
        const char *ends_on;
        const char *delivered_on;
        int32_t days;
    } CASES[] = {
        {"2026-11-20", "2026-11-21", 1}, // a Friday is itself
        {"2026-11-21", "2026-11-23", 0}, // Saturday to Monday
        {"2026-11-21", "2026-11-24", 1},
        {"2026-11-22", "2026-11-22", 0},
        {"2026-11-22", "2026-11-23", 0},
        {"2026-11-22", "2026-11-25", 2},
        {"2026-09-24", "2026-09-28", 0}, // Chuseok and the Sunday after it
        {"2026-09-24", "2026-09-29", 1},
        {"2026-10-03", "2026-10-06", 0}, // 개천절 on a Saturday, its 대체공휴일 on Monday
        {"2026-10-03", "2026-10-07", 1},
        {"2026-12-25", "2026-12-28", 0},
        {"2026-12-25", "2026-12-29", 1},
        {"2027-01-01", "2027-01-04", 0}, // over the new year and its week end
        {"2027-01-01", "2027-01-05", 1},
        {"2026-12-31", "2027-01-01", 1}, // days between are counted, working days or not
        {"2027-02-06", "2027-02-10", 0}, // Seollal on a Sunday and its 대체공휴일
        {"2027-02-06", "2027-02-11", 1},
    };
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct claim_basis b = basis((enum law_regime)r, LAW_GOODS, 10000000,
                                         part(CASES[i].delivered_on, 10000000), NO_PART);
            b.contracted_on = day("2026-08-03");
            b.ends_on = day(CASES[i].ends_on);
            b.due_on = calendar_working_day_from(&calendar, b.ends_on);
            struct claim_bill bill = judge(&b, 0);
            assert_int_equal(bill.delay.days, CASES[i].days);
            assert_int_equal(bill.delay.late_days, CASES[i].days);
            assert_int_equal(bill.delay.late.count, CASES[i].days > 0);
        }
    }
}

static void nothing_is_charged_from_a_day_whose_holidays_nobody_listed(void **state)
{
    (void)state;
    static const struct {
        const char *ends_on;
        const char *due_on;
        const char *delivered_on;
        const struct fault *fault;
    } CASES[] = {
        {"2027-12-31", "2027-12-31", "2028-01-03", NULL              }, // the last day listed
        {"2028-01-26", "2028-01-26", "2028-01-26", NULL              }, // in time all the same
        {"2028-01-26", "2028-01-26", "2028-01-31", &CLAIM_NO_CALENDAR}, // Seollal
        {"2027-12-31", "2028-01-03", "2028-01-04", &CLAIM_NO_CALENDAR}, // moved beyond the list
        {"2013-12-31", "2014-01-02", "2014-01-03", &CLAIM_NO_CALENDAR},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_basis b =
            basis(LAW_LOCAL, LAW_GOODS, 11000000, part(CASES[i].delivered_on, 11000000), NO_PART);
        b.ends_on = day(CASES[i].ends_on);
        b.due_on = day(CASES[i].due_on);
        struct claim_bill bill = judge(&b, 0);
        assert_ptr_equal(claim_check_calendar(&calendar, &b, &bill), CASES[i].fault);
    }
}

static void a_won_more_is_only_damages_when_it_makes_a_whole_one(void **state)
{
    (void)state;
    // One day at 0.08 %: 1,250 won of goods make one won.
    struct claim_basis b = basis(LAW_LOCAL, LAW_GOODS, 1249, part("2026-11-21", 1249), NO_PART);
    assert_int_equal(judge(&b, 0).delay.damages.won, 0);
    b = basis(LAW_LOCAL, LAW_GOODS, 1250, part("2026-11-21", 1250), NO_PART);
    assert_int_equal(judge(&b, 0).delay.damages.won, 1);
    b = basis(LAW_LOCAL, LAW_GOODS, 2499, part("2026-11-21", 2499), NO_PART);
    assert_int_equal(judge(&b, 0).delay.damages.won, 1);
}

static void damages_stop_at_thirty_percent_of_what_was_late(void **state)
{
    (void)state;
    struct claim_basis b =
        basis(LAW_LOCAL, LAW_GOODS, 10000000, part("2027-11-30", 10000000), NO_PART);
    struct claim_bill bill = judge(&b, 0); // 375 days: exactly 30 %
    assert_int_equal(bill.delay.damages.won, 3000000);
    assert_false(bill.delay.is_capped);
    assert_true(str_equals(bill.delay.cap_row->head.rule, S("F-15")));
    b.came.items[0].part.on = day("2027-12-01");
    bill = judge(&b, 0);
    assert_int_equal(bill.delay.damages.won, 3000000);
    assert_true(bill.delay.is_capped && bill.delay.late.items[0].is_capped);
    bill = judge(&b, 2); // excused below the cap again
    assert_int_equal(bill.delay.damages.won, 2992000);
    assert_false(bill.delay.is_capped);
    b.contracted_on = day("2019-06-24"); // before the cap was law
    assert_int_equal(judge(&b, 0).delay.damages.won, 3008000);
}

static void what_came_in_time_costs_nothing_and_what_was_taken_over_stops_counting(void **state)
{
    (void)state;
    struct claim_basis b = basis(LAW_LOCAL, LAW_GOODS, 11000000, part("2026-11-20", 1000000),
                                 part("2026-11-30", 10000000));
    struct claim_bill bill = judge(&b, 0);
    assert_int_equal(bill.delay.late.count, 1);
    assert_int_equal(bill.delay.base.won, 10000000);
    assert_int_equal(bill.delay.damages.won, 80000);
    assert_int_equal(bill.delay.late_days, 10);
    // Nine tenths a day late, one tenth ten days: each its own days.
    b = basis(LAW_LOCAL, LAW_GOODS, 10000000, part("2026-11-21", 9000000),
              part("2026-11-30", 1000000));
    bill = judge(&b, 0);
    assert_int_equal(bill.delay.late.items[0].damages.won, 7200);
    assert_int_equal(bill.delay.late.items[1].damages.won, 8000);
    assert_int_equal(bill.delay.damages.won, 15200);
    assert_int_equal(bill.delay.days, 10);
    bill = judge(&b, 1); // a day excused is excused to both
    assert_int_equal(bill.delay.damages.won, 7200);
    assert_int_equal(bill.delay.late.items[0].days, 0);
}

static void the_rate_follows_object_and_regime(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        enum law_object object;
        int64_t delay; // of 10,000,000 won, one day
        const char *rule;
    } CASES[] = {
        {LAW_LOCAL,          LAW_GOODS,         8000,  "F-11"},
        {LAW_LOCAL,          LAW_SERVICE,       13000, "F-12"},
        {LAW_LOCAL,          LAW_LEASE,         13000, "F-12"},
        {LAW_LOCAL,          LAW_WORKS_GENERAL, 5000,  "F-10"},
        {LAW_LOCAL_CORP,     LAW_GOODS,         8000,  "F-11"},
        {LAW_LOCAL_INVESTED, LAW_SERVICE,       13000, "F-12"},
        {LAW_STATE,          LAW_GOODS,         7500,  "F-11"},
        {LAW_STATE,          LAW_SERVICE,       12500, "F-12"},
        {LAW_STATE,          LAW_WORKS_OTHER,   5000,  "F-10"},
        {LAW_PUBCORP,        LAW_GOODS,         7500,  "F-11"},
        {LAW_PRIVATE_SCHOOL, LAW_SERVICE,       12500, "F-12"},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_basis b = basis(CASES[i].regime, CASES[i].object, 10000000,
                                     part("2026-11-21", 10000000), NO_PART);
        struct claim_bill bill = judge(&b, 0);
        assert_int_equal(bill.delay.damages.won, CASES[i].delay);
        assert_true(str_equals(bill.delay.rate->head.rule, str_view(CASES[i].rule)));
    }
}

// Five days of 8,800,000 won, whether the rate was signed or is the law's of the day; the row is
// that of transport. At most 30 %, as ever.
static void transport_costs_what_its_own_rate_says(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        int64_t signed_ppm;
        const char *came;
        int64_t damages;
    } CASES[] = {
        {LAW_LOCAL,      2500, "2026-11-25", 110000 },
        {LAW_LOCAL,      0,    "2026-11-25", 110000 },
        {LAW_LOCAL,      1300, "2026-11-25", 57200  }, // drawn by the usual one, before
        {LAW_STATE,      2500, "2026-11-25", 110000 },
        {LAW_PUBCORP,    0,    "2026-11-25", 110000 },
        {LAW_LOCAL_CORP, 0,    "2026-11-21", 22000  },
        {LAW_LOCAL,      2500, "2027-03-19", 2618000}, // 119 days
        {LAW_LOCAL,      2500, "2027-03-20", 2640000}, // 120 days: 30 %
        {LAW_LOCAL,      2500, "2027-03-21", 2640000},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_basis b =
            basis(CASES[i].regime, LAW_SERVICE, 8800000, part(CASES[i].came, 8800000), NO_PART);
        b.delay_ppm = CASES[i].signed_ppm;
        b.delay_variant = LAW_DELAY_TRANSPORT;
        struct claim_bill bill = judge(&b, 0);
        assert_int_equal(bill.delay.damages.won, CASES[i].damages);
        assert_true(str_equals(bill.delay.rate->head.rule, S("F-13")));
    }
}

static void the_signed_rate_is_the_one_that_counts(void **state)
{
    (void)state;
    struct claim_basis b =
        basis(LAW_LOCAL, LAW_GOODS, 10000000, part("2026-11-21", 10000000), NO_PART);
    b.delay_ppm = 500;
    struct claim_bill bill = judge(&b, 0);
    assert_int_equal(bill.delay.damages.won, 5000);
    assert_int_equal(bill.delay.ppm, 500);
}

static void the_treasury_of_the_state_pays_in_tens(void **state)
{
    (void)state;
    struct claim_basis b =
        basis(LAW_STATE, LAW_GOODS, 1000005, part("2026-11-21", 1000005), NO_PART);
    struct claim_bill bill = judge(&b, 0); // damages 750
    assert_int_equal(bill.delay.damages.won, 750);
    assert_int_equal(bill.cut.won, 5);
    assert_int_equal(bill.net.won, 999250);
    assert_true(str_equals(bill.round_row->head.rule, S("F-25")));
    b.came.items[0].part.on = day("2026-11-20");
    bill = judge(&b, 0);
    assert_int_equal(bill.net.won, 1000000);
    // A local institution may cut, and does not: the supplier gets the won.
    b.regime = LAW_LOCAL;
    bill = judge(&b, 0);
    assert_int_equal(bill.net.won, 1000005);
    assert_null(bill.round_row);
}

static void a_won_that_is_not_accepted_cannot_be_claimed(void **state)
{
    (void)state;
    struct claim_bill bill = {.delay = {.days = 7}};
    struct claim_basis b =
        basis(LAW_LOCAL, LAW_GOODS, 11000000, part("2026-11-20", 10999999), NO_PART);
    assert_ptr_equal(claim_judge(law, arena, &b, day("2026-11-27"), 0, &bill), &CLAIM_NOT_ACCEPTED);
    assert_int_equal(bill.delay.days, 7); // untouched
    b.came.items[0].part.amount = WON(11000000);
    assert_null(claim_judge(law, arena, &b, day("2026-11-27"), 0, &bill));
}

static void days_are_excused_with_words_and_not_beyond_the_delay(void **state)
{
    (void)state;
    assert_null(claim_check_excuse(0, 3, S("")));
    assert_null(claim_check_excuse(3, 3, S("눈")));
    assert_ptr_equal(claim_check_excuse(4, 3, S("눈")), &CLAIM_EXCUSE_TOO_MANY);
    assert_ptr_equal(claim_check_excuse(1, 3, S("")), &CLAIM_EXCUSE_NO_REASON);
    assert_ptr_equal(claim_check_excuse(1, 0, S("눈")), &CLAIM_EXCUSE_TOO_MANY);
}

// --- By when -------------------------------------------------------------------------------------

static date pay_by(enum law_regime regime, const char *claimed_on, const claim_turn_list *turns)
{
    const struct law_term *term = law_term_find(law, regime, S("payment"), day("2026-11-23"));
    return claim_pay_by(term, &calendar, turns, day(claimed_on));
}

static void five_working_days_skip_weekends_and_holidays(void **state)
{
    (void)state;
    static const struct {
        const char *claimed_on;
        const char *pay_by;
    } CASES[] = {
        {"2026-11-23", "2026-11-30"}, // Monday to Monday
        {"2026-11-27", "2026-12-04"}, // Friday
        {"2026-11-28", "2026-12-04"}, // Saturday counts as the Friday before
        {"2026-11-29", "2026-12-04"},
        {"2026-11-30", "2026-12-07"},
        {"2026-12-21", "2026-12-29"}, // over Christmas
        {"2026-12-30", "2027-01-07"}, // over New Year's Day
        {"2026-09-22", "2026-10-01"}, // over Chuseok
    };
    claim_turn_list none = {0};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        date got = pay_by(LAW_LOCAL, CASES[i].claimed_on, &none);
        if (!date_equals(got, day(CASES[i].pay_by))) {
            fail_msg("%s: %s", CASES[i].claimed_on, date_format_iso(arena, got).p);
        }
        assert_true(date_equals(pay_by(LAW_STATE, CASES[i].claimed_on, &none), got));
    }
}

static void the_clock_stands_while_a_claim_is_sent_back(void **state)
{
    (void)state;
    static const struct {
        const char *claimed_on;
        const char *returned_on;
        const char *again_on;
        const char *pay_by;
    } CASES[] = {
        {"2026-11-23", "2026-11-23", "2026-11-24", "2026-12-01"}, // nothing ran yet
        {"2026-11-23", "2026-11-24", "2026-11-25", "2026-12-02"},
        {"2026-11-23", "2026-11-25", "2026-11-30", "2026-12-04"}, // one day ran: four are left
        {"2026-11-23", "2026-11-30", "2026-12-07", "2026-12-08"}, // four ran: one is left
        {"2026-11-23", "2026-12-02", "2026-12-07", "2026-12-07"}, // the term had ended
        {"2026-11-23", "2026-12-02", "2026-12-05", "2026-12-07"}, // a Saturday
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_turn turn = {day(CASES[i].claimed_on), day(CASES[i].returned_on), S("")};
        claim_turn_list turns = {.items = &turn, .count = 1};
        date got = pay_by(LAW_LOCAL, CASES[i].again_on, &turns);
        if (!date_equals(got, day(CASES[i].pay_by))) {
            fail_msg("%zu: %s", i, date_format_iso(arena, got).p);
        }
    }
    // Twice sent back: the days of both count.
    struct claim_turn two[] = {
        {day("2026-11-23"), day("2026-11-25"), S("")},
        {day("2026-11-26"), day("2026-11-30"), S("")},
    };
    claim_turn_list turns = {.items = two, .count = 2};
    assert_true(date_equals(pay_by(LAW_LOCAL, "2026-12-01", &turns), day("2026-12-04")));
    const struct law_term *term = law_term_find(law, LAW_LOCAL, S("payment"), two[0].claimed_on);
    assert_int_equal(claim_days_left(term, &calendar, &turns), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_waiting_claim_moves),
        cmocka_unit_test(a_day_late_costs_a_day_and_the_last_day_costs_nothing),
        cmocka_unit_test(a_last_day_that_nobody_works_on_is_the_next_working_day),
        cmocka_unit_test(nothing_is_charged_from_a_day_whose_holidays_nobody_listed),
        cmocka_unit_test(a_won_more_is_only_damages_when_it_makes_a_whole_one),
        cmocka_unit_test(damages_stop_at_thirty_percent_of_what_was_late),
        cmocka_unit_test(what_came_in_time_costs_nothing_and_what_was_taken_over_stops_counting),
        cmocka_unit_test(the_rate_follows_object_and_regime),
        cmocka_unit_test(transport_costs_what_its_own_rate_says),
        cmocka_unit_test(the_signed_rate_is_the_one_that_counts),
        cmocka_unit_test(the_treasury_of_the_state_pays_in_tens),
        cmocka_unit_test(a_won_that_is_not_accepted_cannot_be_claimed),
        cmocka_unit_test(days_are_excused_with_words_and_not_beyond_the_delay),
        cmocka_unit_test(five_working_days_skip_weekends_and_holidays),
        cmocka_unit_test(the_clock_stands_while_a_claim_is_sent_back),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
