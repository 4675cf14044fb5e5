// test-timeout: 240
// Searches are kept with every filter, and the night tells of what came on sale since.
#include "market/search/saved_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_testing.h"
#include "market/search/saved_job.h"
#include "market/search/saved_store.h"
#include "market/search/saved_test.sql.h"
#include "market/search/search_bench_testing.h"
#include "platform/secret/secret.h"

#define PAPER "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"
#define NIGHT_S 72000 // from the tests' clock, 10:00, to the night's, 06:00

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    struct testing_row person;
    struct testing_row other;
    struct actor officer;
    struct actor stranger;
    char path[80]; // of the search kept first
};

static instant now; // of the jobs

static instant clock_of_test(void)
{
    return now;
}

static void bench_open(struct bench *b, struct testing_db *t)
{
    static struct route routes[24];
    size_t count = 0;
    for (size_t i = 0; i < SAVED_ROUTE_COUNT; i++) {
        routes[count++] = SAVED_ROUTES[i];
    }
    for (size_t i = 0; i < SEARCH_ROUTE_COUNT; i++) {
        routes[count++] = SEARCH_ROUTES[i];
    }
    *b = (struct bench){0};
    now = web_test_now;
    search_bench_serve(&b->scene, &b->place, t, routes, count);
    struct testing_row here = {b->scene.here.value, {0}};
    b->person = party_testing_person(t, "one@x.kr", "박담당", NULL, NULL);
    b->other = party_testing_person(t, "two@x.kr", "최담당", NULL, NULL);
    party_testing_role(t, b->person, &here, NULL, PARTY_OFFICER);
    party_testing_role(t, b->other, &here, NULL, PARTY_OFFICER);
    b->officer = party_testing_actor(t, b->person, &here, NULL, PARTY_OFFICER, web_test_now);
    b->stranger = party_testing_actor(t, b->other, &here, NULL, PARTY_OFFICER, web_test_now);
    (void)web_get(&b->scene.web, "/search"); // the copy is there
    web_as(&b->scene.web, &b->officer);
}

static struct db *db_of(struct bench *b)
{
    return b->scene.database->db;
}

// Run a statement of the tests about an offer, an account or a product.
static void run(struct bench *b, const struct sql *sql, const char *first, int64_t one,
                const char *second, int64_t two)
{
    assert_null(db_begin(db_of(b), DB_WRITE));
    struct query *q = db_query(db_of(b), sql);
    bind_i64(q, first, one);
    if (second != NULL) {
        bind_i64(q, second, two);
    }
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db_of(b)));
}

static int64_t count_of(struct bench *b, const struct sql *sql)
{
    assert_null(db_begin(db_of(b), DB_READ));
    struct query *q = db_query(db_of(b), sql);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(db_of(b));
    return count;
}

// How often a person was told; the last words in *title and *text.
static int told(struct bench *b, struct testing_row person, str *title, str *text)
{
    int count = 0;
    assert_null(db_begin(db_of(b), DB_READ));
    struct query *q = db_query(db_of(b), &SQL_TEST_SAVED_NOTICES);
    bind_i64(q, "account", person.id);
    while (query_next(q)) {
        *title = str_copy(b->scene.database->arena, read_str(q, "title"));
        *text = str_copy(b->scene.database->arena, read_str(q, "text"));
        assert_true(str_equals(read_str(q, "path"), S("/me/searches")));
        count++;
    }
    assert_null(query_end(q));
    db_rollback(db_of(b));
    return count;
}

// Keep the search for copying paper under a name; the answer's status.
static int keep(struct bench *b, const char *name, const char *q)
{
    return web_post(&b->scene.web, SAVED_PATH, WEB_FIELDS({"name", name}, {"told", "1"}, {"q", q}))
        .status;
}

// Remember where the newest is kept.
static void find_path(struct bench *b)
{
    struct web_answer a = web_get(&b->scene.web, SAVED_PATH);
    const char *at = strstr(str_to_c(b->scene.database->arena, a.body), "action=\"" SAVED_PATH "/");
    assert_non_null(at);
    (void)snprintf(b->path, sizeof(b->path), "%.*s", (int)strlen(SAVED_PATH "/") + 13, at + 8);
}

