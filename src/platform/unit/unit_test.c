// A unit commits whole or never happened; the chain of deeds shows every touch.
#include "platform/unit/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_test.sql.h"
#include "platform/db/db_testing.h"
#include "platform/unit/unit_test.sql.h"

static const struct actor OFFICER = {
    .account = {7},
    .institution = {              3},
    .role_label = { "계약담당", 12},
    .address = {    "127.0.0.1", 9}
};

static struct unit unit_on(struct testing_db *t, const struct actor *actor)
{
    return (struct unit){.arena = t->arena, .db = t->db, .actor = actor, .trace = S("t")};
}

static err three_deeds(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("purchase.add"), S("purchase"), 1, S(""));
    audit_write(u, S("purchase.change"), S("purchase"), 1, S("수량을 고침"));
    audit_write(u, S("purchase.submit"), S("purchase"), 1, S(""));
    return NULL;
}

static str first_bad(struct testing_db *t, int64_t *rows)
{
    str bad = {0};
    assert_null(db_begin(t->db, DB_READ));
    assert_null(audit_verify(t->db, t->arena, rows, &bad));
    db_rollback(t->db);
    return bad;
}

static void add_deeds(struct testing_db *t)
{
    struct unit u = unit_on(t, &OFFICER);
    assert_null(unit_run(&u, unit_clock_system, three_deeds, NULL));
    static const struct actor OPERATOR = {.account = {21}};
    struct unit o = unit_on(t, &OPERATOR);
    assert_null(unit_run(&o, unit_clock_system, three_deeds, NULL));
}

static void an_untouched_chain_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        add_deeds(&t);
        add_deeds(&t);
        int64_t rows = 0;
        str bad = first_bad(&t, &rows);
        assert_int_equal(rows, 12);
        assert_true(str_is_empty(bad));
    }
}

enum touch { CHANGE, CUT_MIDDLE, CUT_TAIL, SWAP, TOUCH_COUNT };

static void touch(struct testing_db *t, enum touch what)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = NULL;
    if (what == SWAP) {
        q = db_query(t->db, &SQL_TEST_AUDIT_SWAP);
        bind_i64(q, "a", 2);
        bind_i64(q, "b", 3);
        bind_str(q, "lane", S("i:3"));
        assert_null(query_run(q, NULL));
        q = db_query(t->db, &SQL_TEST_AUDIT_SETTLE);
    } else {
        q = db_query(t->db, what == CHANGE ? &SQL_TEST_AUDIT_CHANGE : &SQL_TEST_AUDIT_CUT);
        bind_i64(q, "seq", what == CUT_TAIL ? 3 : 2);
    }
    bind_str(q, "lane", S("i:3"));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void every_touch_of_the_chain_names_the_first_wrong_row(void **state)
{
    (void)state;
    static const char *const NAMED[] = {
        [CHANGE] = "i:3/2", [CUT_MIDDLE] = "i:3/2", [CUT_TAIL] = "i:3/3", [SWAP] = "i:3/2"};
    for (int what = 0; what < TOUCH_COUNT; what++) {
        FOR_EACH_ENGINE(t)
        {
            add_deeds(&t);
            touch(&t, (enum touch)what);
            int64_t rows = 0;
            str bad = first_bad(&t, &rows);
            assert_true(str_equals(bad, str_view(NAMED[what])));
        }
    }
}

static const struct fault REFUSED = {FAULT_REFUSED, "test.refused", "안 됩니다.", NULL};

static err write_then_refuse(struct unit *u, void *data)
{
    (void)data;
    struct query *q = db_query(u->db, &SQL_TEST_FACT_ADD);
    bind_str(q, "key", S("a"));
    bind_str(q, "value", S("b"));
    TRY(query_run(q, NULL));
    audit_write(u, S("fact.add"), S("fact"), 1, S(""));
    return &REFUSED;
}

static void a_refused_unit_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        assert_ptr_equal(unit_run(&u, unit_clock_system, write_then_refuse, NULL), &REFUSED);
        int64_t rows = 9;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 0);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_FACT_SUM);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "fact_count"), 0);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

static err collide_twice(struct unit *u, void *data)
{
    int *tries = data;
    (void)u;
    return ++*tries < 3 ? &DB_COLLISION : NULL;
}

static void a_unit_that_collides_runs_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        int tries = 0;
        assert_null(unit_run(&u, unit_clock_system, collide_twice, &tries));
        assert_int_equal(tries, 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_chain_holds),
        cmocka_unit_test(every_touch_of_the_chain_names_the_first_wrong_row),
        cmocka_unit_test(a_refused_unit_leaves_nothing),
        cmocka_unit_test(a_unit_that_collides_runs_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
