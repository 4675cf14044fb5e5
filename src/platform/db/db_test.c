// Both engines change what they are told and refuse what they should: transactions, statements, and
// our own mistakes.
#include "platform/db/db.h"

#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_table_testing.h"

static const struct sql MARK = {
    STATEMENT("t_mark"),
    .sqlite = "UPDATE t SET flag = 1 WHERE n = ?1",
    .postgres = "UPDATE t SET flag = 1 WHERE n = $1",
    PARAMS("n"),
    .writes = true,
};
static const struct sql ADD_ONCE = {
    STATEMENT("t_add_once"),
    .sqlite = "INSERT INTO t (s) VALUES (?1) ON CONFLICT (s) DO NOTHING RETURNING id",
    .postgres = "INSERT INTO t (s) VALUES ($1) ON CONFLICT (s) DO NOTHING RETURNING id",
    PARAMS("s"),
    .writes = true,
};
static const struct sql WRONG = {
    STATEMENT("t_wrong"),
    .sqlite = "SELECT 1.5 AS n",
    .postgres = "SELECT CAST(1.5 AS NUMERIC) AS n",
};

// --- Changes ------------------------------------------------------------------------------------

static const struct fault NOBODY = {FAULT_CONFLICT, "test.nobody", "없음", NULL};

static void changed_rows_are_counted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        int64_t changed = 9;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (int i = 0; i < 3; i++) {
            db_table_ok(db_table_add(t.db, str_format(t.arena, "%d", i), &id), t.db);
        }
        struct query *q = db_query(t.db, &MARK);
        bind_i64(q, "n", 7);
        db_table_ok(query_run(q, &changed), t.db);
        assert_int_equal(changed, 3);
        q = db_query(t.db, &MARK);
        bind_i64(q, "n", 8);
        assert_ptr_equal(query_run_one(q, &NOBODY), &NOBODY);
        db_table_ok(query_run(db_query(t.db, &DB_TABLE_LIST), &changed), t.db);
        assert_int_equal(changed, 0); // reading changes nothing
        int64_t first = 0;
        int64_t second = 9;
        q = db_query(t.db, &ADD_ONCE);
        bind_str(q, "s", S("x"));
        db_table_ok(query_run_id(q, &first), t.db);
        assert_true(first > id);
        q = db_query(t.db, &ADD_ONCE);
        bind_str(q, "s", S("x"));
        db_table_ok(query_run_id(q, &second), t.db);
        assert_int_equal(second, 0);
        db_table_ok(db_commit(t.db), t.db); // that nobody was found is no trouble of the database
        assert_int_equal(db_table_count(t.db), 4);
    }
}

static void the_first_trouble_is_the_transactions_until_it_is_rolled_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("1"), &id), t.db);
        assert_ptr_equal(db_table_add(t.db, S("1"), &id), &DB_DUPLICATE);
        assert_true(str_starts(db_error(t.db), S("t_add: ")));
        assert_int_equal(db_statements(t.db), 2);
        assert_ptr_equal(db_table_add(t.db, S("2"), &id), &DB_DUPLICATE); // not even tried
        assert_int_equal(db_statements(t.db), 2);
        struct query *q = db_query(t.db, &DB_TABLE_LIST);
        assert_false(query_next(q));
        assert_ptr_equal(query_end(q), &DB_DUPLICATE);
        assert_ptr_equal(db_commit(t.db), &DB_DUPLICATE);
        assert_int_equal(db_table_count(t.db), 0);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("1"), &id), t.db);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(db_table_count(t.db), 1);
    }
}