static struct web_answer deed(struct bench *b, const char *what)
{
    char path[120];
    (void)snprintf(path, sizeof(path), "%s%s", b->path, what);
    return web_post(&b->scene.web, path, WEB_NO_FIELDS);
}

// An offer that came on sale so many seconds after the tests' clock: the woman's, of a product that
// the rival has sold for long.
static offer_id put_on_sale(struct bench *b, const char *title, int64_t seconds)
{
    struct catalog_good g =
        catalog_testing_add(&b->scene, "paper.copy.a4", title, b->scene.rival, 19900);
    offer_id id;
    assert_null(db_begin(db_of(b), DB_WRITE));
    struct query *q = db_query(db_of(b), &SQL_TEST_SAVED_OFFER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "supplier", b->scene.woman.value);
    bind_i64(q, "offer", g.offer.value);
    assert_null(query_run_id(q, &id.value));
    assert_null(db_commit(db_of(b)));
    run(b, &SQL_TEST_SAVED_ON_SALE, "offer", id.value, "at",
        instant_add_s(web_test_now, seconds).us);
    run(b, &SQL_TEST_SAVED_CHANGED, "offer", id.value, NULL, 0);
    return id;
}

static err ask_for(struct unit *u, void *data)
{
    (void)data;
    return job_add(u, "search.saved", 0, S(""), (instant){0});
}

// One night, some days after the tests' clock, step by step to its end.
static void pass_night(struct bench *b, int days)
{
    static const struct job_kind KINDS[] = {
        {"search.saved", saved_job_prepare, saved_job_call, saved_job_finish}
    };
    static const struct actor MACHINE = {0};
    struct arena *of_scene = b->scene.database->arena;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = {.arena = a, .db = db_of(b), .actor = &MACHINE, .trace = S("night")};
    now = instant_add_s(web_test_now, NIGHT_S + (days - 1) * INT64_C(86400));
    db_set_arena(u.db, a);
    assert_null(unit_run(&u, clock_of_test, ask_for, NULL));
    for (bool ran = true; ran;) {
        assert_null(job_run_one(&u, clock_of_test, KINDS, COUNT(KINDS), NULL, &ran));
    }
    arena_close(a);
    db_set_arena(b->scene.database->db, of_scene);
    assert_int_equal(count_of(b, &SQL_TEST_SAVED_JOBS), 0);
}

