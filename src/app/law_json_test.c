// Questions in and answers out as the interface promises them, byte for byte where it says so.
#include "app/law_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_testing.h"

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

#define ASK(id, more)                                                                              \
    "{\"id\":" id ",\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000000,"   \
    "\"contract_price_won\":50000000,\"on\":\"2026-11-23\"" more "}"

static void the_promised_question_gets_the_promised_answer(void **state)
{
    (void)state;
    str answer = S("");
    assert_true(law_json_decide(law, arena,
                                S("{\"id\":\"1\",\"regime\":\"LOCAL\",\"object\":\"goods\","
                                  "\"estimated_price_won\":50000000,"
                                  "\"contract_price_won\":50000000,\"supplier_tags\":[\"women\"],"
                                  "\"vulnerable_employment_bp\":null,\"on\":\"2026-11-23\"}"),
                                &answer));
    json_t *a = json_loadb(answer.p, answer.n, 0, NULL);
    assert_non_null(a);
    assert_string_equal(json_string_value(json_object_get(a, "id")), "1");
    assert_string_equal(json_string_value(json_object_get(a, "path")), "one_quote");
    assert_int_equal(json_integer_value(json_object_get(a, "one_quote_max_won")), 50000000);
    assert_int_equal(json_integer_value(json_object_get(a, "ceiling_won")), 100000000);
    assert_string_equal(json_string_value(json_object_get(a, "contract_document")), "waivable");
    assert_string_equal(json_string_value(json_object_get(a, "performance_security")), "waivable");
    assert_string_equal(json_string_value(json_object_get(a, "inspection_report")), "required");
    assert_int_equal(json_integer_value(json_object_get(a, "delay_ppm_per_day")), 800);
    assert_int_equal(json_array_size(json_object_get(a, "needs")), 1);
    assert_string_equal(json_string_value(json_array_get(json_object_get(a, "needs"), 0)),
                        "certificate:women");
    assert_string_equal(json_string_value(json_array_get(json_object_get(a, "rules"), 0)), "T-L08");
    assert_string_equal(json_string_value(json_object_get(a, "confidence")), "H");
    assert_true(json_string_length(json_object_get(a, "why")) > 0);
    json_decref(a);
}

static void a_limit_that_does_not_exist_is_null(void **state)
{
    (void)state;
    str answer = S("");
    assert_true(
        law_json_decide(law, arena, S(ASK("7", ",\"supplier_tags\":[\"welfare_corp\"]")), &answer));
    assert_true(str_starts(answer, S("{\"id\":7,\"path\":\"one_quote\",")));
    assert_true(str_contains(answer, S("\"one_quote_max_won\":null,\"ceiling_won\":null,")));
}

// A question with brackets within brackets, so many levels in all.
static str nested(size_t levels)
{
    struct out o;
    out_init(&o, arena, LIMIT_LAW_LINE);
    out_str(&o,
            S("{\"id\":\"[[\\\"[\",\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-11-23\","
              "\"estimated_price_won\":1,\"contract_price_won\":1,\"supplier_tags\":"));
    for (size_t i = 1; i < levels; i++) {
        out_char(&o, '[');
    }
    for (size_t i = 1; i < levels; i++) {
        out_char(&o, ']');
    }
    out_char(&o, '}');
    return out_view(&o);
}

static void brackets_stand_open_thirty_two_times_at_most(void **state)
{
    (void)state;
    str answer = S("");
    assert_true(law_json_decide(law, arena, nested(2), &answer));
    assert_true(
        str_starts(answer, S("{\"id\":\"[[\\\"[\",\"path\":"))); // those of a text do not count
    assert_false(law_json_decide(law, arena, nested(LIMIT_JSON_DEPTH), &answer));
    assert_true(str_starts(answer, S("{\"id\":\"[[\\\"[\",\"error\":\"supplier_tags")));
    assert_false(law_json_decide(law, arena, nested(LIMIT_JSON_DEPTH + 1), &answer));
    assert_true(str_starts(answer, S("{\"id\":null,\"error\":\"괄호가 너무 깊습니다")));
}

