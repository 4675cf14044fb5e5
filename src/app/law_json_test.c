// Questions in and answers out as the interface promises them, byte for byte where it says so.
#include "app/law_json.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_testing.h"
#include "market/law/law_text.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

#define ASK(id, more)                                                                              \
    "{\"id\":" id ",\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000000,"   \
    "\"contract_price_won\":50000000,\"on\":\"2026-11-23\"" more "}"

// Wherever memory runs out, the question is not said to be wrong.
static void no_memory_is_not_the_askers_fault(void **state)
{
    (void)state;
    jmp_buf edge;
    volatile int64_t met = 0;
    volatile bool is_read = false;
    arena_set_edge(arena, &edge);
    while (!is_read) {
        if (setjmp(edge) == 0) {
            struct law_question q;
            str id;
            arena_fail_at(met + 1);
            assert_null(law_json_read(arena, S(ASK("\"7\"", "")), &q, &id));
            is_read = true;
        } else {
            met = met + 1;
        }
    }
    arena_fail_at(0);
    arena_set_edge(arena, NULL);
    assert_in_range(met, 20, 1000); // each name, text and number has memory of its own
}

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

// Five days late of 8,800,000 won at the rate of the answer.
static void transport_is_asked_for_by_an_item_of_its_own(void **state)
{
    (void)state;
#define MOVING(more)                                                                               \
    "{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"service\",\"estimated_price_won\":8000000,"       \
    "\"contract_price_won\":8800000,\"on\":\"2026-11-23\"" more "}"
    static const struct {
        const char *text;
        const char *part;
    } CASES[] = {
        {MOVING(""),                                 "\"delay_ppm_per_day\":1300,"},
        {MOVING(",\"delay_variant\":\"\""),          "\"delay_ppm_per_day\":1300,"},
        {MOVING(",\"delay_variant\":\"transport\""), "\"delay_ppm_per_day\":2500,"},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str answer = S("");
        assert_true(law_json_decide(law, arena, str_view(CASES[i].text), &answer));
        assert_true(str_contains(answer, str_view(CASES[i].part)));
        assert_int_equal(str_contains(answer, S("\"F-13.1\"")), i == 2);
    }
#undef MOVING
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

#define TWICE_OF_NONE "{\"id\":null,\"error\":\"같은 항목을 두 번"
#define ID_UNREAD(id) "{\"id\":" id ",\"estimated_price_won\":99999999999999999999}"
#define ID_TOLD(id) "{\"id\":" id ",\"error\":\"너무 큰 수가"

static void a_bad_question_is_answered_with_its_id_and_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *start;
    } CASES[] = {
        {"",                                                                           "{\"id\":null,\"error\":\""                                                        },
        {"not json",                                                                   "{\"id\":null,\"error\":\""                                                        },
        {"[1]",                                                                        "{\"id\":null,\"error\":\""                                                        },
        {"{\"id\":\"a\",\"id\":\"b\"}",                                                "{\"id\":null,\"error\":\""                                                        },
        {"{\"id\":\"x\\\"y\"}",                                                        "{\"id\":\"x\\\"y\",\"error\":\"regime"                                            },
        {ASK("\"1\"",                                                                  ",\"supplier_tag\":[]"),                                                             "{\"id\":\"1\",\"error\":\"모르는 항목"},
        {ASK("\"1\"",                                                                            ",\"supplier_tags\":\"women\""),                                                                                                                                                     "{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"",                                   ",\"supplier_tags\":[\"woman\"]"),"{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"",         ",\"supplier_tags\":[null]"),                                                                                  "{\"id\":\"1\",\"error\":\"supplier_tags"},
        {ASK("\"1\"",                                                                  ",\"vulnerable_employment_bp\":10001"),
         "{\"id\":\"1\",\"error\":\"vulnerable"},
        {ASK("\"1\"",                                                                            ",\"vulnerable_employment_bp\":30.5"),
         "{\"id\":\"1\",\"error\":\"vulnerable"},
        {ASK("\"1\"",                                       ",\"delay_variant\":\"works\""),                                                                                                                          "{\"id\":\"1\",\"error\":\"delay_variant는"},
        {ASK("\"1\"",",\"delay_variant\":null"),                                                                                                                            "{\"id\":\"1\",\"error\":\"delay_variant는"},
        {ASK("\"1\"",                                                                  ",\"delay_variant\":2500"),                                                                                "{\"id\":\"1\",\"error\":\"delay_variant는"},
        {ASK("\"1\"",                                                                            ",\"delay_variant\":\"transport\\u0000\""),
         "{\"id\":\"1\",\"error\":\"delay_variant는"},
        {ASK("\"1\"",                                ",\"delay_variants\":\"transport\""),
         "{\"id\":\"1\",\"error\":\"모르는 항목"},
        {ASK("\"1\"",",\"similar_price_won\":-1"),"{\"id\":\"1\",\"error\":\"similar"},
        {"{\"id\":1,\"regime\":\"OWN\"}",                                                                  "{\"id\":1,\"error\":\"regime"                               },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"works\"}",                                                                            "{\"id\":1,\"error\":\"object"                                                                                                                                                    },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"any\"}",                                 "{\"id\":1,\"error\":\"object"                                                                                                                   },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-29\"}",
         "{\"id\":1,\"error\":\"on"                                                                                                                                                                       },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\"}",
         "{\"id\":1,\"error\":\"estimated"                                 },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1000000000000001}",                       "{\"id\":1,\"error\":\"estimated_price_won은 0에서 1000000000000000 사이"},
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1.5}",                         "{\"id\":1,\"error\":\"estimated"                                             },
        {"{\"id\":1,\"regime\":\"LOCAL\",\"object\":\"goods\",\"on\":\"2026-02-28\","
         "\"estimated_price_won\":1}", "{\"id\":1,\"error\":\"contract"                                                                                                                                       },
        {"{\"id\":\"a\",\"on\":\"\",\"on\":\"\"}", "{\"id\":\"a\",\"error\":\"같은 항목을 두 번"                                                                                                                                },
        {"{\"id\":3,\"on\":\"\",\"on\":\"\"}",                         "{\"id\":3,\"error\":\"같은 항목을 두 번"       },
        {"{\"on\":1,\"id\":\"a\",\"id\":\"b\"}",                                      "{\"id\":null,\"error\":\"같은 항목을 두 번"                                                               },
        {"{\"id\":\"a\",\"on\":\"\",\"on\":\"\",\"id\":\"b\"}",                                        TWICE_OF_NONE                                                                                          },
        {"{\"id\":\"a\",\"on\":\"\",\"on\":\"\",\"\\u0069d\":\"b\"}",                                     TWICE_OF_NONE                                                                   },
        {"{\"on\":\"\",\"on\":\"\",\"i\\u0064\":\"b\",\"id\":\"a\"}",                                         TWICE_OF_NONE                                                   },
        {"{\"on\":\"\",\"on\":{\"id\":1}}",                                       TWICE_OF_NONE                                 },
        {"{\"on\":\"\",\"on\":\"\"}",                        TWICE_OF_NONE                                                      },
        {"{\"id\":\"a\",\"regime\":\"LOCAL\\u0000\"}",                  "{\"id\":\"a\",\"error\":\"regime"                                                   },
        {"{\"id\":\"a\\u0000\",\"regime\":1}",                  "{\"id\":\"a\\u0000\",\"error\":\"regime"                                               },
        {"{\"id\":\"a\",\"estimated_price_won\":9223372036854775808}",
         "{\"id\":\"a\",\"error\":\"너무 큰 수가"                                                                           },
        {"{\"id\":7,\"estimated_price_won\":99999999999999999999999}",
         "{\"id\":7,\"error\":\"너무 큰 수가"                                                                                                },
        {"{\"id\":7.5,\"estimated_price_won\":-99999999999999999999999}",
         "{\"id\":null,\"error\":\"너무 큰 수가"                                                                },
        {"{\"id\":99999999999999999999}",                                         "{\"id\":null,\"error\":\"너무 큰 수가"                                                                 },
        {"{\"id\":\"a\",\"estimated_price_won\":1e999}",                 "{\"id\":null,\"error\":\"너무 큰 수가"                                                                                                                    },
        {ID_UNREAD("9007199254740991"),                 ID_TOLD("9007199254740991")                                                                                                                        },
        {ID_UNREAD("9007199254740992"),              ID_TOLD("9007199254740992")                                                                                                                     },
        {ID_UNREAD("9007199254740993"),                                              ID_TOLD("9007199254740993")                                            },
        {ID_UNREAD(" -9007199254740993 "),                               ID_TOLD("-9007199254740993")                                                     },
        {ID_UNREAD("9223372036854775807"),                                                ID_TOLD("9223372036854775807")                                                                                       },
        {ID_UNREAD("9223372036854775808"),                                                ID_TOLD("null")                                                                                          },
        {ID_UNREAD("7.0"),                                                ID_TOLD("null")                                                          },
        {ID_UNREAD("7.00000000000000000001"),                                             ID_TOLD("null")                                                                     },
        {"{\"estimated_price_won\":99999999999999999999,\"id\" :\n12}",                                             ID_TOLD("12")                                                  },
        {ASK("true",                                             ""),                                                                  "{\"id\":null,\"error\":\"id는"},
        {ASK("1.5",                                                             ""),                                                                                  "{\"id\":null,\"error\":\"id는"},
        {ASK("[]",                                          ""),                                                                  "{\"id\":null,\"error\":\"id는"},
        {"{\"id\":{},\"regime\":1}",                "{\"id\":null,\"error\":\"regime"                                         },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str answer = S("");
        assert_false(law_json_decide(law, arena, str_view(CASES[i].text), &answer));
        if (!str_starts(answer, str_view(CASES[i].start))) {
            fail_msg("%zu: %.*s", i, STR_ARG(answer));
        }
        json_t *a = json_loadb(answer.p, answer.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
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

// Each word that others write and read, beside what it means here. Typed a second time on purpose:
// who renames one breaks their programs.
struct wire {
    const char *word;
    int value;
};
static const struct wire REGIMES[] = {
    {"LOCAL",          LAW_LOCAL         },
    {"LOCAL_CORP",     LAW_LOCAL_CORP    },
    {"LOCAL_INVESTED", LAW_LOCAL_INVESTED},
    {"STATE",          LAW_STATE         },
    {"PUBCORP",        LAW_PUBCORP       },
    {"PRIVATE_SCHOOL", LAW_PRIVATE_SCHOOL},
};
static const struct wire OBJECTS[] = {
    {"goods",         LAW_GOODS        },
    {"service",       LAW_SERVICE      },
    {"works_general", LAW_WORKS_GENERAL},
    {"works_special", LAW_WORKS_SPECIAL},
    {"works_other",   LAW_WORKS_OTHER  },
    {"lease",         LAW_LEASE        },
};
static const struct wire TAGS[] = {
    {"small_micro",                LAW_TAG_SMALL_MICRO               },
    {"special_knowledge",          LAW_TAG_SPECIAL_KNOWLEDGE         },
    {"women",                      LAW_TAG_WOMEN                     },
    {"disabled",                   LAW_TAG_DISABLED                  },
    {"social_enterprise",          LAW_TAG_SOCIAL_ENTERPRISE         },
    {"social_coop",                LAW_TAG_SOCIAL_COOP               },
    {"self_support",               LAW_TAG_SELF_SUPPORT              },
    {"village",                    LAW_TAG_VILLAGE                   },
    {"youth_startup",              LAW_TAG_YOUTH_STARTUP             },
    {"severe_disability_facility", LAW_TAG_SEVERE_DISABILITY_FACILITY},
    {"veterans_group",             LAW_TAG_VETERANS_GROUP            },
    {"welfare_corp",               LAW_TAG_WELFARE_CORP              },
    {"standard_workplace",         LAW_TAG_STANDARD_WORKPLACE        },
};
static const struct wire PATHS[] = {
    {"quote_waived",      LAW_QUOTE_WAIVED     },
    {"one_quote",         LAW_ONE_QUOTE        },
    {"designated_quotes", LAW_DESIGNATED_QUOTES},
    {"open_bidding",      LAW_OPEN_BIDDING     },
};
static const struct wire DUTIES[] = {
    {"required", LAW_REQUIRED},
    {"waivable", LAW_WAIVABLE},
    {"own_rule", LAW_OWN_RULE},
};
static_assert(COUNT(REGIMES) == LAW_REGIME_COUNT, "each is pinned");
static_assert(COUNT(OBJECTS) == LAW_OBJECT_COUNT, "each is pinned");
static_assert(COUNT(TAGS) == LAW_TAG_COUNT, "each is pinned");
static_assert(COUNT(PATHS) == LAW_PATH_COUNT, "each is pinned");
static_assert(COUNT(DUTIES) == LAW_DUTY_COUNT, "each is pinned");

// A text with its gaps ($) filled by one word.
static str fill(const char *text, const char *word)
{
    struct out o;
    out_init(&o, arena, LIMIT_LAW_LINE);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '$') {
            out_str(&o, str_view(word));
        } else {
            out_char(&o, *at);
        }
    }
    return out_view(&o);
}

