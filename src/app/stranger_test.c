// test-timeout: 400
// Whose it is: in the demo city, where every kind of thing exists, a person of another institution
// or firm with every role asks each page and each deed for the things of others, with forms that
// are filled as they should be. They get the answer that a number of nobody gets, to the letter,
// and nothing is done.
#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/named_testing.h"
#include "app/own_testing.h"
#include "app/stranger_test.sql.h"
#include "app/stranger_testing.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_testing.h"
#include "platform/web/web_testing.h"

#define NUMBERS_MAX 100
#define ALL_BUYER                                                                                  \
    (RIGHT_BUYER | RIGHT_REQUEST | RIGHT_APPROVE | RIGHT_INSPECT | RIGHT_PAY | RIGHT_ADMIN)
#define ALL_SUPPLIER (RIGHT_SUPPLIER | RIGHT_OWNER)

static struct testing_db database; // of the engine whose turn it is
static struct web_test web;
static struct {
    const char *noun;
    int64_t no;
} numbers[NUMBERS_MAX];
static size_t number_count;
static struct calendar calendar;
static struct named_fields named;
static struct stranger_own own; // of the clerk
static struct actor clerk;      // of another institution, with every right there
static struct actor owner;      // of another firm
static struct actor keeper;     // another operator, who began no support view

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

// What every firm is asked for.
static const char *find_wanted(void)
{
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_TEST_OPEN_WANTED);
    assert_true(query_next(q));
    const char *no = stranger_number(&web, read_i64(q, "no"));
    assert_null(query_end(q));
    db_rollback(database.db);
    return no;
}

// --- Things in the address -----------------------------------------------------------------------

static struct stranger_seen ask(const struct route *r, int64_t no)
{
    const char *path = str_to_c(database.arena, site_testing_address(database.arena, r->path, no));
    return stranger_see(
        &web, r->method == GET ? web_get(&web, path) : stranger_post(&web, &own, path, NULL, no),
        no);
}

static const struct actor *asking;
static size_t compared; // answers about others' things with those about nothing

// What is another's is what is nobody's: it is missing, whatever the form held.
static void check_route(const struct route *r)
{
    struct stranger_seen missing = ask(r, public_no_from(1).value);
    if (missing.status != 404) {
        fail_msg("%s %s answers %d to a number that is nobody's", r->method == GET ? "GET" : "POST",
                 r->path, missing.status);
    }
    for (size_t i = 0; i < number_count; i++) {
        if (!own_testing_is_for_all(r->path, numbers[i].noun)) {
            stranger_check_same(r->path, numbers[i].noun, ask(r, numbers[i].no), missing);
            compared++;
        }
    }
}

static size_t asked; // routes that name a thing

// Answers live in the database's arena: here in one of their own, emptied after each question.
static struct arena *of_city;

static void begin_asking(const struct actor *stranger)
{
    of_city = database.arena;
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    web_as(&web, stranger);
}

static void end_asking(void)
{
    arena_close(database.arena);
    database.arena = of_city;
    db_set_arena(database.db, database.arena);
}

static bool may(const struct actor *actor, const struct route *r)
{
    return (actor->rights & r->right) == r->right;
}

static void for_each_route(void (*visit)(const struct route *r))
{
    size_t list_count = 0;
    const struct route_list *lists = routes_of_site(&list_count);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            if (own_testing_names_a_thing(lists[i].items[k].path)) {
                visit(&lists[i].items[k]);
            }
        }
    }
}

static void ask_route(const struct route *r)
{
    if (may(asking, r)) {
        asked++;
        check_route(r);
        arena_reset(database.arena);
    }
}

// Every route that names a thing, of those the stranger may knock at.
static void ask_all(const struct actor *stranger)
{
    asking = stranger;
    asked = 0;
    compared = 0;
    begin_asking(stranger);
    for_each_route(ask_route);
    end_asking();
}

// --- Things in a form or a query -----------------------------------------------------------------

// The path with a thing the stranger may ask of.
static str own_path(str path)
{
    const struct {
        const char *blank;
        const char *no;
    } OWN[] = {
        {":request", own.request},
        {":draft",   own.draft  },
        {":wanted",  own.wanted },
    };
    for (size_t i = 0; i < COUNT(OWN); i++) {
        size_t at = str_index(path, str_view(OWN[i].blank));
        if (at < path.n) {
            assert_non_null(OWN[i].no);
            str rest = str_slice(path, at + strlen(OWN[i].blank), path.n);
            path = str_format(database.arena, "%.*s%s%.*s", STR_ARG(str_slice(path, 0, at)),
                              OWN[i].no, STR_ARG(rest));
        }
    }
    return path;
}

