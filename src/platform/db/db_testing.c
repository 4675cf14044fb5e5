#include "platform/db/db_testing.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_role.h"
#include "platform/db/sql.h"

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

// The role that tests of a migrated schema work as: the site's, with what it needs and no more, or
// (NULL) the owner.
static const char *site_role(void)
{
    return getenv("TEST_PG_ROLE");
}

static void name_schema(struct testing_db *t, const char *group, int number)
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
        name_schema(t, owner, ++count);
        on_server("CREATE SCHEMA", t->place, "");
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
    static const char *const FILES[] = {"test.db",  "test.db-wal",     "test.db-shm",
                                        "saved.db", "test.db-columns", "test.db-columns-turn"};
    if (engine == DB_POSTGRES) {
        on_server("DROP SCHEMA", t->place, "CASCADE");
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
    if (!has_server && (engine == DB_POSTGRES || site_role() != NULL)) {
        fprintf(stderr, "DURE_TEST_PG is not set: PostgreSQL is left out\n");
    }
    if (!has_server && site_role() != NULL) { // a test that tries nothing has not passed
        (void)fflush(NULL);
        _exit(SKIPPED);
    }
    // SQLite knows no roles: nothing would be tried but once more.
    return engine == DB_SQLITE ? site_role() == NULL : has_server;
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

static void migrate(struct db *db)
{
    int applied = 0;
    err e = db_migrate(db, &applied);
    if (e != NULL) {
        fail(e->code, db_error(db));
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
        fail(from, str_view("cannot be copied"));
    }
    char bytes[65536];
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;) {
        if (fwrite(bytes, 1, n, out) != n) {
            fail(to, str_view("cannot be written"));
        }
    }
    bool failed = ferror(in) != 0;
    failed |= fclose(in) != 0;
    failed |= fclose(out) != 0;
    if (failed) {
        fail(from, str_view("cannot be copied"));
    }
}

// A connection that is open already stays.
static void connect(struct testing_db *out)
{
    out->arena = arena_open(LIMIT_ARENA_STARTUP);
    err e = out->db != NULL ? NULL : db_open(str_view(out->url), &out->db);
    if (e != NULL) {
        fail(e->code, db_error(NULL));
    }
    db_set_statement_ms(out->db, LIMIT_SCRIPT_MS); // a busy machine is no failure
    db_set_arena(out->db, out->arena);
}

static void disconnect(struct testing_db *t)
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
    connect(out);
    return true;
}

static void make_kept(void)
{
    kept.owner = getpid();
    (void)atexit(remove_kept);
    make_place(DB_SQLITE, &kept.made);
    connect(&kept.made);
    migrate(kept.made.db);
    disconnect(&kept.made); // the last connection gone, all of it is in the one file
    kept.file = file_of(&kept.made);
}

