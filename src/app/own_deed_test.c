// test-timeout: 400
// Whose a deed is: in a town of the demo each person of an institution, of a firm and of the site
// sends the form of every deed for a thing of their own, filled as it should be. Who may do it
// does, or is told what of the thing itself stands against it; what was done is put back each time.
// The same people of another institution and firm find nothing there.
#include "app/own_town_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/named_testing.h"
#include "app/own_testing.h"
#include "app/stranger_testing.h"
#include "base/limits.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

static struct testing_db database; // of the engine whose turn it is
static struct own_town town;
static struct own_table table;
static size_t done_count; // routes where it was done
static struct own_asked asked;

static bool is_done(int status)
{
    return status < 400;
}

// Nor was it told that there is nothing or that it is not theirs.
static bool is_heard(int status)
{
    return status != 403 && status != 404;
}

static struct web_answer post(const struct actor *actor, const char *address,
                              const struct web_field *first, int64_t no)
{
    static const struct stranger_own NOTHING = {0};
    web_as(&town.web, actor);
    struct web_answer a = stranger_post(&town.web, &NOTHING, address, first, no);
    if (a.status >= 500) {
        fail_msg("%s answers %d", address, a.status);
    }
    if (is_done(a.status)) {
        site_testing_put_back(&town.web);
    }
    return a;
}

// --- Things in the address -----------------------------------------------------------------------

static int ask_as(const struct actor *actor, const struct route *r, const struct own_thing *thing)
{
    int64_t named = thing->part_no != 0 ? thing->part_no : thing->no;
    return post(actor, own_town_address(&town, r, thing->no, thing->part_no), NULL, named).status;
}

static int ask_at_home(const struct own_person *p, const struct route *r,
                       const struct own_thing *thing)
{
    struct actor actor = own_town_at_home(p, thing);
    return ask_as(&actor, r, thing);
}

// 2: somebody may do it to this thing; 1: they are heard.
static int worth(const struct route *r, const struct own_thing *thing)
{
    int best = 0;
    for (size_t k = 0; k < OWN_PEOPLE && best < 2; k++) {
        if (own_town_may(&town.people[k].actor, r)) {
            int status = ask_at_home(&town.people[k], r, thing);
            int found = is_done(status) ? 2 : is_heard(status) ? 1 : 0;
            best = found > best ? found : best;
        }
    }
    arena_reset(database.arena); // of the answers
    return best;
}

// The first thing of the decided kind to which it may be done, or the first that is heard of; of
// any kind where none was decided; NULL: there is none.
static const struct own_thing *find_thing(const struct route *r)
{
    const struct own_thing *found = NULL;
    str noun = own_table_noun(&town, &table, r); // of the file: it outlives the answers
    for (size_t i = 0; i < town.thing_count; i++) {
        const struct own_thing *thing = &town.things[i];
        if (noun.n == 0 || str_equals(noun, str_view(thing->noun))) {
            int is_worth = worth(r, thing);
            if (is_worth == 2) {
                return thing;
            }
            found = found == NULL && is_worth == 1 ? thing : found;
        }
    }
    return found;
}

// To whom it is another's it is missing, unless everybody may or it is none's; roles that may not
// do it to their own are told so as well.
static void check_strangers(const struct route *r, const struct own_thing *thing,
                            const int statuses[OWN_PEOPLE])
{
    if (own_testing_is_for_all(r->path, thing->noun)) {
        return;
    }
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        const struct own_person *p = &town.people[i];
        struct actor stranger = own_town_elsewhere(&town, p);
        bool may_all = own_town_is_nobodys(thing) && p->role == PARTY_OPERATOR;
        int status = ask_as(&stranger, r, thing);
        asked.by_others++;
        if (!may_all && status != (statuses[i] == 403 ? 403 : 404)) {
            fail_msg("%s of a %s answers %d to the %s of others", r->path, thing->noun, status,
                     p->column);
        }
    }
}

static void check_route(const struct route *r)
{
    int statuses[OWN_PEOPLE];
    bool was_done = false;
    const struct own_thing *thing = find_thing(r);
    if (thing == NULL) {
        print_error("%s: nobody has a thing it is for; make one in own_testing.sql\n", r->path);
        table.undecided++;
        return;
    }
    for (size_t i = 0; i < OWN_PEOPLE; i++) {
        statuses[i] = ask_at_home(&town.people[i], r, thing);
        was_done = was_done || is_done(statuses[i]);
        asked.by_own++;
    }
    asked.routes++;
    done_count += was_done ? 1 : 0;
    own_table_check(&town, &table, r, thing->noun, statuses);
    check_strangers(r, thing, statuses);
}

static void
abuse_01_what_is_ones_own_may_be_done_by_the_roles_that_may_and_by_no_other(void **state)
{
    (void)state;
    table = own_table_load(&town, "src/app/own_deeds.csv");
    done_count = 0;
    asked = (struct own_asked){0};
    own_town_each(&town, POST, OWN_OF_A_THING, check_route);
    own_table_end(&table);
    assert_true(done_count > 20);
    own_town_tell(&town, "own_deeds", asked);
}

// --- Things in a field ---------------------------------------------------------------------------

