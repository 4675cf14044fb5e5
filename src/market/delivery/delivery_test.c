// What may be brought, what an inspection says of it, and what is late: without a database.
#include "market/delivery/delivery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "base/digest.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

// 100 boxes at 10,000 won, of which so many were accepted and so many wait.
static struct delivery_line line_of(int64_t accepted, int64_t waiting)
{
    return (struct delivery_line){
        .seq = 1,
        .title = S("재생 복사용지"),
        .unit = S("상자"),
        .price = WON(10000),
        .ordered = 100,
        .delivered = accepted + waiting,
        .accepted = accepted,
        .waiting = waiting,
        .accepted_on = DATE_NONE,
        .passed_on = DATE_NONE,
        .waiting_on = DATE_NONE,
    };
}

static void every_state_and_method_has_its_word(void **state)
{
    (void)state;
    for (int i = 0; i < DELIVERY_STATE_COUNT; i++) {
        str word = str_view(delivery_state_word((enum delivery_state)i));
        assert_int_equal(delivery_state_from(word), i);
        assert_true(delivery_state_label((enum delivery_state)i).n > 0);
        assert_true(delivery_state_tone((enum delivery_state)i).n > 0);
    }
    for (int i = 0; i < INSPECTION_METHOD_COUNT; i++) {
        str word = str_view(inspection_method_word((enum inspection_method)i));
        assert_int_equal(inspection_method_from(word), i);
        assert_true(inspection_method_label((enum inspection_method)i).n > 0);
    }
    assert_int_equal(delivery_state_from(S("lost")), -1);
    assert_int_equal(inspection_method_from(S("")), -1);
    assert_true(str_equals(delivery_paper_label(LAW_GOODS), S("납품서")));
    assert_true(str_equals(delivery_paper_label(LAW_SERVICE), S("완료계")));
    assert_true(str_equals(delivery_paper_label(LAW_WORKS_GENERAL), S("준공계")));
}

static void one_over_the_open_quantity_is_refused(void **state)
{
    (void)state;
    struct delivery_line l = line_of(60, 15);
    assert_int_equal(delivery_open(&l), 25);
    assert_null(delivery_check_quantity(&l, 25));
    assert_ptr_equal(delivery_check_quantity(&l, 26), &DELIVERY_TOO_MANY);
    assert_null(delivery_check_quantity(&l, 0));
    l = line_of(100, 0);
    assert_null(delivery_check_quantity(&l, 0));
    assert_ptr_equal(delivery_check_quantity(&l, 1), &DELIVERY_TOO_MANY);
}

static void what_was_refused_is_open_again(void **state)
{
    (void)state;
    struct delivery_line l = line_of(60, 0);
    l.delivered = 100;
    l.refused = 40;
    assert_int_equal(delivery_open(&l), 40);
}

static void a_delivery_lies_between_contract_and_today(void **state)
{
    (void)state;
    struct contract c = {.contracted_on = day("2026-11-20")};
    date today = day("2026-11-24");
    assert_null(delivery_check_day(&c, day("2026-11-24"), today));
    assert_ptr_equal(delivery_check_day(&c, day("2026-11-25"), today), &DELIVERY_IN_FUTURE);
    assert_null(delivery_check_day(&c, day("2026-11-20"), today));
    assert_ptr_equal(delivery_check_day(&c, day("2026-11-19"), today), &DELIVERY_BEFORE_CONTRACT);
}

static void an_inspection_lies_between_arrival_and_today(void **state)
{
    (void)state;
    date came = day("2026-11-20");
    date today = day("2026-11-24");
    assert_null(inspection_check_day(came, day("2026-11-24"), today));
    assert_ptr_equal(inspection_check_day(came, day("2026-11-25"), today), &INSPECTION_IN_FUTURE);
    assert_null(inspection_check_day(came, day("2026-11-20"), today));
    assert_ptr_equal(inspection_check_day(came, day("2026-11-19"), today), &INSPECTION_TOO_EARLY);
}

