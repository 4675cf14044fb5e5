// A 물품식별번호 is looked up when somebody typed it, once, within the calls of the day.
#include "market/number/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/number/number_action.h"
#include "market/number/number_testing.h"
#include "market/number/number_testing.sql.h"

static struct number_list list; // large

static instant morning(int day)
{
    return instant_at(date_from_ymd(2026, 11, day), 10, 0);
}

static void begin(int64_t calls)
{
    list = (struct number_list){0};
    number_testing_add_item(&list, "23657020", "목걸이, 두레공방", "5410150201", true);
    number_testing_add_item(&list, "23657021", "반지, 두레공방", "5410150202", false);
    number_set(true, calls, 10);
}

static const char *wanted;

static err do_want(struct unit *u, void *data)
{
    (void)data;
    return number_action_want_item(u, str_view(wanted));
}

static err do_night(struct unit *u, void *data)
{
    (void)data;
    return number_action_night(u);
}

static void want(struct testing_db *t, const char *no, instant at)
{
    wanted = no;
    assert_null(number_testing_do(t, at, do_want));
}

static struct item_number find(struct testing_db *t, const char *no)
{
    struct item_number item;
    struct number_word word;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(number_store_judge(t->db, S(""), str_view(no), &word, &item));
    assert_int_equal(word.standing, NUMBER_UNJUDGED);
    db_rollback(t->db);
    return item;
}

static void what_was_typed_is_looked_up_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        want(&t, "", morning(24)); // none
        want(&t, "23657020", morning(24));
        want(&t, "23657021", morning(24));
        want(&t, "99999999", morning(24));
        want(&t, "23657020", morning(24));
        assert_int_equal(find(&t, "23657020").state, ITEM_NO_UNREAD);
        assert_true(find(&t, "23657020").waits);
        (void)number_testing_run(&t, &list, morning(24));
        assert_int_equal(list.asked, 3);
        struct item_number item = find(&t, "23657020");
        assert_int_equal(item.state, ITEM_NO_KNOWN);
        assert_false(item.waits);
        assert_true(str_equals(item.name, S("목걸이, 두레공방")));
        assert_true(str_equals(item.detail_no, S("5410150201")));
        assert_int_equal(find(&t, "23657021").state, ITEM_NO_ENDED);
        assert_int_equal(find(&t, "99999999").state, ITEM_NO_UNKNOWN);
        assert_int_equal(find(&t, "12345678").state, ITEM_NO_UNREAD); // nobody typed it
    }
}

static void what_is_known_is_believed_for_a_while(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        want(&t, "23657020", morning(1));
        want(&t, "99999999", morning(1));
        (void)number_testing_run(&t, &list, morning(1));
        want(&t, "23657020", morning(2));
        want(&t, "99999999", morning(2)); // a day has not passed
        (void)number_testing_run(&t, &list, morning(2));
        assert_int_equal(list.asked, 2);
        number_testing_add_item(&list, "99999999", "새것", "5410150201", true);
        want(&t, "99999999", morning(3));
        (void)number_testing_run(&t, &list, morning(3));
        assert_int_equal(list.asked, 3);
        assert_int_equal(find(&t, "99999999").state, ITEM_NO_KNOWN);
        instant later = instant_add_s(morning(1), (LIMIT_REGISTRY_ITEM_DAYS + 1) * 24 * 3600);
        want(&t, "23657020", later);
        assert_int_equal(find(&t, "23657020").state, ITEM_NO_KNOWN); // while it is asked for again
        (void)number_testing_run(&t, &list, later);
        assert_int_equal(list.asked, 4);
    }
}

static void half_of_the_calls_of_a_day_are_the_lists(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(20);
        static const char *const NUMBERS[] = {"10000001", "10000002", "10000003", "10000004",
                                              "10000005", "10000006", "10000007", "10000008",
                                              "10000009", "10000010", "10000011", "10000012"};
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            want(&t, NUMBERS[i], morning(24));
        }
        (void)number_testing_run(&t, &list, morning(24));
        assert_int_equal(list.asked, 10);
        assert_null(number_testing_do(&t, morning(25), do_night)); // and reads the list
        (void)number_testing_run(&t, &list, morning(25));
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            assert_int_equal(find(&t, NUMBERS[i]).state, ITEM_NO_UNKNOWN);
        }
    }
}

