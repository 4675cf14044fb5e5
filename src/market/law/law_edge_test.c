// Every table of the law, read a second time as plainly as it stands in the files: each row in use
// one day on either side of its first and last, and each amount one won on either side.
#include "market/law/law.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_amount.h"
#include "market/law/law_check.h"
#include "market/law/law_ratio.h"
#include "market/law/law_term.h"
#include "market/law/law_testing.h"
#include "market/law/law_words.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder.h"

#define FIRST_DAY "1900-01-01" // of what is open
#define LAST_DAY "2999-12-31"
#define ROWS_MAX 1000
#define DAYS_MAX 200
#define KEYS_MAX 3

static struct arena *arena;
static const struct law *law;

struct plain_row {
    enum law_table table;
    str id;
    str regime;
    str key;  // what the rows of one rule share, or its id where each stands alone
    str rest; // the same without the object
    str object;
    date first;
    date last;
    int64_t won; // the row's amount: limit_won, below_won, above_won or unit_won
    int64_t up_to;
    int64_t duty;
    int64_t target_bp;
    str comparison;
};
static struct plain_row plain[ROWS_MAX];
static size_t plain_count;

// By what the versions of one rule are known; nothing: each row is a rule of its own.
static const struct {
    enum law_table table;
    bool stands_alone;
    const char *keys[KEYS_MAX];
} TABLES[] = {
    {LAW_REGIMES,           false, {NULL}                           },
    {LAW_THRESHOLDS,        false, {"object", "tag"}                },
    {LAW_QUOTE_WAIVERS,     false, {"object"}                       },
    {LAW_DOCUMENTS,         false, {"document", "object"}           },
    {LAW_DELAY_RATES,       false, {"object", "variant"}            },
    {LAW_TERMS,             false, {"kind"}                         },
    {LAW_SHARES,            false, {"kind", "object"}               },
    {LAW_STAMP_BANDS,       false, {"above_won"}                    },
    {LAW_EXCLUSIONS,        true,  {NULL}                           },
    {LAW_PLEDGES,           false, {"pledge", "number"}             },
    {LAW_PROOFS,            false, {"proof", "path"}                },
    {LAW_GROUNDS,           false, {"code"}                         },
    {LAW_ROUNDINGS,         false, {"kind"}                         },
    {LAW_RATIOS,            false, {"category", "object"}           },
    {LAW_CERTIFICATES,      false, {"kind"}                         },
    {LAW_DISCLOSURE_FIELDS, false, {"sheet", "number"}              },
    {LAW_IDENTIFIERS,       false, {"kind"}                         },
    {LAW_BONDS,             false, {"issuer", "bond_type", "object"}},
    {LAW_FACTS,             true,  {NULL}                           },
};
static_assert(COUNT(TABLES) == LAW_TABLE_COUNT, "a table came or went: say what its keys are");

static str field(const struct csv *c, const str *fields, const char *name)
{
    size_t column = 0;
    return csv_column(c, str_view(name), &column) ? str_copy(arena, fields[column]) : S("");
}

static date day_of(str text, const char *open_end)
{
    return day(str_is_empty(text) ? open_end : str_to_c(arena, text));
}

static int64_t number(const struct csv *c, const str *fields, const char *name)
{
    str text = field(c, fields, name);
    int64_t value = 0;
    assert_true(str_is_empty(text) || str_parse_i64(text, &value));
    return value;
}

static void read_amounts(const struct csv *c, const str *fields, struct plain_row *out)
{
    static const char *const NAMES[] = {"limit_won", "below_won", "above_won", "unit_won"};
    for (size_t i = 0; i < COUNT(NAMES) && out->won == 0; i++) {
        out->won = number(c, fields, NAMES[i]);
    }
    out->up_to = number(c, fields, "up_to_won");
    out->duty = number(c, fields, "duty_won");
    out->target_bp = number(c, fields, "target_bp");
    out->comparison = field(c, fields, "comparison");
}

