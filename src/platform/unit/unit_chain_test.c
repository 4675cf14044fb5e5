// The chain of deeds: what was touched is named, and the database refuses to change a line.
#include "platform/unit/unit.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/unit/unit_test.sql.h"

static const struct actor OFFICER = {
    .account = {.value = 7},
    .institution = {                   .value = 3         },
    .role_label = { .p = "계약담당",          .n = sizeof("계약담당") - 1},
    .address = {             .p = "127.0.0.1",          .n = sizeof("127.0.0.1") - 1},
};
static const struct actor SUPPLIER = {.account = {.value = 8}, .supplier = {.value = 5}};
static const struct actor OPERATOR = {.account = {.value = 21}};

static instant noon(void)
{
    return (instant){.us = INT64_C(1795478400000000)};
}

static struct unit unit_on(struct testing_db *t, const struct actor *actor)
{
    return (struct unit){.arena = t->arena, .db = t->db, .actor = actor, .trace = S("t")};
}

// --- The chain ----------------------------------------------------------------------------------

static err three_deeds(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("purchase.add"), S("purchase"), 1, S(""));
    audit_write(u, S("purchase.change"), S("purchase"), 1, S("수량을 고침"));
    audit_write(u, S("purchase.submit"), S("purchase"), 1, S(""));
    return NULL;
}

static void add_deeds(struct testing_db *t, const struct actor *actor)
{
    struct unit u = unit_on(t, actor);
    assert_null(unit_run(&u, noon, three_deeds, NULL));
}

static str first_bad(struct testing_db *t, int64_t *rows)
{
    str bad = {0};
    assert_null(db_begin(t->db, DB_READ));
    assert_null(audit_verify(t->db, t->arena, rows, &bad));
    db_rollback(t->db);
    return bad;
}

static void an_untouched_chain_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        int64_t rows = 9;
        assert_true(str_is_empty(first_bad(&t, &rows))); // also an empty one
        assert_int_equal(rows, 0);
        const struct actor *actors[] = {&OFFICER, &SUPPLIER, &OPERATOR};
        for (size_t i = 0; i < 2 * COUNT(actors); i++) {
            add_deeds(&t, actors[i % COUNT(actors)]);
        }
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 18);
    }
}

static err many_deeds(struct unit *u, void *data)
{
    (void)data;
    for (int i = 0; i < 400; i++) {
        audit_write(u, S("purchase.change"), S("purchase"), i, S("사유"));
    }
    return NULL;
}

static void a_chain_longer_than_one_reading_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        for (int i = 0; i < 3; i++) {
            assert_null(unit_run(&u, noon, many_deeds, NULL));
        }
        add_deeds(&t, &OPERATOR);
        int64_t rows = 0;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 1203);
    }
}

struct seen {
    struct audit_lane items[4];
    size_t count;
};

static void see_lane(void *data, const struct audit_lane *lane)
{
    struct seen *seen = data;
    assert_true(seen->count < COUNT(seen->items));
    seen->items[seen->count++] = *lane;
}

static void each_chain_is_told_with_its_rows_and_its_first_wrong_one(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        add_deeds(&t, &OFFICER);
        add_deeds(&t, &OPERATOR);
        add_deeds(&t, &SUPPLIER);
        assert_null(db_begin(t.db, DB_WRITE));
        testing_db_forge(t.db);
        struct query *q = db_query(t.db, &SQL_TEST_AUDIT_CHANGE);
        bind_str(q, "lane", audit_lane(t.arena, &OPERATOR));
        bind_i64(q, "seq", 2);
        assert_null(query_run(q, NULL));
        q = db_query(t.db, &SQL_TEST_AUDIT_EMPTY);
        bind_str(q, "lane", S("i:3"));
        assert_null(query_run(q, NULL));
        struct seen seen = {.count = 0};
        assert_null(audit_verify_lanes(t.db, t.arena, see_lane, &seen));
        assert_int_equal(seen.count, 3);
        assert_true(str_equals(seen.items[0].lane, audit_lane(t.arena, &OPERATOR)));
        assert_int_equal(seen.items[0].rows, 3);
        assert_int_equal(seen.items[0].bad_seq, 2);
        assert_true(str_equals(seen.items[1].lane, audit_lane(t.arena, &SUPPLIER)));
        assert_int_equal(seen.items[1].rows, 3);
        assert_int_equal(seen.items[1].bad_seq, 0);
        assert_true(str_equals(seen.items[2].lane, S("i:3"))); // by its head alone
        assert_int_equal(seen.items[2].rows, 0);
        assert_int_equal(seen.items[2].bad_seq, 1);
        db_rollback(t.db);
    }
}

