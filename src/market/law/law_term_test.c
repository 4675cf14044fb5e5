// Terms counted by hand, delay damages to the won, rounding.
#include "market/law/law_term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"

static struct arena *arena;
static const struct law *law;
static struct calendar calendar;

static int load(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    law = testing_law();
    calendar = testing_calendar(arena);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void each_term_ends_on_its_day(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        const char *kind;
        const char *event;
        const char *ends;
        enum law_confidence confidence;
    } CASES[] = {
        {LAW_LOCAL,          "inspection",      "2026-11-23", "2026-12-07", LAW_HIGH  },
        {LAW_LOCAL,          "inspection",      "2026-11-21", "2026-12-07", LAW_HIGH  }, // 5 December: Saturday
        {LAW_STATE,          "inspection",      "2026-11-23", "2026-12-07", LAW_HIGH  },
        {LAW_LOCAL,          "inspection",      "2026-06-30", "2026-07-07", LAW_MEDIUM}, // last temporary day
        {LAW_LOCAL,          "inspection",      "2026-07-01", "2026-07-15", LAW_HIGH  },
        {LAW_STATE,          "inspection",      "2026-06-30", "2026-07-14", LAW_HIGH  },
        {LAW_LOCAL,          "payment",         "2026-11-23", "2026-11-30", LAW_HIGH  },
        {LAW_LOCAL,          "payment",         "2026-09-22", "2026-10-01", LAW_HIGH  }, // over Chuseok
        {LAW_LOCAL_CORP,     "payment",         "2026-11-27", "2026-12-04", LAW_HIGH  },
        {LAW_PRIVATE_SCHOOL, "payment",         "2026-11-27", "2026-12-04", LAW_HIGH  },
        {LAW_LOCAL,          "payment",         "2026-06-29", "2026-07-02", LAW_MEDIUM},
        {LAW_LOCAL,          "disclosure",      "2026-11-23", "2026-11-23", LAW_HIGH  },
        {LAW_LOCAL,          "disclosure_keep", "2026-11-23", "2031-11-24", LAW_HIGH  }, // 23rd: Sunday
        {LAW_PUBCORP,        "disclosure_keep", "2026-11-23", "2027-11-23", LAW_HIGH  },
        {LAW_LOCAL,          "annual_report",   "2026-12-31", "2027-03-02", LAW_HIGH  }, // 1 March: holiday
        {LAW_LOCAL,          "quote_notice",    "2026-11-20", "2026-11-25", LAW_HIGH  },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        date event = day(CASES[i].event);
        const struct law_term *term =
            law_term_find(law, CASES[i].regime, str_view(CASES[i].kind), event);
        assert_non_null(term);
        date ends = law_term_ends(term, &calendar, event);
        if (!date_equals(ends, day(CASES[i].ends))) {
            fail_msg("%zu: %s", i, date_format_iso(arena, ends).p);
        }
        assert_int_equal(term->head.confidence, CASES[i].confidence);
    }
    assert_null(law_term_find(law, LAW_LOCAL, S("nothing"), day("2026-11-23")));
    // A notice of three days began with the rule of 2026-07-01.
    assert_null(law_term_find(law, LAW_LOCAL, S("quote_notice"), day("2026-06-30")));
}

static struct law_delay_question late(enum law_object object, int64_t price, const char *due,
                                      const char *delivered)
{
    return (struct law_delay_question){
        .regime = LAW_LOCAL,
        .object = object,
        .contracted_on = day("2026-10-01"),
        .due_on = day(due),
        .delivered_on = day(delivered),
        .contract_price = WON(price),
    };
}

static void damages_are_base_times_rate_times_days(void **state)
{
    (void)state;
    static const struct {
        enum law_object object;
        int64_t price;
        int64_t accepted;
        int32_t excused;
        const char *due;
        const char *delivered;
        int32_t days;
        int64_t damages;
    } CASES[] = {
        {LAW_GOODS,         11000000,  0,        0,  "2026-11-20", "2026-11-20", 0,  0     },
        {LAW_GOODS,         11000000,  0,        0,  "2026-11-20", "2026-11-19", 0,  0     },
        {LAW_GOODS,         11000000,  0,        0,  "2026-11-20", "2026-11-21", 1,  8800  },
        {LAW_GOODS,         11000000,  0,        0,  "2026-11-20", "2026-11-30", 10, 88000 },
        {LAW_GOODS,         11000000,  1000000,  0,  "2026-11-20", "2026-11-30", 10, 80000 },
        {LAW_GOODS,         11000000,  0,        4,  "2026-11-20", "2026-11-30", 6,  52800 },
        {LAW_GOODS,         11000000,  0,        11, "2026-11-20", "2026-11-30", 0,  0     },
        {LAW_SERVICE,       3333333,   0,        0,  "2026-11-20", "2026-11-23", 3,  12999 }, // 12,999.99
        {LAW_WORKS_GENERAL, 100000000, 0,        0,  "2026-11-20", "2026-11-22", 2,  100000},
        {LAW_GOODS,         11000000,  11000000, 0,  "2026-11-20", "2026-11-30", 10, 0     },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct law_delay_question q =
            late(CASES[i].object, CASES[i].price, CASES[i].due, CASES[i].delivered);
        q.accepted_price = WON(CASES[i].accepted);
        q.excused_days = CASES[i].excused;
        struct law_delay d;
        law_delay_judge(law, &q, &d);
        assert_int_equal(d.days, CASES[i].days);
        assert_int_equal(d.damages.won, CASES[i].damages);
        assert_false(d.is_capped);
    }
}