// Due on the 20th: noted on a day, for a day.
static void what_is_noted_late_for_a_day_in_time_is_doubted(void **state)
{
    (void)state;
    static const struct {
        const char *noted;
        const char *delivered;
        bool doubted;
    } CASES[] = {
        {"2026-11-20", "2026-11-20", false},
        {"2026-11-21", "2026-11-20", true },
        {"2026-11-21", "2026-11-21", false}, // late, and says so
        {"2026-11-21", "2026-11-03", true },
    };
    struct calendar calendar = testing_calendar(arena);
    struct contract c = {.ends_on = day("2026-11-20")};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct delivery d = {.delivered_on = day(CASES[i].delivered),
                             .noted_at = instant_at(day(CASES[i].noted), 0, 0)};
        assert_int_equal(inspection_doubts_arrival(&calendar, &c, &d), CASES[i].doubted);
    }
    c.ends_on = day("2026-11-22"); // a Sunday: in time until Monday
    struct delivery d = {.delivered_on = day("2026-11-23"),
                         .noted_at = instant_at(day("2026-11-23"), 0, 0)};
    assert_false(inspection_doubts_arrival(&calendar, &c, &d));
    d.noted_at = instant_at(day("2026-11-24"), 0, 0);
    assert_true(inspection_doubts_arrival(&calendar, &c, &d));
}

static void accepted_and_refused_add_up_to_what_was_brought(void **state)
{
    (void)state;
    static const struct {
        int64_t passed;
        int64_t failed;
        bool has_reason;
        err expected;
    } CASES[] = {
        {10,        0,         false, NULL                    },
        {9,         1,         true,  NULL                    },
        {0,         10,        true,  NULL                    },
        {9,         1,         false, &INSPECTION_NEEDS_REASON},
        {0,         10,        false, &INSPECTION_NEEDS_REASON},
        {9,         0,         false, &INSPECTION_SUM         },
        {10,        1,         true,  &INSPECTION_SUM         },
        {11,        0,         false, &INSPECTION_SUM         },
        {11,        -1,        true,  &INSPECTION_SUM         },
        {-1,        11,        true,  &INSPECTION_SUM         },
        {INT64_MAX, INT64_MAX, true,  &INSPECTION_SUM         },
        {INT64_MAX, INT64_MIN, true,  &INSPECTION_SUM         },
        {0,         0,         false, &INSPECTION_SUM         },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct delivery_line l = {
            .row = 1,
            .brought = 10,
            .passed = CASES[i].passed,
            .failed = CASES[i].failed,
            .reason = CASES[i].has_reason ? S("모서리가 젖었습니다.") : S(""),
        };
        assert_ptr_equal(inspection_check_line(&l), CASES[i].expected);
    }
}

static void the_result_follows_from_the_lines(void **state)
{
    (void)state;
    struct delivery_line items[] = {
        {.row = 1,     .brought = 5, .passed = 5},
        {.row = 0    }, // not in this delivery
        {.row = 2, .brought = 3,             .passed = 3                },
    };
    delivery_line_list lines = {.items = items, .count = 3};
    assert_int_equal(inspection_result(&lines), DELIVERY_ACCEPTED);
    items[2].passed = 2;
    items[2].failed = 1;
    assert_int_equal(inspection_result(&lines), DELIVERY_PART_ACCEPTED);
    items[2].passed = 0;
    items[2].failed = 3;
    assert_int_equal(inspection_result(&lines), DELIVERY_PART_ACCEPTED);
    items[0].passed = 0;
    items[0].failed = 5;
    assert_int_equal(inspection_result(&lines), DELIVERY_REFUSED);
}

