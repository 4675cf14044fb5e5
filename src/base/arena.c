#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

struct block {
    struct block *next;
    size_t size; // bytes of `bytes`
    size_t used;
    max_align_t bytes[];
};

struct arena {
    struct block *first; // kept across resets
    struct block *current;
    size_t bytes_max;
    size_t bytes_used;
    jmp_buf *edge;
};

static int64_t allocations_until_failure; // 0: never; fault injection only

void arena_fail_at(int64_t nth)
{
    assert(nth >= 0);
    allocations_until_failure = nth;
}

static struct block *new_block(size_t size)
{
    struct block *b = malloc(sizeof(struct block) + size);
    if (b != NULL) {
        b->next = NULL;
        b->size = size;
        b->used = 0;
    }
    return b;
}

struct arena *arena_open(size_t bytes_max)
{
    struct arena *a = malloc(sizeof(struct arena));
    struct block *first = new_block(LIMIT_ARENA_BLOCK);
    if (a == NULL || first == NULL) {
        abort(); // at start-up only: the parent tells
    }
    *a = (struct arena){.first = first, .current = first, .bytes_max = bytes_max};
    return a;
}

static void free_after(struct block *b)
{
    struct block *next = b->next;
    b->next = NULL;
    while (next != NULL) {
        struct block *after = next->next;
        free(next);
        next = after;
    }
}

void arena_close(struct arena *a)
{
    if (a == NULL) {
        return;
    }
    free_after(a->first);
    free(a->first);
    free(a);
}

void arena_reset(struct arena *a)
{
    free_after(a->first);
    a->first->used = 0;
    a->current = a->first;
    a->bytes_used = 0;
}

void arena_set_edge(struct arena *a, jmp_buf *edge)
{
    a->edge = edge;
}

static _Noreturn void exhausted(struct arena *a)
{
    if (a->edge == NULL) {
        abort();
    }
    longjmp(*a->edge, 1);
}

static bool injected_failure(void)
{
    return allocations_until_failure > 0 && --allocations_until_failure == 0;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = sizeof(max_align_t);
    if (size > a->bytes_max || injected_failure()) {
        exhausted(a);
    }
    size_t rounded = (size + align - 1) / align * align;
    if (rounded > a->bytes_max - a->bytes_used) {
        exhausted(a);
    }
    struct block *b = a->current;
    if (rounded > b->size - b->used) {
        struct block *fresh = new_block(rounded > LIMIT_ARENA_BLOCK ? rounded : LIMIT_ARENA_BLOCK);
        if (fresh == NULL) {
            exhausted(a);
        }
        b->next = fresh;
        a->current = fresh;
        b = fresh;
    }
    void *p = (char *)b->bytes + b->used;
    b->used += rounded;
    a->bytes_used += rounded;
    return memset(p, 0, rounded);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        exhausted(a);
    }
    return arena_alloc(a, bytes);
}

size_t arena_used(const struct arena *a)
{
    return a->bytes_used;
}
