// What a purchase counts for on the day of its contract, and how far the counts reach.
#include "market/record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int set_up(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

#define DAY(y, m, d) date_from_ymd(y, m, d)

static struct record_certificate held(const char *kind, date from, date until)
{
    return (struct record_certificate){str_view(kind), S("제1호"), CERTIFICATE_VERIFIED, from,
                                       until};
}

static struct record_tags tags_on(date on, bool is_local, const struct record_certificate *list,
                                  size_t count)
{
    struct record_question q = {.regime = LAW_LOCAL, .contracted_on = on, .is_local = is_local};
    q.certificates.items = list;
    q.certificates.count = count;
    struct record_tags tags;
    record_tags_of(law, &q, arena, &tags);
    return tags;
}

// --- Tags ----------------------------------------------------------------------------------------

static void a_certificate_counts_on_its_first_and_last_day_and_not_a_day_beyond(void **state)
{
    (void)state;
    struct record_certificate c = held("women", DAY(2024, 3, 1), DAY(2026, 11, 24));
    static const struct {
        int year, month, day;
        bool counts;
    } DAYS[] = {
        {2024, 2,  29, false},
        {2024, 3,  1,  true },
        {2026, 11, 24, true },
        {2026, 11, 25, false},
    };
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        date on = DAY(DAYS[i].year, DAYS[i].month, DAYS[i].day);
        struct record_tags tags = tags_on(on, false, &c, 1);
        assert_int_equal(record_has_tag(&tags, S("women")), DAYS[i].counts);
        assert_int_equal(record_has_tag(&tags, S("sme")), DAYS[i].counts);
    }
}

static void only_a_verified_certificate_counts(void **state)
{
    (void)state;
    for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
        struct record_certificate c = held("women", DAY(2024, 1, 1), DATE_NONE);
        c.state = (enum certificate_state)s;
        struct record_tags tags = tags_on(DAY(2026, 6, 1), false, &c, 1);
        assert_int_equal(record_has_tag(&tags, S("women")), s == CERTIFICATE_VERIFIED);
    }
}

static void a_certificate_is_kept_with_number_and_days_and_once(void **state)
{
    (void)state;
    struct record_certificate list[] = {
        held("women", DAY(2023, 1, 1), DAY(2026, 12, 31)),
        held("women", DAY(2026, 1, 1), DAY(2028, 12, 31)),
        held("women", DAY(2024, 1, 1), DAY(2027, 12, 31)),
    };
    list[1].number = S("제2호");
    struct record_tags tags = tags_on(DAY(2026, 6, 1), false, list, COUNT(list));
    size_t found = 0;
    for (size_t i = 0; i < tags.count; i++) {
        if (str_equals(tags.items[i].tag, S("women"))) {
            found++;
            assert_true(str_equals(tags.items[i].number, S("제2호"))); // lasts longest
            assert_true(date_equals(tags.items[i].valid_until, DAY(2028, 12, 31)));
        } else {
            assert_int_equal(tags.items[i].number.n, 0); // derived
        }
    }
    assert_int_equal(found, 1);
    list[2].valid_until = DATE_NONE; // no term lasts longer than any
    tags = tags_on(DAY(2026, 6, 1), false, list, COUNT(list));
    assert_true(date_is_none(tags.items[0].valid_until));
}

static void what_a_certificate_implies_follows(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        const char *tag;
        bool follows;
    } ROWS[] = {
        {"small_micro",                "sme",                  true },
        {"women",                      "sme",                  true },
        {"disabled",                   "sme",                  true },
        {"youth_startup",              "sme",                  true },
        {"youth_startup",              "startup",              true },
        {"startup",                    "sme",                  true },
        {"technology",                 "sme",                  true },
        {"technology",                 "sme_technology",       true },
        {"severe_disability_facility", "severe_disability",    true },
        {"severe_disability_facility", "standard_workplace",   false},
        {"standard_workplace",         "severe_disability",    false},
        {"social_enterprise",          "sme",                  false},
        {"social_enterprise",          "social_coop",          false},
        {"special_knowledge",          "sme",                  false},
        {"village",                    "self_support_village", false}, // the row is switched off
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct record_certificate c = held(ROWS[i].kind, DAY(2020, 1, 1), DATE_NONE);
        struct record_tags tags = tags_on(DAY(2026, 6, 1), false, &c, 1);
        assert_true(record_has_tag(&tags, str_view(ROWS[i].kind)));
        assert_int_equal(record_has_tag(&tags, str_view(ROWS[i].tag)), ROWS[i].follows);
    }
}

static const struct record_tag *tag_of(const struct record_tags *tags, const char *tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (str_equals(tags->items[i].tag, str_view(tag))) {
            return &tags->items[i];
        }
    }
    return NULL;
}

