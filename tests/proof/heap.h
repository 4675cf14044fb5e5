// The program's own malloc, calloc and realloc before the C library's, or the sanitizer's: what
// libpq, jansson, libsodium and the C library itself ask for comes by here. For the proofs only,
// and linked only into the one that fails memory.
#pragma once

#include <stdbool.h>

// Asked before each: true when this one finds no memory. NULL: nobody is asked.
void heap_ask(bool (*fails)(void));
