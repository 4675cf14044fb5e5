// What the doctor asks of the engine itself: whether the file is whole, and whether every row
// points to one that is there.
#include "app/doctor_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"
#include "platform/db/db_testing.h"

static str ask(struct testing_db *t, const char *name)
{
    size_t i = 0;
    while (strcmp(DOCTOR_CHECKS[i].name, name) != 0) {
        i++;
    }
    struct doctor_finding found;
    assert_null(doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found));
    return found.bad;
}

// A text that lies twice in the file, in its table and in the table's index.
#define LINE "this line stands in a table and in its index"
static const char TWICE[] = "CREATE TABLE rotten (said TEXT NOT NULL) STRICT;"
                            "CREATE INDEX rotten_said ON rotten (said);"
                            "INSERT INTO rotten VALUES ('" LINE "')";

// One byte of the first of them becomes another, as on a disk that rots.
static void rot(const struct testing_db *t)
{
    char path[sizeof(t->place) + 20];
    (void)snprintf(path, sizeof(path), "%s/test.db", t->place);
    FILE *f = fopen(path, "r+be");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(f);
    char *bytes = malloc(size);
    assert_non_null(bytes);
    assert_int_equal(fseek(f, 0, SEEK_SET), 0);
    assert_int_equal(fread(bytes, 1, size, f), size);
    // The schema holds no such text: the statement that put it in is not kept.
    const char *at = memmem(bytes, size, LINE, strlen(LINE));
    assert_non_null(at);
    assert_int_equal(fseek(f, at - bytes, SEEK_SET), 0);
    assert_int_equal(fputc('T', f), 'T');
    assert_int_equal(fclose(f), 0);
    free(bytes);
}

static void a_byte_that_rotted_in_the_file_is_named(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    assert_null(db_begin(t.db, DB_WRITE));
    assert_null(t.db->engine->script(t.db, TWICE));
    assert_int_equal(ask(&t, "file").n, 0);
    assert_null(db_commit(t.db));
    db_close(t.db); // the last connection gone, all of it is in the one file
    rot(&t);
    t.db = testing_db_again(&t);
    assert_null(db_begin(t.db, DB_READ));
    str bad = ask(&t, "file");
    if (!str_contains(bad, S("rotten_said"))) {
        fail_msg("'%.*s'", STR_ARG(bad));
    }
    db_rollback(t.db);
    testing_db_close(&t);
}

// How a row comes to point to nothing: on SQLite by a connection that does not look; on the server
// by a key that does not, and it is the key that is named.
static const char *const TRICKS[][2] = {
    {"CREATE TABLE orphan (x INTEGER REFERENCES institution (id)) STRICT;"
     "INSERT INTO orphan VALUES (4711)",               "CREATE TABLE orphan (x BIGINT);"
     "INSERT INTO orphan VALUES (4711);"
     "ALTER TABLE orphan ADD FOREIGN KEY (x) REFERENCES institution (id) NOT VALID"},
    {"CREATE TABLE orphan (x INTEGER, y INTEGER REFERENCES institution (id)) STRICT;"
     "INSERT INTO orphan VALUES (1, NULL), (2, 4711)", "CREATE TABLE orphan (x BIGINT REFERENCES institution (id));"
     "ALTER TABLE orphan DISABLE TRIGGER ALL;"
     "INSERT INTO orphan VALUES (4711)"                              },
};

static void a_row_that_points_to_nothing_is_named_by_where_it_points(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_null(t.db->engine->before_migrations(t.db, true)); // SQLite no longer looks at keys
        for (size_t i = 0; i < COUNT(TRICKS); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            assert_int_equal(ask(&t, "references").n, 0);
            assert_null(t.db->engine->script(t.db, TRICKS[i][db_engine(t.db)]));
            str bad = ask(&t, "references");
            if (!str_equals(bad, S("institution"))) {
                fail_msg("%s: '%.*s'", TRICKS[i][db_engine(t.db)], STR_ARG(bad));
            }
            db_rollback(t.db);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_byte_that_rotted_in_the_file_is_named),
        cmocka_unit_test(a_row_that_points_to_nothing_is_named_by_where_it_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
