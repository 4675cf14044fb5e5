// What the page of a proposal says of open cases, for a row of every table: answers that differ, or
// that nothing was compared, and which cases will read the row.
#include "market/rule/rule_reach_web.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/contract/contract_testing.h"
#include "market/law/law_pack.h"
#include "market/purchase/purchase_path_action.h"
#include "market/rule/rule_action.h"
#include "market/rule/rule_web.h"

// A draft that was judged, and a case under a contract of today.
struct stage {
    struct purchase_scene s;
    struct web_test w;
    struct purchase draft;
    struct contract contract;
};

static err judge(struct unit *u, void *data)
{
    struct purchase_word word = {0};
    return purchase_path_action_take(u, data, &word);
}

static void open_stage(struct stage *st, struct testing_db *t)
{
    purchase_testing_open(&st->s, t);
    purchase_testing_web(&st->s, &st->w, REACH_ROUTES, REACH_ROUTE_COUNT);
    web_as(&st->w, &st->s.operator_);
    contract_testing_draw(&st->s, &st->s.draft, &st->contract);
    contract_testing_sign(&st->s, &st->contract, CONTRACT_SIGNED);
    purchase_testing_add(&st->s, WON(27500), 100, &st->draft);
    assert_null(purchase_testing_run(&st->s, &st->s.officer, judge, &st->draft));
}

struct proposing {
    enum law_table table;
    const char *first_day;
    struct rule_proposal made;
};

// The first row that binds local government buying goods today; of a table without one, its first.
static size_t row_like(struct unit *u, enum law_table table)
{
    for (size_t i = 0; i < law_count(u->law, table); i++) {
        bool fits = law_row_fits(u->law, law_row(u->law, table, i), LAW_LOCAL, u->today) > 0;
        for (size_t c = 0; c < law_column_count(table) && fits; c++) {
            if (str_equals(str_view(law_column_name(table, c)), S("object"))) {
                str object = law_field_text(u->arena, u->law, table, i, c);
                fits = str_equals(object, S("goods")) || str_equals(object, S("any"));
            }
        }
        if (fits) {
            return i;
        }
    }
    return 0;
}

// A row as there is one already, from a day, for local government and goods.
static err propose(struct unit *u, void *data)
{
    struct proposing *k = data;
    str where = S("");
    size_t like = row_like(u, k->table);
    str *fields = NEW_ARRAY(u->arena, law_column_count(k->table), str);
    for (size_t c = 0; c < law_column_count(k->table); c++) {
        static const char *const SAID[][2] = {
            {"regime",     "LOCAL"},
            {"object",     "goods"},
            {"confidence", "H"    },
            {"active",     "1"    },
            {"last_day",   ""     },
        };
        str name = str_view(law_column_name(k->table, c));
        fields[c] = law_field_text(u->arena, u->law, k->table, like, c);
        for (size_t i = 0; i < COUNT(SAID); i++) {
            fields[c] = str_equals(name, str_view(SAID[i][0])) ? str_view(SAID[i][1]) : fields[c];
        }
        fields[c] = str_equals(name, S("first_day")) ? str_view(k->first_day) : fields[c];
    }
    k->made.reason = S("시험");
    k->made.source = S("관보");
    err e = rule_action_propose_row(u, k->table, fields, &k->made, &where);
    if (e != NULL) {
        fail_msg("%s: %.*s", law_table_name(k->table), STR_ARG(where));
    }
    return e;
}

static struct web_answer cases_of(struct stage *st, public_no no)
{
    str path = str_format(st->w.database->arena, RULE_PATH "/%lld/cases", (long long)no.value);
    struct web_answer a = web_get(&st->w, str_to_c(st->w.database->arena, path));
    assert_int_equal(a.status, 200);
    return a;
}

static struct web_answer propose_and_look(struct stage *st, enum law_table table,
                                          const char *first_day)
{
    struct proposing k = {.table = table, .first_day = first_day};
    assert_null(purchase_testing_run(&st->s, &st->s.operator_, propose, &k));
    return cases_of(st, k.made.no);
}

static bool lists(struct stage *st, struct web_answer a, public_no no)
{
    struct arena *arena = st->w.database->arena;
    str link = str_format(arena, "/admin/rule-replays/%lld\"", (long long)no.value);
    return web_shows(a, str_to_c(arena, link));
}

