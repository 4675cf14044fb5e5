// Reading packs: what is refused, where, and that a row reads back as it was written.
#include "market/law/law_pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"
#include "market/law/law_text.h"
#include "platform/file/folder.h"

#define WAIVER_HEAD                                                                                \
    "id,rule,regime,object,below_won,ground,first_day,last_day,article,confidence,active,note\n"

static void a_bad_pack_is_refused_with_file_line_and_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *text;
        const struct fault *fault;
        const char *where;
        const char *word; // in the sentence
    } PACKS[] = {
        {"kr/unknown",       "a,b\n",                                                            &LAW_PACK_UNKNOWN,   "kr/unknown:1: ",       "law/README.md"},
        {"kr/quote_waivers", "",                                                                 &LAW_PACK_BAD_CSV,   "kr/quote_waivers:1: ", "열 이름"   },
        {"kr/quote_waivers", "id,rule\n",                                                        &LAW_PACK_BAD_HEAD,  "kr/quote_waivers:1: ", "below_won"    },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL\n",                                        &LAW_PACK_BAD_CSV,
         "kr/quote_waivers:2: ",                                                                                                              "칸"          },
        {"kr/quote_waivers", WAIVER_HEAD ",T,LOCAL,goods,1,g,,,a,H,1,\n",                        &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "id"           },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,local,goods,1,g,,,a,H,1,\n",                     &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "'local'"      },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,\"2,000,000\",g,,,a,H,1,\n",
         &LAW_PACK_BAD_FIELD,                                                                                         "kr/quote_waivers:2: ", "'2,000,000'"  },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,-1,g,,,a,H,1,\n",                    &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "below_won"    },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,2026-2-1,,a,H,1,\n",
         &LAW_PACK_BAD_FIELD,                                                                                         "kr/quote_waivers:2: ", "first_day"    },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,,,,H,1,\n",                      &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "article"      },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,,,a,X,1,\n",                     &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "confidence"   },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,,,a,H,yes,\n",                   &LAW_PACK_BAD_FIELD,
         "kr/quote_waivers:2: ",                                                                                                              "active"       },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,2026-02-02,2026-02-01,a,H,1,\n",
         &LAW_PACK_BAD_ROW,                                                                                           "kr/quote_waivers:2: ", "마지막 날"},
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,,,a,U,1,\n",                     &LAW_PACK_BAD_ROW,
         "kr/quote_waivers:2: ",                                                                                                              "active"       },
        {"kr/quote_waivers", WAIVER_HEAD "T.1,T,LOCAL,goods,1,g,,,a,H,1,\nT.2,\"T",
         &LAW_PACK_BAD_CSV,                                                                                           "kr/quote_waivers:3: ", "따옴표"    },
    };
    for (size_t i = 0; i < COUNT(PACKS); i++) {
        struct law *law = law_new(arena);
        str where = S("");
        err e = law_add_pack(law, str_view(PACKS[i].name), str_view(PACKS[i].text), &where);
        if (e != PACKS[i].fault || !str_starts(where, str_view(PACKS[i].where)) ||
            !str_contains(where, str_view(PACKS[i].word))) {
            fail_msg("pack %zu: %s, %.*s", i, e == NULL ? "read" : e->code, STR_ARG(where));
        }
    }
}

static void the_whole_is_refused_when_rows_do_not_fit_together(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const struct fault *fault;
    } LINES[] = {
        {"T-L13.1,T-L13,LOCAL,goods,1,g,1999-01-01,,a,H,1,",  &LAW_PACK_DOUBLE_ID},
        {"C-01.1,T-L13,LOCAL,goods,1,g,1999-01-01,,a,H,1,",   &LAW_PACK_DOUBLE_ID}, // another table
        {"X.1,T-L13,LOCAL,goods,1,g,2019-06-25,,a,H,1,",      &LAW_PACK_AMBIGUOUS},
        {"X.1,T-L13,LOCAL,goods,1,g,2019-06-25,,a,H,0,",      NULL               }, // switched off
        {"X.1,T-L13,LOCAL,goods,1,g,2019-06-26,,a,H,1,",      NULL               },
        {"X.1,T-L13,LOCAL_CORP,goods,1,g,2019-06-25,,a,H,1,", NULL               },
    };
    for (size_t i = 0; i < COUNT(LINES); i++) {
        struct law *law = testing_law_open(arena);
        str where = S("");
        assert_null(law_add_row(law, S("kr/quote_waivers"), str_view(LINES[i].line), &where));
        assert_ptr_equal(law_finish(law, &where), LINES[i].fault);
    }
    struct law *empty = law_new(arena);
    str where = S("");
    assert_ptr_equal(law_finish(empty, &where), &LAW_PACK_MISSING);
}

