// A unit commits whole or never happened; the chain of deeds shows every touch.
#include "platform/unit/unit.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_inject.h"
#include "platform/db/db_test.sql.h"
#include "platform/db/db_testing.h"

static const struct actor OFFICER = {
    .account = {.value = 7},
    .institution = {                   .value = 3         },
    .role_label = { .p = "계약담당",          .n = sizeof("계약담당") - 1},
    .address = {             .p = "127.0.0.1",          .n = sizeof("127.0.0.1") - 1},
};
static const struct actor OPERATOR = {.account = {.value = 21}};

static const struct fault REFUSED = {FAULT_REFUSED, "test.refused", "안 됩니다.", NULL};

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

static str first_bad(struct testing_db *t, int64_t *rows)
{
    str bad = {0};
    assert_null(db_begin(t->db, DB_READ));
    assert_null(audit_verify(t->db, t->arena, rows, &bad));
    db_rollback(t->db);
    return bad;
}

// --- Whole or never -----------------------------------------------------------------------------

static int64_t count_facts(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_FACT_SUM);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "fact_count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

static err add_fact(struct unit *u, str key)
{
    struct query *q = db_query(u->db, &SQL_TEST_FACT_ADD);
    bind_str(q, "key", key);
    bind_str(q, "value", S("b"));
    return query_run(q, NULL);
}

static err write_note(struct unit *u, const void *data)
{
    (void)data;
    return add_fact(u, S("note"));
}

static err write_then_refuse(struct unit *u, void *data)
{
    (void)data;
    TRY(add_fact(u, S("a")));
    audit_write(u, S("fact.add"), S("fact"), 1, S(""));
    unit_note(u, write_note, NULL);
    return &REFUSED;
}

static void a_refused_unit_leaves_its_notes_and_nothing_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        assert_ptr_equal(unit_run(&u, noon, write_then_refuse, NULL), &REFUSED);
        int64_t rows = 9;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 0);
        assert_int_equal(count_facts(&t), 0);
        assert_non_null(u.notes);
        assert_null(u.notes->next);
        assert_ptr_equal(u.notes->write, write_note);
    }
}

static err read_then_write_as(struct unit *u, const char *who)
{
    struct query *q = db_query(u->db, &SQL_TEST_FACT_SUM);
    if (!query_next(q)) {
        return query_end(q);
    }
    int64_t count = read_i64(q, "fact_count");
    TRY(query_end(q));
    audit_write(u, S("fact.add"), S("fact"), count, S(""));
    unit_note(u, write_note, NULL);
    return add_fact(u, str_format(u->arena, "%s %lld", who, (long long)count));
}

static err read_then_write(struct unit *u, void *data)
{
    int *tries = data;
    ++*tries;
    return read_then_write_as(u, "one");
}

static err read_then_write_too(struct unit *u, void *data)
{
    (void)data;
    return read_then_write_as(u, "another");
}

// A unit that another one forestalls once, between its reading and its commit.
struct forestalled {
    struct testing_db *t;
    int tries;
};

static err write_after_another(struct unit *u, void *data)
{
    struct forestalled *f = data;
    TRY(read_then_write(u, &f->tries));
    if (f->tries == 1) {
        struct unit other = unit_on(f->t, &OPERATOR);
        assert_null(db_open(str_view(f->t->url), &other.db));
        assert_null(unit_run(&other, noon, read_then_write_too, NULL));
        db_close(other.db);
    }
    return NULL;
}

static void units_that_contradict_each_other_run_again_and_both_count(void **state)
{
    (void)state;
    struct testing_db t;
    if (!testing_db_open(DB_POSTGRES, &t)) { // SQLite has one writer at a time
        return;
    }
    struct unit u = unit_on(&t, &OFFICER);
    struct forestalled f = {.t = &t};
    assert_null(unit_run(&u, noon, write_after_another, &f));
    assert_int_equal(f.tries, 2);
    assert_int_equal(count_facts(&t), 2);
    assert_null(u.notes->next); // of the try that counted
    int64_t rows = 0;
    assert_true(str_is_empty(first_bad(&t, &rows)));
    assert_int_equal(rows, 2);
    testing_db_close(&t);
}

// Something is read first, so that the snapshot is older than the other unit's deeds.
static err add_after_another(struct unit *u, void *data)
{
    struct forestalled *f = data;
    struct query *q = db_query(u->db, &SQL_TEST_FACT_SUM);
    assert_true(query_next(q));
    TRY(query_end(q));
    if (++f->tries == 1) {
        struct unit other = unit_on(f->t, &OFFICER);
        assert_null(db_open(str_view(f->t->url), &other.db));
        assert_null(unit_run(&other, noon, three_deeds, NULL));
        db_close(other.db);
    }
    return three_deeds(u, NULL);
}

