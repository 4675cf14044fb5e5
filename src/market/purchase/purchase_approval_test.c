// Who approves at which price, who may decide, and what was changed since.
#include "market/purchase/purchase_approval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/digest.h"

#define OFFICER ((account_id){1})
#define LEADER ((account_id){2})
#define HEAD ((account_id){3})
#define OTHER ((account_id){4})

static struct approval_row row_of(int64_t step, account_id account, int64_t from_won)
{
    return (struct approval_row){
        .step = step, .account = account, .approves = true, .from = WON(from_won)};
}

static void a_price_asks_for_its_steps_from_its_very_won(void **state)
{
    (void)state;
    static const struct {
        int64_t price;
        size_t count;
        account_id last;
    } ROWS[] = {
        {1,        1, {2}},
        {9999999,  1, {2}},
        {10000000, 2, {3}},
        {49999999, 2, {3}},
        {50000000, 2, {4}}, // of two rows of a step the higher one counts
    };
    // Everywhere: the leader from any price, the head from ten million, the other from fifty.
    struct approval_row everywhere[] = {row_of(1, LEADER, 0), row_of(2, HEAD, 10000000),
                                        row_of(2, OTHER, 50000000)};
    approval_row_list rows = {everywhere, COUNT(everywhere)};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct approval_row steps[APPROVAL_STEPS_MAX];
        size_t count = 0;
        assert_null(approval_pick(&rows, WON(ROWS[i].price), steps, &count));
        assert_int_equal(count, ROWS[i].count);
        assert_int_equal(steps[0].account.value, 2);
        assert_int_equal(steps[count - 1].account.value, ROWS[i].last.value);
    }
}

static void a_department_with_a_line_of_its_own_uses_that_alone(void **state)
{
    (void)state;
    struct approval_row all[] = {row_of(1, LEADER, 0), row_of(2, HEAD, 0), row_of(1, OTHER, 1000)};
    all[2].is_department = true;
    approval_row_list rows = {all, COUNT(all)};
    struct approval_row steps[APPROVAL_STEPS_MAX];
    size_t count = 7;
    assert_null(approval_pick(&rows, WON(1000), steps, &count));
    assert_int_equal(count, 1);
    assert_int_equal(steps[0].account.value, OTHER.value);
    count = 7;
    assert_ptr_equal(approval_pick(&rows, WON(999), steps, &count), &APPROVAL_NO_LINE);
    assert_int_equal(count, 7);
    rows.count = 0;
    assert_ptr_equal(approval_pick(&rows, WON(1000), steps, &count), &APPROVAL_NO_LINE);
}

static void the_delegate_of_the_day_acts_but_never_the_officer(void **state)
{
    (void)state;
    struct approval_row row = {.account = LEADER, .approves = true};
    assert_int_equal(approval_actor(&row, OFFICER).value, LEADER.value);
    row.delegate = OTHER;
    assert_int_equal(approval_actor(&row, OFFICER).value, OTHER.value);
    assert_int_equal(approval_actor(&row, OTHER).value, LEADER.value); // the officer stands in
    row.account = OFFICER;
    assert_int_equal(approval_actor(&row, OFFICER).value, OTHER.value); // the officer is named
    row.delegate = NO_ID(account_id);
    assert_int_equal(approval_actor(&row, OFFICER).value, 0);
    row = (struct approval_row){.account = LEADER, .approves = false};
    assert_int_equal(approval_actor(&row, OFFICER).value, 0);
}

static void a_line_nobody_may_walk_is_refused_with_its_reason(void **state)
{
    (void)state;
    struct approval_row steps[] = {row_of(1, LEADER, 0), row_of(2, OFFICER, 0)};
    assert_ptr_equal(approval_admit_steps(steps, 2, OFFICER), &APPROVAL_OWN_STEP);
    steps[1].delegate = HEAD;
    assert_null(approval_admit_steps(steps, 2, OFFICER));
    steps[0].approves = false;
    assert_ptr_equal(approval_admit_steps(steps, 2, OFFICER), &APPROVAL_ABSENT);
    steps[0].delegate = OTHER;
    assert_null(approval_admit_steps(steps, 2, OFFICER));
    steps[0].delegate = HEAD; // who stands in for the officer as well
    assert_ptr_equal(approval_admit_steps(steps, 2, OFFICER), &APPROVAL_TWICE);
    assert_null(approval_admit_steps(steps, 1, OFFICER));
}