static void the_schemas_rules_are_the_programmers_to_keep(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        struct query *q = db_query(t.db, &DB_TABLE_ADD);
        bind_null(q, "n");
        bind_null(q, "flag");
        bind_str(q, "s", S("secret"));
        bind_money(q, "price", WON(-1));
        bind_null(q, "day");
        bind_null(q, "at");
        bind_null(q, "parent");
        assert_ptr_equal(query_run_id(q, &id), &DB_BROKEN);
        assert_false(str_contains(db_error(t.db), S("secret"))); // no value reaches a log
        db_rollback(t.db);

        db_table_ok(db_begin(t.db, DB_WRITE), t.db); // a reference to nowhere shows at COMMIT
        q = db_query(t.db, &DB_TABLE_ADD);
        bind_null(q, "n");
        bind_null(q, "flag");
        bind_null(q, "s");
        bind_null(q, "price");
        bind_null(q, "day");
        bind_null(q, "at");
        bind_id(q, "parent", 999);
        db_table_ok(query_run_id(q, &id), t.db);
        assert_ptr_equal(db_commit(t.db), &DB_BROKEN);
        assert_int_equal(db_table_count(t.db), 0);
    }
}

static void a_reading_transaction_cannot_write(void **state)
{
    (void)state;
    static const struct sql SLY = {
        // It does not say that it writes: the engine itself must refuse.
        STATEMENT("t_sly"),
        .sqlite = "INSERT INTO t (n) VALUES (1)",
        .postgres = "INSERT INTO t (n) VALUES (1)",
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_READ), t.db);
        assert_ptr_equal(db_table_add(t.db, S("1"), &id), &DB_BROKEN);
        assert_true(str_contains(db_error(t.db), S("only reads")));
        assert_int_equal(db_statements(t.db), 0);
        db_rollback(t.db);
        for (int i = 0; i < 2; i++) { // the second time it is kept prepared
            db_table_ok(db_begin(t.db, DB_READ), t.db);
            assert_ptr_equal(query_run(db_query(t.db, &SLY), NULL), &DB_BROKEN);
            db_rollback(t.db);
        }
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("1"), &id), t.db);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(db_table_count(t.db), 1);
        db_table_ok(db_begin(t.db, DB_READ), t.db); // nor once the connection has written
        assert_ptr_equal(query_run(db_query(t.db, &SLY), NULL), &DB_BROKEN);
        db_rollback(t.db);
        assert_int_equal(db_table_count(t.db), 1);
    }
}

static void what_is_rolled_back_or_closed_never_happened(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("1"), &id), t.db);
        struct query *q = db_query(t.db, &DB_TABLE_LIST);
        assert_true(query_next(q)); // left open
        db_rollback(t.db);
        db_rollback(t.db); // fine without a transaction
        assert_int_equal(db_table_count(t.db), 0);

        struct db *other = NULL;
        assert_null(db_open(str_view(t.url), &other));
        db_set_arena(other, t.arena);
        db_table_ok(db_begin(other, DB_WRITE), other);
        db_table_ok(db_table_add(other, S("1"), &id), other);
        db_close(other);
        assert_int_equal(db_table_count(t.db), 0);
    }
}

static void a_reading_transaction_sees_one_moment(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int applied = 0;
        db_table_ok(db_migrate(t.db, &applied), t.db); // makes SQLite write beside its readers
        db_table_make(t.db);
        struct db *other = NULL;
        int64_t id = 0;
        assert_null(db_open(str_view(t.url), &other));
        db_set_arena(other, t.arena);
        db_table_ok(db_begin(other, DB_READ), other);
        for (int i = 0; i < 2; i++) {
            struct query *q = db_query(other, &DB_TABLE_LIST);
            assert_false(query_next(q));
            db_table_ok(query_end(q), other);
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            db_table_ok(db_table_add(t.db, str_format(t.arena, "%d", i), &id), t.db);
            db_table_ok(db_commit(t.db), t.db);
        }
        db_table_ok(db_commit(other), other);
        assert_int_equal(db_table_count(other), 2);
        db_close(other);
    }
}

// --- Statements ---------------------------------------------------------------------------------

