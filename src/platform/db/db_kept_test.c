// What the tests themselves stand on: a database that was kept is put back to the row, and the next
// test finds an empty one whose numbers begin again.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_engine.h"
#include "platform/db/db_table_testing.h"

#define TWICE 2

static const struct sql FACTS = {
    STATEMENT("kept_facts"),
    .sqlite = "SELECT (SELECT COUNT(*) FROM login_bucket) AS buckets,"
              " (SELECT COALESCE(SUM(count), 0) FROM login_bucket) AS total,"
              " (SELECT COUNT(*) FROM audit_head) AS heads,"
              " (SELECT COUNT(*) FROM job) AS jobs,"
              " (SELECT COALESCE(MAX(id), 0) FROM job) AS last",
    .postgres = "SELECT (SELECT COUNT(*) FROM login_bucket) AS buckets,"
                " (SELECT COALESCE(SUM(count), 0)::BIGINT FROM login_bucket) AS total,"
                " (SELECT COUNT(*) FROM audit_head) AS heads,"
                " (SELECT COUNT(*) FROM job) AS jobs,"
                " (SELECT COALESCE(MAX(id), 0) FROM job) AS last",
};

struct facts {
    int64_t buckets;
    int64_t total;
    int64_t heads;
    int64_t jobs;
    int64_t last; // number of a job
};

static void deed(struct testing_db *t, const char *text)
{
    db_table_ok(db_begin(t->db, DB_WRITE), t->db);
    db_table_ok(t->db->engine->script(t->db, text), t->db);
    db_table_ok(db_commit(t->db), t->db);
}

static void check(struct testing_db *t, struct facts wanted)
{
    db_table_ok(db_begin(t->db, DB_READ), t->db);
    struct query *q = db_query(t->db, &FACTS);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "buckets"), wanted.buckets);
    assert_int_equal(read_i64(q, "total"), wanted.total);
    assert_int_equal(read_i64(q, "heads"), wanted.heads);
    assert_int_equal(read_i64(q, "jobs"), wanted.jobs);
    assert_int_equal(read_i64(q, "last"), wanted.last);
    assert_null(query_end(q));
    db_rollback(t->db);
}

#define ADD_JOB                                                                                    \
    "INSERT INTO job (kind, object_id, argument, state, not_before, created_at)"                   \
    " VALUES ('k', 1, '', 'waiting', 1, 1);"

static void what_a_deed_changed_added_or_removed_is_put_back(void **state)
{
    (void)state;
    static const char *const DEEDS[] = {
        "UPDATE login_bucket SET count = count + 5 WHERE address = 'a'",
        "INSERT INTO login_bucket VALUES ('c', 100, 1)",
        "DELETE FROM login_bucket WHERE address = 'b'",
        "DELETE FROM login_bucket WHERE address = 'b'; INSERT INTO login_bucket VALUES ('d', 9, 1)",
        "DELETE FROM login_bucket",
        "INSERT INTO audit_head VALUES ('p:1', 1, '')", // a table that was empty
    };
    FOR_EACH_ENGINE(t)
    {
        deed(&t, "INSERT INTO login_bucket VALUES ('a', 1, 1), ('b', 20, 1);" ADD_JOB);
        struct facts kept = {.buckets = 2, .total = 21, .jobs = 1, .last = 1};
        testing_db_keep(&t);
        for (size_t i = 0; i < TWICE * COUNT(DEEDS); i++) {
            deed(&t, DEEDS[i % COUNT(DEEDS)]);
            testing_db_put_back(&t);
            check(&t, kept);
        }
        testing_db_put_back(&t); // nothing was done
        check(&t, kept);
        deed(&t, DEEDS[0]);
        testing_db_keep(&t); // anew
        deed(&t, DEEDS[1]);
        testing_db_put_back(&t);
        kept.total += 5;
        check(&t, kept);
    }
}

static void the_next_finds_nothing_and_counts_from_one(void **state)
{
    (void)state;
    for (int i = 0; i < TWICE; i++) {
        FOR_EACH_ENGINE(t)
        {
            check(&t, (struct facts){0});
            deed(&t, "INSERT INTO login_bucket VALUES ('a', 1, 1);" ADD_JOB ADD_JOB);
            check(&t, (struct facts){.buckets = 1, .total = 1, .jobs = 2, .last = 2});
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_deed_changed_added_or_removed_is_put_back),
        cmocka_unit_test(the_next_finds_nothing_and_counts_from_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
