#include "platform/db/db_testing.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

static _Noreturn void fail(const char *what, str detail)
{
    fprintf(stderr, "testing_db: %s: %.*s\n", what, STR_ARG(detail));
    abort();
}

static void on_server(const char *before, const char *schema, const char *after)
{
    char text[400];
    (void)snprintf(text, sizeof(text), "SET client_min_messages = warning; %s %s %s", before,
                   schema, after);
    PGconn *pg = PQconnectdb(getenv("DURE_TEST_PG"));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail(text, str_view(PQerrorMessage(pg)));
    }
    PQclear(r);
    PQfinish(pg);
}

static void make_place(enum db_engine engine, struct testing_db *t)
{
    static int count;
    const char *server = getenv("DURE_TEST_PG");
    const char *temp = getenv("TMPDIR");
    if (engine == DB_POSTGRES) {
        (void)snprintf(t->place, sizeof(t->place), "t_%d_%d", (int)getpid(), ++count);
        on_server("CREATE SCHEMA", t->place, "");
        (void)snprintf(t->url, sizeof(t->url), "%s%coptions=-csearch_path%%3D%s", server,
                       strchr(server, '?') == NULL ? '?' : '&', t->place);
        return;
    }
    (void)snprintf(t->place, sizeof(t->place), "%s/dure-test-XXXXXX", temp == NULL ? "/tmp" : temp);
    if (mkdtemp(t->place) == NULL) {
        fail("no temporary folder", str_view(t->place));
    }
    (void)snprintf(t->url, sizeof(t->url), "sqlite:%s/test.db", t->place);
}

static void remove_place(enum db_engine engine, const struct testing_db *t)
{
    static const char *const FILES[] = {"test.db", "test.db-wal", "test.db-shm"};
    if (engine == DB_POSTGRES) {
        on_server("DROP SCHEMA", t->place, "CASCADE");
        return;
    }
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[sizeof(t->place) + 20];
        (void)snprintf(path, sizeof(path), "%s/%s", t->place, FILES[i]);
        (void)unlink(path);
    }
    (void)rmdir(t->place);
}

bool testing_db_open_empty(enum db_engine engine, struct testing_db *out)
{
    if (engine == DB_POSTGRES && getenv("DURE_TEST_PG") == NULL) {
        fprintf(stderr, "DURE_TEST_PG is not set: PostgreSQL is left out\n");
        return false;
    }
    *out = (struct testing_db){.arena = arena_open(LIMIT_ARENA_STARTUP)};
    make_place(engine, out);
    err e = db_open(str_view(out->url), &out->db);
    if (e != NULL) {
        fail(e->code, db_error(NULL));
    }
    db_set_arena(out->db, out->arena);
    return true;
}

bool testing_db_open(enum db_engine engine, struct testing_db *out)
{
    if (!testing_db_open_empty(engine, out)) {
        return false;
    }
    int applied = 0;
    err e = db_migrate(out->db, &applied);
    if (e != NULL) {
        fail(e->code, db_error(out->db));
    }
    return true;
}

struct db *testing_db_again(const struct testing_db *t)
{
    struct db *db = NULL;
    err e = db_open(str_view(t->url), &db);
    if (e != NULL) {
        fail(e->code, db_error(NULL));
    }
    db_set_arena(db, t->arena);
    return db;
}

void testing_db_close(struct testing_db *t)
{
    enum db_engine engine = db_engine(t->db);
    db_close(t->db);
    arena_close(t->arena);
    remove_place(engine, t);
}
