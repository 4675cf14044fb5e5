#include "tests/proof/failing.h"

#include <assert.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/proof/heap.h"

const char *const WHOSE_NAMES[WHOSE_COUNT] = {"the house", "SQLite", "the C library"};

static struct {
    enum whose whose; // WHOSE_COUNT: nobody's fail now
    int64_t count;
    int64_t nth;
    struct failing_each *each; // NULL: the nth alone
    bool met;
    bool is_child;
    bool is_sqlite; // it is SQLite that asks the C library
} now = {.whose = WHOSE_COUNT};

int failing_fork(unsigned child_s, bool *is_child)
{
    int status = 0;
    pid_t pid = fork();
    *is_child = pid == 0;
    if (pid == 0) {
        (void)alarm(child_s);
        return 0;
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        perror("fork");
        abort();
    }
    if (!WIFEXITED(status)) {
        (void)fprintf(stderr, "a child was ended by signal %d\n", WTERMSIG(status));
        return -1;
    }
    return WEXITSTATUS(status);
}

// In the child true: what follows there goes by what failed.
static bool split(struct failing_each *each)
{
    enum whose whose = now.whose;
    now.whose = WHOSE_COUNT; // what forks and waits may ask for memory
    int ended = failing_fork(each->child_s, &now.is_child);
    if (now.is_child) {
        now.met = true;
        each->born(each->data);
        return true;
    }
    if (ended < 0) {
        (void)fprintf(stderr, "… with allocation %lld of %s\n", (long long)now.count,
                      WHOSE_NAMES[whose]);
    }
    each->tried++;
    each->failures += ended != 0;
    now.whose = whose;
    return false;
}

static bool fails(enum whose whose)
{
    if (now.whose != whose) {
        return false;
    }
    now.count++;
    if (now.each != NULL) {
        int64_t since = now.count - now.each->first;
        return since >= 0 && since % now.each->step == 0 && split(now.each);
    }
    if (now.count != now.nth) {
        return false;
    }
    now.met = true;
    now.whose = WHOSE_COUNT;
    return true;
}

static bool heap_fails(void)
{
    return !now.is_sqlite && fails(WHOSE_HEAP);
}

// --- SQLite's memory -----------------------------------------------------------------------------

static sqlite3_mem_methods usual;

static void *take(int size)
{
    if (fails(WHOSE_SQLITE)) {
        return NULL;
    }
    now.is_sqlite = true;
    void *p = usual.xMalloc(size);
    now.is_sqlite = false;
    return p;
}

static void *grow(void *p, int size)
{
    if (fails(WHOSE_SQLITE)) {
        return NULL;
    }
    now.is_sqlite = true;
    void *grown = usual.xRealloc(p, size);
    now.is_sqlite = false;
    return grown;
}

void failing_stand_under_sqlite(void)
{
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods ours = usual;
    ours.xMalloc = take;
    ours.xRealloc = grow;
    code = code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) : code;
    assert(code == SQLITE_OK);
}

// --- Beginning and end ---------------------------------------------------------------------------

static void begin(enum whose whose)
{
    now.count = now.nth = 0;
    now.each = NULL;
    now.met = false;
    now.whose = whose;
    heap_ask(whose == WHOSE_HEAP ? heap_fails : NULL);
}

void failing_nth(enum whose whose, int64_t nth)
{
    assert(whose < WHOSE_COUNT && nth > 0);
    begin(whose);
    now.nth = nth;
    if (whose == WHOSE_HOUSE) {
        arena_fail_at(nth);
    }
}

void failing_each(enum whose whose, struct failing_each *each)
{
    assert((whose == WHOSE_SQLITE || whose == WHOSE_HEAP) && each->first > 0 && each->step > 0);
    begin(whose);
    now.each = each;
}

void failing_end(void)
{
    if (now.whose == WHOSE_HOUSE) {
        now.met = arena_has_failed();
        now.count = now.nth;
    }
    arena_fail_at(0);
    now.whose = WHOSE_COUNT;
    heap_ask(NULL);
}

bool failing_met(void)
{
    return now.met;
}

int64_t failing_count(void)
{
    return now.count;
}

bool failing_is_child(void)
{
    return now.is_child;
}
