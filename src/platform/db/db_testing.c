#include "platform/db/db_testing.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_postgres_link.h"
#include "platform/db/db_schema_testing.h"
#include "platform/db/sql.h"

_Noreturn void testing_db_fail(const char *what, str detail)
{
    fprintf(stderr, "testing_db: %s: %.*s\n", what, STR_ARG(detail));
    abort();
}

void testing_db_on_server(const char *before, const char *schema, const char *after)
{
    char text[400];
    (void)snprintf(text, sizeof(text), "SET client_min_messages = warning; %s %s %s", before,
                   schema, after);
    PGconn *pg = PQconnectdb(getenv("DURE_TEST_PG"));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        testing_db_fail(text, str_view(PQerrorMessage(pg)));
    }
    PQclear(r);
    PQfinish(pg);
}

// The role that tests of a migrated schema work as: the site's, with what it needs and no more, or
// (NULL) the owner.
const char *testing_db_site_role(void)
{
    return getenv("TEST_PG_ROLE");
}

void testing_db_name_schema(struct testing_db *t, const char *group, int number)
{
    const char *server = getenv("DURE_TEST_PG");
    (void)snprintf(t->place, sizeof(t->place), "%s_%d", group, number);
    (void)snprintf(t->url, sizeof(t->url), "%s%coptions=-csearch_path%%3D%s", server,
                   strchr(server, '?') == NULL ? '?' : '&', t->place);
}

static void make_place(enum db_engine engine, struct testing_db *t)
{
    static int count;
    const char *temp = getenv("TMPDIR");
    if (engine == DB_POSTGRES) {
        char owner[40];
        (void)snprintf(owner, sizeof(owner), "t_%d", (int)getpid());
        testing_db_name_schema(t, owner, ++count);
        testing_db_on_server("CREATE SCHEMA", t->place, "");
        return;
    }
    (void)snprintf(t->place, sizeof(t->place), "%s/dure-test-XXXXXX", temp == NULL ? "/tmp" : temp);
    if (mkdtemp(t->place) == NULL) {
        testing_db_fail("no temporary folder", str_view(t->place));
    }
    (void)snprintf(t->url, sizeof(t->url), "sqlite:%s/test.db", t->place);
}

static void remove_place(enum db_engine engine, const struct testing_db *t)
{
    static const char *const FILES[] = {"test.db",  "test.db-wal",     "test.db-shm",
                                        "saved.db", "test.db-columns", "test.db-columns-turn"};
    if (engine == DB_POSTGRES) {
        testing_db_on_server("DROP SCHEMA", t->place, "CASCADE");
        return;
    }
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[sizeof(t->place) + 30];
        (void)snprintf(path, sizeof(path), "%s/%s", t->place, FILES[i]);
        (void)unlink(path);
    }
    (void)rmdir(t->place);
}

#define SKIPPED 77 // as CMakeLists.txt has it (SKIP_RETURN_CODE)

static bool is_at_hand(enum db_engine engine)
{
    bool has_server = getenv("DURE_TEST_PG") != NULL;
    if (!has_server && (engine == DB_POSTGRES || testing_db_site_role() != NULL)) {
        fprintf(stderr, "DURE_TEST_PG is not set: PostgreSQL is left out\n");
    }
    if (!has_server && testing_db_site_role() != NULL) { // a test that tries nothing has not passed
        (void)fflush(NULL);
        _exit(SKIPPED);
    }
    // SQLite knows no roles: nothing would be tried but once more.
    return engine == DB_SQLITE ? testing_db_site_role() == NULL : has_server;
}

// --- Once migrated, many times fresh -------------------------------------------------------------

// Bringing an empty place up to date takes longer than most tests. With SQLite it is done once, and
// the file copied: by ctest for all programs (TEST_MIGRATED), or by each program for itself.
static struct {
    pid_t owner; // a child that ends removes nothing
    struct testing_db made;
    const char *file; // NULL: none yet
} kept;

static void remove_kept(void)
{
    if (getpid() == kept.owner) {
        remove_place(DB_SQLITE, &kept.made);
    }
}