// Every person in every part: whoever asked for it decides in none of them.
static void abuse_07_nobody_decides_on_their_own_case(void **state)
{
    (void)state;
    for (int64_t officer = 1; officer <= 4; officer++) {
        for (int64_t submitter = 1; submitter <= 4; submitter++) {
            for (int64_t named = 1; named <= 4; named++) {
                for (int64_t delegate = 0; delegate <= 4; delegate++) {
                    for (int64_t person = 1; person <= 4; person++) {
                        err e = approval_admit_person((account_id){officer},
                                                      (account_id){submitter}, (account_id){named},
                                                      (account_id){delegate}, (account_id){person});
                        bool own = person == officer || person == submitter;
                        bool theirs = person == named || person == delegate;
                        assert_ptr_equal(e, own ? &PURCHASE_OWN_HANDS
                                                : (theirs ? NULL : &APPROVAL_NOT_THEIRS));
                    }
                }
            }
        }
    }
}

static void what_was_changed_is_named(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    struct purchase p = {.title = S("종이"), .price = WON(110), .supply = WON(100), .vat = WON(10)};
    struct purchase_line lines[] = {
        {.seq = 1, .title = S("가"), .unit = S("개"), .quantity = 1, .price = WON(50)},
        {.seq = 2, .title = S("나"), .unit = S("개"), .quantity = 1, .price = WON(60)},
    };
    str was = purchase_content(a, &p, lines, 2);
    assert_int_equal(approval_difference(a, was, was).n, 0);
    struct purchase other = p;
    other.delivery_place = S("다른 곳");
    assert_true(str_equals(approval_difference(a, was, purchase_content(a, &other, lines, 2)),
                           S("납품 장소")));
    lines[1].price = WON(61);
    assert_true(str_equals(approval_difference(a, was, purchase_content(a, &p, lines, 2)),
                           S("단가, 2번 품목")));
    lines[0].title = S("다");
    assert_true(str_equals(approval_difference(a, was, purchase_content(a, &p, lines, 2)),
                           S("품목 이름, 1번 품목")));
    lines[0].title = S("가");
    lines[1].price = WON(60);
    assert_true(str_equals(approval_difference(a, was, purchase_content(a, &p, lines, 1)),
                           S("품목 차례, 2번 품목")));
    arena_close(a);
}

static void the_chain_has_one_line_for_each_round_that_was_approved(void **state)
{
    (void)state;
    static const struct {
        int64_t lines, rounds, at; // submitted at 100, decided at 200
        const char *hash;          // NULL: the one that was approved
        bool holds;
    } ROWS[] = {
        {0, 1, 0,   "",   false}, // none speaks of it
        {1, 1, 200, NULL, true },
        {1, 1, 200, "",   true }, // of before it named a hash
        {1, 1, 200, "x",  false},
        {1, 1, 99,  NULL, false},
        {1, 1, 100, NULL, true },
        {1, 1, 201, NULL, false},
        {2, 1, 200, NULL, false}, // somebody added one
        {2, 2, 200, NULL, true },
        {1, 2, 200, NULL, false},
    };
    struct arena *a = arena_open(1 << 20);
    str hash = digest_sha256(a, S("x"));
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct approval_kept kept = {
            .state = APPROVAL_APPROVED,
            .content = S("x"),
            .content_hash = hash,
            .case_hash = hash,
            .chain_hash = ROWS[i].hash == NULL ? hash : str_view(ROWS[i].hash),
            .chain_at = {ROWS[i].at},
            .chain_lines = ROWS[i].lines,
            .rounds = ROWS[i].rounds,
            .submitted_at = {100},
            .decided_at = {200},
        };
        assert_int_equal(approval_find_broken(a, &kept).n == 0, ROWS[i].holds);
    }
    arena_close(a);
}

static void every_state_has_its_word(void **state)
{
    (void)state;
    for (int s = 0; s < APPROVAL_ROUND_STATE_COUNT; s++) {
        str word = str_view(approval_round_word((enum approval_round_state)s));
        assert_int_equal(approval_round_from(word), s);
        assert_true(approval_round_label((enum approval_round_state)s).n > 0);
    }
    for (int s = 0; s < APPROVAL_STEP_STATE_COUNT; s++) {
        str word = str_view(approval_step_word((enum approval_step_state)s));
        assert_int_equal(approval_step_from(word), s);
    }
    assert_int_equal(approval_round_from(S("lost")), -1);
    assert_int_equal(approval_step_from(S("lost")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_asks_for_its_steps_from_its_very_won),
        cmocka_unit_test(a_department_with_a_line_of_its_own_uses_that_alone),
        cmocka_unit_test(the_delegate_of_the_day_acts_but_never_the_officer),
        cmocka_unit_test(a_line_nobody_may_walk_is_refused_with_its_reason),
        cmocka_unit_test(abuse_07_nobody_decides_on_their_own_case),
        cmocka_unit_test(what_was_changed_is_named),
        cmocka_unit_test(the_chain_has_one_line_for_each_round_that_was_approved),
        cmocka_unit_test(every_state_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
