// Memory that lives and dies with one unit of work.
//
// An arena has a ceiling. When it is reached, or the system has no memory left, the arena jumps to
// the edge set by its owner (the dispatcher, the job runner): the unit rolls back and the person is
// told. So arena_alloc never returns NULL and nobody checks. An arena without an edge aborts.
#pragma once

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

// A new arena that holds at most `bytes_max`. Aborts when the system has nothing to give.
struct arena *arena_open(size_t bytes_max);

// A new arena for a part of the work of another, of a ceiling of its own: without an edge it jumps
// to that one's, also when the system has nothing to give, and it is closed with that one's next
// reset or close at the latest, since whoever jumps cleans nothing up.
struct arena *arena_open_below(struct arena *above, size_t bytes_max);

// Give everything back, wiped, with what was opened below. Closing NULL is fine.
void arena_close(struct arena *a);

// Close what was opened below and forget all that was allocated; the first blocks are kept for the
// next unit. What was allocated may not be touched any more, and the address sanitizer tells; it is
// wiped, so that no secret that was opened outlives its unit.
void arena_reset(struct arena *a);

// Where to jump on exhaustion; NULL: abort. `edge` is borrowed until replaced.
void arena_set_edge(struct arena *a, jmp_buf *edge);

// What a library does could not be had from the system: go to the edge, as if it were the arena's.
_Noreturn void arena_exhausted(struct arena *a);

// Zeroed memory, aligned for anything. Jumps to the edge when the ceiling is reached.
void *arena_alloc(struct arena *a, size_t size);

// Make what was allocated last larger where it lies, from the size it was asked for with to another
// that is not smaller; what comes to it is zero. False: there is no room behind it, or more was
// allocated since.
bool arena_extend(struct arena *a, void *p, size_t from, size_t to);

// Room for `count` items of `size`; a product that overflows counts as the ceiling reached.
void *arena_array(struct arena *a, size_t count, size_t size);

// Bytes in use since the last reset.
size_t arena_used(const struct arena *a);

// Fault injection: let the `nth` next allocation of this process fail (1 is the next), 0: none.
// For tests of the edge.
void arena_fail_at(int64_t nth);
// Whether that one has come, and failed.
bool arena_has_failed(void);
// Is an allocation of a library, made now, the one that has to fail? It counts as one of them.
bool arena_fails_now(void);

#define NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define NEW_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))
