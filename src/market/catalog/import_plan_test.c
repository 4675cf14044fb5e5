// test-timeout: 120
// A new site's first sheet: a server that planned its statements for no listing at all does not
// read through those that were listed meanwhile.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/import_plan_test.sql.h"
#include "market/catalog/import_testing.h"

#define ROWS 600
#define READS_A_ROW 40 // with the plans of the first step some 570

static const char *sheet_of(struct arena *a)
{
    struct out o;
    out_init(&o, a, 1 * MIB);
    out_str(&o, S("자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수,제조사\n"));
    for (int i = 1; i <= ROWS; i++) {
        out_format(&o, "N-%d,paper.copy.a4,새것 %d,%d,3,A4,500,(주)제조 %d\n", i, i, 1000 + i, i);
    }
    return str_to_c(a, out_view(&o));
}

static int64_t ask(struct db *db, const struct sql *sql, const char *column)
{
    int64_t n = 0;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, sql);
    while (query_next(q)) {
        n = column == NULL ? 0 : read_i64(q, column);
    }
    assert_null(query_end(q));
    assert_null(db_commit(db));
    return n;
}

// The server keeps tables of earlier tests, with their room.
static void begin_anew(struct db *db)
{
    assert_null(db_begin(db, DB_WRITE));
    testing_db_forge(db);
    assert_null(query_run(db_query(db, &SQL_IMPORT_PLAN_EMPTY), NULL));
    assert_null(query_run(db_query(db, &SQL_IMPORT_PLAN_COUNT), NULL));
    assert_null(db_commit(db));
}

static int64_t rows_read(struct db *db)
{
    (void)ask(db, &SQL_IMPORT_PLAN_TELL, NULL);
    return ask(db, &SQL_IMPORT_PLAN_READ, "rows");
}

static void a_first_sheet_reads_as_few_rows_at_its_end_as_at_its_beginning(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_SQLITE) {
            continue; // plans by the schema alone, and counts no rows
        }
        begin_anew(t.db);
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, sheet_of(t.arena));
        assert_null(import_testing_commit(&s, &i));
        int64_t first = rows_read(t.db);
        i = import_testing_run(&s, i.no);
        assert_int_equal(i.state, IMPORT_DONE);
        int64_t read = rows_read(t.db) - first;
        print_message("%lld rows of offers read for %d listed\n", (long long)read, ROWS);
        assert_in_range(read, 1, (int64_t)ROWS * READS_A_ROW);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_sheet_reads_as_few_rows_at_its_end_as_at_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
