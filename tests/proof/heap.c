#include "tests/proof/heap.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#define HAS_SANITIZER __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

// The same functions of who stands behind: the sanitizer, or the C library.
#if HAS_SANITIZER
#define BEHIND(name) __interceptor_##name
// Each child has a copy of what was freed and is kept aside, which took longer than what it does.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=4:thread_local_quarantine_size_kb=64";
}
#else
#define BEHIND(name) __libc_##name
#endif

void *BEHIND(malloc)(size_t size);
void *BEHIND(calloc)(size_t count, size_t size);
void *BEHIND(realloc)(void *p, size_t size);

static bool (*asked)(void);

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
    return fails_now() ? NULL : BEHIND(malloc)(size);
}

void *calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : BEHIND(calloc)(count, size);
}

void *realloc(void *p, size_t size)
{
    return fails_now() ? NULL : BEHIND(realloc)(p, size);
}
