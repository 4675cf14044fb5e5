// The search's copy as a site makes it before it serves.
#include "app/search_copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/search/search_index_store.h"

static const struct route NO_ROUTES[1];

// What the copy has of the catalogue.
static int64_t ask_position(struct app *app)
{
    struct search *s = NULL;
    int64_t change = 0;
    int64_t generation = 0;
    assert_null(search_open(search_copy_place(app), &s));
    assert_null(db_begin(s->index, DB_READ));
    assert_null(search_copy_position(s, &change, &generation));
    db_rollback(s->index);
    search_close(s);
    return change;
}

static void remove_dir(const char *dir)
{
    static const char *const FILES[] = {"search.db", "search.db-wal", "search.db-shm",
                                        "search.db-columns", "search.db-columns-turn"};
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[128];
        (void)snprintf(path, sizeof(path), "%s/%s", dir, FILES[i]);
        (void)unlink(path); // some were never there
    }
    assert_int_equal(rmdir(dir), 0);
}

static void a_child_makes_the_copy_and_is_waited_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        char dir[] = "/tmp/dure-copy-XXXXXX";
        struct catalog_scene scene;
        assert_non_null(mkdtemp(dir));
        catalog_testing_open(&scene, &t, NO_ROUTES, 0);
        struct app app = {
            .arena = t.arena, .settings = {.db = str_view(t.url), .data_dir = str_view(dir)}
        };
        assert_int_equal(ask_position(&app), 0);
        search_copy_make_apart(&app);
        assert_true(ask_position(&app) > 0);
        catalog_testing_close(&scene);
        remove_dir(dir);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_makes_the_copy_and_is_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
