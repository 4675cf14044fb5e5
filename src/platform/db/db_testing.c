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

static bool is_at_hand(enum db_engine engine)
{
    bool is = engine == DB_SQLITE || getenv("DURE_TEST_PG") != NULL;
    if (!is) {
        fprintf(stderr, "DURE_TEST_PG is not set: PostgreSQL is left out\n");
    }
    return is;
}

// --- Once migrated, many times fresh -------------------------------------------------------------

// Bringing an empty place up to date takes longer than most tests. So the first one of a program is
// kept: with SQLite as a file that is copied, on the server as a schema that is emptied again.
static struct {
    pid_t owner; // a child that ends removes nothing
    struct testing_db file;
    bool has_schema;
    bool schema_in_use;
    struct testing_db schema;
} kept;

static void remove_kept(void)
{
    if (getpid() != kept.owner) {
        return;
    }
    if (kept.file.place[0] != '\0') {
        remove_place(DB_SQLITE, &kept.file);
    }
    if (kept.has_schema && !kept.schema_in_use) { // else a test broke off and still holds locks
        remove_place(DB_POSTGRES, &kept.schema);
    }
}

static void remember_to_remove(void)
{
    if (kept.owner == 0) {
        kept.owner = getpid();
        (void)atexit(remove_kept);
    }
}

static void migrate(struct db *db)
{
    int applied = 0;
    err e = db_migrate(db, &applied);
    if (e != NULL) {
        fail(e->code, db_error(db));
    }
}

static void copy_file(const struct testing_db *from, const struct testing_db *to)
{
    char path[sizeof(from->place) + 20];
    (void)snprintf(path, sizeof(path), "%s/test.db", from->place);
    FILE *in = fopen(path, "rb");
    (void)snprintf(path, sizeof(path), "%s/test.db", to->place);
    FILE *out = fopen(path, "wb");
    if (in == NULL || out == NULL) {
        fail("cannot copy", str_view(path));
    }
    char bytes[65536];
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;) {
        if (fwrite(bytes, 1, n, out) != n) {
            fail("cannot write", str_view(path));
        }
    }
    bool failed = ferror(in) != 0;
    failed |= fclose(in) != 0;
    failed |= fclose(out) != 0;
    if (failed) {
        fail("cannot copy", str_view(path));
    }
}

// What the migrations put into the tables themselves is kept beside them, to be put back.
static const char KEEP_ROWS[] =
    "DO $$ DECLARE t text; found boolean; BEGIN "
    "FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP "
    "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', t) INTO found; "
    "IF found THEN EXECUTE format('CREATE TABLE %I AS TABLE %I', 'kept_' || t, t); END IF; "
    "END LOOP; END $$";

// Triggers and foreign keys sleep meanwhile: rows that may never be deleted go too.
static const char EMPTY_AGAIN[] =
    "SET session_replication_role = replica; "
    "DO $$ DECLARE t text; found boolean; BEGIN "
    "FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
    "AND tablename NOT LIKE 'kept\\_%' LOOP "
    "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', t) INTO found; "
    "IF found THEN EXECUTE format('DELETE FROM %I', t); END IF; "
    "IF to_regclass('kept_' || t) IS NOT NULL THEN "
    "EXECUTE format('INSERT INTO %I TABLE %I', t, 'kept_' || t); END IF; "
    "END LOOP; "
    "FOR t IN SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() "
    "AND last_value IS NOT NULL LOOP "
    "EXECUTE format('ALTER SEQUENCE %I RESTART', t); "
    "END LOOP; END $$";

static void on_schema(const struct testing_db *t, const char *text)
{
    PGconn *pg = PQconnectdb(t->url);
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail(text, str_view(PQerrorMessage(pg)));
    }
    PQclear(r);
    PQfinish(pg);
}

static void connect(struct testing_db *out)
{
    out->arena = arena_open(LIMIT_ARENA_STARTUP);
    err e = db_open(str_view(out->url), &out->db);
    if (e != NULL) {
        fail(e->code, db_error(NULL));
    }
    db_set_arena(out->db, out->arena);
}

bool testing_db_open_empty(enum db_engine engine, struct testing_db *out)
{
    if (!is_at_hand(engine)) {
        return false;
    }
    *out = (struct testing_db){0};
    make_place(engine, out);
    connect(out);
    return true;
}

static void open_copy(struct testing_db *out)
{
    if (kept.file.place[0] == '\0') {
        remember_to_remove();
        make_place(DB_SQLITE, &kept.file);
        connect(&kept.file);
        migrate(kept.file.db);
        db_close(kept.file.db); // the last connection gone, all of it is in the one file
        arena_close(kept.file.arena);
    }
    make_place(DB_SQLITE, out);
    copy_file(&kept.file, out);
    connect(out);
}

static void open_schema(struct testing_db *out)
{
    if (kept.has_schema && !kept.schema_in_use) {
        kept.schema_in_use = true;
        *out = kept.schema;
        connect(out);
        return;
    }
    make_place(DB_POSTGRES, out);
    connect(out);
    migrate(out->db);
    if (!kept.has_schema) {
        remember_to_remove();
        on_schema(out, KEEP_ROWS);
        kept.schema = *out;
        kept.has_schema = kept.schema_in_use = true;
    }
}

bool testing_db_open(enum db_engine engine, struct testing_db *out)
{
    if (!is_at_hand(engine)) {
        return false;
    }
    *out = (struct testing_db){0};
    (engine == DB_SQLITE ? open_copy : open_schema)(out);
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
    if (kept.has_schema && strcmp(t->place, kept.schema.place) == 0) {
        on_schema(t, EMPTY_AGAIN);
        kept.schema_in_use = false;
        return;
    }
    remove_place(engine, t);
}
