// The first page after something changed: it loads what it must and keeps within its statements.
#include "market/search/search_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/template_store.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_category_web.h"
#include "market/search/search_home_web.h"

#define PAPER "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"
#define SESSION_STATEMENTS 2 // of who has logged in

static void add_an_offer(struct catalog_scene *s)
{
    (void)catalog_testing_add(s, "paper.copy.a4", "흰 복사용지", s->rival, 19000);
}

static void price_an_offer(struct catalog_scene *s)
{
    catalog_testing_change(s, s->paper.offer, 21600, "active");
}

static void end_an_offer(struct catalog_scene *s)
{
    catalog_testing_change(s, s->pens.offer, 12000, "ended");
}

static void certify_a_firm(struct catalog_scene *s)
{
    catalog_testing_certify(s, s->rival, CERTIFICATE_VILLAGE, DATE_NONE, CERTIFICATE_VERIFIED);
    catalog_testing_change(s, s->rival_paper.offer, 20900, "active"); // as a certificate tells it
}

static void certify_a_product(struct catalog_scene *s)
{
    catalog_testing_certify_product(s, s->woman, CERTIFICATE_GREEN, s->paper.product, "",
                                    date_from_ymd(2027, 1, 1));
    catalog_testing_change(s, s->paper.offer, 21600, "active");
}

static void write_row(struct catalog_scene *s, enum template_kind kind, str key, const str *values)
{
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_WRITE));
    assert_null(template_store_write(db, kind, key, values));
    assert_null(template_store_tell(db, kind, key));
    assert_null(db_commit(db));
}

static void add_a_synonym(struct catalog_scene *s)
{
    str values[TEMPLATE_COLUMNS_MAX] = {S("복사용지"), S("synonym")};
    write_row(s, TEMPLATE_SYNONYM, S("두루말이"), values);
}

static void add_a_unit(struct catalog_scene *s)
{
    str values[TEMPLATE_COLUMNS_MAX] = {S("한짝"), S(""), S("1"), S("1"), S("1")};
    write_row(s, TEMPLATE_UNIT, S("상자"), values);
}

static void let_a_day_pass(struct catalog_scene *s)
{
    (void)s;
    web_test_now.us += INT64_C(86400000000);
}

static void nothing(struct catalog_scene *s)
{
    (void)s;
}

static void check_page(const char *address, const struct route *routes, size_t count)
{
    static void (*const CHANGES[])(struct catalog_scene *) = {
        nothing,      price_an_offer, add_an_offer, certify_a_firm, certify_a_product,
        end_an_offer, add_a_synonym,  add_a_unit,   let_a_day_pass, nothing,
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        instant now = web_test_now;
        search_bench_serve(&s, &place, &t, routes, count);
        web_as(&s.web, &s.officer); // whose page asks for the law of the institution besides
        for (size_t i = 0; i < COUNT(CHANGES); i++) {
            CHANGES[i](&s);
            struct web_answer a = web_get(&s.web, address);
            assert_int_equal(a.status, 200);
            assert_in_range(a.statements, 1, WEB_STATEMENTS_MAX - SESSION_STATEMENTS);
        }
        web_test_now = now;
        search_bench_serve_end(&s, &place);
    }
}

static void the_first_search_after_a_change_keeps_within_its_statements(void **state)
{
    (void)state;
    check_page("/search?q=" PAPER, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
}

static void the_first_page_after_a_change_keeps_within_its_statements(void **state)
{
    (void)state;
    check_page("/", HOME_ROUTES, HOME_ROUTE_COUNT);
}

static void the_tree_after_a_change_keeps_within_its_statements(void **state)
{
    (void)state;
    check_page("/categories", CATEGORY_ROUTES, CATEGORY_ROUTE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_search_after_a_change_keeps_within_its_statements),
        cmocka_unit_test(the_first_page_after_a_change_keeps_within_its_statements),
        cmocka_unit_test(the_tree_after_a_change_keeps_within_its_statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