static void no_answer_is_asked_for_again_and_after_some_tries_by_night(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        instant at = morning(24);
        begin(1000);
        want(&t, "23657020", at);
        for (int i = 1; i <= LIMIT_REGISTRY_TRIES + 1; i++) {
            list.trouble_at = i;
            list.trouble = registry_no_answer("timeout");
            (void)number_testing_run(&t, &list, at);
            at = instant_add_s(at, 3600);
        }
        assert_int_equal(list.asked, LIMIT_REGISTRY_TRIES);
        assert_true(find(&t, "23657020").waits);
        want(&t, "23657021", at); // another is looked up all the same
        list.trouble_at = 0;
        (void)number_testing_run(&t, &list, at);
        assert_int_equal(find(&t, "23657021").state, ITEM_NO_ENDED);
        assert_int_equal(find(&t, "23657020").state, ITEM_NO_UNREAD);
        assert_null(number_testing_do(&t, at, do_night));
        (void)number_testing_run(&t, &list, at);
        assert_int_equal(find(&t, "23657020").state, ITEM_NO_KNOWN);
    }
}

// --- In turn -------------------------------------------------------------------------------------

static char order[40][9]; // numbers as they were asked for
static const char *failing;
static struct registry_answer failure;

// Keeps the order; a number that is among `failing` gets that answer.
static void keep_order(struct number_list *l, int asked)
{
    assert_true(asked <= (int)COUNT(order));
    (void)snprintf(order[asked - 1], sizeof order[0], "%.*s", STR_ARG(l->last.item_no));
    l->trouble_at = strstr(failing, order[asked - 1]) == NULL ? 0 : asked;
    l->trouble = failure;
}

static void watch(const char *fails, const char *code)
{
    failing = fails;
    failure = registry_no_answer(code);
    list.change = keep_order;
}

static void want_for(struct testing_db *t, supplier_id firm, const char *no, instant at)
{
    wanted = no;
    assert_null(number_testing_do_for(t, at, firm, do_want));
}

static void check_order(const char *const *expected, size_t count)
{
    assert_int_equal(list.asked, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(order[i], expected[i]);
    }
}

static void firms_take_turns_however_much_one_typed(void **state)
{
    (void)state;
    static const char *const FIRST[] = {"10000001", "10000002", "10000003", "10000004", "10000005"};
    // What the first has waiting when the others come is asked for one by one between theirs.
    static const char *const ORDER[] = {"10000001", "20000001", "30000001", "10000002",
                                        "20000002", "10000003", "10000004", "10000005"};
    // Of the next day's calls some were used: who comes then does not wait behind all that is left.
    static const char *const LATER[] = {"10000011", "10000012", "10000013", "20000011",
                                        "10000014", "20000012", "10000015"};
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        watch("", "timeout");
        supplier_id firms[3];
        for (int i = 0; i < 3; i++) {
            firms[i] = number_testing_firm(&t, 7001 + i);
        }
        for (size_t i = 0; i < COUNT(FIRST); i++) {
            want_for(&t, firms[0], FIRST[i], morning(24));
        }
        want_for(&t, firms[1], "20000001", instant_add_s(morning(24), 1));
        want_for(&t, firms[1], "20000002", instant_add_s(morning(24), 1));
        want_for(&t, firms[2], "30000001", instant_add_s(morning(24), 2));
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 3));
        check_order(ORDER, COUNT(ORDER));

        begin(4); // two of them for single numbers
        watch("", "timeout");
        static const char *const MORE[] = {"10000011", "10000012", "10000013", "10000014",
                                           "10000015"};
        for (size_t i = 0; i < COUNT(MORE); i++) {
            want_for(&t, firms[0], MORE[i], morning(26));
        }
        (void)number_testing_run(&t, &list, morning(26));
        assert_int_equal(list.asked, 2);
        want_for(&t, firms[1], "20000011", instant_add_s(morning(26), 60));
        want_for(&t, firms[1], "20000012", instant_add_s(morning(26), 60));
        number_set(true, 1000, 10);
        assert_null(number_testing_do(&t, morning(27), do_night));
        assert_null(db_begin(t.db, DB_WRITE)); // the list itself is not what is asked here
        assert_null(query_run(db_query(t.db, &SQL_NUMBER_TESTING_NO_PAGES), NULL));
        assert_null(db_commit(t.db));
        (void)number_testing_run(&t, &list, morning(27));
        check_order(LATER, COUNT(LATER));
    }
}