static void a_row_of_an_operator_decides_from_its_first_day(void **state)
{
    (void)state;
    struct law *law = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(law, S("kr/quote_waivers"),
                            S("OP.1,T-L13,LOCAL,goods,3000000,\"지방계약법 시행규칙 제33조\","
                              "2027-01-01,,시행규칙 제33조,L,1,운영자가 더한 행"),
                            &where));
    assert_null(law_finish(law, &where));
    const struct law *before = testing_law();
    struct law_question q = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(2999999),
        .contract_price = WON(3299999),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = date_from_ymd(2026, 12, 31),
    };
    struct law_answer a;
    law_decide(law, &q, arena, &a);
    assert_int_equal(a.path, LAW_ONE_QUOTE);
    struct law_answer old;
    law_decide(before, &q, arena, &old); // to the byte what it was without the row
    assert_true(str_equals(law_answer_text(arena, &old), law_answer_text(arena, &a)));
    q.on = date_from_ymd(2027, 1, 1);
    law_decide(law, &q, arena, &a);
    assert_int_equal(a.path, LAW_QUOTE_WAIVED);
    assert_int_equal(a.confidence, LAW_LOW);
    assert_true(a.officer_must_confirm);
}

static void one_line_is_one_row(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const struct fault *fault;
    } LINES[] = {
        {"X.1,T,LOCAL,goods,1,g,,,a,H,1",                                  &LAW_PACK_BAD_HEAD },
        {"X.1,T,LOCAL,goods,1,g,,,a,H,1,\nX.2,T,LOCAL,goods,1,g,,,a,H,1,", &LAW_PACK_BAD_HEAD },
        {"X.1,\"T,LOCAL,goods,1,g,,,a,H,1,",                               &LAW_PACK_BAD_CSV  },
        {"X.1,T,LOCAL,goods,one,g,,,a,H,1,",                               &LAW_PACK_BAD_FIELD},
        {"X.1,T,LOCAL,goods,1,g,,,a,H,1,\n",                               NULL               },
    };
    for (size_t i = 0; i < COUNT(LINES); i++) {
        str where = S("");
        assert_ptr_equal(
            law_add_row(law_new(arena), S("kr/quote_waivers"), str_view(LINES[i].line), &where),
            LINES[i].fault);
    }
    // It stands in no file: what is wrong is told of its id.
    str where = S("");
    assert_ptr_equal(law_add_row(law_new(arena), S("kr/quote_waivers"),
                                 S("X.1,T,LOCAL,goods,1,g,2027-01-02,2027-01-01,a,H,1,"), &where),
                     &LAW_PACK_BAD_ROW);
    assert_string_equal(str_to_c(arena, where), "X.1: 마지막 날이 첫날보다 앞섭니다.");
    assert_ptr_equal(law_add_row(law_new(arena), S("kr/nothing"), S("a"), &where),
                     &LAW_PACK_UNKNOWN);
}

static void a_length_beyond_dates_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pack;
        const char *line;
        const struct fault *fault;
    } LINES[] = {
        {"kr/terms",        "X.1,F,LOCAL,x,1000,years,,검사일,,,a,H,1,",  NULL             },
        {"kr/terms",        "X.1,F,LOCAL,x,1001,years,,검사일,,,a,H,1,",  &LAW_PACK_BAD_ROW},
        {"kr/terms",        "X.1,F,LOCAL,x,1,days,1001,검사일,,,a,H,1,",  &LAW_PACK_BAD_ROW},
        {"kr/certificates", "X.1,K,any,x,증서,,1001,days,,,,,a,H,1,",      &LAW_PACK_BAD_ROW},
        {"kr/certificates", "X.1,K,any,x,증서,,5,working_days,,,,,a,H,1,", &LAW_PACK_BAD_ROW},
        {"kr/certificates", "X.1,K,any,x,증서,,5,months,,,,,a,H,1,",       NULL             },
    };
    for (size_t i = 0; i < COUNT(LINES); i++) {
        str where = S("");
        assert_ptr_equal(
            law_add_row(law_new(arena), str_view(LINES[i].pack), str_view(LINES[i].line), &where),
            LINES[i].fault);
    }
}

static void switched_off_rows_are_kept_and_decide_nothing(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    size_t off = 0;
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)table); i++) {
            const struct law_head *row = law_row(law, (enum law_table)table, i);
            assert_true(!row->active || row->confidence <= LAW_MEDIUM);
            assert_true(str_starts(row->source, S("kr/")) || str_starts(row->source, S("daegu/")));
            if (!row->active) {
                off++;
                assert_int_equal(law_row_fits(law, row, LAW_LOCAL, date_from_ymd(2026, 11, 23)), 0);
            }
        }
    }
    assert_true(
        off >= 15); // B-07 … B-10, K-13, M-03, M-04, P-07, P-08, P-12, Q-14, R-08, S-13, V-09, X-18
}