static void a_statement_may_be_open_inside_itself(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (int i = 0; i < 3; i++) {
            db_table_ok(db_table_add(t.db, str_format(t.arena, "%d", i), &id), t.db);
        }
        int pairs = 0;
        struct query *outer = db_query(t.db, &DB_TABLE_LIST);
        while (query_next(outer)) {
            str s = read_str(outer, "s");
            struct query *inner = db_query(t.db, &DB_TABLE_LIST);
            while (query_next(inner)) {
                pairs += str_compare(s, read_str(inner, "s")) < 0 ? 1 : 0;
            }
            db_table_ok(query_end(inner), t.db);
        }
        db_table_ok(query_end(outer), t.db);
        assert_int_equal(pairs, 3);
        struct query *open[LIMIT_QUERIES_OPEN];
        for (size_t i = 0; i < COUNT(open); i++) {
            open[i] = db_query(t.db, &DB_TABLE_LIST);
            assert_true(query_next(open[i]));
        }
        db_table_ok(db_commit(t.db), t.db); // closes them
        assert_int_equal(db_table_count(t.db), 3);
    }
}

static struct query *query_of_row(struct db *db, int64_t id)
{
    struct query *q = db_query(db, &DB_TABLE_FIND);
    bind_i64(q, "id", id);
    return q;
}

static void check_row(struct db *db, int64_t id, str s)
{
    struct query *q = query_of_row(db, id);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "id"), id);
    assert_true(str_equals(read_str(q, "s"), s));
    assert_false(query_next(q));
    db_table_ok(query_end(q), db);
}

static int64_t count_listed(struct db *db)
{
    int64_t count = 0;
    struct query *q = db_query(db, &DB_TABLE_LIST);
    while (query_next(q)) {
        count++;
    }
    db_table_ok(query_end(q), db);
    return count;
}

// Each is run once and read by whoever binds the same, in any order, in one transaction alone.
static void what_is_foreseen_is_found_when_it_is_wanted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        int64_t ids[3];
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        for (int i = 0; i < 3; i++) {
            db_table_ok(db_table_add(t.db, str_format(t.arena, "%d", i), &ids[i]), t.db);
        }
        db_table_ok(db_commit(t.db), t.db);
        for (int round = 0; round < 2; round++) { // prepared meanwhile
            db_table_ok(db_begin(t.db, DB_READ), t.db);
            for (int i = 0; i < 2; i++) { // the second time it is known
                query_foresee(query_of_row(t.db, ids[0]));
                query_foresee(query_of_row(t.db, ids[1]));
                query_foresee(db_query(t.db, &DB_TABLE_LIST));
            }
            check_row(t.db, ids[2], S("2"));
            assert_int_equal(count_listed(t.db), 3);
            check_row(t.db, ids[1], S("1"));
            check_row(t.db, ids[0], S("0"));
            assert_int_equal(db_statements(t.db), 4);
            assert_int_equal(count_listed(t.db), 3); // once more is another one
            assert_int_equal(db_statements(t.db), 5);
            query_foresee(query_of_row(t.db, ids[0])); // and ended unread
            db_rollback(t.db);
        }
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        query_foresee(db_query(t.db, &DB_TABLE_LIST)); // not where the answer may change
        int64_t id = 0;
        db_table_ok(db_table_add(t.db, S("3"), &id), t.db);
        assert_int_equal(count_listed(t.db), 4);
        db_table_ok(db_commit(t.db), t.db);
        assert_int_equal(db_table_count(t.db), 4);
    }
}

static void more_is_foreseen_than_has_room(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_READ), t.db);
        for (int64_t id = 1; id < 3 * LIMIT_QUERIES_OPEN; id++) {
            query_foresee(query_of_row(t.db, id));
        }
        for (int64_t id = 1; id < 3 * LIMIT_QUERIES_OPEN; id++) {
            struct query *q = query_of_row(t.db, id);
            assert_false(query_next(q));
            db_table_ok(query_end(q), t.db);
        }
        assert_int_equal(db_statements(t.db), 3 * LIMIT_QUERIES_OPEN - 1);
        db_rollback(t.db);
    }
}

