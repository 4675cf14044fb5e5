// Operators approve the harmless together, as they were told of it, and nothing else.
#include "market/catalog/vetting_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/catalog/vetting_testing.h"
#include "market/catalog/vetting_testing.sql.h"
#include "market/party/party_testing.h"

static void the_harmless_are_approved_together_and_nothing_else_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "짝퉁", "forbidden");
        public_no good = vetting_testing_list(&d, "두레 복사용지", 21000);
        public_no fine = vetting_testing_list(&d, "한결 백상지", 22000);
        public_no bad = vetting_testing_list(&d, "짝퉁 종이", 22000);
        vetting_testing_weigh(&d);
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "name=\"pick\""));
        assert_true(web_shows(a, "data-pick-all hidden>")); // a script shows it
        char picks[4][40];
        const public_no nos[] = {good, fine, bad, good};
        for (int i = 0; i < 4; i++) { // the last one is of another version
            (void)snprintf(picks[i], sizeof(picks[i]), "%lld.%d", (long long)nos[i].value,
                           i == 3 ? 99 : 1);
        }
        assert_true(web_shows(a, picks[0]));
        assert_false(web_shows(a, picks[2]));
        a = web_post(&d.s.web, VETTING_PATH "/approve",
                     WEB_FIELDS({"pick", picks[3]}, {"pick", picks[0]}, {"pick", picks[1]},
                                {"pick", picks[2]}, {"pick", "nonsense"}));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?done=2&left=2")));
        assert_int_equal(vetting_testing_state(&d, good), LISTING_ACTIVE);
        assert_int_equal(vetting_testing_state(&d, fine), LISTING_ACTIVE);
        assert_int_equal(vetting_testing_state(&d, bad), LISTING_WAITING);
        a = web_get(&d.s.web, VETTING_PATH "?done=2&left=2");
        assert_true(web_shows(a, "2건을 승인했습니다. 2건은"));
        assert_true(web_shows(a, "100.0%")); // of what was decided, in time
        catalog_testing_close(&d.s);
    }
}

// What a page told of.
static struct web_answer approve_all(struct vetting_desk *d, struct web_answer told)
{
    struct web_field picks[8];
    size_t count = web_inputs(d->s.database->arena, told, "pick", picks, COUNT(picks));
    return web_post(&d->s.web, VETTING_PATH "/approve-all", picks, count);
}

static void all_that_need_one_look_are_approved_as_they_were_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "짝퉁", "forbidden");
        public_no first = vetting_testing_list(&d, "두레 복사용지", 21000);
        public_no changed = vetting_testing_list(&d, "한결 백상지", 22000);
        public_no last = vetting_testing_list(&d, "푸른 색상지", 23000);
        public_no bad = vetting_testing_list(&d, "짝퉁 종이", 22000);
        vetting_testing_weigh(&d);
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH), "한꺼번에 볼 것 모두 (3건)"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "approve-all"));
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "/approve-all");
        assert_true(web_shows(a, "승인할 것 3건"));
        assert_true(web_shows(a, "<dt>남겨 두는 것</dt><dd>1건"));
        assert_true(web_shows(a, "두 사람이 볼 것(1건)"));
        assert_true(web_shows(a, "푸른 색상지"));
        assert_false(web_shows(a, "짝퉁 종이"));
        instant now = web_test_now;
        web_test_now = instant_add_s(now, 1);
        vetting_testing_revise(&d, changed, "한결 백상지", 22500); // after it was told
        public_no late = vetting_testing_list(&d, "나중 종이", 21000);
        vetting_testing_weigh(&d);
        a = approve_all(&d, a);
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S(VETTING_PATH "?risk=clean&done=2&left=1")));
        assert_int_equal(vetting_testing_state(&d, first), LISTING_ACTIVE);
        assert_int_equal(vetting_testing_state(&d, last), LISTING_ACTIVE);
        assert_int_equal(vetting_testing_state(&d, changed), LISTING_WAITING);
        assert_int_equal(vetting_testing_state(&d, late), LISTING_WAITING);
        assert_int_equal(vetting_testing_state(&d, bad), LISTING_WAITING);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1); // of both
        a = approve_all(&d, a); // nothing says which
        assert_true(str_equals(a.location, S(VETTING_PATH "/approve-all")));
        a = approve_all(&d, web_get(&d.s.web, VETTING_PATH "/approve-all"));
        assert_true(str_ends(a.location, S("done=2&left=0")));
        assert_int_equal(vetting_testing_state(&d, changed), LISTING_ACTIVE);
        assert_int_equal(vetting_testing_state(&d, late), LISTING_ACTIVE);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 2);
        web_test_now = now;
        catalog_testing_close(&d.s);
    }
}

static void what_has_a_reason_by_then_is_told_of_with_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "최저", "watch");
        // It waits longer than the other, and would do as well by the end.
        public_no untold = vetting_testing_list(&d, "최저 종이", 21000);
        (void)vetting_testing_list(&d, "짝퉁 종이", 22000);
        vetting_testing_weigh(&d);
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "/approve-all");
        vetting_testing_word(&t, "짝퉁", "forbidden"); // after it was told
        vetting_testing_sql(&t, &SQL_TEST_VETTING_LENIENT);
        assert_true(str_ends(approve_all(&d, a).location, S("done=0&left=1")));
        assert_int_equal(vetting_testing_state(&d, untold), LISTING_WAITING);
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "짝퉁 종이"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "/approve-all"), "짝퉁 종이"));
        catalog_testing_close(&d.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_harmless_are_approved_together_and_nothing_else_is),
        cmocka_unit_test(all_that_need_one_look_are_approved_as_they_were_told),
        cmocka_unit_test(what_has_a_reason_by_then_is_told_of_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