static void nobody_parks_a_number_that_another_firm_wants(void **state)
{
    (void)state;
    static const char *const PARKED[] = {"10000001", "10000002", "10000003", "20000001"};
    static const char *const ORDER[] = {"10000001", "20000001", "10000002", "10000003"};
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        watch("", "timeout");
        supplier_id rival = number_testing_firm(&t, 7001);
        supplier_id firm = number_testing_firm(&t, 7002);
        for (size_t i = 0; i < COUNT(PARKED); i++) {
            want_for(&t, rival, PARKED[i], morning(24));
        }
        want_for(&t, firm, "20000001", instant_add_s(morning(24), 1));
        want_for(&t, rival, "20000001", instant_add_s(morning(24), 2)); // it goes back no more
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 3));
        check_order(ORDER, COUNT(ORDER));
    }
}

static void one_that_gets_no_answer_keeps_no_other_waiting(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"10000001", "10000002", "10000003", "10000004", "10000001"};
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        watch("10000001", "malformed");
        for (size_t i = 0; i < 3; i++) {
            want(&t, ORDER[i], morning(24));
        }
        (void)number_testing_run(&t, &list, morning(24));
        check_order(ORDER, 3);
        assert_false(find(&t, "10000002").waits || find(&t, "10000003").waits);
        assert_true(find(&t, "10000001").waits);
        // What is typed while it is put off is asked for at once.
        want(&t, "10000004", instant_add_s(morning(24), 30));
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 30));
        check_order(ORDER, 4);
        watch("", "malformed");
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 59));
        check_order(ORDER, 4);
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 60));
        check_order(ORDER, 5);
        assert_false(find(&t, "10000001").waits);
    }
}

static void where_the_owner_asks_to_wait_all_wait(void **state)
{
    (void)state;
    // Who was asked for when nobody was there keeps its place.
    static const char *const ORDER[] = {"10000001", "10000001", "10000002", "10000003"};
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        watch("10000001", "unreachable");
        want(&t, "10000001", morning(24));
        want(&t, "10000002", morning(24));
        (void)number_testing_run(&t, &list, morning(24));
        check_order(ORDER, 1);
        want(&t, "10000003", instant_add_s(morning(24), 30)); // of another firm or not
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 59));
        check_order(ORDER, 1);
        watch("", "unreachable");
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 60));
        check_order(ORDER, 4);
    }
}

// Whatever the reason of each: after three in succession nobody else is asked for a while, twice as
// long each time; an answer ends it.
static void some_in_succession_without_an_answer_keep_all_waiting(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"10000001", "10000002", "10000003", "10000004"};
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        watch("10000001 10000002 10000003 10000004", "timeout");
        for (size_t i = 0; i < COUNT(ORDER); i++) {
            want(&t, ORDER[i], morning(24));
        }
        (void)number_testing_run(&t, &list, morning(24));
        check_order(ORDER, LIMIT_REGISTRY_IN_VAIN);
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 59));
        check_order(ORDER, LIMIT_REGISTRY_IN_VAIN);
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 60));
        check_order(ORDER, LIMIT_REGISTRY_IN_VAIN + 1); // in vain again: 120 seconds now
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 179));
        check_order(ORDER, LIMIT_REGISTRY_IN_VAIN + 1);
        watch("", "timeout");
        (void)number_testing_run(&t, &list, instant_add_s(morning(24), 180));
        assert_int_equal(list.asked, 2 * COUNT(ORDER));
        for (size_t i = 0; i < COUNT(ORDER); i++) {
            assert_false(find(&t, ORDER[i]).waits);
        }
    }
}

static void what_the_owner_refuses_waits_for_the_night(void **state)
{
    static const struct {
        enum registry_outcome outcome;
        const char *code;
    } REFUSALS[] = {
        {REGISTRY_REFUSED, "30"},
        {REGISTRY_QUOTA,   "22"},
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(REFUSALS); i++) {
            const char *no = i == 0 ? "23657020" : "23657021";
            instant at = morning(20 + 3 * (int)i);
            begin(1000);
            want(&t, no, at);
            list.trouble_at = 1;
            list.trouble = (struct registry_answer){.outcome = REFUSALS[i].outcome,
                                                    .code = str_view(REFUSALS[i].code),
                                                    .sentence = S("안 됩니다.")};
            (void)number_testing_run(&t, &list, at);
            assert_int_equal(list.asked, 1);
            assert_true(find(&t, no).waits);
            at = instant_add_s(at, 24 * 3600);
            assert_null(number_testing_do(&t, at, do_night));
            (void)number_testing_run(&t, &list, at);
            assert_false(find(&t, no).waits);
        }
    }
}