void testing_db_migrate(struct db *db)
{
    int applied = 0;
    err e = db_migrate(db, &applied);
    if (e != NULL) {
        testing_db_fail(e->code, db_error(db));
    }
}

static const char *file_of(const struct testing_db *t)
{
    return t->url + strlen("sqlite:");
}

static void copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    if (in == NULL || out == NULL) {
        testing_db_fail(from, str_view("cannot be copied"));
    }
    char bytes[65536];
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;) {
        if (fwrite(bytes, 1, n, out) != n) {
            testing_db_fail(to, str_view("cannot be written"));
        }
    }
    bool failed = ferror(in) != 0;
    failed |= fclose(in) != 0;
    failed |= fclose(out) != 0;
    if (failed) {
        testing_db_fail(from, str_view("cannot be copied"));
    }
}

// A connection that is open already stays.
void testing_db_connect(struct testing_db *out)
{
    out->arena = arena_open(LIMIT_ARENA_STARTUP);
    err e = out->db != NULL ? NULL : db_open(str_view(out->url), &out->db);
    if (e != NULL) {
        testing_db_fail(e->code, db_error(NULL));
    }
    db_set_statement_ms(out->db, LIMIT_SCRIPT_MS); // a busy machine is no failure
    db_set_arena(out->db, out->arena);
}

void testing_db_disconnect(struct testing_db *t)
{
    db_close(t->db);
    arena_close(t->arena);
    t->db = NULL;
}

bool testing_db_open_empty(enum db_engine engine, struct testing_db *out)
{
    if (!is_at_hand(engine)) {
        return false;
    }
    *out = (struct testing_db){0};
    make_place(engine, out);
    testing_db_connect(out);
    return true;
}

static void make_kept(void)
{
    kept.owner = getpid();
    (void)atexit(remove_kept);
    make_place(DB_SQLITE, &kept.made);
    testing_db_connect(&kept.made);
    testing_db_migrate(kept.made.db);
    testing_db_disconnect(&kept.made); // the last connection gone, all of it is in the one file
    kept.file = file_of(&kept.made);
}

// Whether the schema there is the one of this program, word for word.
bool testing_db_is_current(struct db *db)
{
    int version = 0;
    err e = db_begin(db, DB_READ);
    if (e == NULL) {
        e = db_schema_version(db, &version);
        db_rollback(db);
    }
    return e == NULL && version == MIGRATIONS[MIGRATION_COUNT - 1].number;
}

static const char *migrated_file(void)
{
    if (kept.file == NULL) {
        kept.file = getenv("TEST_MIGRATED");
    }
    if (kept.file == NULL) {
        make_kept();
    }
    return kept.file;
}

static void open_copy(struct testing_db *out)
{
    bool first = kept.file == NULL;
    make_place(DB_SQLITE, out);
    copy_file(migrated_file(), file_of(out));
    testing_db_connect(out);
    if (first && !testing_db_is_current(out->db)) {
        testing_db_fail(kept.file, str_view("is not migrated by this program's schema"));
    }
}

void testing_db_copy_migrated(const char *path)
{
    copy_file(migrated_file(), path);
}

void testing_db_save_migrated(const char *path)
{
    make_kept();
    copy_file(kept.file, path);
}

bool testing_db_open(enum db_engine engine, struct testing_db *out)
{
    if (!is_at_hand(engine)) {
        return false;
    }
    *out = (struct testing_db){0};
    (engine == DB_SQLITE ? open_copy : testing_schema_open)(out);
    return true;
}

struct db *testing_db_again(const struct testing_db *t)
{
    struct db *db = NULL;
    err e = db_open(str_view(t->url), &db);
    if (e != NULL) {
        testing_db_fail(e->code, db_error(NULL));
    }
    db_set_arena(db, t->arena);
    return db;
}

void testing_db_adopt(struct db *db)
{
    db->owner = getpid();
}

