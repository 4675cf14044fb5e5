// What an operator writes is what the packs keep, and back, field by field of every row there is.
#include "market/rule/rule_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_testing.h"

static size_t column_of(enum law_table table, const char *name)
{
    for (size_t c = 0; c < law_column_count(table); c++) {
        if (str_equals(str_view(law_column_name(table, c)), str_view(name))) {
            return c;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

static const struct law_column *column_named(enum law_table table, const char *name)
{
    return &LAW_TABLES[table].columns[column_of(table, name)];
}

static void every_field_there_is_comes_back_as_it_was(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    struct arena *a = arena_open(64 * MIB);
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        for (size_t i = 0; i < law_count(law, table); i++) {
            for (size_t c = 1; c < law_column_count(table); c++) {
                str raw = law_field_text(a, law, table, i, c);
                str back = S("");
                str shown = rule_field_show(a, &LAW_TABLES[table].columns[c], raw);
                const char *wanted = rule_field_read(a, law, table, c, shown, &back);
                if (wanted != NULL || !str_equals(raw, back)) {
                    fail_msg("%s, %s: %.*s, %.*s, %.*s", law_table_name(table),
                             law_column_name(table, c), STR_ARG(raw), STR_ARG(shown),
                             STR_ARG(back));
                }
            }
        }
    }
    arena_close(a);
}

static void amounts_and_shares_are_shown_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        enum law_table table;
        const char *column;
        const char *raw;
        const char *shown;
    } CASES[] = {
        {LAW_QUOTE_WAIVERS, "below_won",         "2000000",   "2,000,000"    },
        {LAW_THRESHOLDS,    "one_quote_max_won", "unlimited", "한도 없음"},
        {LAW_THRESHOLDS,    "one_quote_max_won", "0",         "0"            },
        {LAW_SHARES,        "bp",                "3000",      "30%"          },
        {LAW_SHARES,        "bp",                "250",       "2.5%"         },
        {LAW_SHARES,        "bp",                "205",       "2.05%"        },
        {LAW_SHARES,        "bp",                "1",         "0.01%"        },
        {LAW_DELAY_RATES,   "ppm",               "800",       "0.08%"        },
        {LAW_DELAY_RATES,   "ppm",               "1300",      "0.13%"        },
        {LAW_DELAY_RATES,   "ppm",               "25",        "0.0025%"      },
        {LAW_TERMS,         "length",            "14",        "14"           },
    };
    struct arena *a = arena_open(MIB);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str shown = rule_field_show(a, column_named(CASES[i].table, CASES[i].column),
                                    str_view(CASES[i].raw));
        assert_string_equal(str_to_c(a, shown), CASES[i].shown);
    }
    arena_close(a);
}

static void what_people_type_is_read_or_told(void **state)
{
    (void)state;
    static const struct {
        enum law_table table;
        const char *column;
        const char *typed;
        const char *raw; // NULL: refused
    } CASES[] = {
        {LAW_QUOTE_WAIVERS, "below_won",   "이백만원",                                              NULL            },
        {LAW_THRESHOLDS,    "ceiling_won", "-5",                                                        NULL            },
        {LAW_QUOTE_WAIVERS, "below_won",   "-5",                                                        NULL            },
        {LAW_THRESHOLDS,    "ceiling_won", "unlimit",                                                   NULL            },
        {LAW_QUOTE_WAIVERS, "below_won",   "2,000,000원",                                              "2000000"       },
        {LAW_QUOTE_WAIVERS, "below_won",   " 2 000 000 ",                                               "2000000"       },
        {LAW_THRESHOLDS,    "ceiling_won", "한도없음",                                              "unlimited"     },
        {LAW_THRESHOLDS,    "ceiling_won", "",                                                          ""              },
        {LAW_SHARES,        "bp",          "30",                                                        "3000"          },
        {LAW_SHARES,        "bp",          "2.5 %",                                                     "250"           },
        {LAW_SHARES,        "bp",          "1000%",                                                     "100000"        },
        {LAW_SHARES,        "bp",          "1001%",                                                     NULL            },
        {LAW_SHARES,        "bp",          "2.555%",                                                    NULL            },
        {LAW_SHARES,        "bp",          "-1%",                                                       NULL            },
        {LAW_SHARES,        "bp",          "1.-5%",                                                     NULL            },
        {LAW_SHARES,        "bp",          "삼십",                                                    NULL            },
        {LAW_DELAY_RATES,   "ppm",         "0.08%",                                                     "800"           },
        {LAW_THRESHOLDS,    "needs",       "여성기업 확인서, 직접생산(직접수행) 확인",
         "certificate:women own_production"                                                                             },
        {LAW_THRESHOLDS,    "needs",       "own_production",                                            "own_production"},
        {LAW_THRESHOLDS,    "needs",       "없는 서류",                                             NULL            },
    };
    const struct law *law = testing_law();
    struct arena *a = arena_open(8 * MIB);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str raw = S("as it was");
        const char *wanted =
            rule_field_read(a, law, CASES[i].table, column_of(CASES[i].table, CASES[i].column),
                            str_view(CASES[i].typed), &raw);
        const char *expected = CASES[i].raw == NULL ? "as it was" : CASES[i].raw;
        assert_int_equal(wanted != NULL, CASES[i].raw == NULL);
        assert_string_equal(str_to_c(a, raw), expected);
    }
    arena_close(a);
}

static void words_of_the_program_are_chosen_by_their_labels(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    struct arena *a = arena_open(8 * MIB);
    assert_true(rule_field_words(a, law, LAW_TERMS, column_of(LAW_TERMS, "kind")).count > 20);
    assert_true(rule_field_words(a, law, LAW_SHARES, column_of(LAW_SHARES, "kind")).count > 5);
    assert_true(
        rule_field_words(a, law, LAW_DELAY_RATES, column_of(LAW_DELAY_RATES, "variant")).count > 0);
    // What is written out in Korean is typed, and so are lists.
    assert_int_equal(rule_field_words(a, law, LAW_TERMS, column_of(LAW_TERMS, "from")).count, 0);
    assert_int_equal(
        rule_field_words(a, law, LAW_THRESHOLDS, column_of(LAW_THRESHOLDS, "needs")).count, 0);
    assert_int_equal(rule_field_words(a, law, LAW_TERMS, column_of(LAW_TERMS, "article")).count, 0);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_there_is_comes_back_as_it_was),
        cmocka_unit_test(amounts_and_shares_are_shown_as_people_write_them),
        cmocka_unit_test(what_people_type_is_read_or_told),
        cmocka_unit_test(words_of_the_program_are_chosen_by_their_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