static void a_row_is_found_by_its_id(void **state)
{
    (void)state;
    struct law *law = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(law, S("kr/quote_waivers"),
                            S("OP.1,T-L13,LOCAL,goods,3000000,g,2027-01-01,,a,L,1,"), &where));
    assert_null(law_finish(law, &where));
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)table); i++) {
            const struct law_head *row = law_row(law, (enum law_table)table, i);
            assert_ptr_equal(law_row_find(law, str_copy(arena, row->id)), row);
            assert_null(law_row_find(law, str_join(arena, row->id, S("~"))));
        }
    }
    assert_non_null(law_row_find(law, S("OP.1")));
    assert_null(law_row_find(law, S("OP.")));
    assert_null(law_row_find(law, S("")));
}

// A pack written from the rows in memory is the file, byte by byte, but for needless quotes.
static void every_row_reads_back_as_it_was_written(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        enum law_table t = (enum law_table)table;
        struct law *again = law_new(arena);
        for (size_t i = 0; i < law_count(law, t); i++) {
            str line = S("");
            for (size_t c = 0; c < law_column_count(t); c++) {
                str field = law_field_text(arena, law, t, i, c);
                assert_false(str_contains(field, S("\""))); // it would need doubling
                line = str_format(arena, "%.*s%s\"%.*s\"", STR_ARG(line), c == 0 ? "" : ",",
                                  STR_ARG(field));
            }
            str where = S("");
            assert_null(law_add_row(again, str_view(law_table_name(t)), line, &where));
            for (size_t c = 0; c < law_column_count(t); c++) {
                assert_true(str_equals(law_field_text(arena, law, t, i, c),
                                       law_field_text(arena, again, t, i, c)));
            }
        }
        assert_int_equal(law_count(again, t), law_count(law, t));
        assert_true(str_starts(law_table_header(arena, t), S("id,rule,regime,")));
        assert_true(strlen(law_table_label(t)) > 0);
        assert_string_equal(law_column_name(t, 0), "id");
    }
}

// Rules of the brief that must be there, whatever becomes of their numbers.
static void every_rule_of_the_sections_has_a_row(void **state)
{
    (void)state;
    static const struct {
        const char *letter;
        int first;
        int last;
    } RULES[] = {
        {"R-",  1,  8 },
        {"A-",  1,  8 },
        {"T-L", 1,  13},
        {"T-L", 20, 28},
        {"T-N", 1,  9 },
        {"T-P", 1,  2 },
        {"Q-",  1,  17},
        {"X-",  1,  19},
        {"C-",  1,  12},
        {"D-",  1,  11},
        {"B-",  1,  16},
        {"S-",  1,  13},
        {"P-",  1,  12},
        {"P-",  20, 25},
        {"F-",  1,  25},
        {"M-",  1,  4 },
        {"V-",  1,  10},
        {"K-",  1,  15},
        {"I-",  1,  10},
        {"Z-",  1,  18},
    };
    const struct law *law = testing_law();
    for (size_t r = 0; r < COUNT(RULES); r++) {
        for (int n = RULES[r].first; n <= RULES[r].last; n++) {
            str rule = str_format(arena, "%s%02d", RULES[r].letter, n);
            bool found = false;
            for (int table = 0; table < LAW_TABLE_COUNT && !found; table++) {
                for (size_t i = 0; i < law_count(law, (enum law_table)table) && !found; i++) {
                    found = str_equals(law_row(law, (enum law_table)table, i)->rule, rule);
                }
            }
            if (!found) {
                fail_msg("no row of %.*s", STR_ARG(rule));
            }
        }
    }
}

static void rows_on_a_day_are_one_version_each(void **state)
{
    (void)state;
    const struct law *law = testing_law();
    struct law_list pledges =
        law_rows_on(law, LAW_PLEDGES, LAW_LOCAL, date_from_ymd(2026, 11, 23), arena);
    assert_int_equal(pledges.count, 24); // none of them has a second version
    struct law_list waivers =
        law_rows_on(law, LAW_QUOTE_WAIVERS, LAW_LOCAL_CORP, date_from_ymd(2019, 6, 24), arena);
    assert_int_equal(waivers.count, 3); // goods, service, lease
    assert_int_equal(((const struct law_quote_waiver *)waivers.rows[0])->below.won, 1000000);
    // An institution's own rule comes before the one it takes by reference.
    struct law_list documents =
        law_rows_on(law, LAW_DOCUMENTS, LAW_LOCAL_CORP, date_from_ymd(2026, 11, 23), arena);
    assert_int_equal(((const struct law_document_row *)documents.rows[0])->comparison, LAW_BYLAWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_pack_is_refused_with_file_line_and_sentence),
        cmocka_unit_test(the_whole_is_refused_when_rows_do_not_fit_together),
        cmocka_unit_test(a_row_of_an_operator_decides_from_its_first_day),
        cmocka_unit_test(one_line_is_one_row),
        cmocka_unit_test(a_length_beyond_dates_is_refused),
        cmocka_unit_test(switched_off_rows_are_kept_and_decide_nothing),
        cmocka_unit_test(a_row_is_found_by_its_id),
        cmocka_unit_test(every_row_reads_back_as_it_was_written),
        cmocka_unit_test(every_rule_of_the_sections_has_a_row),
        cmocka_unit_test(rows_on_a_day_are_one_version_each),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
