#include "platform/process/supervisor_testing.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/log/log.h"

#define OPENS_WITHIN_MS 20000
#define BETWEEN_KNOCKS_MS 5

void supervisor_testing_start(struct supervisor_testing *s, const struct plan *plan,
                              void (*prepare)(const struct supervisor_testing *s))
{
    if (s->dir[0] == '\0') {
        (void)snprintf(s->dir, sizeof s->dir, "/tmp/dure-sup-XXXXXX");
        assert_non_null(mkdtemp(s->dir));
    }
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct plan here = *plan;
        here.run_dir = s->dir;
        log_init("test", LOG_ERROR);
        if (prepare != NULL) {
            prepare(s);
        }
        _exit(supervisor_run(&here) == NULL ? 0 : 1);
    }
    s->pid = child;
}

void supervisor_testing_stop(struct supervisor_testing *s)
{
    if (s->pid == 0) {
        return;
    }
    struct supervisor_testing ended = *s;
    int status = 0;
    *s = (struct supervisor_testing){0};
    kill(ended.pid, SIGTERM);
    assert_int_equal(waitpid(ended.pid, &status, 0), ended.pid);
    assert_int_equal(status, 0);
    assert_int_equal(rmdir(ended.dir), 0); // the sockets are gone
}

void supervisor_testing_kill(struct supervisor_testing *s)
{
    kill(s->pid, SIGKILL);
    assert_int_equal(waitpid(s->pid, NULL, 0), s->pid);
    s->pid = 0;
}

struct sockaddr_un supervisor_testing_address(const struct supervisor_testing *s, const char *pool)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s/%s.sock", s->dir, pool);
    return address;
}

int supervisor_testing_connect(const struct supervisor_testing *s, const char *pool)
{
    struct sockaddr_un address = supervisor_testing_address(s, pool);
    int waited_ms = 0;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    while (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        if (waited_ms >= OPENS_WITHIN_MS) {
            close(fd);
            fail_msg("the supervisor opened no socket within %d ms", OPENS_WITHIN_MS);
        }
        usleep(BETWEEN_KNOCKS_MS * 1000);
        waited_ms += BETWEEN_KNOCKS_MS;
    }
    return fd;
}

int supervisor_testing_ask(const struct supervisor_testing *s, const char *pool,
                           const struct supervisor_testing_field *fields, size_t count)
{
    char head[512] = {0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        n += (size_t)snprintf(head + n, sizeof head - n, "%s%c%s", fields[i].name, '\0',
                              fields[i].value) +
             1;
        assert_true(n <= sizeof head);
    }
    int fd = supervisor_testing_connect(s, pool);
    dprintf(fd, "%zu:", n);
    assert_int_equal(send(fd, head, n, MSG_NOSIGNAL), (ssize_t)n);
    assert_int_equal(send(fd, ",", 1, MSG_NOSIGNAL), 1);
    return fd;
}
