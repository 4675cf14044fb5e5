// The live worker over its real socket, with a site whose counts the test turns.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/process/live.h"

static _Atomic int64_t *count; // unread notices of everybody; below 0: the session has ended

static err load_actor(struct unit *u, const struct request *rq, struct actor *actor)
{
    (void)u;
    int64_t notices = atomic_load(count);
    if (notices >= 0 && str_equals(request_cookie(rq, "__Host-dure"), S("good"))) {
        actor->account.value = 1;
        actor->session.value = 7;
        actor->notice_count = notices;
    }
    return NULL;
}

struct scene {
    char dir[32];
    pid_t supervisor;
};

static struct scene start(struct testing_db *t)
{
    struct scene s = {.dir = "/tmp/dure-live-XXXXXX"};
    assert_non_null(mkdtemp(s.dir));
    fflush(NULL);
    s.supervisor = fork();
    if (s.supervisor == 0) {
        struct site site = {.load_actor = load_actor, .clock = unit_clock_system};
        struct house house = {.db_url = str_view(t->url), .site = &site, .log_least = LOG_ERROR};
        struct pool_plan pool = {"live", 1, 0, LIMIT_SOCKET_BACKLOG, live_run};
        struct plan plan = {.run_dir = s.dir, .pools = &pool, .pool_count = 1, .context = &house};
        log_init("test", LOG_ERROR);
        _exit(supervisor_run(&plan) == NULL ? 0 : 1);
    }
    return s;
}

static void stop(struct scene *s)
{
    kill(s->supervisor, SIGTERM);
    waitpid(s->supervisor, NULL, 0);
    rmdir(s->dir);
}

// `last_id`: of the event a stream that broke off heard last, or NULL.
static int listen_from(const struct scene *s, const char *cookie, const char *last_id)
{
    static const char HEAD[] = "CONTENT_LENGTH\0000\0SCGI\0001\0REQUEST_METHOD\0GET\0"
                               "REQUEST_URI\0/live/notices\0DOCUMENT_URI\0/live/notices\0"
                               "REMOTE_ADDR\000127.0.0.1\0HTTP_HOST\0localhost\0HTTP_COOKIE";
    char head[512];
    memcpy(head, HEAD, sizeof HEAD);
    size_t n = sizeof HEAD;
    n += (size_t)snprintf(head + n, sizeof head - n, "__Host-dure=%s", cookie) + 1;
    if (last_id != NULL) {
        memcpy(head + n, "HTTP_LAST_EVENT_ID", sizeof "HTTP_LAST_EVENT_ID");
        n += sizeof "HTTP_LAST_EVENT_ID";
        n += (size_t)snprintf(head + n, sizeof head - n, "%s", last_id) + 1;
    }
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s/live.sock", s->dir);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    while (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        usleep(5000); // until the supervisor has made it
    }
    dprintf(fd, "%zu:", n);
    assert_int_equal(send(fd, head, n, 0), (ssize_t)n);
    assert_int_equal(send(fd, ",", 1, 0), 1);
    return fd;
}

static int listen_with(const struct scene *s, const char *cookie)
{
    return listen_from(s, cookie, NULL);
}

// Read on until `wanted` came. False when the stream ended before.
static bool hears(int fd, const char *wanted)
{
    char heard[4096] = {0};
    size_t n = 0;
    while (strstr(heard, wanted) == NULL) {
        ssize_t got = recv(fd, heard + n, sizeof heard - 1 - n, 0);
        if (got <= 0) {
            return false;
        }
        n += (size_t)got;
    }
    return true;
}

static void a_listener_is_told_the_count_and_its_changes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        atomic_store(count, 2);
        struct scene s = start(&t);
        int fd = listen_with(&s, "good");
        assert_true(hears(fd, "event: notices\nid: 2\ndata: 2\n\n"));
        atomic_store(count, 3);
        assert_true(hears(fd, "data: 3\n\n"));
        int newer = listen_with(&s, "good"); // one stream a session
        assert_true(hears(newer, "data: 3\n\n"));
        assert_false(hears(fd, "data:"));
        atomic_store(count, -1); // and none after its end
        assert_false(hears(newer, "data:"));
        close(fd);
        close(newer);
        stop(&s);
    }
}

static void a_stranger_hears_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        atomic_store(count, 2);
        struct scene s = start(&t);
        int fd = listen_with(&s, "bad");
        assert_true(hears(fd, "Status: 204"));
        close(fd);
        stop(&s);
    }
}

// A count is whole: whatever was heard before, and whatever somebody makes of its id.
static void who_comes_back_is_told_the_count_of_now(void **state)
{
    (void)state;
    static const char *const LAST_IDS[] = {"1", "2", "99", "", "-1", "x; DROP TABLE notice"};
    FOR_EACH_ENGINE(t)
    {
        atomic_store(count, 2);
        struct scene s = start(&t);
        for (size_t i = 0; i < COUNT(LAST_IDS); i++) {
            int fd = listen_from(&s, "good", LAST_IDS[i]);
            assert_true(hears(fd, "event: notices\nid: 2\ndata: 2\n\n"));
            close(fd);
        }
        stop(&s);
    }
}

int main(void)
{
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listener_is_told_the_count_and_its_changes),
        cmocka_unit_test(a_stranger_hears_nothing),
        cmocka_unit_test(who_comes_back_is_told_the_count_of_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
