// The search's copy as a site makes it before it serves.
#include "app/search_copy.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/search/search_index_store.h"
#include "platform/log/log.h"

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

// What it logs meanwhile, where no file may grow: the system kills who tries (SIGXFSZ).
static void make_without_room(struct app *app, char *log, size_t size)
{
    int ends[2];
    struct rlimit room;
    int errors = dup(STDERR_FILENO);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &room), 0);
    struct rlimit none = {.rlim_cur = 0, .rlim_max = room.rlim_max};
    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    search_copy_make_apart(app);
    int back = setrlimit(RLIMIT_FSIZE, &room);
    (void)dup2(errors, STDERR_FILENO);
    (void)close(errors);
    (void)close(ends[1]);
    assert_int_equal(back, 0);
    ssize_t n = read(ends[0], log, size - 1);
    (void)close(ends[0]);
    log[n < 0 ? 0 : n] = '\0';
}

static void a_child_that_is_killed_is_logged(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        char dir[] = "/tmp/dure-copy-XXXXXX";
        char log[2000];
        char line[100];
        struct catalog_scene scene;
        assert_non_null(mkdtemp(dir));
        catalog_testing_open(&scene, &t, NO_ROUTES, 0);
        struct app app = {
            .arena = t.arena, .settings = {.db = str_view(t.url), .data_dir = str_view(dir)}
        };
        log_init("test", LOG_WARN);
        make_without_room(&app, log, sizeof(log));
        (void)snprintf(line, sizeof(line), "\"event\":\"search.not_copied\",\"signal\":%d",
                       SIGXFSZ);
        if (strstr(log, line) == NULL) {
            fail_msg("not logged: %s", log);
        }
        search_copy_make_apart(&app); // the next one makes it all the same
        assert_true(ask_position(&app) > 0);
        catalog_testing_close(&scene);
        remove_dir(dir);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_makes_the_copy_and_is_waited_for),
        cmocka_unit_test(a_child_that_is_killed_is_logged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
