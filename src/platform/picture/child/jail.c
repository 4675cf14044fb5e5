#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/fault.h"
#include "platform/picture/child/jail.h"

// Memory, writing to what is open, and the end, also by abort(). One thread alone wakes others as
// well (futex), after what is done once.
static const char *const KEPT[] = {
    "write",          "writev",       "brk",         "munmap",
    "mremap",         "madvise",      "futex",       "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "getpid",
    "gettid",         "getrandom",    "exit",        "exit_group",
};

// Threads and their time, and the open descriptors; refused where there is one thread alone.
static const char *const THREADS[] = {
    "read",
    "close",
    "lseek",
    "fstat",
    "sched_yield",
    "sched_getaffinity",
    "set_robust_list",
    "rseq",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    "clock_nanosleep",
    "nanosleep",
    "sysinfo",
    "getrusage",
    "restart_syscall",
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

// Memory and no program; a signal for nobody but itself.
static bool allow_some(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp itself = {.arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
    return allow_when(filter, "mmap", masked(2, PROT_EXEC, 0)) &&
           allow_when(filter, "mprotect", masked(2, PROT_EXEC, 0)) &&
           allow_when(filter, "tgkill", itself);
}

// A thread and no process.
static bool treat_threads(scmp_filter_ctx filter, enum jail jail)
{
    if (jail == JAIL_OF_ONE) {
        return treat_all(filter, SCMP_ACT_ERRNO(EACCES), THREADS, COUNT(THREADS));
    }
    return treat_all(filter, SCMP_ACT_ALLOW, THREADS, COUNT(THREADS)) &&
           allow_when(filter, "clone", masked(0, CLONE_THREAD, CLONE_THREAD)) &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

bool child_close_jail(enum jail jail)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool closed = filter != NULL && prctl(PR_SET_DUMPABLE, 0) == 0 &&
                  seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                  treat_all(filter, SCMP_ACT_ALLOW, KEPT, COUNT(KEPT)) &&
                  treat_all(filter, SCMP_ACT_ERRNO(EACCES), REFUSED, COUNT(REFUSED)) &&
                  treat_threads(filter, jail) && allow_some(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter); // NULL is fine
    return closed;
}
