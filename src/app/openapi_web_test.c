// test-timeout: 120
// What the description says is what the site answers, route by route and field by field.
#include "app/openapi_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "app/api_guide_web.h"
#include "app/law_api_web.h"
#include "app/site.h"
#include "base/limits.h"
#include "market/catalog/api_testing.h"
#include "market/catalog/api_web.h"
#include "market/catalog/catalog_web.h"
#include "market/search/search_api_web.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_web.h"

static struct web_routes routes;

// /products/:no → /products/{id}
static str described(struct arena *a, const char *path)
{
    const char *at = strstr(path, ":no");
    return at == NULL ? str_view(path)
                      : str_format(a, "%.*s{id}%s", (int)(at - path), path, at + strlen(":no"));
}

static void every_route_for_programs_is_described_and_no_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        size_t list_count = 0;
        size_t found = 0;
        catalog_testing_open(&s, &t, routes.items, routes.count);
        json_t *root = api_testing_ask(&s, "/api/v1/openapi.json");
        json_t *paths = json_object_get(root, "paths");
        const struct route_list *lists = routes_of_site(&list_count);
        for (size_t i = 0; i < list_count; i++) {
            for (size_t k = 0; k < lists[i].count; k++) {
                const struct route *r = &lists[i].items[k];
                if (strncmp(r->path, "/api/", 5) != 0) {
                    continue;
                }
                str path = described(t.arena, r->path);
                json_t *operations = json_object_get(paths, str_to_c(t.arena, path));
                if (json_object_get(operations, r->method == GET ? "get" : "post") == NULL) {
                    fail_msg("%s is not described", r->path);
                }
                found++;
            }
        }
        assert_int_equal(found, json_object_size(paths));
        json_decref(root);
        catalog_testing_close(&s);
    }
}

// --- Answers against schemas ---------------------------------------------------------------------

static void check_value(const json_t *schemas, const json_t *type, const json_t *value,
                        const char *where);

static bool is_of(const char *type, const json_t *value)
{
    return (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(type, "null") == 0 && json_is_null(value));
}

static void check_object(const json_t *schemas, const json_t *schema, const json_t *value,
                         const char *where)
{
    size_t i;
    json_t *name;
    const char *key;
    json_t *inner;
    json_t *properties = json_object_get(schema, "properties");
    if (!json_is_object(value)) {
        fail_msg("%s is no object", where);
    }
    json_array_foreach(json_object_get(schema, "required"), i, name)
    {
        if (json_object_get(value, json_string_value(name)) == NULL) {
            fail_msg("%s lacks %s", where, json_string_value(name));
        }
    }
    json_object_foreach((json_t *)value, key, inner)
    {
        json_t *type = json_object_get(properties, key);
        if (type == NULL && json_is_false(json_object_get(schema, "additionalProperties"))) {
            fail_msg("%s has %s, of which nobody knows", where, key);
        }
        if (type != NULL) {
            check_value(schemas, type, inner, key);
        }
    }
}

static void check_value(const json_t *schemas, const json_t *type, const json_t *value,
                        const char *where)
{
    const char *reference = json_string_value(json_object_get(type, "$ref"));
    json_t *kind = json_object_get(type, "type");
    size_t i;
    json_t *item;
    if (reference != NULL) {
        const json_t *schema = json_object_get(schemas, strrchr(reference, '/') + 1);
        assert_non_null(schema);
        check_object(schemas, schema, value, where);
        return;
    }
    if (json_is_array(kind)) {
        bool fits = false;
        json_array_foreach(kind, i, item)
        {
            fits = fits || is_of(json_string_value(item), value);
        }
        if (!fits) {
            fail_msg("%s is of another type", where);
        }
        return;
    }
    if (strcmp(json_string_value(kind), "array") == 0) {
        assert_true(json_is_array(value));
        json_array_foreach(value, i, item)
        {
            check_value(schemas, json_object_get(type, "items"), item, where);
        }
        return;
    }
    if (!is_of(json_string_value(kind), value)) {
        fail_msg("%s is of another type", where);
    }
}

// The answer as its operation says it.
static void check_answer(const json_t *root, const char *path, const char *method,
                         const json_t *answer)
{
    json_t *operation =
        json_object_get(json_object_get(json_object_get(root, "paths"), path), method);
    json_t *content =
        json_object_get(json_object_get(json_object_get(operation, "responses"), "200"), "content");
    json_t *schema = json_object_get(json_object_get(content, "application/json"), "schema");
    assert_non_null(schema);
    check_value(json_object_get(json_object_get(root, "components"), "schemas"), schema, answer,
                path);
}

static void check_get(struct catalog_scene *s, const json_t *root, const char *address,
                      const char *path)
{
    json_t *answer = api_testing_ask(s, address);
    check_answer(root, path, "get", answer);
    json_decref(answer);
}

