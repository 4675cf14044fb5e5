#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/page/parts.h"

static void bars_share_one_scale(void **state)
{
    (void)state;
    struct bullet rows[] = {
        {.share = {840}, .goal = {1000}},
        {.share = {130}, .goal = {100} },
    };
    struct bullets b = {
        .items = {rows, COUNT(rows)}
    };
    bullets_place(&b);
    assert_int_equal(rows[0].bar, 840);
    assert_int_equal(rows[0].tick, 1000);
    assert_false(rows[0].reached);
    assert_int_equal(rows[1].bar, 130);
    assert_int_equal(rows[1].tick, 100);
    assert_true(rows[1].reached);
}

static void each_bar_has_the_scale_of_its_own_goal(void **state)
{
    (void)state;
    struct bullet rows[] = {
        {.share = {55},    .goal = {110} },
        {.share = {8600},  .goal = {5000}, .reached = false},
        {.share = {110},                .goal = {110},                 .reached = true},
        {.share = {40}, .goal = {0}},
    };
    struct bullets b = {
        .items = {rows, COUNT(rows)}
    };
    bullets_place_to_goal(&b);
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(rows[i].tick, 700);
    }
    assert_int_equal(rows[0].bar, 350);
    assert_int_equal(rows[1].bar, 1000); // far beyond: the bar ends where the field does
    assert_int_equal(rows[2].bar, 700);
    assert_int_equal(rows[3].bar, 1000);
    assert_false(rows[1].reached); // as the caller judged it
    assert_true(rows[2].reached);
}

static void no_purchase_and_no_goal_draw_nothing(void **state)
{
    (void)state;
    struct bullet row = {.name = S("여성기업")};
    struct bullets b = {
        .items = {&row, 1}
    };
    bullets_place(&b);
    assert_int_equal(row.bar, 0);
    assert_int_equal(row.tick, 0);
}

static void the_largest_tile_is_darkest_and_an_empty_one_lightest(void **state)
{
    (void)state;
    struct tile rows[] = {
        {.column = 2, .row = 0, .share = {0}   },
        {.column = 1, .row = 3, .share = {2150}},
        {.column = 0, .row = 2, .share = {610} },
    };
    struct tile_map map = {
        .items = {rows, COUNT(rows)}
    };
    tiles_place(&map);
    assert_int_equal(rows[0].level, 0);
    assert_int_equal(rows[1].level, 4);
    assert_int_equal(rows[2].level, 1);
    assert_int_equal(map.width, 312);
    assert_int_equal(map.height, 336);
    assert_int_equal(rows[1].text_x, 156);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_share_one_scale),
        cmocka_unit_test(each_bar_has_the_scale_of_its_own_goal),
        cmocka_unit_test(no_purchase_and_no_goal_draw_nothing),
        cmocka_unit_test(the_largest_tile_is_darkest_and_an_empty_one_lightest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
