// Two machines before one PostgreSQL, each with a data folder and so an index of its own: what was
// changed through one of them is found by the other with its next question. (A question always goes
// to the server that takes writes, so a standby shows nobody what was. With SQLite there is one
// machine, and its index is the database: the same holds of two of its workers.)
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/listing_web.h"
#include "market/party/party_testing.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_web.h"

#define PAPER "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"
#define NEXT_MOST                                                                                  \
    6 // statements of a question after a change: a page has eight, two are its session's

// The first machine serves pages; the second one asks its index as a page does, and serves the
// desk.
struct two_sites {
    struct catalog_scene one;
    struct catalog_scene two; // the same scene, over a connection of its own
    struct testing_db far;
    struct search_place places[2];
    struct search *search; // of the second
    struct web_routes routes;
    bool was_asked; // the second: its first question reads all there is
};

static void open_sites(struct two_sites *s, struct testing_db *t)
{
    *s = (struct two_sites){0};
    web_routes_add(&s->routes, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
    web_routes_add(&s->routes, LISTING_ROUTES, LISTING_ROUTE_COUNT);
    web_routes_add(&s->routes, LISTING_FORM_ROUTES, LISTING_FORM_ROUTE_COUNT);
    search_bench_serve(&s->one, &s->places[0], t, s->routes.items, s->routes.count);
    struct testing_row owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row firm = {s->one.woman.value, s->one.woman_no};
    party_testing_role(t, owner, NULL, &firm, PARTY_OWNER);
    s->one.owner.account.value = owner.id;

    s->far = *t;
    s->far.db = testing_db_again(t);
    s->two = s->one;
    s->two.database = &s->far;
    s->two.web.database = &s->far;
    s->two.web.arena = arena_open(LIMIT_ARENA_UNIT);
    s->two.web.site.routes = &s->two.web.routes;
    web_as(&s->one.web, &s->one.owner);
    web_as(&s->two.web, &s->two.owner);
    search_testing_place(t, &s->places[1]);
    assert_null(search_open(str_view(s->places[1].url), &s->search));
    bool is_one_machine = db_engine(t->db) == DB_SQLITE;
    assert_int_equal(str_equals(str_view(s->places[0].url), str_view(s->places[1].url)),
                     is_one_machine);
}

static void close_sites(struct two_sites *s)
{
    search_close(s->search);
    search_testing_leave(&s->places[1]);
    arena_close(s->two.web.arena);
    db_close(s->far.db);
    search_bench_serve_end(&s->one, &s->places[0]);
}

static void price(struct catalog_scene *at, const char *version, const char *won)
{
    const char *edit = str_format(at->database->arena, "/supplier/products/%lld/edit",
                                  (long long)at->paper.offer_no.value)
                           .p;
    struct web_answer a =
        web_post(&at->web, edit,
                 WEB_FIELDS({"version", version}, {"price", won}, {"unit", "상자"},
                            {"quantity_min", "1"}, {"lead_days", "3"}));
    assert_int_equal(a.status, 303);
}

static void move(struct catalog_scene *at, const char *version, const char *deed)
{
    const char *to = str_format(at->database->arena, "/supplier/products/%lld/move",
                                (long long)at->paper.offer_no.value)
                         .p;
    struct web_answer a = web_post(&at->web, to, WEB_FIELDS({"version", version}, {"do", deed}));
    assert_int_equal(a.status, 303);
}

// What the first machine's page says of copying paper.
static struct web_answer ask_one(struct two_sites *s)
{
    struct web_answer a = web_get(&s->one.web, "/search?sort=price&q=" PAPER);
    assert_int_equal(a.status, 200);
    return a;
}

// The copying papers that the second machine finds, the cheapest first.
static struct search_result ask_two(struct two_sites *s)
{
    struct search_query q = {.text = S("복사용지"), .sort = SEARCH_CHEAP};
    struct search_result r;
    assert_null(db_begin(s->far.db, DB_READ));
    assert_null(search_catch_up(s->search, s->far.db, s->far.arena, SEARCH_BENCH_TODAY));
    assert_null(search_find(s->search, s->far.arena, &q, &r));
    if (s->was_asked) {
        assert_in_range(db_statements(s->far.db), 1, NEXT_MOST);
    }
    db_rollback(s->far.db);
    s->was_asked = true;
    return r;
}

static void a_price_and_a_state_of_one_machine_are_found_by_the_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct two_sites s;
        open_sites(&s, &t);
        assert_true(web_shows(ask_one(&s), "21,500원"));
        struct search_result r = ask_two(&s);
        assert_int_equal(r.total, 2);
        assert_int_equal(r.hits.items[1].price.won, 21500);

        price(&s.one, "1", "21,400");
        r = ask_two(&s);
        assert_int_equal(r.hits.items[1].price.won, 21400);
        assert_true(web_shows(ask_one(&s), "21,400원"));
        price(&s.two, "2", "20,800");
        assert_true(web_shows(ask_one(&s), "20,800원"));
        assert_int_equal(ask_two(&s).hits.items[0].price.won, 20800);

        move(&s.one, "3", "pause");
        assert_int_equal(ask_two(&s).total, 1);
        assert_false(web_shows(ask_one(&s), "20,800원"));
        move(&s.two, "4", "resume");
        assert_true(web_shows(ask_one(&s), "20,800원"));
        assert_int_equal(ask_two(&s).total, 2);
        close_sites(&s);
    }
}

static void what_is_new_on_sale_at_one_machine_is_found_by_the_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct two_sites s;
        open_sites(&s, &t);
        (void)ask_one(&s);
        assert_int_equal(ask_two(&s).total, 2);
        (void)catalog_testing_add(&s.one, "paper.copy.a4", "흰 복사용지", s.one.woman, 19000);
        assert_int_equal(ask_two(&s).hits.items[0].price.won, 19000);
        (void)catalog_testing_add(&s.two, "paper.copy.a4", "노란 복사용지", s.two.rival, 18000);
        assert_true(web_shows(ask_one(&s), "노란 복사용지"));
        assert_true(web_shows(ask_one(&s), "흰 복사용지"));
        assert_int_equal(ask_two(&s).total, 4);
        close_sites(&s);
    }
}

// The second machine has a new data folder: its first question reads all there is.
static void a_machine_that_comes_later_finds_what_there_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct two_sites s;
        open_sites(&s, &t);
        (void)ask_one(&s);
        price(&s.one, "1", "21,400");
        (void)ask_one(&s);
        struct search_result r = ask_two(&s); // its first question
        assert_int_equal(r.total, 2);
        assert_int_equal(r.hits.items[1].price.won, 21400);
        close_sites(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_and_a_state_of_one_machine_are_found_by_the_other),
        cmocka_unit_test(what_is_new_on_sale_at_one_machine_is_found_by_the_other),
        cmocka_unit_test(a_machine_that_comes_later_finds_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
