// pg_dump and pg_restore as children: fixed words, no shell, the address in their environment. They
// die with us, and when their time is over.
#include "platform/db/db_postgres_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/clock/clock.h"
#include "platform/db/db_copy.h"
#include "platform/db/db_copy.sql.h"
#include "platform/db/db_postgres_link.h"
#include "platform/file/bytes.h"

#define CANNOT_RUN 127  // the exit code of a child that found no program
#define LOOK_MS 20      // between two looks whether it has ended
#define TOLD_BYTES 4096 // of what it said are looked at

// A tool, the words it is given, and the server it is to meet.
struct tool {
    const char *const *words; // the first is its name; NULL ends them
    PQconninfoOption *address;
    const char *host; // of the server we are connected to, where the address names several
    const char *port;
};

// --- The child -----------------------------------------------------------------------------------

// What libpq would read of the address, as it reads it from its environment. Only the child's.
static void set_address(const struct tool *t)
{
    for (const PQconninfoOption *o = t->address; o->keyword != NULL; o++) {
        if (o->envvar != NULL && o->val != NULL) {
            (void)setenv(o->envvar, o->val, 1);
        }
    }
    (void)setenv("PGTARGETSESSIONATTRS", "read-write", 0);
    (void)setenv("PGCONNECT_TIMEOUT", "5", 0);
    (void)setenv("PGAPPNAME", "dure backup", 1);
    (void)setenv("PGCLIENTENCODING", "UTF8", 1);
    (void)setenv("LC_ALL", "C", 1);
    if (t->host != NULL) {
        (void)unsetenv("PGHOSTADDR");
        (void)setenv("PGHOST", t->host, 1);
        (void)setenv("PGPORT", t->port, 1);
    }
}

static _Noreturn void become(const struct tool *t, int said)
{
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(said, 1) < 0 || dup2(said, 2) < 0 ||
        close_range(3, ~0U, 0) != 0) {
        _exit(CANNOT_RUN);
    }
    set_address(t);
    // execvp takes words it does not change as if it might.
    union {
        const char *const *given;
        char *const *wanted;
    } words = {.given = t->words};
    (void)execvp(words.wanted[0], words.wanted);
    _exit(CANNOT_RUN);
}

// Wait for its end until `end_ms`. False: it was ended by us.
static bool wait_for_child(pid_t child, int64_t end_ms, int *out_status)
{
    for (;;) {
        pid_t ended = waitpid(child, out_status, WNOHANG);
        if (ended == child) {
            return true;
        }
        if (clock_ms() >= end_ms || (ended < 0 && errno != EINTR)) {
            (void)kill(child, SIGKILL);
            (void)waitpid(child, out_status, 0);
            return false;
        }
        (void)nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    }
}

// The line in which it says what went wrong, or its first, for the person.
static str told_trouble(struct arena *a, int said)
{
    char text[TOLD_BYTES];
    ssize_t n = pread(said, text, sizeof(text), 0);
    str rest = {.p = text, .n = n < 0 ? 0 : (size_t)n};
    str first = S("");
    while (rest.n > 0) {
        str line = str_cut(&rest, '\n');
        if (str_contains(line, S("error: "))) {
            return str_copy(a, line);
        }
        first = first.n == 0 ? line : first;
    }
    return str_copy(a, first);
}

static err run_child(const struct tool *t, const struct db_copy *c, int said)
{
    int status = 0;
    pid_t child = fork();
    if (child < 0) {
        return &DB_AWAY;
    }
    if (child == 0) {
        become(t, said);
    }
    if (!wait_for_child(child, c->end_ms, &status)) {
        return &DB_COPY_SLOW;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return NULL;
    }
    *c->sentence = told_trouble(c->arena, said);
    return WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_RUN ? &DB_COPY_NO_TOOL
                                                                  : &DB_COPY_TOOL;
}