static void deeds_of_one_lane_at_the_same_time_stand_in_it_one_after_the_other(void **state)
{
    (void)state;
    struct testing_db t;
    if (!testing_db_open(DB_POSTGRES, &t)) { // SQLite has one writer at a time
        return;
    }
    struct unit u = unit_on(&t, &OFFICER);
    struct forestalled f = {.t = &t};
    assert_null(unit_run(&u, noon, add_after_another, &f));
    assert_int_equal(f.tries, 2);
    int64_t rows = 0;
    assert_true(str_is_empty(first_bad(&t, &rows)));
    assert_int_equal(rows, 6);
    testing_db_close(&t);
}

static void a_unit_survives_collisions_and_a_server_that_comes_and_goes(void **state)
{
    (void)state;
    static const enum db_injection WHAT[] = {DB_INJECT_COLLISION, DB_INJECT_AWAY};
    for (size_t i = 0; i < COUNT(WHAT); i++) {
        FOR_EACH_ENGINE(t)
        {
            struct unit u = unit_on(&t, &OFFICER);
            int tries = 0;
            db_inject(t.db, WHAT[i], 1, 80); // of a thousand statements
            for (int n = 0; n < 30; n++) {
                assert_null(unit_run(&u, noon, read_then_write, &tries));
            }
            db_inject(t.db, DB_INJECT_NONE, 0, 0);
            assert_true(tries > 30);
            assert_int_equal(count_facts(&t), 30);
            int64_t rows = 0;
            assert_true(str_is_empty(first_bad(&t, &rows)));
            assert_int_equal(rows, 30);
        }
    }
}

static void an_unknown_commit_is_told_and_not_tried_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        int64_t kept = 0;
        for (uint64_t seed = 0; seed < 12; seed++) {
            int tries = 0;
            db_inject(t.db, DB_INJECT_UNKNOWN, seed, 1000);
            assert_ptr_equal(unit_run(&u, noon, read_then_write, &tries), &DB_UNKNOWN);
            assert_int_equal(tries, 1);
            db_inject(t.db, DB_INJECT_NONE, 0, 0);
            int64_t now = count_facts(&t);
            assert_true(now == kept || now == kept + 1); // one or the other, as in life
            kept = now;
        }
        assert_true(kept > 0 && kept < 12);
        int64_t rows = 0;
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, kept);
    }
}

static err collide(struct unit *u, void *data)
{
    (void)u;
    ++*(int *)data;
    return &DB_COLLISION;
}

static void a_unit_that_always_collides_gives_up(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        int tries = 0;
        assert_ptr_equal(unit_run(&u, noon, collide, &tries), &DB_COLLISION);
        assert_int_equal(tries, LIMIT_UNIT_TRIES);
    }
}

static err fill_the_arena(struct unit *u, void *data)
{
    (void)data;
    TRY(add_fact(u, S("a")));
    struct query *q = db_query(u->db, &SQL_TEST_FACT_SUM); // left open
    (void)query_next(q);
    arena_fail_at(1);
    (void)arena_alloc(u->arena, 1);
    return NULL;
}

// True when the unit jumped to the edge of its arena.
static bool runs_out_of_memory(struct unit *u)
{
    jmp_buf edge;
    arena_set_edge(u->arena, &edge);
    if (setjmp(edge) != 0) {
        unit_rollback(u);
        arena_set_edge(u->arena, NULL);
        return true;
    }
    (void)unit_run(u, noon, fill_the_arena, NULL);
    return false;
}

static void a_unit_that_runs_out_of_memory_never_happened(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = unit_on(&t, &OFFICER);
        assert_true(runs_out_of_memory(&u));
        assert_int_equal(count_facts(&t), 0);
    }
}

static void a_network_of_ipv6_is_what_one_subscriber_has(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        const char *network;
    } ROWS[] = {
        {"192.0.2.7",           "192.0.2.7"               },
        {"2001:db8:1:2::1",     "2001:0db8:0001:0002::/64"},
        {"2001:db8:1:2:ff::99", "2001:0db8:0001:0002::/64"},
        {"2001:db8:1:3::1",     "2001:0db8:0001:0003::/64"},
        {"::1",                 "0000:0000:0000:0000::/64"},
        {"::ffff:192.0.2.7",    "::ffff:192.0.2.7"        },
        {"no address",          "no address"              },
        {"",                    ""                        },
    };
    struct arena *a = arena_open(LIMIT_ARENA_BLOCK);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct actor visitor = {.address = str_view(ROWS[i].address)};
        assert_true(str_equals(actor_network(a, &visitor), str_view(ROWS[i].network)));
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_unit_leaves_its_notes_and_nothing_else),
        cmocka_unit_test(units_that_contradict_each_other_run_again_and_both_count),
        cmocka_unit_test(deeds_of_one_lane_at_the_same_time_stand_in_it_one_after_the_other),
        cmocka_unit_test(a_unit_survives_collisions_and_a_server_that_comes_and_goes),
        cmocka_unit_test(an_unknown_commit_is_told_and_not_tried_again),
        cmocka_unit_test(a_unit_that_always_collides_gives_up),
        cmocka_unit_test(a_unit_that_runs_out_of_memory_never_happened),
        cmocka_unit_test(a_network_of_ipv6_is_what_one_subscriber_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
