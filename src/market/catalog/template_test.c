// The catalogue's own words as operators may change them.
#include "market/catalog/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/fault.h"

static void every_kind_has_its_word_its_columns_and_goes_there_and_back(void **state)
{
    (void)state;
    for (int k = 0; k < TEMPLATE_KIND_COUNT; k++) {
        enum template_kind kind = (enum template_kind)k;
        const struct template_column *columns = NULL;
        size_t count = template_columns(kind, &columns);
        str values[TEMPLATE_COLUMNS_MAX];
        str again[TEMPLATE_COLUMNS_MAX];
        assert_int_equal(template_kind_from(str_view(template_kind_word(kind))), k);
        assert_true(template_kind_label(kind).n > 0);
        assert_in_range(count, 1, TEMPLATE_COLUMNS_MAX);
        for (size_t c = 0; c < count; c++) {
            values[c] = str_format(arena, "값=%zu\n둘째", c);
        }
        template_parse(arena, kind, template_format(arena, kind, values), again);
        for (size_t c = 0; c < count; c++) {
            assert_true(str_equals(values[c], again[c]));
        }
    }
    assert_int_equal(template_kind_from(S("nothing")), -1);
}

// Changes wait for their day with the text of before: where the rate is the usual one it is the
// same.
static void a_rate_of_its_own_is_written_where_there_is_one(void **state)
{
    (void)state;
    str values[TEMPLATE_COLUMNS_MAX] = {S("이사"), S("smove.move"), S("service")};
    str again[TEMPLATE_COLUMNS_MAX];
    str before = template_format(arena, TEMPLATE_CATEGORY, values);
    assert_false(str_contains(before, S("delay_variant")));
    assert_true(str_contains(before, S("things="))); // empty as well
    template_parse(arena, TEMPLATE_CATEGORY, before, again);
    assert_true(str_is_empty(again[CATEGORY_DELAY_VARIANT]));
    values[CATEGORY_DELAY_VARIANT] = S("transport");
    str text = template_format(arena, TEMPLATE_CATEGORY, values);
    assert_true(str_equals(text, str_join(arena, before, S("delay_variant=transport\n"))));
    template_parse(arena, TEMPLATE_CATEGORY, text, again);
    assert_true(str_equals(again[CATEGORY_DELAY_VARIANT], S("transport")));
}

static template_wrong_list wrongs_of(enum template_kind kind, const char *const *typed)
{
    str values[TEMPLATE_COLUMNS_MAX];
    for (size_t c = 0; c < TEMPLATE_COLUMNS_MAX; c++) {
        values[c] = str_view(typed[c]);
    }
    template_wrong_list wrongs = template_wrongs(arena);
    template_check(kind, values, &wrongs);
    return wrongs;
}

static void what_does_not_fit_a_column_is_said(void **state)
{
    (void)state;
    static const struct {
        enum template_kind kind;
        const char *values[TEMPLATE_COLUMNS_MAX];
        int column; // -1: nothing is wrong
    } CASES[] = {
        {TEMPLATE_SYNONYM,   {"현수막", "synonym"},                                                   -1            },
        {TEMPLATE_SYNONYM,   {"", "synonym"},                                                            0             },
        {TEMPLATE_SYNONYM,   {"현수막", "cousin"},                                                    1             },
        {TEMPLATE_WORD,      {"forbidden", "까닭"},                                                    -1            },
        {TEMPLATE_WORD,      {"forbidden", ""},                                                          1             },
        {TEMPLATE_REASON,    {"까닭", "10", "3", "1"},                                                 -1            },
        {TEMPLATE_REASON,    {"까닭", "-1", "3", "1"},                                                 1             },
        {TEMPLATE_REASON,    {"까닭", "100001", "3", "1"},                                             1             },
        {TEMPLATE_REASON,    {"까닭", "10", "3", "2"},                                                 3             },
        {TEMPLATE_ATTRIBUTE, {"규격", "enum", "", "A4|A3", "1", "1", "1"},                             -1            },
        {TEMPLATE_ATTRIBUTE, {"규격", "enum", "", "", "1", "1", "1"},                                  3             },
        {TEMPLATE_ATTRIBUTE, {"규격", "text", "", "A4", "1", "1", "1"},                                3             },
        {TEMPLATE_ATTRIBUTE, {"규격", "text", "mm", "", "1", "1", "1"},                                2             },
        {TEMPLATE_ATTRIBUTE, {"폭", "number", "mm", "", "1", "1", "1"},                                 -1            },
        {TEMPLATE_UNIT,      {"말통|통말", "L", "18", "1", "1"},                                     -1            },
        {TEMPLATE_UNIT,      {"", "", "1", "1", "0"},                                                    -1            },
        {TEMPLATE_UNIT,      {"말통 |통말", "L", "18", "1", "1"},                                    UNIT_SPELLINGS},
        {TEMPLATE_UNIT,      {"2통", "L", "18", "1", "1"},                                              UNIT_SPELLINGS},
        {TEMPLATE_UNIT,      {"통|", "L", "18", "1", "1"},                                              -1            },
        {TEMPLATE_UNIT,      {"가|나|다|라|마|바|사|아|자", "L", "18", "1", "1"},               UNIT_SPELLINGS},
        {TEMPLATE_UNIT,      {"가나다라마바사아자차카", "L", "18", "1", "1"},                 UNIT_SPELLINGS},
        {TEMPLATE_UNIT,      {"말통", "L", "0", "1", "1"},                                             UNIT_TIMES    },
        {TEMPLATE_UNIT,      {"말통", "L", "18", "0", "1"},                                            UNIT_PARTS    },
        {TEMPLATE_UNIT,      {"말통", "L", "100001", "1", "1"},                                        UNIT_TIMES    },
        {TEMPLATE_UNIT,      {"말통", "", "18", "1", "1"},                                             UNIT_BASE     },
        {TEMPLATE_CATEGORY,
         {"종이", "paper", "goods", "상자", "taxable", "14111507", "1411150701", "", "1", "no", ""},
         -1                                                                                                            },
        {TEMPLATE_CATEGORY,
         {"종이", "paper", "goods", "상자", "taxable", "1411150", "", "", "1", "no", ""},
         CATEGORY_CLASS_NO                                                                                             },
        {TEMPLATE_CATEGORY,
         {"종이", "paper", "goods", "상자", "taxable", "14111507", "2411150701", "", "1", "no", ""},
         CATEGORY_DETAIL_NO                                                                                            },
        {TEMPLATE_CATEGORY,
         {"이사", "smove", "service", "회", "taxable", "", "", "", "0", "no", "", "", "transport"},
         -1                                                                                                            },
        {TEMPLATE_CATEGORY,
         {"이사", "smove", "service", "회", "taxable", "", "", "", "0", "no", "", "", "repair"},
         CATEGORY_DELAY_VARIANT                                                                                        },
        {TEMPLATE_CATEGORY,
         {"쌀", "food", "goods", "포", "taxable", "", "", "", "0", "no", "", "", "transport"},
         CATEGORY_DELAY_VARIANT                                                                                        },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        template_wrong_list wrongs = wrongs_of(CASES[i].kind, CASES[i].values);
        assert_int_equal(wrongs.count, CASES[i].column >= 0);
        for (size_t k = 0; k < wrongs.count; k++) {
            assert_int_equal(wrongs.items[k].column, CASES[i].column);
            assert_false(wrongs.items[k].is_key);
            assert_true(wrongs.items[k].text.n > 0);
        }
    }
}