static err run_tool(struct tool *t, const char *url, const struct db_copy *c)
{
    int said = memfd_create("said", MFD_CLOEXEC);
    t->address = PQconninfoParse(url, NULL);
    err e = said < 0 || t->address == NULL ? &DB_BROKEN : run_child(t, c, said);
    PQconninfoFree(t->address); // NULL is fine
    if (said >= 0) {
        (void)close(said);
    }
    return e;
}

// --- The copy ------------------------------------------------------------------------------------

// The transaction then stands still while others read what it sees, for as long as they need.
static err export_snapshot(struct db *db, str *out)
{
    struct query *q = db_query(db, &SQL_COPY_SNAPSHOT);
    *out = query_next(q) ? read_str(q, "snapshot") : S("");
    TRY(query_end(q));
    struct parcel p;
    err e = link_run_alone(db, "SET LOCAL idle_in_transaction_session_timeout = 0", &p);
    link_clear(&p);
    return e;
}

static err dump(struct db *db, const struct db_copy *c)
{
    str place;
    str snapshot;
    TRY(db_copy_place(db, &place));
    TRY(export_snapshot(db, &snapshot));
    const char *words[] = {
        "pg_dump",
        "--format=custom",
        "--no-password",
        "--no-owner",
        "--no-privileges",
        str_format(c->arena, "--schema=\"%.*s\"", STR_ARG(place)).p, // quoted: no pattern
        str_format(c->arena, "--snapshot=%.*s", STR_ARG(snapshot)).p,
        str_format(c->arena, "--file=%s", c->path).p,
        NULL,
    };
    struct server *s = server_of(db);
    struct tool t = {.words = words, .host = PQhost(s->pg), .port = PQport(s->pg)};
    return run_tool(&t, s->url, c);
}

err postgres_copy(struct db *db, const struct db_copy *c, struct db **view)
{
    TRY(db_begin(db, DB_READ));
    err e = dump(db, c);
    if (e == NULL) {
        *view = db;
        return bytes_sync(c->path);
    }
    if (c->sentence->n == 0) {
        *c->sentence = str_copy(c->arena, db_error(db));
    }
    return e;
}

// --- The way back --------------------------------------------------------------------------------

static err count_objects(struct db *db, struct arena *a, bool *out_empty, str *out_place)
{
    db_set_arena(db, a);
    TRY(db_begin(db, DB_READ));
    TRY(db_copy_place(db, out_place));
    struct query *q = db_query(db, &SQL_COPY_OBJECT_COUNT);
    *out_empty = query_next(q) && read_i64(q, "object_count") == 0;
    return query_end(q);
}

err postgres_is_empty(struct arena *a, str url, bool *out_empty, str *out_place)
{
    struct db *db = NULL;
    TRY(db_open(url, &db));
    err e = count_objects(db, a, out_empty, out_place);
    db_close(db);
    return e;
}

// pg_restore writes to its output unless it is told a database's name.
static const char *name_of_database(struct arena *a, const char *url)
{
    const char *name = "";
    PQconninfoOption *address = PQconninfoParse(url, NULL);
    for (const PQconninfoOption *o = address; o != NULL && o->keyword != NULL; o++) {
        if (strcmp(o->keyword, "dbname") == 0 && o->val != NULL) {
            name = str_to_c(a, str_view(o->val));
        }
    }
    PQconninfoFree(address);
    return name;
}

// The schema itself is there already, so only what lies in it is made.
err postgres_restore(str url, const struct db_copy *c)
{
    const char *address = str_to_c(c->arena, url);
    bool empty = false;
    str place;
    TRY(postgres_is_empty(c->arena, url, &empty, &place));
    const char *words[] = {
        "pg_restore",
        "--no-password",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str_format(c->arena, "--schema=%.*s", STR_ARG(place)).p,
        str_format(c->arena, "--dbname=%s", name_of_database(c->arena, address)).p,
        c->path,
        NULL,
    };
    struct tool t = {.words = words};
    return run_tool(&t, address, c);
}
