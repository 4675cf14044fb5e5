// The site as it is served, for tests that ask all of it: every route, the real frame and faults.
#pragma once

#include "app/site.h"
#include "platform/web/web_testing.h"

// Make of an open web_test the whole site on its database, with the actor, clock, law and calendar
// that the test has set; `settings` is filled with the defaults and must outlive it.
void site_testing_make(struct web_test *web, struct settings *settings);
// Closes the web_test too.
void site_testing_end(struct web_test *web);
