#include "platform/process/line_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "platform/process/metrics.h"
#include "platform/process/supervisor_testing.h"
#include "platform/process/worker.h"
#include "platform/web/fastcgi.h"
#include "platform/web/fastcgi_testing.h"

#define ANSWERS_WITHIN_S 20
#define ANSWER_MOST ((size_t)3 * MIB)

static struct {
    struct supervisor_testing supervisor;
    struct arena *table; // of the routes, in the supervisor's process
} scene;                 // what an assertion that fails leaves to line_testing_end

static err load_nobody(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)u;
    *actor = (struct actor){.address = rq->address};
    return NULL;
}

static err get_word(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    out_str(&rs->body, request_query(rq, "is"));
    return NULL;
}

static const struct route ROUTES[] = {
    {GET, "/word", get_word, 0, POOL_WEB, NULL, false},
};
static struct route_list lists[] = {
    {ROUTES, COUNT(ROUTES)},
    {0     },
};

static struct site site = {
    .clock = unit_clock_system,
    .routes = lists,
    .route_list_count = COUNT(lists),
    .load_actor = load_nobody,
};

void line_testing_add(const struct route *routes, size_t count)
{
    lists[1] = (struct route_list){routes, count};
}

static void prepare(const struct supervisor_testing *s)
{
    (void)s;
    scene.table = arena_open(LIMIT_ARENA_UNIT);
    site_ready(&site, scene.table);
    metrics_share();
}

// One worker, so that who asks it is always the same.
void line_testing_start_telling(str db_url, int deadline_s, enum log_level log_least)
{
    struct house house = {.db_url = db_url, .site = &site, .log_least = log_least};
    struct pool_plan pool = {"web", 1, deadline_s, LIMIT_SOCKET_BACKLOG, worker_run_web};
    struct plan plan = {.pools = &pool, .pool_count = 1, .context = &house};
    memset(&scene, 0, sizeof(scene));
    supervisor_testing_start(&scene.supervisor, &plan, prepare);
}

void line_testing_start(str db_url, int deadline_s)
{
    line_testing_start_telling(db_url, deadline_s, LOG_ERROR + 1);
}

void line_testing_stop(void)
{
    supervisor_testing_stop(&scene.supervisor);
}

int line_testing_end(void **state)
{
    (void)state;
    supervisor_testing_stop(&scene.supervisor);
    return arena_testing_end(state);
}

int line_testing_call(void)
{
    int fd = supervisor_testing_connect(&scene.supervisor, "web");
    struct timeval limit = {.tv_sec = ANSWERS_WITHIN_S};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    return fd;
}

str line_testing_question(const char *method, const char *address, bool stays)
{
    const struct fastcgi_testing_row rows[] = {
        {"REQUEST_METHOD", str_view(method) },
        {"REQUEST_URI",    str_view(address)},
        {"REMOTE_ADDR",    S("127.0.0.1")   },
        {"HTTP_HOST",      S("localhost")   },
    };
    return fastcgi_testing_request(arena, stays, rows, COUNT(rows));
}

void line_testing_send(int fd, str bytes)
{
    assert_int_equal(send(fd, bytes.p, bytes.n, MSG_NOSIGNAL), (ssize_t)bytes.n);
}

void line_testing_ask(int fd, const char *address)
{
    line_testing_send(fd, line_testing_question("GET", address, true));
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
str line_testing_hear(int fd)
{
    struct out o;
    out_init(&o, arena, ANSWER_MOST);
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

void line_testing_hears(int fd, const char *body)
{
    str answer = line_testing_hear(fd);
    assert_true(str_starts(answer, S("Status: 200\r\n")));
    assert_true(str_ends(answer, str_join(arena, S("\r\n\r\n"), str_view(body))));
}

void line_testing_ended(int fd)
{
    char byte;
    assert_int_equal(recv(fd, &byte, 1, 0), 0);
    close(fd);
}

// By the second answer the round of the first is over, and with it all that was said before.
void line_testing_settle(int line)
{
    for (int i = 0; i < 2; i++) {
        line_testing_ask(line, "/healthz");
        line_testing_hears(line, "ok\n");
    }
}

// One that was let in: who says nothing as a newcomer is left.
int line_testing_line(void)
{
    int fd = line_testing_call();
    line_testing_settle(fd);
    return fd;
}
