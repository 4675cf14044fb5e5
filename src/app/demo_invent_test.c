// test-timeout: 300
// A demo with more institutions than the set-up data knows: real ones first, then invented ones
// that say so.
#include "app/demo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/demo_invent_test.sql.h"
#include "base/limits.h"
#include "market/party/party_testing.h"

#define GIVEN_COUNT 657 // of data/institutions.csv
#define MORE 43

// Goods and firms alone beside them: what is bought is of no matter here.
static const struct demo_size SIZE = {
    .name = "many",
    .institutions = GIVEN_COUNT + MORE,
    .suppliers = 200,
    .products = 300,
    .officers = 1,
    .is_shelf = true,
};

static const struct actor MACHINE = {0};

static void load(struct testing_db *t)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    str sentence = S("");
    err e = demo_load(&u, &SIZE, 7, S("data"), NULL, &sentence);
    if (e != NULL) {
        fail_msg("%s: %.*s: %s", e->code, STR_ARG(sentence), db_error(t->db).p);
    }
}

static void what_is_invented_comes_after_the_real_and_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        load(&t);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_DEMO_INVENTED);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "given"), GIVEN_COUNT);
        assert_int_equal(read_i64(q, "given_joined"), GIVEN_COUNT);
        assert_int_equal(read_i64(q, "invented"), MORE + 1); // one more than join: it applies
        assert_int_equal(read_i64(q, "joined"), MORE);
        assert_int_equal(read_i64(q, "unmarked"), 0);
        assert_int_equal(read_i64(q, "nowhere"), 0);
        assert_int_equal(read_i64(q, "names"), read_i64(q, "institutions"));
        assert_int_equal(read_i64(q, "regimes"), 3); // of schools, of foundations, of the city
        assert_null(query_end(q));
        q = db_query(t.db, &SQL_TEST_DEMO_INVENTED_PEOPLE);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "institutions"), 0);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_invented_comes_after_the_real_and_says_so),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