// Of what kind a field or a blank is, by its name.
static const char *noun_of(str name)
{
    static const char *const NOUNS[][2] = {
        {"product",    "product"   },
        {"party",      "party"     },
        {"department", "department"},
        {"offer",      "offer"     },
        {"quote",      "request"   }, // of which it is a part
        {":request",   "request"   },
        {":draft",     "purchase"  },
        {":wanted",    "wanted"    },
        {":no",        "shoot"     },
    };
    for (size_t i = 0; i < COUNT(NOUNS); i++) {
        if (str_equals(name, str_view(NOUNS[i][0]))) {
            return NOUNS[i][1];
        }
    }
    fail_msg("of what kind is %.*s?", STR_ARG(name));
    return NULL;
}

static str blank_of(str path)
{
    str rest = str_slice(path, str_index(path, S(":")), path.n);
    return str_cut(&rest, '/');
}

static bool is_of_one_party(const struct own_thing *a, const struct own_thing *b)
{
    return (a->institution.value == b->institution.value || a->institution.value == 0 ||
            b->institution.value == 0) &&
           (a->supplier.value == b->supplier.value || a->supplier.value == 0 ||
            b->supplier.value == 0);
}

// Is it taken that this person names that thing for this one? It is done, or the form comes back
// with the thing chosen. `at` is of the blank, if there is one.
static bool is_taken(const struct named_field *f, const struct own_person *p,
                     const struct own_thing *at, const struct own_thing *what)
{
    struct arena *a = database.arena;
    bool is_part = str_equals(f->field, S("quote"));
    struct own_person there = *p;
    there.actor = own_town_at_home(p, what);
    struct actor actor = own_town_at_home(&there, at);
    const char *path = str_to_c(a, site_testing_address(a, str_to_c(a, f->path), at->no));
    const struct web_field own = {str_to_c(a, f->field),
                                  stranger_number(&town.web, is_part ? what->part_no : what->no)};
    const struct web_field nobodys = {own.name,
                                      stranger_number(&town.web, public_no_from(1).value)};
    struct web_answer to_own = post(&actor, path, &own, at->no);
    struct web_answer to_nobodys = post(&actor, path, &nobodys, at->no);
    struct stranger_seen mine = stranger_see(&town.web, to_own, what->no);
    struct stranger_seen none = stranger_see(&town.web, to_nobodys, public_no_from(1).value);
    return is_heard(to_own.status) && !is_done(to_nobodys.status) &&
           (is_done(to_own.status) || !str_equals(mine.body, none.body));
}

static bool is_taken_by_somebody(const struct named_field *f, const struct own_thing *at,
                                 const struct own_thing *what)
{
    bool is = false;
    for (size_t k = 0; k < OWN_PEOPLE && !is; k++) {
        is = is_taken(f, &town.people[k], at, what);
    }
    arena_reset(database.arena);
    return is;
}

static bool is_taken_of_some(const struct named_field *f)
{
    static const struct own_thing NONE = {0};
    const char *of_field = noun_of(f->field);
    str blank = blank_of(f->path);
    const char *of_blank = blank.n > 0 ? noun_of(blank) : NULL;
    for (size_t i = 0; i < town.thing_count; i++) {
        const struct own_thing *at = of_blank != NULL ? &town.things[i] : &NONE;
        if (of_blank == NULL ? i > 0 : strcmp(at->noun, of_blank) != 0) {
            continue;
        }
        for (size_t k = 0; k < town.thing_count; k++) {
            const struct own_thing *what = &town.things[k];
            bool is_one = strcmp(what->noun, of_field) == 0 && is_of_one_party(at, what) &&
                          (!str_equals(f->field, S("quote")) || what == at);
            if (is_one && is_taken_by_somebody(f, at, what)) {
                return true;
            }
        }
    }
    return false;
}

static void abuse_01_what_is_ones_own_may_be_named_in_a_form(void **state)
{
    (void)state;
    struct named_fields named = named_testing_load(database.arena);
    struct arena *of_town = database.arena;
    size_t refused = 0;
    database.arena = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < named.count; i++) {
        const struct named_field *f = &named.items[i];
        bool is_asked = str_equals(f->method, S("POST")) && f->why.n == 0 &&
                        !stranger_takes_own(f->path); // these are tried by stranger_test
        bool is_everybodys = is_asked && str_equals(f->shown, str_view(noun_of(f->field)));
        if (is_asked && !is_everybodys && !is_taken_of_some(f)) {
            print_error("%.*s takes nobody's own %.*s\n", STR_ARG(f->path), STR_ARG(f->field));
            refused++;
        }
    }
    arena_close(database.arena);
    database.arena = of_town;
    db_set_arena(database.db, database.arena);
    assert_int_equal(refused, 0);
}

static int set_up(void **state)
{
    (void)state;
    own_town_open(&town, &database);
    site_testing_keep(&town.web);
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
        cmocka_unit_test(
            abuse_01_what_is_ones_own_may_be_done_by_the_roles_that_may_and_by_no_other),
        cmocka_unit_test(abuse_01_what_is_ones_own_may_be_named_in_a_form),
    };
    int failed = 0;
    party_testing_begin();
    FOR_EACH_ENGINE(t)
    {
        database = t;
        failed += cmocka_run_group_tests(tests, set_up, tear_down);
        t = database; // the file was opened anew
    }
    party_testing_end();
    return failed;
}