static void a_foreseen_statement_that_fails_is_the_transactions_trouble(void **state)
{
    (void)state;
    static const struct sql BAD = {
        STATEMENT("t_bad"),
        .sqlite = "SELECT 1 / 0 AS n FROM nowhere",
        .postgres = "SELECT 1 / 0 AS n",
    };
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        db_table_ok(db_begin(t.db, DB_READ), t.db);
        query_foresee(db_query(t.db, &BAD));
        struct query *list = db_query(t.db, &DB_TABLE_LIST);
        (void)query_next(list);
        (void)query_end(list);
        struct query *bad = db_query(t.db, &BAD);
        assert_false(query_next(bad));
        assert_ptr_equal(query_end(bad), &DB_BROKEN);
        assert_true(str_starts(db_error(t.db), S("t_bad: ")));
        assert_ptr_equal(db_commit(t.db), &DB_BROKEN);
        assert_int_equal(db_table_count(t.db), 0);
    }
}

static int64_t count_prepared(struct db *db)
{
    static const struct sql PREPARED = {
        STATEMENT("prepared"),
        .sqlite = "SELECT 0 AS kept",
        .postgres = "SELECT COUNT(*) AS kept FROM pg_prepared_statements",
    };
    struct query *q = db_query(db, &PREPARED);
    assert_true(query_next(q));
    int64_t kept = read_i64(q, "kept");
    db_table_ok(query_end(q), db);
    return kept;
}

static void more_statements_than_are_kept_still_run(void **state)
{
    (void)state;
    static struct sql many[LIMIT_STATEMENTS_KEPT + 40];
    for (size_t i = 0; i < COUNT(many); i++) {
        many[i] = DB_TABLE_FIND;
    }
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("1"), &id), t.db);
        for (size_t i = 0; i < 2 * COUNT(many); i++) {
            struct query *q = db_query(t.db, &many[i % COUNT(many)]);
            bind_i64(q, "id", id);
            assert_true(query_next(q));
            assert_true(str_equals(read_str(q, "s"), S("1")));
            db_table_ok(query_end(q), t.db);
        }
        assert_true(count_prepared(t.db) <= LIMIT_STATEMENTS_KEPT);
        db_table_ok(db_commit(t.db), t.db);
    }
}

// Every statement of the program is understood by both engines. All that are not are named at once.
static void every_statement_is_prepared_on_both_engines(void **state)
{
    (void)state;
    assert_true(SQL_ALL_COUNT > 0);
    int refused = 0;
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < SQL_ALL_COUNT; i++) {
            const struct sql *sql = SQL_ALL[i];
            bool here = db_engine(t.db) == DB_SQLITE ? sql->sqlite != NULL : sql->postgres != NULL;
            if (!here) {
                continue;
            }
            db_table_ok(db_begin(t.db, DB_WRITE), t.db);
            struct query *q = db_query(t.db, sql);
            q->statement = db_take_statement(t.db, sql);
            if (t.db->engine->prepare(q) != NULL) {
                print_error("%s:%d: %s\n", sql->file, sql->line, db_error(t.db).p);
                refused++;
            }
            db_rollback(t.db);
        }
    }
    assert_int_equal(refused, 0);
}

// --- Our own mistakes ---------------------------------------------------------------------------

enum mistake {
    NO_SUCH_PARAMETER,
    FORGOTTEN_PARAMETER,
    NO_SUCH_COLUMN,
    TEXT_AS_NUMBER,
    NUMBER_AS_TEXT,
    FRACTION,
    NO_TRANSACTION,
    ACROSS_A_FORK,
    TOO_MANY_OPEN,
    MISTAKE_COUNT
};

static void make_mistake(struct db *db, enum mistake what)
{
    struct query *q = NULL;
    if (what == ACROSS_A_FORK) {
        (void)db_begin(db, DB_READ);
        return;
    }
    db->owner = getpid(); // the child may, for the mistake it is here to make
    if (what != NO_TRANSACTION) {
        (void)db_begin(db, DB_READ);
    }
    q = db_query(db, what == FRACTION ? &WRONG : &DB_TABLE_FIND);
    if (what == FRACTION) {
        (void)query_next(q);
        (void)read_i64(q, "n");
        return;
    }
    if (what == TOO_MANY_OPEN) {
        for (int i = 0; i < LIMIT_QUERIES_OPEN; i++) {
            (void)db_query(db, &DB_TABLE_LIST);
        }
        return;
    }
    if (what != FORGOTTEN_PARAMETER) {
        bind_i64(q, what == NO_SUCH_PARAMETER ? "idd" : "id", 1);
    }
    (void)query_next(q);
    if (what == NO_SUCH_COLUMN) {
        (void)read_i64(q, "idd");
    } else if (what == TEXT_AS_NUMBER) {
        (void)read_i64(q, "s");
    } else if (what == NUMBER_AS_TEXT) {
        (void)read_str(q, "n");
    }
}

