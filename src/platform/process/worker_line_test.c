// Over a line, a connection that stays, one asks a worker after the other; it takes nothing from
// who waits to be let in.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "platform/db/db_trouble_testing.h"
#include "platform/process/metrics.h"
#include "platform/process/supervisor_testing.h"
#include "platform/process/worker.h"
#include "platform/web/fastcgi.h"
#include "platform/web/fastcgi_testing.h"

#define LARGE_SIZE ((size_t)2 * MIB)
#define HANGS_S 60
#define NEWCOMERS 3
#define DEADLINE_S 1
#define SILENT_MS 200 // that nobody says anything within
#define ANSWERS_WITHIN_S 20

struct scene {
    struct supervisor_testing supervisor;
    struct arena *table; // of the routes, in the supervisor's process
};

static struct scene scene; // what an assertion that fails leaves to end_scene

static err load_nobody(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)u;
    *actor = (struct actor){.address = rq->address};
    return NULL;
}

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

static err get_word(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    out_str(&rs->body, request_query(rq, "is"));
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
    {GET, "/word",  get_word,  0, POOL_WEB, NULL, false},
    {GET, "/large", get_large, 0, POOL_WEB, NULL, false},
    {GET, "/turn",  get_turn,  0, POOL_WEB, NULL, false},
    {GET, "/hang",  get_hang,  0, POOL_WEB, NULL, false},
    {GET, "/rows",  get_rows,  0, POOL_WEB, NULL, false},
    {GET, "/gate",  get_gate,  0, POOL_WEB, NULL, false},
};
static const struct route_list ROUTE_LISTS[] = {
    {ROUTES, COUNT(ROUTES)},
};

static struct site site = {
    .clock = unit_clock_system,
    .routes = ROUTE_LISTS,
    .route_list_count = COUNT(ROUTE_LISTS),
    .load_actor = load_nobody,
};

static void prepare(const struct supervisor_testing *s)
{
    (void)s;
    scene.table = arena_open(LIMIT_ARENA_UNIT);
    site_ready(&site, scene.table);
    metrics_share();
}

// One worker, so that who asks it is always the same.
static void start_telling(str db_url, int deadline_s, enum log_level log_least)
{
    struct house house = {.db_url = db_url, .site = &site, .log_least = log_least};
    struct pool_plan pool = {"web", 1, deadline_s, LIMIT_SOCKET_BACKLOG, worker_run_web};
    struct plan plan = {.pools = &pool, .pool_count = 1, .context = &house};
    scene = (struct scene){0};
    supervisor_testing_start(&scene.supervisor, &plan, prepare);
}

static void start(str db_url, int deadline_s)
{
    start_telling(db_url, deadline_s, LOG_ERROR + 1);
}

static int end_scene(void **state)
{
    (void)state;
    supervisor_testing_stop(&scene.supervisor);
    return arena_testing_end(state);
}

// --- nginx ---------------------------------------------------------------------------------------

static int call(void)
{
    int fd = supervisor_testing_connect(&scene.supervisor, "web");
    struct timeval limit = {.tv_sec = ANSWERS_WITHIN_S};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    return fd;
}

static str question(const char *method, const char *address, bool stays)
{
    const struct fastcgi_testing_row rows[] = {
        {"REQUEST_METHOD", str_view(method) },
        {"REQUEST_URI",    str_view(address)},
        {"REMOTE_ADDR",    S("127.0.0.1")   },
        {"HTTP_HOST",      S("localhost")   },
    };
    return fastcgi_testing_request(arena, stays, rows, COUNT(rows));
}

static void send_bytes(int fd, str bytes)
{
    assert_int_equal(send(fd, bytes.p, bytes.n, MSG_NOSIGNAL), (ssize_t)bytes.n);
}

static void ask(int fd, const char *address)
{
    send_bytes(fd, question("GET", address, true));
}

static void take(int fd, char *p, size_t n)
{
    while (n > 0) {
        ssize_t got = recv(fd, p, n, 0);
        assert_true(got > 0);
        p += got;
        n -= (size_t)got;
    }
}

