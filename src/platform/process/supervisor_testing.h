// A supervisor in a process of its own, and the sockets its pools answer at.
#pragma once

#include <stddef.h>
#include <sys/types.h>
#include <sys/un.h>

#include "platform/process/supervisor.h"

struct supervisor_testing {
    char dir[32]; // its run_dir, under /tmp; empty: none yet
    pid_t pid;    // 0: none runs
};

// Starts the plan, whose run_dir is not read: `s` has a folder of its own, and keeps it over
// supervisor_testing_kill. `prepare`, or NULL, is called in the supervisor's process before there
// is a worker. Does not wait until it listens.
void supervisor_testing_start(struct supervisor_testing *s, const struct plan *plan,
                              void (*prepare)(const struct supervisor_testing *s));

// Has it stop, and waits until it ended well and left an empty folder, which goes as well. Where
// none runs, nothing.
void supervisor_testing_stop(struct supervisor_testing *s);

// As by kill -9. What it leaves in its folder stays.
void supervisor_testing_kill(struct supervisor_testing *s);

struct sockaddr_un supervisor_testing_address(const struct supervisor_testing *s, const char *pool);

// A connection to the pool, waited for until the supervisor has opened its socket.
int supervisor_testing_connect(const struct supervisor_testing *s, const char *pool);

struct supervisor_testing_field {
    const char *name;
    const char *value;
};

// The same, with the head of an SCGI request sent, CONTENT_LENGTH first. The body, if any, follows
// from the caller.
int supervisor_testing_ask(const struct supervisor_testing *s, const char *pool,
                           const struct supervisor_testing_field *fields, size_t count);
