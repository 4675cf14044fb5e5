// From the approved case to the offered contract, and what keeps it from being drawn.
#include "market/contract/contract_draw_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/digest.h"
#include "market/contract/contract_hand_testing.h"
#include "market/law/law_body.h"
#include "market/law/law_testing.h"
#include "market/party/right.h"
#include "market/quote/quote_testing.h"

#define TODAY instant_date(web_test_now)
#define TRIPS_MAX 12 // to a server, of drawing a contract

// --- Drawing -------------------------------------------------------------------------------------

static void an_approved_case_becomes_an_offered_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        struct contract_counts earlier = contract_hand_count(&s, &s.owner);
        contract_testing_draw(&s, &s.draft, &c);
        assert_int_equal(c.state, CONTRACT_OFFERED);
        assert_true(str_equals(c.number, S("2026-1")));
        assert_int_equal(c.kind, CONTRACT_ACCEPTANCE);
        assert_int_equal(c.price.won, 2900000);
        assert_int_equal(c.supply.won + c.vat.won, 2900000);
        assert_int_equal(c.security_amount.won, 290000);
        assert_int_equal(c.delay_ppm, 800);
        assert_true(date_equals(c.ends_on, date_from_ymd(2026, 12, 18)));
        assert_true(date_is_none(c.contracted_on) && date_is_none(c.starts_on));
        assert_true(str_contains(c.ground, S("여성기업")));
        assert_true(str_contains(c.rule_ids, S("C-01.2")));
        assert_true(str_equals(digest_sha256(t.arena, c.content), c.content_hash));
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTING);
        assert_true(purchase_testing_task(&s, &s.draft, "contract.sign_supplier", &task));
        assert_int_equal(task.supplier.value, s.supplier.value);
        assert_int_equal(task.rights, RIGHT_OWNER);
        assert_int_equal(task.due_at.us, instant_end_of(date_add_days(TODAY, 3)).us);
        assert_int_equal(contract_hand_count(&s, &s.owner).notices, earlier.notices + 1);
    }
}

// What all its lines are of says the rate on the day it is drawn, also of a case that was judged
// before anybody had said so; a contract that is drawn keeps its own.
static void a_contract_is_drawn_by_the_rate_of_its_work(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        struct contract c;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(88000), 100, &p);
        purchase_testing_work(&s, &p, 0, LAW_DELAY_USUAL);
        purchase_testing_move(&s, &p, PURCHASE_APPROVED);
        purchase_testing_work(&s, &p, 0, LAW_DELAY_TRANSPORT);
        contract_testing_draw(&s, &p, &c);
        assert_int_equal(c.delay_variant, LAW_DELAY_TRANSPORT);
        assert_int_equal(c.delay_ppm, 2500);
        assert_true(str_contains(c.rule_ids, S("F-13.1")));
        assert_true(str_contains(c.content, S("delay_ppm=2500\n")));
        assert_true(str_contains(c.content, S("금액의 1일 0.25%를 내며")));
        purchase_testing_work(&s, &p, 0, LAW_DELAY_USUAL);
        contract_testing_find(&s, &c);
        assert_int_equal(c.delay_variant, LAW_DELAY_TRANSPORT);
        contract_testing_draw(&s, &s.draft, &c); // goods
        assert_int_equal(c.delay_variant, LAW_DELAY_USUAL);
    }
}

// What is read comes in one trip, and what nobody waits for goes with the next: it took 23.
static void a_contract_takes_few_trips_to_a_server(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
        if (db_engine(t.db) == DB_POSTGRES) {
            assert_true(db_trips(t.db) <= TRIPS_MAX);
        }
    }
}

static void who_is_not_the_officer_of_an_approved_case_draws_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_SUBMITTED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &PURCHASE_WRONG_STATE);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, contract_hand_draw, &h),
                         &PURCHASE_NOT_OFFICER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer_there, contract_hand_draw, &h),
                         &PURCHASE_UNKNOWN);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, contract_hand_draw, &h),
                         &PURCHASE_UNKNOWN);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &PURCHASE_WRONG_STATE);
        assert_int_equal(contract_hand_count(&s, &s.officer).contracts, 1);
    }
}

// Scene of the other institution: its officer's cases instead of those of `here`.
static void move_there(struct purchase_scene *s)
{
    s->here = s->there;
    s->department = s->department_there;
    s->officer = s->officer_there;
}

