// Questions with the answers that the documents of the law demand, written from them and not from
// the packs: each limit at the won, each version on its days, papers, rates and what is needed.
#include "market/law/law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "platform/file/folder.h"

#define FILE_NAME "src/market/law/law_asked.csv"
#define ROWS 805 // so that one that is lost is noticed

static struct arena *file;  // what was read
static struct arena *arena; // of one question
static const struct law *law;

static int load(void **state)
{
    (void)state;
    file = arena_open(LIMIT_ARENA_STARTUP);
    arena = arena_open(LIMIT_ARENA_UNIT);
    law = testing_law();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    arena_close(file);
    return 0;
}

static str field(const struct csv *c, const str *fields, const char *name)
{
    size_t column = 0;
    assert_true(csv_column(c, str_view(name), &column));
    return fields[column];
}

static int64_t number_of(const struct csv *c, const str *fields, const char *name)
{
    int64_t number = 0;
    assert_true(str_parse_i64(field(c, fields, name), &number));
    return number;
}

static uint32_t tags_of(str words)
{
    uint32_t tags = 0;
    while (!str_is_empty(words)) {
        enum law_tag tag = LAW_TAG_ANY;
        assert_true(law_tag_from(str_cut(&words, ' '), &tag));
        tags |= LAW_TAG_BIT(tag);
    }
    return tags;
}

static struct law_question question_of(const struct csv *c, const str *f)
{
    struct law_question q = {
        .estimated_price = WON(number_of(c, f, "estimated_won")),
        .contract_price = WON(number_of(c, f, "contract_won")),
        .tags = tags_of(field(c, f, "tags")),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = day(str_to_c(arena, field(c, f, "on"))),
    };
    assert_true(law_regime_from(field(c, f, "regime"), &q.regime));
    assert_true(law_object_from(field(c, f, "object"), &q.object));
    assert_true(law_delay_variant_from(field(c, f, "delay_variant"), &q.delay_variant));
    if (!str_is_empty(field(c, f, "vulnerable_bp"))) {
        q.vulnerable_bp = number_of(c, f, "vulnerable_bp");
    }
    return q;
}

static str limit_text(struct law_limit limit)
{
    return limit.kind == LAW_LIMIT_WON ? str_format(arena, "%lld", (long long)limit.won.won)
                                       : S("");
}

static str words_of(const str *words, size_t count)
{
    str all = S("");
    for (size_t i = 0; i < count; i++) {
        all = str_format(arena, "%.*s%s%.*s", STR_ARG(all), i == 0 ? "" : " ", STR_ARG(words[i]));
    }
    return all;
}

static void expect(const struct csv *c, const str *f, const char *name, str got)
{
    str wanted = field(c, f, name);
    if (!str_equals(got, wanted)) {
        fail_msg("%s:%lld: %s is %.*s, not %.*s", FILE_NAME, (long long)c->line, name, STR_ARG(got),
                 STR_ARG(wanted));
    }
}

static void check_answer(const struct csv *c, const str *f)
{
    struct law_answer a;
    const struct law_question q = question_of(c, f);
    law_decide(law, &q, arena, &a);
    expect(c, f, "path", str_view(law_path_word(a.path)));
    expect(c, f, "one_quote_max_won", limit_text(a.one_quote_max));
    expect(c, f, "ceiling_won", limit_text(a.ceiling));
    expect(c, f, "contract_document", str_view(law_duty_word(a.contract_document)));
    expect(c, f, "performance_security", str_view(law_duty_word(a.performance_security)));
    expect(c, f, "inspection_report", str_view(law_duty_word(a.inspection_report)));
    expect(c, f, "delay_ppm",
           a.delay_ppm == 0 ? S("") : str_format(arena, "%lld", (long long)a.delay_ppm));
    expect(c, f, "needs", words_of(a.needs, a.need_count));
    expect(c, f, "confidence", str_view(law_confidence_word(a.confidence)));
    // A ground is a limit (T-…); where none is in force what is told is about papers alone.
    bool is_limit = a.rule_count > 0 && str_starts(a.rules[0], S("T-"));
    expect(c, f, "ground", is_limit ? a.rules[0] : S(""));
}

static void each_question_has_the_answer_of_the_documents(void **state)
{
    (void)state;
    str text = S("");
    str sentence = S("");
    struct csv c;
    const str *f = NULL;
    assert_null(folder_read_file(file, S(FILE_NAME), &text, &sentence));
    assert_null(csv_init(&c, file, text));
    while (csv_next(&c, &f) == NULL && f != NULL) {
        check_answer(&c, f);
        arena_reset(arena);
    }
    assert_null(f);
    assert_int_equal(c.rows, ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_question_has_the_answer_of_the_documents),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