static void a_bad_question_is_answered_with_its_id_and_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *start;
    } CASES[] = {
        {"",                                         "{\"id\":null,\"error\":\""            },
        {"not json",                                 "{\"id\":null,\"error\":\""            },
        {"[1]",                                      "{\"id\":null,\"error\":\""            },
        {"{\"id\":\"a\",\"id\":\"b\"}",              "{\"id\":null,\"error\":\""            },
        {"{\"id\":\"x\\\"y\"}",                      "{\"id\":\"x\\\"y\",\"error\":\"regime"},
        {ASK("\"1\"",                                ",\"supplier_tag\":[]"),                 "{\"id\":\"1\",\"error\":\"모르는 항목"},
        {ASK("\"1\"",                                          ",\"supplier_tags\":\"women\""),                                                                       "{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"", ",\"supplier_tags\":[\"woman\"]"),"{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"",         ",\"supplier_tags\":[null]"),                                      "{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"",                                ",\"vulnerable_employment_bp\":10001"),
         "{\"id\":\"1\",\"error\":\"vulnerable"},
        {ASK("\"1\"",                                          ",\"vulnerable_employment_bp\":30.5"),
         "{\"id\":\"1\",\"error\":\"vulnerable"},
        {ASK("\"1\"",     ",\"similar_price_won\":-1"),                                            "{\"id\":\"1\",\"error\":\"similar"},
        {"{\"id\":1,\"regime\":\"OWN\"}","{\"id\":1,\"error\":\"regime"                                             },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"works\"}",                                "{\"id\":1,\"error\":\"object"                                      },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"any\"}",                                          "{\"id\":1,\"error\":\"object"                                                  },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-29\"}",
         "{\"id\":1,\"error\":\"on"},
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\"}",
         "{\"id\":1,\"error\":\"estimated"},
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1000000000000001}",                                          "{\"id\":1,\"error\":\"estimated"},
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1.5}",                                          "{\"id\":1,\"error\":\"estimated"                       },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1}",                                          "{\"id\":1,\"error\":\"contract"                                      },
        {"{\"id\":{},\"regime\":1}",                                          "{\"id\":null,\"error\":\"regime"                                                                                       },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str answer = S("");
        assert_false(law_json_decide(law, arena, str_view(CASES[i].text), &answer));
        if (!str_starts(answer, str_view(CASES[i].start))) {
            fail_msg("%zu: %.*s", i, STR_ARG(answer));
        }
        json_t *a = json_loadb(answer.p, answer.n, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(a);
        json_decref(a);
    }
}

static void the_largest_amounts_are_answered_and_a_long_line_is_not(void **state)
{
    (void)state;
    str answer = S("");
    assert_true(law_json_decide(
        law, arena,
        S("{\"regime\":\"STATE\",\"object\":\"lease\",\"on\":\"1900-01-01\","
          "\"estimated_price_won\":1000000000000000,\"contract_price_won\":1000000000000000,"
          "\"similar_price_won\":1000000000000000}"),
        &answer));
    assert_true(str_contains(answer, S("\"confidence\":\"U\"")));

    static char line[LIMIT_LAW_LINE + 1];
    memset(line, '\x01', sizeof(line));
    memcpy(line, "{\"id\":\"", 7);
    assert_false(law_json_decide(law, arena, (str){.p = line, .n = sizeof(line)}, &answer));
}

static void the_same_question_is_the_same_answer_to_the_byte(void **state)
{
    (void)state;
    str first = S("");
    str second = S("");
    const str question = S(ASK("\"1\"", ",\"supplier_tags\":[\"disabled\",\"women\"]"));
    assert_true(law_json_decide(law, arena, question, &first));
    assert_true(law_json_decide(law, arena, question, &second));
    assert_true(str_equals(first, second));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_promised_question_gets_the_promised_answer),
        cmocka_unit_test(a_limit_that_does_not_exist_is_null),
        cmocka_unit_test(brackets_stand_open_thirty_two_times_at_most),
        cmocka_unit_test(a_bad_question_is_answered_with_its_id_and_an_error),
        cmocka_unit_test(the_largest_amounts_are_answered_and_a_long_line_is_not),
        cmocka_unit_test(the_same_question_is_the_same_answer_to_the_byte),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