static void read_file(size_t table, const char *folder, bool must_be)
{
    str text = S("");
    str sentence = S("");
    struct csv c;
    const str *f = NULL;
    const char *name = law_table_name(TABLES[table].table);
    str path = str_format(arena, "law/%s/%s.csv", folder, name);
    if (folder_read_file(arena, path, &text, &sentence) != NULL) {
        assert_false(must_be);
        return;
    }
    assert_null(csv_init(&c, arena, text));
    while (csv_next(&c, &f) == NULL && f != NULL) {
        if (!str_equals(field(&c, f, "active"), S("1"))) {
            continue;
        }
        assert_true(plain_count < ROWS_MAX);
        struct plain_row *r = &plain[plain_count++];
        *r = (struct plain_row){
            .table = TABLES[table].table,
            .id = field(&c, f, "id"),
            .regime = field(&c, f, "regime"),
            .object = field(&c, f, "object"),
            .first = day_of(field(&c, f, "first_day"), FIRST_DAY),
            .last = day_of(field(&c, f, "last_day"), LAST_DAY),
        };
        read_amounts(&c, f, r);
        r->key = TABLES[table].stands_alone ? r->id : S("");
        for (size_t k = 0; k < KEYS_MAX && TABLES[table].keys[k] != NULL; k++) {
            str part = field(&c, f, TABLES[table].keys[k]);
            r->key = str_format(arena, "%.*s|%.*s", STR_ARG(r->key), STR_ARG(part));
            if (strcmp(TABLES[table].keys[k], "object") != 0) {
                r->rest = part; // of the tables that are asked by one word beside the object
            }
        }
    }
    assert_null(f);
}

static int load(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    law = testing_law();
    for (size_t t = 0; t < COUNT(TABLES); t++) {
        read_file(t, "kr", true);
        read_file(t, "daegu", false);
    }
    assert_true(plain_count > 500);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

// --- Who binds whom, said once more --------------------------------------------------------------

static int rank(const struct plain_row *r, enum law_regime regime, date on)
{
    static const char *const BASE[LAW_REGIME_COUNT] = {"LOCAL", "LOCAL", "LOCAL",
                                                       "STATE", "STATE", "STATE"};
    if (date_before(on, r->first) || date_before(r->last, on)) {
        return 0;
    }
    if (str_equals(r->regime, str_view(law_regime_word(regime)))) {
        return 3;
    }
    if (str_equals(r->regime, S("any"))) {
        return 1;
    }
    return str_equals(r->regime, str_view(BASE[regime])) ? 2 : 0;
}

// Of two rows for one rule: the closest, then the one that began last.
static const struct plain_row *better(const struct plain_row *a, const struct plain_row *b,
                                      enum law_regime regime, date on)
{
    if (rank(a, regime, on) == 0) {
        return b;
    }
    if (b == NULL || rank(a, regime, on) != rank(b, regime, on)) {
        return b == NULL || rank(a, regime, on) > rank(b, regime, on) ? a : b;
    }
    return date_before(b->first, a->first) ? a : b;
}

static const struct plain_row *winner(enum law_table table, str key, enum law_regime regime,
                                      date on)
{
    const struct plain_row *best = NULL;
    for (size_t i = 0; i < plain_count; i++) {
        if (plain[i].table == table && str_equals(plain[i].key, key)) {
            best = better(&plain[i], best, regime, on);
        }
    }
    return best;
}

// A row's first and last day and the days beside them; today of a row without either.
static size_t edges_of(const struct plain_row *r, date out[4])
{
    size_t count = 0;
    if (!date_equals(r->first, day(FIRST_DAY))) {
        out[count++] = date_add_days(r->first, -1);
        out[count++] = r->first;
    }
    if (!date_equals(r->last, day(LAST_DAY))) {
        out[count++] = r->last;
        out[count++] = date_add_days(r->last, 1);
    }
    if (count == 0) {
        out[count++] = day("2026-11-24");
    }
    return count;
}

// Those of all rows of a table, once each.
static size_t days_of(enum law_table table, date *out)
{
    size_t count = 0;
    for (size_t i = 0; i < plain_count; i++) {
        date edges[4];
        size_t edge_count = plain[i].table == table ? edges_of(&plain[i], edges) : 0;
        for (size_t k = 0; k < edge_count; k++) {
            bool known = false;
            for (size_t j = 0; j < count; j++) {
                known = known || date_equals(out[j], edges[k]);
            }
            if (!known) {
                assert_true(count < DAYS_MAX);
                out[count++] = edges[k];
            }
        }
    }
    return count;
}

static void check(const struct plain_row *r, enum law_regime regime, date on, bool expected,
                  bool actual)
{
    if (expected != actual) {
        str d = date_format_iso(arena, on);
        fail_msg("%.*s binds %s on %.*s: %s", STR_ARG(r->id), law_regime_word(regime), STR_ARG(d),
                 actual ? "it should not" : "it should");
    }
}

static bool lists(const struct law_list *list, str id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equals(list->rows[i]->id, id)) {
            return true;
        }
    }
    return false;
}

