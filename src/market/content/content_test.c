// Every state of a shoot, and of a product in it, against every event.
#include "market/content/content.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NO (-1)

static void every_state_of_a_shoot_meets_every_event(void **state)
{
    (void)state;
    static const int TO[SHOOT_STATE_COUNT][SHOOT_EVENT_COUNT] = {
  //                   begin          close       cancel
        [SHOOT_PLANNED] = {SHOOT_RUNNING, NO,         SHOOT_CANCELLED},
        [SHOOT_RUNNING] = {SHOOT_RUNNING, SHOOT_DONE, NO             },
        [SHOOT_DONE] = {NO,            NO,         NO             },
        [SHOOT_CANCELLED] = {NO,            NO,         NO             },
    };
    for (int from = 0; from < SHOOT_STATE_COUNT; from++) {
        for (int event = 0; event < SHOOT_EVENT_COUNT; event++) {
            enum shoot_state is = (enum shoot_state)from;
            err e = shoot_move(&is, (enum shoot_event)event);
            int to = TO[from][event];
            assert_ptr_equal(e, to == NO ? &SHOOT_WRONG_STATE : NULL);
            assert_int_equal(is, to == NO ? from : to);
        }
    }
}

static void every_state_of_a_product_meets_every_event(void **state)
{
    (void)state;
    static const int TO[ITEM_STATE_COUNT][ITEM_EVENT_COUNT] = {
  //                  check in   shoot      ask         wish         approve        drop
        [ITEM_WAITING] = {ITEM_HERE, NO,        NO,         NO,          NO,            ITEM_DROPPED},
        [ITEM_HERE] = {NO,        ITEM_SHOT, NO,         NO,          NO,            ITEM_DROPPED},
        [ITEM_SHOT] = {NO,        NO,        ITEM_ASKED, NO,          NO,            ITEM_DROPPED},
        [ITEM_ASKED] = {NO,        NO,        NO,         ITEM_WISHED, ITEM_APPROVED, ITEM_DROPPED},
        [ITEM_WISHED] = {NO,        NO,        ITEM_ASKED, NO,          NO,            ITEM_DROPPED},
        [ITEM_APPROVED] = {NO,        NO,        NO,         NO,          NO,            NO          },
        [ITEM_DROPPED] = {NO,        NO,        NO,         NO,          NO,            NO          },
    };
    for (int from = 0; from < ITEM_STATE_COUNT; from++) {
        for (int event = 0; event < ITEM_EVENT_COUNT; event++) {
            enum item_state is = (enum item_state)from;
            err e = item_move(&is, (enum item_event)event, S("까닭"));
            int to = TO[from][event];
            assert_ptr_equal(e, to == NO ? &SHOOT_WRONG_STATE : NULL);
            assert_int_equal(is, to == NO ? from : to);
        }
        bool over = from == ITEM_APPROVED || from == ITEM_DROPPED;
        assert_int_equal(item_is_over((enum item_state)from), over);
    }
}

static void a_wish_and_leaving_out_need_words(void **state)
{
    (void)state;
    enum item_state is = ITEM_ASKED;
    assert_ptr_equal(item_move(&is, ITEM_WISH, S(" ")), &SHOOT_NEEDS_REASON);
    assert_ptr_equal(item_move(&is, ITEM_DROP, S("")), &SHOOT_NEEDS_REASON);
    assert_int_equal(is, ITEM_ASKED);
    assert_null(item_move(&is, ITEM_APPROVE, S("")));
}

static void words_lead_back(void **state)
{
    (void)state;
    for (int i = 0; i < SHOOT_STATE_COUNT; i++) {
        str word = str_view(shoot_state_word((enum shoot_state)i));
        assert_int_equal(shoot_state_from(word), i);
        assert_true(shoot_state_label((enum shoot_state)i).n > 0);
        assert_true(shoot_state_tone((enum shoot_state)i).n > 0);
    }
    for (int i = 0; i < ITEM_STATE_COUNT; i++) {
        assert_int_equal(item_state_from(str_view(item_state_word((enum item_state)i))), i);
        assert_true(item_state_label((enum item_state)i).n > 0);
        assert_true(item_state_tone((enum item_state)i).n > 0);
    }
    for (int i = 0; i < SHOOT_PLACE_COUNT; i++) {
        str word = str_view(shoot_place_word((enum shoot_place)i));
        assert_int_equal(shoot_place_from(word), i);
        assert_int_equal(shoot_place_takes_goods((enum shoot_place)i), i != PLACE_VISIT);
    }
    assert_int_equal(shoot_state_from(S("")), -1);
    assert_int_equal(item_state_from(S("gone")), -1);
}

static void the_pace_is_told_by_days_and_never_divides_by_none(void **state)
{
    (void)state;
    date first = date_from_ymd(2026, 11, 24);
    date last = date_from_ymd(2026, 11, 27);
    assert_int_equal(shoot_days(first, last), 4);
    assert_int_equal(shoot_days(first, first), 1);
    assert_int_equal(shoot_days(last, first), 1); // planned for a day to come
    assert_int_equal(shoot_pace(10, 4), 250);
    assert_int_equal(shoot_pace(0, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_of_a_shoot_meets_every_event),
        cmocka_unit_test(every_state_of_a_product_meets_every_event),
        cmocka_unit_test(a_wish_and_leaving_out_need_words),
        cmocka_unit_test(words_lead_back),
        cmocka_unit_test(the_pace_is_told_by_days_and_never_divides_by_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
