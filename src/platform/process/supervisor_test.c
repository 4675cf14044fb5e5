// The supervisor with a toy in its workers: one byte asks, the answer is the worker's process id.
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"
#include "platform/process/supervisor_testing.h"

#define CLIENTS 20

// 'q' quick, 's' takes 50 ms, 'h' hangs for ever.
static void toy_serve(struct worker *w)
{
    char asked;
    int pid = (int)getpid();
    int fd = accept(w->listener, NULL, NULL);
    if (fd < 0) {
        return;
    }
    worker_busy(w);
    if (recv(fd, &asked, 1, 0) == 1) {
        struct timespec slow = {.tv_nsec = 50000000};
        while (asked == 'h') {
            nanosleep(&slow, NULL);
        }
        if (asked == 's') {
            nanosleep(&slow, NULL);
        }
        (void)send(fd, &pid, sizeof pid, MSG_NOSIGNAL);
    }
    close(fd);
    worker_idle(w);
}

static void toy_run(struct worker *w)
{
    while (!worker_is_stopping()) {
        if (worker_wait(w->listener, -1)) {
            toy_serve(w);
        }
    }
    while (worker_wait(w->listener, 0)) {
        toy_serve(w);
    }
}

static void wait_a_moment(void)
{
    struct timespec t = {.tv_nsec = 5000000};
    nanosleep(&t, NULL);
}

// As nginx does it: whom the pool's queue does not take is told at once.
static int ask_pool(const struct supervisor_testing *s, const char *pool, char what)
{
    struct sockaddr_un address = supervisor_testing_address(s, pool);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    assert_int_equal(fcntl(fd, F_SETFL, 0), 0); // the answer is waited for
    assert_int_equal(send(fd, &what, 1, MSG_NOSIGNAL), 1);
    return fd;
}

static int ask(const struct supervisor_testing *s, char what)
{
    return ask_pool(s, "toy", what);
}

// The worker's process id, or 0 when it died over the request.
static int answer_of(int fd)
{
    int pid = 0;
    ssize_t got = recv(fd, &pid, sizeof pid, 0);
    close(fd);
    return got == (ssize_t)sizeof pid ? pid : 0;
}

static void wait_until_it_answers(const struct supervisor_testing *s)
{
    close(supervisor_testing_connect(s, "toy"));
    assert_true(answer_of(ask(s, 'q')) > 0);
}

static struct supervisor_testing start_pools(const struct pool_plan *pools, size_t count,
                                             int stop_most_s)
{
    struct supervisor_testing s = {0};
    struct plan plan = {.pools = pools, .pool_count = count, .stop_most_s = stop_most_s};
    supervisor_testing_start(&s, &plan, NULL);
    wait_until_it_answers(&s);
    return s;
}

static struct supervisor_testing start_for(int workers, int deadline_s, int stop_most_s)
{
    struct pool_plan pool = {"toy", workers, deadline_s, LIMIT_SOCKET_BACKLOG, toy_run};
    return start_pools(&pool, 1, stop_most_s);
}

static struct supervisor_testing start(int workers, int deadline_s)
{
    return start_for(workers, deadline_s, 0);
}

static void a_killed_worker_loses_its_own_request_only(void **state)
{
    (void)state;
    struct supervisor_testing s = start(2, 0);
    int clients[CLIENTS];
    int lost = 0;
    int victim = answer_of(ask(&s, 'q'));
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = ask(&s, 's');
    }
    kill(victim, SIGKILL);
    for (int i = 0; i < CLIENTS; i++) {
        lost += answer_of(clients[i]) == 0;
    }
    assert_true(lost <= 1);
    assert_true(answer_of(ask(&s, 'q')) > 0);
    supervisor_testing_stop(&s);
}

static void a_request_past_its_deadline_costs_its_worker(void **state)
{
    (void)state;
    struct supervisor_testing s = start(1, 1);
    int before = answer_of(ask(&s, 'q'));
    int hanging = ask(&s, 'h');
    int waiting = ask(&s, 'q'); // waits in the socket, which outlives the worker
    assert_int_equal(answer_of(hanging), 0);
    int after = answer_of(waiting);
    assert_true(after > 0 && after != before);
    supervisor_testing_stop(&s);
}

static void a_stop_answers_everyone_who_already_waits(void **state)
{
    (void)state;
    struct supervisor_testing s = start(2, 5);
    int clients[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = ask(&s, 's');
    }
    supervisor_testing_stop(&s);
    for (int i = 0; i < CLIENTS; i++) {
        assert_true(answer_of(clients[i]) > 0);
    }
}

// Who copies a city may be busy for half an hour, and a service manager does not wait for it.
static void a_stop_waits_no_longer_than_it_may(void **state)
{
    (void)state;
    struct supervisor_testing s = start_for(1, 600, 1);
    int hanging = ask(&s, 'h');
    wait_a_moment();
    time_t begun = time(NULL);
    supervisor_testing_stop(&s);
    assert_true(time(NULL) - begun <= 1 + LIMIT_STOP_MARGIN_S + 2);
    assert_int_equal(answer_of(hanging), 0);
}

