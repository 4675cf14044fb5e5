// The site as it is served, for tests that ask all of it: every route, the real frame and faults.
#pragma once

#include "app/site.h"
#include "market/purchase/purchase_testing.h"
#include "platform/web/web_testing.h"

// A small town of the demo on an empty database: what stands there is of every kind, and quickly
// read. Ends the test on any trouble.
void site_testing_load_town(struct testing_db *t, const struct calendar *calendar);
// One of the people of the town and where they stand, with these rights, just confirmed.
struct actor site_testing_person(struct testing_db *t, const char *email, uint64_t rights);
// "/buyer/purchases/:no/edit" with this number; a word that exists stands in other blanks.
str site_testing_address(struct arena *a, const char *path, int64_t no);
// Make of an open web_test the whole site on its database, with the actor, clock, law and calendar
// that the test has set; `settings` is filled with the defaults and must outlive it.
void site_testing_make(struct web_test *web, struct settings *settings);
// The whole site around the people of a new scene on an empty database.
void site_testing_open(struct purchase_scene *scene, struct testing_db *t, struct web_test *web);
// Keep what is in its database now, and put that back, as often as wanted (db_testing.h).
void site_testing_keep(struct web_test *web);
void site_testing_put_back(struct web_test *web);
// Closes the web_test too.
void site_testing_end(struct web_test *web);
// Of an answer's headers: each cookie is sent by this site's own pages alone, and over TLS; for
// this host and no script's, but for how the site looks. Returns how many there are; ends the test
// on another. `path` says whose answer it is.
size_t site_testing_check_cookies(struct arena *a, const char *path, str headers);
