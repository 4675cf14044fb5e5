#include "tests/proof/heap.h"

#include <stddef.h>

#if defined(__has_feature)
#define HAS_SANITIZER (__has_feature(address_sanitizer) || __has_feature(memory_sanitizer))
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

#if HAS_SANITIZER

// Each child has a copy of what was freed and is kept aside, which took longer than what it does.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=4:thread_local_quarantine_size_kb=64";
}

bool heap_stands(void)
{
    return false;
}

void heap_ask(bool (*fails)(void))
{
    (void)fails;
}

#else

#include <errno.h>
#include <stdlib.h>

// The same functions of the C library, by the names it keeps for who stands before them.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

static bool (*asked)(void);

bool heap_stands(void)
{
    return true;
}

void heap_ask(bool (*fails)(void))
{
    asked = fails;
}

static bool fails_now(void)
{
    if (asked == NULL || !asked()) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails_now() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    return fails_now() ? NULL : __libc_realloc(p, size);
}

#endif
