// What a worker may no longer do once its guard has closed, and how one hears of it.
#include "platform/process/guard.h"

#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/out.h"
#include "platform/db/db_testing.h"
#include "platform/log/log.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"
#include "platform/process/guard_calls.h"
#include "platform/process/supervisor_testing.h"

// --- The lists -----------------------------------------------------------------------------------

static bool keeps(const char *pool, bool has_server, const char *call)
{
    struct guard_calls c;
    guard_gather(pool, has_server, &c);
    return guard_has(&c, call);
}

static void nobody_starts_or_enters_a_program(void **state)
{
    (void)state;
    static const char *const NEVER[] = {
        "execve",
        "execveat",
        "fork",
        "vfork",
        "ptrace",
        "kill",
        "process_vm_readv",
        "pidfd_getfd",
        "setuid",
        "setresuid",
        "mount",
        "chroot",
        "unshare",
        "setns",
        "bpf",
        "init_module",
        "io_uring_setup",
        "userfaultfd",
        "perf_event_open",
        "keyctl",
        "memfd_create",
        "process_vm_writev",
        "pidfd_open",
        "setgid",
        "capset",
        "pivot_root",
        "shmget",
        "mknod",
        "symlink",
        "listen",
        "finit_module",
        "kexec_load",
        "personality",
        "reboot",
        "add_key",
    };
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        for (size_t i = 0; i < COUNT(NEVER); i++) {
            bool dumps = strcmp(GUARD_POOLS[p], "copy") == 0; // starts pg_dump
            if (strcmp(GUARD_POOLS[p], "picture") == 0) {
                continue; // starts dure-picture and its like: below
            }
            if (keeps(GUARD_POOLS[p], !dumps, NEVER[i])) {
                fail_msg("%s keeps %s", GUARD_POOLS[p], NEVER[i]);
            }
        }
    }
}

static void only_who_copies_a_servers_database_starts_a_program(void **state)
{
    (void)state;
    assert_true(keeps("copy", true, "execve"));
    assert_false(keeps("copy", false, "execve"));
    assert_false(keeps("copy", true, "ptrace"));
    assert_false(keeps("copy", true, "setuid"));
    assert_false(keeps("copy", true, "mount"));
}

static void who_has_pictures_made_starts_a_program_and_enters_none(void **state)
{
    (void)state;
    static const char *const NEVER[] = {
        "execveat",
        "fork",
        "vfork",
        "ptrace",
        "process_vm_readv",
        "pidfd_getfd",
        "setuid",
        "setresuid",
        "mount",
        "chroot",
        "unshare",
        "setns",
        "bpf",
        "init_module",
        "io_uring_setup",
        "userfaultfd",
        "memfd_create",
        "keyctl",
        "setgid",
        "perf_event_open",
        "process_vm_writev",
        "capset",
        "pivot_root",
        "symlink",
        "pidfd_open",
        "listen",
        "mknod",
        "finit_module",
        "kexec_load",
        "personality",
        "reboot",
        "add_key",
        "shmget",
    };
    for (int server = 0; server <= 1; server++) {
        assert_true(keeps("picture", server == 1, "execve"));
        for (size_t i = 0; i < COUNT(NEVER); i++) {
            if (keeps("picture", server == 1, NEVER[i])) {
                fail_msg("picture keeps %s", NEVER[i]);
            }
        }
    }
}

static void only_who_needs_the_network_keeps_a_way_to_it(void **state)
{
    (void)state;
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        bool calls = strcmp(GUARD_POOLS[p], "call") == 0 || strcmp(GUARD_POOLS[p], "fetch") == 0;
        assert_int_equal(keeps(GUARD_POOLS[p], false, "socket"), calls);
        assert_int_equal(keeps(GUARD_POOLS[p], false, "connect"), calls);
        assert_true(keeps(GUARD_POOLS[p], true, "socket"));
        assert_true(keeps(GUARD_POOLS[p], true, "connect"));
    }
}

static void only_who_looks_up_names_keeps_threads(void **state)
{
    (void)state;
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        bool calls = strcmp(GUARD_POOLS[p], "call") == 0 || strcmp(GUARD_POOLS[p], "fetch") == 0;
        bool copies = strcmp(GUARD_POOLS[p], "copy") == 0;   // a process, for pg_dump
        bool makes = strcmp(GUARD_POOLS[p], "picture") == 0; // likewise, for dure-picture
        assert_int_equal(keeps(GUARD_POOLS[p], true, "clone"), calls || copies || makes);
        assert_int_equal(keeps(GUARD_POOLS[p], false, "clone"), calls || makes);
    }
}