// Whatever is answered, and be it no, has its schema; only "not changed" has no body.
static void check_contents(const json_t *root)
{
    const char *path;
    const char *method;
    const char *status;
    json_t *methods;
    json_t *operation;
    json_t *answer;
    json_object_foreach(json_object_get(root, "paths"), path, methods)
    {
        json_object_foreach(methods, method, operation)
        {
            json_object_foreach(json_object_get(operation, "responses"), status, answer)
            {
                if (strcmp(status, "304") != 0 && json_object_get(answer, "content") == NULL) {
                    fail_msg("%s %s: what does %s look like?", method, path, status);
                }
            }
        }
    }
}

#define QUESTION                                                                                   \
    "{\"id\":\"1\",\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000000,"    \
    "\"contract_price_won\":50000000,\"supplier_tags\":[\"women\"],"                               \
    "\"vulnerable_employment_bp\":null,\"on\":\"2026-11-23\"}"

// Every item that a question may have, those alone that it must have, and other marks.
static const char *const QUESTIONS[] = {
    QUESTION,
    "{\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":1,"
    "\"contract_price_won\":1,\"on\":\"2026-11-23\"}",
    "{\"id\":7,\"regime\":\"LOCAL\",\"object\":\"lease\",\"estimated_price_won\":1,"
    "\"contract_price_won\":1,\"similar_price_won\":9,\"on\":\"1900-01-01\"}",
    "{\"regime\":\"STATE\",\"object\":\"service\",\"estimated_price_won\":8000000,"
    "\"contract_price_won\":8800000,\"delay_variant\":\"transport\",\"on\":\"2026-11-23\"}",
};

static void check_questions(struct catalog_scene *s, const json_t *root)
{
    json_t *schemas = json_object_get(json_object_get(root, "components"), "schemas");
    json_t *described = json_object_get(json_object_get(schemas, "Decision"), "properties");
    for (size_t i = 0; i < COUNT(QUESTIONS); i++) {
        const char *key;
        json_t *value;
        struct web_answer a = web_ask(&s->web, "POST", "/api/v1/law/decide", "application/json",
                                      str_view(QUESTIONS[i]));
        json_t *answer = api_testing_read(a);
        check_answer(root, "/api/v1/law/decide", "post", answer);
        json_object_foreach(answer, key, value)
        {
            if (json_object_get(described, key) == NULL) {
                fail_msg("%s of an answer is not described", key);
            }
        }
        json_decref(answer);
        json_t *question = json_loads(QUESTIONS[i], 0, NULL);
        check_object(schemas, json_object_get(schemas, "Question"), question, "question");
        json_decref(question);
    }
}

static void real_answers_keep_to_the_description(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        json_t *root = api_testing_ask(&s, "/api/v1/openapi.json");
        check_contents(root);
        check_get(&s, root, "/api/v1/products?q=복사용지", "/api/v1/products");
        check_get(&s, root, api_testing_address(&s, "/api/v1/products/", s.paper.offer_no),
                  "/api/v1/products/{id}");
        check_get(&s, root, "/api/v1/categories", "/api/v1/categories");
        check_get(&s, root, api_testing_address(&s, "/api/v1/suppliers/", s.woman_no),
                  "/api/v1/suppliers/{id}");
        check_questions(&s, root);
        json_t *schemas = json_object_get(json_object_get(root, "components"), "schemas");
        struct web_answer a = web_get(&s.web, "/api/v1/products/1");
        assert_int_equal(a.status, 404);
        json_t *answer = api_testing_read(a);
        check_object(schemas, json_object_get(schemas, "Error"), answer, "error");
        json_decref(answer);
        json_decref(root);
        search_bench_serve_end(&s, &place);
    }
}

static void a_name_nobody_knows_is_refused_by_every_route(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        const char *const addresses[] = {
            "/api/v1/openapi.json",
            "/api/v1/products",
            "/api/v1/categories",
            api_testing_address(&s, "/api/v1/products/", s.paper.offer_no),
            api_testing_address(&s, "/api/v1/suppliers/", s.woman_no),
        };
        for (size_t i = 0; i < COUNT(addresses); i++) {
            assert_int_equal(web_get(&s.web, addresses[i]).status, 200);
            str address = str_format(t.arena, "%s?x=1", addresses[i]);
            struct web_answer a = web_get(&s.web, str_to_c(t.arena, address));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "모르는 조건이 있습니다"));
            json_decref(api_testing_read(a));
        }
        const char *const twice[] = {"/api/v1/products?q=a&q=b",
                                     "/api/v1/categories?after=a&after=b"};
        for (size_t i = 0; i < COUNT(twice); i++) {
            struct web_answer a = web_get(&s.web, twice[i]);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "\"request.name_twice\""));
        }
        assert_true(web_shows(web_get(&s.web, "/api/v1/categories?after=사무"), "api.unknown_key"));
        search_bench_serve_end(&s, &place);
    }
}