// Two lines of 7 and 5 won from a facility, the first of a designated product; the row that counts
// by product begins on 27 November 2026.
static void a_line_counts_by_its_product_from_the_day_of_the_row(void **state)
{
    (void)state;
    struct record_certificate firm = held("severe_disability_facility", DAY(2025, 1, 1), DATE_NONE);
    struct record_certificate product =
        held("severe_disability_product", DAY(2025, 1, 1), DAY(2026, 12, 31));
    struct record_item items[] = {
        {.id = 1, .amount = WON(7), .certificates = {&product, 1}},
        {.id = 2,       .amount = WON(5)                },
    };
    struct record_question q = {
        .regime = LAW_LOCAL, .certificates = {&firm, 1           },
             .items = {items, COUNT(items)}
    };
    struct record_tags tags;
    q.contracted_on = DAY(2026, 11, 26);
    record_tags_of(law, &q, arena, &tags);
    assert_false(tag_of(&tags, "severe_disability")->is_of_lines); // of the facility: all
    assert_int_equal(tag_of(&tags, "severe_disability_product")->amount.won, 7);
    q.contracted_on = DAY(2026, 11, 27);
    record_tags_of(law, &q, arena, &tags);
    assert_true(tag_of(&tags, "severe_disability")->is_of_lines);
    assert_int_equal(tag_of(&tags, "severe_disability")->amount.won, 7);
    assert_int_equal(tags.lines.count, 1);
    assert_int_equal(tags.lines.items[0].item, 1);
    assert_int_equal(tags.lines.items[0].tags.count, 2);
    items[1].certificates = items[0].certificates;
    record_tags_of(law, &q, arena, &tags);
    assert_int_equal(tag_of(&tags, "severe_disability")->amount.won, 12);
    assert_int_equal(tags.lines.count, 2);
    q.contracted_on = DAY(2027, 1, 1); // the certificate has ended
    record_tags_of(law, &q, arena, &tags);
    assert_null(tag_of(&tags, "severe_disability"));
    assert_int_equal(tags.lines.count, 0);
}

static void a_product_of_technology_counts_once_and_of_an_sme_alone(void **state)
{
    (void)state;
    struct record_certificate small = held("small_micro", DAY(2025, 1, 1), DATE_NONE);
    struct record_certificate of_product[] = {
        held("performance", DAY(2025, 1, 1), DATE_NONE),
        held("new_technology", DAY(2025, 1, 1), DATE_NONE),
        held("excellent", DAY(2025, 1, 1), DATE_NONE),
    };
    struct record_item item = {
        .id = 1, .amount = WON(9), .certificates = {of_product, 3}
    };
    struct record_question q = {
        .regime = LAW_LOCAL, .contracted_on = DAY(2026, 11, 27), .items = {&item, 1}
    };
    struct record_tags tags;
    record_tags_of(law, &q, arena, &tags);
    assert_int_equal(tag_of(&tags, "performance")->amount.won, 9);
    assert_null(tag_of(&tags, "sme_technology"));
    q.certificates = (record_certificates){&small, 1};
    record_tags_of(law, &q, arena, &tags);
    assert_int_equal(tag_of(&tags, "sme_technology")->amount.won, 9);
    assert_false(tag_of(&tags, "sme")->is_of_lines);
    q.contracted_on = DAY(2026, 11, 26);
    record_tags_of(law, &q, arena, &tags);
    assert_null(tag_of(&tags, "sme_technology"));
}

static void local_is_where_the_firm_sits_and_needs_no_certificate(void **state)
{
    (void)state;
    struct record_tags tags = tags_on(DAY(2026, 6, 1), true, NULL, 0);
    assert_int_equal(tags.count, 1);
    assert_true(record_has_tag(&tags, S("local")));
    tags = tags_on(DAY(2026, 6, 1), false, NULL, 0);
    assert_int_equal(tags.count, 0);
}

// The sums of a category are read by its word, so a certificate of the same word must be in it.
static void no_category_bears_the_name_of_a_certificate_it_does_not_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < law_count(law, LAW_RATIOS); i++) {
        const struct law_ratio *row = (const struct law_ratio *)law_row(law, LAW_RATIOS, i);
        for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
            str kind = str_view(certificate_kind_word((enum certificate_kind)k));
            if (str_equals(row->category, kind)) {
                assert_true(law_ratio_counts_tag(row, kind));
            }
        }
    }
}

static void the_proof_of_a_row_is_the_certificate_it_counts_by(void **state)
{
    (void)state;
    struct record_certificate list[] = {
        held("women", DAY(2023, 1, 1), DAY(2026, 12, 31)),
        held("severe_disability_facility", DAY(2026, 1, 1), DAY(2028, 12, 31)),
    };
    struct record_tags tags = tags_on(DAY(2026, 6, 1), true, list, COUNT(list));
    static const char *const ROWS[][2] = {
        {"women",             "women"                     },
        {"sme",               "women"                     }, // implied
        {"severe_disability", "severe_disability_facility"},
        {"local",             NULL                        }, // needs none
        {"disabled",          NULL                        },
    };
    struct law_ratios rows = law_ratios_on(law, LAW_LOCAL, DAY(2026, 6, 1), arena);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        for (size_t r = 0; r < rows.count; r++) {
            if (!str_equals(rows.items[r]->category, str_view(ROWS[i][0]))) {
                continue;
            }
            const struct record_tag *proof =
                record_find_proof(rows.items[r], tags.items, tags.count);
            assert_int_equal(proof != NULL, ROWS[i][1] != NULL);
            assert_true(proof == NULL || str_equals(proof->tag, str_view(ROWS[i][1])));
        }
    }
}

