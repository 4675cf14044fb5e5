// Which rate of 지연배상금 binds work: by law, object, kind of work and day (F-10 to F-14).
#include "market/law/law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

// Of work of `won`.
static struct law_answer ask(enum law_regime regime, enum law_object object,
                             enum law_delay_variant variant, int64_t won, const char *on)
{
    struct law_question q = testing_question(regime, object, won, on);
    q.delay_variant = variant;
    struct law_answer a;
    law_decide(law, &q, arena, &a);
    return a;
}

static void delay_rates_follow_regime_object_and_day(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        enum law_object object;
        const char *on;
        int64_t ppm;
    } CASES[] = {
        {LAW_LOCAL,          LAW_GOODS,         "2026-11-23", 800 },
        {LAW_LOCAL,          LAW_SERVICE,       "2026-11-23", 1300},
        {LAW_LOCAL,          LAW_LEASE,         "2026-11-23", 1300},
        {LAW_LOCAL,          LAW_WORKS_GENERAL, "2026-11-23", 500 },
        {LAW_LOCAL_CORP,     LAW_WORKS_OTHER,   "2026-11-23", 500 },
        {LAW_STATE,          LAW_GOODS,         "2026-11-23", 750 },
        {LAW_PUBCORP,        LAW_SERVICE,       "2026-11-23", 1250},
        {LAW_PRIVATE_SCHOOL, LAW_WORKS_SPECIAL, "2026-11-23", 500 },
        {LAW_LOCAL,          LAW_GOODS,         "2016-11-28", 1500},
        {LAW_LOCAL,          LAW_GOODS,         "2016-11-29", 800 },
        {LAW_LOCAL,          LAW_SERVICE,       "2016-11-28", 2500},
        {LAW_LOCAL,          LAW_WORKS_GENERAL, "2016-11-28", 1000},
        {LAW_STATE,          LAW_GOODS,         "2017-12-27", 0   }, // not read: the row is off
        {LAW_STATE,          LAW_GOODS,         "2017-12-28", 750 },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct law_answer a =
            ask(CASES[i].regime, CASES[i].object, LAW_DELAY_USUAL, 10000000, CASES[i].on);
        assert_int_equal(a.delay_ppm, CASES[i].ppm);
    }
}

// 운송·보관 및 양곡가공 has a rate of its own, whatever the object; who takes the rows of one of
// the two laws takes this one as well.
static void transport_has_a_rate_of_its_own(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        const char *on;
        int64_t ppm;
        const char *row;
    } CASES[] = {
        {LAW_LOCAL,          "2026-11-23", 2500, "F-13.1"},
        {LAW_LOCAL_CORP,     "2026-11-23", 2500, "F-13.1"},
        {LAW_LOCAL_INVESTED, "2026-11-23", 2500, "F-13.1"},
        {LAW_STATE,          "2026-11-23", 2500, "F-13.2"},
        {LAW_PUBCORP,        "2026-11-23", 2500, "F-13.2"},
        {LAW_PRIVATE_SCHOOL, "2026-11-23", 2500, "F-13.2"},
        {LAW_LOCAL,          "2016-11-28", 5000, "F-14.7"},
        {LAW_LOCAL,          "2016-11-29", 2500, "F-13.1"},
        {LAW_LOCAL_INVESTED, "2016-11-28", 5000, "F-14.7"},
        {LAW_STATE,          "2017-12-27", 0,    NULL    }, // not read: the row is off
        {LAW_STATE,          "2017-12-28", 2500, "F-13.2"},
        {LAW_PUBCORP,        "2017-12-27", 0,    NULL    },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct law_answer a =
            ask(CASES[i].regime, LAW_SERVICE, LAW_DELAY_TRANSPORT, 8000000, CASES[i].on);
        bool rests = false;
        for (size_t k = 0; k < a.row_count; k++) {
            bool is_rate = str_starts(a.rows[k], S("F-1"));
            assert_true(!is_rate ||
                        (CASES[i].row != NULL && str_equals(a.rows[k], str_view(CASES[i].row))));
            rests = rests || is_rate;
        }
        assert_int_equal(a.delay_ppm, CASES[i].ppm);
        assert_int_equal(rests, CASES[i].row != NULL);
        assert_true(rests || a.confidence == LAW_UNCERTAIN);
    }
}

// The rate is all that it moves.
static void nothing_else_of_an_answer_follows_the_rate(void **state)
{
    (void)state;
    struct law_answer usual = ask(LAW_LOCAL, LAW_SERVICE, LAW_DELAY_USUAL, 8000000, "2026-11-23");
    assert_int_equal(usual.delay_ppm, 1300);
    struct law_answer other =
        ask(LAW_LOCAL, LAW_SERVICE, LAW_DELAY_TRANSPORT, 8000000, "2026-11-23");
    assert_int_equal(other.path, usual.path);
    assert_int_equal(other.confidence, usual.confidence);
    assert_int_equal(other.contract_document, usual.contract_document);
    assert_int_equal(other.row_count, usual.row_count);
    assert_true(str_equals(other.ground, usual.ground) && str_equals(other.why, usual.why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delay_rates_follow_regime_object_and_day),
        cmocka_unit_test(transport_has_a_rate_of_its_own),
        cmocka_unit_test(nothing_else_of_an_answer_follows_the_rate),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
