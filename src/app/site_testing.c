#include "app/site_testing.h"

#include <stdlib.h>

#include "market/search/search_testing.h"
#include "market/search/search_web.h"

static struct search_place search_copy;

void site_testing_make(struct web_test *web, struct settings *settings)
{
    struct site made = web->site;
    str sentence = S("");
    if (settings_load(web->database->arena, S(""), settings, &sentence) != NULL) {
        abort();
    }
    site_init(&web->site, settings);
    web->site.load_actor = made.load_actor;
    web->site.clock = made.clock;
    web->site.pool = made.pool;
    web->site.law = made.law;
    web->site.law_shelf = made.law_shelf;
    web->site.calendar = made.calendar;
    site_ready(&web->site, web->database->arena);
    search_testing_place(web->database, &search_copy);
    search_set_place(str_view(search_copy.url));
}

void site_testing_end(struct web_test *web)
{
    search_set_place(S("")); // closes the copy
    search_testing_leave(&search_copy);
    web_test_close(web);
}
