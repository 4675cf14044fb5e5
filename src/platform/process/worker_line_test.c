// Over a line, a connection that stays, one asks a worker after the other; it takes nothing from
// who waits to be let in.
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/process/line_testing.h"
#include "platform/web/fastcgi_testing.h"

#define LARGE_SIZE ((size_t)2 * MIB)
#define HANGS_S 60
#define DEADLINE_S 1
#define SILENT_MS 200 // that nobody says anything within

static char sign_at(size_t i)
{
    return (char)('a' + i % 23);
}

static err get_large(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    for (size_t i = 0; i < LARGE_SIZE; i++) {
        out_char(&rs->body, sign_at(i));
    }
    return NULL;
}

// How many asked for it up to now.
static err get_turn(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    static int64_t turns;
    out_i64(&rs->body, ++turns);
    return NULL;
}

static err get_hang(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    (void)rs;
    sleep(HANGS_S);
    return NULL;
}

static const struct route ROUTES[] = {
    {GET, "/large", get_large, 0, POOL_WEB, NULL, false},
    {GET, "/turn",  get_turn,  0, POOL_WEB, NULL, false},
    {GET, "/hang",  get_hang,  0, POOL_WEB, NULL, false},
};

static bool says_nothing(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return poll(&one, 1, SILENT_MS) == 0;
}

// By a question that is the only one of its connection.
static int64_t figure_of(const char *name)
{
    int fd = line_testing_call();
    line_testing_send(fd, line_testing_question("GET", "/metrics", false));
    str answer = line_testing_hear(fd);
    line_testing_ended(fd);
    size_t at = str_index(answer, str_format(arena, "\n%s ", name));
    assert_true(at < answer.n);
    return strtoll(answer.p + at + 2 + strlen(name), NULL, 10);
}

// --- The tests -----------------------------------------------------------------------------------

static void one_after_the_other_is_answered_over_a_line(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), 0);
        int fd = line_testing_call();
        line_testing_ask(fd, "/word?is=one");
        line_testing_hears(fd, "one");
        line_testing_ask(fd, "/healthz");
        line_testing_hears(fd, "ok\n");
        line_testing_ask(fd, "/word?is="); // an answer without a body
        line_testing_hears(fd, "");
        line_testing_send(fd, line_testing_question("HEAD", "/word?is=two", true));
        str answer = line_testing_hear(fd);
        assert_true(str_contains(answer, S("\r\nContent-Length: 3\r\n")));
        assert_true(str_ends(answer, S("\r\n\r\n")));
        str pieces = line_testing_question("GET", "/word?is=three", true);
        for (size_t i = 0; i < pieces.n; i++) {
            line_testing_send(fd, str_slice(pieces, i, 1));
        }
        line_testing_hears(fd, "three");
        assert_true(says_nothing(fd));
        line_testing_send(fd, line_testing_question("GET", "/word?is=last", false));
        line_testing_hears(fd, "last");
        line_testing_ended(fd);
        line_testing_stop();
    }
}

// In records of FASTCGI_MOST bytes, to who dawdles as well.
static void a_large_answer_comes_in_records(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), 0);
        int fd = line_testing_call();
        for (int i = 0; i < 2; i++) {
            line_testing_ask(fd, "/large");
            usleep(SILENT_MS * 1000);
            str answer = line_testing_hear(fd);
            size_t head = str_index(answer, S("\r\n\r\n")) + 4;
            str body = str_slice(answer, head, answer.n);
            assert_int_equal(body.n, LARGE_SIZE);
            for (size_t k = 0; k < body.n; k++) {
                assert_int_equal(body.p[k], sign_at(k));
            }
        }
        close(fd);
        line_testing_stop();
    }
}

static int64_t hear_turn(int fd)
{
    str answer = line_testing_hear(fd);
    return strtoll(answer.p + str_index(answer, S("\r\n\r\n")) + 4, NULL, 10);
}

// They take turns, however many lines ask.
static void neither_lines_nor_newcomers_keep_each_other_waiting(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), 0);
        int lines[8];
        int newcomers[12];
        for (size_t i = 0; i < COUNT(lines); i++) {
            lines[i] = line_testing_call();
            line_testing_ask(lines[i], "/turn");
            assert_int_equal(hear_turn(lines[i]), i + 1);
        }
        int busy = line_testing_call();
        line_testing_ask(busy, "/large"); // the worker is kept until it was heard
        usleep(SILENT_MS * 1000);
        for (size_t i = 0; i < COUNT(lines); i++) {
            line_testing_ask(lines[i], "/turn");
        }
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            newcomers[i] = line_testing_call();
            line_testing_send(newcomers[i], line_testing_question("GET", "/turn", false));
        }
        (void)line_testing_hear(busy);
        int64_t turn = 0;
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            turn = hear_turn(newcomers[i]);
            assert_in_range(turn, COUNT(lines) + i + 1, COUNT(lines) + 2 * i + 2);
            line_testing_ended(newcomers[i]);
        }
        assert_true(turn > (int64_t)(COUNT(lines) + COUNT(newcomers))); // lines among them
        for (size_t i = 0; i < COUNT(lines); i++) {
            assert_true(hear_turn(lines[i]) > (int64_t)COUNT(lines));
            close(lines[i]);
        }
        close(busy); // who leaves is looked at as well, so not before
        line_testing_stop();
    }
}

