#include "platform/process/guard.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "platform/log/log.h"
#include "platform/process/guard_calls.h"

// --- The filter ----------------------------------------------------------------------------------

static _Atomic int *refused;

static void note_refused(int signal_number, siginfo_t *info, void *context)
{
    (void)signal_number;
    (void)context;
    atomic_store(refused, info->si_syscall);
    _exit(GUARD_STATUS);
}

static struct scmp_arg_cmp equals(unsigned int arg, scmp_datum_t value)
{
    return (struct scmp_arg_cmp){.arg = arg, .op = SCMP_CMP_EQ, .datum_a = value};
}

static struct scmp_arg_cmp differs(unsigned int arg, scmp_datum_t value)
{
    return (struct scmp_arg_cmp){.arg = arg, .op = SCMP_CMP_NE, .datum_a = value};
}

// Of the bits in `mask` exactly those of `value` are set.
static struct scmp_arg_cmp masked(unsigned int arg, scmp_datum_t mask, scmp_datum_t value)
{
    return (struct scmp_arg_cmp){
        .arg = arg, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

static bool keep_when(scmp_filter_ctx filter, int call, struct scmp_arg_cmp condition)
{
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &condition) == 0;
}

// The kinds that reach a server; a look-up of names needs the last.
static bool keep_sockets(scmp_filter_ctx filter, int call)
{
    return keep_when(filter, call, equals(0, AF_UNIX)) &&
           keep_when(filter, call, equals(0, AF_INET)) &&
           keep_when(filter, call, equals(0, AF_INET6)) &&
           keep_when(filter, call, equals(0, AF_NETLINK));
}

// Two questions: how much can be read, and is this a terminal. No orders.
static bool keep_questions(scmp_filter_ctx filter, int call)
{
    return keep_when(filter, call, equals(1, FIONREAD)) &&
           keep_when(filter, call, equals(1, TCGETS));
}

// As on a kernel that does not know the call.
static bool say_absent(scmp_filter_ctx filter, int call)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0;
}

// A thread, not a process. The newer call hides its flags in memory, so it is said not to exist:
// the C library then takes the older one.
static bool keep_threads(scmp_filter_ctx filter, int call)
{
    return keep_when(filter, call, masked(0, CLONE_THREAD, CLONE_THREAD)) &&
           say_absent(filter, SCMP_SYS(clone3));
}

// A process like this one, in the same namespaces: what posix_spawn asks for.
static bool keep_children(scmp_filter_ctx filter, int call)
{
    const scmp_datum_t apart = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                               CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    return keep_when(filter, call, masked(0, apart, 0)) && say_absent(filter, SCMP_SYS(clone3));
}

// Only with arguments that harm nobody else.
static bool keep(scmp_filter_ctx filter, struct guard_reach reach, const char *name)
{
    int call = seccomp_syscall_resolve_name(name);
    if (call == __NR_SCMP_ERROR) {
        return true; // newer than this library; older kernels and libraries do without
    }
    if (strcmp(name, "rt_sigaction") == 0) { // nobody takes note_refused away
        return keep_when(filter, call, differs(0, SIGSYS));
    }
    if (strcmp(name, "tgkill") == 0 && !reach.programs) {
        return keep_when(filter, call, equals(0, (scmp_datum_t)getpid()));
    }
    if (strcmp(name, "socket") == 0) {
        return keep_sockets(filter, call);
    }
    if (strcmp(name, "ioctl") == 0) {
        return keep_questions(filter, call);
    }
    if (strcmp(name, "clone") == 0) {
        return reach.programs ? keep_children(filter, call) : keep_threads(filter, call);
    }
    // What was read cannot become a program. The C library's look-up of names may load a part, and
    // a program that is started its libraries.
    bool maps = strcmp(name, "mmap") == 0 || strcmp(name, "mprotect") == 0;
    if (maps && !reach.network && !reach.programs) {
        return keep_when(filter, call, masked(2, PROT_EXEC, 0));
    }
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
}

static bool keep_all(scmp_filter_ctx filter, const struct guard *g)
{
    struct guard_calls c;
    struct guard_reach reach = guard_reach_of(g->pool, g->has_server);
    guard_gather(g->pool, g->has_server, &c);
    for (size_t i = 0; i < c.count; i++) {
        if (!keep(filter, reach, c.names[i])) {
            return false;
        }
    }
    guard_gather_sanitizers(&c);
    for (size_t i = 0; i < c.count; i++) { // without conditions: they look into their own process
        int call = seccomp_syscall_resolve_name(c.names[i]);
        if (call != __NR_SCMP_ERROR && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) {
            return false;
        }
    }
    return true;
}

static bool install(const struct guard *g)
{
    scmp_filter_ctx filter = seccomp_init(g->mode == GUARD_LOG ? SCMP_ACT_LOG : SCMP_ACT_TRAP);
    bool done = filter != NULL &&
                seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 && // a tree, not a list
                keep_all(filter, g) && seccomp_load(filter) == 0;
    seccomp_release(filter); // NULL is fine
    return done;
}

void guard_enter(const struct guard *g)
{
    if (g->mode == GUARD_OFF) {
        return;
    }
    struct sigaction note = {.sa_sigaction = note_refused, .sa_flags = SA_SIGINFO};
    refused = g->refused;
    if (sigaction(SIGSYS, &note, NULL) != 0 || !install(g)) {
        LOG(LOG_ERROR, "guard.absent", LOG_NUMBER("errno", errno));
        _exit(1);
    }
}

bool guard_mode_from(str word, enum guard_mode *out)
{
    static const char *const WORDS[] = {"off", "log", "kill"};
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        if (str_equals(word, str_view(WORDS[i]))) {
            *out = (enum guard_mode)i;
            return true;
        }
    }
    return false;
}

const char *guard_call_name(int number)
{
    static char name[40];
    char *found = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    str known = found == NULL ? S("unknown") : str_view(found);
    known = str_slice(known, 0, sizeof name - 1);
    memcpy(name, known.p, known.n);
    name[known.n] = '\0';
    free(found);
    return name;
}
