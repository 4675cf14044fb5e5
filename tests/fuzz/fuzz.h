// What the fuzz targets share. Each target is one file NAME_fuzz.c with libFuzzer's entry function;
// its seeds and kept findings are corpus/NAME/.
//
// `make fuzz` runs them with clang's libFuzzer; ./test replays the corpus through replay.c.
#pragma once

#include <assert.h>
#include <setjmp.h>

#include "base/limits.h"
#include "platform/web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The arena of this run, empty again for each input.
static inline struct arena *fuzz_arena(void)
{
    static struct arena *arena;
    if (arena == NULL) {
        arena = arena_open(LIMIT_ARENA_UNIT);
    }
    arena_reset(arena);
    return arena;
}

// What leaves a parser is text, and no more of it than the limit says.
static inline void fuzz_check_pairs(const struct pair *items, size_t count, size_t count_max)
{
    assert(count <= count_max);
    for (size_t i = 0; i < count; i++) {
        assert(str_is_text(items[i].name));
        assert(str_is_text(items[i].value));
    }
}