static err one_change(struct unit *u, void *data)
{
    (void)data;
    audit_write_change(u, S("contract.sign"), S("contract"), 42, S("사유"), S("aa"), S("bb"));
    return NULL;
}

// The canonical row written out by hand: README.md is what an auditor's own program follows.
static void the_hash_is_the_one_the_readme_describes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        assert_null(unit_run(&u, noon, one_change, NULL));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_AUDIT_FIND);
        bind_str(q, "lane", S("i:3"));
        bind_i64(q, "seq", 1);
        assert_true(query_next(q));
        str due = digest_sha256(
            t.arena, S("0:3:i:31;1795478400000000;7;12:계약담당9:127.0.0.113:contract.sign"
                       "8:contract42;6:사유2:aa2:bb1:t"));
        assert_true(str_equals(read_str(q, "hash"), due));
        assert_true(str_equals(read_str(q, "prev_hash"), S("")));
        assert_int_equal(read_i64(q, "account_id"), 7);
        assert_true(str_equals(read_str(q, "role"), S("계약담당")));
        assert_true(str_equals(read_str(q, "before_hash"), S("aa")));
        assert_true(str_equals(read_str(q, "after_hash"), S("bb")));
        assert_int_equal(read_instant(q, "at").us, noon().us);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

static err one_change_for_another(struct unit *u, void *data)
{
    u->behalf.value = 8;
    return one_change(u, data);
}

// What was written before there was anybody's place is hashed as it was.
static void a_line_in_anothers_place_names_them_and_the_chain_before_it_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        assert_null(unit_run(&u, noon, one_change_for_another, NULL));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_AUDIT_FIND);
        bind_str(q, "lane", S("i:3"));
        bind_i64(q, "seq", 1);
        assert_true(query_next(q));
        str due = digest_sha256(
            t.arena, S("0:3:i:31;1795478400000000;7;12:계약담당9:127.0.0.113:contract.sign"
                       "8:contract42;6:사유2:aa2:bb1:t8;"));
        assert_true(str_equals(read_str(q, "hash"), due));
        assert_null(query_end(q));
        db_rollback(t.db);
        add_deeds(&t, &OFFICER); // the next unit acts for nobody
        int64_t rows = 0;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 4);
        for (int64_t seq = 1; seq <= 2; seq++) { // taken away, and put in
            str bad = {0};
            assert_null(db_begin(t.db, DB_WRITE));
            testing_db_forge(t.db);
            q = db_query(t.db, &SQL_TEST_AUDIT_BEHALF);
            bind_str(q, "lane", S("i:3"));
            bind_i64(q, "seq", seq);
            assert_null(query_run(q, NULL));
            assert_null(audit_verify(t.db, t.arena, &rows, &bad));
            assert_true(str_equals(bad, seq == 1 ? S("i:3/1") : S("i:3/2")));
            db_rollback(t.db);
        }
    }
}

enum touch {
    CHANGE,
    CUT_FIRST,
    CUT_MIDDLE,
    CUT_TAIL,
    SWAP,
    PUT,
    BEHEAD,
    FORGE_HEAD,
    EMPTY_LANE,
    TOUCH_COUNT
};

static const struct {
    const struct sql *sql;
    const struct sql *then; // or NULL
    int64_t seq;            // or 0: not asked for
    const char *named;
} TOUCHES[] = {
    [CHANGE] = {&SQL_TEST_AUDIT_CHANGE,     NULL,                   2, "i:3/2"},
    [CUT_FIRST] = {&SQL_TEST_AUDIT_CUT,        NULL,                   1, "i:3/1"},
    [CUT_MIDDLE] = {&SQL_TEST_AUDIT_CUT,        NULL,                   2, "i:3/2"},
    [CUT_TAIL] = {&SQL_TEST_AUDIT_CUT,        NULL,                   3, "i:3/3"},
    [SWAP] = {&SQL_TEST_AUDIT_SWAP,       &SQL_TEST_AUDIT_SETTLE, 0, "i:3/2"},
    [PUT] = {&SQL_TEST_AUDIT_PUT,        NULL,                   3, "i:3/4"},
    [BEHEAD] = {&SQL_TEST_AUDIT_BEHEAD,     NULL,                   0, "i:3/1"},
    [FORGE_HEAD] = {&SQL_TEST_AUDIT_FORGE_HEAD, NULL,                   3, "i:3/3"},
    [EMPTY_LANE] = {&SQL_TEST_AUDIT_EMPTY,      NULL,                   0, "i:3/1"},
};