// The bytes of one answer, each record's frame looked at, to its very end.
static str hear(int fd)
{
    struct out o;
    out_init(&o, arena, LARGE_SIZE + MIB);
    for (;;) {
        char frame[FASTCGI_FRAME];
        char expected[FASTCGI_FRAME];
        take(fd, frame, sizeof frame);
        size_t n = (size_t)(unsigned char)frame[4] << 8 | (unsigned char)frame[5];
        if (n == 0) {
            char ending[FASTCGI_END];
            memcpy(ending, frame, sizeof frame);
            take(fd, ending + sizeof frame, sizeof ending - sizeof frame);
            assert_memory_equal(ending, FASTCGI_ENDING, FASTCGI_END);
            return out_view(&o);
        }
        fastcgi_frame(expected, n);
        assert_memory_equal(frame, expected, FASTCGI_FRAME);
        char *p = arena_alloc(arena, n);
        take(fd, p, n);
        out_str(&o, (str){.p = p, .n = n});
    }
}

static void assert_hears(int fd, const char *body)
{
    str answer = hear(fd);
    assert_true(str_starts(answer, S("Status: 200\r\n")));
    assert_true(str_ends(answer, str_join(arena, S("\r\n\r\n"), str_view(body))));
}

static void assert_ended(int fd)
{
    char byte;
    assert_int_equal(recv(fd, &byte, 1, 0), 0);
    close(fd);
}

static bool says_nothing(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return poll(&one, 1, SILENT_MS) == 0;
}

// By a question that is the only one of its connection.
static int64_t figure_of(const char *name)
{
    int fd = call();
    send_bytes(fd, question("GET", "/metrics", false));
    str answer = hear(fd);
    assert_ended(fd);
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
        start(str_view(t.url), 0);
        int fd = call();
        ask(fd, "/word?is=one");
        assert_hears(fd, "one");
        ask(fd, "/healthz");
        assert_hears(fd, "ok\n");
        ask(fd, "/word?is="); // an answer without a body
        assert_hears(fd, "");
        send_bytes(fd, question("HEAD", "/word?is=two", true));
        str answer = hear(fd);
        assert_true(str_contains(answer, S("\r\nContent-Length: 3\r\n")));
        assert_true(str_ends(answer, S("\r\n\r\n")));
        str pieces = question("GET", "/word?is=three", true);
        for (size_t i = 0; i < pieces.n; i++) {
            send_bytes(fd, str_slice(pieces, i, 1));
        }
        assert_hears(fd, "three");
        assert_true(says_nothing(fd));
        send_bytes(fd, question("GET", "/word?is=last", false));
        assert_hears(fd, "last");
        assert_ended(fd);
        supervisor_testing_stop(&scene.supervisor);
    }
}

// In records of FASTCGI_MOST bytes, to who dawdles as well.
static void a_large_answer_comes_in_records(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(str_view(t.url), 0);
        int fd = call();
        for (int i = 0; i < 2; i++) {
            ask(fd, "/large");
            usleep(SILENT_MS * 1000);
            str answer = hear(fd);
            size_t head = str_index(answer, S("\r\n\r\n")) + 4;
            str body = str_slice(answer, head, answer.n);
            assert_int_equal(body.n, LARGE_SIZE);
            for (size_t k = 0; k < body.n; k++) {
                assert_int_equal(body.p[k], sign_at(k));
            }
        }
        close(fd);
        supervisor_testing_stop(&scene.supervisor);
    }
}

static int64_t hear_turn(int fd)
{
    str answer = hear(fd);
    return strtoll(answer.p + str_index(answer, S("\r\n\r\n")) + 4, NULL, 10);
}

// They take turns, however many lines ask.
static void neither_lines_nor_newcomers_keep_each_other_waiting(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(str_view(t.url), 0);
        int lines[8];
        int newcomers[12];
        for (size_t i = 0; i < COUNT(lines); i++) {
            lines[i] = call();
            ask(lines[i], "/turn");
            assert_int_equal(hear_turn(lines[i]), i + 1);
        }
        int busy = call();
        ask(busy, "/large"); // the worker is kept until it was heard
        usleep(SILENT_MS * 1000);
        for (size_t i = 0; i < COUNT(lines); i++) {
            ask(lines[i], "/turn");
        }
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            newcomers[i] = call();
            send_bytes(newcomers[i], question("GET", "/turn", false));
        }
        (void)hear(busy);
        int64_t turn = 0;
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            turn = hear_turn(newcomers[i]);
            assert_in_range(turn, COUNT(lines) + i + 1, COUNT(lines) + 2 * i + 2);
            assert_ended(newcomers[i]);
        }
        assert_true(turn > (int64_t)(COUNT(lines) + COUNT(newcomers))); // lines among them
        for (size_t i = 0; i < COUNT(lines); i++) {
            assert_true(hear_turn(lines[i]) > (int64_t)COUNT(lines));
            close(lines[i]);
        }
        close(busy); // who leaves is looked at as well, so not before
        supervisor_testing_stop(&scene.supervisor);
    }
}