// Of a row that speaks from next year: is the answer compared, do the draft and the case under
// contract read the row at a later step, and is there anybody who reads it?
static const struct {
    bool is_compared;
    bool draft;
    bool contract;
    bool nobody;
} EXPECTED[] = {
  // clang-format off
    [LAW_REGIMES]           = {true,  true,  true,  false},
    [LAW_THRESHOLDS]        = {true,  false, false, false}, // another row of the same sums
    [LAW_QUOTE_WAIVERS]     = {true,  false, false, false},
    [LAW_DOCUMENTS]         = {true,  true,  true,  false},
    [LAW_DELAY_RATES]       = {true,  true,  false, false}, // a contract keeps its day's
    [LAW_TERMS]             = {false, true,  true,  false},
    [LAW_SHARES]            = {false, true,  true,  false},
    [LAW_STAMP_BANDS]       = {false, true,  false, false},
    [LAW_EXCLUSIONS]        = {false, true,  false, false},
    [LAW_PLEDGES]           = {false, true,  false, false},
    [LAW_PROOFS]            = {false, true,  true,  false},
    [LAW_GROUNDS]           = {false, false, false, true },
    [LAW_ROUNDINGS]         = {false, true,  true,  false},
    [LAW_RATIOS]            = {false, true,  false, false},
    [LAW_CERTIFICATES]      = {false, true,  true,  false},
    [LAW_DISCLOSURE_FIELDS] = {false, true,  false, false},
    [LAW_IDENTIFIERS]       = {false, true,  true,  false},
    [LAW_BONDS]             = {false, true,  false, false},
    [LAW_FACTS]             = {false, true,  true,  false},
  // clang-format on
};
static_assert(COUNT(EXPECTED) == LAW_TABLE_COUNT, "a table came or went: say who reads it");

static void check_table(struct stage *st, enum law_table table)
{
    struct web_answer a = propose_and_look(st, table, "2027-01-01");
    bool compared = EXPECTED[table].is_compared;
    bool right = web_shows(a, "1건에 지금 규칙과 제안한 규칙을 물었습니다") == compared &&
                 web_shows(a, "건의 답이 달라집니다") == compared &&
                 web_shows(a, "지금 답과 비교한 구매 건은 없습니다") == !compared &&
                 lists(st, a, st->draft.no) == EXPECTED[table].draft &&
                 lists(st, a, st->s.draft.no) == EXPECTED[table].contract &&
                 web_shows(a, "이 규칙이 쓰일 구매 건은 없습니다") == EXPECTED[table].nobody;
    if (!right) {
        fail_msg("%s: %.*s", law_table_name(table), STR_ARG(a.body));
    }
}

static void a_row_of_each_table_says_what_was_compared_and_who_reads_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        for (int table = 0; table < LAW_TABLE_COUNT; table++) {
            check_table(&st, (enum law_table)table);
        }
        web_test_close(&st.w);
    }
}

// A case under contract keeps the rows of that day where the law says so, and is told with its
// state.
static void a_row_that_spoke_already_reaches_the_contracts_since(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        struct web_answer a = propose_and_look(&st, LAW_RATIOS, "2026-11-24");
        assert_true(web_shows(a, "열린 건 2건 가운데 2건입니다"));
        assert_true(web_shows(a, "견주지 않음"));
        assert_true(web_shows(a, str_to_c(t.arena, purchase_state_label(PURCHASE_CONTRACTED))));
        a = propose_and_look(&st, LAW_RATIOS, "2026-11-25");
        assert_true(web_shows(a, "열린 건 2건 가운데 1건입니다"));
        web_test_close(&st.w);
    }
}

static err propose_end(struct unit *u, void *data)
{
    str where = S("");
    struct rule_proposal *p = data;
    *p = (struct rule_proposal){
        .kind = S("terms"),
        .row_id = S("F-01.1"),
        .last_day = date_from_ymd(2026, 12, 31),
        .reason = S("시험"),
        .source = S("관보"),
    };
    return rule_action_propose_end(u, p, &where);
}

// The end of a term: of local government, so of its contractors alone.
static void an_end_reaches_whom_the_row_bound(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct rule_proposal p;
        open_stage(&st, &t);
        assert_null(purchase_testing_run(&st.s, &st.s.operator_, propose_end, &p));
        assert_true(web_shows(cases_of(&st, p.no), "열린 건 2건 가운데 2건입니다"));
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_of_each_table_says_what_was_compared_and_who_reads_it),
        cmocka_unit_test(a_row_that_spoke_already_reaches_the_contracts_since),
        cmocka_unit_test(an_end_reaches_whom_the_row_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
