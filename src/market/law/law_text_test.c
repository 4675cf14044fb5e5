// A question and its answer written down, read back and asked again; the words they are written in.
#include "market/law/law_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"

static struct arena *arena;

static int load(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static struct law_question question(void)
{
    return (struct law_question){
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(50000000),
        .contract_price = WON(50000000),
        .tags = LAW_TAG_BIT(LAW_TAG_WOMEN) | LAW_TAG_BIT(LAW_TAG_SMALL_MICRO),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = day("2026-11-23"),
    };
}

static struct law_answer ask(const struct law_question *q)
{
    struct law_answer a;
    law_decide(testing_law(), q, arena, &a);
    return a;
}

static void the_same_question_gives_the_same_text(void **state)
{
    (void)state;
    struct law_question q = question();
    struct law_answer a = ask(&q);
    str first = law_answer_text(arena, &a);
    str asked = law_question_text(arena, &q);
    struct law_question again = {0};
    assert_true(law_question_read(asked, &again));
    struct law_answer b = ask(&again);
    assert_true(str_equals(first, law_answer_text(arena, &b)));
    assert_true(str_equals(asked, law_question_text(arena, &again)));
    assert_true(str_starts(
        first, S("{\"path\":\"one_quote\",\"path_alone\":\"one_quote\",\"one_quote_max_won\":"
                 "50000000,\"ceiling_won\":100000000,\"contract_document\":\"waivable\","
                 "\"performance_security\":\"waivable\",\"inspection_report\":\"required\","
                 "\"delay_ppm_per_day\":800,\"needs\":[\"certificate:women\"],\"rules\":["
                 "\"T-L08\"")));
}

static void only_what_was_written_is_read_back(void **state)
{
    (void)state;
    struct law_question q = question();
    q.vulnerable_bp = 3000;
    str text = law_question_text(arena, &q);
    for (size_t n = 0; n < text.n; n++) {
        struct law_question again = {0};
        assert_false(law_question_read(str_slice(text, 0, n), &again));
    }
    struct law_question again = {0};
    assert_true(law_question_read(text, &again));
    assert_int_equal(again.vulnerable_bp, 3000);
    assert_false(law_question_read(str_join(arena, text, S(" ")), &again));
}

#define KEPT                                                                                       \
    "{\"regime\":\"LOCAL\",\"object\":\"service\",\"estimated_price_won\":8000000,"                \
    "\"similar_price_won\":0,\"contract_price_won\":8800000,\"supplier_tags\":[],"                 \
    "\"vulnerable_employment_bp\":null,\"on\":\"2026-11-23\""

// A question of before anybody asked for the rate of transport is what it was, to the byte.
static void a_question_that_was_kept_without_a_rate_is_the_usual_one(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        KEPT "}",
        KEPT ",\"one_quote_cap_won\":5000000}",
        KEPT ",\"one_quote_cap_won\":5000000,\"ceiling_cap_won\":9000000}",
    };
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        struct law_question q = {.delay_variant = LAW_DELAY_TRANSPORT};
        assert_true(law_question_read(str_view(TEXTS[i]), &q));
        assert_int_equal(q.delay_variant, LAW_DELAY_USUAL);
        assert_int_equal(ask(&q).delay_ppm, 1300);
        assert_true(str_equals(law_question_text(arena, &q), str_view(TEXTS[i])));
    }
}

static void a_rate_of_its_own_is_kept_behind_the_limits(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        KEPT ",\"delay_variant\":\"transport\"}",
        KEPT ",\"ceiling_cap_won\":9000000,\"delay_variant\":\"transport\"}",
    };
    static const char *const WRONG[] = {
        KEPT ",\"delay_variant\":\"\"}", // never written
        KEPT ",\"delay_variant\":\"repair\"}",
        KEPT ",\"delay_variant\":null}",
        KEPT ",\"delay_variant\":\"transport\",\"ceiling_cap_won\":9000000}",
        KEPT ",\"delay_variant\":\"transport\",\"delay_variant\":\"transport\"}",
    };
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        struct law_question q = {0};
        assert_true(law_question_read(str_view(TEXTS[i]), &q));
        assert_int_equal(q.delay_variant, LAW_DELAY_TRANSPORT);
        assert_int_equal(ask(&q).delay_ppm, 2500);
        assert_true(str_equals(law_question_text(arena, &q), str_view(TEXTS[i])));
    }
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        struct law_question q = {0};
        assert_false(law_question_read(str_view(WRONG[i]), &q));
    }
}

static void every_word_is_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < LAW_REGIME_COUNT; i++) {
        enum law_regime regime = LAW_REGIME_ANY;
        assert_true(law_regime_from(str_view(law_regime_word((enum law_regime)i)), &regime));
        assert_int_equal(regime, i);
    }
    for (int i = 0; i < LAW_TAG_COUNT; i++) {
        enum law_tag tag = LAW_TAG_ANY;
        assert_true(law_tag_from(str_view(law_tag_word((enum law_tag)i)), &tag));
        assert_int_equal(tag, i);
        assert_true(strlen(law_tag_label((enum law_tag)i)) > 0);
    }
    for (int i = 0; i < LAW_PATH_COUNT; i++) {
        enum law_path path = LAW_PATH_COUNT;
        assert_true(law_path_from(str_view(law_path_word((enum law_path)i)), &path));
        assert_int_equal(path, i);
    }
    for (int i = 0; i < LAW_DELAY_VARIANT_COUNT; i++) {
        enum law_delay_variant variant = LAW_DELAY_VARIANT_COUNT;
        assert_true(law_delay_variant_from(
            str_view(law_delay_variant_word((enum law_delay_variant)i)), &variant));
        assert_int_equal(variant, i);
        assert_true(strlen(law_delay_variant_label(variant)) > 0);
    }
    enum law_object object = LAW_LEASE;
    assert_false(law_object_from(S("any"), &object)); // a word of rows, not of questions
    assert_int_equal(object, LAW_LEASE);
    enum law_confidence confidence = LAW_HIGH;
    assert_true(law_confidence_from(S("U"), &confidence));
    assert_int_equal(confidence, LAW_UNCERTAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_question_gives_the_same_text),
        cmocka_unit_test(only_what_was_written_is_read_back),
        cmocka_unit_test(a_question_that_was_kept_without_a_rate_is_the_usual_one),
        cmocka_unit_test(a_rate_of_its_own_is_kept_behind_the_limits),
        cmocka_unit_test(every_word_is_read_back),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
