#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/fault.h"
#include "platform/picture/child/jail.h"

// Memory, threads, time, chance, the open descriptors, and the end.
static const char *const KEPT[] = {
    "read",
    "write",
    "writev",
    "close",
    "lseek",
    "brk",
    "munmap",
    "mremap",
    "madvise",
    "futex",
    "sched_yield",
    "sched_getaffinity",
    "set_robust_list",
    "rseq",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "getpid",
    "gettid",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    "clock_nanosleep",
    "nanosleep",
    "getrandom",
    "sysinfo",
    "getrusage",
    "exit",
    "exit_group",
    "restart_syscall",
    "fstat",
    "rt_sigaction",
};

// Asked by libraries that go on without an answer. Said to be refused, as a file that is not ours
// is.
static const char *const REFUSED[] = {
    "open",
    "openat",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "stat",
    "lstat",
    "statx",
    "newfstatat",
    "statfs",
    "fstatfs",
    "getcwd",
    "prlimit64",
    "getrlimit",
    "prctl",
    "sched_setaffinity",
    "uname",
    "getuid",
    "geteuid",
    "setpriority",
    "sched_setscheduler",
    "sched_getscheduler",
    "sched_getparam",
    "sched_setattr",
    "sched_getattr",
    "poll",
    "ioctl",
    "fcntl",
    "getpeername",
};

static bool allow_when(scmp_filter_ctx filter, const char *name, struct scmp_arg_cmp condition)
{
    int call = seccomp_syscall_resolve_name(name);
    return call == __NR_SCMP_ERROR ||
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &condition) == 0;
}

static bool treat_all(scmp_filter_ctx filter, uint32_t action, const char *const *names,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int call = seccomp_syscall_resolve_name(names[i]);
        if (call != __NR_SCMP_ERROR && seccomp_rule_add(filter, action, call, 0) != 0) {
            return false;
        }
    }
    return true;
}

static struct scmp_arg_cmp masked(unsigned int arg, scmp_datum_t mask, scmp_datum_t value)
{
    return (struct scmp_arg_cmp){
        .arg = arg, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

// A thread and no process; memory and no program; a signal for nobody but itself.
static bool allow_some(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp itself = {.arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
    return allow_when(filter, "clone", masked(0, CLONE_THREAD, CLONE_THREAD)) &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
           allow_when(filter, "mmap", masked(2, PROT_EXEC, 0)) &&
           allow_when(filter, "mprotect", masked(2, PROT_EXEC, 0)) &&
           allow_when(filter, "tgkill", itself);
}

bool child_close_jail(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool closed = filter != NULL && prctl(PR_SET_DUMPABLE, 0) == 0 &&
                  seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                  treat_all(filter, SCMP_ACT_ALLOW, KEPT, COUNT(KEPT)) &&
                  treat_all(filter, SCMP_ACT_ERRNO(EACCES), REFUSED, COUNT(REFUSED)) &&
                  allow_some(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter); // NULL is fine
    return closed;
}
