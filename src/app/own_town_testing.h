// The town of the demo with all that pages and deeds are for, and who asks there: each person of an
// institution, of a firm and of the site, at home where a thing is, and where nothing is theirs.
#pragma once

#include "app/site_testing.h"
#include "market/calendar/calendar.h"
#include "market/party/party.h"

// A thing with a number of its own, and whose it is; NO_ID: none's.
struct own_thing {
    const char *noun;
    int64_t no;
    int64_t part_no; // of what belongs to it; 0: nothing
    institution_id institution;
    supplier_id supplier;
    account_id account;
};

// Somebody of the demo's first institution, of its first firm or of the site, with one role.
struct own_person {
    const char *column;
    const char *email;
    enum party_role role;
    struct actor actor;
};
#define OWN_PEOPLE 8

struct own_town {
    struct testing_db *database;
    struct web_test web;
    struct calendar calendar;
    struct settings settings;
    struct own_person people[OWN_PEOPLE];
    struct own_thing *things; // the newest of a kind first
    size_t thing_count;
    struct actor elsewhere; // of an institution and a firm that have nothing
};

// Ends the test on any trouble.
void own_town_open(struct own_town *t, struct testing_db *database);
void own_town_close(struct own_town *t);

bool own_town_is_nobodys(const struct own_thing *thing);
bool own_town_may(const struct actor *actor, const struct route *r);
// This person, standing where the thing is at home.
struct actor own_town_at_home(const struct own_person *p, const struct own_thing *thing);
// Somebody of that role who has nothing to do with anything there.
struct actor own_town_elsewhere(const struct own_town *t, const struct own_person *p);
// With the thing's number in the first blank and its part's in the second.
const char *own_town_address(const struct own_town *t, const struct route *r, int64_t no,
                             int64_t part_no);
enum own_routes { OWN_OF_A_THING, OWN_OF_NONE };
// Answers live in the database's arena: here in one of their own, emptied after each route.
void own_town_each(struct own_town *t, enum method method, enum own_routes which,
                   void (*visit)(const struct route *r));

// Who gets which answer where, as it was decided: a line a route, the kind of thing it was asked
// for, a column a person.
struct own_table {
    const char *file;
    str decided; // the whole of it
    size_t line_count;
    size_t undecided;
};
struct own_table own_table_load(struct own_town *t, const char *file);
// The kind of thing that is named for a route; empty: it has no line yet.
str own_table_noun(struct own_town *t, const struct own_table *table, const struct route *r);
// Prints the line unless it is among the decided ones.
void own_table_check(struct own_town *t, struct own_table *table, const struct route *r,
                     const char *noun, const int statuses[OWN_PEOPLE]);
// Fails the test when a line was not decided, or is of a route that was.
void own_table_end(const struct own_table *table);

// How many asked for a thing: of its own, and of others.
struct own_asked {
    size_t routes;
    size_t by_own;
    size_t by_others;
};
// For the report of `make proof`, once all that was asked came out as decided.
void own_town_tell(const struct own_town *t, const char *name, struct own_asked asked);
