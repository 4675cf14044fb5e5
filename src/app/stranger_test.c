// test-timeout: 400
// Whose it is: in the demo city, where every kind of thing exists, a person of another institution
// or firm with every role asks each page and each deed for the things of others. They get the
// answer that a number of nobody gets, and nothing is done.
#include "app/demo.h"
#include "app/demo_life.h"
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/stranger_test.sql.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

#define NUMBERS_MAX 100

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static struct {
    const char *noun;
    int64_t no;
} numbers[NUMBERS_MAX];
static size_t number_count;
static struct calendar calendar;

static void load_city(void)
{
    static const struct actor MACHINE = {0};
    struct unit u = {
        .arena = database.arena, .db = database.db, .actor = &MACHINE, .trace = S("t")};
    str sentence = S("");
    err e = demo_load(&u, demo_size_find(S("small")), 1, S("data"), NULL, &sentence);
    if (e != NULL) {
        fail_msg("%s: %.*s: %s", e->code, STR_ARG(sentence), db_error(database.db).p);
    }
    u.law = testing_law();
    u.calendar = &calendar;
    e = demo_live(&u, demo_size_find(S("small")), 1, NULL);
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(database.db).p);
    }
}

static void read_numbers(void)
{
    number_count = 0;
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_TEST_NUMBERS_OF_OTHERS);
    // The server is far: one of each kind there, three in the file.
    int64_t each = db_engine(database.db) == DB_SQLITE ? 3 : 1;
    bind_i64(q, "each", each);
    while (query_next(q)) {
        assert_true(number_count < NUMBERS_MAX);
        numbers[number_count].noun = str_to_c(database.arena, read_str(q, "noun"));
        numbers[number_count++].no = read_i64(q, "no");
    }
    assert_null(query_end(q));
    db_rollback(database.db);
    assert_true((int64_t)number_count >= each * 15); // the city has some of each
}

static int set_up(void **state)
{
    (void)state;
    static struct settings settings;
    calendar = testing_calendar(database.arena);
    load_city();
    read_numbers();
    web_test_open(&web, &database, NULL, 0);
    web.site.law = testing_law();
    web.site.calendar = &calendar;
    site_testing_make(&web, &settings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

// "/buyer/purchases/:no/edit" with this number; other blanks hold a 1.
static str address_of(const char *path, int64_t no)
{
    struct out o;
    out_init(&o, database.arena, LIMIT_REQUEST_HEAD);
    for (const char *p = path; *p != '\0'; p++) {
        if (*p != ':') {
            out_char(&o, *p);
            continue;
        }
        bool is_no = strncmp(p, ":no", 3) == 0;
        out_format(&o, "%lld", is_no ? (long long)no : 1LL);
        p += strcspn(p, "/") - 1;
    }
    return out_view(&o);
}

static struct web_answer ask(const struct route *r, int64_t no)
{
    const char *path = str_to_c(database.arena, address_of(r->path, no));
    return r->method == GET ? web_get(&web, path) : web_post(&web, path, WEB_NO_FIELDS);
}

// What is another's is what is nobody's: 404, or a form told that its fields are missing, or on to
// a list.
static void check_route(const struct route *r)
{
    struct web_answer missing = ask(r, public_no_from(1).value);
    if (missing.status == 200 || missing.status == 403 || missing.status >= 500) {
        fail_msg("%s answers %d to a number that is nobody's", r->path, missing.status);
    }
    str location = str_copy(database.arena, missing.location);
    for (size_t i = 0; i < number_count; i++) {
        struct web_answer a = ask(r, numbers[i].no);
        if (a.status != missing.status || !str_equals(a.location, location)) {
            fail_msg("%s answers a stranger %d to a %s", r->path, a.status, numbers[i].noun);
        }
    }
}

static size_t asked; // routes that name a thing

// Answers live in the database's arena: here in one of their own, emptied after each route.
static void ask_all(const struct actor *stranger, const char *side)
{
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    struct arena *of_city = database.arena;
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    web_as(&web, stranger);
    asked = 0;
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            const struct route *r = &lists[i].items[k];
            if (strncmp(r->path, side, strlen(side)) != 0 || strstr(r->path, "/:no") == NULL) {
                continue;
            }
            asked++;
            check_route(r);
            arena_reset(database.arena);
        }
    }
    arena_close(database.arena);
    database.arena = of_city;
    db_set_arena(database.db, database.arena);
}

static int64_t count_deeds(void)
{
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_TEST_CHAIN_LENGTH);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "deeds");
    assert_null(query_end(q));
    db_rollback(database.db);
    return count;
}

static void abuse_01_things_of_another_institution_are_missing(void **state)
{
    (void)state;
    struct testing_row institution =
        party_testing_institution(&database, "낯선 기관", PARTY_ACTIVE);
    struct testing_row clerk =
        party_testing_person(&database, "clerk@stranger.dure", "낯선이", NULL, NULL);
    struct actor actor =
        party_testing_actor(&database, clerk, &institution, NULL, PARTY_OFFICER, web_test_now);
    actor.rights |=
        RIGHT_BUYER | RIGHT_REQUEST | RIGHT_APPROVE | RIGHT_INSPECT | RIGHT_PAY | RIGHT_ADMIN;
    actor.confirmed_at = web_test_now;
    int64_t deeds = count_deeds();
    ask_all(&actor, "/buyer/");
    assert_true(asked > 40);
    assert_int_equal(count_deeds(), deeds);
}

static void abuse_01_things_of_another_firm_are_missing(void **state)
{
    (void)state;
    struct testing_row firm =
        party_testing_supplier(&database, "낯선 기업", "9990000017", PARTY_ACTIVE);
    struct testing_row owner =
        party_testing_person(&database, "owner@stranger.dure", "낯선이", NULL, NULL);
    struct actor actor =
        party_testing_actor(&database, owner, NULL, &firm, PARTY_OWNER, web_test_now);
    actor.rights |= RIGHT_SUPPLIER | RIGHT_OWNER;
    actor.confirmed_at = web_test_now;
    int64_t deeds = count_deeds();
    ask_all(&actor, "/supplier/");
    assert_true(asked > 15);
    assert_int_equal(count_deeds(), deeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_things_of_another_institution_are_missing),
        cmocka_unit_test(abuse_01_things_of_another_firm_are_missing),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
    }
    party_testing_end();
    return failed;
}