static void all_that_is_wrong_is_said_each_place_once(void **state)
{
    (void)state;
    static const struct {
        enum template_kind kind;
        const char *values[TEMPLATE_COLUMNS_MAX];
        const char *columns;
    } CASES[] = {
        {TEMPLATE_SYNONYM,   {"", ""},                                                                "0 1 "    },
        {TEMPLATE_ATTRIBUTE, {"", "number", "mm", "A4", "2", "1", "x"},                               "0 4 6 3 "},
        {TEMPLATE_ATTRIBUTE, {"규격", "", "mm", "A4", "1", "1", "1"},                               "1 "      },
        {TEMPLATE_UNIT,      {"2통", "", "x", "0", "1"},                                             "2 0 3 "  },
        {TEMPLATE_CATEGORY,
         {"", "paper", "goods", "상자", "taxable", "1411150", "2411150701", "", "1", "no", "", ""},
         "0 5 "                                                                                                 },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        template_wrong_list wrongs = wrongs_of(CASES[i].kind, CASES[i].values);
        str columns = S("");
        for (size_t k = 0; k < wrongs.count; k++) {
            columns = str_format(arena, "%.*s%zu ", STR_ARG(columns), wrongs.items[k].column);
        }
        assert_string_equal(str_to_c(arena, columns), CASES[i].columns);
    }
    template_wrong_list wrongs = template_wrongs(arena);
    template_wrong_key(&wrongs, S(""));
    assert_int_equal(wrongs.count, 0);
    template_wrong_key(&wrongs, S("a"));
    template_wrong_key(&wrongs, S("b"));
    template_wrong_column(&wrongs, 0, S("c"));
    assert_int_equal(wrongs.count, 2);
    assert_true(wrongs.items[0].is_key && str_equals(wrongs.items[0].text, S("a")));
    assert_true(template_is_wrong(&wrongs, 0) && !template_is_wrong(&wrongs, 1));
}

static void values_fit_their_row_or_do_not(void **state)
{
    (void)state;
    str row[TEMPLATE_COLUMNS_MAX] = {S("규격"), S("enum"), S(""), S("A4|A3")};
    assert_true(template_value_fits(arena, row, S("A4")));
    assert_false(template_value_fits(arena, row, S("B5")));
    row[ATTRIBUTE_COLUMN_KIND] = S("number");
    assert_true(template_value_fits(arena, row, S("0.7")));
    assert_false(template_value_fits(arena, row, S("A4")));
    row[ATTRIBUTE_COLUMN_KIND] = S("bool");
    assert_true(template_value_fits(arena, row, S("예")));
    assert_false(template_value_fits(arena, row, S("A4")));
    row[ATTRIBUTE_COLUMN_KIND] = S("text");
    assert_true(template_value_fits(arena, row, S("A4")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_word_its_columns_and_goes_there_and_back),
        cmocka_unit_test(a_rate_of_its_own_is_written_where_there_is_one),
        cmocka_unit_test(what_does_not_fit_a_column_is_said),
        cmocka_unit_test(all_that_is_wrong_is_said_each_place_once),
        cmocka_unit_test(values_fit_their_row_or_do_not),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