// By the second answer the round of the first is over, and with it all that was said before.
static void settle_by(int line)
{
    for (int i = 0; i < 2; i++) {
        ask(line, "/healthz");
        assert_hears(line, "ok\n");
    }
}

// One that was let in: who says nothing as a newcomer is left.
static int line(void)
{
    int fd = call();
    settle_by(fd);
    return fd;
}

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
        start(str_view(t.url), 0);
        int rests = line(); // the doors are looked after from the last on
        int reads = line();
        int first = line();
        ask(first, "/gate");
        await_gate(); // meanwhile the next round gathers
        ask(reads, "/rows");
        ask(rests, "/gate");
        open_gate();
        assert_hears(first, "open");
        assert_hears(reads, "0");
        await_gate();
        add_row(&t);
        ask(reads, "/rows");
        open_gate();
        assert_hears(rests, "open");
        assert_hears(reads, "1");
        close(reads);
        close(rests);
        close(first);
        supervisor_testing_stop(&scene.supervisor);
    }
}

static void a_newcomer_amid_a_round_sees_what_was_done_before(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        int newcomers[NEWCOMERS];
        start(str_view(t.url), 0);
        int reads = line();
        int first = line();
        ask(first, "/gate");
        await_gate();
        ask(reads, "/rows");
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            newcomers[i] = call();
            ask(newcomers[i], i == 0 ? "/gate" : "/rows");
        }
        open_gate();
        assert_hears(first, "open");
        assert_hears(reads, "0");
        await_gate(); // the first newcomer, let in after the line
        add_row(&t);
        open_gate();
        for (size_t i = 0; i < COUNT(newcomers); i++) {
            assert_hears(newcomers[i], i == 0 ? "open" : "1");
            close(newcomers[i]);
        }
        close(reads);
        close(first);
        supervisor_testing_stop(&scene.supervisor);
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
    start_telling(str_view(t.url), 0, LOG_INFO);
    (void)dup2(errors, STDERR_FILENO);
    (void)close(errors);
    int rests = line();
    int first = line();
    int last = line();
    ask(last, "/gate");
    await_gate();
    ask(first, "/gate"); // and these are the next round's, from the last door on
    ask(rests, "/gate");
    for (size_t i = 0; i < COUNT(newcomers); i++) { // the last is let in after the last line
        newcomers[i] = call();
        ask(newcomers[i], i % 4 == 0 ? "/gate" : "/word?is=in");
    }
    open_gate();
    assert_hears(last, "open");
    assert_int_equal(lines_told(log), 1);
    await_gate();
    open_gate();
    assert_hears(first, "open");
    await_gate();
    assert_int_equal(lines_told(log), 1);
    open_gate();
    for (size_t i = 0; i < COUNT(newcomers) - 1; i++) {
        assert_hears(newcomers[i], i == 0 ? "open" : "in");
    }
    await_gate();
    assert_int_equal(lines_told(log), 6);
    open_gate();
    assert_hears(rests, "open");
    await_gate();
    assert_int_equal(lines_told(log), 7);
    open_gate();
    assert_hears(newcomers[4], "open");
    assert_int_equal(lines_told(log), 8);
    for (size_t i = 0; i < COUNT(newcomers); i++) {
        close(newcomers[i]);
    }
    close(rests);
    close(first);
    close(last);
    supervisor_testing_stop(&scene.supervisor);
    assert_int_equal(fclose(log), 0);
    testing_db_close(&t);
}

static void who_leaves_a_line_is_not_counted_and_who_breaks_off_is(void **state)
{
    (void)state;
    start(S("sqlite:/nonexistent/dure.db"), 0);
    int stays = line();
    int leaves = line();
    close(leaves);
    settle_by(stays);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 0);
    int breaks_off = line();
    send_bytes(breaks_off, S("\1"));
    close(breaks_off);
    settle_by(stays);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 1);
    int stranger = call();
    send_bytes(stranger, S("\1\2"));
    assert_ended(stranger);
    assert_int_equal(figure_of("dure_requests_unreadable_total"), 2);
    settle_by(stays);
    close(stays);
}

