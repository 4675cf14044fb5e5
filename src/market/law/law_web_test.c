// The law on pages: the row in force on a day is the one the law decides by, and every word is
// Korean.
#include "market/law/law_web.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_column.h"
#include "market/law/law_testing.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static const struct law *law;

static const struct actor OPERATOR = {.account = {1}, .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
static const struct actor OFFICER = {.account = {2}, .rights = RIGHT_SIGNED_IN | RIGHT_BUYER};

static int setup(void **state)
{
    (void)state;
    law = testing_law();
    web_test_open(&web, &database, LAW_ROUTES, LAW_ROUTE_COUNT);
    web.site.law = law;
    web_as(&web, &OPERATOR);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    web_test_close(&web);
    return 0;
}

static void every_kind_is_listed_and_asks_no_statement(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/admin/rules");
    assert_int_equal(a.status, 200);
    assert_int_equal(a.statements, 0);
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        const char *kind = law_table_name((enum law_table)t);
        assert_true(web_shows(a, law_table_label((enum law_table)t)));
        str path = str_format(database.arena, "/admin/rules/%s?all=1", kind);
        a = web_get(&web, str_to_c(database.arena, path));
        assert_int_equal(a.status, 200);
        assert_int_equal(a.statements, 0);
        assert_true(web_shows(a, str_to_c(database.arena, law_row(law, (enum law_table)t, 0)->id)));
        a = web_get(&web, "/admin/rules");
    }
}

// Is there, for each regime that the row binds, a closer or later row of its key?
static bool is_beaten(const struct law *of, enum law_table table, const struct law_head *h,
                      date day)
{
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        bool beaten = law_row_fits(of, h, (enum law_regime)r, day) == 0;
        for (size_t i = 0; i < law_count(of, table) && !beaten; i++) {
            const struct law_head *other = law_row(of, table, i);
            beaten = LAW_TABLES[table].keyed && law_key_equals(table, h, other) &&
                     law_row_beats(of, other, h, (enum law_regime)r, day);
        }
        if (!beaten) {
            return false;
        }
    }
    return true;
}

// 지방계약법 시행령 제25조제1항제5호: goods and services, 50,000,000 from 2010-10-27 on.
static void a_row_stands_as_the_day_says(void **state)
{
    (void)state;
    struct arena *a = database.arena;
    date day = date_from_ymd(2026, 11, 24);
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        const enum law_standing *standings = law_standings_on(law, table, day, a);
        for (size_t i = 0; i < law_count(law, table); i++) {
            const struct law_head *h = law_row(law, table, i);
            bool fits = false;
            for (int r = 0; r < LAW_REGIME_COUNT; r++) {
                fits = fits || law_row_fits(law, h, (enum law_regime)r, day) > 0;
            }
            if (!h->active) {
                assert_int_equal(standings[i], LAW_OFF);
            } else if (!date_is_none(h->first_day) && date_before(day, h->first_day)) {
                assert_int_equal(standings[i], LAW_TO_COME);
            } else if (!fits) {
                assert_int_equal(standings[i], LAW_OVER);
            } else {
                assert_int_equal(standings[i],
                                 is_beaten(law, table, h, day) ? LAW_OVER : LAW_IN_FORCE);
            }
        }
    }
}

// F-14.1 and F-10.1: 1/1000 a day until 2016-11-28, 0.5/1000 from the day after.
static void the_day_before_and_the_day_of_a_change_differ(void **state)
{
    (void)state;
    struct web_answer eve = web_get(&web, "/admin/rules/delay_rates?on=2016-11-28&regime=LOCAL");
    struct web_answer day = web_get(&web, "/admin/rules/delay_rates?on=2016-11-29&regime=LOCAL");
    assert_true(web_shows(eve, ">F-14.1<"));
    assert_false(web_shows(eve, ">F-10.1<"));
    assert_true(web_shows(eve, "0.1%"));
    assert_true(web_shows(day, ">F-10.1<"));
    assert_false(web_shows(day, ">F-14.1<"));
    assert_true(web_shows(day, "0.05%"));
    assert_true(web_shows(
        web_get(&web, "/admin/rules/delay_rates?on=2016-11-29&regime=LOCAL&all=1"), ">F-14.1<"));
}

