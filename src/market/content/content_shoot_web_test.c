// The operator's form of a new shoot, and what is added to one: what is wrong is told down the
// page, and what was typed stays.
#include "market/content/content_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/party/right.h"

static const struct actor OPERATOR = {
    .rights = RIGHT_OPERATOR | RIGHT_SIGNED_IN, .name = {"운영자", 9}
};

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, SHOOT_ROUTES, SHOOT_ROUTE_COUNT);
    s->owner.account = NO_ID(account_id); // who acts is no row of the scene
    web_as(&s->web, &OPERATOR);
}

static void what_is_wrong_with_a_new_shoot_is_told_down_the_page(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"title",        "on_day", "place",  "place_text",
                                        "photographer", "cost",   "offers", "</ul>"};
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a =
            web_post(&s.web, "/admin/shoots", WEB_FIELDS({"cost", "많음"}, {"title", " "}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고칠 것이 7가지"));
        str rest = a.body;
        for (size_t i = 0; i < COUNT(ORDER); i++) {
            const char *link = i + 1 == COUNT(ORDER)
                                   ? ORDER[i]
                                   : str_format(t.arena, "<a href=\"#%s\">", ORDER[i]).p;
            if (!str_contains(rest, str_view(link))) {
                fail_msg("not there, or not in its turn: %s", link);
            }
            rest = str_slice(rest, str_index(rest, str_view(link)), rest.n);
        }
        assert_true(web_shows(a, "다른 상품의 번호: 찍을 상품을"));
        assert_true(web_shows(a, "value=\"많음\""));
        catalog_testing_close(&s);
    }
}

static void a_number_that_cannot_be_added_stays_where_it_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const char *pens = str_format(t.arena, "%lld", (long long)s.pens.offer_no.value).p;
        struct web_answer a = web_post(&s.web, "/admin/shoots",
                                       WEB_FIELDS({"title", "가을 촬영"}, {"on_day", "2026-11-24"},
                                                  {"place", "studio"}, {"place_text", "스튜디오"},
                                                  {"photographer", "사진관"}, {"offer", pens}));
        assert_int_equal(a.status, 303);
        a = web_post(&s.web, str_to_c(t.arena, a.location),
                     WEB_FIELDS({"do", "add"}, {"version", "1"}, {"offer", "12345"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "name=\"offer\" value=\"12345\""));
        catalog_testing_close(&s);
    }
}

static void a_product_of_an_open_shoot_is_told_with_that_shoot(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const char *pens = str_format(t.arena, "%lld", (long long)s.pens.offer_no.value).p;
        const char *paper = str_format(t.arena, "%lld", (long long)s.paper.offer_no.value).p;
        struct web_answer a = web_post(&s.web, "/admin/shoots",
                                       WEB_FIELDS({"title", "가을 촬영"}, {"on_day", "2026-11-24"},
                                                  {"place", "visit"}, {"place_text", "가게"},
                                                  {"photographer", "사진관"}, {"offer", pens}));
        assert_int_equal(a.status, 303);
        const char *first = str_to_c(t.arena, a.location);
        const char *link =
            str_format(t.arena, "%s <a href=\"%s\">가을 촬영</a>, 2026. 11. 24.", pens, first).p;
        const char *both = str_format(t.arena, "%s\n%s", paper, pens).p;
        a = web_post(&s.web, "/admin/shoots",
                     WEB_FIELDS({"title", "겨울 촬영"}, {"on_day", "2026-12-24"},
                                {"place", "visit"}, {"place_text", "가게"},
                                {"photographer", "사진관"}, {"offers", both}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 촬영에 담긴 상품이 있습니다"));
        assert_true(web_shows(a, link));
        assert_true(web_shows(a, both)); // what was typed stays
        assert_true(web_shows(a, "value=\"겨울 촬영\""));
        a = web_post(&s.web, first, WEB_FIELDS({"do", "add"}, {"version", "1"}, {"offer", pens}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, link));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_with_a_new_shoot_is_told_down_the_page),
        cmocka_unit_test(a_number_that_cannot_be_added_stays_where_it_was_typed),
        cmocka_unit_test(a_product_of_an_open_shoot_is_told_with_that_shoot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