static void only_what_both_signed_and_nobody_undid_counts(void **state)
{
    (void)state;
    static const struct {
        const char *state;
        bool counts;
    } STATES[] = {
        {"offered",         false},
        {"signed_supplier", false},
        {"signed",          true },
        {"delivered",       true },
        {"accepted",        true },
        {"claimed",         true },
        {"paid",            true },
        {"void",            false},
    };
    for (size_t i = 0; i < COUNT(STATES); i++) {
        assert_int_equal(record_counts_state(str_view(STATES[i].state)), STATES[i].counts);
    }
}

// --- Words ---------------------------------------------------------------------------------------

static void a_percent_is_read_to_the_hundredth(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t bp; // -1: refused
    } ROWS[] = {
        {"5",                    500  },
        {"1.1",                  110  },
        {"0.85%",                85   },
        {" 50 % ",               5000 },
        {"0",                    0    },
        {"100",                  10000},
        {"100.00",               10000},
        {"0.01",                 1    },
        {"100.01",               -1   },
        {"101",                  -1   },
        {"1.234",                -1   },
        {"-1",                   -1   },
        {"1.-1",                 -1   },
        {"1.",                   -1   },
        {".5",                   -1   },
        {"",                     -1   },
        {"%",                    -1   },
        {"오",                  -1   },
        {"1,1",                  -1   },
        {"99999999999999999999", -1   },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        int64_t bp = -1;
        err e = record_parse_percent(str_view(ROWS[i].text), &bp);
        assert_int_equal(bp, ROWS[i].bp);
        assert_ptr_equal(e, ROWS[i].bp < 0 ? &RECORD_BAD_PERCENT : NULL);
    }
    for (int64_t bp = 0; bp <= 10000; bp++) { // what is shown is what is read
        int64_t again = -1;
        assert_null(record_parse_percent(record_format_percent(arena, bp), &again));
        assert_int_equal(again, bp);
    }
}

static void objects_have_their_words(void **state)
{
    (void)state;
    for (int i = LAW_RATIO_GOODS; i < LAW_RATIO_OBJECT_COUNT; i++) {
        enum law_ratio_object object = (enum law_ratio_object)i;
        assert_int_equal(record_object_from(str_view(record_object_word(object))), i);
        assert_true(record_object_label(object).n > 0);
    }
    assert_int_equal(record_object_from(S("")), -1);
    assert_int_equal(record_object_from(S("lease")), -1);
}

static void an_own_rule_reads_the_rows_of_the_state(void **state)
{
    (void)state;
    assert_int_equal(record_regime_from(S("LOCAL")), LAW_LOCAL);
    assert_int_equal(record_regime_from(S("PUBCORP")), LAW_PUBCORP);
    assert_int_equal(record_regime_from(S("OWN")), LAW_STATE);
}

static void no_two_districts_share_a_place(void **state)
{
    (void)state;
    static const char *const CODES[] = {"2711000000", "2714000000", "2717000000", "2720000000",
                                        "2723000000", "2726000000", "2729000000", "2771000000",
                                        "2772000000", "4729000000", "4785000000", "x",
                                        "y"};
    struct record_place places[COUNT(CODES)];
    int64_t strangers = 0;
    for (size_t i = 0; i < COUNT(CODES); i++) {
        str code = str_view(CODES[i]);
        places[i] = record_place_of(code, strangers);
        strangers += !record_place_is_drawn(code);
        for (size_t k = 0; k < i; k++) {
            assert_false(places[i].column == places[k].column && places[i].row == places[k].row);
        }
    }
    assert_int_equal(strangers, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_counts_on_its_first_and_last_day_and_not_a_day_beyond),
        cmocka_unit_test(only_a_verified_certificate_counts),
        cmocka_unit_test(a_certificate_is_kept_with_number_and_days_and_once),
        cmocka_unit_test(what_a_certificate_implies_follows),
        cmocka_unit_test(a_line_counts_by_its_product_from_the_day_of_the_row),
        cmocka_unit_test(a_product_of_technology_counts_once_and_of_an_sme_alone),
        cmocka_unit_test(local_is_where_the_firm_sits_and_needs_no_certificate),
        cmocka_unit_test(no_category_bears_the_name_of_a_certificate_it_does_not_count),
        cmocka_unit_test(the_proof_of_a_row_is_the_certificate_it_counts_by),
        cmocka_unit_test(only_what_both_signed_and_nobody_undid_counts),
        cmocka_unit_test(a_percent_is_read_to_the_hundredth),
        cmocka_unit_test(objects_have_their_words),
        cmocka_unit_test(an_own_rule_reads_the_rows_of_the_state),
        cmocka_unit_test(no_two_districts_share_a_place),
    };
    return cmocka_run_group_tests(tests, set_up, arena_testing_end);
}