void testing_db_unprepare(struct db *db, bool (*stays)(const struct sql *sql))
{
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        struct statement *s = &db->kept[i];
        if (s->sql != NULL && (stays == NULL || !stays(s->sql))) {
            db->engine->forget(s);
            *s = (struct statement){.outdated = s->outdated};
            db->kept_sql[i] = NULL;
        }
    }
}

void testing_db_cut(struct db *db)
{
    link_drop(db);
}

// SQLite's triggers, while they are laid aside.
#define TRIGGER_MOST 96

static struct {
    char name[80];
    char made[400];
} triggers[TRIGGER_MOST];
static size_t trigger_count;

static const struct sql TRIGGERS = {
    .name = "testing_triggers",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT name, sql AS made FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
};

static void check(struct db *db, err e)
{
    if (e != NULL) {
        testing_db_fail(e->code, db_error(db));
    }
}

static void read_triggers(struct db *db)
{
    trigger_count = 0;
    struct query *q = db_query(db, &TRIGGERS);
    while (query_next(q)) {
        size_t i = trigger_count++;
        str name = read_str(q, "name");
        str made = read_str(q, "made");
        if (i == TRIGGER_MOST || made.n >= sizeof(triggers[i].made)) {
            testing_db_fail("more or longer triggers than there is room for", name);
        }
        (void)snprintf(triggers[i].name, sizeof(triggers[i].name), "%.*s", STR_ARG(name));
        (void)snprintf(triggers[i].made, sizeof(triggers[i].made), "%.*s", STR_ARG(made));
    }
    check(db, query_end(q));
}

void testing_db_forge(struct db *db)
{
    if (db_engine(db) == DB_POSTGRES) {
        check(db, db->engine->script(db, "SET LOCAL session_replication_role = replica"));
        return;
    }
    read_triggers(db);
    for (size_t i = 0; i < trigger_count; i++) {
        char text[120];
        (void)snprintf(text, sizeof(text), "DROP TRIGGER %.*s", (int)sizeof(triggers[i].name) - 1,
                       triggers[i].name);
        check(db, db->engine->script(db, text));
    }
}

void testing_db_forge_end(struct db *db)
{
    if (db_engine(db) == DB_POSTGRES) {
        check(db, db->engine->script(db, "SET LOCAL session_replication_role = origin"));
        return;
    }
    for (size_t i = 0; i < trigger_count; i++) {
        check(db, db->engine->script(db, triggers[i].made));
    }
}

// --- Kept for a while ----------------------------------------------------------------------------

static const char *saved_of(const struct testing_db *t)
{
    static char path[sizeof(t->place) + 30];
    (void)snprintf(path, sizeof(path), "%s/saved.db", t->place);
    return path;
}

void testing_db_keep(struct testing_db *t)
{
    if (db_engine(t->db) == DB_POSTGRES) {
        testing_schema_keep(t);
        return;
    }
    db_close(t->db); // the last connection gone, all of it is in the one file
    copy_file(file_of(t), saved_of(t));
    t->db = testing_db_again(t);
}

void testing_db_put_back(struct testing_db *t)
{
    if (db_engine(t->db) == DB_POSTGRES) {
        testing_schema_put_back(t);
        return;
    }
    db_close(t->db);
    copy_file(saved_of(t), file_of(t));
    t->db = testing_db_again(t);
}

void testing_db_close(struct testing_db *t)
{
    enum db_engine engine = db_engine(t->db);
    if (testing_schema_lay_aside(t)) {
        arena_close(t->arena);
        return;
    }
    db_close(t->db);
    arena_close(t->arena);
    remove_place(engine, t);
}

void testing_tell(const char *name, const struct testing_db *t, size_t tried, const char *more)
{
    const char *database = t == NULL                        ? ""
                           : db_engine(t->db) == DB_SQLITE  ? "sqlite"
                           : testing_db_site_role() == NULL ? "postgresql"
                                                            : "postgresql_lesser";
    printf("proof {\"name\":\"%s\",\"database\":\"%s\",\"tried\":%zu%s}\n", name, database, tried,
           more);
    (void)fflush(stdout);
}