static void a_search_is_kept_with_its_filters_renamed_removed_and_taken_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        struct web_answer a = web_get(w, "/search?q=" PAPER "&district=2711000000&after=1.2");
        assert_true(web_shows(a, "/me/searches/new?q=" PAPER "&amp;district=2711000000\""));
        assert_false(web_shows(web_get(w, "/search"), "/me/searches/new"));
        assert_true(web_shows(web_get(w, "/search?q=%EC%97%86%EB%8A%94%EB%A7%90"),
                              "저장해 두면")); // nothing is found

        a = web_get(w, "/me/searches/new?q=" PAPER "&district=2711000000&after=1.2");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "value=\"복사용지 · 중구\"")); // its name
        assert_true(web_shows(a, "1건입니다"));
        assert_true(web_shows(a, "name=\"district\" value=\"2711000000\""));
        assert_false(web_shows(a, "name=\"after\""));
        assert_int_equal(web_get(w, "/me/searches/new").status, 303); // nothing is asked

        a = web_post(w, SAVED_PATH,
                     WEB_FIELDS({"name", "우리 종이"}, {"told", "1"}, {"q", "복사용지"},
                                {"district", "2711000000"}, {"sort", "price"}));
        assert_int_equal(a.status, 303);
        a = web_get(w, SAVED_PATH);
        assert_true(web_shows(a, "우리 종이<small>복사용지 · 중구</small>"));
        find_path(&b);
        a = deed(&b, "/open");
        assert_true(
            str_equals(a.location, S("/search?q=" PAPER "&district=2711000000&sort=price")));

        a = web_post(w, SAVED_PATH,
                     WEB_FIELDS({"name", "또"}, {"q", "복사용지"}, {"district", "2711000000"},
                                {"sort", "price"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 저장했습니다"));
        a = web_post(w, SAVED_PATH, WEB_FIELDS({"name", ""}, {"q", "볼펜"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "name=\"q\" value=\"볼펜\"")); // what was asked is kept
        assert_int_equal(keep(&b, "빈 것", " "), 422);

        assert_true(web_shows(web_get(w, b.path), "value=\"우리 종이\""));
        a = web_post(w, b.path, WEB_FIELDS({"name", "중구 종이"}));
        assert_int_equal(a.status, 303);
        a = web_get(w, SAVED_PATH);
        assert_true(web_shows(a, "중구 종이<small>"));
        assert_true(web_shows(a, "받지 않음"));

        // Nobody else's.
        web_as(w, &b.stranger);
        assert_int_equal(web_get(w, b.path).status, 404);
        assert_int_equal(deed(&b, "/open").status, 404);
        assert_int_equal(deed(&b, "/remove").status, 404);
        assert_int_equal(deed(&b, "/restore").status, 404);
        assert_true(web_shows(web_get(w, SAVED_PATH), "저장한 검색이 없습니다"));
        web_as(w, &b.officer);

        a = deed(&b, "/remove");
        assert_true(str_starts(a.location, S(SAVED_PATH "?was=removed&no=")));
        a = web_get(w, str_to_c(t.arena, a.location));
        assert_true(web_shows(a, "되돌리기"));
        assert_true(web_shows(a, "저장한 검색이 없습니다"));
        assert_int_equal(web_get(w, b.path).status, 404);
        assert_int_equal(deed(&b, "/open").status, 404);
        assert_int_equal(deed(&b, "/restore").status, 303);
        assert_int_equal(deed(&b, "/restore").status, 422); // it is kept already
        assert_true(web_shows(web_get(w, SAVED_PATH), "중구 종이"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_person_keeps_so_many_and_no_more(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (int i = 0; i < LIMIT_SAVED_SEARCHES; i++) {
            char q[40];
            (void)snprintf(q, sizeof(q), "복사용지 %d매", i + 1);
            assert_int_equal(keep(&b, q, q), 303);
        }
        struct web_answer a =
            web_post(&b.scene.web, SAVED_PATH, WEB_FIELDS({"name", "더"}, {"q", "볼펜"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "20개까지"));
        find_path(&b);
        assert_int_equal(deed(&b, "/remove").status, 303);
        assert_int_equal(keep(&b, "더", "볼펜"), 303);
        a = deed(&b, "/restore"); // the place is taken
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "20개까지"));
        web_as(&b.scene.web, &b.stranger); // everybody has so many
        assert_int_equal(keep(&b, "내 것", "볼펜"), 303);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void the_night_tells_once_of_what_came_on_sale_since(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        str title = {0};
        str text = {0};
        bench_open(&b, &t);
        assert_int_equal(keep(&b, "종이", "복사용디"), 303); // read as the page reads it
        assert_int_equal(keep(&b, "큰 예산", "복사용지 10상자 1만원"), 303);
        web_as(&b.scene.web, &b.stranger);
        assert_int_equal(keep(&b, "펜", "볼펜"), 303);
        pass_night(&b, 1);
        assert_int_equal(told(&b, b.person, &title, &text), 0); // nothing is new

        (void)put_on_sale(&b, "새 복사용지 A4 한 상자", NIGHT_S + 600);
        offer_id paused = put_on_sale(&b, "멈춘 복사용지 A4 두 상자", NIGHT_S + 600);
        run(&b, &SQL_TEST_SAVED_PAUSED, "offer", paused.value, NULL, 0);
        run(&b, &SQL_TEST_SAVED_CHANGED, "offer", paused.value, NULL, 0);
        pass_night(&b, 2);
        assert_int_equal(told(&b, b.person, &title, &text), 1);
        assert_true(str_equals(title, S("저장한 검색에 새로 등록된 상품 1건")));
        assert_true(str_equals(text, S("‘종이’ 1건")));
        assert_int_equal(told(&b, b.other, &title, &text), 0); // not what that one asked
        pass_night(&b, 2);                                     // the same night once more
        pass_night(&b, 3);
        assert_int_equal(told(&b, b.person, &title, &text), 1);

        web_as(&b.scene.web, &b.officer);
        struct web_answer a = web_get(&b.scene.web, SAVED_PATH);
        assert_true(web_shows(a, "<span class=\"st now\">1건</span>"));
        assert_in_range(a.statements, 1, 2);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_is_new_stands_until_it_is_opened(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        str title = {0};
        str text = {0};
        bench_open(&b, &t);
        assert_int_equal(keep(&b, "종이", "복사용지"), 303);
        find_path(&b);
        (void)put_on_sale(&b, "새 복사용지 A4 한 상자", 600);
        pass_night(&b, 1);
        (void)put_on_sale(&b, "다른 복사용지 A4 한 상자", NIGHT_S + 600);
        pass_night(&b, 2);
        assert_int_equal(told(&b, b.person, &title, &text), 2);
        assert_true(str_equals(text, S("‘종이’ 1건"))); // of that night
        struct web_answer a = web_get(&b.scene.web, SAVED_PATH);
        assert_true(web_shows(a, "<span class=\"st now\">2건</span>"));
        // Registered after it, and on sale before: what the notice counted stands above.
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "먼저 팔던 복사용지", b.scene.rival,
                                  9);
        pass_night(&b, 3); // which reads the catalogue anew
        a = deed(&b, "/open");
        assert_true(str_equals(a.location, S("/search?q=" PAPER "&sort=newest")));
        a = web_get(&b.scene.web, str_to_c(t.arena, a.location));
        size_t fresh = str_index(a.body, S("다른 복사용지 A4"));
        size_t sold = str_index(a.body, S("먼저 팔던 복사용지"));
        assert_true(fresh < sold && sold < a.body.n);
        a = web_get(&b.scene.web, SAVED_PATH);
        assert_false(web_shows(a, "class=\"st now\""));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// On either side of the last look; changed, merged and back on sale are not new.
static void only_what_was_never_on_sale_before_is_new(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        str title = {0};
        str text = {0};
        bench_open(&b, &t);
        assert_int_equal(keep(&b, "종이", "복사용지"), 303);
        (void)put_on_sale(&b, "바로 그때 복사용지", 0); // when it was saved: its person saw it
        offer_id old = put_on_sale(&b, "바뀐 복사용지", -3600);
        run(&b, &SQL_TEST_SAVED_PRICED, "offer", old.value, "at",
            instant_add_s(web_test_now, 600).us);
        run(&b, &SQL_TEST_SAVED_CHANGED, "offer", old.value, NULL, 0);
        offer_id merged = put_on_sale(&b, "합친 복사용지", -3600);
        run(&b, &SQL_TEST_SAVED_MERGED, "offer", merged.value, "product",
            b.scene.cleaning.product.value);
        run(&b, &SQL_TEST_SAVED_CHANGED, "offer", merged.value, NULL, 0);
        // What a unit that lasts puts on sale at the last moment is of the next night.
        int64_t edge = NIGHT_S - LIMIT_SEAL_SETTLE_S;
        (void)put_on_sale(&b, "나중 복사용지", edge + 1);
        pass_night(&b, 1);
        assert_int_equal(told(&b, b.person, &title, &text), 0);
        (void)put_on_sale(&b, "막 나온 복사용지", edge + 1);
        pass_night(&b, 2);
        assert_int_equal(told(&b, b.person, &title, &text), 1);
        assert_true(str_equals(text, S("‘종이’ 2건")));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void who_wants_no_notice_or_has_no_role_is_not_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        str title = {0};
        str text = {0};
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        assert_int_equal(keep(&b, "종이", "복사용지"), 303);
        find_path(&b);
        assert_int_equal(web_post(w, b.path, WEB_FIELDS({"name", "종이"})).status, 303);
        web_as(w, &b.stranger);
        assert_int_equal(keep(&b, "종이", "복사용지"), 303);
        run(&b, &SQL_TEST_SAVED_LEFT, "account", b.other.id, NULL, 0);
        (void)put_on_sale(&b, "새 복사용지 A4 한 상자", 600);
        pass_night(&b, 1);
        assert_int_equal(told(&b, b.person, &title, &text), 0);
        assert_int_equal(told(&b, b.other, &title, &text), 0);

        // Told again: of what comes from then on.
        web_as(w, &b.officer);
        instant then = web_test_now;
        web_test_now = now;
        assert_int_equal(web_post(w, b.path, WEB_FIELDS({"name", "종이"}, {"told", "1"})).status,
                         303);
        web_test_now = then;
        pass_night(&b, 2);
        assert_int_equal(told(&b, b.person, &title, &text), 0);
        (void)put_on_sale(&b, "또 새 복사용지 A4 한 상자", NIGHT_S + 86400 + 600);
        pass_night(&b, 3);
        assert_int_equal(told(&b, b.person, &title, &text), 1);
        assert_int_equal(told(&b, b.other, &title, &text), 0);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_was_removed_is_gone_after_a_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        assert_int_equal(keep(&b, "종이", "복사용지"), 303);
        find_path(&b);
        assert_int_equal(deed(&b, "/remove").status, 303);
        pass_night(&b, 1); // 20 hours
        assert_int_equal(count_of(&b, &SQL_TEST_SAVED_ROWS), 1);
        pass_night(&b, 2); // 44 hours
        assert_int_equal(count_of(&b, &SQL_TEST_SAVED_ROWS), 0);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// How many are new since a moment where a look takes two, and where it ends; seconds from now.
static size_t fresh_since(struct bench *b, int64_t since, int64_t *until)
{
    struct testing_db *t = b->scene.database;
    saved_fresh_list fresh;
    instant end = instant_add_s(web_test_now, 3600);
    assert_null(db_begin(t->db, DB_READ));
    assert_null(
        saved_store_fresh(t->db, t->arena, instant_add_s(web_test_now, since), &end, 2, &fresh));
    db_rollback(t->db);
    *until = (end.us - web_test_now.us + 999999) / 1000000;
    return fresh.count;
}

static void more_of_one_instant_than_a_look_takes_hold_nothing_up(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        int64_t until = 0;
        bench_open(&b, &t);
        (void)put_on_sale(&b, "먼저 온 종이", 60);
        for (int i = 0; i < 3; i++) {
            (void)put_on_sale(&b, "함께 온 종이", 120);
        }
        (void)put_on_sale(&b, "나중 온 종이", 180);
        assert_int_equal(fresh_since(&b, 1, &until), 1); // those of one instant come together
        assert_int_equal(until, 120);                    // a microsecond before
        assert_int_equal(fresh_since(&b, 119, &until), 2);
        assert_int_equal(until, 120);
        assert_int_equal(fresh_since(&b, 120, &until), 1);
        assert_int_equal(until, 3600);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// More persons than one step looks at: each is told once, in one night.
static void a_night_of_many_steps_tells_everybody(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct testing_row here = {b.scene.here.value, {0}};
        enum { PEOPLE = LIMIT_SAVED_BATCH / LIMIT_SAVED_SEARCHES + 2 };
        struct testing_row people[PEOPLE];
        for (int p = 0; p < PEOPLE; p++) {
            char email[40];
            (void)snprintf(email, sizeof(email), "many%d@x.kr", p);
            people[p] = party_testing_person(&t, email, "여럿", NULL, NULL);
            party_testing_role(&t, people[p], &here, NULL, PARTY_OFFICER);
            struct actor who =
                party_testing_actor(&t, people[p], &here, NULL, PARTY_OFFICER, web_test_now);
            web_as(&b.scene.web, &who);
            for (int i = 0; i < LIMIT_SAVED_SEARCHES - 1; i++) {
                char q[40];
                (void)snprintf(q, sizeof(q), "복사용지 -말%d", i);
                assert_int_equal(keep(&b, q, q), 303);
            }
        }
        (void)put_on_sale(&b, "새 복사용지 A4 한 상자", 600);
        pass_night(&b, 1);
        for (int p = 0; p < PEOPLE; p++) {
            str title = {0};
            str text = {0};
            assert_int_equal(told(&b, people[p], &title, &text), 1);
            assert_true(str_equals(title, S("저장한 검색에 새로 등록된 상품 19건")));
            assert_true(str_contains(text, S("외 검색 16개")));
        }
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_is_kept_with_its_filters_renamed_removed_and_taken_back),
        cmocka_unit_test(a_person_keeps_so_many_and_no_more),
        cmocka_unit_test(the_night_tells_once_of_what_came_on_sale_since),
        cmocka_unit_test(what_is_new_stands_until_it_is_opened),
        cmocka_unit_test(only_what_was_never_on_sale_before_is_new),
        cmocka_unit_test(who_wants_no_notice_or_has_no_role_is_not_told),
        cmocka_unit_test(what_was_removed_is_gone_after_a_day),
        cmocka_unit_test(more_of_one_instant_than_a_look_takes_hold_nothing_up),
        cmocka_unit_test(a_night_of_many_steps_tells_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