static struct stranger_seen ask_named(const struct named_field *f, int64_t no)
{
    struct arena *a = database.arena;
    const struct web_field id = {str_to_c(a, f->field), stranger_number(&web, no)};
    str path = own_path(f->path);
    if (str_equals(f->method, S("POST"))) {
        return stranger_see(&web, stranger_post(&web, &own, str_to_c(a, path), &id, no), no);
    }
    str address = str_format(a, "%.*s%c%s=%s", STR_ARG(path),
                             str_contains(path, S("?")) ? '&' : '?', id.name, id.value);
    return stranger_see(&web, web_get(&web, str_to_c(a, address)), no);
}

static void check_named(const struct named_field *f)
{
    const char *path = str_to_c(of_city, f->path);
    struct stranger_seen missing = ask_named(f, public_no_from(1).value);
    if (missing.status == 403 || (strchr(path, ':') != NULL && missing.status == 404)) {
        fail_msg("%s answers %d whatever is named", path, missing.status);
    }
    for (size_t i = 0; i < number_count; i++) {
        if (!str_equals(f->shown, str_view(numbers[i].noun))) {
            stranger_check_same(path, numbers[i].noun, ask_named(f, numbers[i].no), missing);
            compared++;
        }
    }
    arena_reset(database.arena);
}

static void ask_by_names(const struct actor *stranger)
{
    bool is_firm = stranger == &owner;
    begin_asking(stranger);
    for (size_t i = 0; i < named.count; i++) {
        const struct named_field *f = &named.items[i];
        if (f->method.n > 0 && f->why.n == 0 && str_contains(f->path, S("/supplier")) == is_firm) {
            check_named(f);
        }
    }
    end_asking();
}

// --- The strangers -------------------------------------------------------------------------------

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

// What the stranger needs to buy: an offer of the city in their basket. Returns who sells it.
static struct actor fill_basket(const struct actor *stranger)
{
    assert_null(db_begin(database.db, DB_READ));
    struct query *q = db_query(database.db, &SQL_TEST_ANY_OFFER);
    assert_true(query_next(q));
    const char *offer = stranger_number(&web, read_i64(q, "offer_no"));
    own.supplier = stranger_number(&web, read_i64(q, "supplier_no"));
    static char seen[40]; // the form says which revision of the offer it shows
    (void)snprintf(seen, sizeof(seen), "seen_%s", offer);
    own.seen = seen;
    own.revision = stranger_number(&web, read_i64(q, "revision"));
    struct actor seller = {.rights = ALL_SUPPLIER | RIGHT_SIGNED_IN,
                           .confirmed_at = web_test_now,
                           .account.value = read_i64(q, "account_id"),
                           .supplier.value = read_i64(q, "supplier_id")};
    assert_null(query_end(q));
    db_rollback(database.db);
    web_as(&web, stranger);
    struct web_answer a =
        web_post(&web, "/buyer/cart", WEB_FIELDS({"offer", offer}, {"quantity", "1"}));
    assert_int_equal(a.status, 303);
    return seller;
}

// Posts what is the stranger's own and returns where it leads.
static const char *take(const char *path)
{
    struct web_answer a = stranger_post(&web, &own, path, NULL, 0);
    if (a.status != 303) {
        fail_msg("%s answers %d to the stranger's own:\n%.*s", path, a.status,
                 STR_ARG(str_slice(a.body, str_index(a.body, S("<main")), a.body.n)));
    }
    return str_to_c(database.arena, a.location);
}

// The number in "/buyer/purchases/7/path".
static const char *number_in(const char *path)
{
    path = strpbrk(path, "0123456789");
    assert_non_null(path);
    return str_to_c(database.arena, (str){path, strspn(path, "0123456789")});
}

// A quote the clerk asked for and got.
static void make_request(void)
{
    struct actor seller = fill_basket(&clerk);
    const char *purchase = number_in(take("/buyer/purchases"));
    web_as(&web, &clerk);
    (void)take(
        str_to_c(database.arena, str_format(database.arena, "/buyer/purchases/%s/path", purchase)));
    own.request = number_in(take(str_to_c(
        database.arena, str_format(database.arena, "/buyer/purchases/%s/quote", purchase))));
    web_as(&web, &seller);
    (void)take(
        str_to_c(database.arena, str_format(database.arena, "/supplier/quotes/%s", own.request)));
}

static void make_clerk(void)
{
    struct testing_row institution =
        party_testing_institution(&database, "낯선 기관", PARTY_ACTIVE);
    struct testing_row person = party_testing_person(&database, "clerk@stranger.dure", "낯선이",
                                                     PURCHASE_TESTING_PASSWORD, NULL);
    struct testing_row colleague =
        party_testing_person(&database, "colleague@stranger.dure", "낯선 동료", NULL, NULL);
    struct testing_row department = party_testing_department(&database, institution, "낯선 부서");
    (void)party_testing_role(&database, person, &institution, NULL, PARTY_APPROVER);
    (void)party_testing_role(&database, colleague, &institution, NULL, PARTY_APPROVER);
    clerk = party_testing_actor(&database, person, &institution, NULL, PARTY_OFFICER, web_test_now);
    clerk.rights |= ALL_BUYER;
    clerk.confirmed_at = web_test_now;
    clerk.department.value = department.id;
    own.account = stranger_number(&web, person.no.value);
    own.colleague = stranger_number(&web, colleague.no.value);
    own.department = stranger_number(&web, department.no.value);
    make_request();
    (void)fill_basket(&clerk);
    own.draft = number_in(take("/buyer/purchases"));
    (void)fill_basket(&clerk);
}

