#include "app/search_copy.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "market/search/search_store.h"
#include "platform/log/log.h"
#include "platform/unit/unit.h"

str search_copy_place(struct app *app)
{
    const struct settings *s = &app->settings;
    return str_starts(s->db, S("sqlite:"))
               ? s->db
               : str_format(app->arena, "sqlite:%.*s/search.db", STR_ARG(s->data_dir));
}

// The columns as well: of a large site the workers find them beside the copy.
static err fill(struct search *search, struct db *db, struct arena *a)
{
    db_set_arena(db, a);
    db_set_statement_ms(db, LIMIT_SCRIPT_MS); // nobody waits; a server that was just filled is slow
    TRY(search_fill(search, db, a));
    TRY(db_begin(db, DB_READ));
    err e = search_catch_up(search, db, a, instant_date(unit_clock_system()));
    db_rollback(db);
    return e;
}

err search_copy_make(struct app *app)
{
    struct db *db = NULL;
    struct search *search = NULL;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    err e = app_open_db(app, APP_DB_ANY, &db);
    e = e != NULL ? e : search_open(search_copy_place(app), &search);
    e = e != NULL ? e : fill(search, db, a);
    search_close(search);
    db_close(db);
    arena_close(a);
    return e;
}

static void die_with(pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) { // it is gone already
        _exit(EXIT_REFUSED);
    }
}

// It touches no connection of its parent's.
static _Noreturn void become_maker(struct app *app, pid_t parent)
{
    die_with(parent);
    _exit(search_copy_make(app) == NULL ? EXIT_DONE : EXIT_REFUSED);
}

pid_t search_copy_begin(struct app *app)
{
    if (str_equals(search_copy_place(app), app->settings.db)) {
        return 0;
    }
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        become_maker(app, parent);
    }
    return child > 0 ? child : 0;
}

// How it ended, as waitpid tells it; 0 of none.
static int wait_for(pid_t child)
{
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

void search_copy_wait(pid_t child)
{
    (void)wait_for(child);
}

// One that ends by itself has said what it could not do, one that was ended could not.
static void note_end(int status)
{
    if (status != 0) {
        LOG(LOG_WARN, "search.not_copied",
            LOG_NUMBER("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0),
            LOG_NUMBER("status", WIFEXITED(status) ? WEXITSTATUS(status) : 0));
    }
}

void search_copy_make_apart(struct app *app)
{
    pid_t parent = getpid();
    pid_t child = fork();
    if (child > 0) {
        note_end(wait_for(child));
        return;
    }
    if (child == 0) {
        die_with(parent);
    }
    err e = search_copy_make(app);
    if (e != NULL) {
        LOG(LOG_WARN, "search.not_copied", LOG_TEXT("code", str_view(e->code)));
    }
    if (child == 0) {
        _exit(EXIT_DONE);
    }
}