static void who_accepts_reads_and_writes_keeps_it(void **state)
{
    (void)state;
    static const char *const POOLS[] = {"web", "slow", "live"};
    for (size_t p = 0; p < COUNT(POOLS); p++) {
        assert_true(keeps(POOLS[p], false, "accept4"));
        assert_true(keeps(POOLS[p], false, "recvfrom"));
        assert_true(keeps(POOLS[p], false, "sendto"));
    }
    assert_false(keeps("job", false, "accept4"));
    assert_false(keeps("call", false, "accept4"));
}

static void who_keeps_a_call_keeps_its_siblings(void **state)
{
    (void)state;
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        assert_true(keeps(GUARD_POOLS[p], false, "openat"));
        assert_true(keeps(GUARD_POOLS[p], false, "open"));
        assert_true(keeps(GUARD_POOLS[p], false, "statx"));
        assert_true(keeps(GUARD_POOLS[p], false, "futex_waitv"));
    }
}

static void a_mode_is_one_of_three_words(void **state)
{
    (void)state;
    enum guard_mode mode = GUARD_LOG;
    assert_true(guard_mode_from(S("kill"), &mode));
    assert_int_equal(mode, GUARD_KILL);
    assert_true(guard_mode_from(S("log"), &mode));
    assert_int_equal(mode, GUARD_LOG);
    assert_true(guard_mode_from(S("off"), &mode));
    assert_int_equal(mode, GUARD_OFF);
    assert_false(guard_mode_from(S("Kill"), &mode));
    assert_false(guard_mode_from(S(""), &mode));
    assert_int_equal(mode, GUARD_OFF);
}

// --- A worker behind its guard -------------------------------------------------------------------

static const struct guard *guard_of_toys;

static void *look_up(void *data)
{
    struct addrinfo *found = NULL;
    if (getaddrinfo("nobody.invalid", "443", NULL, &found) == 0) {
        freeaddrinfo(found);
    }
    return data;
}

// As libcurl does.
static void look_up_in_a_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, look_up, NULL) != 0 || pthread_join(thread, NULL) != 0) {
        abort();
    }
}

static void misbehave(char how)
{
    static char *const nothing[] = {NULL};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    switch (how) {
    case 'e':
        (void)execve("/bin/true", nothing, nothing);
        break;
    case 's':
        (void)socket(AF_INET, SOCK_STREAM, 0);
        break;
    case 'k':
        (void)kill(1, 0);
        break;
    case 'h':
        (void)sigaction(SIGSYS, &ignored, NULL);
        break;
    case 'x':
        (void)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        break;
    default: // 'q' is quiet
        break;
    }
}

static void toy_run(struct worker *w)
{
    struct guard g = *guard_of_toys;
    g.refused = w->refused_call;
    guard_enter(&g);
    while (!worker_is_stopping()) {
        if (!worker_wait(w->listener, -1)) {
            continue;
        }
        char asked = 0;
        char answer = 'y';
        int fd = accept(w->listener, NULL, NULL);
        if (fd >= 0 && recv(fd, &asked, 1, 0) == 1) {
            misbehave(asked);
            (void)send(fd, &answer, 1, MSG_NOSIGNAL);
        }
        close(fd);
    }
}

static FILE *log_of_toys; // of the supervisor and its workers, without a name

static void log_into_a_file(const struct supervisor_testing *s)
{
    (void)s;
    if (dup2(fileno(log_of_toys), STDERR_FILENO) < 0) {
        _exit(1);
    }
    log_init("supervisor", LOG_INFO);
}

static struct supervisor_testing start(const struct guard *guard)
{
    struct supervisor_testing s = {0};
    struct pool_plan pool = {"toy", 1, 0, LIMIT_SOCKET_BACKLOG, toy_run};
    struct plan plan = {.pools = &pool, .pool_count = 1};
    guard_of_toys = guard;
    log_of_toys = tmpfile();
    assert_non_null(log_of_toys);
    supervisor_testing_start(&s, &plan, log_into_a_file);
    return s;
}

// Whether the worker answered; it did not when it died over it.
static bool ask(const struct supervisor_testing *s, char what)
{
    int fd = supervisor_testing_connect(s, "toy");
    struct timeval patience = {.tv_sec = 20}; // for a list that forgot what a toy needs
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    char answer = 0;
    assert_int_equal(send(fd, &what, 1, MSG_NOSIGNAL), 1);
    bool answered = recv(fd, &answer, 1, 0) == 1;
    close(fd);
    return answered;
}

