#include "platform/process/supervisor.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/log/log.h"
#include "platform/process/guard.h"
#include "platform/process/metrics.h"

const struct fault SUPERVISOR_NO_SOCKET = {
    .kind = FAULT_BROKEN,
    .code = "supervisor.no_socket",
    .text =
        "작업 프로세스의 소켓을 만들지 못했습니다. 자료 폴더의 run 폴더에 쓸 수 있는지 확인하세요.",
};

const struct fault SUPERVISOR_TWICE = {
    .kind = FAULT_BROKEN,
    .code = "supervisor.twice",
    .text = "이 자료 폴더로 이미 서비스하고 있습니다. 그것을 멈추거나 다른 자료 폴더를 정하세요.",
};

// What a worker tells the supervisor, in memory that both see.
struct told {
    _Atomic int64_t busy_since;
    _Atomic int refused_call;
};

// A place in a pool; the worker in it changes.
struct slot {
    const struct pool_plan *pool;
    int listener;
    pid_t pid; // 0: empty
    struct told *told;
    int64_t started_at; // monotonic µs
    int64_t start_not_before;
    int early_deaths; // in a row, each within LIMIT_WORKER_YOUNG_S of its start
    bool is_overdue;  // has been killed for it
};

static struct slot slots[LIMIT_WORKERS];
static size_t slot_count;
static int run_dir_lock = -1; // the supervisor's alone: gone with it, however it ends

void supervisor_keep_heap_small(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, LIMIT_HEAP_PIECE);
    (void)mallopt(M_TRIM_THRESHOLD, LIMIT_HEAP_TOP);
}

// --- In the worker -------------------------------------------------------------------------------

static volatile sig_atomic_t is_stopping;
static sigset_t
    mask_while_waiting; // SIGTERM arrives only while we wait, so no check comes too early

static void note_stop(int signal_number)
{
    (void)signal_number;
    is_stopping = 1;
}

bool worker_is_stopping(void)
{
    sigset_t pending;
    if (!is_stopping && sigpending(&pending) == 0 && sigismember(&pending, SIGTERM) == 1) {
        is_stopping = 1;
    }
    return is_stopping != 0;
}

int worker_wait_any(struct pollfd *fds, size_t count, int timeout_ms)
{
    struct timespec limit = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};
    int ready = ppoll(fds, count, timeout_ms < 0 ? NULL : &limit, &mask_while_waiting);
    return ready > 0 ? ready : 0;
}

bool worker_wait(int fd, int timeout_ms)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return worker_wait_any(&one, 1, timeout_ms) > 0;
}

void worker_busy(struct worker *w)
{
    atomic_store(w->busy_since, clock_us());
}

int64_t worker_idle(struct worker *w)
{
    return clock_us() - atomic_exchange(w->busy_since, 0);
}

// Several slots share the socket of their pool: each of the others' is closed once.
static void close_other_sockets(const struct slot *slot)
{
    for (size_t i = 0; i < slot_count; i++) {
        int other = slots[i].listener;
        if (other < 0 || other == slot->listener) {
            continue;
        }
        close(other);
        for (size_t k = i; k < slot_count; k++) {
            slots[k].listener = slots[k].listener == other ? -1 : slots[k].listener;
        }
    }
}

// SIGTERM arrives in worker_wait alone.
static void take_signals(void)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigemptyset(&mask_while_waiting);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    struct sigaction stop = {.sa_handler = note_stop};
    sigaction(SIGTERM, &stop, NULL);
    signal(SIGINT, SIG_IGN);  // Ctrl-C reaches the whole group; the supervisor decides
    signal(SIGPIPE, SIG_IGN); // a client that went away is an error of write
}

_Noreturn static void become_worker(const struct slot *slot, pid_t supervisor, const void *context)
{
    // Told to stop when the supervisor dies, which may have happened already.
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != supervisor) {
        _exit(1);
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        _exit(1);
    }
    char name[16]; // what `ps` and `top` show
    (void)snprintf(name, sizeof name, "dure-%s", slot->pool->name);
    prctl(PR_SET_NAME, name);
    if (run_dir_lock >= 0) {
        close(run_dir_lock);
    }
    close_other_sockets(slot);
    take_signals();
    struct worker w = {
        .pool = slot->pool->name,
        .listener = slot->listener,
        .busy_since = &slot->told->busy_since,
        .refused_call = &slot->told->refused_call,
        .context = context,
    };
    metrics_count(COUNTER_workers_started); // before it answers whoever asks
    slot->pool->run(&w);
    exit(0);
}