static void who_leaves_a_line_is_not_counted_and_who_breaks_off_is(void **state)
{
    (void)state;
    line_testing_start(S("sqlite:/nonexistent/dure.db"), 0);
    int stays = line_testing_line();
    int leaves = line_testing_line();
    close(leaves);
    line_testing_settle(stays);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 0);
    int breaks_off = line_testing_line();
    line_testing_send(breaks_off, S("\1"));
    close(breaks_off);
    line_testing_settle(stays);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 1);
    int stranger = line_testing_call();
    line_testing_send(stranger, S("\1\2"));
    line_testing_ended(stranger);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 2);
    line_testing_settle(stays);
    close(stays);
}

// Two at once belong to no nginx: what it would believe of the second answer is not known.
static void who_asks_twice_without_hearing_is_left(void **state)
{
    (void)state;
    line_testing_start(S("sqlite:/nonexistent/dure.db"), 0);
    int fd = line_testing_call();
    str one = line_testing_question("GET", "/healthz", true);
    line_testing_send(fd, str_join(arena, one, one));
    line_testing_ended(fd);
}

static void beyond_so_many_lines_each_connection_is_for_one_question(void **state)
{
    (void)state;
    static int fds[LIMIT_LINES + 2];
    line_testing_start(S("sqlite:/nonexistent/dure.db"), 0);
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = line_testing_call();
        line_testing_ask(fds[i], "/healthz");
        line_testing_hears(fds[i], "ok\n");
    }
    line_testing_ended(fds[LIMIT_LINES]);
    line_testing_ended(fds[LIMIT_LINES + 1]);
    for (size_t i = 0; i < LIMIT_LINES; i++) {
        line_testing_ask(fds[i], "/healthz");
        line_testing_hears(fds[i], "ok\n");
    }
    close(fds[0]);
    (void)figure_of("dure_requests_total"); // the worker saw it leave
    int next = line_testing_call();
    line_testing_ask(next, "/healthz");
    line_testing_hears(next, "ok\n");
    assert_true(says_nothing(next));
    close(next);
    for (size_t i = 1; i < LIMIT_LINES; i++) {
        close(fds[i]);
    }
}

// Who has asked is answered, and told that nothing follows.
static void a_stop_answers_who_asked_over_a_line_and_ends_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), 0);
        int idle = line_testing_call();
        line_testing_ask(idle, "/word?is=one");
        line_testing_hears(idle, "one");
        int busy = line_testing_call();
        line_testing_ask(busy, "/large"); // the worker is kept until it was heard
        int asked = line_testing_call();
        line_testing_ask(asked, "/word?is=one");
        usleep(SILENT_MS * 1000);
        line_testing_ask(idle, "/word?is=two");
        pid_t stops = fork();
        assert_true(stops >= 0);
        if (stops == 0) {
            usleep(SILENT_MS * 1000);
            (void)line_testing_hear(busy);
            _exit(0);
        }
        close(busy);
        line_testing_stop();
        line_testing_hears(idle, "two");
        line_testing_ended(idle);
        line_testing_hears(asked, "one");
        line_testing_ended(asked);
    }
}

// As nginx is told, so that it says so to who asked; the queue is the supervisor's and stays.
static void a_worker_that_hangs_takes_its_lines_along_and_not_the_queue(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        line_testing_start(str_view(t.url), DEADLINE_S);
        int line = line_testing_call();
        line_testing_ask(line, "/word?is=one");
        line_testing_hears(line, "one");
        int hangs = line_testing_call();
        line_testing_ask(hangs, "/hang");
        usleep(SILENT_MS * 1000);
        line_testing_ask(line, "/word?is=two");
        int newcomer = line_testing_call();
        line_testing_ask(newcomer, "/word?is=three");
        char byte;
        assert_true(recv(hangs, &byte, 1, 0) <= 0);
        assert_true(recv(line, &byte, 1, 0) <= 0);
        close(hangs);
        close(line);
        line_testing_hears(newcomer, "three");
        close(newcomer);
        assert_int_equal(figure_of("dure_workers_overdue_total"), 1);
        line_testing_stop();
    }
}

int main(void)
{
#define LINE_TEST(test) cmocka_unit_test_setup_teardown(test, arena_testing_begin, line_testing_end)
    const struct CMUnitTest tests[] = {
        LINE_TEST(one_after_the_other_is_answered_over_a_line),
        LINE_TEST(a_large_answer_comes_in_records),
        LINE_TEST(neither_lines_nor_newcomers_keep_each_other_waiting),
        LINE_TEST(who_leaves_a_line_is_not_counted_and_who_breaks_off_is),
        LINE_TEST(who_asks_twice_without_hearing_is_left),
        LINE_TEST(beyond_so_many_lines_each_connection_is_for_one_question),
        LINE_TEST(a_stop_answers_who_asked_over_a_line_and_ends_it),
        LINE_TEST(a_worker_that_hangs_takes_its_lines_along_and_not_the_queue),
    };
    line_testing_add(ROUTES, COUNT(ROUTES));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