static void each_row_of_every_table_binds_from_its_first_day_to_its_last(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t t = 0; t < COUNT(TABLES); t++) {
        enum law_table table = TABLES[t].table;
        date days[DAYS_MAX];
        size_t day_count = days_of(table, days);
        assert_true(day_count > 0);
        for (size_t k = 0; k < day_count * LAW_REGIME_COUNT; k++) {
            enum law_regime regime = (enum law_regime)(k % LAW_REGIME_COUNT);
            date on = days[k / LAW_REGIME_COUNT];
            struct law_list list = law_rows_on(law, table, regime, on, arena);
            size_t expected = 0;
            for (size_t i = 0; i < plain_count; i++) {
                const struct plain_row *r = &plain[i];
                if (r->table == table) {
                    bool binds = winner(table, r->key, regime, on) == r;
                    check(r, regime, on, binds, lists(&list, r->id));
                    expected += binds;
                    compared++;
                }
            }
            assert_int_equal(list.count, expected); // and no row that is switched off
        }
    }
    char more[80];
    (void)snprintf(more, sizeof(more), ",\"tables\":%zu,\"rows\":%zu", COUNT(TABLES), plain_count);
    testing_tell("law_rows", NULL, compared, more);
}

// --- What is asked of one table ------------------------------------------------------------------

// The row that a question finds; NULL: none. `object` is one, never any.
static const struct law_head *find(const struct plain_row *like, enum law_regime regime,
                                   enum law_object object, date on)
{
    switch ((int)like->table) {
    case LAW_TERMS:
        return (const struct law_head *)law_term_find(law, regime, like->rest, on);
    case LAW_SHARES:
        return (const struct law_head *)law_share_find(law, regime, like->rest, object, on);
    case LAW_DELAY_RATES:
        return (const struct law_head *)law_delay_find(law, regime, object, like->rest, on);
    case LAW_CERTIFICATES:
        return (const struct law_head *)law_certificate_find(law, like->rest, on);
    case LAW_IDENTIFIERS:
        return (const struct law_head *)law_identifier_find(law, like->rest, on);
    default:
        break;
    }
    int document = 0;
    while (!str_equals(like->rest, str_view(LAW_DOCUMENT_WORDS[document]))) {
        document++;
    }
    return (const struct law_head *)law_document_find(law, (enum law_document)document, regime,
                                                      object, on);
}

// What it should find: a row of the object, or of any.
static const struct plain_row *find_plainly(const struct plain_row *like, enum law_regime regime,
                                            enum law_object object, date on)
{
    const struct plain_row *own = NULL;
    const struct plain_row *of_any = NULL;
    str word = str_view(law_object_word(object));
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        if (r->table != like->table || !str_equals(r->rest, like->rest)) {
            continue;
        }
        if (r->object.n == 0 || str_equals(r->object, word)) {
            own = better(r, own, regime, on);
        } else if (str_equals(r->object, S("any"))) {
            of_any = better(r, of_any, regime, on);
        }
    }
    if (like->table == LAW_SHARES || own == NULL || of_any == NULL) {
        return own != NULL ? own : of_any;
    }
    return better(own, of_any, regime, on);
}