// What is told of an offer leads to its page.
static void check_url(struct catalog_scene *s, const json_t *told)
{
    const char *url = json_string_value(json_object_get(told, "url"));
    assert_non_null(url);
    struct web_answer a = web_get(&s->web, url);
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, json_string_value(json_object_get(told, "title"))));
}

static void an_offers_address_is_that_of_its_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        json_t *root = api_testing_ask(&s, "/api/v1/products?q=복사용지");
        json_t *item = json_array_get(json_object_get(root, "items"), 0);
        check_url(&s, item);
        json_decref(root);
        root = api_testing_ask(
            &s, api_testing_address(&s, "/api/v1/products/", s.rival_paper.offer_no));
        check_url(&s, root);
        json_decref(root);
        root = api_testing_ask(&s, api_testing_address(&s, "/api/v1/suppliers/", s.woman_no));
        check_url(&s, json_array_get(json_object_get(root, "products"), 0));
        json_decref(root);
        search_bench_serve_end(&s, &place);
    }
}

// --- For people ----------------------------------------------------------------------------------

static const char *without_entities(struct arena *a, str path)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    while (path.n > 0) {
        size_t at = str_index(path, S("&amp;"));
        out_str(&o, str_slice(path, 0, at));
        out_str(&o, at < path.n ? S("&") : S(""));
        path = at < path.n ? str_slice(path, at + 5, path.n) : S("");
    }
    return str_to_c(a, out_view(&o));
}

static void what_the_page_for_people_shows_is_answered(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        struct web_answer a = web_get(&s.web, "/open/api");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "href=\"/api/v1/openapi.json\""));
        size_t count = 0;
        str rest = a.body;
        static const str HEAD = {.p = "<a href=\"/api/", .n = sizeof "<a href=\"/api/" - 1};
        for (size_t at = str_index(rest, HEAD); at < rest.n; at = str_index(rest, HEAD)) {
            rest = str_slice(rest, at + 9, rest.n);
            str path = str_slice(rest, 0, str_index(rest, S("\"")));
            json_decref(api_testing_ask(&s, without_entities(t.arena, path)));
            count++;
        }
        assert_int_equal(count, 4); // three examples and the description
        search_bench_serve_end(&s, &place);
    }
}

// --- The search
// -----------------------------------------------------------------------------------

// What the description names is known, and what it does not name is refused.
static void every_condition_of_the_search_is_described(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        size_t i;
        json_t *parameter;
        struct search_place place;
        search_bench_serve(&s, &place, &t, routes.items, routes.count);
        json_t *root = api_testing_ask(&s, "/api/v1/openapi.json");
        json_t *paths = json_object_get(root, "paths");
        json_t *get = json_object_get(json_object_get(paths, "/api/v1/products"), "get");
        assert_non_null(json_object_get(json_object_get(get, "responses"), "422"));
        json_array_foreach(json_object_get(get, "parameters"), i, parameter)
        {
            const char *name = json_string_value(json_object_get(parameter, "name"));
            const char *address = str_format(t.arena, "/api/v1/products?%s=", name).p;
            assert_int_equal(web_get(&s.web, address).status, 200);
            address = str_format(t.arena, "/api/v1/products?%s2=1", name).p;
            assert_int_equal(web_get(&s.web, address).status, 422);
        }
        assert_int_equal(i, 16);
        json_decref(root);
        const char *address = api_testing_address(&s, "/api/v1/suppliers/", s.woman_no);
        static const char *const WRONG[] = {"after=x", "certificates_after=12", "after=-1"};
        for (size_t k = 0; k < COUNT(WRONG); k++) {
            struct web_answer a =
                web_get(&s.web, str_format(t.arena, "%s?%s", address, WRONG[k]).p);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "\"api.unknown_key\""));
        }
        search_bench_serve_end(&s, &place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_for_programs_is_described_and_no_other),
        cmocka_unit_test(real_answers_keep_to_the_description),
        cmocka_unit_test(every_condition_of_the_search_is_described),
        cmocka_unit_test(what_the_page_for_people_shows_is_answered),
        cmocka_unit_test(a_name_nobody_knows_is_refused_by_every_route),
        cmocka_unit_test(an_offers_address_is_that_of_its_page),
    };
    web_routes_add(&routes, API_GUIDE_ROUTES, API_GUIDE_ROUTE_COUNT);
    web_routes_add(&routes, OPENAPI_ROUTES, OPENAPI_ROUTE_COUNT);
    web_routes_add(&routes, CATALOG_API_ROUTES, CATALOG_API_ROUTE_COUNT);
    web_routes_add(&routes, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
    web_routes_add(&routes, SEARCH_API_ROUTES, SEARCH_API_ROUTE_COUNT);
    web_routes_add(&routes, LAW_API_ROUTES, LAW_API_ROUTE_COUNT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
