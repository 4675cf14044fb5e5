// test-timeout: 300
// A large demo that is loaded leaves keys, indexes and triggers as they were. So does one that is
// killed, which is begun anew where nothing was kept and told where something was; only of a
// server's some are gone while sessions make them again, after the rows.
#include "app/demo_city.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/demo_broken_test.sql.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "platform/db/db_testing.h"

static const struct actor MACHINE = {0};
static const struct demo_size VILLAGE = {
    .name = "city",
    .institutions = 4,
    .suppliers = 120,
    .products = 300,
    .years = 1,
    .purchases_a_year = 6,
    .officers = 2,
};

// Where it is killed.
struct stage {
    const char *what; // of its display
    int64_t done;
    bool is_half; // something was kept by then
    bool is_bare; // of a server's tables keys are gone
};

static const struct stage *killed_at;

#define KILLED 77 // the child's exit code

static void watch(const char *what, int64_t done, int64_t all)
{
    (void)all;
    if (killed_at != NULL && strcmp(what, killed_at->what) == 0 && done >= killed_at->done) {
        _exit(KILLED);
    }
}

static err load(struct arena *a, struct db *db, str *sentence)
{
    struct calendar calendar = testing_calendar(a);
    struct unit u = {.arena = a,
                     .db = db,
                     .actor = &MACHINE,
                     .trace = S("t"),
                     .law = testing_law(),
                     .calendar = &calendar};
    TRY(db_behind_begin(db));
    err e = demo_load(&u, &VILLAGE, 1, S("data"), watch, sentence);
    db_behind_end(db);
    TRY(e);
    TRY(demo_past(&u, &VILLAGE, 1, watch));
    return demo_end(&u);
}

static void check_load(struct testing_db *t, err wanted)
{
    str sentence = S("");
    err e = load(t->arena, t->db, &sentence);
    if (e != wanted) {
        fail_msg("%s: %.*s: %s", e == NULL ? "loaded" : e->code, STR_ARG(sentence),
                 db_error(t->db).p);
    }
}

// All that holds for the rows, and all that finds them, as one text.
static str schema_of(struct testing_db *t)
{
    struct out all;
    out_init(&all, t->arena, LIMIT_PAGE);
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_BROKEN_SCHEMA);
    while (query_next(q)) {
        str line = read_str(q, "line");
        out_str(&all, line);
        out_char(&all, '\n');
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    assert_true(!all.overflowed && all.n > 10000);
    return out_view(&all);
}

// No connection of ours is open meanwhile: the child's are its own.
static void load_until_killed(struct testing_db *t, const struct stage *at)
{
    db_close(t->db);
    pid_t child = fork();
    if (child == 0) {
        killed_at = at;
        str sentence = S("");
        (void)load(t->arena, testing_db_again(t), &sentence);
        _exit(0); // it went past the stage, or failed
    }
    assert_true(child > 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), KILLED);
    t->db = testing_db_again(t);
}

static void a_load_leaves_the_schema_as_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str before = schema_of(&t);
        check_load(&t, NULL);
        assert_true(str_equals(schema_of(&t), before));
    }
}

static void a_load_that_is_killed_leaves_the_schema_as_it_was_and_is_told(void **state)
{
    (void)state;
    static const struct stage STAGES[] = {
        {"상품",        100, false, false}, // keys and indexes are gone in its transaction
        {"지난 구매", 1,   true,  false},
        {"색인",        0,   true,  false}, // they are about to be made again
        {"색인",        1,   true,  false}, // and not yet kept, or still to be made
        {"색인",        2,   true,  true }, // what finds rows is there
        {"집계",        1,   true,  true },
    };
    for (size_t i = 0; i < COUNT(STAGES); i++) {
        FOR_EACH_ENGINE(t)
        {
            str before = schema_of(&t);
            bool is_bare = STAGES[i].is_bare && db_engine(t.db) != DB_SQLITE;
            load_until_killed(&t, &STAGES[i]);
            assert_true(is_bare || str_equals(schema_of(&t), before));
            assert_ptr_equal(demo_refuse_half(t.db), STAGES[i].is_half ? &DEMO_HALF_LOADED : NULL);
            check_load(&t, STAGES[i].is_half ? &DEMO_HALF_LOADED : NULL);
            assert_true(is_bare || str_equals(schema_of(&t), before));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_load_leaves_the_schema_as_it_was),
        cmocka_unit_test(a_load_that_is_killed_leaves_the_schema_as_it_was_and_is_told),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
