// The first process: starts the pools of workers, replaces the dead and the overdue, and stops
// them so that no accepted request is lost.
//
// It reads no request and opens no database. A pool's socket belongs to it, so what waits there
// survives the death of any worker. See README.md.
#pragma once

#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

// What one worker knows of its place. Lives in the worker for as long as it does.
struct worker {
    const char *pool;            // "web"
    int listener;                // non-blocking; -1 when the pool has no socket
    _Atomic int64_t *busy_since; // monotonic µs, 0 idle; shared with the supervisor
    _Atomic int *refused_call;   // the system call its guard ended it for; shared as well
    const void *context;         // of the plan
};

struct pool_plan {
    const char *name;              // "web"
    int count;                     // workers
    int deadline_s;                // one request's longest time; 0: none
    int backlog;                   // connections that wait on RUN_DIR/NAME.sock; 0: it has none
    void (*run)(struct worker *w); // in the child; returns when worker_is_stopping
};

struct plan {
    const char *run_dir; // an absolute path of at most 90 bytes, there and writable
    const struct pool_plan *pools;
    size_t pool_count;
    int stop_most_s;     // a stop waits no longer, whatever a pool's deadline; 0: for the longest
    const void *context; // handed to the workers; read-only once they run
};

extern const struct fault SUPERVISOR_NO_SOCKET; // BROKEN: a socket cannot be made; errno tells
extern const struct fault SUPERVISOR_TWICE;     // BROKEN: another one listens in this folder

// Before much is held, for this process and its workers: what is large is had from the system by
// itself and goes back to it at once. Of its own accord the C library learns from the first large
// list to keep all later ones in the heap, where what stays lies between them.
void supervisor_keep_heap_small(void);

// Run until SIGTERM or SIGINT and until the last worker has ended. Forks: call it before anything
// is opened that two processes must not share.
err supervisor_run(const struct plan *plan);

// For the workers.
bool worker_is_stopping(void);
// Sleep until the descriptor can be read, `timeout_ms` (-1: none) passed, or the worker was told to
// stop. True when there is something to read. `fd` may be -1.
bool worker_wait(int fd, int timeout_ms);
// The same of several, whose `revents` tell which. How many can be read.
int worker_wait_any(struct pollfd *fds, size_t count, int timeout_ms);
// From here to worker_idle the deadline counts.
void worker_busy(struct worker *w);
// How long it was busy, in µs.
int64_t worker_idle(struct worker *w);