static void what_is_signed_changes_with_every_field(void **state)
{
    (void)state;
    struct delivery_line item = {
        .row = 1, .seq = 1, .title = S("종이"), .unit = S("상자"), .brought = 5, .passed = 5};
    delivery_line_list lines = {.items = &item, .count = 1};
    struct delivery d = {.no = {1}, .contract_number = S("2026-1"), .seq = 1};
    struct inspection i = {.no = {2},
                           .inspector = {3},
                           .inspector_name = S("정마루"),
                           .result = DELIVERY_ACCEPTED,
                           .opinion = S("이상 없음\nresult=refused")};
    str first = digest_sha256(arena, inspection_content(arena, &d, &i, &lines));
    assert_true(str_equals(first, digest_sha256(arena, inspection_content(arena, &d, &i, &lines))));
    item.passed = 4;
    item.failed = 1;
    assert_false(
        str_equals(first, digest_sha256(arena, inspection_content(arena, &d, &i, &lines))));
    item.passed = 5;
    item.failed = 0;
    i.inspector.value = 4;
    assert_false(
        str_equals(first, digest_sha256(arena, inspection_content(arena, &d, &i, &lines))));
    i.inspector.value = 3;
    i.arrived_on = day("2026-11-24");
    assert_false(
        str_equals(first, digest_sha256(arena, inspection_content(arena, &d, &i, &lines))));
    // An opinion cannot write a field of its own.
    str content = inspection_content(arena, &d, &i, &lines);
    assert_false(str_contains(content, S("\nresult=refused")));
    assert_true(str_contains(content, S("\nresult=accepted\n")));
    // A line that is not in the delivery is not signed for.
    item.row = 0;
    assert_false(str_contains(inspection_content(arena, &d, &i, &lines), S("line=")));
}

// Two lines, ordered 100 each; the contract ends on 2026-11-20.
static void the_sum_tells_what_was_brought_when(void **state)
{
    (void)state;
    struct delivery_line items[] = {line_of(100, 0), line_of(40, 0)};
    delivery_line_list lines = {.items = items, .count = 2};
    items[0].accepted_on = day("2026-11-18");
    items[0].passed_on = day("2026-11-21");
    items[1].accepted_on = day("2026-11-19");
    items[1].passed_on = day("2026-11-20");
    struct delivery_sum sum;
    delivery_add_up(&lines, &sum);
    assert_false(sum.all_brought);
    assert_false(sum.all_accepted);
    assert_int_equal(sum.accepted.won, 1400000);
    assert_true(date_is_none(sum.completed_on) && date_is_none(sum.passed_on));
    assert_true(date_equals(sum.brought_on, day("2026-11-19")));

    items[1] = line_of(40, 60); // the rest waits
    items[1].accepted_on = day("2026-11-19");
    items[1].waiting_on = day("2026-11-23");
    delivery_add_up(&lines, &sum);
    assert_true(sum.all_brought);
    assert_false(sum.all_accepted);
    assert_true(date_equals(sum.brought_on, day("2026-11-23")));

    items[1] = line_of(100, 0);
    items[1].accepted_on = day("2026-11-23");
    items[1].passed_on = day("2026-11-25");
    delivery_add_up(&lines, &sum);
    assert_true(sum.all_brought && sum.all_accepted);
    assert_int_equal(sum.accepted.won, 2000000);
    assert_true(date_equals(sum.completed_on, day("2026-11-23")));
    assert_true(date_equals(sum.passed_on, day("2026-11-25")));
}

// Of a contract that ends on a day.
static struct law_delay_sum delay_by(const char *ends_on, struct delivery_came *came, size_t count,
                                     const char *today)
{
    struct calendar calendar = testing_calendar(arena);
    struct contract c = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .contracted_on = day("2026-11-02"),
        .ends_on = day(ends_on),
        .price = WON(1000000),
    };
    delivery_came_list list = {.items = came, .count = count};
    struct law_delay_sum delay;
    delivery_judge_delay(law, &calendar, arena, &c, &list, day(today), &delay);
    return delay;
}

static struct law_delay_sum delay_of(struct delivery_came *came, size_t count, const char *today)
{
    return delay_by("2026-11-20", came, count, today);
}

// 민법 제161조: a Sunday's contract is late from Tuesday on.
static void delay_begins_after_the_working_day_that_follows_a_holiday(void **state)
{
    (void)state;
    struct delivery_came came = {
        .part = {.seq = 1, .on = day("2026-11-23"), .amount = WON(600000)}
    };
    assert_int_equal(delay_by("2026-11-22", NULL, 0, "2026-11-23").damages.won, 0);
    assert_int_equal(delay_by("2026-11-22", &came, 1, "2026-11-24").days, 1);
    assert_int_equal(delay_by("2026-11-22", &came, 1, "2026-11-24").damages.won, 320);
    came.part.on = day("2026-11-24");
    assert_int_equal(delay_by("2026-11-22", &came, 1, "2026-11-24").damages.won, 800);
}

