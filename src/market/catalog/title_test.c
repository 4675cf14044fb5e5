// Titles by the pattern of a category.
#include "market/catalog/title.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"

static struct attribute ROWS[] = {
    {T("size"),   T("규격"),       ATTRIBUTE_ENUM,   T(""),      T("A4|A3"), true,  false, NULL},
    {T("weight"), T("평량"),       ATTRIBUTE_NUMBER, T("g/m²"), T(""),      true,  false, NULL},
    {T("sheets"), T("매수"),       ATTRIBUTE_NUMBER, T("매"),   T(""),      true,  false, NULL},
    {T("w"),      T("가로"),       ATTRIBUTE_NUMBER, T("mm"),    T(""),      true,  false, NULL},
    {T("d"),      T("세로"),       ATTRIBUTE_NUMBER, T("mm"),    T(""),      true,  false, NULL},
    {T("h"),      T("높이"),       ATTRIBUTE_NUMBER, T("mm"),    T(""),      false, false, NULL},
    {T("eco"),    T("환경표지"), ATTRIBUTE_BOOL,   T(""),      T(""),      true,  false, NULL},
    {T("year"),   T("생산년도"), ATTRIBUTE_NUMBER, T("년"),   T(""),      false, false, NULL},
};
static const attribute_list TEMPLATE = {ROWS, COUNT(ROWS)};

static str build(const char *pattern, struct listing_value *values, size_t count)
{
    listing_value_list list = {values, count};
    struct title_facts facts = {
        .name = S("복사용지"), .maker = S("한결"), .rows = &TEMPLATE, .values = &list};
    return title_build(arena, str_view(pattern), &facts);
}

static void a_title_is_put_together_by_its_pattern(void **state)
{
    (void)state;
    struct listing_value values[] = {
        {S("size"),   S("A4")  },
        {S("weight"), S("80")  },
        {S("sheets"), S("2500")},
        {S("w"),      S("1200")},
        {S("d"),      S("700") },
        {S("eco"),    S("예") },
        {S("year"),   S("2026")},
    };
    static const struct {
        const char *pattern;
        const char *title;
    } CASES[] = {
        {"{@name} {size} {weight:g} {sheets}", "복사용지 A4 80g 2,500매"},
        {"{weight}",                           "80g/m²"                     },
        {"[{@maker} ][{@model} ]{@name}",      "한결 복사용지"         },
        {"책상 [{w:}×{d:}[×{h:}]mm]",      "책상 1200×700mm"          },
        {"책상 [{w:}×{d:}×{h:}mm] {size}", "책상 A4"                   },
        {"{eco:친환경} {@name}",            "친환경 복사용지"      },
        {"{eco} {@name}",                      "환경표지 복사용지"   },
        {"{year:년산} {year}",               "2026년산 2026년"          },
        {"{nothing} {@name}",                  "복사용지"                },
        {"{@model}",                           ""                            },
        {"글만",                             "글만"                      },
        {"{size",                              "A4"                          },
        {"[{size}",                            "A4"                          },
        {"",                                   ""                            },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str title = build(CASES[i].pattern, values, COUNT(values));
        if (!str_equals(title, str_view(CASES[i].title))) {
            print_error("%s: %.*s\n", CASES[i].pattern, STR_ARG(title));
        }
        assert_true(str_equals(title, str_view(CASES[i].title)));
    }
    values[5].value = S("아니오");
    assert_true(str_equals(build("{eco:친환경} {@name}", values, COUNT(values)), S("복사용지")));
}

static void a_title_ends_with_a_whole_word_where_there_is_no_more_room(void **state)
{
    (void)state;
    char long_words[301];
    for (size_t i = 0; i < 300; i++) {
        long_words[i] = i % 10 == 9 ? ' ' : 'a';
    }
    long_words[300] = '\0';
    str title = build(long_words, NULL, 0);
    assert_int_equal(title.n, 99);
    assert_true(title.p[title.n - 1] == 'a');
}

static void a_pattern_with_a_mistake_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const char *const BAD[] = {"{size", "size}", "{sise}",   "[{size}", "{size}]",
                                      "",      "글만",  "{si{ze}}", "{a[b}",   "[[[[[{size}]]]]]",
                                      "{}",    "{:g}",  "{@nam}"};
    static const char *const GOOD[] = {"{size}", "[{size}]", "{@name} {size:판}", "[[[[{size}]]]]"};
    str sentence;
    for (size_t i = 0; i < COUNT(BAD); i++) {
        assert_ptr_equal(title_check(arena, str_view(BAD[i]), &TEMPLATE, &sentence),
                         &TITLE_BAD_PATTERN);
        assert_true(sentence.n > 0);
    }
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        assert_null(title_check(arena, str_view(GOOD[i]), &TEMPLATE, &sentence));
    }
}

static void the_usual_pattern_names_what_must_be_filled_in(void **state)
{
    (void)state;
    str usual = title_usual(arena, &TEMPLATE);
    assert_true(str_equals(usual, S("{@name} {size} {weight} {sheets} {w}")));
    str sentence;
    assert_null(title_check(arena, usual, &TEMPLATE, &sentence));

    struct attribute rows[] = {
        {.key = S("area"),          .kind = ATTRIBUTE_NUMBER, .is_required = true},
        { .key = S("labor"), .kind = ATTRIBUTE_NUMBER,      .is_required = true,    .is_price = true},
    };
    attribute_list service = {.items = rows, .count = COUNT(rows)};
    assert_true(str_equals(title_usual(arena, &service), S("{@name} {area}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_is_put_together_by_its_pattern),
        cmocka_unit_test(a_title_ends_with_a_whole_word_where_there_is_no_more_room),
        cmocka_unit_test(a_pattern_with_a_mistake_is_refused_with_a_sentence),
        cmocka_unit_test(the_usual_pattern_names_what_must_be_filled_in),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
