// Suggestions and the JSON of the search.
#include "market/search/search_api_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/limits.h"
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
    char url[80];
    (void)snprintf(url, sizeof(url), "/products/%lld?offer=%lld",
                   (long long)s->paper.product_no.value, (long long)s->paper.offer_no.value);
    assert_string_equal(json_string_value(json_object_get(item, "url")), url);
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

// A page shows something to whoever mistyped; a program is told.
static void what_cannot_be_read_is_refused_with_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *asked;
        const char *code;
    } REFUSED[] = {
        {"category=nowhere",                              "search.unknown_value"},
        {"sub=nowhere",                                   "search.unknown_value"},
        {"district=1",                                    "search.unknown_value"},
        {"delivery=남구",                               "search.unknown_value"},
        {"unit=도깨비",                                "search.unknown_value"},
        {"unit=상자&unit=도깨비",                    "search.unknown_value"},
        {"category=nowhere&category=paper.copy.a4",       "request.name_twice"  },
        {"category=paper.copy.a4&category=paper.copy.a4", "request.name_twice"  },
        {"q=a&q=b",                                       "request.name_twice"  },
        {"certs=women",                                   "search.unknown_name" },
        {"before=1.2",                                    "search.unknown_name" },
        {"q=a&_=1",                                       "search.unknown_name" },
        {"sort=cheap",                                    "search.unknown_sort" },
        {"sort=-newest",                                  "search.unknown_sort" },
        {"after=1",                                       "search.unknown_key"  },
        {"after=1.",                                      "search.unknown_key"  },
        {"after=1.2.3",                                   "search.unknown_key"  },
        {"after=x.y",                                     "search.unknown_key"  },
        {"cert=woman",                                    "search.unknown_value"},
        {"cert=women&cert=x",                             "search.unknown_value"},
        {"band=6",                                        "search.unknown_value"},
        {"band=-1",                                       "search.unknown_value"},
        {"lead=0",                                        "search.unknown_value"},
        {"lead=4",                                        "search.unknown_value"},
        {"green=yes",                                     "search.unknown_value"},
        {"exact=2",                                       "search.unknown_value"},
        {"quantity=0",                                    "search.unknown_value"},
        {"quantity=1.5",                                  "search.unknown_value"},
        {"budget=-1",                                     "search.unknown_value"},
        {"each=99999999999999999",                        "search.unknown_value"},
    };
    static const char *const TAKEN[] = {"",
                                        "sort=",
                                        "sort=-price&after=",
                                        "after=-190.1",
                                        "cert=women&cert=performance",
                                        "band=0&band=5",
                                        "lead=1",
                                        "green=0",
                                        "exact=1",
                                        "quantity=1&budget=1&each=1",
                                        "category=paper.copy.a4&sub=paper.copy.a4",
                                        "category=+paper.copy.a4+",
                                        "district=2711000000&delivery=2711000000",
                                        "unit=상자&unit=BOX&unit=EA"};
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
        for (size_t i = 0; i < COUNT(REFUSED); i++) {
            struct web_answer a =
                ask(&b, str_format(t.arena, "/api/v1/products?%s", REFUSED[i].asked).p);
            if (a.status != 422 ||
                !web_shows(a, str_format(t.arena, "\"code\":\"%s\"", REFUSED[i].code).p)) {
                fail_msg("%s: %d %.*s", REFUSED[i].asked, a.status, STR_ARG(a.body));
            }
            json_decref(read_json(a));
        }
        for (size_t i = 0; i < COUNT(TAKEN); i++) {
            struct web_answer a = ask(&b, str_format(t.arena, "/api/v1/products?%s", TAKEN[i]).p);
            assert_int_equal(a.status, 200);
        }
        char typed[LIMIT_QUERY + 2];
        memset(typed, 'a', sizeof(typed));
        typed[LIMIT_QUERY + 1] = '\0';
        struct web_answer a = ask(&b, str_format(t.arena, "/api/v1/products?q=%s", typed).p);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "search.too_long"));
        assert_true(web_shows(a, "100자까지"));
        a = ask(&b, str_format(t.arena, "/api/v1/products?q=%s", typed + 1).p);
        assert_int_equal(a.status, 200);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_sentence_in_the_question_names_filters(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
        json_t *root = read_json(ask(&b, "/api/v1/products?q=남구에서+복사용지"));
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 1);
        assert_string_equal(json_string_value(json_object_get(root, "understood")), "복사용지");
        json_decref(root);
        root = read_json(ask(&b, "/api/v1/products?q=남구에서+복사용지&district=2711000000"));
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 1); // what is marked
        json_t *item = json_array_get(json_object_get(root, "items"), 0);
        assert_int_equal(json_integer_value(json_object_get(item, "price_won")), 21500);
        json_decref(root);
        root = read_json(ask(&b, "/api/v1/products?q=남구에서+복사용지&exact=1"));
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 0);
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
        cmocka_unit_test(what_cannot_be_read_is_refused_with_a_sentence),
        cmocka_unit_test(a_sentence_in_the_question_names_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