// How the child ended that made it, and what it said.
static int end_of_mistake(struct db *db, enum mistake what, char *said, size_t room)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit no_core = {0};
        (void)setrlimit(RLIMIT_CORE, &no_core);
        (void)signal(SIGABRT, SIG_DFL); // cmocka's own would report
        (void)dup2(ends[1], STDERR_FILENO);
        make_mistake(db, what);
        _exit(0);
    }
    (void)close(ends[1]);
    size_t n = 0;
    for (ssize_t got = 1; got > 0 && n < room - 1; n += (size_t)(got > 0 ? got : 0)) {
        got = read(ends[0], said + n, room - 1 - n);
    }
    said[n] = '\0';
    (void)close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_programmers_mistake_ends_the_process_with_the_statements_place(void **state)
{
    (void)state;
    static const char *const SAID[] = {
        [NO_SUCH_PARAMETER] = "t_find has no parameter 'idd'",
        [FORGOTTEN_PARAMETER] = "t_find was not given its parameter 'id'",
        [NO_SUCH_COLUMN] = "t_find has no column 'idd'",
        [TEXT_AS_NUMBER] = "t_find does not give a whole number as 's'",
        [NUMBER_AS_TEXT] = "t_find does not give text as 'n'",
        [FRACTION] = "t_wrong does not give a whole number as 'n'",
        [NO_TRANSACTION] = "in_transaction",
        [ACROSS_A_FORK] = "getpid",
        [TOO_MANY_OPEN] = "q != NULL",
    };
    static_assert(COUNT(SAID) == MISTAKE_COUNT, "each mistake has its words");
    FOR_EACH_ENGINE_EMPTY(t)
    {
        db_table_make(t.db);
        int64_t id = 0;
        db_table_ok(db_begin(t.db, DB_WRITE), t.db);
        db_table_ok(db_table_add(t.db, S("text"), &id), t.db);
        db_table_ok(db_commit(t.db), t.db);
        for (int what = 0; what < MISTAKE_COUNT; what++) {
            struct db *db = NULL; // the child spoils it
            assert_null(db_open(str_view(t.url), &db));
            db_set_arena(db, t.arena);
            char said[2000];
            int status = end_of_mistake(db, (enum mistake)what, said, sizeof(said));
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
            if (!str_contains(str_view(said), str_view(SAID[what]))) {
                fail_msg("%s instead of %s", said, SAID[what]);
            }
            db_close(db);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed_rows_are_counted),
        cmocka_unit_test(the_first_trouble_is_the_transactions_until_it_is_rolled_back),
        cmocka_unit_test(the_schemas_rules_are_the_programmers_to_keep),
        cmocka_unit_test(a_reading_transaction_cannot_write),
        cmocka_unit_test(what_is_rolled_back_or_closed_never_happened),
        cmocka_unit_test(a_reading_transaction_sees_one_moment),
        cmocka_unit_test(a_statement_may_be_open_inside_itself),
        cmocka_unit_test(what_is_foreseen_is_found_when_it_is_wanted),
        cmocka_unit_test(more_is_foreseen_than_has_room),
        cmocka_unit_test(a_foreseen_statement_that_fails_is_the_transactions_trouble),
        cmocka_unit_test(more_statements_than_are_kept_still_run),
        cmocka_unit_test(every_statement_is_prepared_on_both_engines),
        cmocka_unit_test(a_programmers_mistake_ends_the_process_with_the_statements_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
