// test-timeout: 240
// Whose it is, the other half (stranger_test): in a town of the demo each person of an institution,
// of a firm and of the site asks every page of a thing for one of their own, and who may see it
// does. The same people of another institution and firm do not.
#include "app/own_town_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/named_testing.h"
#include "app/own_testing.h"
#include "base/limits.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

static struct testing_db database; // of the engine whose turn it is
static struct own_town town;
static struct own_table table;
static struct named_fields named;
static size_t unnamed; // fields of pages that send a number and have no line
static struct own_asked asked;

// --- Asking --------------------------------------------------------------------------------------

static int ask_as(const struct actor *actor, const struct route *r, const struct own_thing *thing)
{
    web_as(&town.web, actor);
    const char *address = own_town_address(&town, r, thing->no, thing->part_no);
    struct web_answer a = web_get(&town.web, address);
    if (a.status == 200) {
        unnamed += named_testing_check_page(database.arena, &named, str_view(address), a.body);
    }
    return a.status;
}

static int ask_at_home(const struct own_person *p, const struct route *r,
                       const struct own_thing *thing)
{
    struct actor actor = own_town_at_home(p, thing);
    return ask_as(&actor, r, thing);
}

// --- Whose it is ---------------------------------------------------------------------------------

// The first thing that somebody may see there, those of the decided kind before the others; NULL:
// there is none.
static const struct own_thing *find_thing(const struct route *r)
{
    str noun = own_table_noun(&town, &table, r); // of the file: it outlives the answers
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < town.thing_count; i++) {
            const struct own_thing *thing = &town.things[i];
            bool is_first = str_equals(noun, str_view(thing->noun));
            for (size_t k = 0; k < OWN_PEOPLE && is_first == (turn == 0); k++) {
                bool may = own_town_may(&town.people[k].actor, r); // the others are refused anyhow
                if (may && ask_at_home(&town.people[k], r, thing) == 200) {
                    return thing;
                }
            }
            arena_reset(database.arena); // of the answers
        }
    }
    return NULL;
}

// To whom it is another's it is missing, unless everybody may see it or it is none's.
static void check_strangers(const struct route *r, const struct own_thing *thing)
{
    bool is_nobodys = own_town_is_nobodys(thing);
    if (own_testing_is_for_all(r->path, thing->noun)) {
        return;
    }
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        const struct own_person *p = &town.people[i];
        struct actor stranger = own_town_elsewhere(&town, p);
        int status = ask_as(&stranger, r, thing);
        asked.by_others++;
        bool may = own_town_may(&p->actor, r);
        if (!(is_nobodys && p->role == PARTY_OPERATOR) && status != (may ? 404 : 403)) {
            fail_msg("%s of a %s answers %d to the %s of others", r->path, thing->noun, status,
                     p->column);
        }
    }
}

static void check_route(const struct route *r)
{
    int statuses[OWN_PEOPLE];
    const struct own_thing *thing = find_thing(r);
    if (thing == NULL) {
        print_error("%s: nobody has a thing it is for; make one in own_testing.sql\n", r->path);
        table.undecided++;
        return;
    }
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        statuses[i] = ask_at_home(&town.people[i], r, thing);
        asked.by_own++;
    }
    asked.routes++;
    own_table_check(&town, &table, r, thing->noun, statuses);
    check_strangers(r, thing);
}

static void abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may_and_by_no_other(void **state)
{
    (void)state;
    table = own_table_load(&town, "src/app/own_access.csv");
    asked = (struct own_asked){0};
    unnamed = 0;
    own_town_each(&town, GET, OWN_OF_A_THING, check_route);
    own_table_end(&table);
    assert_int_equal(unnamed, 0);
    own_town_tell(&town, "own_pages", asked);
}

// Pages of no one thing: lists and empty forms, which offer things to choose.
static void look_at_page(const struct route *r)
{
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        if (own_town_may(&town.people[i].actor, r)) {
            web_as(&town.web, &town.people[i].actor);
            struct web_answer a = web_get(&town.web, r->path);
            unnamed += named_testing_check_page(database.arena, &named, str_view(r->path), a.body);
        }
    }
}

static void abuse_01_no_page_sends_a_number_that_strangers_do_not_ask(void **state)
{
    (void)state;
    unnamed = 0;
    own_town_each(&town, GET, OWN_OF_NONE, look_at_page);
    assert_int_equal(unnamed, 0);
}

// --- A photo as it was handed in -----------------------------------------------------------------

static size_t made_count; // answers with what was made of it

static void look_for_original(const struct actor *actor, const struct route *r, int64_t no)
{
    const int64_t parts[] = {own_testing_picture_no().value, own_testing_original_no().value};
    web_as(&town.web, actor);
    for (size_t i = 0; i < COUNT(parts); i++) {
        const char *address = own_town_address(&town, r, no, parts[i]);
        struct web_answer a = web_get(&town.web, address);
        if (str_contains(a.bytes, S(OWN_TESTING_ORIGINAL))) {
            fail_msg("%s hands out the original", address);
        }
        made_count += str_contains(a.bytes, S(OWN_TESTING_MADE));
    }
}

// Asked with the number of the picture, of its file, and of a thing that the route is for.
static void look_for_originals(const struct route *r)
{
    static const struct own_thing NOTHING = {0};
    const struct own_thing *thing = &NOTHING;
    str noun = own_table_noun(&town, &table, r);
    for (size_t i = 0; i < town.thing_count && thing == &NOTHING; i++) {
        thing = str_equals(noun, str_view(town.things[i].noun)) ? &town.things[i] : thing;
    }
    const int64_t firsts[] = {own_testing_picture_no().value, own_testing_original_no().value,
                              thing->no};
    for (size_t i = 0; i < COUNT(firsts); i++) {
        look_for_original(NULL, r, firsts[i]);
        for (size_t k = 0; k < OWN_PEOPLE; k++) {
            struct actor actor = own_town_at_home(&town.people[k], thing);
            if (own_town_may(&actor, r)) {
                look_for_original(&actor, r, firsts[i]);
            }
        }
    }
}

static void no_route_hands_out_a_photo_as_it_was_handed_in(void **state)
{
    (void)state;
    made_count = 0;
    own_town_each(&town, GET, OWN_OF_A_THING, look_for_originals);
    assert_true(made_count > 0);
}

static int set_up(void **state)
{
    (void)state;
    own_town_open(&town, &database);
    named = named_testing_load(database.arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    own_town_close(&town);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_01_what_is_ones_own_is_seen_by_the_roles_that_may_and_by_no_other),
        cmocka_unit_test(abuse_01_no_page_sends_a_number_that_strangers_do_not_ask),
        cmocka_unit_test(no_route_hands_out_a_photo_as_it_was_handed_in),
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