static void one_row_shows_its_article_source_and_versions(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/admin/rules/delay_rates/F-10.1");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "지방계약법 시행령 제90조"));
    assert_true(web_shows(a, "kr/delay_rates:3"));
    assert_true(web_shows(a, "본문을 읽음"));
    assert_true(web_shows(a, "2016. 11. 29."));
    assert_int_equal(web_get(&web, "/admin/rules/delay_rates/F-99.9").status, 404);
    assert_int_equal(web_get(&web, "/admin/rules/nothing").status, 404);
    assert_int_equal(web_get(&web, "/admin/rules/nothing/F-10.1").status, 404);
}

static void a_row_that_is_off_is_shown_as_off(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/admin/rules/facts/R-08.1");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "꺼짐"));
    assert_true(web_shows(a, "미확인"));
}

static void a_long_kind_has_pages_that_miss_no_row(void **state)
{
    (void)state;
    size_t seen = 0;
    size_t count = law_count(law, LAW_THRESHOLDS);
    assert_true(count > 2 * LIMIT_DESK_ROWS);
    for (size_t from = 0; from < count; from += LIMIT_DESK_ROWS) {
        str path = str_format(database.arena, "/admin/rules/thresholds?all=1&from=%zu", from);
        struct web_answer a = web_get(&web, str_to_c(database.arena, path));
        for (size_t i = 0; i < count; i++) {
            str id = law_row(law, LAW_THRESHOLDS, i)->id;
            seen += web_shows(
                a, str_to_c(database.arena, str_format(database.arena, ">%.*s<", STR_ARG(id))));
        }
    }
    assert_int_equal(seen, count);
}

// 제53조 is the article of the security's waiver alone among the waivers of papers.
static void words_choose_rows_by_article_and_by_what_they_say(void **state)
{
    (void)state;
    struct web_answer a = web_get(&web, "/admin/rules/documents?q=제53조");
    assert_true(web_shows(a, ">C-06.1<"));
    assert_false(web_shows(a, ">C-01.2<"));
    a = web_get(&web, "/admin/rules/documents?q=계약보증금+지방계약법");
    assert_true(web_shows(a, ">C-06.1<"));
    assert_false(web_shows(a, ">C-06.2<"));
    a = web_get(&web, "/admin/rules/documents?q=없는말");
    assert_true(web_shows(a, "이 날의 규칙이 없습니다"));
    a = web_get(&web, "/admin/rules?q=c-06.1");
    assert_true(web_shows(a, "/admin/rules/documents?q=c-06.1"));
    assert_false(web_shows(a, "/admin/rules/terms?")); // none of its rows says so
    assert_true(web_shows(web_get(&web, "/admin/rules?q=없는말"), "찾는 규칙이 없습니다"));
}

static void a_day_that_is_none_is_told(void **state)
{
    (void)state;
    static const char TOLD[] = "날짜를 읽을 수 없어 오늘의 규칙을 보입니다";
    static const struct {
        const char *path;
        bool is_told;
    } ASKED[] = {
        {"/admin/rules",                         false},
        {"/admin/rules?on=",                     false},
        {"/admin/rules?on=2026-01-31",           false},
        {"/admin/rules?on=bad",                  true },
        {"/admin/rules?on=9999-99-99",           true },
        {"/admin/rules/documents?on=2026-02-30", true },
        {"/admin/rules/documents?on=2026-02-28", false},
    };
    for (size_t i = 0; i < COUNT(ASKED); i++) {
        struct web_answer a = web_get(&web, ASKED[i].path);
        assert_int_equal(a.status, 200);
        assert_int_equal(web_shows(a, TOLD), ASKED[i].is_told);
    }
}