// Whether the schema there is the one of this program, word for word.
static bool is_current(struct db *db)
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
    connect(out);
    if (first && !is_current(out->db)) {
        fail(kept.file, str_view("is not migrated by this program's schema"));
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

// On the server the schemas themselves are kept, for this program and the ones after it: each is
// one program's for as long as it holds the lock of its number, and is emptied before each test.
#define SCHEMA_MOST 64

static struct {
    PGconn *locks; // held to the end of the program: the locks go with it
    bool held[SCHEMA_MOST];
    bool ready[SCHEMA_MOST]; // migrated, by this program or as it found out
    bool in_use[SCHEMA_MOST];
    struct db *idle[SCHEMA_MOST]; // the connection of the last test there: it knows the tables
} schemas;

// What a schema that was brought this far says of itself in its comment: how many rules and indexes
// it has, for a filling that was broken off leaves fewer.
#define WHOLE(schema)                                                                              \
    "'migrated ' || (SELECT COUNT(*) FROM pg_constraint WHERE convalidated AND connamespace "      \
    "= " schema                                                                                    \
    ") || ' ' || (SELECT COUNT(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"         \
    " WHERE c.relnamespace = " schema ")"

// What the migrations put into the tables themselves is kept beside them, to be put back.
static const char KEEP_ROWS[] =
    "DO $$ DECLARE t text; found boolean; BEGIN "
    "FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP "
    "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', t) INTO found; "
    "IF found THEN EXECUTE format('CREATE TABLE %I AS TABLE %I', 'kept_' || t, t); END IF; "
    "END LOOP; "
    "EXECUTE format('COMMENT ON SCHEMA %I IS %L', current_schema(), " WHOLE(
        "current_schema()::regnamespace") "); END $$";

// Triggers and foreign keys sleep meanwhile: rows that may never be deleted go too. What has grown
// large is cut off, so that the next test does not read past its dead rows. One statement asks all
// tables, and numbers begin again in place: a restart would give each sequence a file of its own.
// CASE, for in any other order sequences of schemas would be opened that other tests take away.
static const char EMPTY_AGAIN[] =
    "SET session_replication_role = replica; "
    "DO $$ DECLARE t text; ask text; filled text[]; BEGIN "
    "FOR t IN SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
    "AND relkind = 'r' AND relname LIKE 'saved\\_%' LOOP EXECUTE format('DROP TABLE %I', t); "
    "END LOOP; "
    "SELECT string_agg(format('(SELECT %L FROM %I LIMIT 1)', relname, relname), ',') INTO ask "
    "FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "
    "AND relname NOT LIKE 'kept\\_%'; "
    "EXECUTE 'SELECT array_remove(ARRAY[' || ask || '], NULL)' INTO filled; "
    "FOREACH t IN ARRAY filled LOOP "
    "IF pg_relation_size(format('%I', t)::regclass) > 1000000 THEN "
    "EXECUTE format('TRUNCATE %I CASCADE', t); "
    "ELSE EXECUTE format('DELETE FROM %I', t); END IF; END LOOP; "
    "FOR t IN SELECT substr(relname, 6) FROM pg_class "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "
    "AND relname LIKE 'kept\\_%' LOOP "
    "EXECUTE format('INSERT INTO %I TABLE %I', t, 'kept_' || t); "
    "END LOOP; "
    "PERFORM setval(s.seqrelid, s.seqstart, false) FROM pg_sequence s "
    "JOIN pg_class c ON c.oid = s.seqrelid "
    "WHERE CASE WHEN c.relnamespace = current_schema()::regnamespace "
    "THEN pg_sequence_last_value(s.seqrelid) IS NOT NULL ELSE FALSE END; END $$";

static bool server_says_yes(PGconn *pg, const char *question)
{
    PGresult *r = PQexec(pg, question);
    if (PQresultStatus(r) != PGRES_TUPLES_OK) {
        fail(question, str_view(PQerrorMessage(pg)));
    }
    bool yes = PQntuples(r) == 1 && PQgetvalue(r, 0, 0)[0] == 't';
    PQclear(r);
    return yes;
}

// On the connection that holds the locks: it knows the tables by now, a new one would read about
// each.
static void on_schema(const struct testing_db *t, const char *text)
{
    char path[400];
    (void)snprintf(path, sizeof(path), "SET search_path = %s", t->place);
    PGresult *r = PQexec(schemas.locks, path);
    PQclear(r);
    r = PQexec(schemas.locks, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail(text, str_view(PQerrorMessage(schemas.locks)));
    }
    PQclear(r);
}

static int take_number(void)
{
    if (schemas.locks == NULL) {
        schemas.locks = PQconnectdb(getenv("DURE_TEST_PG"));
    }
    for (int i = 0; i < SCHEMA_MOST; i++) {
        char text[80];
        (void)snprintf(text, sizeof(text), "SELECT pg_try_advisory_lock(hashtext('kept'), %d)", i);
        if (!schemas.in_use[i] && (schemas.held[i] || server_says_yes(schemas.locks, text))) {
            schemas.held[i] = schemas.in_use[i] = true;
            return i;
        }
    }
    fail("every schema of the server is in use", S(""));
}

static bool is_whole(const struct testing_db *t)
{
    char text[600];
    (void)snprintf(text, sizeof(text),
                   "SELECT obj_description(n.oid) = " WHOLE("n.oid") " FROM pg_namespace n"
                                                                     " WHERE n.nspname = '%s'",
                   t->place);
    return server_says_yes(schemas.locks, text);
}

// Whether an earlier program left the schema with the migrations of this one.
static bool is_up_to_date(struct testing_db *t)
{
    connect(t);
    bool is = is_current(t->db);
    disconnect(t);
    return is;
}

static void make_schema(struct testing_db *t)
{
    on_server("DROP SCHEMA IF EXISTS", t->place, "CASCADE");
    on_server("CREATE SCHEMA", t->place, "");
    connect(t);
    migrate(t->db);
    disconnect(t);
    on_schema(t, KEEP_ROWS);
}

void testing_db_make_role(const char *role)
{
    char text[300];
    (void)snprintf(text, sizeof(text),
                   "DO $$ BEGIN CREATE ROLE \"%s\" LOGIN; " // several programs may make it at once
                   "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                   role);
    on_server(text, "", "");
}

static void use_site_role(struct testing_db *t, bool grant)
{
    if (grant) {
        testing_db_make_role(site_role());
        connect(t);
        err e = db_role_grant(t->db, str_view(site_role()));
        if (e != NULL) {
            fail(e->code, db_error(t->db));
        }
        disconnect(t);
    }
    size_t n = strlen(t->url);
    (void)snprintf(t->url + n, sizeof(t->url) - n, "&user=%s", site_role());
}

// What this process compiled may be prepared again under the same address; what a test made in its
// arena may not.
extern const char __executable_start[], end[]; // of the linker

static bool is_of_the_program(const struct sql *sql)
{
    return (const char *)sql >= __executable_start && (const char *)sql < end;
}

// Lay the connection aside for the next test of this schema, as it was opened but for what it keeps
// prepared. False: it does something that only its end stops, or is another process's.
static bool lay_aside(struct db *db, int number)
{
    if (db->owner != getpid() || db->behind != NULL || db->beside != NULL || db->may_linger) {
        return false;
    }
    db_rollback(db);
    for (size_t i = 0; i < LIMIT_STATEMENTS_KEPT; i++) {
        struct statement *s = &db->kept[i];
        if (s->sql != NULL && !is_of_the_program(s->sql)) {
            db->engine->forget(s);
            *s = (struct statement){.outdated = s->outdated};
            db->kept_sql[i] = NULL;
        }
    }
    db_inject(db, DB_INJECT_NONE, 0, 0);
    schemas.idle[number] = db;
    return true;
}

static void drop_idle(int number)
{
    db_close(schemas.idle[number]); // NULL is fine
    schemas.idle[number] = NULL;
}

static void open_schema(struct testing_db *out)
{
    int number = take_number();
    name_schema(out, "kept", number);
    if (!is_whole(out) || (!schemas.ready[number] && !is_up_to_date(out))) {
        drop_idle(number);
        make_schema(out);
        schemas.ready[number] = false; // its rights were made with it
    } else {
        on_schema(out, EMPTY_AGAIN);
    }
    if (site_role() != NULL) {
        use_site_role(out, !schemas.ready[number]);
    }
    schemas.ready[number] = true;
    out->db = schemas.idle[number];
    schemas.idle[number] = NULL;
    connect(out);
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
        fail(e->code, db_error(db));
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
            fail("more or longer triggers than there is room for", name);
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

static const char MAKE_ROOM[] =
    "SET client_min_messages = warning; SET session_replication_role = replica; "
    "DO $$ DECLARE t text; BEGIN "
    "FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
    "AND tablename NOT LIKE 'kept\\_%' AND tablename NOT LIKE 'saved\\_%' LOOP "
    "EXECUTE format('CREATE TABLE IF NOT EXISTS %I (LIKE %I)', 'saved_' || t, t); END LOOP; END $$";

#define EACH_SAVED                                                                                 \
    "FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'saved\\_%'"

// From now on what is written is newer: `since` tells the transaction in which all was alike.
#define MARK                                                                                       \
    "PERFORM set_config('since.' || current_schema(), pg_current_xact_id()::xid::text, false)"

static const char SAVE[] = "DO $$ DECLARE t text; BEGIN "
                           "FOR t IN SELECT substr(tablename, 7) " EACH_SAVED " LOOP "
                           "EXECUTE format('DELETE FROM %I', 'saved_' || t); "
                           "EXECUTE format('INSERT INTO %I TABLE %I', 'saved_' || t, t); "
                           "END LOOP; " MARK "; END $$";

// Only what differs, for most tables a deed never touches: they have as many rows as before, and
// none that was written since.
static const char PUT_BACK[] =
    "DO $$ DECLARE t text; ask text; BEGIN "
    "SELECT string_agg(format('SELECT %L WHERE (SELECT COUNT(*) FROM %I) <> "
    "(SELECT COUNT(*) FROM %I) OR EXISTS (SELECT 1 FROM %I WHERE age(xmin) < age(%L::xid))', "
    "substr(tablename, 7), substr(tablename, 7), tablename, substr(tablename, 7), "
    "current_setting('since.' || current_schema())), ' UNION ALL ') INTO ask " EACH_SAVED "; "
    "FOR t IN EXECUTE ask LOOP "
    "EXECUTE format('DELETE FROM %I', t); "
    "EXECUTE format('INSERT INTO %I TABLE %I', t, 'saved_' || t); END LOOP; " MARK "; END $$";

static const char *saved_of(const struct testing_db *t)
{
    static char path[sizeof(t->place) + 30];
    (void)snprintf(path, sizeof(path), "%s/saved.db", t->place);
    return path;
}

void testing_db_keep(struct testing_db *t)
{
    if (db_engine(t->db) == DB_POSTGRES) {
        on_schema(t, MAKE_ROOM);
        on_schema(t, SAVE);
        return;
    }
    db_close(t->db); // the last connection gone, all of it is in the one file
    copy_file(file_of(t), saved_of(t));
    t->db = testing_db_again(t);
}

void testing_db_put_back(struct testing_db *t)
{
    if (db_engine(t->db) == DB_POSTGRES) {
        on_schema(t, PUT_BACK);
        return;
    }
    db_close(t->db);
    copy_file(saved_of(t), file_of(t));
    t->db = testing_db_again(t);
}

void testing_db_close(struct testing_db *t)
{
    enum db_engine engine = db_engine(t->db);
    int number = 0;
    bool is_kept = engine == DB_POSTGRES && sscanf(t->place, "kept_%d", &number) == 1;
    if (!is_kept || !lay_aside(t->db, number)) {
        db_close(t->db);
    }
    arena_close(t->arena);
    if (is_kept) {
        schemas.in_use[number] = false;
    } else {
        remove_place(engine, t);
    }
}

void testing_tell(const char *name, const struct testing_db *t, size_t tried, const char *more)
{
    const char *database = t == NULL                       ? ""
                           : db_engine(t->db) == DB_SQLITE ? "sqlite"
                           : site_role() == NULL           ? "postgresql"
                                                           : "postgresql_lesser";
    printf("proof {\"name\":\"%s\",\"database\":\"%s\",\"tried\":%zu%s}\n", name, database, tried,
           more);
    (void)fflush(stdout);
}
