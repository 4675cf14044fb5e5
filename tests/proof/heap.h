// The program's own malloc, calloc and realloc before the C library's: what libpq, jansson,
// libsodium and the C library itself ask for comes by here. For the proofs only, and linked only
// into the one that fails memory.
#pragma once

#include <stdbool.h>

// Whether they stand there: not in a program with a sanitizer, which has its own.
bool heap_stands(void);
// Asked before each: true when this one finds no memory. NULL: nobody is asked.
void heap_ask(bool (*fails)(void));
