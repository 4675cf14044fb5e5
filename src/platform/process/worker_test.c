// What the keeper of the machine asks a worker over its real socket: is it alive, is it ready, how
// much did it do.
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/file/file.h"
#include "platform/process/metrics.h"
#include "platform/process/supervisor_testing.h"
#include "platform/process/worker.h"
#include "platform/process/worker_test.sql.h"

#define TENDED_WITHIN_MS 20000
#define BETWEEN_LOOKS_MS 5
#define LARGE_SIZE ((size_t)2 * MIB) // of an answer: more than a socket takes at once
#define DAWDLES_MS 50

struct scene {
    struct supervisor_testing supervisor;
    struct arena *table; // of the routes, in the supervisor's process
    char heard[65536];   // the last answer
};

static struct scene scene; // what an assertion that fails leaves to end_scene

// Told by a figure of another kind, which nothing else here makes grow. Whoever cannot warm up
// serves all the same.
static err warm_in_vain(struct unit *u)
{
    assert_true(u->now.us > 0 && !date_is_none(u->today));
    metrics_count(COUNTER_requests_unreadable);
    return &DB_AWAY;
}

#define PIECES 2

static int pieces; // done; what comes after them fails

static bool is_always_due(void)
{
    return true;
}

// Told by figures that nothing else of a web worker makes grow.
static err do_piece(struct arena *a)
{
    (void)arena_alloc(a, 1);
    if (pieces == PIECES) {
        metrics_count(COUNTER_jobs_faults);
        return &DB_AWAY;
    }
    pieces++;
    metrics_count(COUNTER_jobs_run);
    return NULL;
}

static const struct tending TENDING = {is_always_due, do_piece};

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

static err get_nothing(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    (void)rs;
    return NULL;
}

// What is gathered here, and written a moment after the last who came.
#define GATHERED_WAIT_MS 300
static struct {
    int64_t count;
    int64_t due_us;
} gathered;

static err get_gather(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    gathered.count++;
    gathered.due_us = u->now.us + INT64_C(1000) * GATHERED_WAIT_MS;
    return NULL;
}

static int gathered_wait_ms(instant now)
{
    int64_t left = (gathered.due_us - now.us + 999) / 1000;
    return gathered.count == 0 ? -1 : left < 0 ? 0 : (int)left;
}

static err gathered_write(struct unit *u, void *none)
{
    (void)none;
    struct query *q = db_query(u->db, &SQL_WORKER_TEST_NOTE);
    bind_i64(q, "number", INT64_C(100000) + gathered.count);
    bind_str(q, "name", S("gathered"));
    bind_str(q, "sha256", S("x"));
    return query_run(q, NULL);
}

static void gathered_forget(void)
{
    gathered.count = 0;
}

static const struct gathering GATHERING = {gathered_wait_ms, gathered_write, gathered_forget};

static const struct route ROUTES[] = {
    {GET, "/gather",  get_gather,  0, POOL_WEB, NULL, false},
    {GET, "/large",   get_large,   0, POOL_WEB, NULL, false},
    {GET, "/nothing", get_nothing, 0, POOL_WEB, NULL, false},
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
    scene.table = arena_open(LIMIT_ARENA_UNIT);
    site_ready(&site, scene.table);
    file_set_place(str_view(s->dir));
    metrics_share();
}

static void start_pool(struct scene *s, str db_url, struct pool_plan pool)
{
    struct house house = {.db_url = db_url,
                          .site = &site,
                          .warm = warm_in_vain,
                          .tending = &TENDING,
                          .gathering = &GATHERING,
                          .log_least = LOG_ERROR};
    struct plan plan = {.pools = &pool, .pool_count = 1, .context = &house};
    *s = (struct scene){0};
    supervisor_testing_start(&s->supervisor, &plan, prepare);
}

static void start(struct scene *s, str db_url)
{
    start_pool(s, db_url, (struct pool_plan){"web", 1, 0, LIMIT_SOCKET_BACKLOG, worker_run_web});
}

static int end_scene(void **state)
{
    (void)state;
    supervisor_testing_stop(&scene.supervisor);
    return 0;
}

static int send_question(struct scene *s, const char *path)
{
    const struct supervisor_testing_field fields[] = {
        {"CONTENT_LENGTH", "0"        },
        {"SCGI",           "1"        },
        {"REQUEST_METHOD", "GET"      },
        {"REQUEST_URI",    path       },
        {"REMOTE_ADDR",    "127.0.0.1"},
        {"HTTP_HOST",      "localhost"},
    };
    return supervisor_testing_ask(&s->supervisor, "web", fields, COUNT(fields));
}