static void a_flood_that_fills_one_pool_is_told_so_and_reaches_no_other(void **state)
{
    (void)state;
    enum { BACKLOG = 3, FLOOD = 20 };
    const struct pool_plan pools[] = {
        {"toy",  1, 0, LIMIT_SOCKET_BACKLOG, toy_run},
        {"slow", 1, 1, BACKLOG,              toy_run},
    };
    struct supervisor_testing s = start_pools(pools, COUNT(pools), 0);
    int hanging = ask_pool(&s, "slow", 'h');
    int waiting[FLOOD];
    size_t count = 0;
    for (int i = 0; i < FLOOD; i++) {
        int fd = ask_pool(&s, "slow", 'q');
        if (fd < 0) {
            assert_int_equal(errno, EAGAIN); // nginx: 502 at once
        } else {
            waiting[count++] = fd;
        }
    }
    assert_in_range(count, BACKLOG, BACKLOG + 2); // the kernel takes one more, the worker another
    assert_true(answer_of(ask(&s, 'q')) > 0);
    assert_int_equal(answer_of(hanging), 0); // past its deadline
    for (size_t i = 0; i < count; i++) {
        assert_true(answer_of(waiting[i]) > 0); // who waits is served
    }
    assert_true(answer_of(ask_pool(&s, "slow", 'q')) > 0);
    supervisor_testing_stop(&s);
}

static void workers_end_when_the_supervisor_dies(void **state)
{
    (void)state;
    struct supervisor_testing s = start(1, 0);
    int worker = answer_of(ask(&s, 'q'));
    supervisor_testing_kill(&s);
    while (ask(&s, 'q') >= 0) { // until nobody holds the socket open
        wait_a_moment();
    }
    assert_true(worker > 0);
    unlink(supervisor_testing_address(&s, "toy").sun_path);
    rmdir(s.dir);
}

static void a_socket_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    struct pool_plan pool = {"toy", 1, 0, LIMIT_SOCKET_BACKLOG, toy_run};
    struct plan plan = {.run_dir = "/nowhere/at/all", .pools = &pool, .pool_count = 1};
    assert_ptr_equal(supervisor_run(&plan), &SUPERVISOR_NO_SOCKET);
}

static void a_second_supervisor_leaves_the_sockets_of_the_first(void **state)
{
    (void)state;
    struct supervisor_testing s = start(1, 0);
    struct pool_plan pool = {"toy", 1, 0, LIMIT_SOCKET_BACKLOG, toy_run};
    struct plan plan = {.run_dir = s.dir, .pools = &pool, .pool_count = 1};
    assert_ptr_equal(supervisor_run(&plan), &SUPERVISOR_TWICE);
    assert_true(answer_of(ask(&s, 'q')) > 0);
    supervisor_testing_stop(&s);
}

static void a_killed_supervisor_does_not_keep_the_next_one_out(void **state)
{
    (void)state;
    struct supervisor_testing s = start(1, 0);
    int busy = ask(&s, 's'); // its worker may live a moment longer
    supervisor_testing_kill(&s);
    struct pool_plan pool = {"toy", 1, 0, LIMIT_SOCKET_BACKLOG, toy_run};
    struct plan plan = {.pools = &pool, .pool_count = 1};
    supervisor_testing_start(&s, &plan, NULL);
    int fd = -1;
    int pid = 0;
    for (int tries = 0; pid == 0 && tries < 400; tries++) {
        wait_a_moment();
        fd = ask(&s, 'q');
        pid = fd < 0 ? 0 : answer_of(fd);
    }
    assert_true(pid > 0);
    close(busy);
    supervisor_testing_stop(&s);
}

// The sanitizer has a heap of its own, which is told nothing.
static void what_is_large_goes_back_as_a_whole_each_time(void **state)
{
    (void)state;
#if !defined(__SANITIZE_ADDRESS__)
    supervisor_keep_heap_small();
    size_t before = mallinfo2().hblkhd;
    for (int i = 0; i < 3; i++) { // of its own accord the library learns from the first
        void *p = calloc(1, MIB);
        assert_non_null(p);
        assert_true(mallinfo2().hblkhd >= before + MIB);
        free(p);
        assert_int_equal(mallinfo2().hblkhd, before);
    }
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_worker_loses_its_own_request_only),
        cmocka_unit_test(a_request_past_its_deadline_costs_its_worker),
        cmocka_unit_test(a_stop_answers_everyone_who_already_waits),
        cmocka_unit_test(a_stop_waits_no_longer_than_it_may),
        cmocka_unit_test(a_flood_that_fills_one_pool_is_told_so_and_reaches_no_other),
        cmocka_unit_test(workers_end_when_the_supervisor_dies),
        cmocka_unit_test(a_socket_that_cannot_be_made_is_told),
        cmocka_unit_test(a_second_supervisor_leaves_the_sockets_of_the_first),
        cmocka_unit_test(a_killed_supervisor_does_not_keep_the_next_one_out),
        cmocka_unit_test(what_is_large_goes_back_as_a_whole_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
