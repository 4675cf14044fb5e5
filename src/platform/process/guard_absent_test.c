// A kernel, or a container, that lets no program give up system calls.
#include "platform/process/guard.h"

#include <errno.h>
#include <seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// From here on no filter is taken, by either door.
static void take_guards_away(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL ||
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(seccomp), 0) != 0 ||
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                         SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0)) != 0 ||
        seccomp_load(filter) != 0) {
        _exit(77);
    }
    seccomp_release(filter);
}

// How a worker ends that asks for its guard; what it logs is in `said`.
static int end_of(enum guard_mode mode, char *said, size_t room)
{
    int ends[2];
    int status = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t worker = fork();
    assert_true(worker >= 0);
    if (worker == 0) {
        _Atomic int refused = 0;
        const struct guard g = {.mode = mode, .pool = "web", .refused = &refused};
        if (dup2(ends[1], STDERR_FILENO) < 0) {
            _exit(77);
        }
        take_guards_away();
        guard_enter(&g);
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], said, room - 1);
    said[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(worker, &status, 0), worker);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void a_worker_without_a_guard_ends_and_says_so(void **state)
{
    (void)state;
    char said[1024];
    static const enum guard_mode MODES[] = {GUARD_KILL, GUARD_LOG};
    for (size_t i = 0; i < sizeof(MODES) / sizeof(MODES[0]); i++) {
        assert_int_equal(end_of(MODES[i], said, sizeof said), 1);
        assert_non_null(strstr(said, "guard.absent"));
    }
}

// process.guard = off, at the operator's own risk.
static void who_asks_for_none_works_without(void **state)
{
    (void)state;
    char said[1024];
    assert_int_equal(end_of(GUARD_OFF, said, sizeof said), 0);
    assert_null(strstr(said, "guard.absent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_without_a_guard_ends_and_says_so),
        cmocka_unit_test(who_asks_for_none_works_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