static const char *ask(struct scene *s, const char *path)
{
    int fd = send_question(s, path);
    size_t got = 0;
    for (ssize_t more = 1; more > 0; got += (size_t)more) {
        more = recv(fd, s->heard + got, sizeof s->heard - 1 - got, 0);
        assert_true(more >= 0);
    }
    s->heard[got] = '\0';
    close(fd);
    return s->heard;
}

// A body of so many zero bytes, to the pool `slow`.
static const char *post_zeros(struct scene *s, const char *size)
{
    static const char ZEROS[MIB];
    const struct supervisor_testing_field fields[] = {
        {"CONTENT_LENGTH", size             },
        {"SCGI",           "1"              },
        {"REQUEST_METHOD", "POST"           },
        {"REQUEST_URI",    "/upload/large/x"},
    };
    int fd = supervisor_testing_ask(&s->supervisor, "slow", fields, COUNT(fields));
    for (size_t left = strtoul(size, NULL, 10); left > 0;) {
        ssize_t sent = send(fd, ZEROS, left < MIB ? left : MIB, MSG_NOSIGNAL);
        if (sent <= 0) {
            break; // it hangs up on what is too large
        }
        left -= (size_t)sent;
    }
    ssize_t got = recv(fd, s->heard, sizeof s->heard - 1, 0);
    s->heard[got > 0 ? got : 0] = '\0';
    close(fd);
    return s->heard;
}

static void assert_answer(struct scene *s, const char *path, const char *status, const char *body)
{
    const char *answer = ask(s, path);
    const char *end = strstr(answer, "\r\n\r\n");
    assert_non_null(end);
    assert_non_null(strstr(answer, status));
    assert_string_equal(end + 4, body);
}

// The newest migration as it is noted.
struct newest {
    int64_t number;
    str name;
    str sha256;
};

static struct newest take_newest_off(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_WORKER_TEST_NEWEST);
    assert_true(query_next(q));
    struct newest n = {read_i64(q, "number"), read_str(q, "name"), read_str(q, "sha256")};
    assert_null(query_end(q));
    q = db_query(t->db, &SQL_WORKER_TEST_REMOVE);
    bind_i64(q, "number", n.number);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
    return n;
}

static void note(struct testing_db *t, struct newest n)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_WORKER_TEST_NOTE);
    bind_i64(q, "number", n.number);
    bind_str(q, "name", n.name);
    bind_str(q, "sha256", n.sha256);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void it_is_ready_with_the_schema_of_its_program_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        assert_answer(&scene, "/readyz", "Status: 200", "ready\n");
        struct newest n = take_newest_off(&t); // as an older program left it
        assert_answer(&scene, "/readyz", "Status: 503", "ready.not_migrated");
        assert_answer(&scene, "/healthz", "Status: 200", "ok\n");
        note(&t, n); // migrated: ready without a restart
        assert_answer(&scene, "/readyz", "Status: 200", "ready\n");
        note(&t, (struct newest){n.number + 1, S("of_tomorrow"), S("x")});
        assert_answer(&scene, "/readyz", "Status: 503", "db.newer");
        supervisor_testing_stop(&scene.supervisor);
    }
    FOR_EACH_ENGINE_EMPTY(t)
    {
        start(&scene, str_view(t.url));
        assert_answer(&scene, "/readyz", "Status: 503", "ready.not_migrated");
        supervisor_testing_stop(&scene.supervisor);
    }
}

static void without_a_database_it_lives_and_is_not_ready(void **state)
{
    (void)state;
    static const char *const AWAY[] = {"sqlite:/nonexistent/dure.db",
                                       "postgresql://127.0.0.1:1/dure?connect_timeout=2"};
    for (size_t i = 0; i < COUNT(AWAY); i++) {
        start(&scene, str_view(AWAY[i]));
        assert_answer(&scene, "/readyz", "Status: 503", "db.away");
        assert_answer(&scene, "/healthz", "Status: 200", "ok\n");
        assert_non_null(strstr(ask(&scene, "/"), "Status: 503"));
        supervisor_testing_stop(&scene.supervisor);
    }
}

