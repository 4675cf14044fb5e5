#include "base/arena_testing.h"

#include "base/limits.h"

struct arena *arena;

int arena_testing_begin(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    return 0;
}

int arena_testing_end(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}
