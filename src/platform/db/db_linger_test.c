// What only read may linger: who reads next goes on with what was seen, until there is a reason to
// look anew. How a server does it: db_postgres_trouble_test.c.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_trouble_testing.h"

static int64_t count_on(struct db *db)
{
    int64_t n = 0;
    struct query *q = db_query(db, &DB_TROUBLE_LIST);
    while (query_next(q)) {
        n++;
    }
    assert_null(query_end(q));
    return n;
}

static int64_t count_reading(struct db *db)
{
    assert_null(db_begin(db, DB_READ));
    int64_t n = count_on(db);
    db_rollback(db);
    return n;
}

static void who_looks_anew_or_wrote_sees_all_there_is(void **state)
{
    (void)state;
    TESTING_EACH(t, db_trouble_open)
    {
        struct db *other = testing_db_again(&t);
        db_may_linger(t.db);
        db_look_anew(NULL);
        db_look_anew(t.db); // nothing lingers
        assert_int_equal(count_reading(t.db), 0);
        assert_null(db_trouble_add(other));
        db_look_anew(t.db);
        assert_int_equal(count_reading(t.db), 1);
        assert_null(db_trouble_add(other));
        db_let_go(t.db);
        assert_int_equal(count_reading(t.db), 2);
        assert_null(db_trouble_add(other));
        assert_null(db_trouble_add(t.db)); // though others wrote since it looked
        assert_int_equal(count_reading(t.db), 4);
        assert_null(db_trouble_add(other));
        assert_null(db_begin(t.db, DB_WRITE));
        assert_int_equal(count_on(t.db), 5);
        db_rollback(t.db); // what may have written does not linger
        assert_null(db_trouble_add(other));
        assert_int_equal(count_reading(t.db), 6);
        db_close(other);
    }
}

static void a_reading_of_sqlite_goes_on_with_what_the_one_before_it_saw(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 1);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 2); // nobody allowed it to linger yet
    db_may_linger(t.db);
    assert_int_equal(count_reading(t.db), 2);
    assert_null(db_trouble_add(other));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(count_reading(t.db), 2);
    }
    assert_null(db_begin(t.db, DB_READ));
    db_look_anew(t.db); // of what is still read: it goes on
    db_let_go(t.db);
    assert_int_equal(count_on(t.db), 2);
    db_rollback(t.db);
    db_rollback(t.db); // of nothing
    assert_int_equal(count_reading(t.db), 2);
    db_look_anew(t.db);
    assert_int_equal(count_reading(t.db), 3);
    db_close(other);
    testing_db_close(&t);
}

// A reading that failed is over, and the next one begins anew.
static void what_met_trouble_does_not_linger(void **state)
{
    (void)state;
    static const struct sql WRONG = {SAME("linger_wrong", "SELECT n FROM nowhere")};
    struct testing_db t;
    assert_true(db_trouble_open(DB_SQLITE, &t));
    struct db *other = testing_db_again(&t);
    db_may_linger(t.db);
    assert_null(db_begin(t.db, DB_READ));
    assert_int_equal(count_on(t.db), 0);
    assert_ptr_equal(db_trouble_run(t.db, &WRONG), &DB_BROKEN);
    db_rollback(t.db);
    assert_null(db_trouble_add(other));
    assert_int_equal(count_reading(t.db), 1);
    db_close(other);
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_looks_anew_or_wrote_sees_all_there_is),
        cmocka_unit_test(a_reading_of_sqlite_goes_on_with_what_the_one_before_it_saw),
        cmocka_unit_test(what_met_trouble_does_not_linger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