static const struct {
    const char *name;
    const char *kind;
} TOLD[] = {
#define COUNTER(field, name, help) {name, "counter"},
#define GAUGE(field, name, help) {name, "gauge"},
#define HISTOGRAM(field, name, help) {name, "histogram"},
#include "platform/process/metrics.def"
#undef COUNTER
#undef GAUGE
#undef HISTOGRAM
};

static void assert_tells(const char *answer, const char *line)
{
    if (strstr(answer, line) == NULL) {
        fail_msg("/metrics lacks %s", line);
    }
}

static void what_it_did_is_counted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        (void)ask(&scene, "/healthz");
        (void)take_newest_off(&t);
        (void)ask(&scene, "/readyz"); // 503
        const char *answer = ask(&scene, "/metrics");
        assert_tells(answer, "Status: 200");
        assert_tells(answer, "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
        for (size_t i = 0; i < COUNT(TOLD); i++) {
            char line[120];
            (void)snprintf(line, sizeof line, "\n# TYPE %s %s\n", TOLD[i].name, TOLD[i].kind);
            assert_tells(answer, line);
            (void)snprintf(line, sizeof line, "# HELP %s ", TOLD[i].name);
            assert_tells(answer, line);
        }
        assert_tells(answer, "\ndure_requests_total 2\n");
        assert_tells(answer, "\ndure_requests_failed_total 1\n");
        assert_tells(answer, "\ndure_requests_refused_total 0\n");
        assert_tells(answer, "\ndure_workers_started_total 1\n");
        assert_tells(answer, "\ndure_requests_unreadable_total 1\n"); // it warmed up once
        assert_tells(answer, "\ndure_request_seconds_bucket{le=\"+Inf\"} 2\n");
        assert_tells(answer, "\ndure_request_seconds_count 2\n");
        supervisor_testing_stop(&scene.supervisor);
    }
}

// The figure of one that /metrics tells.
static int64_t figure_of(const char *answer, const char *name)
{
    char line[80];
    (void)snprintf(line, sizeof line, "\n%s ", name);
    const char *at = strstr(answer, line);
    assert_non_null(at);
    return strtoll(at + strlen(line), NULL, 10);
}

static void what_is_due_is_done_while_nobody_asks_and_not_again_and_again_in_vain(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        int64_t in_vain = 0;
        for (int asked = 1; in_vain < 2; asked++) {
            assert_true(asked < TENDED_WITHIN_MS / BETWEEN_LOOKS_MS);
            usleep(BETWEEN_LOOKS_MS * 1000);
            const char *answer = ask(&scene, "/metrics");
            in_vain = figure_of(answer, "dure_job_faults_total");
            assert_in_range(in_vain, 0, asked); // at the start, and once after each answer
            assert_in_range(figure_of(answer, "dure_jobs_run_total"), in_vain > 0 ? PIECES : 0,
                            PIECES);
        }
        supervisor_testing_stop(&scene.supervisor);
    }
}

// What the socket does not take at once follows when there is room again.
static void a_large_answer_is_sent_whole_to_who_dawdles(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        int fd = send_question(&scene, "/large");
        size_t head = 0;
        size_t body = 0;
        usleep(DAWDLES_MS * 1000);
        for (ssize_t got = 1; got > 0;) {
            got = recv(fd, scene.heard, sizeof scene.heard, 0);
            assert_true(got >= 0);
            str piece = {.p = scene.heard, .n = (size_t)got};
            if (head == 0 && piece.n > 0) { // all of it comes with the first piece
                head = str_index(piece, S("\r\n\r\n")) + 4;
                assert_true(head < piece.n && str_starts(piece, S("Status: 200\r\n")));
                assert_true(str_contains(piece, S("\r\nContent-Length: 2097152\r\n")));
                piece = str_slice(piece, head, piece.n);
            }
            for (size_t i = 0; i < piece.n; i++, body++) {
                assert_int_equal(piece.p[i], sign_at(body));
            }
        }
        assert_int_equal(body, LARGE_SIZE);
        close(fd);
        supervisor_testing_stop(&scene.supervisor);
    }
}

// Its memory is nowhere: nothing is reckoned from it. Clang's sanitizer tells, gcc's lets it be.
static void an_answer_without_a_body_is_its_head_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        for (int i = 0; i < 2; i++) { // the worker that gave the first lives
            assert_answer(&scene, "/nothing", "Status: 200\r\n", "");
            assert_non_null(strstr(scene.heard, "\r\nContent-Length: 0\r\n"));
        }
        assert_tells(ask(&scene, "/metrics"), "\ndure_workers_started_total 1\n");
        supervisor_testing_stop(&scene.supervisor);
    }
}