static void the_file_holds_what_the_page_shows(void **state)
{
    (void)state;
    struct web_answer a =
        web_get(&web, "/admin/rules.csv?kind=delay_rates&on=2016-11-28&regime=LOCAL");
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "\"지연배상금률\",\"F-14.1\",\"F-14\","));
    assert_true(web_shows(a, "하루 비율: 0.1%"));
    assert_true(
        web_shows(a, ",\"2016-11-28\",\"\",")); // its last day; no version takes its place before
    assert_false(web_shows(a, "F-10.1"));
    assert_false(web_shows(a, "계약서"));
    a = web_get(&web, "/admin/rules.csv?all=1");
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)t); i++) {
            str id = law_row(law, (enum law_table)t, i)->id;
            assert_true(
                web_shows(a, str_to_c(database.arena,
                                      str_format(database.arena, ",\"%.*s\",", STR_ARG(id)))));
        }
    }
    static const char *const NO_DAYS[] = {"bad", "9999-99-99", "2026-02-30", "2026-1-1"};
    for (size_t i = 0; i < COUNT(NO_DAYS); i++) { // no file of today's in its place
        str path = str_format(database.arena, "/admin/rules.csv?on=%s", NO_DAYS[i]);
        a = web_get(&web, path.p);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, LAW_DAY_UNREAD.text));
        assert_false(str_contains(a.bytes, S("text/csv")));
    }
    assert_int_equal(web_get(&web, "/admin/rules.csv?on=").status, 200);
    web_as(&web, &OFFICER);
    assert_int_equal(web_get(&web, "/admin/rules.csv").status, 403);
    web_as(&web, &OPERATOR);
}

static void only_the_operator_reads_them(void **state)
{
    (void)state;
    web_as(&web, &OFFICER);
    assert_int_equal(web_get(&web, "/admin/rules").status, 403);
    web_as(&web, NULL);
    assert_int_equal(web_get(&web, "/admin/rules/thresholds").status, 303);
    web_as(&web, &OPERATOR);
}

// Values that are names of their own, or the machinery's words.
static bool is_own_word(const char *column)
{
    static const char *const COLUMNS[] = {"field",  "weights", "code", "issuer",
                                          "verify", "proof",   "note"};
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        if (str_equals(str_view(column), str_view(COLUMNS[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_code_word(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!islower((unsigned char)text.p[i]) && text.p[i] != '_') {
            return false;
        }
    }
    return text.n > 0;
}

static void no_word_of_the_machinery_is_shown(void **state)
{
    (void)state;
    struct arena *a = database.arena;
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        for (size_t c = 0; c < law_column_count(table); c++) {
            const char *column = law_column_name(table, c);
            if (str_equals(str_view(law_column_label(column)), str_view(column))) {
                fail_msg("column %s has no label", column);
            }
            for (size_t i = 0; i < law_count(law, table); i++) {
                str shown = law_value_text(a, law, table, i, c);
                for (str rest = shown; rest.n > 0 && !is_own_word(column);) {
                    str word = str_cut(&rest, ' ');
                    if (is_code_word(word)) {
                        fail_msg("%s of %s shows '%.*s'", column, law_table_name(table),
                                 STR_ARG(word));
                    }
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_listed_and_asks_no_statement),
        cmocka_unit_test(a_row_stands_as_the_day_says),
        cmocka_unit_test(the_day_before_and_the_day_of_a_change_differ),
        cmocka_unit_test(one_row_shows_its_article_source_and_versions),
        cmocka_unit_test(a_row_that_is_off_is_shown_as_off),
        cmocka_unit_test(a_long_kind_has_pages_that_miss_no_row),
        cmocka_unit_test(words_choose_rows_by_article_and_by_what_they_say),
        cmocka_unit_test(a_day_that_is_none_is_told),
        cmocka_unit_test(the_file_holds_what_the_page_shows),
        cmocka_unit_test(only_the_operator_reads_them),
        cmocka_unit_test(no_word_of_the_machinery_is_shown),
    };
    int failed = 0;
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, setup, teardown);
    }
    return failed;
}
