// What migrations make of the rows of a site that was there before them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_backfill_test.sql.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_testing.h"

static size_t count_before(int number)
{
    size_t count = 0;
    while (count < MIGRATION_COUNT && MIGRATIONS[count].number < number) {
        count++;
    }
    return count;
}

// A site as it was before that migration, with these rows, is brought up to today.
static void bring_up(struct db *db, int number, const struct sql *const *rows, size_t count)
{
    int applied = 0;
    assert_null(db_migrate_list(db, MIGRATIONS, count_before(number), &applied));
    assert_null(db_begin(db, DB_WRITE));
    for (size_t i = 0; i < count; i++) {
        assert_null(query_run(db_query(db, rows[i]), NULL));
    }
    assert_null(db_commit(db));
    assert_null(db_migrate(db, &applied));
    assert_true(applied > 0);
}

// Each is shown with the product that stood for its own at that moment, and its revisions end with
// its version.
static const struct {
    int64_t row;
    int64_t revision;
    int64_t product;
    int64_t is_removed;
    const char *reason;
    int64_t made_at;
    int64_t account; // 0: nobody knows
    int64_t version; // of the photo, afterwards
} MADE[] = {
    {1, 1, 1, 0, "사진을 올림", 10, 1, 2},
    {4, 1, 3, 0, "사진을 올림", 15, 1, 3},
    {2, 1, 2, 0, "사진을 올림", 20, 1, 3},
    {4, 2, 1, 0, "합침",           25, 1, 3},
    {2, 2, 1, 0, "합침",           30, 1, 3},
    {4, 3, 3, 0, "나눔",           35, 1, 3},
    {3, 1, 1, 0, "사진을 올림", 40, 1, 1},
    {1, 2, 1, 1, "사진을 뺌",    50, 0, 2},
    {2, 3, 1, 1, "사진을 뺌",    60, 0, 3},
    {5, 5, 3, 0, "사진을 올림", 70, 1, 5},
};

static void check_made(struct query *q, size_t i)
{
    assert_true(i < COUNT(MADE));
    assert_int_equal(read_i64(q, "row_id"), MADE[i].row);
    assert_int_equal(read_i64(q, "revision"), MADE[i].revision);
    assert_int_equal(read_i64(q, "product_id"), MADE[i].product);
    assert_int_equal(read_i64(q, "is_removed"), MADE[i].is_removed);
    assert_true(str_equals(read_str(q, "reason"), str_view(MADE[i].reason)));
    assert_int_equal(read_i64(q, "made_at"), MADE[i].made_at);
    assert_int_equal(read_i64(q, "account_id"), MADE[i].account);
    assert_int_equal(read_i64(q, "version"), MADE[i].version);
    assert_true(read_str(q, "alt").n > 0);
}

static void photos_of_merged_parted_and_removed_have_their_past(void **state)
{
    static const struct sql *const ROWS[] = {
        &SQL_BACKFILL_TEST_ACCOUNT,  &SQL_BACKFILL_TEST_SUPPLIER, &SQL_BACKFILL_TEST_CATEGORY,
        &SQL_BACKFILL_TEST_PRODUCTS, &SQL_BACKFILL_TEST_MERGES,   &SQL_BACKFILL_TEST_FILES,
        &SQL_BACKFILL_TEST_PICTURES, &SQL_BACKFILL_TEST_PHOTOS,
    };
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        size_t i = 0;
        bring_up(t.db, 103, ROWS, COUNT(ROWS));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_BACKFILL_TEST_REVISIONS);
        for (; query_next(q); i++) {
            check_made(q, i);
        }
        assert_null(query_end(q));
        assert_int_equal(i, COUNT(MADE));
        q = db_query(t.db, &SQL_BACKFILL_TEST_COUNT);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "picture_count"), 5);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

// A service that carries things gets the rate of transport, and no other row.
static void moving_of_a_site_of_before_has_its_rate(void **state)
{
    static const struct sql *const ROWS[] = {&SQL_BACKFILL_TEST_MOVING};
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        bring_up(t.db, 122, ROWS, COUNT(ROWS));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_BACKFILL_TEST_RATES);
        assert_true(query_next(q));
        assert_true(str_equals(read_str(q, "code"), S("smove.move.office")));
        assert_false(query_next(q));
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

// Of all records of the year that count, in the row of everything.
static void a_year_of_before_knows_what_was_paid(void **state)
{
    static const struct sql *const ROWS[] = {
        &SQL_BACKFILL_TEST_ACCOUNT,      &SQL_BACKFILL_TEST_SUPPLIER,
        &SQL_BACKFILL_TEST_INSTITUTIONS, &SQL_BACKFILL_TEST_DEPARTMENTS,
        &SQL_BACKFILL_TEST_PURCHASES,    &SQL_BACKFILL_TEST_CONTRACTS,
        &SQL_BACKFILL_TEST_RECORDS,      &SQL_BACKFILL_TEST_YEAR_SUMS,
    };
    static const struct {
        int64_t institution;
        int64_t year;
        const char *tag;
        int64_t paid;
    } YEARS[] = {
        {1, 2025, "",      1    },
        {1, 2026, "",      4 + 9},
        {1, 2026, "women", 0    },
        {2, 2026, "",      25   },
        {2, 2027, "",      0    },
    };
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        size_t i = 0;
        bring_up(t.db, 126, ROWS, COUNT(ROWS));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_BACKFILL_TEST_YEAR_PAID);
        for (; query_next(q); i++) {
            assert_true(i < COUNT(YEARS));
            assert_int_equal(read_i64(q, "institution_id"), YEARS[i].institution);
            assert_int_equal(read_i64(q, "fiscal_year"), YEARS[i].year);
            assert_true(str_equals(read_str(q, "tag"), str_view(YEARS[i].tag)));
            assert_int_equal(read_i64(q, "paid_won"), YEARS[i].paid);
        }
        assert_null(query_end(q));
        assert_int_equal(i, COUNT(YEARS));
        db_rollback(t.db);
    }
}

static void nouns_of_before_lie_beside_their_category(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        assert_null(db_migrate_list(t.db, MIGRATIONS, count_before(127), &applied));
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(t.db->engine->script( // no statement of today knows that column
            t.db,
            "INSERT INTO category (code, level, position, name, object, vat, unit,"
            " direct_production, things)"
            " VALUES ('office.write.pen', 3, 1, '가', 'goods', 'taxable', '개', 'no', '볼펜|연필'),"
            " ('office.write.ink', 3, 2, '나', 'goods', 'taxable', '개', 'no', '')"));
        assert_null(db_commit(t.db));
        assert_null(db_migrate(t.db, &applied));
        assert_true(applied > 0);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_BACKFILL_TEST_THINGS);
        assert_true(query_next(q));
        assert_true(str_equals(read_str(q, "category_code"), S("office.write.pen")));
        assert_true(str_equals(read_str(q, "things"), S("볼펜|연필")));
        assert_false(query_next(q));
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(photos_of_merged_parted_and_removed_have_their_past),
        cmocka_unit_test(moving_of_a_site_of_before_has_its_rate),
        cmocka_unit_test(a_year_of_before_knows_what_was_paid),
        cmocka_unit_test(nouns_of_before_lie_beside_their_category),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
