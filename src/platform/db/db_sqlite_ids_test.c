// id_list gives each number once, in the order of the rows, however many there are.
#include "platform/db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_testing.h"

static const char *const PARAMS[] = {"count"};
static const struct sql COUNTED = {
    .name = "t_counted",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n <= ?1)"
              "SELECT id_list(n * 4294967297) AS ids, NULL AS none FROM r WHERE n <= ?1",
    .params = PARAMS,
    .param_count = 1,
};

static void every_number_is_listed_in_the_order_of_the_rows(void **state)
{
    (void)state;
    static const size_t COUNTS[] = {0, 1, 255, 256, 257, 100000};
    struct testing_db t;
    assert_true(testing_db_open_empty(DB_SQLITE, &t));
    for (size_t k = 0; k < COUNT(COUNTS); k++) {
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &COUNTED);
        bind_i64(q, "count", (int64_t)COUNTS[k]);
        assert_true(query_next(q));
        struct db_ids ids = read_ids(q, "ids");
        assert_int_equal(ids.count, COUNTS[k]);
        for (size_t i = 0; i < ids.count; i++) {
            assert_int_equal(ids.items[i], (int64_t)(i + 1) * INT64_C(4294967297));
        }
        assert_int_equal(read_ids(q, "none").count, 0);
        assert_false(query_next(q));
        assert_null(query_end(q));
        db_rollback(t.db);
    }
    testing_db_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_listed_in_the_order_of_the_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