// Two at once belong to no nginx: what it would believe of the second answer is not known.
static void who_asks_twice_without_hearing_is_left(void **state)
{
    (void)state;
    start(S("sqlite:/nonexistent/dure.db"), 0);
    int fd = call();
    str one = question("GET", "/healthz", true);
    send_bytes(fd, str_join(arena, one, one));
    assert_ended(fd);
}

static void beyond_so_many_lines_each_connection_is_for_one_question(void **state)
{
    (void)state;
    static int fds[LIMIT_LINES + 2];
    start(S("sqlite:/nonexistent/dure.db"), 0);
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = call();
        ask(fds[i], "/healthz");
        assert_hears(fds[i], "ok\n");
    }
    assert_ended(fds[LIMIT_LINES]);
    assert_ended(fds[LIMIT_LINES + 1]);
    for (size_t i = 0; i < LIMIT_LINES; i++) {
        ask(fds[i], "/healthz");
        assert_hears(fds[i], "ok\n");
    }
    close(fds[0]);
    (void)figure_of("dure_requests_total"); // the worker saw it leave
    int next = call();
    ask(next, "/healthz");
    assert_hears(next, "ok\n");
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
        start(str_view(t.url), 0);
        int idle = call();
        ask(idle, "/word?is=one");
        assert_hears(idle, "one");
        int busy = call();
        ask(busy, "/large"); // the worker is kept until it was heard
        int asked = call();
        ask(asked, "/word?is=one");
        usleep(SILENT_MS * 1000);
        ask(idle, "/word?is=two");
        pid_t stops = fork();
        assert_true(stops >= 0);
        if (stops == 0) {
            usleep(SILENT_MS * 1000);
            (void)hear(busy);
            _exit(0);
        }
        close(busy);
        supervisor_testing_stop(&scene.supervisor);
        assert_hears(idle, "two");
        assert_ended(idle);
        assert_hears(asked, "one");
        assert_ended(asked);
    }
}

// As nginx is told, so that it says so to who asked; the queue is the supervisor's and stays.
static void a_worker_that_hangs_takes_its_lines_along_and_not_the_queue(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(str_view(t.url), DEADLINE_S);
        int line = call();
        ask(line, "/word?is=one");
        assert_hears(line, "one");
        int hangs = call();
        ask(hangs, "/hang");
        usleep(SILENT_MS * 1000);
        ask(line, "/word?is=two");
        int newcomer = call();
        ask(newcomer, "/word?is=three");
        char byte;
        assert_true(recv(hangs, &byte, 1, 0) <= 0);
        assert_true(recv(line, &byte, 1, 0) <= 0);
        close(hangs);
        close(line);
        assert_hears(newcomer, "three");
        close(newcomer);
        assert_int_equal(figure_of("dure_workers_overdue_total"), 1);
        supervisor_testing_stop(&scene.supervisor);
    }
}

int main(void)
{
#define LINE_TEST(test) cmocka_unit_test_setup_teardown(test, arena_testing_begin, end_scene)
    const struct CMUnitTest tests[] = {
        LINE_TEST(one_after_the_other_is_answered_over_a_line),
        LINE_TEST(a_large_answer_comes_in_records),
        LINE_TEST(neither_lines_nor_newcomers_keep_each_other_waiting),
        LINE_TEST(who_asks_after_a_deed_sees_it),
        LINE_TEST(a_newcomer_amid_a_round_sees_what_was_done_before),
        LINE_TEST(what_is_told_of_a_round_is_written_with_its_last_answer),
        LINE_TEST(who_leaves_a_line_is_not_counted_and_who_breaks_off_is),
        LINE_TEST(who_asks_twice_without_hearing_is_left),
        LINE_TEST(beyond_so_many_lines_each_connection_is_for_one_question),
        LINE_TEST(a_stop_answers_who_asked_over_a_line_and_ends_it),
        LINE_TEST(a_worker_that_hangs_takes_its_lines_along_and_not_the_queue),
    };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, gate) != 0) {
        return EXIT_FAILURE;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