static void the_document_is_asked_a_won_above_the_limit_of_each_law(void **state)
{
    (void)state;
    static const struct {
        bool there; // 국가계약법
        int64_t price;
        err refusal;
    } CASES[] = {
        {false, 50000000, NULL                    },
        {false, 50000001, &CONTRACT_NEEDS_DOCUMENT},
        {true,  30000000, NULL                    },
        {true,  30000001, &CONTRACT_NEEDS_DOCUMENT},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase_scene there = s;
        move_there(&there);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct purchase_scene *here = CASES[i].there ? &there : &s;
            struct purchase p;
            purchase_testing_add(here, WON(CASES[i].price), 1, &p);
            purchase_testing_move(here, &p, PURCHASE_APPROVED);
            struct contract_hand h = contract_hand_for(here, &p);
            h.draw.kind = CONTRACT_ACCEPTANCE;
            assert_ptr_equal(purchase_testing_run(here, &here->officer, contract_hand_draw, &h),
                             CASES[i].refusal);
            h.draw.kind = CONTRACT_DOCUMENT;
            err again = purchase_testing_run(here, &here->officer, contract_hand_draw, &h);
            assert_ptr_equal(again, CASES[i].refusal == NULL ? &PURCHASE_WRONG_STATE : NULL);
        }
    }
}

static void a_case_that_is_not_what_was_approved_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const struct sql *sql;
        const char *named;
    } CASES[] = {
        {&SQL_CONTRACT_TEST_PURCHASE_PRICE,      "계약금액"       },
        {&SQL_CONTRACT_TEST_PURCHASE_SUPPLIER,   "공급기업"       },
        {&SQL_CONTRACT_TEST_PURCHASE_PLACE,      "납품 장소"      },
        {&SQL_CONTRACT_TEST_PURCHASE_QUANTITY,   "수량, 2번 품목"},
        {&SQL_CONTRACT_TEST_PURCHASE_UNIT_PRICE, "단가, 1번 품목"},
        {&SQL_CONTRACT_TEST_PURCHASE_ENDS,       "납품 기한"      },
        {&SQL_CONTRACT_TEST_APPROVED_TEXT,       "결재 원본"      },
        {&SQL_CONTRACT_TEST_APPROVED_PRICE,      "결재 원본"      },
        {&SQL_CONTRACT_TEST_APPROVED_HASH,       "결재 원본"      },
        {&SQL_CONTRACT_TEST_PURCHASE_HASH,       "결재 원본"      },
        {&SQL_CONTRACT_TEST_ROUND_OPEN,          "결재 상태"      },
        {&SQL_CONTRACT_TEST_STEP_OPEN,           "결재 상태"      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct contract_touched deed = {
                .touch = {.sql = CASES[i].sql,
                          .id = s.draft.id.value,
                          .supplier = s.rival,
                          .day = date_from_ymd(2026, 12, 19)},
                .deed = contract_hand_draw,
                .hand = &h,
            };
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_touched, &deed),
                             &CONTRACT_ALTERED);
            assert_true(str_equals(h.altered, str_view(CASES[i].named)));
        }
        assert_null(
            purchase_testing_run(&s, &s.officer, contract_hand_draw, &h)); // as it was approved
    }
}

static void no_contract_is_drawn_with_a_firm_that_is_barred_or_too_late(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        struct contract_touch firm = {.sql = &SQL_CONTRACT_TEST_SUPPLIER,
                                      .id = s.supplier.value,
                                      .state = S("active"),
                                      .day = TODAY};
        contract_hand_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_SANCTIONED);
        firm.day = DATE_NONE;
        firm.state = S("suspended");
        contract_hand_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_SUPPLIER_AWAY);
        firm.state = S("active");
        contract_hand_touch(&s, firm);

        h.draw.sign_by = date_add_days(TODAY, -1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_SIGN_BY);
        h.draw.sign_by = TODAY;
        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2026, 12, 19), 9, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_TERM_OVER);
        web_test_now = now;
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
    }
}

// The last day of every rate that has none yet.
static const struct law *end_delay_rates(struct arena *arena, date last_day)
{
    str where = S("");
    struct law *law = testing_law_open(arena);
    for (size_t i = 0; i < law_count(law, LAW_DELAY_RATES); i++) {
        struct law_head *row = law_body_row(law, LAW_DELAY_RATES, i);
        row->last_day = date_is_none(row->last_day) ? last_day : row->last_day;
    }
    assert_null(law_finish(law, &where));
    return law;
}

// A contract said "0 %" where an operator had ended the rate and put none in its place.
static void no_contract_is_drawn_without_a_rate_for_late_days(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        s.law = end_delay_rates(t.arena, date_add_days(TODAY, -1));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_NO_DELAY_RATE);
        s.law = end_delay_rates(t.arena, TODAY); // today still
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
    }
}

