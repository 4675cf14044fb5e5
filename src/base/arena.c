#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

// What an arena does not hand out right now may not be touched: the sanitizer then tells of memory
// used after a reset, and beside an allocation.
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define SHUT(p, size) ASAN_POISON_MEMORY_REGION(p, size)
#define OPEN(p, size) ASAN_UNPOISON_MEMORY_REGION(p, size)
#define GAP sizeof(max_align_t) // between two allocations
#else
#define SHUT(p, size) ((void)(p), (void)(size))
#define OPEN(p, size) ((void)(p), (void)(size))
#define GAP ((size_t)0)
#endif

// What lies behind `used` is zero: it was never handed out since it came from the system or was
// wiped.
struct block {
    struct block *next;
    size_t size; // bytes of `bytes`
    size_t used;
    max_align_t bytes[];
};

struct arena {
    struct block *first; // kept across resets, with a few that follow
    struct block *current;
    size_t bytes_max;
    size_t bytes_used;
    jmp_buf *edge;
    struct arena *above;  // NULL: none
    struct arena *below;  // the first of those that go with it
    struct arena *beside; // the next below the same one
};

static int64_t allocations_until_failure; // 0: never; fault injection only
static bool has_failed;

void arena_fail_at(int64_t nth)
{
    assert(nth >= 0);
    allocations_until_failure = nth;
    has_failed = false;
}

bool arena_has_failed(void)
{
    return has_failed;
}

static struct block *new_block(size_t size)
{
    struct block *b = calloc(1, sizeof(struct block) + size);
    if (b != NULL) {
        b->size = size;
        SHUT(b->bytes, size);
    }
    return b;
}

// NULL: the system has nothing to give.
static struct arena *try_open(size_t bytes_max)
{
    struct arena *a = malloc(sizeof(struct arena));
    struct block *first = new_block(LIMIT_ARENA_BLOCK);
    if (a == NULL || first == NULL) {
        free(a);
        free(first);
        return NULL;
    }
    *a = (struct arena){.first = first, .current = first, .bytes_max = bytes_max};
    return a;
}

struct arena *arena_open(size_t bytes_max)
{
    struct arena *a = try_open(bytes_max);
    if (a == NULL) {
        abort(); // at start-up only: the parent tells
    }
    return a;
}

// Opened secrets, and pages that showed them, lie between everything else: all of it goes.
static void wipe(struct block *b)
{
    OPEN(b->bytes, b->size);
    explicit_bzero(b->bytes, b->used);
    b->used = 0;
}

static void free_after(struct block *b)
{
    struct block *next = b->next;
    b->next = NULL;
    while (next != NULL) {
        struct block *after = next->next;
        wipe(next);
        free(next);
        next = after;
    }
}

static void close_below(struct arena *a)
{
    while (a->below != NULL) {
        arena_close(a->below); // takes itself out
    }
}

static void leave_above(struct arena *a)
{
    struct arena **at = &a->above->below;
    while (*at != a) {
        at = &(*at)->beside;
    }
    *at = a->beside;
}

void arena_close(struct arena *a)
{
    if (a == NULL) {
        return;
    }
    close_below(a);
    if (a->above != NULL) {
        leave_above(a);
    }
    free_after(a->first);
    wipe(a->first);
    free(a->first);
    free(a);
}

// The next request of the same size finds its memory there.
void arena_reset(struct arena *a)
{
    close_below(a);
    struct block *last = a->first;
    for (int kept = 1; kept < LIMIT_ARENA_BLOCKS_KEPT && last->next != NULL &&
                       last->next->size == LIMIT_ARENA_BLOCK;
         kept++) {
        last = last->next;
    }
    free_after(last);
    for (struct block *b = a->first; b != NULL; b = b->next) {
        wipe(b);
        SHUT(b->bytes, b->size);
    }
    a->current = a->first;
    a->bytes_used = 0;
}

void arena_set_edge(struct arena *a, jmp_buf *edge)
{
    a->edge = edge;
}

_Noreturn void arena_exhausted(struct arena *a)
{
    while (a->edge == NULL && a->above != NULL) {
        a = a->above;
    }
    if (a->edge == NULL) {
        abort();
    }
    longjmp(*a->edge, 1);
}

struct arena *arena_open_below(struct arena *above, size_t bytes_max)
{
    struct arena *a = try_open(bytes_max);
    if (a == NULL) {
        arena_exhausted(above);
    }
    a->above = above;
    a->beside = above->below;
    above->below = a;
    return a;
}

bool arena_fails_now(void)
{
    bool fails = allocations_until_failure > 0 && --allocations_until_failure == 0;
    has_failed = has_failed || fails;
    return fails;
}

// One with so much room, from now on the current one: it, a kept one behind it, or a new one
// between. NULL: the system has none.
static struct block *block_for(struct arena *a, size_t size)
{
    struct block *b = a->current;
    if (size > b->size - b->used && b->next != NULL && size <= b->next->size) {
        b = b->next;
    }
    if (size > b->size - b->used) {
        struct block *fresh = new_block(size > LIMIT_ARENA_BLOCK ? size : LIMIT_ARENA_BLOCK);
        if (fresh == NULL) {
            return NULL;
        }
        fresh->next = b->next;
        b->next = fresh;
        b = fresh;
    }
    a->current = b;
    return b;
}

static size_t round_up(size_t size)
{
    const size_t align = sizeof(max_align_t);
    return (size + align - 1) / align * align;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > a->bytes_max || arena_fails_now()) {
        arena_exhausted(a);
    }
    size_t rounded = round_up(size);
    if (rounded > a->bytes_max - a->bytes_used) {
        arena_exhausted(a);
    }
    struct block *b = block_for(a, rounded);
    if (b == NULL) {
        arena_exhausted(a);
    }
    void *p = (char *)b->bytes + b->used;
    b->used += rounded + GAP <= b->size - b->used ? rounded + GAP : b->size - b->used;
    a->bytes_used += rounded;
    OPEN(p, size);
    return p;
}

bool arena_extend(struct arena *a, void *p, size_t from, size_t to)
{
    struct block *b = a->current;
    size_t more = round_up(to) - round_up(from);
    bool is_last = (char *)p + round_up(from) + GAP == (char *)b->bytes + b->used;
    if (!is_last || more > b->size - b->used || more > a->bytes_max - a->bytes_used) {
        return false;
    }
    if (arena_fails_now()) {
        arena_exhausted(a);
    }
    b->used += more;
    a->bytes_used += more;
    OPEN(p, to);
    return true;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        arena_exhausted(a);
    }
    return arena_alloc(a, bytes);
}

size_t arena_used(const struct arena *a)
{
    return a->bytes_used;
}