static void make_owner(void)
{
    struct testing_row firm =
        party_testing_supplier(&database, "낯선 기업", "9990000017", PARTY_ACTIVE);
    struct testing_row person = party_testing_person(&database, "owner@stranger.dure", "낯선이",
                                                     PURCHASE_TESTING_PASSWORD, NULL);
    owner = party_testing_actor(&database, person, NULL, &firm, PARTY_OWNER, web_test_now);
    owner.rights |= ALL_SUPPLIER;
    owner.confirmed_at = web_test_now;
}

static void make_keeper(void)
{
    struct testing_row person = party_testing_person(&database, "keeper@stranger.dure", "낯선이",
                                                     PURCHASE_TESTING_PASSWORD, NULL);
    keeper = party_testing_actor(&database, person, NULL, NULL, PARTY_OPERATOR, web_test_now);
    keeper.confirmed_at = web_test_now;
}

// The same forms with what is the stranger's own are taken: nothing but the thing was refused.
static void own_things_are_taken(const struct actor *stranger)
{
    static const char *const FORMS[] = {STRANGER_OWN_FORMS};
    web_as(&web, stranger);
    for (size_t i = 0; i < COUNT(FORMS); i++) {
        (void)take(FORMS[i]);
    }
}

static void abuse_01_things_of_another_institution_are_missing(void **state)
{
    (void)state;
    int64_t deeds = count_deeds();
    ask_all(&clerk);
    assert_true(asked > 50);
    ask_by_names(&clerk);
    assert_int_equal(count_deeds(), deeds);
    testing_tell("strangers", &database, compared, "");
    own_things_are_taken(&clerk);
    assert_true(count_deeds() > deeds);
}

static void abuse_01_things_of_another_firm_are_missing(void **state)
{
    (void)state;
    int64_t deeds = count_deeds();
    ask_all(&owner);
    assert_true(asked > 30);
    ask_by_names(&owner);
    assert_int_equal(count_deeds(), deeds);
    testing_tell("strangers", &database, compared, "");
}

static void abuse_01_what_is_no_operators_is_missing_to_them(void **state)
{
    (void)state;
    int64_t deeds = count_deeds();
    ask_all(&keeper);
    assert_true(asked > 25);
    assert_int_equal(count_deeds(), deeds);
    testing_tell("strangers", &database, compared, "");
}

// What an operator may see with a support view alone: without one they are led to begin it.
static void abuse_01_what_the_law_answered_an_institution_is_seen_with_a_view_alone(void **state)
{
    (void)state;
    size_t led = 0;
    begin_asking(&keeper);
    for (size_t i = 0; i < number_count; i++) {
        if (strcmp(numbers[i].noun, "purchase") == 0) {
            str path = str_format(database.arena, "/admin/rule-replays/%s",
                                  stranger_number(&web, numbers[i].no));
            struct web_answer a = web_get(&web, str_to_c(database.arena, path));
            assert_int_equal(a.status, 303);
            assert_true(str_starts(a.location, S("/admin/institutions/")));
            assert_true(str_ends(a.location, S("/support")));
            assert_int_equal(a.body.n, 0);
            led++;
        }
    }
    end_asking();
    assert_true(led > 0);
}

static void check_asked(const struct route *r)
{
    if (!may(&clerk, r) && !may(&owner, r) && !may(&keeper, r)) {
        fail_msg("no stranger asks %s", r->path);
    }
}

static void abuse_01_no_route_or_field_that_names_a_thing_is_left_out(void **state)
{
    (void)state;
    for_each_route(check_asked);
    assert_int_equal(named_testing_check_sources(database.arena, &named), 0);
}

static int set_up(void **state)
{
    (void)state;
    static struct settings settings;
    calendar = testing_calendar(database.arena);
    site_testing_load_town(&database, &calendar);
    own_testing_make(&database);
    make_keeper();
    web_test_open(&web, &database, NULL, 0);
    read_numbers();
    own.wanted = find_wanted();
    named = named_testing_load(database.arena);
    web.site.law = testing_law();
    web.site.calendar = &calendar;
    site_testing_make(&web, &settings);
    make_clerk();
    make_owner();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    site_testing_end(&web);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_things_of_another_institution_are_missing),
        cmocka_unit_test(abuse_01_things_of_another_firm_are_missing),
        cmocka_unit_test(abuse_01_what_is_no_operators_is_missing_to_them),
        cmocka_unit_test(abuse_01_what_the_law_answered_an_institution_is_seen_with_a_view_alone),
        cmocka_unit_test(abuse_01_no_route_or_field_that_names_a_thing_is_left_out),
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