// 30,000,000 without VAT may go by one quote only because of the women's certificate; 2,650,000 may
// go anyway, on the general ground.
static void a_lapsed_certificate_takes_the_path_or_gives_way_to_another_ground(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase large;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        purchase_testing_add(&s, WON(33000000), 1, &large);
        purchase_testing_move(&s, &large, PURCHASE_APPROVED);
        contract_hand_touch(&s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_CERTIFICATE,
                                                        .id = s.supplier.value,
                                                        .day = date_add_days(TODAY, -1)});
        struct contract_hand h = contract_hand_for(&s, &large);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &CONTRACT_CERTIFICATE);

        int64_t decisions = contract_hand_count(&s, &s.officer).decisions;
        struct contract c;
        contract_testing_draw(&s, &s.draft, &c);
        assert_false(str_contains(c.ground, S("여성기업")));
        assert_false(str_contains(c.content, S("여성기업 확인서")));
        assert_int_equal(contract_hand_count(&s, &s.officer).decisions, decisions + 1);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED); // it rests on what is left
        assert_int_equal(c.state, CONTRACT_SIGNED);
    }
}

static str proofs_of(struct purchase_scene *s, const struct purchase *p)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_TEST_PROOFS);
    bind_i64(q, "purchase", p->id.value);
    assert_true(query_next(q));
    str proofs = str_copy(s->database->arena, read_str(q, "proofs"));
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return proofs;
}

// A case far above every amount, of a firm that may have it for what it is alone.
static void approve_of_group(struct purchase_scene *s, struct purchase *p)
{
    contract_hand_touch(
        s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_GROUP, .id = s->supplier.value});
    purchase_testing_add(s, WON(330000000), 1, p);
    contract_hand_touch(
        s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_GROUP_MAKES, .id = s->supplier.value});
    purchase_testing_move(s, p, PURCHASE_APPROVED);
}

// A group of veterans that is a welfare corporation as well: on the day after its last as a group
// the other ground is left, and what that asks for is confirmed anew before anything is drawn.
static void what_the_ground_that_is_left_asks_for_is_asked_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        purchase_testing_open(&s, &t);
        approve_of_group(&s, &p);
        struct contract_touch ends = {.sql = &SQL_CONTRACT_TEST_GROUP_ENDS,
                                      .id = s.supplier.value,
                                      .day = date_add_days(TODAY, -1)};
        contract_hand_touch(&s, ends);
        struct contract_hand h = contract_hand_for(&s, &p);
        h.draw.word.confirm_reason = S("시행령 제25조를 확인했습니다.");
        int64_t decisions = contract_hand_count(&s, &s.officer).decisions;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &PURCHASE_PROOF_OWN);
        h.draw.word.proofs = (struct purchase_proofs){
            .items = {{.need = S("own_production"), .ground = S("직접 만드는 것을 보았습니다.")},
                      {.need = S("reason_document"), .ground = S("복지법인 제품이 필요합니다.")}},
            .count = 2
        };
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h),
                         &PURCHASE_PROOF_REASON_NO);
        h.draw.word.proofs.items[1].document = S("총무과-1234");
        assert_int_equal(contract_hand_count(&s, &s.officer).decisions, decisions);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
        assert_int_equal(contract_hand_count(&s, &s.officer).decisions, decisions + 1);
        assert_true(str_contains(proofs_of(&s, &p), S("document=총무과-1234")));
    }
}

// On its last day as a group the ground stands, and nothing is asked.
static void a_ground_that_stands_asks_for_nothing_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        purchase_testing_open(&s, &t);
        approve_of_group(&s, &p);
        struct contract_touch ends = {
            .sql = &SQL_CONTRACT_TEST_GROUP_ENDS, .id = s.supplier.value, .day = TODAY};
        contract_hand_touch(&s, ends);
        struct contract_hand h = contract_hand_for(&s, &p);
        assert_null(purchase_testing_run(&s, &s.officer, contract_hand_draw, &h));
    }
}

// --- Numbers -------------------------------------------------------------------------------------

#define DRAWERS 3
#define DRAWN_EACH 4

// A process of its own that draws its share; exits with the number of those it could not.
static void draw_in_child(struct purchase_scene *s, struct purchase *cases)
{
    int failed = 0;
    struct testing_db own = *s->database;
    if (db_open(str_view(own.url), &own.db) != NULL) {
        _exit(100);
    }
    db_set_arena(own.db, own.arena);
    s->database = &own;
    for (int i = 0; i < DRAWN_EACH; i++) {
        struct contract_hand h = contract_hand_for(s, &cases[i]);
        err e = purchase_testing_run(s, &s->officer, contract_hand_draw, &h);
        for (int more = 0; more < 20 && e == &DB_COLLISION; more++) { // beyond the unit's own tries
            e = purchase_testing_run(s, &s->officer, contract_hand_draw, &h);
        }
        failed += e != NULL;
    }
    _exit(failed);
}

