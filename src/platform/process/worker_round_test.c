// What a worker answers in one go it may read from one moment, and tells the log of in one write.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "platform/db/db_trouble_testing.h"
#include "platform/process/line_testing.h"

#define NEWCOMERS 3

static const struct sql COUNT_ROWS = {SAME("count_rows", "SELECT COUNT(*) AS n FROM region")};

// How many rows there are.
static err get_rows(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    struct query *q = db_query(u->db, &COUNT_ROWS);
    while (query_next(q)) {
        out_i64(&rs->body, read_i64(q, "n"));
    }
    return query_end(q);
}

static int gate[2]; // a test's end of a pair, and the worker's

// Answered when the test lets it.
static err get_gate(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    char byte = 0;
    if (write(gate[1], &byte, 1) == 1 && read(gate[1], &byte, 1) == 1) {
        out_str(&rs->body, S("open"));
    }
    return NULL;
}

static const struct route ROUTES[] = {
    {GET, "/rows", get_rows, 0, POOL_WEB, NULL, false},
    {GET, "/gate", get_gate, 0, POOL_WEB, NULL, false},
};

// Until the worker stands at the gate.
static void await_gate(void)
{
    char byte;
    assert_int_equal(read(gate[0], &byte, 1), 1);
}

static void open_gate(void)
{
    char byte = 0;
    assert_int_equal(write(gate[0], &byte, 1), 1);
}

static void add_row(struct testing_db *t)
{
    db_trouble_script(t->db, "INSERT INTO region (code, level, name, full_name, in_city)"
                             " VALUES ('9900000000', 'sido', '새 시', '새 시', 0)");
}

// All that were heard in one round may read what the first of them saw: not who asks in its midst.
static void who_asks_after_a_deed_sees_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), 0);
        int rests = line_testing_line(); // the doors are looked after from the last on
        int reads = line_testing_line();
        int first = line_testing_line();
        line_testing_ask(first, "/gate");
        await_gate(); // meanwhile the next round gathers
        line_testing_ask(reads, "/rows");
        line_testing_ask(rests, "/gate");
        open_gate();
        line_testing_hears(first, "open");
        line_testing_hears(reads, "0");
        await_gate();
        add_row(&t);
        line_testing_ask(reads, "/rows");
        open_gate();
        line_testing_hears(rests, "open");
        line_testing_hears(reads, "1");
        close(reads);
        close(rests);
        close(first);
        line_testing_stop();
    }
}

static void a_newcomer_amid_a_round_sees_what_was_done_before(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        int newcomers[NEWCOMERS];
        line_testing_start(str_view(t.url), 0);
        int reads = line_testing_line();
        int first = line_testing_line();
        line_testing_ask(first, "/gate");
        await_gate();
        line_testing_ask(reads, "/rows");
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            newcomers[i] = line_testing_call();
            line_testing_ask(newcomers[i], i == 0 ? "/gate" : "/rows");
        }
        open_gate();
        line_testing_hears(first, "open");
        line_testing_hears(reads, "0");
        await_gate(); // the first newcomer, let in after the line
        add_row(&t);
        open_gate();
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            line_testing_hears(newcomers[i], i == 0 ? "open" : "1");
            close(newcomers[i]);
        }
        close(reads);
        close(first);
        line_testing_stop();
    }
}

// While the worker writes nothing: both go by where the file was left.
static int lines_told(FILE *log)
{
    static const char EVENT[] = "\"event\":\"request\"";
    char line[4096];
    int count = 0;
    rewind(log);
    while (fgets(line, sizeof(line), log) != NULL) {
        count += strstr(line, EVENT) != NULL;
    }
    return count;
}

// Who was answered alone finds it told; of a round of lines it is told before the last is answered,
// and of a newcomer at once.
static void what_is_told_of_a_round_is_written_with_its_last_answer(void **state)
{
    (void)state;
    int newcomers[5];
    struct testing_db t;
    FILE *log = tmpfile();
    assert_true(testing_db_open(DB_SQLITE, &t));
    assert_non_null(log);
    int errors = dup(STDERR_FILENO);
    assert_true(dup2(fileno(log), STDERR_FILENO) >= 0);
    line_testing_start_telling(str_view(t.url), 0, LOG_INFO);
    (void)dup2(errors, STDERR_FILENO);
    (void)close(errors);
    int rests = line_testing_line();
    int first = line_testing_line();
    int last = line_testing_line();
    line_testing_ask(last, "/gate");
    await_gate();
    line_testing_ask(first, "/gate"); // and these are the next round's, from the last door on
    line_testing_ask(rests, "/gate");
    for (size_t i = 0; i < COUNT(newcomers); i++) { // the last is let in after the last line
        newcomers[i] = line_testing_call();
        line_testing_ask(newcomers[i], i % 4 == 0 ? "/gate" : "/word?is=in");
    }
    open_gate();
    line_testing_hears(last, "open");
    assert_int_equal(lines_told(log), 1);
    await_gate();
    open_gate();
    line_testing_hears(first, "open");
    await_gate();
    assert_int_equal(lines_told(log), 1);
    open_gate();
    for (size_t i = 0; i < COUNT(newcomers) - 1; i++) {
        line_testing_hears(newcomers[i], i == 0 ? "open" : "in");
    }
    await_gate();
    assert_int_equal(lines_told(log), 6);
    open_gate();
    line_testing_hears(rests, "open");
    await_gate();
    assert_int_equal(lines_told(log), 7);
    open_gate();
    line_testing_hears(newcomers[4], "open");
    assert_int_equal(lines_told(log), 8);
    for (size_t i = 0; i < COUNT(newcomers); i++) {
        close(newcomers[i]);
    }
    close(rests);
    close(first);
    close(last);
    line_testing_stop();
    assert_int_equal(fclose(log), 0);
    testing_db_close(&t);
}

int main(void)
{
#define ROUND_TEST(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, arena_testing_begin, line_testing_end)
    const struct CMUnitTest tests[] = {
        ROUND_TEST(who_asks_after_a_deed_sees_it),
        ROUND_TEST(a_newcomer_amid_a_round_sees_what_was_done_before),
        ROUND_TEST(what_is_told_of_a_round_is_written_with_its_last_answer),
    };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, gate) != 0) {
        return EXIT_FAILURE;
    }
    line_testing_add(ROUTES, COUNT(ROUTES));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
