// The site's own role on PostgreSQL does its work and cannot touch what is only added to.
#include "platform/db/db_role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libpq-fe.h>

#include "platform/db/db_testing.h"
#include "platform/unit/unit.h"

#define ROLE "dure_lesser"

static const struct actor OFFICER = {.account = {3}, .institution = {1}};

static bool open_server(struct testing_db *t)
{
    (void)unsetenv("TEST_PG_ROLE"); // the role is this test's own business
    if (!testing_db_open(DB_POSTGRES, t)) {
        return false;
    }
    testing_db_make_role(ROLE);
    return true;
}

// A connection of that role.
static PGconn *connect_lesser(const struct testing_db *t)
{
    char url[600];
    (void)snprintf(url, sizeof(url), "%s&user=" ROLE, t->url);
    PGconn *pg = PQconnectdb(url);
    assert_int_equal(PQstatus(pg), CONNECTION_OK);
    return pg;
}

// The SQLSTATE it ends with, in a transaction that is rolled back; empty: it was done.
static const char *state_of(PGconn *pg, const char *text)
{
    static char state[6];
    PQclear(PQexec(pg, "BEGIN"));
    PGresult *r = PQexec(pg, text);
    const char *said = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    (void)snprintf(state, sizeof(state), "%s", said == NULL ? "" : said);
    PQclear(r);
    PQclear(PQexec(pg, "ROLLBACK"));
    return state;
}

static err sign(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("contract.sign"), S("contract"), 7, S(""));
    return NULL;
}

static struct db *open_lesser(struct testing_db *t)
{
    struct db *db = NULL;
    str url = str_format(t->arena, "%s&user=" ROLE, t->url);
    assert_null(db_open(url, &db));
    db_set_arena(db, t->arena);
    return db;
}

static void abuse_17_the_sites_role_adds_to_the_chain_and_changes_nothing_of_it(void **state)
{
    (void)state;
    static const char *const REFUSED[] = {
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM access_entry",
        "UPDATE audit_seal SET at = 1",
        "UPDATE quote SET price_won = 1",
        "UPDATE law_decision SET path = 'x'",
        "DELETE FROM ledger_line",
        "DELETE FROM payment",
        "DROP TRIGGER audit_entry_only_added ON audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE audit_entry OWNER TO " ROLE,
        "CREATE TRIGGER x BEFORE INSERT ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION "
        "only_added()",
        "CREATE OR REPLACE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
        "DROP TABLE notice",
        "CREATE TABLE of_ours (x BIGINT)",
        "ALTER TABLE account ADD COLUMN x BIGINT",
        "UPDATE schema_version SET sha256 = ''",
    };
    struct testing_db t;
    if (!open_server(&t)) {
        return;
    }
    assert_null(db_role_grant(t.db, S(ROLE)));
    struct db *db = open_lesser(&t);
    struct unit u = {.arena = t.arena, .db = db, .actor = &OFFICER, .trace = S("t")};
    assert_null(unit_run(&u, unit_clock_system, sign, NULL));
    assert_null(unit_run(&u, unit_clock_system, sign, NULL));
    PGconn *pg = connect_lesser(&t);
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        const char *said = state_of(pg, REFUSED[i]);
        if (strcmp(said, "42501") != 0) { // no right
            fail_msg("%s: '%s'", REFUSED[i], said);
        }
    }
    PQfinish(pg);
    int64_t rows = 0;
    str bad = S("");
    assert_null(db_begin(db, DB_READ));
    assert_null(audit_verify(db, t.arena, &rows, &bad));
    db_rollback(db);
    assert_int_equal(rows, 2);
    assert_int_equal(bad.n, 0);
    db_close(db);
    testing_db_close(&t);
}

static void the_owner_is_told_apart_from_the_sites_role(void **state)
{
    (void)state;
    struct testing_db t;
    bool may_change = false;
    if (!open_server(&t)) {
        return;
    }
    assert_null(db_role_may_change(t.db, &may_change));
    assert_true(may_change);
    assert_null(db_role_grant(t.db, S(ROLE)));
    struct db *db = open_lesser(&t);
    assert_null(db_role_may_change(db, &may_change));
    assert_false(may_change);

    // Nothing is to be migrated: the role may ask and need not be allowed to.
    int applied = -1;
    assert_null(db_migrate(db, &applied));
    assert_int_equal(applied, 0);

    // What a person gave it besides is taken with the next migration, and told until then.
    PGconn *pg = PQconnectdb(t.url);
    PQclear(PQexec(pg, "GRANT UPDATE ON audit_entry TO " ROLE));
    PQfinish(pg);
    assert_null(db_role_may_change(db, &may_change));
    assert_true(may_change);
    assert_null(db_role_grant(t.db, S(ROLE)));
    assert_null(db_role_may_change(db, &may_change));
    assert_false(may_change);
    db_close(db);
    testing_db_close(&t);
}

