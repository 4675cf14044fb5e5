// What a contract says and what is pledged beside it: every answer, every field, every figure.
#include "market/contract/contract_content.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/canon.h"
#include "base/digest.h"
#include "market/contract/contract_pledge.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

#define TODAY date_from_ymd(2026, 11, 24)

// --- Pledges -------------------------------------------------------------------------------------

static struct contract sample(void)
{
    return (struct contract){
        .number = S("2026-1187"),
        .purchase_no = {1234567890123},
        .institution = {7},
        .supplier = {9},
        .regime = LAW_LOCAL,
        .kind = CONTRACT_DOCUMENT,
        .title = S("청사 소독 용역"),
        .object = LAW_SERVICE,
        .price = WON(18700000),
        .supply = WON(17000000),
        .vat = WON(1700000),
        .estimated = WON(17000000),
        .security = CONTRACT_PROMISE,
        .security_amount = WON(1870000),
        .delay_ppm = 1300,
        .delivery_place = S("본관 2층"),
        .contracted_on = DATE_NONE,
        .starts_on = DATE_NONE,
        .ends_on = date_from_ymd(2026, 12, 18),
        .ground = S("지방계약법 시행령 제25조제1항제5호바목(여성기업)"),
        .reason = S("소독 이력이 있는 업체입니다."),
        .rule_ids = S("T-L08.8"),
    };
}

static struct contract_answers right_answers(void)
{
    struct contract_answers a;
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        for (int i = 0; i < CONTRACT_PLEDGE_ITEMS; i++) {
            a.of[kind][i] = kind == CONTRACT_PLEDGE_CONFLICT ? CONTRACT_NO : CONTRACT_YES;
        }
    }
    return a;
}

static err judge(const struct contract *c, const struct contract_answers *a)
{
    enum contract_pledge_kind kind;
    size_t item;
    return contract_pledge_judge_all(law, c, TODAY, a, arena, &kind, &item);
}

static void an_answer_that_bars_is_refused_item_by_item(void **state)
{
    (void)state;
    static const struct fault *const REFUSALS[] = {
        &CONTRACT_BARRED_INTEGRITY, &CONTRACT_BARRED_EXCLUSION, &CONTRACT_BARRED_CONFLICT,
        &CONTRACT_BARRED_SECURITY,  &CONTRACT_BARRED_TAX,
    };
    static const size_t ITEMS[] = {4, 10, 8, 1, 1};
    struct contract c = sample();
    struct contract_answers right = right_answers();
    assert_null(judge(&c, &right));
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        str word = str_view(contract_pledge_word((enum contract_pledge_kind)kind));
        assert_int_equal(contract_pledge_from(word), kind);
        struct law_pledges rows = law_pledges_on(law, LAW_LOCAL, word, TODAY, arena);
        assert_int_equal(rows.count, ITEMS[kind]);
        for (size_t i = 0; i < rows.count; i++) {
            struct contract_answers a = right_answers();
            a.of[kind][i] = kind == CONTRACT_PLEDGE_CONFLICT ? CONTRACT_YES : CONTRACT_NO;
            enum contract_pledge_kind at_kind = CONTRACT_PLEDGE_COUNT;
            size_t at_item = 99;
            assert_ptr_equal(
                contract_pledge_judge_all(law, &c, TODAY, &a, arena, &at_kind, &at_item),
                REFUSALS[kind]);
            assert_int_equal(at_kind, kind);
            assert_int_equal(at_item, i);
            assert_true(str_view(REFUSALS[kind]->source).n > 0);
            a.of[kind][i] = CONTRACT_UNANSWERED;
            assert_ptr_equal(judge(&c, &a), &CONTRACT_NO_ANSWER);
        }
    }
}

static void an_item_is_passed_over_only_where_it_applies_to_some(void **state)
{
    (void)state;
    struct contract c = sample();
    struct contract_answers a = right_answers();
    a.of[CONTRACT_PLEDGE_EXCLUSION][3] = CONTRACT_NOT_APPLICABLE; // 공사·기술용역
    a.of[CONTRACT_PLEDGE_EXCLUSION][9] = CONTRACT_NOT_APPLICABLE; // 재해복구
    for (size_t i = 2; i <= 5; i++) { // 감독기관, 모회사, 국회, 의회
        a.of[CONTRACT_PLEDGE_CONFLICT][i] = CONTRACT_NOT_APPLICABLE;
    }
    assert_null(judge(&c, &a));
    a.of[CONTRACT_PLEDGE_EXCLUSION][0] = CONTRACT_NOT_APPLICABLE;
    assert_ptr_equal(judge(&c, &a), &CONTRACT_NO_ANSWER);
}