// Ends it, and gives what it logged.
static void stop(struct supervisor_testing *s, char *log, size_t size)
{
    supervisor_testing_stop(s);
    rewind(log_of_toys);
    log[fread(log, 1, size - 1, log_of_toys)] = '\0';
    (void)fclose(log_of_toys);
}

static void a_call_off_the_list_ends_the_worker_and_is_named(void **state)
{
    (void)state;
    static const struct {
        char how;
        const char *call;
    } DEEDS[] = {
        {'e', "execve"      },
        {'s', "socket"      },
        {'k', "kill"        },
        {'h', "rt_sigaction"},
        {'x', "mmap"        },
    };
    static const struct guard WEB = {.mode = GUARD_KILL, .pool = "web"};
    for (size_t i = 0; i < COUNT(DEEDS); i++) {
        char log[8 * KIB];
        char line[100];
        struct supervisor_testing s = start(&WEB);
        assert_true(ask(&s, 'q'));
        assert_false(ask(&s, DEEDS[i].how));
        assert_true(ask(&s, 'q')); // another took its place
        stop(&s, log, sizeof log);
        (void)snprintf(line, sizeof line,
                       "\"event\":\"worker.refused_call\",\"pool\":\"toy\",\"call\":\"%s\"",
                       DEEDS[i].call);
        if (strstr(log, line) == NULL) {
            fail_msg("no line of %s in: %s", DEEDS[i].call, log);
        }
        assert_non_null(strstr(log, "\"status\":159"));
    }
}

static void a_guard_that_only_logs_refuses_nothing(void **state)
{
    (void)state;
    static const struct guard LOGGING = {.mode = GUARD_LOG, .pool = "web"};
    char log[8 * KIB];
    struct supervisor_testing s = start(&LOGGING);
    assert_true(ask(&s, 's'));
    assert_true(ask(&s, 'k'));
    stop(&s, log, sizeof log);
    assert_null(strstr(log, "worker.died"));
}

static void who_has_a_server_may_go_to_it(void **state)
{
    (void)state;
    static const struct guard WITH_SERVER = {.mode = GUARD_KILL, .pool = "web", .has_server = true};
    char log[8 * KIB];
    struct supervisor_testing s = start(&WITH_SERVER);
    assert_true(ask(&s, 's'));
    assert_false(ask(&s, 'e'));
    stop(&s, log, sizeof log);
    assert_non_null(strstr(log, "\"call\":\"execve\""));
}

