// An arena that is there from a test program's first test to its last, and texts in its tables.
#pragma once

#include "base/arena.h"
#include "base/str.h"

extern struct arena *arena;

// For cmocka: before and after all tests, or each.
int arena_testing_begin(void **state);
int arena_testing_end(void **state);

// A str in a table: S is no constant.
#define T(literal)                                                                                 \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }
