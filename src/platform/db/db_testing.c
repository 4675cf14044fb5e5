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

static void on_server(const char *format, const char *schema)
{
    char text[300];
    (void)snprintf(text, sizeof(text), "%s%s%s", format, schema,
                   strncmp(format, "DROP", 4) == 0 ? " CASCADE" : "");
    PGconn *pg = PQconnectdb(getenv("DURE_TEST_PG"));
    PQclear(PQexec(pg, "SET client_min_messages = warning"));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail(text, str_view(PQerrorMessage(pg)));
    }
    PQclear(r);
    PQfinish(pg);
}

bool testing_db_open(enum db_engine engine, struct testing_db *out)
{
    static int count;
    *out = (struct testing_db){.arena = arena_open(LIMIT_ARENA_STARTUP)};
    const char *server = getenv("DURE_TEST_PG");
    if (engine == DB_POSTGRES) {
        if (server == NULL) {
            fprintf(stderr, "DURE_TEST_PG is not set: PostgreSQL is left out\n");
            arena_close(out->arena);
            return false;
        }
        (void)snprintf(out->place, sizeof(out->place), "t_%d_%d", (int)getpid(), ++count);
        on_server("CREATE SCHEMA ", out->place);
        (void)snprintf(out->url, sizeof(out->url), "%s%coptions=-csearch_path%%3D%s", server,
                       strchr(server, '?') == NULL ? '?' : '&', out->place);
    } else {
        const char *temp = getenv("TMPDIR");
        (void)snprintf(out->place, sizeof(out->place), "%s/dure-test-XXXXXX",
                       temp == NULL ? "/tmp" : temp);
        if (mkdtemp(out->place) == NULL) {
            fail("no temporary folder", str_view(out->place));
        }
        (void)snprintf(out->url, sizeof(out->url), "sqlite:%s/test.db", out->place);
    }
    int applied = 0;
    err e = db_open(str_view(out->url), &out->db);
    if (e == NULL) {
        db_set_arena(out->db, out->arena);
        e = db_migrate(out->db, &applied);
    }
    if (e != NULL) {
        fail(e->code, out->db == NULL ? str_view(out->url) : db_error(out->db));
    }
    return true;
}

void testing_db_close(struct testing_db *t)
{
    enum db_engine engine = db_engine(t->db);
    db_close(t->db);
    arena_close(t->arena);
    if (engine == DB_POSTGRES) {
        on_server("DROP SCHEMA ", t->place);
        return;
    }
    static const char *const FILES[] = {"test.db", "test.db-wal", "test.db-shm"};
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[300];
        (void)snprintf(path, sizeof(path), "%s/%s", t->place, FILES[i]);
        (void)unlink(path);
    }
    (void)rmdir(t->place);
}
