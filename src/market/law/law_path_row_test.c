// Each row of the limits of the law, read here plainly: one won either side of it, the day before
// and after.
#include "market/law/law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder.h"

#define NONE INT64_C(-1) // no such limit, or none at all

static struct arena *arena;
static const struct law *law;

static int load(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    law = testing_law();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static struct law_answer ask(const struct law_question *q)
{
    struct law_answer a;
    law_decide(law, q, arena, &a);
    return a;
}

#define M INT64_C(1000000)

// --- Each row of the file ------------------------------------------------------------------------

// The thresholds read a second time, as plainly as they stand in the file.
struct plain_row {
    str id;
    enum law_regime regime;
    enum law_object object;
    unsigned tag; // 0: whoever sells
    int64_t vulnerable_bp;
    int64_t one_quote_max; // NONE: no single quote
    int64_t ceiling;
    date first;
    date last;
};

#define FIRST_DAY "1900-01-01"
#define LAST_DAY "2999-12-31"
#define UNLIMITED (INT64_MAX / 2)
#define PLAIN_ROWS_MAX 300
static struct plain_row plain[PLAIN_ROWS_MAX];
static size_t plain_count;

static str field(const struct csv *c, const str *fields, const char *name)
{
    size_t column = 0;
    assert_true(csv_column(c, str_view(name), &column));
    return fields[column];
}

static int64_t won_of(str text)
{
    int64_t won = NONE;
    if (str_equals(text, S("unlimited"))) {
        return UNLIMITED;
    }
    assert_true(str_is_empty(text) || str_parse_i64(text, &won));
    return won;
}

static date day_of(str text, const char *open_end)
{
    return str_is_empty(text) ? day(open_end) : day(str_to_c(arena, text));
}

static void read_plain_rows(void)
{
    str text = S("");
    str sentence = S("");
    struct csv c;
    const str *f = NULL;
    assert_null(folder_read_file(arena, S("law/kr/thresholds.csv"), &text, &sentence));
    assert_null(csv_init(&c, arena, text));
    while (csv_next(&c, &f) == NULL && f != NULL) {
        if (!str_equals(field(&c, f, "active"), S("1"))) {
            continue;
        }
        assert_true(plain_count < PLAIN_ROWS_MAX);
        struct plain_row *r = &plain[plain_count++];
        enum law_tag tag = LAW_TAG_COUNT;
        str tag_word = field(&c, f, "tag");
        *r = (struct plain_row){
            .id = field(&c, f, "id"),
            .one_quote_max = won_of(field(&c, f, "one_quote_max_won")),
            .ceiling = won_of(field(&c, f, "ceiling_won")),
            .first = day_of(field(&c, f, "first_day"), FIRST_DAY),
            .last = day_of(field(&c, f, "last_day"), LAST_DAY),
        };
        assert_true(law_regime_from(field(&c, f, "regime"), &r->regime));
        assert_true(law_object_from(field(&c, f, "object"), &r->object));
        if (!str_equals(tag_word, S("any"))) {
            assert_true(law_tag_from(tag_word, &tag));
            r->tag = LAW_TAG_BIT(tag);
        }
        int64_t bp = won_of(field(&c, f, "vulnerable_min_bp"));
        r->vulnerable_bp = bp == NONE ? 0 : bp;
    }
    assert_null(f);
    assert_true(plain_count > 150);
}

// The freest way that any row of the day opens for this amount.
static enum law_path plainly(const struct law_question *q)
{
    enum law_path best = LAW_OPEN_BIDDING;
    int64_t won = q->estimated_price.won;
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        if (r->regime != q->regime || r->object != q->object || (r->tag & ~q->tags) != 0 ||
            r->vulnerable_bp > q->vulnerable_bp || date_before(q->on, r->first) ||
            date_before(r->last, q->on)) {
            continue;
        }
        enum law_path way = won <= r->one_quote_max ? LAW_ONE_QUOTE
                            : won <= r->ceiling     ? LAW_DESIGNATED_QUOTES
                                                    : LAW_OPEN_BIDDING;
        best = way < best ? way : best;
    }
    return best;
}

static size_t asked_count;

static void check_row_on(const struct plain_row *r, date on)
{
    const int64_t amounts[] = {r->one_quote_max - 1, r->one_quote_max, r->one_quote_max + 1,
                               r->ceiling - 1,       r->ceiling,       r->ceiling + 1};
    for (size_t k = 0; k < COUNT(amounts); k++) {
        if (amounts[k] < 3 * M || amounts[k] > 900000 * M) {
            continue; // no such limit, or below where no quote is needed at all
        }
        struct law_question q = {
            .regime = r->regime,
            .object = r->object,
            .estimated_price = WON(amounts[k]),
            .contract_price = WON(amounts[k]),
            .tags = r->tag,
            .vulnerable_bp = r->vulnerable_bp,
            .on = on,
        };
        enum law_path path = ask(&q).path;
        asked_count++;
        if (path != plainly(&q)) {
            str d = date_format_iso(arena, on);
            fail_msg("%.*s on %.*s at %lld: %s", STR_ARG(r->id), STR_ARG(d), (long long)amounts[k],
                     law_path_word(path));
        }
    }
}

static void each_row_of_the_file_holds_to_the_won_and_the_day(void **state)
{
    (void)state;
    read_plain_rows();
    for (size_t i = 0; i < plain_count; i++) {
        const struct plain_row *r = &plain[i];
        const date days[] = {date_add_days(r->first, -1), r->first, r->last,
                             date_add_days(r->last, 1)};
        for (size_t k = 0; k < COUNT(days); k++) {
            // Outside of these stands an end that is open.
            if (!date_before(days[k], day(FIRST_DAY)) && !date_before(day(LAST_DAY), days[k])) {
                check_row_on(r, days[k]);
            }
        }
    }
    char more[40];
    (void)snprintf(more, sizeof(more), ",\"rows\":%zu", plain_count);
    testing_tell("law_paths", NULL, asked_count, more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_the_file_holds_to_the_won_and_the_day),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