// What a process behind a guard ends with that does `deed`; 0 when it may.
static int end_of(struct guard g, void (*deed)(void), _Atomic int *refused)
{
    int status = 0;
    atomic_store(refused, -1);
    pid_t child = fork();
    if (child == 0) {
        g.refused = refused;
        guard_enter(&g);
        deed();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static _Atomic int *share_refused(void)
{
    _Atomic int *refused =
        mmap(NULL, sizeof *refused, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(refused != MAP_FAILED);
    return refused;
}

static void must_be_allowed(int end, const char *pool, const _Atomic int *refused)
{
    if (end != 0) {
        fail_msg("%s ends with %d, refused: %s", pool, end, guard_call_name(atomic_load(refused)));
    }
}

static void type_into_the_terminal(void)
{
    (void)ioctl(STDIN_FILENO, TIOCSTI, "x");
}

static void listen_to_packets(void)
{
    (void)socket(AF_PACKET, SOCK_RAW, 0);
}

static void who_calls_the_outside_finds_it_by_name_and_does_no_more(void **state)
{
    (void)state;
    _Atomic int *refused = share_refused();
    const struct guard call = {.mode = GUARD_KILL, .pool = "call"};
    const struct guard fetch = {.mode = GUARD_KILL, .pool = "fetch"};
    must_be_allowed(end_of(call, look_up_in_a_thread, refused), call.pool, refused);
    must_be_allowed(end_of(fetch, look_up_in_a_thread, refused), fetch.pool, refused);
    assert_int_equal(end_of(call, type_into_the_terminal, refused), GUARD_STATUS);
    assert_string_equal(guard_call_name(atomic_load(refused)), "ioctl");
    assert_int_equal(end_of(call, listen_to_packets, refused), GUARD_STATUS);
    assert_string_equal(guard_call_name(atomic_load(refused)), "socket");
    munmap(refused, sizeof *refused);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

// The C library asks first how much memory there is.
static void sort_two_kilobytes(void)
{
    static int numbers[512];
    for (int i = 0; i < 512; i++) {
        numbers[i] = 512 - i;
    }
    qsort(numbers, 512, sizeof *numbers, by_number);
}

static void every_worker_may_sort_more_than_fits_its_stack(void **state)
{
    (void)state;
    _Atomic int *refused = share_refused();
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        for (int server = 0; server <= 1; server++) {
            const struct guard g = {
                .mode = GUARD_KILL, .pool = GUARD_POOLS[p], .has_server = server == 1};
            must_be_allowed(end_of(g, sort_two_kilobytes, refused), g.pool, refused);
        }
    }
    munmap(refused, sizeof *refused);
}

static void start_a_program(void)
{
    static char *const ARGS[] = {"true", NULL};
    pid_t child = 0;
    if (posix_spawn(&child, "/bin/true", NULL, NULL, ARGS, environ) != 0 ||
        waitpid(child, NULL, 0) != child) {
        abort();
    }
}

static void start_a_world_of_its_own(void)
{
    (void)syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
}

static void who_copies_a_servers_database_starts_programs_in_this_world_only(void **state)
{
    (void)state;
    _Atomic int *refused = share_refused();
    const struct guard copy = {.mode = GUARD_KILL, .pool = "copy", .has_server = true};
    struct guard_calls sanitizers;
    guard_gather_sanitizers(&sanitizers);
    must_be_allowed(end_of(copy, start_a_program, refused), copy.pool, refused);
    if (!guard_has(&sanitizers, "clone")) { // theirs is without a condition
        assert_int_equal(end_of(copy, start_a_world_of_its_own, refused), GUARD_STATUS);
        assert_string_equal(guard_call_name(atomic_load(refused)), "clone");
    }
    munmap(refused, sizeof *refused);
}

// The child closes its own jail behind the guard's, looks at a photo that is none, and says so.
static void have_a_picture_made(void)
{
    struct picture_made made;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    if (picture_make(a, "/proc/self/status", &made) != NULL || made.verdict != PICTURE_OF_NO_KIND) {
        _exit(77);
    }
    arena_close(a);
}

static void who_has_pictures_made_may(void **state)
{
    (void)state;
    _Atomic int *refused = share_refused();
    picture_testing_begin();
    for (int server = 0; server <= 1; server++) {
        const struct guard g = {.mode = GUARD_KILL, .pool = "picture", .has_server = server == 1};
        must_be_allowed(end_of(g, have_a_picture_made, refused), g.pool, refused);
    }
    munmap(refused, sizeof *refused);
}

static void a_number_has_the_name_of_its_call(void **state)
{
    (void)state;
    assert_string_equal(guard_call_name(SCMP_SYS(execve)), "execve");
    assert_string_equal(guard_call_name(999999), "unknown");
}

// What each keeps, for the report; the most where there is a server.
static void the_lists_are_told(void **state)
{
    (void)state;
    struct out more;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    out_init(&more, a, LIMIT_CSV_FIELD);
    for (size_t p = 0; p < GUARD_POOL_COUNT; p++) {
        struct guard_calls c;
        guard_gather(GUARD_POOLS[p], true, &c);
        assert_in_range(c.count, 1, GUARD_CALLS);
        out_format(&more, ",\"%s\":%zu", GUARD_POOLS[p], c.count);
    }
    testing_tell("calls", NULL, GUARD_POOL_COUNT, str_to_c(a, out_view(&more)));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_starts_or_enters_a_program),
        cmocka_unit_test(only_who_copies_a_servers_database_starts_a_program),
        cmocka_unit_test(who_has_pictures_made_starts_a_program_and_enters_none),
        cmocka_unit_test(only_who_needs_the_network_keeps_a_way_to_it),
        cmocka_unit_test(only_who_looks_up_names_keeps_threads),
        cmocka_unit_test(who_accepts_reads_and_writes_keeps_it),
        cmocka_unit_test(who_keeps_a_call_keeps_its_siblings),
        cmocka_unit_test(a_mode_is_one_of_three_words),
        cmocka_unit_test(a_call_off_the_list_ends_the_worker_and_is_named),
        cmocka_unit_test(a_guard_that_only_logs_refuses_nothing),
        cmocka_unit_test(who_has_a_server_may_go_to_it),
        cmocka_unit_test(who_calls_the_outside_finds_it_by_name_and_does_no_more),
        cmocka_unit_test(every_worker_may_sort_more_than_fits_its_stack),
        cmocka_unit_test(who_copies_a_servers_database_starts_programs_in_this_world_only),
        cmocka_unit_test(who_has_pictures_made_may),
        cmocka_unit_test(a_number_has_the_name_of_its_call),
        cmocka_unit_test(the_lists_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
