#include "platform/process/guard_calls.h"

#include <assert.h>
#include <string.h>

#include "base/fault.h"

// --- The lists -----------------------------------------------------------------------------------

// Each starts with NULL, so that a list may be empty.
#define CALL(name) #name,
static const char *const ALWAYS[] = {
    NULL,
#include "platform/process/calls/always.def"
};
static const char *const WEB[] = {
    NULL,
#include "platform/process/calls/web.def"
};
static const char *const SLOW[] = {
    NULL,
#include "platform/process/calls/slow.def"
};
static const char *const LIVE[] = {
    NULL,
#include "platform/process/calls/live.def"
};
static const char *const JOB[] = {
    NULL,
#include "platform/process/calls/job.def"
};
static const char *const OUTSIDE[] = {
    NULL,
#include "platform/process/calls/call.def"
};
static const char *const COPY[] = {
    NULL,
#include "platform/process/calls/copy.def"
};
static const char *const BACKUP[] = {
    NULL,
#include "platform/process/calls/backup.def"
};
static const char *const PICTURE[] = {
    NULL,
#include "platform/process/calls/picture.def"
};
static const char *const FETCH[] = {
    NULL,
#include "platform/process/calls/fetch.def"
};
static const char *const NETWORK[] = {
    NULL,
#include "platform/process/calls/network.def"
};
static const char *const THREAD[] = {
    NULL,
#include "platform/process/calls/thread.def"
};
static const char *const PROGRAM[] = {
    NULL,
#include "platform/process/calls/program.def"
};
static const char *const MAKER[] = {
    NULL,
#include "platform/process/calls/maker.def"
};
static const char *const SANITIZE[] = {
    NULL,
#ifdef __SANITIZE_ADDRESS__ // gcc's sign; what clang builds is compiled, never served
#include "platform/process/calls/sanitize.def"
#endif
};
#undef CALL

#define FAMILY(...) {__VA_ARGS__},
static const char *const FAMILIES[][8] = {
#include "platform/process/calls/family.def"
};
#undef FAMILY

const char *const GUARD_POOLS[] = {"web",  "slow", "live",    "job",
                                   "call", "copy", "picture", "fetch"};
const size_t GUARD_POOL_COUNT = COUNT(GUARD_POOLS);

#define LISTED(list)                                                                               \
    {                                                                                              \
        list, COUNT(list)                                                                          \
    }
static const struct {
    const char *const *names;
    size_t count;
} OWN[] = {LISTED(WEB),     LISTED(SLOW), LISTED(LIVE),    LISTED(JOB),
           LISTED(OUTSIDE), LISTED(COPY), LISTED(PICTURE), LISTED(FETCH)};
static_assert(COUNT(OWN) == COUNT(GUARD_POOLS), "a list for each pool, in the same order");

// --- Putting them together -----------------------------------------------------------------------

bool guard_has(const struct guard_calls *c, const char *name)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_list(struct guard_calls *c, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i] != NULL && !guard_has(c, names[i])) {
            assert(c->count < GUARD_CALLS);
            c->names[c->count++] = names[i];
        }
    }
}

// Another C library or kernel makes a sibling of the call that was seen.
static void add_siblings(struct guard_calls *c)
{
    for (size_t f = 0; f < COUNT(FAMILIES); f++) {
        bool seen = false;
        for (size_t i = 0; i < COUNT(FAMILIES[f]) && FAMILIES[f][i] != NULL; i++) {
            seen = seen || guard_has(c, FAMILIES[f][i]);
        }
        if (seen) {
            add_list(c, FAMILIES[f], COUNT(FAMILIES[f]));
        }
    }
}

struct guard_reach guard_reach_of(const char *pool, bool has_server)
{
    bool calls = strcmp(pool, "call") == 0 || strcmp(pool, "fetch") == 0;
    bool dumps = has_server && strcmp(pool, "copy") == 0;
    bool makes = strcmp(pool, "picture") == 0;
    return (struct guard_reach){
        .network = has_server || calls,
        .threads = calls,
        .programs = dumps || makes, // pg_dump; dure-picture and its like
    };
}

void guard_gather(const char *pool, bool has_server, struct guard_calls *out)
{
    struct guard_reach reach = guard_reach_of(pool, has_server);
    size_t p = 0;
    while (p < COUNT(OWN) && strcmp(GUARD_POOLS[p], pool) != 0) {
        p++;
    }
    assert(p < COUNT(OWN)); // a pool without a list
    out->count = 0;
    add_list(out, ALWAYS, COUNT(ALWAYS));
    add_list(out, OWN[p].names, OWN[p].count);
    if (strcmp(pool, "copy") == 0) {
        add_list(out, BACKUP, COUNT(BACKUP));
    }
    if (reach.network) {
        add_list(out, NETWORK, COUNT(NETWORK));
    }
    if (reach.threads) {
        add_list(out, THREAD, COUNT(THREAD));
    }
    if (reach.programs && strcmp(pool, "picture") == 0) {
        add_list(out, MAKER, COUNT(MAKER));
    } else if (reach.programs) {
        add_list(out, PROGRAM, COUNT(PROGRAM));
    }
    add_siblings(out);
}

void guard_gather_sanitizers(struct guard_calls *out)
{
    out->count = 0;
    add_list(out, SANITIZE, COUNT(SANITIZE));
}
