// test-timeout: 120
// What programs are told of the catalogue and of what is found in it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/limits.h"
#include "market/catalog/api_testing.h"
#include "market/catalog/api_web.h"
#include "market/search/search_api_web.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_web.h"

static struct web_routes routes;

static void a_product_tells_its_terms_and_who_sells_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, routes.items, routes.count);
        const char *address = api_testing_address(&s, "/api/v1/products/", s.paper.offer_no);
        json_t *p = api_testing_ask(&s, address);
        assert_int_equal(json_integer_value(json_object_get(p, "price_won")), 21500);
        assert_true(json_is_null(json_object_get(p, "stock")));
        assert_string_equal(json_string_value(json_object_get(p, "class_no")), "14111507");
        assert_string_equal(json_string_value(json_object_get(p, "detail_no")), "1411150701");
        assert_string_equal(json_string_value(json_object_get(p, "item_no")), "");
        assert_int_equal(json_array_size(json_object_get(p, "attributes")), 3);
        assert_int_equal(json_array_size(json_object_get(p, "certificates")), 2);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.paper.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_EXCELLENT, s.pens.product, "",
                                        DATE_NONE); // of another one
        json_decref(p);
        p = api_testing_ask(&s, address);
        json_t *held = json_object_get(p, "certificates");
        assert_int_equal(json_array_size(held), 3);
        json_t *green = json_array_get(held, 2);
        assert_string_equal(json_string_value(json_object_get(green, "kind")), "green_product");
        assert_string_equal(json_string_value(json_object_get(green, "of")), "product");
        assert_string_equal(
            json_string_value(json_object_get(json_object_get(p, "category"), "code")),
            "paper.copy.a4");
        json_decref(p);
        // what is not for sale, and whose firm is not, is not there
        assert_int_equal(
            web_get(&s.web, api_testing_address(&s, "/api/v1/products/", s.gone.offer_no)).status,
            404);
        struct catalog_good hidden =
            catalog_testing_add(&s, "paper.copy.a4", "멈춘 종이", s.suspended, 1000);
        assert_int_equal(
            web_get(&s.web, api_testing_address(&s, "/api/v1/products/", hidden.offer_no)).status,
            404);
        assert_int_equal(
            web_get(&s.web, api_testing_address(&s, "/api/v1/suppliers/", s.suspended_no)).status,
            404);
        catalog_testing_close(&s);
    }
}

static void check_kept(struct catalog_scene *s, const char *address)
{
    struct web_answer a = web_get(&s->web, address);
    assert_int_equal(a.status, 200);
    assert_true(a.etag.n > 0);
    s->web.if_none_match = a.etag;
    assert_int_equal(web_get(&s->web, address).status, 304);
}

static void an_answer_known_already_is_not_sent_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        check_kept(&s, "/api/v1/categories");
        s.web.if_none_match = S("");
        check_kept(&s, api_testing_address(&s, "/api/v1/suppliers/", s.woman_no));
        s.web.if_none_match = S("");
        check_kept(&s, "/api/v1/products?q=복사용지");
        catalog_testing_change(&s, s.paper.offer, 21600, "active");
        assert_int_equal(web_get(&s.web, "/api/v1/products?q=복사용지").status, 200);
        s.web.if_none_match = S("");
        const char *address = api_testing_address(&s, "/api/v1/products/", s.paper.offer_no);
        check_kept(&s, address);
        catalog_testing_change(&s, s.paper.offer, 21700, "active");
        assert_int_equal(web_get(&s.web, address).status, 200);
        s.web.if_none_match = S("");
        search_bench_serve_end(&s, &place);
    }
}

static void lists_go_on_by_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, routes.items, routes.count);
        for (int i = 0; i < LIMIT_PAGE_ROWS; i++) {
            (void)catalog_testing_add(&s, "paper.copy.a4", str_format(t.arena, "종이 %d호", i).p,
                                      s.woman, 1000 + i);
        }
        const char *address = api_testing_address(&s, "/api/v1/suppliers/", s.woman_no);
        json_t *first = api_testing_ask(&s, address);
        const char *next = json_string_value(json_object_get(first, "next"));
        assert_non_null(next);
        assert_int_equal(json_array_size(json_object_get(first, "products")), LIMIT_PAGE_ROWS);
        json_t *rest = api_testing_ask(&s, str_format(t.arena, "%s?after=%s", address, next).p);
        assert_int_equal(json_array_size(json_object_get(rest, "products")), 2);
        assert_true(json_is_null(json_object_get(rest, "next")));
        json_decref(first);
        json_decref(rest);

        first = api_testing_ask(&s, "/api/v1/categories");
        size_t all = json_array_size(json_object_get(first, "items"));
        assert_int_equal(all, 9);
        json_decref(first);
        rest = api_testing_ask(&s, "/api/v1/categories?after=paper.copy");
        json_t *item = json_array_get(json_object_get(rest, "items"), 0);
        assert_string_equal(json_string_value(json_object_get(item, "code")), "paper.copy.a4");
        assert_int_equal(json_array_size(json_object_get(item, "attributes")), 3);
        assert_string_equal(json_string_value(json_object_get(item, "parent")), "paper.copy");
        json_decref(rest);
        catalog_testing_close(&s);
    }
}

static void half_of_a_business_number_is_for_people_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, routes.items, routes.count);
        const char *address = api_testing_address(&s, "/api/v1/suppliers/", s.woman_no);
        assert_false(web_shows(web_get(&s.web, address), "47521"));
        web_as(&s.web, &s.officer);
        assert_true(web_shows(web_get(&s.web, address), "47521"));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_tells_its_terms_and_who_sells_it),
        cmocka_unit_test(an_answer_known_already_is_not_sent_again),
        cmocka_unit_test(lists_go_on_by_key),
        cmocka_unit_test(half_of_a_business_number_is_for_people_alone),
    };
    web_routes_add(&routes, CATALOG_API_ROUTES, CATALOG_API_ROUTE_COUNT);
    web_routes_add(&routes, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