static void run_as_owner(struct testing_db *t, const char *text)
{
    PGconn *pg = PQconnectdb(t->url);
    PGresult *r = PQexec(pg, text);
    assert_int_equal(PQresultStatus(r), PGRES_COMMAND_OK);
    PQclear(r);
    PQfinish(pg);
}

static void a_new_table_comes_to_the_roles_there_are(void **state)
{
    (void)state;
    struct testing_db t;
    int64_t count = -1;
    str table = S("");
    if (!open_server(&t)) {
        return;
    }
    run_as_owner(&t, "DO $$ BEGIN EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM " ROLE
                     "', current_schema()); END $$");
    assert_null(db_role_grant_again(t.db, &count)); // as it comes: one role
    assert_int_equal(count, 0);
    assert_null(db_role_grant(t.db, S(ROLE)));
    struct db *db = open_lesser(&t);
    assert_null(db_role_check_reads(db, &table));
    run_as_owner(&t, "CREATE TABLE zz_of_later (id BIGINT)");
    assert_ptr_equal(db_role_check_reads(db, &table), &DB_ROLE_LACKS);
    assert_true(str_equals(table, S("zz_of_later")));

    // Who is not the owner gives nothing, and is not asked to.
    assert_null(db_role_grant_again(db, &count));
    assert_int_equal(count, 0);
    assert_null(db_role_grant_again(t.db, &count));
    assert_int_equal(count, 1);
    bool may_change = true;
    assert_null(db_role_check_reads(db, &table));
    assert_null(db_role_may_change(db, &may_change));
    assert_false(may_change);
    run_as_owner(&t, "DROP TABLE zz_of_later");
    db_close(db);
    testing_db_close(&t);
}

static void only_the_owner_brings_the_tables_up(void **state)
{
    (void)state;
    struct testing_db t;
    if (!open_server(&t)) {
        return;
    }
    assert_null(db_role_grant(t.db, S(ROLE)));
    struct db *db = open_lesser(&t);
    assert_null(db_role_check_migrate(db)); // nothing is due
    run_as_owner(&t, "CREATE TABLE zz_kept AS SELECT * FROM "
                     "schema_version ORDER BY number DESC LIMIT 1; DELETE FROM schema_version"
                     " WHERE number = (SELECT MAX(number) FROM schema_version)");
    assert_ptr_equal(db_role_check_migrate(db), &DB_ROLE_NOT_OWNER);
    assert_null(db_role_check_migrate(t.db));
    run_as_owner(&t, "INSERT INTO schema_version SELECT * FROM zz_kept; DROP TABLE zz_kept");
    assert_null(db_role_check_migrate(db));
    db_close(db);
    testing_db_close(&t);
}

static void a_role_that_is_none_or_owns_everything_is_refused(void **state)
{
    (void)state;
    struct testing_db file;
    bool may_change = true;
    assert_true(testing_db_open(DB_SQLITE, &file));
    assert_ptr_equal(db_role_grant(file.db, S(ROLE)), &DB_ROLE_ENGINE);
    assert_null(db_role_may_change(file.db, &may_change));
    assert_false(may_change);
    testing_db_close(&file);
    struct testing_db t;
    if (!open_server(&t)) {
        return;
    }
    assert_ptr_equal(db_role_grant(t.db, S("nobody_of_that_name")), &DB_ROLE_UNKNOWN);
    assert_ptr_equal(db_role_grant(t.db, S("x\"; DROP TABLE audit_entry; --")), &DB_ROLE_UNKNOWN);
    PGconn *pg = PQconnectdb(t.url);
    assert_ptr_equal(db_role_grant(t.db, str_view(PQuser(pg))), &DB_ROLE_OWNS);
    PQfinish(pg);
    testing_db_close(&t);
}

int main(void)
{
    if (getenv("DURE_TEST_PG") == NULL) {
        return 77; // skipped: there is nothing to try
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_17_the_sites_role_adds_to_the_chain_and_changes_nothing_of_it),
        cmocka_unit_test(the_owner_is_told_apart_from_the_sites_role),
        cmocka_unit_test(a_new_table_comes_to_the_roles_there_are),
        cmocka_unit_test(only_the_owner_brings_the_tables_up),
        cmocka_unit_test(a_role_that_is_none_or_owns_everything_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