static bool has_number(struct purchase_scene *s, int number)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_TEST_NUMBERS);
    bind_i64(q, "institution", s->here.value);
    int found = 0;
    while (query_next(q)) {
        found += str_equals(read_str(q, "number"), str_format(u.arena, "2026-%d", number));
    }
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return found == 1;
}

static void numbers_run_without_gap_or_double_when_many_draw_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase cases[DRAWERS * DRAWN_EACH];
        for (int i = 0; i < DRAWERS * DRAWN_EACH; i++) {
            purchase_testing_add(&s, WON(11000 + i), 10, &cases[i]);
            purchase_testing_move(&s, &cases[i], PURCHASE_APPROVED);
        }
        pid_t children[DRAWERS];
        for (int i = 0; i < DRAWERS; i++) {
            children[i] = fork();
            assert_true(children[i] >= 0);
            if (children[i] == 0) {
                draw_in_child(&s, &cases[i * DRAWN_EACH]);
            }
        }
        for (int i = 0; i < DRAWERS; i++) {
            int status = -1;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_int_equal(status, 0);
        }
        assert_int_equal(contract_hand_count(&s, &s.officer).contracts, DRAWERS * DRAWN_EACH);
        for (int i = 1; i <= DRAWERS * DRAWN_EACH; i++) {
            assert_true(has_number(&s, i));
        }
    }
}

static err draw_and_fail(struct unit *u, void *data)
{
    TRY(contract_hand_draw(u, data));
    return &CONTRACT_CHANGED; // somebody was first
}

static void a_refused_drawing_gives_its_number_back_and_a_year_begins_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase later;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct contract_hand h = contract_hand_for(&s, &s.draft);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw_and_fail, &h),
                         &CONTRACT_CHANGED);
        contract_testing_draw(&s, &s.draft, &c);
        assert_true(str_equals(c.number, S("2026-1")));

        struct purchase_scene there = s;
        struct purchase theirs;
        move_there(&there);
        purchase_testing_add(&there, WON(11000), 10, &theirs);
        contract_testing_draw(&there, &theirs, &c);
        assert_true(str_equals(c.number, S("2026-1"))); // each institution its own

        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2027, 1, 4), 9, 0);
        purchase_testing_add(&s, WON(11000), 10, &later);
        contract_hand_touch(&s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_PURCHASE_ENDS,
                                                        .id = later.id.value,
                                                        .day = date_from_ymd(2027, 2, 1)});
        purchase_testing_find(&s, &later);
        contract_testing_draw(&s, &later, &c);
        assert_true(str_equals(c.number, S("2027-1")));
        web_test_now = now;
    }
}

// One day after the needed day was promised, chosen and approved: that day is signed.
static void the_contract_binds_the_day_that_was_promised(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        static const int64_t PRICES[] = {21500, 12000, 15000};
        purchase_testing_open(&s, &t);
        date promised = date_from_ymd(2026, 12, 19);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, PRICES, promised));
        assert_null(quote_testing_choose(&s, &s.officer, no, S("하루 늦어도 됩니다.")));
        purchase_testing_find(&s, &s.draft);
        contract_testing_draw(&s, &s.draft, &c);
        assert_true(date_equals(c.ends_on, promised));
        assert_true(str_contains(c.content, S("ends_on=2026-12-19")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_approved_case_becomes_an_offered_contract),
        cmocka_unit_test(a_contract_is_drawn_by_the_rate_of_its_work),
        cmocka_unit_test(a_contract_takes_few_trips_to_a_server),
        cmocka_unit_test(the_contract_binds_the_day_that_was_promised),
        cmocka_unit_test(who_is_not_the_officer_of_an_approved_case_draws_nothing),
        cmocka_unit_test(the_document_is_asked_a_won_above_the_limit_of_each_law),
        cmocka_unit_test(a_case_that_is_not_what_was_approved_is_refused_by_name),
        cmocka_unit_test(no_contract_is_drawn_with_a_firm_that_is_barred_or_too_late),
        cmocka_unit_test(no_contract_is_drawn_without_a_rate_for_late_days),
        cmocka_unit_test(a_lapsed_certificate_takes_the_path_or_gives_way_to_another_ground),
        cmocka_unit_test(what_the_ground_that_is_left_asks_for_is_asked_anew),
        cmocka_unit_test(a_ground_that_stands_asks_for_nothing_more),
        cmocka_unit_test(numbers_run_without_gap_or_double_when_many_draw_at_once),
        cmocka_unit_test(a_refused_drawing_gives_its_number_back_and_a_year_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