static void a_lodged_bond_asks_for_no_promise(void **state)
{
    (void)state;
    struct contract c = sample();
    struct contract_answers a = right_answers();
    a.of[CONTRACT_PLEDGE_SECURITY][0] = CONTRACT_UNANSWERED;
    assert_ptr_equal(judge(&c, &a), &CONTRACT_NO_ANSWER);
    c.security = CONTRACT_BOND;
    assert_null(judge(&c, &a));
}

static void an_institution_of_the_state_asks_for_no_local_pledge(void **state)
{
    (void)state;
    static const bool IS_LOCAL[CONTRACT_PLEDGE_COUNT] = {
        [CONTRACT_PLEDGE_EXCLUSION] = true, [CONTRACT_PLEDGE_TAX] = true};
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        struct contract c = sample();
        struct contract_answers a = right_answers();
        c.regime = (enum law_regime)r;
        bool local = law_regime_base(law, c.regime, TODAY) == LAW_LOCAL;
        for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
            enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
            bool asked = local || !IS_LOCAL[kind];
            assert_int_equal(contract_pledge_rows(law, &c, k, TODAY, arena).count > 0, asked);
            enum contract_answer was = a.of[kind][0];
            a.of[kind][0] = CONTRACT_UNANSWERED;
            assert_ptr_equal(judge(&c, &a), asked ? &CONTRACT_NO_ANSWER : NULL);
            a.of[kind][0] = was;
        }
    }
}

static void a_pledge_says_whose_contract_and_each_answer(void **state)
{
    (void)state;
    struct contract c = sample();
    c.content_hash = S("abc");
    struct law_pledges rows = law_pledges_on(law, LAW_LOCAL, S("conflict"), TODAY, arena);
    struct contract_answers a = right_answers();
    str text = contract_pledge_content(arena, CONTRACT_PLEDGE_CONFLICT, &c, &rows,
                                       a.of[CONTRACT_PLEDGE_CONFLICT]);
    assert_true(str_starts(text, S("form=pledge.conflict.1\n")));
    assert_true(str_equals(canon_find(arena, text, "contract"), S("2026-1187")));
    assert_true(str_equals(canon_find(arena, text, "contract_hash"), S("abc")));
    assert_true(str_contains(text, S("item=8\nrow=X-13.9\n")));
    assert_true(str_contains(text, S("\nanswer=no\n")));
}

// --- Content -------------------------------------------------------------------------------------

static struct contract_line LINES[] = {
    {.seq = 1, .product = {3}, .quantity = 3, .price = {5900000}, .amount = {17700000}},
    {.seq = 2, .product = {4}, .quantity = 1, .price = {1000000}, .amount = {1000000} },
};

static contract_line_list two_lines(void)
{
    LINES[0].title = S("청사 소독");
    LINES[0].unit = S("회");
    LINES[0].category_code = S("clean.disinfect");
    LINES[1].title = S("약품");
    LINES[1].unit = S("통");
    LINES[1].category_code = S("clean.agent");
    return (contract_line_list){.items = LINES, .count = 2};
}

static struct contract drawn(void)
{
    static struct contract_certificate certificate = {.valid_until = {INT32_MIN}};
    certificate.label = S("여성기업 확인서");
    certificate.number = S("2026-women");
    certificate.valid_from = date_from_ymd(2026, 1, 1);
    struct contract c = sample();
    contract_line_list lines = two_lines();
    struct contract_parts parts = {
        .buyer = {.name = S("대구광역시 중구"),
                  .head_title = S("구청장"),
                  .department = S("총무과"),
                  .officer = S("김가온")},
        .seller = {.name = S("㈜맑은손길"),           .representative = S("서파란")                  },
        .certificates = {.items = &certificate,.count = 1},
        .sign_by = date_from_ymd(2026, 11, 27),
    };
    contract_write_clauses(law, &c, TODAY, arena, &parts.clauses);
    c.rule_ids = contract_join_rules(arena, c.rule_ids, &parts.clauses);
    c.content = contract_write_content(arena, &c, &lines, &parts);
    c.content_hash = digest_sha256(arena, c.content);
    return c;
}