// --- In the supervisor ---------------------------------------------------------------------------

static void start_worker(struct slot *slot, const void *context)
{
    pid_t supervisor = getpid();
    atomic_store(&slot->told->busy_since, 0);
    atomic_store(&slot->told->refused_call, -1);
    pid_t pid = fork();
    if (pid == 0) {
        become_worker(slot, supervisor, context);
    }
    slot->started_at = clock_us();
    slot->is_overdue = false;
    if (pid < 0) { // no memory or no process left just now
        slot->start_not_before = slot->started_at + LIMIT_WORKER_PAUSE_MS * 1000;
        return;
    }
    slot->pid = pid;
}

// The first death is answered at once; a worker that keeps dying young waits longer each time.
static void note_death(struct slot *slot, int status)
{
    int64_t now = clock_us();
    bool died_young = now - slot->started_at < (int64_t)LIMIT_WORKER_YOUNG_S * 1000000;
    int64_t pause_us = 0;
    slot->pid = 0;
    slot->early_deaths = died_young ? slot->early_deaths + 1 : 0;
    for (int i = 1; i < slot->early_deaths && pause_us < LIMIT_WORKER_PAUSE_MS * 1000; i++) {
        pause_us = pause_us == 0 ? 50000 : pause_us * 2;
    }
    if (pause_us > LIMIT_WORKER_PAUSE_MS * 1000) {
        pause_us = LIMIT_WORKER_PAUSE_MS * 1000;
    }
    slot->start_not_before = now + pause_us;

    metrics_count(COUNTER_workers_died);
    int call = atomic_load(&slot->told->refused_call);
    if (call >= 0) {
        LOG(LOG_ERROR, "worker.refused_call", LOG_TEXT("pool", str_view(slot->pool->name)),
            LOG_TEXT("call", str_view(guard_call_name(call))));
    }
    LOG(LOG_ERROR, "worker.died", LOG_TEXT("pool", str_view(slot->pool->name)),
        LOG_NUMBER("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0),
        LOG_NUMBER("status", WIFEXITED(status) ? WEXITSTATUS(status) : 0),
        LOG_NUMBER("pause_ms", pause_us / 1000));
}

static void reap(bool expected)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < slot_count; i++) {
            if (slots[i].pid != pid) {
                continue;
            }
            slots[i].pid = 0;
            if (!expected || status != 0) {
                note_death(&slots[i], status);
            }
        }
    }
}

static void kill_overdue(void)
{
    int64_t now = clock_us();
    for (size_t i = 0; i < slot_count; i++) {
        struct slot *slot = &slots[i];
        int64_t since = atomic_load(&slot->told->busy_since);
        if (slot->pid == 0 || slot->is_overdue || slot->pool->deadline_s == 0 || since == 0 ||
            now - since <= (int64_t)slot->pool->deadline_s * 1000000) {
            continue;
        }
        slot->is_overdue = true;
        kill(slot->pid, SIGKILL);
        metrics_count(COUNTER_workers_overdue);
        LOG(LOG_ERROR, "worker.overdue", LOG_TEXT("pool", str_view(slot->pool->name)),
            LOG_NUMBER("seconds", (now - since) / 1000000));
    }
}

static void start_missing(const void *context)
{
    int64_t now = clock_us();
    for (size_t i = 0; i < slot_count; i++) {
        if (slots[i].pid == 0 && now >= slots[i].start_not_before) {
            start_worker(&slots[i], context);
        }
    }
}

static bool name_socket(const struct plan *plan, const struct pool_plan *pool,
                        struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(out->sun_path, sizeof out->sun_path, "%s/%s.sock", plan->run_dir, pool->name);
    return n > 0 && (size_t)n < sizeof out->sun_path;
}

static err open_socket(const struct plan *plan, const struct pool_plan *pool, int *out)
{
    struct sockaddr_un address;
    if (!name_socket(plan, pool, &address)) {
        errno = ENAMETOOLONG;
        return &SUPERVISOR_NO_SOCKET;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return &SUPERVISOR_NO_SOCKET;
    }
    unlink(address.sun_path); // of a run that was killed
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        chmod(address.sun_path, 0660) != 0 || listen(fd, pool->backlog) != 0) {
        close(fd);
        return &SUPERVISOR_NO_SOCKET;
    }
    *out = fd;
    return NULL;
}

