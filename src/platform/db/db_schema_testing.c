#include "platform/db/db_schema_testing.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_role.h"
#include "platform/db/sql.h"

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
        testing_db_fail(question, str_view(PQerrorMessage(pg)));
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
        testing_db_fail(text, str_view(PQerrorMessage(schemas.locks)));
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
    testing_db_fail("every schema of the server is in use", S(""));
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
    testing_db_connect(t);
    bool is = testing_db_is_current(t->db);
    testing_db_disconnect(t);
    return is;
}

static void make_schema(struct testing_db *t)
{
    testing_db_on_server("DROP SCHEMA IF EXISTS", t->place, "CASCADE");
    testing_db_on_server("CREATE SCHEMA", t->place, "");
    testing_db_connect(t);
    testing_db_migrate(t->db);
    testing_db_disconnect(t);
    on_schema(t, KEEP_ROWS);
}

void testing_db_make_role(const char *role)
{
    char text[300];
    (void)snprintf(text, sizeof(text),
                   "DO $$ BEGIN CREATE ROLE \"%s\" LOGIN; " // several programs may make it at once
                   "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                   role);
    testing_db_on_server(text, "", "");
}

static void use_site_role(struct testing_db *t, bool grant)
{
    if (grant) {
        testing_db_make_role(testing_db_site_role());
        testing_db_connect(t);
        err e = db_role_grant(t->db, str_view(testing_db_site_role()));
        if (e != NULL) {
            testing_db_fail(e->code, db_error(t->db));
        }
        testing_db_disconnect(t);
    }
    size_t n = strlen(t->url);
    (void)snprintf(t->url + n, sizeof(t->url) - n, "&user=%s", testing_db_site_role());
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
    testing_db_unprepare(db, is_of_the_program);
    db_inject(db, DB_INJECT_NONE, 0, 0);
    schemas.idle[number] = db;
    return true;
}

static void drop_idle(int number)
{
    db_close(schemas.idle[number]); // NULL is fine
    schemas.idle[number] = NULL;
}

void testing_schema_open(struct testing_db *out)
{
    int number = take_number();
    testing_db_name_schema(out, "kept", number);
    if (!is_whole(out) || (!schemas.ready[number] && !is_up_to_date(out))) {
        drop_idle(number);
        make_schema(out);
        schemas.ready[number] = false; // its rights were made with it
    } else {
        on_schema(out, EMPTY_AGAIN);
    }
    if (testing_db_site_role() != NULL) {
        use_site_role(out, !schemas.ready[number]);
    }
    schemas.ready[number] = true;
    out->db = schemas.idle[number];
    schemas.idle[number] = NULL;
    testing_db_connect(out);
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

void testing_schema_keep(const struct testing_db *t)
{
    on_schema(t, MAKE_ROOM);
    on_schema(t, SAVE);
}

void testing_schema_put_back(const struct testing_db *t)
{
    on_schema(t, PUT_BACK);
}

bool testing_schema_lay_aside(struct testing_db *t)
{
    int number = 0;
    if (db_engine(t->db) != DB_POSTGRES || sscanf(t->place, "kept_%d", &number) != 1) {
        return false;
    }
    if (!lay_aside(t->db, number)) {
        db_close(t->db);
    }
    schemas.in_use[number] = false;
    return true;
}
