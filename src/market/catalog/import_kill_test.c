// test-timeout: 300
// Workers die at any moment, as by kill -9: in the end every row is listed, and once.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_job.h"
#include "market/catalog/import_kill_test.sql.h"
#include "market/catalog/import_testing.h"
#include "platform/process/killed_testing.h"

#define ROWS 1000
#define CHILDREN_MOST 400

static int64_t turns; // each begins when the lease of the one before has run out

static instant clock_of_turns(void)
{
    return instant_add_s(web_test_now, turns * (LIMIT_JOB_LEASE_S + 1));
}

static const struct job_kind KINDS[] = {
    {"import.step", import_job_step, NULL, NULL},
};

// A worker of `jobs` jobs at most that lives for so long (0: as long as it needs).
static void work(const char *url, int64_t life_us, int jobs)
{
    static const struct actor MACHINE = {
        .name = {.p = "일꾼", .n = sizeof("일꾼") - 1}
    };
    struct db *db = NULL;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    if (db_open(str_view(url), &db) != NULL) {
        _exit(3);
    }
    if (life_us > 0) {
        killed_testing_after(life_us);
    }
    for (bool ran = true; ran && jobs > 0; jobs--) {
        struct unit u = {.arena = arena, .db = db, .actor = &MACHINE};
        db_set_arena(db, arena);
        if (job_run_one(&u, clock_of_turns, KINDS, COUNT(KINDS), NULL, &ran) != NULL) {
            _exit(4);
        }
        arena_reset(arena);
    }
    _exit(0);
}

static bool died(const char *url, int64_t life_us, int jobs)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        work(url, life_us, jobs);
    }
    turns++;
    return killed_testing_wait(child);
}

static int64_t count(struct catalog_scene *s, const struct sql *sql, import_id import)
{
    assert_null(db_begin(s->database->db, DB_READ));
    struct query *q = db_query(s->database->db, sql);
    bind_i64(q, "import", import.value);
    assert_true(query_next(q));
    int64_t n = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(s->database->db);
    return n;
}

static str sheet_of(struct arena *a)
{
    struct out o;
    out_init(&o, a, MIB);
    out_str(&o, S("자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수\n"));
    for (int i = 0; i < ROWS; i++) {
        out_format(&o, "K-%d,paper.copy.a4,종이 %d호,%d,3,A4,2500\n", i, i, 1000 + i);
    }
    return out_view(&o);
}

// Kill workers until the import stands in `state`; two of three live only so long.
static int kill_until(struct catalog_scene *s, public_no no, enum import_state state)
{
    int deaths = 0;
    struct import i = {.state = IMPORT_STATE_COUNT};
    for (int k = 0; k < CHILDREN_MOST && i.state != state; k++) {
        bool lives = k % 3 == 2;
        deaths += died(s->database->url, lives ? 0 : 2000 + (k * 3571) % 60000, lives ? 1 : ROWS);
        assert_null(db_begin(s->database->db, DB_READ));
        assert_null(import_store_find(s->database->db, s->woman, no, &i));
        db_rollback(s->database->db);
    }
    assert_int_equal(i.state, state);
    return deaths;
}

struct handed {
    struct import_sheet sheet;
    struct import made;
};

static err do_add(struct unit *u, void *data)
{
    struct handed *h = data;
    struct import_plan plan;
    TRY(import_action_add(u, &h->sheet, &h->made));
    TRY(import_action_plan(u, &h->made, &plan));
    return import_action_check(u, &h->made, &plan);
}

static void killed_workers_neither_lose_nor_double_a_row(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct handed h;
        str sentence = S("");
        turns = 0;
        import_testing_open(&s, &t, NULL, 0);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        assert_null(import_read_sheet(t.arena, S("a.csv"), sheet_of(t.arena), &h.sheet, &sentence));
        assert_null(unit_run(&u, clock_of_turns, do_add, &h));
        int deaths = kill_until(&s, h.made.no, IMPORT_CHECKED);
        assert_int_equal(count(&s, &SQL_IMPORT_KILL_SEEN, h.made.id), ROWS);

        struct import i;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(import_store_find(t.db, s.woman, h.made.no, &i));
        db_rollback(t.db);
        assert_null(import_testing_commit(&s, &i));
        deaths += kill_until(&s, h.made.no, IMPORT_DONE);
        assert_int_equal(count(&s, &SQL_IMPORT_KILL_MADE, h.made.id), ROWS);
        assert_int_equal(count(&s, &SQL_IMPORT_KILL_LISTED, h.made.id), ROWS);
        assert_int_equal(count(&s, &SQL_IMPORT_KILL_REVISIONS, h.made.id), ROWS);
        assert_true(deaths > 10);
        print_message("%d deaths\n", deaths);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_workers_neither_lose_nor_double_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