static void each_question_finds_the_row_of_the_day(void **state)
{
    (void)state;
    static const enum law_table ASKED[] = {LAW_TERMS,     LAW_SHARES,       LAW_DELAY_RATES,
                                           LAW_DOCUMENTS, LAW_CERTIFICATES, LAW_IDENTIFIERS};
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        bool asked = false;
        for (size_t t = 0; t < COUNT(ASKED); t++) {
            asked = asked || r->table == ASKED[t];
        }
        date days[4];
        size_t day_count = edges_of(r, days);
        for (size_t k = 0; asked && k < day_count * LAW_REGIME_COUNT; k++) {
            enum law_regime regime = (enum law_regime)(k % LAW_REGIME_COUNT);
            date on = days[k / LAW_REGIME_COUNT];
            enum law_object object = LAW_GOODS;
            (void)law_object_from(r->object, &object);
            if (object == LAW_OBJECT_ANY) {
                object = LAW_GOODS;
            }
            // Certificates and numbers are asked for without an institution.
            bool of_all = r->table == LAW_CERTIFICATES || r->table == LAW_IDENTIFIERS;
            const struct plain_row *expected =
                find_plainly(r, of_all ? LAW_LOCAL : regime, object, on);
            const struct law_head *found = find(r, regime, object, on);
            bool right = expected == NULL ? found == NULL
                                          : found != NULL && str_equals(found->id, expected->id);
            if (!right) {
                str d = date_format_iso(arena, on);
                fail_msg("%.*s, %s on %.*s: %.*s", STR_ARG(r->id), law_regime_word(regime),
                         STR_ARG(d), STR_ARG(found == NULL ? S("none") : found->id));
            }
        }
    }
}

// --- One won on either side ----------------------------------------------------------------------

static const struct plain_row *waiver_of(enum law_object object, enum law_regime regime, date on)
{
    str key = str_format(arena, "|%s", law_object_word(object));
    return winner(LAW_QUOTE_WAIVERS, key, regime, on);
}

static void a_quote_is_waived_below_its_amount_and_on_its_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        date days[4];
        size_t day_count = edges_of(r, days);
        enum law_object object = LAW_GOODS;
        for (size_t k = 0; r->table == LAW_QUOTE_WAIVERS && k < day_count; k++) {
            assert_true(law_object_from(r->object, &object));
            enum law_regime regime = LAW_REGIME_ANY;
            assert_true(law_regime_from(r->regime, &regime));
            for (int64_t won = r->won - 1; won <= r->won + 1; won++) {
                struct law_question q = {.regime = regime,
                                         .object = object,
                                         .estimated_price = WON(won),
                                         .contract_price = WON(won),
                                         .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
                                         .on = days[k]};
                struct law_answer a;
                law_decide(law, &q, arena, &a);
                const struct plain_row *best = waiver_of(object, regime, days[k]);
                check(r, regime, days[k], best != NULL && won < best->won,
                      a.path == LAW_QUOTE_WAIVED);
            }
        }
    }
}

static void a_paper_is_left_out_up_to_its_amount(void **state)
{
    (void)state;
    size_t tried = 0;
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        if (r->table != LAW_DOCUMENTS || str_equals(r->comparison, S("bylaws"))) {
            continue;
        }
        enum law_object object = LAW_GOODS;
        enum law_regime regime = LAW_REGIME_ANY;
        (void)law_object_from(r->object, &object);
        object = object == LAW_OBJECT_ANY ? LAW_GOODS : object;
        assert_true(law_regime_from(r->regime, &regime));
        regime = regime == LAW_REGIME_ANY ? LAW_LOCAL : regime;
        const struct law_document_row *row =
            (const struct law_document_row *)find(r, regime, object, r->first);
        assert_non_null(row);
        assert_true(str_equals(row->head.id, r->id));
        for (int64_t by = -1; by <= 1; by++) {
            bool waived = str_equals(r->comparison, S("at_most")) ? by <= 0 : by < 0;
            assert_int_equal(law_document_duty(row, WON(r->won + by)),
                             waived ? LAW_WAIVABLE : LAW_REQUIRED);
            tried++;
        }
    }
    assert_true(tried > 20);
}