// Another supervisor's sockets would lose their names to ours.
static err lock_run_dir(const struct plan *plan)
{
    bool listens = false;
    for (size_t p = 0; p < plan->pool_count; p++) {
        listens = listens || plan->pools[p].backlog > 0;
    }
    run_dir_lock = listens ? open(plan->run_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (listens && run_dir_lock < 0) {
        return &SUPERVISOR_NO_SOCKET;
    }
    if (listens && flock(run_dir_lock, LOCK_EX | LOCK_NB) != 0) {
        close(run_dir_lock);
        run_dir_lock = -1;
        return &SUPERVISOR_TWICE;
    }
    return NULL;
}

static void unlock_run_dir(void)
{
    if (run_dir_lock >= 0) {
        close(run_dir_lock);
        run_dir_lock = -1;
    }
}

static err lay_out_slots(const struct plan *plan)
{
    slot_count = 0;
    struct told *told = mmap(NULL, LIMIT_WORKERS * sizeof *told, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert(told != MAP_FAILED); // one page
    for (size_t p = 0; p < plan->pool_count; p++) {
        const struct pool_plan *pool = &plan->pools[p];
        int listener = -1;
        if (pool->backlog > 0) {
            TRY(open_socket(plan, pool, &listener));
        }
        for (int i = 0; i < pool->count; i++) {
            assert(slot_count < LIMIT_WORKERS);
            slots[slot_count] =
                (struct slot){.pool = pool, .listener = listener, .told = &told[slot_count]};
            slot_count++;
        }
    }
    return NULL;
}

static bool any_running(void)
{
    for (size_t i = 0; i < slot_count; i++) {
        if (slots[i].pid != 0) {
            return true;
        }
    }
    return false;
}

static void signal_all(int number)
{
    for (size_t i = 0; i < slot_count; i++) {
        if (slots[i].pid != 0) {
            kill(slots[i].pid, number);
        }
    }
}

static void remove_names(const struct plan *plan)
{
    for (size_t p = 0; p < plan->pool_count; p++) {
        struct sockaddr_un address;
        if (plan->pools[p].backlog > 0 && name_socket(plan, &plan->pools[p], &address)) {
            unlink(address.sun_path);
        }
    }
}

// Seconds that the workers are given to end by themselves.
static int64_t stop_patience_s(const struct plan *plan)
{
    int longest_s = 0;
    for (size_t p = 0; p < plan->pool_count; p++) {
        if (plan->pools[p].deadline_s > longest_s) {
            longest_s = plan->pools[p].deadline_s;
        }
    }
    if (longest_s > plan->stop_most_s && plan->stop_most_s > 0) {
        longest_s = plan->stop_most_s;
    }
    return (int64_t)longest_s + LIMIT_STOP_MARGIN_S;
}

// With the names gone nobody new can connect; the workers answer what already waits, and end.
static void stop_all(const struct plan *plan, const sigset_t *signals)
{
    struct timespec tick = {.tv_nsec = LIMIT_SUPERVISOR_TICK_MS * 1000000L};
    remove_names(plan);
    signal_all(SIGTERM);
    int64_t give_up = clock_us() + stop_patience_s(plan) * 1000000;
    while (reap(true), any_running()) {
        kill_overdue();
        if (clock_us() > give_up) {
            signal_all(SIGKILL);
        }
        sigtimedwait(signals, NULL, &tick);
    }
}

err supervisor_run(const struct plan *plan)
{
    sigset_t signals;
    sigset_t before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, &before);

    TRY(lock_run_dir(plan));
    TRY(lay_out_slots(plan));
    LOG(LOG_INFO, "supervisor.started", LOG_NUMBER("workers", (int64_t)slot_count));
    struct timespec tick = {.tv_nsec = LIMIT_SUPERVISOR_TICK_MS * 1000000L};
    int got = 0;
    while (got != SIGTERM && got != SIGINT) {
        reap(false);
        kill_overdue();
        start_missing(plan->context);
        got = sigtimedwait(&signals, NULL, &tick);
    }
    LOG(LOG_INFO, "supervisor.stopping", LOG_NUMBER("signal", got));
    stop_all(plan, &signals);

    for (size_t i = 0; i < slot_count; i++) {
        if (slots[i].listener >= 0 && (i == 0 || slots[i].listener != slots[i - 1].listener)) {
            close(slots[i].listener);
        }
    }
    unlock_run_dir();
    sigprocmask(SIG_SETMASK, &before, NULL);
    LOG(LOG_INFO, "supervisor.stopped", LOG_NUMBER("signal", got));
    return NULL;
}