static void every_field_that_is_changed_is_named(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        const char *label;
    } NUMBERS[] = {
        {offsetof(struct contract, price),           "계약금액"      },
        {offsetof(struct contract, supply),          "공급가액"      },
        {offsetof(struct contract, vat),             "부가가치세"   },
        {offsetof(struct contract, estimated),       "추정가격"      },
        {offsetof(struct contract, security_amount), "계약보증금"   },
        {offsetof(struct contract, delay_ppm),       "지연배상금률"},
        {offsetof(struct contract, institution),     "기관"            },
        {offsetof(struct contract, supplier),        "공급기업"      },
    };
    static const struct {
        size_t offset;
        const char *label;
    } TEXTS[] = {
        {offsetof(struct contract, number),         "계약번호"       },
        {offsetof(struct contract, title),          "계약건명"       },
        {offsetof(struct contract, ground),         "수의계약 근거"},
        {offsetof(struct contract, reason),         "수의계약 사유"},
        {offsetof(struct contract, delivery_place), "이행 장소"      },
        {offsetof(struct contract, scope),          "과업 내용"      },
        {offsetof(struct contract, rule_ids),       "적용 규정"      },
    };
    contract_line_list lines = two_lines();
    int64_t line = 0;
    struct contract c = drawn();
    assert_int_equal(contract_find_altered(arena, &c, &lines, &line).n, 0);
    for (size_t i = 0; i < COUNT(NUMBERS); i++) {
        c = drawn();
        *(int64_t *)((char *)&c + NUMBERS[i].offset) += 1;
        str field = contract_find_altered(arena, &c, &lines, &line);
        assert_true(
            str_equals(contract_field_label(arena, field, line), str_view(NUMBERS[i].label)));
    }
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        c = drawn();
        *(str *)((char *)&c + TEXTS[i].offset) = S("다른 것");
        str field = contract_find_altered(arena, &c, &lines, &line);
        assert_true(str_equals(contract_field_label(arena, field, line), str_view(TEXTS[i].label)));
    }
    c = drawn();
    c.ends_on = date_add_days(c.ends_on, 1);
    assert_true(str_equals(contract_find_altered(arena, &c, &lines, &line), S("ends_on")));
    c = drawn();
    c.kind = CONTRACT_ACCEPTANCE;
    assert_true(str_equals(contract_find_altered(arena, &c, &lines, &line), S("form")));
}

// What was drawn before a form changed is compared in its own, and its hash stays what it was.
static void a_text_of_an_older_form_stays_as_it_was(void **state)
{
    (void)state;
    contract_line_list lines = two_lines();
    int64_t line = 0;
    struct contract c = drawn();
    assert_int_equal(contract_form_of(arena, c.content), CONTRACT_FORM_NEWEST);
    assert_true(str_equals(canon_find(arena, c.content, "buyer_head"), S("대구광역시 중구청장")));
    str newest = S("form=contract.document.3\nnumber=2026-1187\n");
    assert_true(str_starts(c.content, newest));
    str scope = S("\nscope=\n");
    size_t at = str_index(c.content, scope);
    str rest = str_slice(c.content, at + scope.n - 1, c.content.n);
    str body = str_join(arena, str_slice(c.content, newest.n, at - newest.n), rest);
    for (enum contract_form form = CONTRACT_FORM_1; form < CONTRACT_FORM_3; form++) {
        c = drawn();
        c.content = str_format(arena, "form=contract.document.%d\nnumber=2026-1187\n%.*s",
                               (int)form, STR_ARG(body));
        assert_int_equal(contract_form_of(arena, c.content), form);
        assert_int_equal(contract_find_altered(arena, &c, &lines, &line).n, 0);
        c.scope = S("question=a\n"); // a case may have had answers that its contract did not name
        assert_int_equal(contract_find_altered(arena, &c, &lines, &line).n, 0);
        c.price.won++;
        assert_true(str_equals(contract_find_altered(arena, &c, &lines, &line), S("price_won")));
    }
}

static void a_contract_with_a_scope_owes_what_it_says(void **state)
{
    (void)state;
    struct contract c = sample();
    struct contract_clauses clauses;
    c.scope = S("question=a\nlabel=청소 면적\nunit=m²\nanswer=1200\n");
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(str_contains(clauses.items[0].text, S("과업 내용에 적은 대로")));
    c.scope = S("");
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_false(str_contains(clauses.items[0].text, S("과업 내용")));
}

