// The live worker over its real socket, with a site whose counts the test turns.
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/process/live.h"
#include "platform/process/supervisor_testing.h"

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

static struct supervisor_testing start(struct testing_db *t)
{
    struct supervisor_testing s = {0};
    struct site site = {.load_actor = load_actor, .clock = unit_clock_system};
    struct house house = {.db_url = str_view(t->url), .site = &site, .log_least = LOG_ERROR};
    struct pool_plan pool = {"live", 1, 0, LIMIT_SOCKET_BACKLOG, live_run};
    struct plan plan = {.pools = &pool, .pool_count = 1, .context = &house};
    supervisor_testing_start(&s, &plan, NULL);
    return s;
}

// `last_id`: of the event a stream that broke off heard last, or NULL.
static int listen_from(const struct supervisor_testing *s, const char *cookie, const char *last_id)
{
    char session[40];
    (void)snprintf(session, sizeof session, "__Host-dure=%s", cookie);
    const struct supervisor_testing_field fields[] = {
        {"CONTENT_LENGTH",     "0"            },
        {"SCGI",               "1"            },
        {"REQUEST_METHOD",     "GET"          },
        {"REQUEST_URI",        "/live/notices"},
        {"DOCUMENT_URI",       "/live/notices"},
        {"REMOTE_ADDR",        "127.0.0.1"    },
        {"HTTP_HOST",          "localhost"    },
        {"HTTP_COOKIE",        session        },
        {"HTTP_LAST_EVENT_ID", last_id        },
    };
    return supervisor_testing_ask(s, "live", fields, COUNT(fields) - (last_id == NULL));
}

static int listen_with(const struct supervisor_testing *s, const char *cookie)
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
        struct supervisor_testing s = start(&t);
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
        supervisor_testing_stop(&s);
    }
}

static void a_stranger_hears_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        atomic_store(count, 2);
        struct supervisor_testing s = start(&t);
        int fd = listen_with(&s, "bad");
        assert_true(hears(fd, "Status: 204"));
        close(fd);
        supervisor_testing_stop(&s);
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
        struct supervisor_testing s = start(&t);
        for (size_t i = 0; i < COUNT(LAST_IDS); i++) {
            int fd = listen_from(&s, "good", LAST_IDS[i]);
            assert_true(hears(fd, "event: notices\nid: 2\ndata: 2\n\n"));
            close(fd);
        }
        supervisor_testing_stop(&s);
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