// More than its arena holds: it lies in a file that has no name, and is gone with its answer.
static void a_large_request_is_read_whole(void **state)
{
    (void)state;
    static const char *const SIZES[] = {"41943040", "210763776", "210763777"}; // 40 MiB, 201, more
    for (size_t i = 0; i < COUNT(SIZES); i++) {
        start_pool(&scene, S("sqlite:/nonexistent/dure.db"),
                   (struct pool_plan){"slow", 1, 0, LIMIT_SLOW_BACKLOG, worker_run_slow});
        bool is_heard = strstr(post_zeros(&scene, SIZES[i]), "Status: 503") != NULL;
        assert_int_equal(is_heard, i < 2);
        char spool[64];
        (void)snprintf(spool, sizeof spool, "%s/spool", scene.supervisor.dir);
        assert_int_equal(rmdir(spool), i < 2 ? 0 : -1);
        supervisor_testing_stop(&scene.supervisor);
    }
}

static int64_t newest_number(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_WORKER_TEST_NEWEST);
    assert_true(query_next(q));
    int64_t number = read_i64(q, "number");
    assert_null(query_end(q));
    db_rollback(t->db);
    return number;
}

// A site where nobody comes any more waits for no next one with what it has.
static void what_was_gathered_is_handed_over_at_rest_and_at_a_stop(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        start(&scene, str_view(t.url));
        (void)ask(&scene, "/gather");
        (void)ask(&scene, "/gather");
        for (int ms = 0; ms < TENDED_WITHIN_MS && newest_number(&t) < 100000; ms += DAWDLES_MS) {
            usleep(DAWDLES_MS * 1000);
        }
        assert_int_equal(newest_number(&t), 100002);
        for (int i = 0; i < 3; i++) {
            (void)ask(&scene, "/gather");
        }
        supervisor_testing_stop(&scene.supervisor);
        assert_int_equal(newest_number(&t), 100003);
    }
}

// A worker's, counted where this program sees it too.
static atomic_int *trims;

int __wrap_malloc_trim(size_t pad);
int __wrap_malloc_trim(size_t pad)
{
    (void)pad;
    atomic_fetch_add(trims, 1);
    return 1;
}

// By a worker that somebody asked and nobody asks any more.
static int trims_of_one_that_waits(int64_t every_us, int at_least)
{
    atomic_store(trims, 0);
    worker_trim_us = every_us;
    start(&scene, S("sqlite:/nonexistent/dure.db"));
    (void)ask(&scene, "/healthz");
    for (int ms = 0; ms < TENDED_WITHIN_MS && atomic_load(trims) < at_least; ms += DAWDLES_MS) {
        usleep(DAWDLES_MS * 1000);
    }
    usleep(DAWDLES_MS * 3000); // and no more
    supervisor_testing_stop(&scene.supervisor);
    worker_trim_us = (int64_t)LIMIT_HEAP_TRIM_S * 1000000;
    return atomic_load(trims);
}

// Once after it warmed up, and once when the time has come after somebody was served.
static void a_web_worker_gives_memory_back_a_while_after_the_last_who_came(void **state)
{
    (void)state;
    assert_int_equal(trims_of_one_that_waits(INT64_C(3600000000), 1), 1);
    assert_int_equal(trims_of_one_that_waits(INT64_C(300000), 2), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(it_is_ready_with_the_schema_of_its_program_alone, end_scene),
        cmocka_unit_test_teardown(without_a_database_it_lives_and_is_not_ready, end_scene),
        cmocka_unit_test_teardown(what_it_did_is_counted, end_scene),
        cmocka_unit_test_teardown(
            what_is_due_is_done_while_nobody_asks_and_not_again_and_again_in_vain, end_scene),
        cmocka_unit_test_teardown(a_large_answer_is_sent_whole_to_who_dawdles, end_scene),
        cmocka_unit_test_teardown(an_answer_without_a_body_is_its_head_alone, end_scene),
        cmocka_unit_test_teardown(a_large_request_is_read_whole, end_scene),
        cmocka_unit_test_teardown(what_was_gathered_is_handed_over_at_rest_and_at_a_stop,
                                  end_scene),
        cmocka_unit_test(a_web_worker_gives_memory_back_a_while_after_the_last_who_came),
    };
    trims = mmap(NULL, sizeof *trims, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return trims == MAP_FAILED ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