static void damages_stop_at_thirty_percent_since_2019(void **state)
{
    (void)state;
    struct law_delay_question q = late(LAW_GOODS, 10000000, "2026-11-20", "2027-11-30"); // 375 days
    struct law_delay d;
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 3000000); // 30.00 %: exactly the cap
    assert_false(d.is_capped);
    q.delivered_on = day("2027-12-01");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 3000000);
    assert_true(d.is_capped);
    assert_true(d.may_terminate);

    q.contracted_on = day("2019-06-25");
    law_delay_judge(law, &q, &d);
    assert_true(d.is_capped);
    q.contracted_on = day("2019-06-24");
    law_delay_judge(law, &q, &d);
    assert_false(d.is_capped);
    assert_int_equal(d.damages.won, 3008000);

    q.regime = LAW_STATE;
    q.contracted_on = day("2018-12-04");
    q.delivered_on = day("2029-01-01");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 3000000);
    q.contracted_on = day("2018-12-03");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 5797500); // 773 days
    q.delivered_on = day("2036-01-01");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 10000000); // uncapped, but never above the base
}

static void ten_percent_of_damages_opens_termination(void **state)
{
    (void)state;
    struct law_delay_question q = late(LAW_GOODS, 10000000, "2026-11-20", "2027-03-25"); // 125 days
    struct law_delay d;
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.days, 125);
    assert_true(d.may_terminate);
    q.delivered_on = day("2027-03-24");
    law_delay_judge(law, &q, &d);
    assert_false(d.may_terminate);
}

static void other_variants_have_their_own_rate(void **state)
{
    (void)state;
    struct law_delay_question q = late(LAW_GOODS, 10000000, "2026-11-20", "2026-11-21");
    struct law_delay d;
    q.variant = S("design_approval");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 5000);
    q.variant = S("transport");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 25000);
    q.variant = S("military_food"); // of the state only
    law_delay_judge(law, &q, &d);
    assert_null(d.rate);
    assert_int_equal(d.damages.won, 0);
    q.regime = LAW_STATE;
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 15000);
}

static void the_signed_rate_comes_before_the_laws(void **state)
{
    (void)state;
    struct law_delay_question q = late(LAW_GOODS, 10000000, "2026-11-20", "2026-11-21");
    struct law_delay d;
    q.ppm = 500;
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 5000);
    assert_int_equal(d.rate->ppm, 800); // the law's stays to be seen
    q.delivered_on = day("2029-11-20");
    law_delay_judge(law, &q, &d);
    assert_int_equal(d.damages.won, 3000000); // under the law's cap all the same
    q.variant = S("military_food");           // no rate of the law
    q.delivered_on = day("2026-11-21");
    law_delay_judge(law, &q, &d);
    assert_null(d.rate);
    assert_int_equal(d.damages.won, 5000);
}

static void below_ten_won_is_cut(void **state)
{
    (void)state;
    struct law_rounded r = law_round(law, LAW_LOCAL, WON(1234569), day("2026-11-23"));
    assert_int_equal(r.amount.won, 1234560);
    assert_int_equal(r.cut.won, 9);
    assert_false(r.must);
    r = law_round(law, LAW_STATE, WON(9), day("2026-11-23"));
    assert_int_equal(r.amount.won, 0);
    assert_true(r.must);
    r = law_round(law, LAW_PUBCORP, WON(10), day("2026-11-23"));
    assert_int_equal(r.amount.won, 10);
    assert_int_equal(r.cut.won, 0);
    // 국고금 관리법 제47조제3항: who pays no money of the treasury may follow it, and need not.
    assert_false(r.must);
    assert_false(law_round(law, LAW_PRIVATE_SCHOOL, WON(19), day("2026-11-23")).must);
    assert_true(law_round(law, LAW_STATE, WON(19), day("2026-11-23")).must);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_term_ends_on_its_day),
        cmocka_unit_test(damages_are_base_times_rate_times_days),
        cmocka_unit_test(damages_stop_at_thirty_percent_since_2019),
        cmocka_unit_test(ten_percent_of_damages_opens_termination),
        cmocka_unit_test(other_variants_have_their_own_rate),
        cmocka_unit_test(the_signed_rate_comes_before_the_laws),
        cmocka_unit_test(below_ten_won_is_cut),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
