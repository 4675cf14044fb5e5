// Who reads a table of the law is said as it is: a table of which law_decide knows nothing is not
// compared, and one that it reads is.
#include "market/rule/rule_reach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_body.h"
#include "market/law/law_column.h"
#include "market/law/law_layer.h"
#include "market/law/law_testing.h"
#include "market/law/law_text.h"

// The law without the rows of a table; of the regimes, which nobody can do without, each takes the
// rows of the state.
static struct law law_without(const struct law *law, enum law_table table, struct arena *a)
{
    struct law bare = *law;
    struct law_rows *rows = &bare.tables[table];
    if (table != LAW_REGIMES) {
        rows->count = 0;
        return bare;
    }
    size_t size = rows->count * LAW_TABLES[table].row_size;
    char *copy = arena_alloc(a, size);
    memcpy(copy, rows->p, size);
    rows->p = copy;
    for (size_t i = 0; i < rows->count; i++) {
        ((struct law_regime_row *)law_body_row(&bare, table, i))->base = LAW_STATE;
    }
    return bare;
}

// What is asked of each object by each regime, below and above the sums of the law.
static bool decides(const struct law *law, enum law_table table, struct arena *a)
{
    static const int64_t PRICES[] = {1000000, 15000000, 60000000, 300000000};
    struct law bare = law_without(law, table, a);
    for (int i = 0; i < LAW_REGIME_COUNT * LAW_OBJECT_COUNT * (int)COUNT(PRICES); i++) {
        struct law_answer with;
        struct law_answer without;
        money price = WON(PRICES[i % (int)COUNT(PRICES)]);
        struct law_question q = {
            .regime = (enum law_regime)(i / (int)COUNT(PRICES) % LAW_REGIME_COUNT),
            .object = (enum law_object)(i / (int)COUNT(PRICES) / LAW_REGIME_COUNT),
            .estimated_price = price,
            .contract_price = price,
            .tags = LAW_TAG_BIT(LAW_TAG_WOMEN),
            .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
            .on = date_from_ymd(2026, 11, 24),
        };
        law_decide(law, &q, a, &with);
        law_decide(&bare, &q, a, &without);
        if (!str_equals(law_answer_text(a, &with), law_answer_text(a, &without))) {
            return true;
        }
    }
    return false;
}

static void a_table_is_compared_when_the_answer_rests_on_it(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        const struct reach_reader *reader = reach_reader_of((enum law_table)table);
        if (decides(law, (enum law_table)table, a) != reader->is_compared) {
            fail_msg("%s is %s", law_table_name((enum law_table)table),
                     reader->is_compared ? "compared, and no answer rests on it"
                                         : "not compared, and answers rest on it");
        }
        arena_reset(a);
    }
    arena_close(a);
}

// A table without a reader, in neither group, would be all zeros.
static void every_table_says_who_reads_it(void **state)
{
    (void)state;
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        const struct reach_reader *reader = reach_reader_of((enum law_table)table);
        if (reader->what == NULL || !str_ends(str_view(reader->what), S(" 때"))) {
            fail_msg("%s has no reader", law_table_name((enum law_table)table));
        }
        assert_true(reader->last != PURCHASE_DRAFT);
    }
}

static struct open_case case_of(struct arena *a, enum purchase_state state,
                                enum law_delay_variant variant)
{
    bool is_bound = state >= PURCHASE_CONTRACTED;
    struct law_question q = {
        .regime = LAW_LOCAL,
        .object = LAW_SERVICE,
        .estimated_price = WON(8000000),
        .contract_price = WON(8800000),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = date_from_ymd(2026, 11, 24),
        .delay_variant = variant,
    };
    return (struct open_case){
        .state = state,
        .requested_on = DATE_NONE,
        .contracted_on = is_bound ? date_from_ymd(2027, 1, 2) : DATE_NONE,
        .question = law_question_text(a, &q),
    };
}

// 운송·보관 has a rate of its own: who cleans or prints reads another row.
static void a_rate_of_transport_reaches_transport_alone(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    const struct law *now = testing_law();
    const struct law *would = NULL;
    str where = S("");
    struct law_change row = {
        .act = LAW_ACT_ROW,
        .kind = S("delay_rates"),
        .row_id = S("F-13.o1"),
        .line = S("F-13.o1,F-13,LOCAL,any,transport,2000,2027-01-01,,시행규칙 제75조,H,1,"),
        .last_day = DATE_NONE,
    };
    assert_null(law_try(now, &row, a, &would, &where));
    struct reach_change change =
        reach_change_of(now, would, row.row_id, date_from_ymd(2027, 1, 1), a);
    for (int i = 0; i < LAW_DELAY_VARIANT_COUNT; i++) {
        bool is_own = i == LAW_DELAY_TRANSPORT;
        struct open_case draft = case_of(a, PURCHASE_DRAFT, (enum law_delay_variant)i);
        struct open_case bound = case_of(a, PURCHASE_CONTRACTED, (enum law_delay_variant)i);
        struct reach drawn = reach_ask(&change, &draft, a);
        assert_true(drawn.is_readable && drawn.is_asked);
        assert_int_equal(drawn.is_touched, is_own);
        assert_false(drawn.is_read);
        assert_int_equal(reach_ask(&change, &bound, a).is_read, is_own);
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_compared_when_the_answer_rests_on_it),
        cmocka_unit_test(every_table_says_who_reads_it),
        cmocka_unit_test(a_rate_of_transport_reaches_transport_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
