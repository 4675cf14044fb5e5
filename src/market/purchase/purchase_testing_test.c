// The scene itself: what the tests of the trade stand on.
#include "market/purchase/purchase_testing.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "market/purchase/purchase_path_store.h"

static void the_draft_costs_what_the_scene_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        assert_int_equal(s.draft.state, PURCHASE_DRAFT);
        assert_int_equal(s.draft.list.won, 2900000);
        assert_int_equal(s.draft.estimated.won, 2650000);
        assert_int_equal(s.lines[2].price.won, 15000);
        assert_true(s.lines[2].is_exempt);
    }
}

static void a_case_walks_to_every_state(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (int to = PURCHASE_ASKED; to < PURCHASE_STATE_COUNT; to++) {
            struct purchase p;
            purchase_testing_add(&s, WON(27500), 100, &p);
            purchase_testing_move(&s, &p, (enum purchase_state)to);
            assert_int_equal(p.state, to);
            purchase_testing_find(&s, &p);
            assert_int_equal(p.state, to);
            bool priced = purchase_may(p.state, PURCHASE_DRAW);
            assert_int_equal(p.price.won, priced ? 2750000 : p.price.won);
            assert_true(!priced || p.content_hash.n == 64);
        }
    }
}

static void everybody_is_somebody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (size_t i = 0; i < COUNT(s.people); i++) {
            assert_true(s.people[i]->account.value > 0);
            for (size_t k = 0; k < i; k++) {
                assert_int_not_equal(s.people[i]->account.value, s.people[k]->account.value);
            }
        }
        struct unit u;
        struct purchase_tags tags;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(purchase_path_tags(u.db, &s.draft, u.today, &tags));
        purchase_testing_read_end(&u);
        assert_int_equal(tags.tags, LAW_TAG_BIT(LAW_TAG_WOMEN) | LAW_TAG_BIT(LAW_TAG_SMALL_MICRO));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_draft_costs_what_the_scene_says),
        cmocka_unit_test(a_case_walks_to_every_state),
        cmocka_unit_test(everybody_is_somebody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
