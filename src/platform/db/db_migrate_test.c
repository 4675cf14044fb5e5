// The schema goes forward, each step whole, and never onto a database the program does not know.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"
#include "platform/db/db_testing.h"

// Texts that a cut at each semicolon would break: a trigger's body, a quoted one, a comment, $$.
static const struct migration WORDS = {
    1,
    "words",
    "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL DEFAULT ';') STRICT;"
    "CREATE TABLE touched (word_id INTEGER REFERENCES word (id)) STRICT;"
    "CREATE TRIGGER word_added AFTER INSERT ON word BEGIN"
    "  INSERT INTO touched VALUES (NEW.id); SELECT 1; END; -- the end; really",
    "CREATE TABLE word (id BIGINT PRIMARY KEY, text TEXT NOT NULL DEFAULT ';');"
    "CREATE TABLE touched (word_id BIGINT REFERENCES word (id));"
    "CREATE FUNCTION word_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    "  INSERT INTO touched VALUES (NEW.id); RETURN NULL; END $$;"
    "CREATE TRIGGER word_added AFTER INSERT ON word"
    "  FOR EACH ROW EXECUTE FUNCTION word_added(); -- the end; really",
};
static const struct migration TWO_WORDS = {
    2,
    "two_words",
    "INSERT INTO word (id) VALUES (1), (2);",
    "INSERT INTO word (id) VALUES (1), (2);",
};
static const struct migration HALF = {
    3,
    "half",
    "INSERT INTO word (id) VALUES (3); INSERT INTO nowhere VALUES (1);",
    "INSERT INTO word (id) VALUES (3); INSERT INTO nowhere VALUES (1);",
};
static const struct migration REBUILD = {
    3,
    "rebuild",
    "CREATE TABLE word_new (id INTEGER PRIMARY KEY, text TEXT NOT NULL, note TEXT) STRICT;"
    "INSERT INTO word_new SELECT id, text, NULL FROM word;"
    "DROP TABLE word; ALTER TABLE word_new RENAME TO word;",
    "ALTER TABLE word ADD COLUMN note TEXT;",
};
static const struct migration ORPHANS = {
    3,
    "orphans",
    "DELETE FROM word;",
    "DELETE FROM word;",
};
static const struct migration NOTHING_HERE = {3, "nothing", "", ""};

static const struct sql COUNT_TOUCHED = {
    .name = "count_touched",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "SELECT COUNT(*) AS touched_count FROM touched",
    .postgres = "SELECT COUNT(*) AS touched_count FROM touched",
};

// WORDS, TWO_WORDS and, unless NULL, a third.
static err migrate(struct db *db, const struct migration *third, int *applied)
{
    struct migration list[3] = {WORDS, TWO_WORDS};
    size_t count = 2;
    if (third != NULL) {
        list[count++] = *third;
    }
    return db_migrate_list(db, list, count, applied);
}

static int64_t count_touched(struct db *db)
{
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &COUNT_TOUCHED);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "touched_count");
    assert_null(query_end(q));
    db_rollback(db);
    return count;
}

static void each_migration_is_applied_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_null(migrate(t.db, NULL, &applied));
        assert_int_equal(applied, 2);
        assert_int_equal(count_touched(t.db), 2); // the trigger came over whole
        assert_null(migrate(t.db, NULL, &applied));
        assert_int_equal(applied, 0);
        assert_null(migrate(t.db, &NOTHING_HERE, &applied)); // for the other engine only
        assert_int_equal(applied, 1);
        assert_int_equal(count_touched(t.db), 2);
    }
}

static void a_migration_that_fails_leaves_the_one_before(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_ptr_equal(migrate(t.db, &HALF, &applied), &DB_BROKEN);
        assert_true(str_contains(db_error(t.db), S("nowhere")));
        assert_int_equal(applied, 2);
        assert_int_equal(count_touched(t.db), 2);
        assert_null(migrate(t.db, NULL, &applied));
        assert_int_equal(applied, 0);
    }
}

static void a_table_may_be_rebuilt_under_the_rows_that_refer_to_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_null(migrate(t.db, &REBUILD, &applied));
        assert_int_equal(applied, 3);
        assert_int_equal(count_touched(t.db), 2);
    }
}