static void stamp_duty_changes_at_the_won_after_each_band(void **state)
{
    (void)state;
    size_t tried = 0;
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        const int64_t prices[] = {r->won,       r->won + 1, r->won + 2,
                                  r->up_to - 1, r->up_to,   r->up_to + 1};
        for (size_t k = 0; r->table == LAW_STAMP_BANDS && k < COUNT(prices); k++) {
            int64_t duty = -1;
            for (size_t j = 0; j < plain_count; j++) {
                const struct plain_row *b = &plain[j];
                if (b->table == LAW_STAMP_BANDS && b->won < prices[k] &&
                    (b->up_to == 0 || prices[k] <= b->up_to)) {
                    duty = b->duty;
                }
            }
            const struct law_stamp_band *band =
                prices[k] < 0 ? NULL : law_stamp_find(law, WON(prices[k]), day("2026-11-24"));
            assert_int_equal(band == NULL ? -1 : band->duty.won, duty);
            tried++;
        }
    }
    assert_int_equal(tried, 6 * 6); // S-01 … S-06
}

static void what_is_below_the_unit_is_cut(void **state)
{
    (void)state;
    for (int regime = 0; regime < LAW_REGIME_COUNT; regime++) {
        const struct plain_row *r =
            winner(LAW_ROUNDINGS, S("|payment"), (enum law_regime)regime, day("2026-11-24"));
        assert_non_null(r);
        for (int64_t won = 0; won <= 2 * r->won + 1; won++) {
            struct law_rounded rounded =
                law_round(law, (enum law_regime)regime, WON(won), day("2026-11-24"));
            assert_true(str_equals(rounded.row->head.id, r->id));
            assert_int_equal(rounded.amount.won, won / r->won * r->won);
            assert_int_equal(rounded.cut.won, won % r->won);
        }
    }
}

static void each_target_is_reached_at_the_won_and_on_its_days(void **state)
{
    (void)state;
    size_t tried = 0;
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        if (r->table != LAW_RATIOS || r->target_bp == 0) {
            continue;
        }
        date on = date_equals(r->first, day(FIRST_DAY)) ? r->last : r->first;
        struct law_ratios list = law_ratios_on(law, LAW_LOCAL, on, arena);
        const struct law_ratio *row = NULL;
        for (size_t k = 0; k < list.count; k++) {
            row = str_equals(list.items[k]->head.id, r->id) ? list.items[k] : row;
        }
        assert_non_null(row);
        int64_t whole = 1000003;
        int64_t wanted = (whole * r->target_bp + 9999) / 10000;
        assert_false(law_ratio_judge(row, WON(wanted - 1), WON(whole)).is_reached);
        assert_int_equal(law_ratio_judge(row, WON(wanted - 1), WON(whole)).missing.won, 1);
        assert_true(law_ratio_judge(row, WON(wanted), WON(whole)).is_reached);
        assert_true(law_ratio_judge(row, WON(wanted + 1), WON(whole)).is_reached);
        tried++;
    }
    assert_true(tried > 10);
}

static void a_certificate_holds_to_the_last_day_of_its_term(void **state)
{
    (void)state;
    size_t tried = 0;
    date issued = day("2026-01-15");
    for (size_t i = 0; i < plain_count; i++) {
        if (plain[i].table != LAW_CERTIFICATES) {
            continue;
        }
        const struct law_certificate *row =
            law_certificate_find(law, plain[i].rest, day("2026-11-24"));
        assert_non_null(row);
        date until = law_certificate_valid_until(row, issued);
        assert_false(law_certificate_holds(row, issued, DATE_NONE, date_add_days(issued, -1)));
        assert_true(law_certificate_holds(row, issued, DATE_NONE, issued));
        if (!date_is_none(until)) {
            assert_true(law_certificate_holds(row, issued, DATE_NONE, until));
            assert_false(law_certificate_holds(row, issued, DATE_NONE, date_add_days(until, 1)));
            tried++;
        }
    }
    assert_true(tried > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_every_table_binds_from_its_first_day_to_its_last),
        cmocka_unit_test(each_question_finds_the_row_of_the_day),
        cmocka_unit_test(a_quote_is_waived_below_its_amount_and_on_its_days),
        cmocka_unit_test(a_paper_is_left_out_up_to_its_amount),
        cmocka_unit_test(stamp_duty_changes_at_the_won_after_each_band),
        cmocka_unit_test(what_is_below_the_unit_is_cut),
        cmocka_unit_test(each_target_is_reached_at_the_won_and_on_its_days),
        cmocka_unit_test(a_certificate_holds_to_the_last_day_of_its_term),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
