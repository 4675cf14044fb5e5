// Suggestions and the JSON of the search.
#include "market/search/search_api_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>

#include "market/search/search_bench_testing.h"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
};

static void bench_open(struct bench *b, struct testing_db *t, const struct route *routes,
                       size_t count)
{
    search_bench_serve(&b->scene, &b->place, t, routes, count);
}

static struct web_answer ask(struct bench *b, const char *address)
{
    return web_get(&b->scene.web, address);
}

static json_t *read_json(struct web_answer a)
{
    json_error_t trouble;
    json_t *root = json_loadb(a.body.p, a.body.n, 0, &trouble);
    if (root == NULL) {
        fail_msg("%s", trouble.text);
    }
    assert_true(str_contains(a.bytes, S("application/json")));
    return root;
}

static void suggestions_are_words_labels_and_places(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
        json_t *root = read_json(ask(&b, "/suggest?q=%E3%85%82%E3%85%85%E3%85%87%E3%85%88"));
        json_t *first = json_array_get(json_object_get(root, "items"), 0);
        assert_string_equal(json_string_value(json_object_get(first, "t")), "복사용지");
        assert_string_equal(json_string_value(json_object_get(first, "c")), "분류 · 2건");
        assert_string_equal(json_string_value(json_object_get(first, "p")),
                            "/search?category=paper.copy.a4");
        json_decref(root);
        root = read_json(ask(&b, "/suggest?q=%EB%8A%98"));
        first = json_array_get(json_object_get(root, "items"), 0);
        str path = str_view(json_string_value(json_object_get(first, "p")));
        assert_true(str_starts(path, S("/companies/")));
        json_decref(root);
        root = read_json(ask(&b, "/suggest?q="));
        assert_int_equal(json_array_size(json_object_get(root, "items")), 0);
        json_decref(root);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void check_item(json_t *item, const struct catalog_scene *s)
{
    char no[20];
    (void)snprintf(no, sizeof(no), "%lld", (long long)s->paper.offer_no.value);
    assert_string_equal(json_string_value(json_object_get(item, "id")), no);
    assert_string_equal(json_string_value(json_object_get(item, "title")),
                        "재생 복사용지 A4 80g 2,500매");
    assert_int_equal(json_integer_value(json_object_get(item, "price_won")), 21500);
    assert_string_equal(json_string_value(json_object_get(item, "unit")), "상자");
    json_t *supplier = json_object_get(item, "supplier");
    (void)snprintf(no, sizeof(no), "%lld", (long long)s->woman_no.value);
    assert_string_equal(json_string_value(json_object_get(supplier, "id")), no);
    assert_string_equal(json_string_value(json_object_get(supplier, "name")), "㈜늘푸른나눔");
    json_t *certificates = json_object_get(item, "certificates");
    assert_int_equal(json_array_size(certificates), 2);
    assert_string_equal(json_string_value(json_array_get(certificates, 1)), "women");
}

static void the_search_as_json_keeps_its_shape(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/api/v1/products?q=qhrtkdydwl&sort=-price");
        assert_int_equal(a.status, 200);
        json_t *root = read_json(a);
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 2);
        assert_string_equal(json_string_value(json_object_get(root, "understood")), "복사용지");
        check_item(json_array_get(json_object_get(root, "items"), 0), &b.scene);
        json_t *facets = json_object_get(root, "facets");
        static const char *const NAMES[] = {"category", "cert", "district", "delivery",
                                            "band",     "lead", "unit",     "green"};
        for (size_t i = 0; i < COUNT(NAMES); i++) {
            json_t *facet = json_object_get(facets, NAMES[i]);
            json_t *value = json_array_get(facet, 0);
            assert_true(json_is_string(json_object_get(value, "value")));
            assert_true(json_is_integer(json_object_get(value, "count")));
        }
        assert_true(json_is_null(json_object_get(root, "next")));
        assert_int_equal(json_object_size(root), 5);
        json_decref(root);
        catalog_testing_certify_product(&b.scene, b.scene.woman, CERTIFICATE_PERFORMANCE,
                                        b.scene.paper.product, "", DATE_NONE);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 21500, "active");
        root = read_json(ask(&b, "/api/v1/products?cert=performance"));
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 1);
        json_t *held =
            json_object_get(json_array_get(json_object_get(root, "items"), 0), "certificates");
        assert_string_equal(json_string_value(json_array_get(held, 2)), "performance");
        json_t *certs = json_object_get(json_object_get(root, "facets"), "cert");
        json_t *last = json_array_get(certs, json_array_size(certs) - 1);
        assert_string_equal(json_string_value(json_object_get(last, "value")), "performance");
        assert_int_equal(json_integer_value(json_object_get(last, "count")), 1);
        json_decref(root);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void the_next_page_as_json_goes_on_where_the_first_ended(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
        for (int i = 0; i < 24; i++) {
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "용지", b.scene.woman, 1000);
        }
        json_t *root = read_json(ask(&b, "/api/v1/products?sort=price"));
        const char *next = json_string_value(json_object_get(root, "next"));
        assert_non_null(next);
        str address = str_format(t.arena, "/api/v1/products?sort=price&after=%s", next);
        json_t *second = read_json(ask(&b, str_to_c(t.arena, address)));
        assert_int_equal(json_integer_value(json_object_get(second, "total")), 28);
        assert_int_equal(json_array_size(json_object_get(second, "items")), 4);
        json_decref(second);
        json_decref(root);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(suggestions_are_words_labels_and_places),
        cmocka_unit_test(the_search_as_json_keeps_its_shape),
        cmocka_unit_test(the_next_page_as_json_goes_on_where_the_first_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