static void a_changed_a_cut_and_an_added_line_are_named(void **state)
{
    (void)state;
    struct contract c = drawn();
    contract_line_list lines = two_lines();
    int64_t line = 0;
    LINES[1].quantity = 2;
    str field = contract_find_altered(arena, &c, &lines, &line);
    assert_true(str_equals(contract_field_label(arena, field, line), S("수량, 2번 품목")));
    LINES[1].quantity = 1;
    lines.count = 1;
    assert_true(str_equals(contract_find_altered(arena, &c, &lines, &line), S("line")));
    struct contract_line more[3] = {LINES[0], LINES[1], LINES[1]};
    more[2].seq = 3;
    contract_line_list longer = {.items = more, .count = 3};
    assert_true(str_equals(contract_find_altered(arena, &c, &longer, &line), S("line")));
}

static void papers_are_read_back_from_what_was_signed(void **state)
{
    (void)state;
    struct contract c = drawn();
    contract_line_list lines;
    contract_certificate_list certificates;
    struct contract_clauses clauses;
    contract_read_lines(arena, c.content, &lines);
    assert_int_equal(lines.count, 2);
    assert_true(str_equals(lines.items[0].title, S("청사 소독")));
    assert_int_equal(lines.items[0].quantity, 3);
    assert_int_equal(lines.items[1].amount.won, 1000000);
    contract_read_certificates(arena, c.content, &certificates);
    assert_int_equal(certificates.count, 1);
    assert_true(str_equals(certificates.items[0].number, S("2026-women")));
    assert_true(date_is_none(certificates.items[0].valid_until));
    contract_read_clauses(arena, c.content, &clauses);
    assert_int_equal(clauses.count, 11);
    for (size_t i = 0; i < clauses.count; i++) {
        assert_true(clauses.items[i].heading.n > 0 && clauses.items[i].text.n > 0);
    }
    assert_true(
        date_equals(canon_find_date(arena, c.content, "sign_by"), date_from_ymd(2026, 11, 27)));
}

static bool says(const struct contract_clauses *clauses, const char *text)
{
    for (size_t i = 0; i < clauses->count; i++) {
        if (str_contains(clauses->items[i].text, str_view(text))) {
            return true;
        }
    }
    return false;
}

static bool rests_on(const struct contract_clauses *clauses, const char *heading,
                     const char *article)
{
    for (size_t i = 0; i < clauses->count; i++) {
        const struct contract_clause *k = &clauses->items[i];
        if (str_equals(k->heading, str_view(heading))) {
            return str_equals(k->article, str_view(article));
        }
    }
    return false;
}

// Decree art. 51 says how much it is, art. 53 that a promise may stand for it.
static void a_clause_names_the_law_that_binds_the_institution(void **state)
{
    (void)state;
    struct contract c = sample();
    struct contract_clauses clauses;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(
        rests_on(&clauses, "계약보증금", "지방계약법 시행령 제51조; 지방계약법 시행령 제53조"));
    assert_true(rests_on(&clauses, "청렴계약", "지방계약법 제6조의2"));
    c.security = CONTRACT_BOND;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(rests_on(&clauses, "계약보증금", "지방계약법 시행령 제51조"));
    c.regime = LAW_STATE;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(rests_on(&clauses, "청렴계약", "국가계약법 제5조의2"));
}

// Act art. 14(1): 목적, 금액, 이행기간, 계약보증금, 위험부담, 지연배상금, 그 밖에 필요한 사항.
static void clauses_take_their_figures_from_the_law_of_the_institution(void **state)
{
    (void)state;
    struct contract c = sample();
    struct contract_clauses clauses;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(says(&clauses, "2026년 12월 18일까지 본관 2층에서"));
    assert_true(says(&clauses, "14일 안에 검사"));
    assert_true(says(&clauses, "5일(공휴일과 토요일 제외) 안에 지급"));
    assert_true(says(&clauses, "1일 0.13%를"));
    assert_true(says(&clauses, "30%를 넘지"));
    assert_true(says(&clauses, "계약금액의 10%인 1,870,000원(금 일백팔십칠만원정)"));
    assert_true(says(&clauses, "담합"));
    assert_true(says(&clauses, "지방자치단체를 당사자로 하는 계약에 관한 법률"));
    str rules = contract_join_rules(arena, S("T-L08.8 C-01.2"), &clauses);
    assert_true(str_equals(rules, S("T-L08.8 C-01.2 F-01.1 F-06.1 F-15.1 F-12.1 C-05.1 C-06.1 "
                                    "X-15.2 X-15.3 X-15.4 X-15.5")));

    c.regime = LAW_STATE;
    c.object = LAW_GOODS;
    c.delay_ppm = 750;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(says(&clauses, "1일 0.075%를"));
    assert_true(says(&clauses, "국가를 당사자로 하는 계약에 관한 법률"));
    assert_true(says(&clauses, "납품하고"));
    c.regime = LAW_LOCAL;
    contract_write_clauses(law, &c, TODAY, arena, &clauses);
    assert_true(says(&clauses, "1년 안에 하자가")); // 집행기준 제9장: goods
}