static void a_migration_that_leaves_orphans_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_ptr_equal(migrate(t.db, &ORPHANS, &applied), &DB_BROKEN);
        assert_int_equal(applied, 2);
        assert_null(migrate(t.db, NULL, &applied));
    }
}

// Every row is looked through where a table is made anew, and only there: it takes long.
static void a_site_is_looked_through_where_a_table_is_rebuilt(void **state)
{
    (void)state;
    static const struct migration MORE = {3, "more", "ALTER TABLE touched ADD COLUMN more TEXT",
                                          ""};
    struct testing_db t;
    int applied = 0;
    assert_true(testing_db_open_empty(DB_SQLITE, &t));
    assert_null(migrate(t.db, NULL, &applied));
    assert_null(t.db->engine->before_migrations(t.db, true)); // it no longer looks at keys
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(t.db->engine->script(t.db, "INSERT INTO touched (word_id) VALUES (4711)"));
    assert_null(db_commit(t.db));
    assert_null(t.db->engine->after_migrations(t.db));
    assert_ptr_equal(migrate(t.db, &REBUILD, &applied), &DB_BROKEN);
    assert_int_equal(applied, 0);
    assert_null(migrate(t.db, &MORE, &applied));
    assert_int_equal(applied, 1);
    testing_db_close(&t);
}

static void a_newer_database_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_null(migrate(t.db, &REBUILD, &applied));
        assert_ptr_equal(migrate(t.db, NULL, &applied), &DB_NEWER);
        assert_true(str_contains(db_error(t.db), S("rebuild")));
    }
}

static void an_applied_migration_that_was_edited_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        struct migration edited = TWO_WORDS;
        edited.sqlite = edited.postgres = "INSERT INTO word (id) VALUES (1), (3);";
        const struct migration list[] = {WORDS, edited};
        assert_null(migrate(t.db, NULL, &applied));
        assert_ptr_equal(db_migrate_list(t.db, list, COUNT(list), &applied), &DB_NEWER);
        assert_true(str_contains(db_error(t.db), S("two_words")));
    }
}

static int version_of(struct db *db)
{
    int version = 9999;
    assert_null(db_begin(db, DB_READ));
    assert_null(db_schema_version(db, &version));
    db_rollback(db);
    return version;
}

static void the_programs_own_schema_is_where_it_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_int_equal(version_of(t.db), 0); // and asking made nothing
        assert_null(db_migrate(t.db, &applied));
        assert_int_equal(applied, (int)MIGRATION_COUNT);
        assert_int_equal(version_of(t.db), MIGRATIONS[MIGRATION_COUNT - 1].number);
        assert_null(db_migrate(t.db, &applied));
        assert_int_equal(applied, 0);
    }
}

static void migrate_and_exit(const struct testing_db *t)
{
    int applied = 0;
    struct db *db = testing_db_again(t);
    err e = migrate(db, &NOTHING_HERE, &applied);
    if (e != NULL) {
        print_error("%s: %s\n", e->code, db_error(db).p);
    }
    _exit(e == NULL ? applied : 99);
}

static void processes_that_migrate_at_once_wait_for_one_another(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        pid_t children[4];
        int applied = 0;
        for (size_t i = 0; i < COUNT(children); i++) {
            children[i] = fork();
            assert_true(children[i] >= 0);
            if (children[i] == 0) {
                migrate_and_exit(&t);
            }
        }
        for (size_t i = 0; i < COUNT(children); i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status));
            applied += WEXITSTATUS(status);
        }
        assert_int_equal(applied, 3);
        assert_int_equal(count_touched(t.db), 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_migration_is_applied_once),
        cmocka_unit_test(a_migration_that_fails_leaves_the_one_before),
        cmocka_unit_test(a_table_may_be_rebuilt_under_the_rows_that_refer_to_it),
        cmocka_unit_test(a_migration_that_leaves_orphans_is_refused),
        cmocka_unit_test(a_site_is_looked_through_where_a_table_is_rebuilt),
        cmocka_unit_test(a_newer_database_is_refused),
        cmocka_unit_test(an_applied_migration_that_was_edited_is_refused),
        cmocka_unit_test(the_programs_own_schema_is_where_it_says),
        cmocka_unit_test(processes_that_migrate_at_once_wait_for_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
