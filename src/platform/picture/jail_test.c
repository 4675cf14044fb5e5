// What is left to a program in its jail: each call is tried by a process of its own.
#include "platform/picture/child/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"

#define ENDED (-1) // instead of an error: the kernel ended who tried

// One call: 0, what errno says of it, or ENDED.
static int try_call(enum jail jail, const long call[5])
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (!child_close_jail(jail)) {
            _exit(255);
        }
        long got = syscall(call[0], call[1], call[2], call[3], call[4], 0L, 0L);
        _exit(got == 0 ? 0 : errno);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGSYS);
        return ENDED;
    }
    return WEXITSTATUS(status);
}

static void each_jail_leaves_its_own_calls_and_no_other(void **state)
{
    (void)state;
    static const char TEXT[] = "/etc/passwd";
    const struct {
        const char *what;
        long call[5];
        int of_one;
        int of_threads;
    } CALLS[] = {
        {"writing",            {SYS_write, 1, (long)TEXT, 0},                0,      0     },
        {"waking nobody",      {SYS_futex, (long)TEXT, 1, 1},                0,      0     },
        {"no memory to run",   {SYS_mprotect, 0, 0, PROT_READ},              0,      0     },
        {"memory to run",      {SYS_mprotect, 0, 0, PROT_READ | PROT_EXEC},  ENDED,  ENDED },
        {"reading",            {SYS_read, 0, (long)TEXT, 0},                 EACCES, 0     },
        {"giving way",         {SYS_sched_yield},                            EACCES, 0     },
        {"another file",       {SYS_openat, AT_FDCWD, (long)TEXT, O_RDONLY}, EACCES, EACCES},
        {"a newer thread",     {SYS_clone3, 0, 0},                           ENDED,  ENOSYS},
        {"a process",          {SYS_clone, SIGCHLD},                         ENDED,  ENDED },
        {"a thread",           {SYS_clone, CLONE_THREAD, 0, 0},              ENDED,  EINVAL},
        {"a program",          {SYS_execve, (long)TEXT, 0, 0},               ENDED,  ENDED },
        {"a machine",          {SYS_socket, AF_INET, SOCK_STREAM, 0},        ENDED,  ENDED },
        {"a signal to others", {SYS_kill, 1, 0},                             ENDED,  ENDED },
        {"another's memory",   {SYS_process_vm_readv, 1, 0, 0},              ENDED,  ENDED },
    };
    for (size_t i = 0; i < COUNT(CALLS); i++) {
        int of_one = try_call(JAIL_OF_ONE, CALLS[i].call);
        int of_threads = try_call(JAIL_OF_THREADS, CALLS[i].call);
        if (of_one != CALLS[i].of_one || of_threads != CALLS[i].of_threads) {
            fail_msg("%s: %d for one, %d for threads", CALLS[i].what, of_one, of_threads);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_jail_leaves_its_own_calls_and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
