// Processes that load the shared columns at once: they take turns, one loads them for all, and who
// is killed leaves nothing that misleads.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_shared_testing.h"

#define TODAY SEARCH_BENCH_TODAY

#define CHILDREN 4

// A process of its own; ends with where its columns came from.
static pid_t fork_another(struct search_bench *b)
{
    const struct testing_db *t = b->scene.database;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0) {
        return child;
    }
    struct db *db = NULL;
    struct search *s = NULL;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    search_image_turn_end(b->search); // a turn lasts until the last copy of it is closed
    err e = db_open(str_view(t->url), &db);
    if (e == NULL) {
        db_set_arena(db, a);
        e = search_open(str_view(b->place.url), &s);
    }
    if (e != NULL) {
        _exit(100);
    }
    s->share_least = 0;
    e = db_begin(db, DB_READ);
    e = e != NULL ? e : search_catch_up(s, db, a, TODAY);
    _exit(e != NULL ? 101 : (int)s->columns_from);
}

static void of_processes_that_start_at_once_one_loads(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        search_shared_remove_file(&b);
        pid_t children[CHILDREN];
        int came[256] = {0};
        search_image_turn(b.search); // nobody loads before all are there
        for (int i = 0; i < CHILDREN; i++) {
            children[i] = fork_another(&b);
        }
        (void)usleep(500000);
        for (int i = 0; i < CHILDREN; i++) {
            assert_int_equal(waitpid(children[i], NULL, WNOHANG), 0);
        }
        search_image_turn_end(b.search);
        for (int i = 0; i < CHILDREN; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status));
            came[WEXITSTATUS(status)]++;
        }
        assert_int_equal(came[SEARCH_READ], 1);
        assert_int_equal(came[SEARCH_MAPPED], CHILDREN - 1);
        search_bench_close(&b);
    }
}

// Killed wherever it is: loading, writing, or giving the file out.
static void who_is_killed_leaves_nothing_that_misleads(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        for (int i = 0; i < 12; i++) {
            catalog_testing_change(&b.scene, b.scene.paper.offer, 1000 + i,
                                   i % 2 == 0 ? "paused" : "active");
            pid_t child = fork_another(&b);
            (void)usleep((useconds_t)(2000 * i));
            (void)kill(child, SIGKILL);
            assert_int_equal(waitpid(child, NULL, 0), child);
            struct search *other = search_shared_start(&b, TODAY);
            search_shared_assert_loaded(&b, other, TODAY);
            search_close(other);
        }
        search_bench_catch_up(&b);
        search_shared_assert_loaded(&b, b.search, TODAY);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_processes_that_start_at_once_one_loads),
        cmocka_unit_test(who_is_killed_leaves_nothing_that_misleads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