static void touch(struct testing_db *t, enum touch what)
{
    struct query *q = db_query(t->db, TOUCHES[what].sql);
    bind_str(q, "lane", S("i:3"));
    if (TOUCHES[what].seq != 0) {
        bind_i64(q, "seq", TOUCHES[what].seq);
    }
    if (what == SWAP) {
        bind_i64(q, "a", 2);
        bind_i64(q, "b", 3);
    }
    if (what == FORGE_HEAD) {
        bind_str(q, "hash", S("00"));
    }
    assert_null(query_run(q, NULL));
    if (TOUCHES[what].then != NULL) {
        q = db_query(t->db, TOUCHES[what].then);
        bind_str(q, "lane", S("i:3"));
        assert_null(query_run(q, NULL));
    }
}

static void every_touch_of_the_chain_names_the_first_wrong_row(void **state)
{
    (void)state;
    static_assert(COUNT(TOUCHES) == TOUCH_COUNT, "each touch has its row");
    FOR_EACH_ENGINE(t)
    {
        add_deeds(&t, &OFFICER);
        add_deeds(&t, &OPERATOR); // a lane behind it that holds
        for (int what = 0; what < TOUCH_COUNT; what++) {
            int64_t rows = 0;
            str bad = {0};
            assert_null(db_begin(t.db, DB_WRITE));
            testing_db_forge(t.db);
            touch(&t, (enum touch)what);
            assert_null(audit_verify(t.db, t.arena, &rows, &bad));
            if (!str_equals(bad, str_view(TOUCHES[what].named))) {
                fail_msg("touch %d names '%.*s', not %s", what, STR_ARG(bad), TOUCHES[what].named);
            }
            db_rollback(t.db);
        }
        int64_t rows = 0;
        assert_true(str_is_empty(first_bad(&t, &rows)));
    }
}

static err try_on(struct testing_db *t, const struct sql *sql, int64_t seq)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, sql);
    bind_str(q, "lane", S("i:3"));
    if (seq != 0) {
        bind_i64(q, "seq", seq);
    }
    err e = query_run(q, NULL);
    assert_true(e == NULL || str_contains(db_error(t->db), S("rows are only added")));
    db_rollback(t->db);
    return e;
}

static void abuse_17_the_database_itself_refuses_to_change_or_remove_a_line(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        add_deeds(&t, &OFFICER);
        assert_ptr_equal(try_on(&t, &SQL_TEST_AUDIT_CHANGE, 2), &DB_BROKEN);
        assert_ptr_equal(try_on(&t, &SQL_TEST_AUDIT_CUT, 3), &DB_BROKEN);
        assert_ptr_equal(try_on(&t, &SQL_TEST_AUDIT_EMPTY, 0), &DB_BROKEN);
        if (db_engine(t.db) == DB_SQLITE) {
            assert_ptr_equal(try_on(&t, &SQL_TEST_AUDIT_REPLACE, 2), &DB_BROKEN);
        }
        add_deeds(&t, &OFFICER); // it still grows, and its head with it
        int64_t rows = 0;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_chain_holds),
        cmocka_unit_test(a_chain_longer_than_one_reading_holds),
        cmocka_unit_test(each_chain_is_told_with_its_rows_and_its_first_wrong_one),
        cmocka_unit_test(the_hash_is_the_one_the_readme_describes),
        cmocka_unit_test(a_line_in_anothers_place_names_them_and_the_chain_before_it_holds),
        cmocka_unit_test(every_touch_of_the_chain_names_the_first_wrong_row),
        cmocka_unit_test(abuse_17_the_database_itself_refuses_to_change_or_remove_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