static void what_is_wrong_with_one_number_keeps_no_other_waiting(void **state)
{
    (void)state;
    static const char *const CODES[] = {"07", "08", "10", "11"};
    static const char *const ORDER[] = {"10000001", "10000002", "10000003"};
    static const char *const NIGHT[] = {"10000001", "10000004"};
    for (size_t i = 0; i < COUNT(CODES); i++) {
        FOR_EACH_ENGINE(t)
        {
            begin(1000);
            watch("10000001", "timeout");
            str body = str_format(t.arena,
                                  "{\"response\":{\"header\":{\"resultCode\":\"%s\","
                                  "\"resultMsg\":\"x\"}}}",
                                  CODES[i]);
            struct registry_call call = {.page = 1, .rows = 1, .item_no = S("10000001")};
            failure = registry_read(t.arena, &call, 200, body);
            assert_true(str_equals(failure.code, str_view(CODES[i])));
            for (size_t k = 0; k < COUNT(ORDER); k++) {
                want(&t, ORDER[k], morning(24));
            }
            (void)number_testing_run(&t, &list, morning(24));
            check_order(ORDER, COUNT(ORDER));
            assert_true(find(&t, "10000001").waits);
            (void)number_testing_run(&t, &list, instant_add_s(morning(24), 3600));
            assert_int_equal(list.asked, COUNT(ORDER)); // not again that day
            list.asked = 0;
            want(&t, "10000004", morning(25));
            assert_null(number_testing_do(&t, morning(25), do_night));
            assert_null(db_begin(t.db, DB_WRITE)); // the list itself is not what is asked here
            assert_null(query_run(db_query(t.db, &SQL_NUMBER_TESTING_NO_PAGES), NULL));
            assert_null(db_commit(t.db));
            (void)number_testing_run(&t, &list, morning(25));
            check_order(NIGHT, COUNT(NIGHT));
        }
    }
}

static void without_a_key_nothing_is_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(1000);
        number_set(false, 1000, 10);
        want(&t, "23657020", morning(24));
        assert_int_equal(number_testing_run(&t, &list, morning(24)), 0);
        assert_false(find(&t, "23657020").waits);
    }
}

static void what_is_wrong_is_said_with_how_to_mend_it(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct item_number item = {
        .no = S("23657020"), .state = ITEM_NO_KNOWN, .detail_no = S("5410150201")};
    assert_int_equal(item_number_trouble(a, &item, S("5410150201")).n, 0);
    assert_int_equal(item_number_trouble(a, &item, S("")).n, 0);
    str said = item_number_trouble(a, &item, S("1411150701"));
    assert_true(str_contains(said, S("5410150201인데 이 상품의 것은 1411150701입니다")));
    item.state = ITEM_NO_UNREAD;
    assert_int_equal(item_number_trouble(a, &item, S("1411150701")).n, 0);
    item.state = ITEM_NO_UNKNOWN;
    assert_true(str_contains(item_number_trouble(a, &item, S("")), S("고쳐 주세요")));
    item.state = ITEM_NO_ENDED;
    assert_true(str_contains(item_number_trouble(a, &item, S("")), S("바꾸거나")));
    for (int i = 0; i < ITEM_NO_STATE_COUNT; i++) {
        assert_int_equal(item_number_from(str_view(item_number_word((enum item_number_state)i))),
                         i);
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_typed_is_looked_up_once),
        cmocka_unit_test(what_is_known_is_believed_for_a_while),
        cmocka_unit_test(half_of_the_calls_of_a_day_are_the_lists),
        cmocka_unit_test(no_answer_is_asked_for_again_and_after_some_tries_by_night),
        cmocka_unit_test(firms_take_turns_however_much_one_typed),
        cmocka_unit_test(nobody_parks_a_number_that_another_firm_wants),
        cmocka_unit_test(one_that_gets_no_answer_keeps_no_other_waiting),
        cmocka_unit_test(where_the_owner_asks_to_wait_all_wait),
        cmocka_unit_test(some_in_succession_without_an_answer_keep_all_waiting),
        cmocka_unit_test(what_the_owner_refuses_waits_for_the_night),
        cmocka_unit_test(what_is_wrong_with_one_number_keeps_no_other_waiting),
        cmocka_unit_test(without_a_key_nothing_is_asked),
        cmocka_unit_test(what_is_wrong_is_said_with_how_to_mend_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
