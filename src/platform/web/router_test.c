// Which route answers a path, or why none does.
#include "platform/web/router.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/web/parse.h"

static err answer(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    (void)rs;
    return NULL;
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", answer, 0),
    ROUTE(GET, "/cases", answer, 0),
    ROUTE(POST, "/cases", answer, 0),
    ROUTE(GET, "/cases/new", answer, 0),
    ROUTE(GET, "/cases/:no", answer, 0),
    ROUTE(POST, "/cases/:no/lines/:line", answer, 0),
    ROUTE(GET, "/cases/:id/paper.pdf", answer, 0),
};
static const struct route_list LISTS[] = {
    {.items = ROUTES,     .count = 3                },
    {.items = ROUTES + 3, .count = COUNT(ROUTES) - 3},
};

static void each_path_finds_its_route(void **state)
{
    (void)state;
    static const struct row {
        enum method method;
        const char *path;
        const char *route; // NULL: none
        const struct fault *fault;
    } ROWS[] = {
        {GET,          "/",                  "/",                      NULL                 },
        {GET,          "/cases",             "/cases",                 NULL                 },
        {POST,         "/cases",             "/cases",                 NULL                 },
        {GET,          "/cases/new",         "/cases/new",             NULL                 },
        {GET,          "/cases/7",           "/cases/:no",             NULL                 },
        {GET,          "/cases/%6Eew",       "/cases/new",             NULL                 },
        {POST,         "/cases/7/lines/2",   "/cases/:no/lines/:line", NULL                 },
        {GET,          "/cases/7/paper.pdf", "/cases/:id/paper.pdf",   NULL                 },
        {GET,          "/case",              NULL,                     &REQUEST_NO_SUCH_PAGE},
        {GET,          "/Cases",             NULL,                     &REQUEST_NO_SUCH_PAGE},
        {GET,          "/cases/7/lines",     NULL,                     &REQUEST_NO_SUCH_PAGE},
        {GET,          "/cases/7/lines/2",   NULL,                     &REQUEST_WRONG_METHOD},
        {POST,         "/",                  NULL,                     &REQUEST_WRONG_METHOD},
        {METHOD_COUNT, "/cases",             NULL,                     &REQUEST_WRONG_METHOD},
        {METHOD_COUNT, "/nowhere",           NULL,                     &REQUEST_NO_SUCH_PAGE},
    };
    struct arena *arena = arena_open(LIMIT_ARENA_STARTUP);
    const struct router *router = router_new(arena, LISTS, COUNT(LISTS));
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        str segments[LIMIT_PATH_SEGMENTS];
        size_t count = 0;
        struct router_match match;
        assert_null(parse_path(arena, str_view(ROWS[i].path), segments, &count));
        assert_ptr_equal(router_find(router, arena, ROWS[i].method, segments, count, &match),
                         ROWS[i].fault);
        if (ROWS[i].route != NULL) {
            assert_string_equal(match.route->path, ROWS[i].route);
        } else {
            assert_null(match.route);
        }
    }
    arena_close(arena);
}

static void parameters_carry_the_names_of_their_own_route(void **state)
{
    (void)state;
    struct arena *arena = arena_open(LIMIT_ARENA_STARTUP);
    const struct router *router = router_new(arena, LISTS, COUNT(LISTS));
    const str segments[] = {S("cases"), S("가"), S("lines"), S("2")};
    struct router_match match;
    assert_null(router_find(router, arena, POST, segments, 4, &match));
    assert_int_equal(match.values.count, 2);
    assert_true(str_equals(match.values.items[0].name, S("no")));
    assert_true(str_equals(match.values.items[0].value, S("가")));
    assert_true(str_equals(match.values.items[1].name, S("line")));

    const str paper[] = {S("cases"), S("7"), S("paper.pdf")};
    assert_null(router_find(router, arena, GET, paper, 3, &match));
    assert_true(str_equals(match.values.items[0].name, S("id")));

    const str list[] = {S("cases")};
    assert_ptr_equal(router_find(router, arena, METHOD_COUNT, list, 1, &match),
                     &REQUEST_WRONG_METHOD);
    assert_true(match.allowed[GET] && match.allowed[POST]);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_path_finds_its_route),
        cmocka_unit_test(parameters_carry_the_names_of_their_own_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