static struct law_question read_with(const char *text, const char *word)
{
    struct law_question q;
    str id = S("");
    const char *trouble = law_json_read(arena, fill(text, word), &q, &id);
    if (trouble != NULL) {
        fail_msg("%s: %s", word, trouble);
    }
    return q;
}

#define REST "\"estimated_price_won\":1,\"contract_price_won\":1,\"on\":\"2026-11-23\"}"

static void every_word_of_a_question_is_read_and_kept_as_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REGIMES); i++) {
        struct law_question q =
            read_with("{\"regime\":\"$\",\"object\":\"goods\"," REST, REGIMES[i].word);
        assert_int_equal(q.regime, REGIMES[i].value);
        assert_true(str_contains(law_question_text(arena, &q),
                                 fill("{\"regime\":\"$\",", REGIMES[i].word)));
    }
    for (size_t i = 0; i < COUNT(OBJECTS); i++) {
        struct law_question q =
            read_with("{\"regime\":\"LOCAL\",\"object\":\"$\"," REST, OBJECTS[i].word);
        assert_int_equal(q.object, OBJECTS[i].value);
        assert_true(str_contains(law_question_text(arena, &q),
                                 fill(",\"object\":\"$\",", OBJECTS[i].word)));
    }
    for (size_t i = 0; i < COUNT(TAGS); i++) {
        struct law_question q =
            read_with("{\"regime\":\"LOCAL\",\"object\":\"goods\",\"supplier_tags\":[\"$\"]," REST,
                      TAGS[i].word);
        assert_int_equal(q.tags, LAW_TAG_BIT(TAGS[i].value));
        assert_true(str_contains(law_question_text(arena, &q),
                                 fill(",\"supplier_tags\":[\"$\"],", TAGS[i].word)));
    }
}

