// A program asks the law: one question, one answer, as the verb gives it.
#include "app/law_api_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/law_json.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "platform/web/web_testing.h"

#define PATH "/api/v1/law/decide"
#define QUESTION                                                                                   \
    "{\"id\":\"1\",\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000000,"    \
    "\"contract_price_won\":50000000,\"supplier_tags\":[\"women\"],"                               \
    "\"vulnerable_employment_bp\":null,\"on\":\"2026-11-23\"}"

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;

static void the_answer_is_the_verbs_own(void **state)
{
    (void)state;
    str answer = S("");
    assert_true(law_json_decide(testing_law(), database.arena, S(QUESTION), &answer));
    struct web_answer a = web_ask(&web, "POST", PATH, "application/json", S(QUESTION "\n"));
    assert_int_equal(a.status, 200);
    assert_true(str_equals(a.body, answer));
    assert_true(str_contains(a.bytes, S("Content-Type: application/json")));
    assert_true(str_contains(a.bytes, S("Cache-Control: no-store")));
    assert_int_equal(a.statements, 0);
}

static void a_question_that_cannot_be_read_is_told_so(void **state)
{
    (void)state;
    struct web_answer a =
        web_ask(&web, "POST", PATH, "application/json", S("{\"id\":7,\"regime\":\"MOON\"}"));
    assert_int_equal(a.status, 422);
    assert_true(web_shows(a, "{\"id\":7,\"error\":\""));
    a = web_ask(&web, "POST", PATH "?x=1", "application/json", S(QUESTION));
    assert_int_equal(a.status, 422);
    assert_true(web_shows(a, "{\"id\":null,\"error\":\"모르는 조건이"));
    assert_int_equal(web_ask(&web, "POST", PATH, "application/json", S("")).status, 422);
    assert_int_equal(
        web_ask(&web, "POST", PATH, "application/x-www-form-urlencoded", S("a=b")).status, 422);
    char *line = arena_alloc(database.arena, LIMIT_LAW_LINE + 1);
    memset(line, ' ', LIMIT_LAW_LINE + 1);
    memcpy(line, QUESTION, strlen(QUESTION) - 1);
    line[LIMIT_LAW_LINE] = '}';
    str long_one = {.p = line, .n = LIMIT_LAW_LINE + 1};
    assert_int_equal(web_ask(&web, "POST", PATH, "application/json", long_one).status, 422);
    line[LIMIT_LAW_LINE - 1] = '}';
    long_one.n = LIMIT_LAW_LINE;
    assert_int_equal(web_ask(&web, "POST", PATH, "application/json", long_one).status, 200);
}

static void what_is_no_question_is_told_in_the_words_of_the_verb(void **state)
{
    (void)state;
    const str TEXTS[] = {
        S("\xEF\xBB\xBF" QUESTION), // a byte order mark
        S(QUESTION QUESTION),
        S(QUESTION "\0"),
        S("{\"id\":\"\xFF\"}"),
        S("{\"id\":1,\"estimated_price_won\":99999999999999999999}"),
        S("{\"id\":1,\"on\":\"2026-11-23\",\"on\":\"2026-11-24\"}"),
        S("{\"id\":1,\"regime\":\"LOCAL\\u0000\"}"),
        S("null"),
        S("{}"),
    };
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        str answer = S("");
        assert_false(law_json_decide(testing_law(), database.arena, TEXTS[i], &answer));
        struct web_answer a = web_ask(&web, "POST", PATH, "application/json", TEXTS[i]);
        assert_int_equal(a.status, 422);
        assert_true(str_equals(a.body, answer));
    }
}

static void brackets_are_counted_before_they_are_read(void **state)
{
    (void)state;
    char deep[2 * (LIMIT_JSON_DEPTH + 1)];
    for (size_t levels = LIMIT_JSON_DEPTH; levels <= LIMIT_JSON_DEPTH + 1; levels++) {
        memset(deep, '[', levels);
        memset(deep + levels, ']', levels);
        struct web_answer a =
            web_ask(&web, "POST", PATH, "application/json", (str){.p = deep, .n = 2 * levels});
        assert_int_equal(a.status, 422);
        assert_int_equal(web_shows(a, "괄호가 너무 깊습니다"), levels > LIMIT_JSON_DEPTH);
    }
}

static void it_is_asked_by_post_alone(void **state)
{
    (void)state;
    assert_int_equal(web_get(&web, PATH).status, 405);
}

static int set_up(void **state)
{
    (void)state;
    web_test_open(&web, &database, LAW_API_ROUTES, LAW_API_ROUTE_COUNT);
    web.site.law = testing_law();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    web_test_close(&web);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_the_verbs_own),
        cmocka_unit_test(a_question_that_cannot_be_read_is_told_so),
        cmocka_unit_test(what_is_no_question_is_told_in_the_words_of_the_verb),
        cmocka_unit_test(brackets_are_counted_before_they_are_read),
        cmocka_unit_test(it_is_asked_by_post_alone),
    };
    int failed = 0;
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    return failed;
}
