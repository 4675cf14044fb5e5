// The system calls that a worker keeps once it has opened what it needs. Any other call ends it.
//
// A pool's calls are listed in calls/POOL.def, made by tools/seccomp.sh of what the workers called
// while the tests ran; calls/README.md tells how the lists come together.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>

#include "base/str.h"

enum guard_mode {
    GUARD_OFF,  // nothing is taken away
    GUARD_LOG,  // the kernel's log names what would have been refused
    GUARD_KILL, // a call off the list ends the process before it happens
};

struct guard {
    enum guard_mode mode;
    const char *pool;     // one of GUARD_POOLS
    bool has_server;      // the database is reached through the network or a socket
    _Atomic int *refused; // where the supervisor reads which call it was
};

// "off", "log" or "kill". False for any other word.
bool guard_mode_from(str word, enum guard_mode *out);

// From here on this process and its threads keep the calls of its pool alone. Ends the process
// after a log line when the kernel will not have it.
void guard_enter(const struct guard *g);

// What a process ends with that made a call off its list, having noted which.
#define GUARD_STATUS 159 // 128 + SIGSYS, as a shell tells it

// The name of a call on this machine, "unknown" when it has none. Valid until the next call.
const char *guard_call_name(int number);