// 0.8/1000 a day (F-11) of the price less what was brought in time (F-15).
static void delay_runs_until_all_was_brought(void **state)
{
    (void)state;
    struct delivery_came came[] = {
        {.part = {.seq = 1, .on = day("2026-11-18"), .amount = WON(600000)}},
        {.part = {.seq = 2, .on = day("2026-11-22"), .amount = WON(400000)}},
    };
    assert_int_equal(delay_of(came, 1, "2026-11-20").days, 0);
    assert_int_equal(delay_of(came, 1, "2026-11-21").days, 1);
    assert_int_equal(delay_of(came, 1, "2026-11-21").damages.won, 320); // 400,000 × 0.0008
    assert_int_equal(delay_of(came, 1, "2026-11-24").damages.won, 1280);

    // The rest was brought two days late; the inspector's time is not the supplier's.
    assert_int_equal(delay_of(came, 2, "2026-12-01").days, 2);
    assert_int_equal(delay_of(came, 2, "2026-12-01").damages.won, 640);

    // Refused, it was never brought: the delay runs on.
    assert_int_equal(delay_of(came, 1, "2026-12-01").days, 11);

    // Each part to its own day, whole won of each; what is open to today.
    came[0] = (struct delivery_came){
        .part = {.seq = 1, .on = day("2026-11-21"), .amount = WON(600001)}
    };
    came[1].part.amount = WON(300001);
    struct law_delay_sum delay = delay_of(came, 2, "2026-11-30");
    assert_int_equal(delay.late.count, 3);
    assert_int_equal(delay.late.items[0].damages.won, 480);
    assert_int_equal(delay.late.items[1].damages.won, 480);
    assert_int_equal(delay.late.items[2].damages.won, 799); // 99,998 × 0.0008 × 10
    assert_int_equal(delay.late.items[2].seq, 0);
    assert_int_equal(delay.damages.won, 1759);
    assert_int_equal(delay.days, 10);
}

// V-02: the tenth of the month after, or the next working day.
static void what_came_is_claimed_by_the_day_of_its_tax_invoice(void **state)
{
    (void)state;
    static const struct {
        const char *came;
        const char *by;
    } ROWS[] = {
        {"2026-11-01", "2026-12-10"},
        {"2026-11-30", "2026-12-10"},
        {"2026-12-01", "2027-01-11"}, // the tenth is a Sunday
        {"2026-12-31", "2027-01-11"},
        {"2026-01-31", "2026-02-10"},
        {"2026-02-28", "2026-03-10"},
    };
    struct calendar calendar = testing_calendar(arena);
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        struct contract c = {.regime = (enum law_regime)r, .object = LAW_GOODS};
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            str article = S("");
            date by = delivery_claim_by(law, &calendar, &c, day(ROWS[i].came), &article);
            assert_true(date_equals(by, day(ROWS[i].by)));
            assert_true(str_equals(article, S("부가가치세법 제34조")));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_and_method_has_its_word),
        cmocka_unit_test(one_over_the_open_quantity_is_refused),
        cmocka_unit_test(what_was_refused_is_open_again),
        cmocka_unit_test(a_delivery_lies_between_contract_and_today),
        cmocka_unit_test(an_inspection_lies_between_arrival_and_today),
        cmocka_unit_test(what_is_noted_late_for_a_day_in_time_is_doubted),
        cmocka_unit_test(accepted_and_refused_add_up_to_what_was_brought),
        cmocka_unit_test(the_result_follows_from_the_lines),
        cmocka_unit_test(what_is_signed_changes_with_every_field),
        cmocka_unit_test(the_sum_tells_what_was_brought_when),
        cmocka_unit_test(delay_runs_until_all_was_brought),
        cmocka_unit_test(delay_begins_after_the_working_day_that_follows_a_holiday),
        cmocka_unit_test(what_came_is_claimed_by_the_day_of_its_tax_invoice),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
