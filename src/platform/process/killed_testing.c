#include "platform/process/killed_testing.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

void killed_testing_after(int64_t us)
{
    timer_t timer;
    struct sigevent end = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec at = {.it_value = {.tv_nsec = us * 1000}};
    if (timer_create(CLOCK_MONOTONIC, &end, &timer) != 0 ||
        timer_settime(timer, 0, &at, NULL) != 0) {
        _exit(2);
    }
}

bool killed_testing_wait(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return true;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}