static void every_word_of_an_answer_is_written_as_promised(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(PATHS); i++) {
        struct law_answer a = {.path = (enum law_path)PATHS[i].value,
                               .path_alone = (enum law_path)PATHS[i].value};
        assert_true(
            str_starts(law_json_answer(arena, S("1"), &a),
                       fill("{\"id\":1,\"path\":\"$\",\"path_alone\":\"$\",", PATHS[i].word)));
    }
    for (size_t i = 0; i < COUNT(DUTIES); i++) {
        enum law_duty duty = (enum law_duty)DUTIES[i].value;
        struct law_answer a = {
            .contract_document = duty, .performance_security = duty, .inspection_report = duty};
        assert_true(str_contains(law_json_answer(arena, S("1"), &a),
                                 fill("\"contract_document\":\"$\",\"performance_security\":\"$\","
                                      "\"inspection_report\":\"$\",",
                                      DUTIES[i].word)));
    }
}

// The same from question to answer, by the packs as they ship.
static void each_path_and_each_duty_is_reached_by_a_question(void **state)
{
    (void)state;
    static const struct {
        const char *question;
        const char *says;
    } CASES[] = {
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":1999999,"
         "\"contract_price_won\":2199998,\"on\":\"2026-11-23\"}",                                "\"path\":\"quote_waived\","     },
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":2000000,"
         "\"contract_price_won\":2200000,\"on\":\"2026-11-23\"}",                                "\"path\":\"one_quote\","        },
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000001,"
         "\"contract_price_won\":55000001,\"supplier_tags\":[\"women\"],\"on\":\"2026-11-23\"}", "\"path\":\"designated_quotes\","},
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":20000001,"
         "\"contract_price_won\":22000001,\"on\":\"2026-11-23\"}",                               "\"path\":\"open_bidding\","     },
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":1,"
         "\"contract_price_won\":29999999,\"on\":\"2026-11-23\"}",                               "\"contract_document\":\"waivable\",\"performance_security\":\"waivable\","
         "\"inspection_report\":\"waivable\","                  },
        {"{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":1,"
         "\"contract_price_won\":50000001,\"on\":\"2026-11-23\"}",                               "\"contract_document\":\"required\",\"performance_security\":\"required\","
         "\"inspection_report\":\"required\","                  },
        {"{\"regime\":\"LOCAL_CORP\",\"object\":\"goods\",\"estimated_price_won\":1,"
         "\"contract_price_won\":50000001,\"on\":\"2026-11-23\"}",                               "\"contract_document\":\"own_rule\",\"performance_security\":\"own_rule\","
         "\"inspection_report\":\"own_rule\","                  },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        str answer = S("");
        assert_true(law_json_decide(law, arena, str_view(CASES[i].question), &answer));
        if (!str_contains(answer, str_view(CASES[i].says))) {
            fail_msg("%zu: %.*s", i, STR_ARG(answer));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory_is_not_the_askers_fault),
        cmocka_unit_test(the_promised_question_gets_the_promised_answer),
        cmocka_unit_test(a_limit_that_does_not_exist_is_null),
        cmocka_unit_test(transport_is_asked_for_by_an_item_of_its_own),
        cmocka_unit_test(brackets_stand_open_thirty_two_times_at_most),
        cmocka_unit_test(a_bad_question_is_answered_with_its_id_and_an_error),
        cmocka_unit_test(the_largest_amounts_are_answered_and_a_long_line_is_not),
        cmocka_unit_test(the_same_question_is_the_same_answer_to_the_byte),
        cmocka_unit_test(every_word_of_a_question_is_read_and_kept_as_it_is),
        cmocka_unit_test(every_word_of_an_answer_is_written_as_promised),
        cmocka_unit_test(each_path_and_each_duty_is_reached_by_a_question),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
