// Which system calls a pool keeps: the lists of calls/, put together. guard.h closes them.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define GUARD_CALLS 200 // of one pool at most, siblings included

struct guard_calls {
    const char *names[GUARD_CALLS];
    size_t count;
};

// What a pool is there for, and so what the conditions on its calls leave it.
struct guard_reach {
    bool network;  // finds a server and speaks with it
    bool threads;  // looks names up beside its work
    bool programs; // starts one
};

extern const char *const GUARD_POOLS[];
extern const size_t GUARD_POOL_COUNT;

// `pool` is one of GUARD_POOLS; `has_server`: the database is reached over a socket.
struct guard_reach guard_reach_of(const char *pool, bool has_server);
void guard_gather(const char *pool, bool has_server, struct guard_calls *out);
bool guard_has(const struct guard_calls *c, const char *name);

// What the sanitizers of this build call besides; empty where there are none.
void guard_gather_sanitizers(struct guard_calls *out);