static void the_clause_of_delay_rests_on_the_rate_it_was_drawn_by(void **state)
{
    (void)state;
    static const struct {
        enum law_regime regime;
        int64_t ppm;
        const char *heading;
        const char *usual;
        const char *transport;
    } CASES[] = {
        {LAW_LOCAL,          1300, "지연배상금", "F-12.1", "F-13.1"},
        {LAW_LOCAL_INVESTED, 1300, "지연배상금", "F-12.1", "F-13.1"},
        {LAW_STATE,          1250, "지체상금",    "F-12.3", "F-13.2"},
        {LAW_PUBCORP,        1250, "지체상금",    "F-12.3", "F-13.2"},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct contract c = sample();
        struct contract_clauses clauses;
        c.regime = CASES[i].regime;
        c.delay_ppm = CASES[i].ppm;
        contract_write_clauses(law, &c, TODAY, arena, &clauses);
        str rules = contract_join_rules(arena, S(""), &clauses);
        assert_true(str_contains(rules, str_view(CASES[i].usual)));
        assert_false(str_contains(rules, S("F-13")));
        c.delay_variant = LAW_DELAY_TRANSPORT;
        c.delay_ppm = 2500;
        contract_write_clauses(law, &c, TODAY, arena, &clauses);
        rules = contract_join_rules(arena, S(""), &clauses);
        assert_true(str_contains(rules, str_view(CASES[i].transport)));
        assert_false(str_contains(rules, S("F-12")));
        assert_true(says(&clauses, "인수한 부분을 뺀 금액의 1일 0.25%를 내며"));
        assert_true(says(&clauses, "30%를 넘지")); // the cap is the same
        assert_true(rests_on(&clauses, CASES[i].heading,
                             i < 2 ? "지방계약법 시행령 제90조; 지방계약법 시행규칙 제75조"
                                   : "국가계약법 시행령 제74조; 국가계약법 시행규칙 제75조"));
    }
}

static void a_rate_is_written_without_needless_zeros(void **state)
{
    (void)state;
    static const struct {
        int64_t ppm;
        const char *words;
    } CASES[] = {
        {500,   "1일 0.05%" },
        {750,   "1일 0.075%"},
        {800,   "1일 0.08%" },
        {1250,  "1일 0.125%"},
        {1300,  "1일 0.13%" },
        {2500,  "1일 0.25%" },
        {10000, "1일 1%"    },
        {0,     "1일 0%"    },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_true(
            str_equals(contract_delay_words(arena, CASES[i].ppm), str_view(CASES[i].words)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_that_bars_is_refused_item_by_item),
        cmocka_unit_test(an_item_is_passed_over_only_where_it_applies_to_some),
        cmocka_unit_test(a_lodged_bond_asks_for_no_promise),
        cmocka_unit_test(an_institution_of_the_state_asks_for_no_local_pledge),
        cmocka_unit_test(a_pledge_says_whose_contract_and_each_answer),
        cmocka_unit_test(every_field_that_is_changed_is_named),
        cmocka_unit_test(a_text_of_an_older_form_stays_as_it_was),
        cmocka_unit_test(a_contract_with_a_scope_owes_what_it_says),
        cmocka_unit_test(a_changed_a_cut_and_an_added_line_are_named),
        cmocka_unit_test(papers_are_read_back_from_what_was_signed),
        cmocka_unit_test(a_clause_names_the_law_that_binds_the_institution),
        cmocka_unit_test(clauses_take_their_figures_from_the_law_of_the_institution),
        cmocka_unit_test(the_clause_of_delay_rests_on_the_rate_it_was_drawn_by),
        cmocka_unit_test(a_rate_is_written_without_needless_zeros),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
