// The menu beside every page marks where one is, by the address.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "market/delivery/delivery_testing.h"
#include "market/party/party_testing.h"
#include "platform/web/web_testing.h"

static struct testing_db database; // of the engine whose turn it is
static struct purchase_scene scene;
static struct web_test web;

static int setup(void **state)
{
    (void)state;
    site_testing_open(&scene, &database, &web);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

static void the_menu_marks_the_row_a_page_lies_below(void **state)
{
    (void)state;
    web_as(&web, &scene.operator_);
    struct web_answer a = web_get(&web, "/admin/rules");
    assert_true(web_shows(a, "href=\"/admin/rules\" aria-current=\"page\""));
    a = web_get(&web, "/admin/rules/thresholds");
    assert_true(web_shows(a, "href=\"/admin/rules\" aria-current=\"true\""));
    assert_false(web_shows(a, "aria-current=\"page\">규칙"));
    assert_false(web_shows(a, "href=\"/admin\" aria-current")); // everything lies below a desk
    a = web_get(&web, "/admin/rule-proposals");                 // begins alike and is another page
    assert_false(web_shows(a, "href=\"/admin/rules\" aria-current"));
    web_as(&web, NULL);
    a = web_get(&web, "/performance");
    assert_true(web_shows(a, "href=\"/performance\" aria-current=\"page\""));
}

// Its address begins like a delivery's.
static void the_menu_marks_inspections_while_somebody_inspects(void **state)
{
    (void)state;
    struct purchase p;
    struct contract c;
    public_no no;
    date today = instant_date(web_test_now);
    purchase_testing_add(&scene, WON(1100000), 1, &p);
    delivery_testing_sign(&scene, &p, date_add_days(today, -7), date_add_days(today, 7), &c);
    assert_null(delivery_testing_note(&scene, &scene.owner, c.no, QUANTITIES(1), today, &no));
    str path =
        str_format(web.database->arena, "/buyer/deliveries/%lld/inspect", (long long)no.value);
    web_as(&web, &scene.inspector);
    struct web_answer a = web_get(&web, str_to_c(web.database->arena, path));
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "href=\"/buyer/inspections\" aria-current=\"true\""));
    assert_false(web_shows(a, "href=\"/buyer/deliveries\" aria-current"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_menu_marks_the_row_a_page_lies_below),
        cmocka_unit_test(the_menu_marks_inspections_while_somebody_inspects),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, setup, teardown);
    }
    party_testing_end();
    return failed;
}
